//! Without JavaScript everything works but the signature itself, and the page says so.

use crate::citizen::Citizen;
use crate::official::{ESTABLISHED, OFFICE};
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

/// Signs in, which needs a script, and goes on without any.
async fn sit_down(citizen: &mut Citizen<'_>, person: &str, next: &str) {
    citizen.log_out().await;
    citizen.tab.with_scripts(true).await;
    citizen.log_in(person, next).await;
    citizen.tab.with_scripts(false).await;
    citizen.go(next).await;
    let is_bare = citizen.tab.count("body.js-enabled").await == 0;
    assert!(is_bare, "a script of the page still runs");
}

/// Presses the button of a rule's form; what the page says of it afterwards.
async fn press(citizen: &mut Citizen<'_>, code: &str, typed: &[(&str, &str)]) -> String {
    let form = format!("form[action$='/rules/{code}']");
    let filled = citizen.tab.fill_in(&form, typed).await;
    assert_eq!(filled.len(), typed.len(), "{code}: {filled:?}");
    citizen.tab.follow(&format!("{form} button")).await;
    citizen.tab.text("main").await
}

/// A case of a family that has two dwellings, at its decision.
async fn before_a_refusal(citizen: &mut Citizen<'_>, plant: &Plant) -> String {
    citizen.begin().await;
    citizen.fill_sections(false).await;
    citizen
        .attach(&plant.documents("madina", "2026-11-17"))
        .await;
    citizen.review().await;
    let number = citizen.sign().await;
    citizen.log_out().await;
    citizen.check_documents(&number).await;
    let found = ESTABLISHED.map(|(fact, value)| match fact {
        "owned-dwellings" => (fact, "2"),
        _ => (fact, value),
    });
    citizen.establish(&number, &found).await;
    citizen
        .go(&format!("{OFFICE}/cases/{number}/assessment"))
        .await;
    let verified = "button[name=outcome][value=verified]";
    citizen.tab.follow(verified).await;
    number
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_heard_before_a_refusal_without_scripts() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "en", false).await;
    let number = before_a_refusal(&mut citizen, &plant).await;
    let (mine, desk) = (
        format!("/cases/{number}"),
        format!("{OFFICE}/cases/{number}"),
    );

    sit_down(&mut citizen, "askar", &format!("{desk}/assessment")).await;
    let half = [("place", "Office 101")];
    press(&mut citizen, "preliminary", &half).await;
    let kept = "document.querySelector('[name=place]').value";
    assert_eq!(
        citizen.tab.eval(kept).await,
        "Office 101",
        "its day is missing"
    );
    assert!(citizen.tab.count(".govuk-error-summary li").await >= 1);
    press(&mut citizen, "preliminary", &[("place", "")]).await;
    assert_eq!(citizen.tab.path().await, desk);

    sit_down(&mut citizen, "madina", &mine).await;
    press(&mut citizen, "open", &[]).await;
    press(&mut citizen, "object", &[]).await;
    assert_eq!(citizen.tab.count(".govuk-error-summary li").await, 1);
    let objection = "We live in one of them only.";
    let said = press(&mut citizen, "object", &[("text", objection)]).await;
    assert!(said.contains(objection), "{said}");
    press(&mut citizen, "hear", &[]).await;
    assert_eq!(citizen.tab.path().await, mine);

    sit_down(&mut citizen, "askar", &desk).await;
    let appointment = [
        ("place", "Office 101"),
        ("day", "2026-11-20"),
        ("time", "11:00"),
    ];
    let said = press(&mut citizen, "appoint", &appointment).await;
    assert!(said.contains("Office 101"), "{said}");

    sit_down(&mut citizen, "madina", &mine).await;
    let said = citizen.tab.text("main").await;
    assert!(
        said.contains("Office 101"),
        "she reads where and when: {said}"
    );
    press(&mut citizen, "waive", &[]).await;
    let left = citizen.tab.count("form[action$='/rules/waive']").await;
    assert_eq!(left, 0, "she has said that she waives it");
    let journal = plant.told(&["journal", "verify"]);
    assert!(journal.contains("events"), "{journal}");
}
