//! Where somebody comes to who signed in because a page asked for it.

use super::browser::encode;
use super::{Doors, ORGANIZATION};
use crate::office::{Engine, TestOffice, moment};

#[tokio::test]
async fn official_whose_session_ended_comes_back_to_the_case() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let doors = Doors::of(&office);
    let number = office.citizen("madina").await.file().await;
    let case = format!("/office/{ORGANIZATION}/cases/{number}");
    for (asked, led) in [
        (case.as_str(), format!("/kk{case}")),
        ("/office", "/kk/office".to_owned()),
        ("/account", "/kk/office".to_owned()),
        ("/officers", "/kk/office".to_owned()),
        // Of an office that the official has left, or never had, nothing is there to come back to.
        ("/office/elsewhere/cases", "/kk/office".to_owned()),
        ("/office/elsewhere?page=2", "/kk/office".to_owned()),
        // Who looked at receipts that name the official too: no account is needed for it.
        ("/views", "/kk/views".to_owned()),
    ] {
        let mut askar = doors.browser();
        let page = askar.get(&format!("/login?next={}", encode(asked))).await;
        let sent = askar.signed(&page.signed_form(), "askar");
        let page = askar.send(&sent).await;
        assert_eq!(page.location(), led, "{asked}");
    }
}

#[tokio::test]
async fn person_without_an_account_comes_to_who_looked_at_receipts_and_finds_the_way_there() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let doors = Doors::of(&office);
    for (asked, led) in [
        ("/views", "/kk/views"),
        ("/views?after=x", "/kk/views?after=x"),
        ("/viewsx", "/kk/register?next=/viewsx"),
        ("/account", "/kk/register?next=/account"),
    ] {
        let mut bolat = doors.browser();
        let page = bolat.get(&format!("/login?next={}", encode(asked))).await;
        let sent = bolat.signed(&page.signed_form(), "bolat");
        let page = bolat.send(&sent).await;
        assert_eq!(page.location(), led, "{asked}");
        if asked == "/views" {
            assert_eq!(bolat.get("/views").await.status, 200);
        }
    }
    let mut bolat = doors.signed_in("bolat").await;
    let page = bolat.get("/register").await;
    page.shows("тіркелу қажет емес");
    assert!(page.links().contains(&"/kk/views".to_owned()));
    // Somebody who is no official any more has no office to come back to.
    doors.registered("bolat").await;
    let mut again = doors.browser();
    let page = again
        .get(&format!("/login?next=/office/{ORGANIZATION}"))
        .await;
    let sent = again.signed(&page.signed_form(), "bolat");
    assert_eq!(again.send(&sent).await.location(), "/kk/account");
}
