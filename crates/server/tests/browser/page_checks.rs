//! What must hold of every page: accessible to everybody, and no wider than the screen.

use std::path::PathBuf;

use crate::chromium::{DESK, PHONE, Tab};
use crate::plant::repository;

/// The rules that axe-core is asked about.
const TAGS: &str = "['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']";

/// The page has no accessibility fault and does not scroll sideways, on a desktop and on a telephone.
pub(crate) async fn holds(tab: &mut Tab) {
    let file = repository().join("assets/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).expect("axe-core is needed: npm --prefix assets ci");
    tab.eval(&format!("{axe}; null")).await;
    for width in [PHONE, DESK] {
        tab.resize(width, 900).await;
        let place = format!("{} at {width} px", tab.path().await);
        let wide = tab
            .eval("[document.documentElement.scrollWidth, innerWidth, [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !it.closest('.sq-scroll, .sq-signed-text')).slice(0, 5).map((it) => it.outerHTML.slice(0, 160))]")
            .await;
        assert!(
            wide[0].as_u64() <= Some(u64::from(width)),
            "{place} scrolls sideways: {wide:#}"
        );
        let found = tab
            .eval(&format!(
                "axe.run(document, {{ runOnly: {{ type: 'tag', values: {TAGS} }}, resultTypes: ['violations'] }}).then((it) => it.violations.map((fault) => [fault.id, fault.help, fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary)]))"
            ))
            .await;
        assert_eq!(found, serde_json::json!([]), "{place}: {found:#}");
    }
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
