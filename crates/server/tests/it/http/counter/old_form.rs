//! A form that is sent late: after its twelve hours, and after the law changed.

use jiff::SignedDuration;

use super::super::Doors;
use super::super::browser::Sent;
use super::{ISSUE, fresh, kinds, secret, send, typed};
use crate::office::for_each_engine;

#[tokio::test]
async fn a_form_is_taken_for_twelve_hours_and_then_comes_back_fresh_with_all_that_was_typed() {
    for_each_engine("2026-11-17T08:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let (first, second) = (fresh(&mut aliya).await, fresh(&mut aliya).await);
        office.later(SignedDuration::from_hours(12));
        let mut aliya = doors.signed_in("aliya").await;
        let page = send(&mut aliya, ISSUE, &typed(&first, &[])).await;
        assert_eq!(page.status, 303, "{}", page.text());
        office.later(SignedDuration::from_secs(1));
        for form in [&second, &first] {
            let page = send(&mut aliya, ISSUE, &typed(form, &[("department", "17")])).await;
            assert_eq!(page.status, 409);
            page.shows("Бұл форма ескірген");
            assert!(page.html().contains("value=\"17\""), "{}", page.html());
            assert_ne!(&secret(&page), form, "a fresh form");
        }
        // Nobody makes an old form young.
        let mut parts: Vec<&str> = second.split('.').collect();
        let now = office.now().as_second().to_string();
        parts[2] = &now;
        let page = send(&mut aliya, ISSUE, &typed(&parts.join("."), &[])).await;
        assert_eq!(page.status, 409);
        assert_eq!(kinds(office).await.len(), 2, "one receipt");
        let page = send(&mut aliya, ISSUE, &typed(&secret(&page), &[])).await;
        assert_eq!(page.status, 303);
        assert_eq!(kinds(office).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_again_under_another_edition_answers_with_its_receipt() {
    for_each_engine("2023-12-23T23:50", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let fields = typed(&fresh(&mut aliya).await, &[]);
        let once = send(&mut aliya, ISSUE, &fields).await;
        office.later(SignedDuration::from_mins(20));
        let again = send(&mut aliya, ISSUE, &fields).await;
        assert_eq!(again.status, 303, "{}", again.text());
        assert_eq!(once.location(), again.location());
        assert_eq!(kinds(office).await.len(), 2, "one receipt");
        // The law did change between the two.
        let page = aliya.send(&Sent::get(once.location())).await;
        page.shows("№ 539");
        let fields = typed(&fresh(&mut aliya).await, &[]);
        let other = send(&mut aliya, ISSUE, &fields).await;
        let page = aliya.send(&Sent::get(other.location())).await;
        page.shows("№ 117");
    })
    .await;
}
