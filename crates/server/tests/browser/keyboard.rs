//! By keyboard alone.

use serde_json::json;

use crate::chromium::Tab;
use crate::citizen::Citizen;
use crate::page_checks::picture;
use crate::plant::Plant;

/// More stops than any of our pages has.
const STOPS_MAX: usize = 120;

/// Presses Tab until the focus is on what fits.
async fn tab_to(tab: &Tab, selector: &str) {
    for _stop in 0..STOPS_MAX {
        tab.key("Tab", 9, None).await;
        let script = format!("document.activeElement.matches({})", json!(selector));
        if tab.eval(&script).await == json!(true) {
            return;
        }
    }
    panic!("{selector} cannot be reached with the Tab key");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_passport_and_a_section_are_worked_by_keyboard() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "en", false).await;
    citizen.go("/services/housing-assistance").await;
    picture(&citizen.tab, "passport-en", 1100).await;
    citizen.tab.key("Tab", 9, None).await;
    let first = citizen.tab.eval("document.activeElement.className").await;
    assert_eq!(first, "govuk-skip-link");
    let visible = citizen
        .tab
        .eval("document.activeElement.getBoundingClientRect().height > 10")
        .await;
    assert_eq!(
        visible,
        json!(true),
        "the skip link is not seen when it has the focus"
    );
    tab_to(&citizen.tab, ".sq-languages a[lang=ru]").await;
    citizen.tab.enter().await;
    assert_eq!(citizen.tab.path().await, "/services/housing-assistance");
    assert_eq!(
        citizen.tab.eval("document.documentElement.lang").await,
        "ru"
    );
    tab_to(&citizen.tab, "main a.govuk-button").await;
    citizen.tab.enter().await;
    assert_eq!(citizen.tab.path().await, "/login");
    plant.choose("madina", "good", "sign");
    tab_to(&citizen.tab, "[data-sign-button]").await;
    citizen.tab.enter().await;
    assert_eq!(citizen.tab.path().await, "/register");
    citizen.language = "ru";
    citizen.register().await;
    tab_to(&citizen.tab, "[name='applicant.id-issuer']").await;
    citizen.tab.key("x", 88, Some("x")).await;
    tab_to(&citizen.tab, "button.govuk-button[value=continue]").await;
    citizen.tab.enter().await;
    assert!(citizen.tab.count(".govuk-error-summary").await == 1);
    let is_focused = citizen
        .tab
        .eval("document.activeElement.matches('.govuk-error-summary')")
        .await;
    assert_eq!(
        is_focused,
        json!(true),
        "the summary of what is wrong does not take the focus"
    );
    let kept = citizen
        .tab
        .eval("document.querySelector(\"[name='applicant.id-issuer']\").value")
        .await;
    assert_eq!(kept, json!("x"));
}
