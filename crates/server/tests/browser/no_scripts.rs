//! Without JavaScript everything works but the signature itself, and the page says so.

use crate::citizen::Citizen;
use crate::plant::Plant;

#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_filled_in_without_scripts() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "ru", false).await;
    citizen.begin().await;
    citizen.tab.with_scripts(false).await;
    citizen.tab.eval("location.reload()").await;
    citizen.tab.loaded_by_itself().await;
    let is_bare = citizen.tab.count("body.js-enabled").await == 0;
    assert!(is_bare, "a script of the page still runs");
    citizen.fill_sections(true).await;
    let files = plant.documents("madina", "2026-11-17");
    citizen.attach(&files).await;
    let before = citizen.tab.path().await;
    citizen.tab.follow(".sq-languages a[lang=kk]").await;
    assert_eq!(citizen.tab.path().await, before);
    assert_eq!(
        citizen.tab.eval("document.documentElement.lang").await,
        "kk"
    );
    citizen.review().await;
    let said = citizen.tab.text("noscript").await;
    assert!(
        said.contains("JavaScript"),
        "nothing is said of signing without scripts: {said:?}"
    );
    assert_eq!(
        citizen.tab.count("[data-sign] [name=payload]").await,
        1,
        "the text to sign is not there"
    );
    // The code of a message needs no script.
    citizen.tab.follow("form[action$='/confirm'] button").await;
    assert_eq!(citizen.tab.count("input[name=code]").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn help_is_estimated_and_a_document_is_checked_without_scripts() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "en", false).await;
    citizen.tab.with_scripts(false).await;
    citizen.go("/services/housing-assistance/estimate").await;
    let form = "main form[action$='/estimate'] button.govuk-button:not([value=add-row])";
    citizen.tab.follow(form).await;
    // Nothing was answered: every sentence names its question.
    let said = citizen
        .tab
        .eval("[...document.querySelectorAll('.govuk-error-summary li')].map((it) => it.innerText)")
        .await;
    let said: Vec<String> = serde_json::from_value(said).unwrap();
    assert!(!said.is_empty(), "an empty form was answered");
    for (number, sentence) in said.iter().enumerate() {
        assert!(sentence.contains(": "), "{sentence} names no question");
        assert!(
            !said[..number].contains(sentence),
            "{sentence} stands twice"
        );
    }
    citizen.go("/verify").await;
    citizen.tab.follow("main form[enctype] button").await;
    let said = citizen.tab.text(".govuk-error-summary li").await;
    assert_eq!(said, "Choose the file of the document");
    let is_read =
        "document.querySelector('#file').getAttribute('aria-describedby').includes('file-error')";
    assert_eq!(citizen.tab.eval(is_read).await, serde_json::json!(true));
    citizen.go("/login").await;
    let said = citizen.tab.text("noscript").await;
    assert!(said.contains("JavaScript"), "{said:?}");
}
