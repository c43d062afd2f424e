//! A receipt that does not open, or was erased, hides no look at another one, and shows none to anybody.

use app::error::Error;
use serde_json::json;
use store::{AccessRow, Batch, Body, Commit, EventDraft, ReceiptRow, Row, StreamId, Subject};

use super::super::Doors;
use super::{BRANCH, a_receipt};
use crate::office::{TestOffice, at_hand, for_each_engine, moment};

const MORNING: &str = "2026-11-17T10:00";
const NUMBER: &str = "ХҚО-ҚБТ-2026-000001";

fn at(place: u64) -> Subject {
    Subject::event(&StreamId::organization(BRANCH), place)
}

/// Aliya looks at a receipt.
async fn look(office: &TestOffice, place: u64) {
    let officer = office.official("aliya").await.officer.clone();
    let seen = app::view::counter::receipt(&office.app, &officer, place, office.now()).await;
    assert!(seen.is_ok());
}

/// An event of the kind of a receipt that tells none, tied to Bolat and looked at as the receipt before it.
async fn broken(office: &TestOffice, before: u64) -> u64 {
    let store = &office.app.store;
    let (now, place) = (office.now(), before + 1);
    let tie = ReceiptRow {
        subject: at(place),
        recipient: office.iin("bolat"),
    };
    let commit: Commit<(), String> = Commit {
        stream: StreamId::organization(BRANCH),
        expected_seq: before,
        counters: Vec::new(),
        build: Box::new(move |_numbers| {
            let event = EventDraft {
                at: now,
                actor: "officer".to_owned(),
                edition: None,
                kind: "intake-refused".to_owned(),
                body: Body::of(&json!({ "is": "no receipt" })),
            };
            let batch = Batch {
                events: vec![event],
                rows: vec![Row::Receipt(Box::new(tie))],
                ..Batch::default()
            };
            Ok((batch, ()))
        }),
    };
    assert_eq!(store.commit(commit).await.unwrap().seq, place);
    let looks = store.accesses_of(&at(before), None, 9).await.unwrap();
    let looks = looks.into_iter().map(|row| AccessRow {
        subject: at(place),
        officer_name: "Бөгде Біреу".to_owned(),
        ..row
    });
    store.record_accesses(looks.collect()).await.unwrap();
    place
}

#[tokio::test]
async fn one_receipt_that_does_not_open_hides_no_look_at_another_and_shows_none_of_its_own() {
    for engine in at_hand() {
        let office = TestOffice::open(engine, moment(MORNING)).await;
        let place = a_receipt(&office).await;
        look(&office, place).await;
        broken(&office, place).await;
        let doors = Doors::of(&office);
        let mut bolat = doors.signed_in("bolat").await;
        let page = bolat.get("/views").await;
        assert_eq!(page.status, 200, "{}", page.text());
        page.shows(NUMBER);
        assert!(!page.text().contains("Бөгде Біреу"), "{}", page.text());
    }
}

#[tokio::test]
async fn rebuild_ties_every_receipt_that_opens_and_names_the_one_that_does_not() {
    for engine in at_hand() {
        let office = TestOffice::open(engine, moment(MORNING)).await;
        let store = &office.app.store;
        let place = a_receipt(&office).await;
        look(&office, place).await;
        broken(&office, place).await;
        // The good one is older than the broken one, and tied to somebody else; two more are ties of nothing.
        let stranger = |place| ReceiptRow {
            subject: at(place),
            recipient: office.iin("madina"),
        };
        let wrong = [stranger(place), stranger(99)];
        store.tie_receipts(&wrong).await.unwrap();
        let rebuilt = app::rebuild_lists::rebuild_lists(&office.app, office.now()).await;
        assert!(matches!(rebuilt, Err(Error::Fault(_))), "{rebuilt:?}");
        let doors = Doors::of(&office);
        doors
            .signed_in("bolat")
            .await
            .get("/views")
            .await
            .shows(NUMBER);
        assert_eq!(store.untie_strays().await, Ok(0), "none is left");
    }
}

#[tokio::test]
async fn erased_receipt_shows_its_looks_to_nobody() {
    for_each_engine(MORNING, async |office| {
        let store = &office.app.store;
        let place = a_receipt(office).await;
        look(office, place).await;
        let doors = Doors::of(office);
        let mut bolat = doors.signed_in("bolat").await;
        bolat.get("/views").await.shows(NUMBER);
        let branch = StreamId::organization(BRANCH);
        assert_eq!(store.erase(&branch).await, Ok(2));
        let iin = office.iin("bolat");
        let left = store.accesses_of_receipts(&iin, None, 9).await.unwrap();
        assert_eq!(left, [], "the tie went too");
        // A thief who writes ties it again, to anybody: its journal does not say so.
        let tie = ReceiptRow {
            subject: at(place),
            recipient: iin,
        };
        store.tie_receipts(&[tie]).await.unwrap();
        let page = bolat.get("/views").await;
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("Тұрсынова"), "{}", page.text());
    })
    .await;
}
