//! Commits: conflicts, counters without gaps, groups in which one refuses.

use std::collections::BTreeSet;

use futures::future::join_all;
use store::{Batch, Blob, Commit, CommitError, Fault, JobDraft, PersonRow, Row, StreamId};

use crate::{
    desk::on_each_engine,
    samples::{at, iin, note, noted, number, plain},
};

#[tokio::test(flavor = "multi_thread")]
async fn committed_events_are_read_back_in_order() {
    on_each_engine("read_back", async |desk| {
        let stream = StreamId::case(&number(1));
        assert_eq!(desk.store.read_stream(&stream).await.unwrap(), []);
        let first = note(&desk.store, &stream, 0, &["бір", "екі"])
            .await
            .unwrap();
        assert_eq!(first.seq, 2);
        let second = note(&desk.store, &stream, 2, &["үш"]).await.unwrap();
        let events = desk.store.read_stream(&stream).await.unwrap();
        let seen: Vec<_> = events
            .iter()
            .map(|e| (e.seq, e.body.clone().unwrap()))
            .collect();
        let body = |text| serde_json::json!({ "text": text }).to_string();
        assert_eq!(seen, [(1, body("бір")), (2, body("екі")), (3, body("үш"))]);
        assert_eq!(events[2].hash, second.hash);
        assert_eq!(events[0].at, at(0));
        let tail = desk.store.read_stream_from(&stream, 3).await.unwrap();
        assert_eq!(tail, events[2..]);
        assert_eq!(desk.another_store().stream_seq(&stream).await.unwrap(), 3);
        assert_eq!(
            desk.store
                .stream_seq(&StreamId::case(&number(2)))
                .await
                .unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn second_of_two_is_told_that_somebody_was_first() {
    on_each_engine("conflict", async |desk| {
        let stream = StreamId::case(&number(1));
        note(&desk.store, &stream, 0, &["first"]).await.unwrap();
        let refused = note(&desk.store, &stream, 0, &["late"]).await.unwrap_err();
        let CommitError::Conflict {
            stream: of,
            expected,
            found,
        } = refused
        else {
            panic!("{refused}")
        };
        assert_eq!((of, expected, found), (stream.clone(), 0, 1));
        let ahead = note(&desk.store, &stream, 7, &["early"]).await.unwrap_err();
        assert!(matches!(
            ahead,
            CommitError::Conflict {
                expected: 7,
                found: 1,
                ..
            }
        ));
        assert_eq!(desk.store.read_stream(&stream).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_exactly_one_is_first() {
    on_each_engine("race", async |desk| {
        let stream = StreamId::case(&number(1));
        let other = desk.another_store();
        let tries = (0..32).map(|n| {
            note(
                if n % 2 == 0 { &desk.store } else { &other },
                &stream,
                0,
                &["me"],
            )
        });
        let outcomes = join_all(tries).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for lost in outcomes.into_iter().filter_map(Result::err) {
            assert!(
                matches!(
                    lost,
                    CommitError::Conflict {
                        expected: 0,
                        found: 1,
                        ..
                    }
                ),
                "{lost:?}"
            );
        }
        assert_eq!(desk.store.read_stream(&stream).await.unwrap().len(), 1);
    })
    .await;
}

/// Draws a registration number, or refuses after having drawn it.
fn registering(random: u64, is_refused: bool) -> Commit<u64, String> {
    Commit {
        stream: StreamId::case(&number(random)),
        expected_seq: 0,
        counters: vec!["register/a/2026".to_owned()],
        build: Box::new(move |numbers| {
            let ordinal = numbers.get("register/a/2026").ok_or("no number")?;
            if is_refused {
                return Err("not this one".to_owned());
            }
            let events = vec![noted(&ordinal.to_string())];
            Ok((
                Batch {
                    events,
                    ..Batch::default()
                },
                ordinal,
            ))
        }),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_no_gaps_whoever_is_refused() {
    on_each_engine("gapless", async |desk| {
        let commits = (0..60).map(|n| desk.store.commit(registering(n, n % 3 == 0)));
        let outcomes = join_all(commits).await;
        let mut drawn = BTreeSet::new();
        let mut refused = 0;
        for outcome in outcomes {
            match outcome {
                Ok(committed) => assert!(drawn.insert(committed.value), "a number was given twice"),
                Err(CommitError::Refused(why)) => {
                    assert_eq!(why, "not this one");
                    refused += 1;
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(refused, 20);
        assert_eq!(drawn, (1..=40).collect());
        assert_eq!(
            desk.store
                .read_stream(&StreamId::case(&number(0)))
                .await
                .unwrap(),
            []
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn panic_in_a_closure_hurts_nobody_else() {
    on_each_engine("panicking", async |desk| {
        let panicking: Commit<(), String> = Commit {
            stream: StreamId::system(),
            expected_seq: 0,
            counters: vec!["n".to_owned()],
            build: Box::new(|_numbers| panic!("a defect in a rule")),
        };
        let office = StreamId::office();
        let (panicked, noted) = futures::join!(
            desk.store.commit(panicking),
            note(&desk.store, &office, 0, &["fine"])
        );
        assert!(matches!(panicked, Err(CommitError::Fault(Fault::Panicked))));
        assert_eq!(noted.unwrap().seq, 1);
        assert_eq!(
            desk.act("SELECT COUNT(*) FROM counter").await,
            [[Some("0".to_owned())]]
        );
    })
    .await;
}

fn person(id: &str, last: u32, name: &str) -> Row {
    Row::Person(Box::new(PersonRow {
        id: id.to_owned(),
        iin: iin(last),
        name: name.to_owned(),
        phone: None,
        email: Some("a@example.kz".to_owned()),
        language: "kk".to_owned(),
        acknowledged_at: None,
    }))
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_row_takes_its_whole_batch_along() {
    on_each_engine("taken", async |desk| {
        let batch = |id: &str, last| Batch {
            events: vec![noted("account")],
            rows: vec![person(id, last, "Асан")],
            blobs: vec![Blob::new(id.as_bytes().to_vec())],
            jobs: vec![JobDraft {
                kind: "greet".to_owned(),
                payload: "{}".to_owned(),
                run_at: at(0),
                dedup_key: None,
            }],
        };
        desk.store
            .commit(plain(StreamId::person("a"), 0, batch("a", 17)))
            .await
            .unwrap();
        let twice = desk
            .store
            .commit(plain(StreamId::person("b"), 0, batch("b", 17)))
            .await;
        assert!(matches!(twice, Err(CommitError::Taken { table: "person" })));
        assert_eq!(
            desk.store.stream_seq(&StreamId::person("b")).await.unwrap(),
            0
        );
        assert_eq!(desk.store.jobs_left().await.unwrap(), 1);
        let gone = Blob::new(b"b".to_vec());
        assert_eq!(desk.store.blob(gone.digest(), 10).await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_a_long_batch_take_effect_in_order() {
    on_each_engine("in_order", async |desk| {
        let rows = (0..200)
            .map(|n| person("a", 17, &format!("name {n}")))
            .collect();
        let batch = Batch {
            rows,
            ..Batch::default()
        };
        let committed = desk
            .store
            .commit(plain(StreamId::person("a"), 0, batch))
            .await
            .unwrap();
        assert_eq!((committed.seq, committed.hash), (0, [0; 32]));
        let row = desk.store.person_by_iin(&iin(17)).await.unwrap().unwrap();
        assert_eq!(row.name, "name 199");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nul_in_text_is_refused_politely() {
    on_each_engine("nul", async |desk| {
        let batch = Batch {
            rows: vec![person("a", 17, "A\0B")],
            ..Batch::default()
        };
        let refused = desk
            .store
            .commit(plain(StreamId::person("a"), 0, batch))
            .await;
        assert!(matches!(refused, Err(CommitError::Fault(Fault::NulInText))));
        let refused = note(&desk.store, &StreamId::system(), 0, &["a\0b"]).await;
        assert!(matches!(refused, Err(CommitError::Fault(Fault::NulInText))));
        assert_eq!(
            desk.store.person("a\0").await.unwrap_err(),
            Fault::NulInText
        );
        assert_eq!(desk.store.person("a").await.unwrap(), None);
        note(
            &desk.store,
            &StreamId::system(),
            0,
            &["the store still works"],
        )
        .await
        .unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn blobs_are_kept_once_and_read_within_a_limit() {
    on_each_engine("blobs", async |desk| {
        let blob = Blob::public(b"\0\x01bytes".to_vec());
        desk.store.put_public_blob(blob.clone()).await.unwrap();
        desk.store.put_public_blob(blob.clone()).await.unwrap();
        assert_eq!(
            desk.store.blob(blob.digest(), 7).await.unwrap().unwrap(),
            blob.bytes()
        );
        let refused = desk.store.blob(blob.digest(), 6).await.unwrap_err();
        assert_eq!(
            refused,
            Fault::TooLarge {
                size_bytes: 7,
                limit_bytes: 6
            }
        );
        desk.act(&format!("UPDATE blob SET digest = '{}'", "0".repeat(64)))
            .await;
        let altered = desk.store.blob(&"0".repeat(64), 7).await.unwrap_err();
        assert_eq!(
            altered,
            Fault::Altered {
                digest: "0".repeat(64)
            }
        );
    })
    .await;
}
