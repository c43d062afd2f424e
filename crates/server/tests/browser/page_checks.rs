//! What must hold of every page: accessible to everybody, and no wider than the screen.

use std::path::PathBuf;

use serde_json::json;

use crate::chromium::{DESK, NARROW, PHONE, Tab};
use crate::plant::repository;

/// The checks of one page in the browser; they answer with faults, each the name of a rule and what breaks it.
const CHECKS: &str = include_str!("page_checks.js");

/// The page has no accessibility fault and does not scroll sideways, on a desktop and on a telephone.
pub(crate) async fn holds(tab: &mut Tab) {
    let found = faults(tab, &[PHONE, DESK]).await;
    let place = tab.path().await;
    assert!(found.is_empty(), "{place}: {found:#?}");
}

/// Every fault of the page at a desktop's width and at the narrowest.
pub(crate) async fn faults_at_every_width(tab: &mut Tab) -> Vec<String> {
    faults(tab, &[NARROW, DESK]).await
}

async fn faults(tab: &mut Tab, widths: &[u32]) -> Vec<String> {
    tab.eval(&axe()).await;
    tab.eval(CHECKS).await;
    let mut found = Vec::new();
    for width in widths {
        tab.resize(*width, 900).await;
        let list = tab.eval(&format!("pageFaults({width})")).await;
        let list: Vec<String> = serde_json::from_value(list).unwrap();
        found.extend(list.into_iter().map(|it| format!("at {width} px: {it}")));
    }
    found
}

/// The rules of WCAG 2.0, 2.1 and 2.2 at level A and AA, as far as a program can judge them.
fn axe() -> String {
    let file = repository().join("assets/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).expect("axe-core is needed: npm --prefix assets ci");
    format!("{axe}; null")
}

/// The focus is on something that is seen, and one sees that it has the focus.
pub(crate) async fn focus_is_seen(tab: &Tab) {
    tab.eval(CHECKS).await;
    let fault = tab.eval("focusFault(document.activeElement)").await;
    assert_eq!(fault, json!(null), "{}", tab.path().await);
}

/// The pictures of the README.
const PICTURES: [&str; 6] = [
    "passport-en",
    "review-ru",
    "case-kk",
    "worklist-ru",
    "deed-kk",
    "phone-kk",
];

/// Writes a picture of the page, if it is one of the README's and the environment asks for it.
pub(crate) async fn picture(tab: &Tab, name: &str, height: u32) {
    if std::env::var_os("SHANYRAQ_WRITE_SCREENSHOTS").is_none() || !PICTURES.contains(&name) {
        return;
    }
    let file: PathBuf = repository()
        .join("docs/screenshots")
        .join(format!("{name}.png"));
    std::fs::write(file, tab.picture(height).await).unwrap();
}
