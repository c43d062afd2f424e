//! A law folder from which an edition has gone, or with a broken one: what of the office goes on, and what is said.

use std::path::Path;
use std::sync::Arc;

use casework::identifier::CaseNumber;
use serde_json::json;
use tempfile::TempDir;
use web::locale::Words;

use super::bad_inputs::{LANGUAGES, assert_says};
use super::browser::Browser;
use super::counter::{BRANCH, a_receipt};
use super::page::Page;
use super::{Doors, ORGANIZATION, Program};
use crate::office::{Engine, TestOffice, moment, root};

/// The edition of the older case.
const OLDER: &str = "services/housing-assistance/2020-11-06-order-539.kdl";

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (from, name) = entry.map(|it| (it.path(), it.file_name())).unwrap();
        if from.is_dir() {
            copy(&from, &to.join(name));
        } else {
            std::fs::copy(&from, to.join(name)).unwrap();
        }
    }
}

/// A copy of the law that a test may spoil.
fn law() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("law"), folder.path());
    folder
}

/// An office in 2026 with a case of 2021, under an older edition, and a fresh one of somebody else.
async fn two_cases() -> (TestOffice, CaseNumber, CaseNumber) {
    let office = TestOffice::open(Engine::Sqlite, moment("2021-03-02T10:00")).await;
    let older = office.citizen("madina").await.file().await;
    office.at("2026-11-17T10:00");
    let fresh = office.citizen("kulyash").await.file().await;
    (office, older, fresh)
}

/// The office's doors with a law from which the older edition has gone.
fn without_the_older_edition(office: &TestOffice) -> Doors<'_> {
    let folder = law();
    std::fs::remove_file(folder.path().join(OLDER)).unwrap();
    let law = server::library::load(folder.path()).expect("the rest is sound");
    let law = Arc::new(law);
    Doors::with(
        office,
        app::Office {
            law,
            ..office.app.clone()
        },
    )
}

/// Asserts a whole page about a fault of ours, with the number under which the log has it.
fn assert_is_a_fault(page: &Page, language: (&str, web::locale::Language)) {
    assert_says(page, 500, language, "error-500-heading");
    assert!(page.html().trim_end().ends_with("</html>"), "half a page");
    let words = Words::of(language.1);
    let said = words.text("error-reference");
    let before = said.split('{').next().unwrap_or_default().trim();
    let text = page.text();
    let (_, after) = text.split_once(before).unwrap_or_else(|| panic!("{text}"));
    let number = after.split_whitespace().next().unwrap_or_default();
    let is_number = number.len() == 8 && number.bytes().all(|it| it.is_ascii_hexdigit());
    assert!(is_number, "{number:?} in {text}");
    assert!(!text.contains("order-539"), "no code of ours: {text}");
}

async fn looks(browser: &mut Browser<'_>, older: &[String], going_on: &[String]) {
    for language in LANGUAGES {
        browser.language = language.0;
        for path in older {
            assert_is_a_fault(&browser.get(path).await, language);
        }
        for path in going_on {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200, "{path}: {}", page.text());
        }
    }
}

#[tokio::test]
async fn case_whose_edition_is_gone_is_a_fault_with_a_number_and_the_others_go_on() {
    let (office, older, fresh) = two_cases().await;
    let doors = without_the_older_edition(&office);
    let (before, before_fresh) = (office.kinds(&older).await, office.kinds(&fresh).await);

    let mut madina = doors.signed_in("madina").await;
    let broken = [format!("/cases/{older}")];
    looks(
        &mut madina,
        &broken,
        &["/services".to_owned() + "/housing-assistance"],
    )
    .await;
    let mut kulyash = doors.signed_in("kulyash").await;
    let case = format!("/cases/{fresh}");
    looks(&mut kulyash, &[], &["/account".to_owned(), case]).await;

    let mut askar = doors.signed_in("askar").await;
    let at = |number: &CaseNumber| format!("/office/{ORGANIZATION}/cases/{number}");
    let broken = ["", "/verification", "/assessment"].map(|it| at(&older) + it);
    let going_on = [format!("/office/{ORGANIZATION}"), at(&fresh)];
    looks(&mut askar, &broken, &going_on).await;
    for language in LANGUAGES {
        askar.language = language.0;
        let page = askar.post(&format!("{}/take", at(&older)), &[]).await;
        assert_is_a_fault(&page, language);
    }
    let taken = askar.post(&format!("{}/take", at(&fresh)), &[]).await;
    assert_eq!(taken.status, 303, "{}", taken.text());
    assert_eq!(office.kinds(&older).await, before, "nothing is half-done");
    assert_eq!(office.kinds(&fresh).await.len(), before_fresh.len() + 1);
}

#[tokio::test]
async fn receipt_whose_edition_is_gone_keeps_nobody_from_the_counter() {
    let office = TestOffice::open(Engine::Sqlite, moment("2021-03-02T10:00")).await;
    let older = a_receipt(&office).await;
    office.at("2026-11-17T10:00");
    let fresh = a_receipt(&office).await;
    let doors = without_the_older_edition(&office);
    let mut aliya = doors.signed_in("aliya").await;
    let counter = format!("/office/{BRANCH}/counter");
    let at = |place: u64| format!("{counter}/receipts/{place}");
    let file = |place: u64| format!("{}/files/pdf", at(place));
    looks(
        &mut aliya,
        &[at(older), file(older)],
        &[counter.clone(), at(fresh)],
    )
    .await;
    aliya.language = "kk";
    let page = aliya.get(&counter).await;
    page.shows("ХҚО-ҚБТ-2021-000001");
    page.shows("ХҚО-ҚБТ-2026-000001");
    page.shows("housing-assistance");
    page.shows("Тұрғын үй көмегі");
    assert!(!page.text().contains("order-539"), "the service alone");
    assert_eq!(aliya.get(&file(fresh)).await.status, 200);
}

#[tokio::test]
async fn program_does_not_start_with_a_broken_edition_and_names_its_line() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let folder = law();
    let file = folder.path().join(OLDER);
    let whole = std::fs::read_to_string(&file).unwrap();
    let broken = whole.replacen("stage completeness", "stgae completeness", 1);
    let before = whole.split("stage completeness").next().unwrap();
    let line = before.lines().count();
    std::fs::write(&file, broken).unwrap();
    let more = json!({ "law": { "folder": folder.path() } });
    let (code, said) = Program::told_with(&office, &more, &["serve"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains(&format!("{OLDER}:{line}")), "{line}: {said}");
    assert!(said.contains("`stgae`"), "what is wrong there: {said}");
    assert!(!said.contains("127.0.0.1"), "it listens nowhere: {said}");
}
