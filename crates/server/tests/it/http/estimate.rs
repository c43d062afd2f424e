//! Would my family get help? Anybody may ask, without signing in.

use super::Doors;
use super::browser::Browser;
use super::page::Page;
use crate::office::for_each_engine;

const PAGE: &str = "/services/housing-assistance/estimate";

/// A family of Atyrau, whose share is 5 %, with one bill.
async fn ask(browser: &mut Browser<'_>, income: &str, bill: &str, dwellings: &str) -> Page {
    let fields = [
        ("action", "continue"),
        ("fact.place", "230000000"),
        ("fact.family-income", income),
        ("fact.family-size", "3"),
        ("fact.area", "54"),
        ("fact.tenure", "owner"),
        ("fact.costs.0.kind", "other"),
        ("fact.costs.0.billed", bill),
        ("fact.owned-dwellings", dwellings),
    ];
    browser.post(PAGE, &fields).await
}

#[tokio::test]
async fn a_family_learns_the_sum_and_what_would_end_it() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut browser = doors.browser();
        browser.language = "en";
        browser.get(PAGE).await.shows("You do not sign in.");
        let page = ask(&mut browser, "600 000", "25 000", "1").await;
        assert_eq!(page.status, 200);
        page.shows("Yes, by these answers help would be given");
        page.shows("15\u{a0}000\u{a0}₸");
        // What was left open is said.
        page.shows("This holds provided that:");
        page.shows("1\u{a0}499\u{a0}971\u{a0}₸");
        // Nobody was signed in, and the address holds nothing of the answers.
        assert!(!page.address.contains('?'), "{}", page.address);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_names_its_ground_and_the_way_out() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut browser = doors.browser();
        browser.language = "en";
        browser.get(PAGE).await;
        let page = ask(&mut browser, "600 000", "25 000", "2").await;
        page.shows("No, by these answers it would be refused");
        page.shows("1 or less: help would be given");
        let page = ask(&mut browser, "a lot", "25 000", "1").await;
        page.shows("There is a problem");
        assert!(
            page.html().contains("value=\"a lot\""),
            "what was typed is kept"
        );
        assert!(!page.text().contains("by these answers"));
    })
    .await;
}
