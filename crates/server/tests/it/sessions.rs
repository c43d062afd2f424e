//! Sessions: who is signed in, for how long, and as whom.

use app::import_office::{Imported, import_office};
use app::{Error, session};
use jiff::SignedDuration;
use sandbox::choice::KeyKind;

use crate::office::{TestOffice, for_each_engine, providers};

/// Signs Madina in and answers the token of her browser.
async fn token_of_madina(office: &TestOffice) -> String {
    let app = &office.app;
    let token = session::fresh_token(app).unwrap();
    let asked = app::log_in::challenge(app, &token, office.now());
    let container = office.sign("madina", KeyKind::Good, &asked.bytes);
    let now = office.now();
    let new = app::log_in::log_in(app, &token, asked.issued, &container, now).await;
    new.unwrap().token
}

async fn is_signed_in(office: &TestOffice, token: &str) -> bool {
    let found = session::find(&office.app, token, office.now()).await;
    found.unwrap().person.is_some()
}

#[tokio::test]
async fn session_ends_after_two_hours_without_use() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let token = token_of_madina(office).await;
        office.at("2026-11-17T11:59");
        assert!(is_signed_in(office, &token).await, "and this use counts");
        office.at("2026-11-17T13:58");
        assert!(is_signed_in(office, &token).await);
        office.at("2026-11-17T15:58");
        assert!(!is_signed_in(office, &token).await);
    })
    .await;
}

#[tokio::test]
async fn session_ends_after_twelve_hours_in_any_case() {
    for_each_engine("2026-11-17T08:00", async |office| {
        let token = token_of_madina(office).await;
        for _hour in 0..11 {
            office.later(SignedDuration::from_hours(1));
            assert!(is_signed_in(office, &token).await);
        }
        office.at("2026-11-17T20:00");
        assert!(!is_signed_in(office, &token).await);
    })
    .await;
}

#[tokio::test]
async fn who_signed_out_is_nobody() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let token = token_of_madina(office).await;
        let found = session::find(&office.app, &token, office.now()).await;
        let found = found.unwrap();
        assert!(found.is_csrf(&found.csrf) && !found.is_csrf("") && !found.is_csrf(&token));
        session::close(&office.app, &found).await.unwrap();
        assert!(!is_signed_in(office, &token).await);
        let guest = session::guest(&office.app, &token);
        let account = session::account(&office.app, &guest).await;
        assert!(matches!(account.err(), Some(Error::SignedOut)));
    })
    .await;
}

#[tokio::test]
async fn official_who_left_is_an_official_no_more() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let app = &office.app;
        let number = office.citizen("madina").await.file().await;
        let askar = office.official("askar").await;
        let mut imports = providers(office);
        for import in imports.clone() {
            let again = import_office(app, import, office.now()).await.unwrap();
            assert_eq!(again, Imported::Unchanged);
        }
        let mut astana = imports.remove(0);
        let iin = office.iin("askar");
        astana.officers.retain(|(officer, ..)| *officer != iin);
        let left = import_office(app, astana, office.now()).await.unwrap();
        assert_eq!(left, Imported::Written);
        let account = session::account(app, &askar.session).await.unwrap();
        assert!(matches!(
            account.officer_of("astana-social"),
            Err(Error::NotFound)
        ));
        let elena = office.official("elena").await;
        elena.take(&number).await.unwrap();
    })
    .await;
}
