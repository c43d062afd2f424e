//! The check of the documents: one mark for all that are in order, and a mark of its own for what is not.

use casework::case::Phase;
use casework::event::DocumentFault;

use super::{Doors, ORGANIZATION};
use crate::office::for_each_engine;

/// Every document without a mark is there and in order.
const REST: (&str, &str) = ("rest", "present");
const COMPLETE: [(&str, &str); 2] = [("stage", "completeness"), ("outcome", "complete")];
const INCOMPLETE: [(&str, &str); 2] = [("stage", "completeness"), ("outcome", "incomplete")];
const EXPIRED: (&str, &str) = ("presence-income-proof", "expired");
const CHECKED: &str = "name=\"rest\" type=\"checkbox\" value=\"present\" checked";

#[tokio::test]
async fn one_mark_says_that_all_documents_are_in_order() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let doors = Doors::of(office);
        let case = format!("/office/{ORGANIZATION}/cases/{number}");
        let check = format!("{case}/completeness");
        let mut askar = doors.signed_in("askar").await;
        askar.post(&format!("{case}/take"), &[]).await;
        for (language, said) in [
            (
                "kk",
                "Төменде ештеңе белгіленбеген құжаттардың бәрі бар және дұрыс",
            ),
            (
                "ru",
                "Все документы, которые ниже не отмечены, есть и в порядке",
            ),
            (
                "en",
                "All documents that are not marked below are there and in order",
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
        let case = format!("/office/{ORGANIZATION}/cases/{number}");
        let mut askar = doors.signed_in("askar").await;
        askar.post(&format!("{case}/take"), &[]).await;
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
