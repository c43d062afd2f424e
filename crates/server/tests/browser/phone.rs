//! A citizen without NCALayer: a code from a short message, and eGov Mobile, whose phone stands in the town.

use crate::chromium::Tab;
use crate::citizen::Citizen;
use crate::plant::Plant;

const MORNING: &str = "2026-11-17T10:00:00+05:00";

/// A citizen before the review of a whole application.
async fn at_review<'p>(plant: &'p Plant, language: &'static str) -> Citizen<'p> {
    let mut citizen = Citizen::at(plant, language, false).await;
    citizen.begin().await;
    citizen.fill_sections(false).await;
    citizen.review().await;
    citizen.is_strict = true;
    citizen
}

/// Scans the code of the page with the town's phone and signs as a person; what the phone says.
async fn sign_with_phone(phone: &mut Tab, code: &str, person: &str, shown: &str) -> String {
    phone.go("/phone").await;
    phone.fill(&[("link", code)]).await;
    phone.follow("form[action='/phone'] button").await;
    let on_phone = phone
        .eval("document.querySelector('pre').textContent")
        .await;
    assert_eq!(
        on_phone.as_str().unwrap().trim(),
        shown.trim(),
        "another text"
    );
    phone.fill(&[("person", person), ("key", "good")]).await;
    phone.follow("button[value=sign]").await;
    phone.text("[role=status]").await
}

#[tokio::test(flavor = "multi_thread")]
async fn application_is_signed_with_the_towns_phone() {
    let plant = Plant::start(MORNING);
    let mut citizen = at_review(&plant, "ru").await;
    let review = citizen.tab.path().await;
    let mut phone = Tab::open(&plant.town()).await;

    // Somebody else's phone: their own page, and the application is still there.
    for (person, is_right) in [("daniyar", false), ("madina", true)] {
        citizen.tab.follow("form[action$='/qr'] button").await;
        citizen.check().await;
        assert!(citizen.tab.path().await.ends_with("/qr"));
        let waits = "[data-phone][data-phone=waiting], [data-phone-state=waiting]:not([hidden])";
        citizen.tab.wait_for(waits).await;
        let code = citizen
            .tab
            .eval("document.querySelector('details .sq-digest').textContent")
            .await;
        let shown = citizen
            .tab
            .eval("document.querySelector('.sq-signed-text').textContent")
            .await;
        let (code, shown) = (code.as_str().unwrap(), shown.as_str().unwrap());
        let said = sign_with_phone(&mut phone, code, person, shown).await;
        assert!(said.contains("Signed and sent"), "{said}");
        // The script of the page asks how far it is, and goes on by itself.
        citizen.tab.loaded_by_itself().await;
        citizen.check().await;
        if is_right {
            let path = citizen.tab.path().await;
            assert!(path.starts_with("/cases/"), "{path}");
        } else {
            assert_eq!(citizen.tab.text("h1").await, "Это чужой ключ");
            citizen.tab.follow("main a.govuk-button").await;
            assert_eq!(citizen.tab.path().await, review);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn application_is_confirmed_by_the_code_of_a_message() {
    let plant = Plant::start(MORNING);
    let mut citizen = at_review(&plant, "kk").await;
    citizen.tab.follow("form[action$='/confirm'] button").await;
    citizen.check().await;
    let mut phone = Tab::open(&plant.town()).await;
    phone.go("/sms").await;
    let inbox = phone.text("main").await;
    let digits = |word: &&str| word.len() == 6 && word.bytes().all(|it| it.is_ascii_digit());
    let code = inbox.split_whitespace().find(digits).expect("a code");
    citizen.tab.fill(&[("code", "12")]).await;
    citizen
        .tab
        .follow("form[action*='/confirm/code'] button")
        .await;
    citizen.check().await;
    assert_eq!(citizen.tab.count(".govuk-error-summary li").await, 1);
    citizen.tab.fill(&[("code", code)]).await;
    citizen
        .tab
        .follow("form[action*='/confirm/code'] button")
        .await;
    citizen.check().await;
    let path = citizen.tab.path().await;
    assert!(path.starts_with("/cases/"), "{path}");
    assert!(citizen.tab.text("main").await.contains("ЭЦҚ емес"));
}
