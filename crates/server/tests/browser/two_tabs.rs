//! Two tabs on one section of a draft, with scripts: what one tab saves while it is typed, the other never overwrites.

use crate::chromium::Tab;
use crate::citizen::Citizen;
use crate::plant::Plant;

/// Types into a control as a person does and waits until the page says how it was saved.
async fn type_until(tab: &Tab, field: &str, (text, state): (&str, &str)) {
    let filled = tab.fill(&[(field, text)]).await;
    assert_eq!(filled, [field]);
    tab.wait_for(&format!("[data-autosave-status][data-state={state}]"))
        .await;
}

async fn value(tab: &Tab, field: &str) -> String {
    let script = format!("document.querySelector('[name=\"{field}\"]').value");
    tab.eval(&script).await.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_in_one_tab_is_not_saved_over_what_the_other_saved() {
    const FIELD: &str = "applicant.full-name";
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "en", false).await;
    citizen.begin().await;
    let address = citizen.tab.path().await;
    let mut other = citizen.tab.beside().await;
    other.go(&format!("/en{address}")).await;

    // One tab saves on and on: what it saved itself is no conflict.
    type_until(&citizen.tab, FIELD, ("First", "saved")).await;
    type_until(&citizen.tab, FIELD, ("First of two", "saving")).await;
    citizen
        .tab
        .wait_for("[data-autosave-status][data-state=saved]")
        .await;

    type_until(&other, FIELD, ("Second", "meanwhile")).await;
    let said = other.text("[data-autosave-status]").await;
    assert!(said.contains("another tab"), "{said}");
    let is_live = "document.querySelector('[data-autosave-status]').getAttribute('aria-live')";
    assert_eq!(other.eval(is_live).await, "polite");
    citizen.tab.go(&format!("/en{address}")).await;
    assert_eq!(value(&citizen.tab, FIELD).await, "First of two");

    // The button shows both, and nothing of either is lost.
    other
        .follow("main form button.govuk-button[value=continue]")
        .await;
    let said = other.text("main").await;
    assert!(
        said.contains("First of two") && said.contains("Second"),
        "{said}"
    );
    citizen.tab.go(&format!("/en{address}")).await;
    assert_eq!(value(&citizen.tab, FIELD).await, "First of two");
    other.follow("main form button").await;
    citizen.tab.go(&format!("/en{address}")).await;
    assert_eq!(
        value(&citizen.tab, FIELD).await,
        "Second",
        "as it was chosen"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_section_sent_while_it_is_being_saved_is_no_conflict() {
    const FIELD: &str = "applicant.full-name";
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "en", false).await;
    citizen.begin().await;
    let address = citizen.tab.path().await;
    type_until(&citizen.tab, FIELD, ("One name", "saving")).await;
    // More is typed and sent before the answer is there.
    citizen.tab.fill(&[(FIELD, "Another name")]).await;
    citizen
        .tab
        .follow("main form button.govuk-button[value=continue]")
        .await;
    let heading = citizen.tab.text("main h1").await;
    assert!(!heading.contains("another tab"), "{heading}");
    citizen.tab.go(&format!("/en{address}")).await;
    assert_eq!(value(&citizen.tab, FIELD).await, "Another name");
}
