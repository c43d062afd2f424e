//! Without JavaScript everything works but the signature itself, and the page says so.

use crate::citizen::Citizen;
use crate::plant::Plant;

#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_filled_in_without_scripts() {
    let plant = Plant::start("2026-11-17T10:00:00+05:00");
    let mut citizen = Citizen::at(&plant, "ru", false).await;
    citizen.begin().await;
    citizen.tab.with_scripts(false).await;
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
    assert_eq!(citizen.tab.count("form[data-sign] [name=payload]").await, 1);
}
