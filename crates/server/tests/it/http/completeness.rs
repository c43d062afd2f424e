//! The check of the documents: one mark for all that are in order, and a mark of its own for what is not.

use casework::case::Phase;
use casework::event::DocumentFault;
use casework::identifier::CaseNumber;

use super::browser::Browser;
use super::{Doors, ORGANIZATION};
use crate::office::for_each_engine;

/// Every document without a mark is there and in order.
const REST: (&str, &str) = ("rest", "present");
const COMPLETE: [(&str, &str); 2] = [("stage", "completeness"), ("outcome", "complete")];
const INCOMPLETE: [(&str, &str); 2] = [("stage", "completeness"), ("outcome", "incomplete")];
const EXPIRED: (&str, &str) = ("presence-income-proof", "expired");
const CHECKED: &str = "name=\"rest\" type=\"checkbox\" value=\"present\" checked";

/// The executor who took the case, and the address of the case.
async fn taken<'a>(doors: &'a Doors<'_>, number: &CaseNumber) -> (Browser<'a>, String) {
    let case = format!("/office/{ORGANIZATION}/cases/{number}");
    let mut askar = doors.signed_in("askar").await;
    askar.post(&format!("{case}/take"), &[]).await;
    (askar, case)
}

#[tokio::test]
async fn one_mark_says_that_all_documents_are_in_order() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let doors = Doors::of(office);
        let (mut askar, case) = taken(&doors, &number).await;
        let check = format!("{case}/completeness");
        for (language, said) in [
            (
                "kk",
                "Төмендегі файлы бар және ештеңе белгіленбеген құжаттардың бәрі орнында және дұрыс",
            ),
            (
                "ru",
                "Все документы ниже, к которым есть файл и которые не отмечены, на месте и в порядке",
            ),
            (
                "en",
                "All documents below that have a file and are not marked are there and in order",
            ),
        ] {
            askar.language = language;
            let page = askar.get(&case).await;
            page.shows(said);
            assert!(
                !page.html().contains(CHECKED),
                "the official says it, not the page"
            );
        }
        // Without it every document needs its mark.
        let page = askar.post(&check, &COMPLETE).await;
        assert_eq!(page.status, 422);
        // It hides no fault that is marked, and comes back as it was typed.
        let [stage, complete] = COMPLETE;
        let page = askar.post(&check, &[stage, complete, REST, EXPIRED]).await;
        assert_eq!(page.status, 422, "complete, and yet something has expired");
        assert!(page.html().contains(CHECKED), "kept");
        let [_, incomplete] = INCOMPLETE;
        let page = askar.post(&check, &[stage, incomplete, REST]).await;
        assert_eq!(page.status, 422, "nothing is wrong with the documents");
        let other = ("rest", "missing");
        let page = askar.post(&check, &[stage, complete, other]).await;
        assert_eq!(page.status, 422, "there is no such mark");
        assert_eq!(office.case(&number).await.stage(), Some("completeness"));
        let page = askar.post(&check, &[stage, complete, REST]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        assert_eq!(office.case(&number).await.stage(), Some("verification"));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_named_alone_and_the_rest_needs_one_mark() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let doors = Doors::of(office);
        let (mut askar, case) = taken(&doors, &number).await;
        let [stage, incomplete] = INCOMPLETE;
        let sent = [stage, incomplete, REST, EXPIRED];
        let page = askar.post(&format!("{case}/completeness"), &sent).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let Phase::AwaitingSignature { proposal } = office.case(&number).await.phase else {
            panic!("the refusal is drawn up");
        };
        let [only] = proposal.missing.as_slice() else {
            panic!("one document");
        };
        assert_eq!(only.document, "income-proof");
        assert_eq!(only.fault, DocumentFault::Expired);
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_of_a_document_keeps_it_open_whatever_is_said_of_the_rest() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let doors = Doors::of(office);
        let (mut askar, case) = taken(&doors, &number).await;
        let check = format!("{case}/completeness");
        let [stage, complete] = COMPLETE;
        let [_, incomplete] = INCOMPLETE;
        let note = ("note-income-proof", "Мерзімі мамырда өткен");
        let unknown = ("presence-income-proof", "expird");
        for typed in [note, unknown] {
            for outcome in [complete, incomplete] {
                let sent = [stage, outcome, REST, typed];
                let page = askar.post(&check, &sent).await;
                assert_eq!(page.status, 422, "{typed:?} {outcome:?}");
                page.shows("Белгілеңіз: Отбасы табысын растайтын құжаттар");
                assert!(page.html().contains(CHECKED), "kept");
                assert_eq!(page.html().contains(note.1), typed == note, "kept");
                assert!(
                    !page.text().contains("Белгілеңіз: Коммуналдық"),
                    "the rest speaks for the others"
                );
            }
        }
        let found = office.case(&number).await;
        assert_eq!(found.stage(), Some("completeness"));
        assert!(!matches!(found.phase, Phase::AwaitingSignature { .. }));
        // With its mark the note goes into the refusal.
        let sent = [stage, incomplete, REST, EXPIRED, note];
        assert_eq!(askar.post(&check, &sent).await.status, 303);
        let Phase::AwaitingSignature { proposal } = office.case(&number).await.phase else {
            panic!("the refusal is drawn up");
        };
        assert_eq!(proposal.missing[0].note, note.1);
    })
    .await;
}

#[tokio::test]
async fn one_mark_does_not_speak_for_a_document_without_a_file() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        madina.detach(&draft, "utility-bills").await;
        let reviewed = madina.review(&draft).await.unwrap();
        let number = madina.sign_and_submit(&reviewed).await.unwrap();
        let doors = Doors::of(office);
        let (mut askar, case) = taken(&doors, &number).await;
        let check = format!("{case}/completeness");
        let [stage, complete] = COMPLETE;
        let page = askar.post(&check, &[stage, complete, REST]).await;
        assert_eq!(page.status, 422, "nobody has seen the bills");
        page.shows("Белгілеңіз: Коммуналдық қызметтерді тұтыну шоттары");
        assert_eq!(
            page.text().matches("Белгілеңіз: ").count(),
            2,
            "on top and at its place: not those with a file, nor the bill for a rent that she does not pay: {}",
            page.text()
        );
        assert_eq!(office.case(&number).await.stage(), Some("completeness"));
        let own = ("presence-utility-bills", "not-needed");
        let page = askar.post(&check, &[stage, complete, REST, own]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        assert_eq!(office.case(&number).await.stage(), Some("verification"));
    })
    .await;
}
