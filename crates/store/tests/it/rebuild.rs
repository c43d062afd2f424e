//! Rows of cases made anew out of the journals, and rows that come late.

use casework::projection::CaseRow;
use store::{CaseEntry, Filter, Row, StreamId};

use crate::{
    cases::{keep, listed},
    desk::on_each_engine,
    samples::{case, note, number},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_comes_late_leaves_the_newer_one_and_its_words() {
    on_each_engine("late_row", async |desk| {
        let of = |seq, name| CaseRow {
            seq,
            ..case(1, "a", name, None)
        };
        keep(&desk.store, [of(5, "Newer")]).await;
        keep(&desk.store, [of(4, "Older")]).await;
        let rows = listed(&desk.store, &Filter::default()).await;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].seq, 5);
        assert_eq!(rows[0].recipient_name, "Newer");
        let found = Filter {
            search: "newer".to_owned(),
            ..Filter::default()
        };
        assert_eq!(listed(&desk.store, &found).await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_tells_no_case_keeps_the_row_that_it_had() {
    on_each_engine("unread", async |desk| {
        let store = &desk.store;
        for random in 0..2 {
            note(store, &StreamId::case(&number(random)), 0, &["a"])
                .await
                .unwrap();
            let row = CaseRow {
                seq: 1,
                ..case(random, "a", "A", None)
            };
            keep(store, [row]).await;
        }
        let journals = store.rebuild_projections(|_case, _events| Vec::new());
        assert_eq!(journals.await.unwrap(), 2);
        assert_eq!(listed(store, &Filter::default()).await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rebuilt_lists_hold_what_the_journal_says() {
    on_each_engine("rebuilt", async |desk| {
        let store = &desk.store;
        for random in 0..40 {
            note(store, &StreamId::case(&number(random)), 0, &["a", "b"])
                .await
                .unwrap();
        }
        keep(store, [case(99, "a", "in no journal", None)]).await;
        let streams = store
            .rebuild_projections(|stream, events| {
                let Some(number) = stream.case_number() else {
                    return Vec::new();
                };
                let seq = u64::try_from(events.len()).unwrap();
                let row = CaseRow {
                    number,
                    seq,
                    ..case(1, "a", "A", None)
                };
                let entry = CaseEntry {
                    row,
                    registers_on: None,
                };
                vec![
                    Row::Case(Box::new(entry)),
                    Row::DeleteDraft { id: "d".to_owned() },
                ]
            })
            .await
            .unwrap();
        // The stray row above was kept without an event, so that its stream does not exist.
        assert_eq!(streams, 40);
        let rows = listed(store, &Filter::default()).await;
        assert_eq!(rows.len(), 40);
        assert!(
            rows.iter()
                .all(|row| row.seq == 2 && row.number != number(99))
        );
    })
    .await;
}
