//! Signatures that do not count: each has its own words and its own way out, and the application is still there.

use crate::citizen::Citizen;
use crate::plant::Plant;

/// Person, key, conduct, and the heading that the person reads.
const PROBLEMS: [(&str, &str, &str, &str); 6] = [
    ("madina", "good", "other-bytes", "Another text was signed"),
    ("daniyar", "good", "any-key", "This is somebody else's key"),
    (
        "madina",
        "rogue-ca",
        "sign",
        "We do not know who issued this certificate",
    ),
    ("madina", "revoked", "sign", "Your certificate is revoked"),
    (
        "madina",
        "expired",
        "any-key",
        "Your certificate has expired",
    ),
    (
        "madina",
        "auth-only",
        "any-key",
        "This key is not for signing",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn each_signature_that_does_not_count_has_its_own_page() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "en", false).await;
    citizen.begin().await;
    citizen.fill_sections(false).await;
    citizen.review().await;
    let review = citizen.tab.path().await;
    citizen.is_strict = true;
    for (person, key, conduct, heading) in PROBLEMS {
        plant.choose(person, key, conduct);
        citizen.tab.follow("[data-sign-button]").await;
        assert_eq!(citizen.tab.text("h1").await, heading, "{key} {conduct}");
        citizen.check().await;
        citizen.tab.follow("main a.govuk-button").await;
        if citizen.tab.path().await != review {
            citizen.go(&review).await;
        }
        assert_eq!(
            citizen.tab.count("[data-sign-button]").await,
            1,
            "{heading}"
        );
    }
    // NCALayer is not there at all: nothing answers on its port.
    let missing =
        "document.querySelector('[data-sign]').dataset.ncalayer = 'ws://127.0.0.1:9'; null";
    citizen.tab.eval(missing).await;
    citizen.tab.press("[data-sign-button]").await;
    let wanted = "[data-sign-status][data-state=missing]";
    citizen.tab.wait_for(wanted).await;
    let shown = citizen.tab.text("[data-sign-status]").await;
    assert!(shown.contains("NCALayer does not answer"), "{shown}");
    let way_out = "[data-sign-state=missing] a[href^='https://']";
    assert_eq!(citizen.tab.count(way_out).await, 1, "where to get it");
    assert_eq!(citizen.tab.path().await, review);
    citizen.check().await;
    citizen.go(&review).await;

    for (conduct, state) in [("cancel", "cancelled"), ("error", "error")] {
        plant.choose("madina", "good", conduct);
        citizen.tab.press("[data-sign-button]").await;
        citizen
            .tab
            .wait_for(&format!("[data-sign-status][data-state={state}]"))
            .await;
        let shown = citizen.tab.text("[data-sign-status]").await;
        assert!(!shown.trim().is_empty(), "{conduct} says nothing");
        assert_eq!(citizen.tab.path().await, review);
        citizen.check().await;
    }
    // What is read is what is hashed and signed, in each language.
    for (language, word) in [("kk", "Өтініш"), ("ru", "Заявление"), ("en", "Application")]
    {
        citizen.language = language;
        citizen.go(&review).await;
        let shown = citizen
            .tab
            .eval("document.querySelector('.sq-signed-text').textContent")
            .await;
        let shown = shown.as_str().unwrap().to_owned();
        assert_eq!(shown.as_bytes(), citizen.payload().await, "{language}");
        assert!(shown.contains(word), "{language}: {shown}");
    }
    plant.choose("madina", "good", "sign");
    citizen.sign().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn key_for_logging_in_alone_is_offered_at_login() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "ru", true).await;
    plant.choose("madina", "auth-only", "sign");
    citizen.go("/login?next=/account").await;
    citizen.tab.follow("[data-sign-button]").await;
    assert_eq!(citizen.tab.path().await, "/register");
}
