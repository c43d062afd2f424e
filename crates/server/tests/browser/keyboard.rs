//! By keyboard alone.

use serde_json::json;

use crate::chromium::Tab;
use crate::citizen::Citizen;
use crate::official::{ESTABLISHED, OFFICE};
use crate::page_checks::{focus_is_seen, picture};
use crate::plant::Plant;

/// More stops than any of our pages has.
const STOPS_MAX: usize = 400;

/// Presses Tab until the focus is on what fits; one sees that it is there.
async fn tab_to(tab: &Tab, selector: &str) {
    for _stop in 0..STOPS_MAX {
        tab.key("Tab", 9, None).await;
        let script = format!("document.activeElement.matches({})", json!(selector));
        if tab.eval(&script).await == json!(true) {
            focus_is_seen(tab).await;
            return;
        }
    }
    let path = tab.path().await;
    panic!("{selector} cannot be reached with the Tab key on {path}");
}

/// Goes to what fits and presses Enter; another page comes.
async fn enter(tab: &mut Tab, selector: &str) {
    tab_to(tab, selector).await;
    tab.enter().await;
}

/// Answers what has the focus with the keys that its kind takes.
async fn answer(tab: &Tab, value: &str) {
    let kind = "(() => { const it = document.activeElement; return it.tagName === 'SELECT' ? 'select' : it.type; })()";
    let kind = tab.eval(kind).await;
    match kind.as_str().unwrap() {
        "checkbox" => tab.key(" ", 32, Some(" ")).await,
        "radio" => {
            tab.key(" ", 32, Some(" ")).await;
            arrow_to(tab, value).await;
        }
        "select" => arrow_to(tab, value).await,
        _ => {
            // What already stands there is selected by the Tab key, and typed over.
            tab.type_in(value).await;
        }
    }
}

/// Presses the arrow until the answer is chosen.
async fn arrow_to(tab: &Tab, value: &str) {
    let wanted = format!("document.activeElement.value === {}", json!(value));
    for _answer in 0..STOPS_MAX {
        if tab.eval(&wanted).await == json!(true) {
            return;
        }
        tab.key("ArrowDown", 40, None).await;
    }
    panic!("the answer {value} cannot be chosen with the arrows");
}

/// Walks through the form with the Tab key, answers what is known, and stops at the button.
async fn fill_to(tab: &Tab, answers: &[(&str, &str)], button: &str) {
    let mut given = Vec::new();
    let here = format!(
        "[document.activeElement.name ?? '', document.activeElement.matches({})]",
        json!(button)
    );
    for _stop in 0..STOPS_MAX {
        tab.key("Tab", 9, None).await;
        let found = tab.eval(&here).await;
        if found[1] == json!(true) {
            focus_is_seen(tab).await;
            return;
        }
        let name = found[0].as_str().unwrap_or_default().to_owned();
        let known = answers.iter().find(|(it, _)| *it == name);
        if let Some((_, value)) = known.filter(|_| !given.contains(&name)) {
            focus_is_seen(tab).await;
            answer(tab, value).await;
            given.push(name);
        }
    }
    panic!("{button} cannot be reached; answered: {given:?}");
}

/// From the home page to an application that is begun.
async fn begin(citizen: &mut Citizen<'_>) {
    citizen.go("/").await;
    enter(
        &mut citizen.tab,
        "main a[href$='/services/housing-assistance']",
    )
    .await;
    enter(&mut citizen.tab, "main a.govuk-button").await;
    citizen.plant.choose("madina", "good", "sign");
    enter(&mut citizen.tab, "[data-sign-button]").await;
    assert_eq!(citizen.tab.path().await, "/register");
    let contacts = [("phone", "8 701 123 45 67"), ("acknowledged", "yes")];
    fill_to(&citizen.tab, &contacts, "main form button:not([name])").await;
    citizen.tab.enter().await;
    let start = "main form[action$='/apply'] button";
    fill_to(&citizen.tab, &[("place", "710000000")], start).await;
    citizen.tab.enter().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_comes_from_home_to_the_review_by_keyboard() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "kk", false).await;
    begin(&mut citizen).await;
    while let Some(section) = citizen.section().await {
        let button = "main form button.govuk-button[value=continue]";
        fill_to(&citizen.tab, &Citizen::answers(), button).await;
        citizen.tab.enter().await;
        let now = citizen.section().await;
        let seen = citizen.tab.text("main").await;
        assert_ne!(now, Some(section), "{seen}");
    }
    assert!(citizen.tab.path().await.ends_with("/documents"));
    // The window in which a file is chosen is the system's own; its button is ours.
    tab_to(&citizen.tab, "form[enctype] .govuk-file-upload-button").await;
    tab_to(&citizen.tab, "form[enctype] button[value=upload]").await;
    enter(&mut citizen.tab, "main form[action$='/done'] button").await;
    assert!(citizen.tab.path().await.ends_with("/review"));
    tab_to(&citizen.tab, ".sq-signed-text").await;
    tab_to(&citizen.tab, "[data-sign-button]").await;
}

/// Establishes every fact with its source.
async fn verify(citizen: &mut Citizen<'_>) {
    let next =
        "document.querySelector('section.sq-document:not(.sq-document--attached)')?.id ?? null";
    while let Some(fact) = citizen.tab.eval(next).await.as_str() {
        let confirm = format!("#{fact} button[value=confirm]");
        if citizen.tab.count(&confirm).await > 0 {
            enter(&mut citizen.tab, &confirm).await;
            continue;
        }
        let known = ESTABLISHED.iter().find(|(code, _)| *code == fact);
        let (_, value) = known.unwrap_or_else(|| panic!("nobody knows {fact}"));
        tab_to(&citizen.tab, &format!("#{fact} [name=value]")).await;
        answer(&citizen.tab, value).await;
        enter(&mut citizen.tab, &format!("#{fact} button[value=record]")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_official_comes_from_the_work_list_to_the_deed_by_keyboard() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "ru", false).await;
    citizen.begin().await;
    citizen.fill_sections(false).await;
    let files = plant.documents("madina", "2026-11-17");
    citizen.attach(&files).await;
    citizen.review().await;
    let number = citizen.sign().await;
    citizen.log_out().await;
    citizen.log_in("askar", OFFICE).await;
    enter(&mut citizen.tab, &format!("a[href$='/cases/{number}']")).await;
    enter(&mut citizen.tab, "form[action$='/take'] button").await;
    let documents = citizen.tab.eval("[...new Set([...document.querySelectorAll(\"input[name^='presence-']\")].map((it) => it.name))]").await;
    let documents: Vec<String> = serde_json::from_value(documents).unwrap();
    let marks: Vec<_> = documents
        .iter()
        .map(|it| (it.as_str(), "present"))
        .collect();
    let complete = "button[name=outcome][value=complete]";
    fill_to(&citizen.tab, &marks, complete).await;
    citizen.tab.enter().await;
    enter(&mut citizen.tab, "main a[href$='/verification']").await;
    verify(&mut citizen).await;
    enter(&mut citizen.tab, "main a.govuk-button[href$='/assessment']").await;
    enter(&mut citizen.tab, "button[name=outcome][value=verified]").await;
    enter(&mut citizen.tab, "main a[href$='/assessment']").await;
    enter(&mut citizen.tab, "button[name=outcome][value=assigned]").await;
    assert!(citizen.tab.path().await.ends_with("/deed"));
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
