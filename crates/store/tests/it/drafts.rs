//! Drafts: never lost to a second window, never seen by another person.

use store::{Batch, CommitError, DraftError, DraftRow, Row, StreamId};

use crate::{
    desk::on_each_engine,
    samples::{at, noted, plain},
};

fn draft(id: &str, person: &str, answers: &str) -> DraftRow {
    DraftRow {
        id: id.to_owned(),
        person_id: person.to_owned(),
        service: "housing-assistance".to_owned(),
        place: None,
        answers: answers.to_owned(),
        attachments: "[]".to_owned(),
        updated_at: at(0),
        version: 1,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stale_save_changes_nothing_and_says_what_is_newer() {
    on_each_engine("stale", async |desk| {
        let store = &desk.store;
        let mine = draft("d", "p", "{}");
        store.create_draft(&mine).await.unwrap();
        let first = DraftRow {
            answers: r#"{"a":1}"#.to_owned(),
            place: Some("71".to_owned()),
            ..mine.clone()
        };
        assert_eq!(store.save_draft(&first).await.unwrap(), 2);
        let second = DraftRow {
            answers: r#"{"a":2}"#.to_owned(),
            ..mine.clone()
        };
        match store.save_draft(&second).await {
            Err(DraftError::Stale { newer }) => assert_eq!(
                *newer,
                DraftRow {
                    version: 2,
                    ..first.clone()
                }
            ),
            other => panic!("{other:?}"),
        }
        let kept = store.draft("p", "d").await.unwrap().unwrap();
        assert_eq!(
            kept,
            DraftRow {
                version: 2,
                ..first
            }
        );
        assert_eq!(store.save_draft(&kept).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn draft_of_another_person_is_not_there() {
    on_each_engine("foreign", async |desk| {
        let store = &desk.store;
        store.create_draft(&draft("d", "p", "{}")).await.unwrap();
        assert_eq!(store.draft("q", "d").await.unwrap(), None);
        assert!(matches!(
            store.save_draft(&draft("d", "q", "{}")).await,
            Err(DraftError::Gone)
        ));
        assert!(!store.delete_draft("q", "d").await.unwrap());
        assert_eq!(store.drafts("q", 10).await.unwrap(), []);
        assert!(store.delete_draft("p", "d").await.unwrap());
        assert!(!store.delete_draft("p", "d").await.unwrap());
        assert!(matches!(
            store.save_draft(&draft("d", "p", "{}")).await,
            Err(DraftError::Gone)
        ));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn last_saved_draft_comes_first_and_goes_with_its_commit() {
    on_each_engine("drafts", async |desk| {
        let store = &desk.store;
        for (id, seconds) in [("a", 1), ("b", 3), ("c", 2)] {
            let row = DraftRow {
                updated_at: at(seconds),
                ..draft(id, "p", "{}")
            };
            store.create_draft(&row).await.unwrap();
        }
        let ids = async || {
            let drafts = store.drafts("p", 10).await.unwrap();
            drafts.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(ids().await, ["b", "c", "a"]);
        let ends = |seq| {
            let rows = vec![Row::DeleteDraft { id: "c".to_owned() }];
            let batch = Batch {
                rows,
                events: vec![noted("filed")],
                ..Batch::default()
            };
            plain(StreamId::system(), seq, batch)
        };
        store.commit(ends(0)).await.unwrap();
        assert_eq!(ids().await, ["b", "a"]);
        let again = store.commit(ends(1)).await;
        assert!(matches!(again, Err(CommitError::Taken { table: "draft" })));
        let seq = store.stream_seq(&StreamId::system()).await.unwrap();
        assert_eq!(seq, 1, "a draft that is gone files nothing");
    })
    .await;
}
