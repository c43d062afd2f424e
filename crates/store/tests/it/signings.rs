//! Signing records: what was shown is used once, whoever tries and how often.

use futures::future::join_all;
use store::{Batch, CommitError, Row, SigningError, SigningRow, StreamId};

use crate::{
    desk::on_each_engine,
    samples::{at, iin, noted, number, plain},
};

fn signing(id: &str) -> SigningRow {
    SigningRow {
        id: id.to_owned(),
        purpose: "submit".to_owned(),
        subject: iin(17),
        session_digest: "s".to_owned(),
        digest: "d".repeat(64),
        bytes: b"what was shown\0".to_vec(),
        created_at: at(0),
        expires_at: at(600),
        used_at: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_tries_exactly_one_uses_it() {
    on_each_engine("once", async |desk| {
        let store = &desk.store;
        store.create_signing(&signing("x")).await.unwrap();
        let outcomes = join_all((0..32).map(|_try| store.use_signing("x", at(5)))).await;
        let (used, refused): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
        assert_eq!(used.len(), 1);
        let used_row = SigningRow {
            used_at: Some(at(5)),
            ..signing("x")
        };
        assert_eq!(used.into_iter().next().unwrap().unwrap(), used_row);
        for outcome in refused {
            assert_eq!(
                outcome.unwrap_err(),
                SigningError::AlreadyUsed { used_at: at(5) }
            );
        }
        assert_eq!(store.signing("x").await.unwrap(), Some(used_row));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_or_unknown_record_cannot_be_used() {
    on_each_engine("too_old", async |desk| {
        let store = &desk.store;
        store.create_signing(&signing("x")).await.unwrap();
        let late = store.use_signing("x", at(600)).await.unwrap_err();
        assert_eq!(
            late,
            SigningError::Expired {
                expired_at: at(600)
            }
        );
        let unknown = store.use_signing("y", at(5)).await.unwrap_err();
        assert_eq!(unknown, SigningError::Unknown);
        assert_eq!(store.delete_old_signings(at(600), 10).await.unwrap(), 0);
        assert_eq!(store.delete_old_signings(at(601), 10).await.unwrap(), 1);
        assert_eq!(store.signing("x").await.unwrap(), None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replayed_submission_commits_nothing() {
    on_each_engine("replayed", async |desk| {
        let store = &desk.store;
        store.create_signing(&signing("x")).await.unwrap();
        let submit = |random, id: &str, now| {
            let batch = Batch {
                events: vec![noted("filed")],
                rows: vec![Row::UseSigning {
                    id: id.to_owned(),
                    now,
                }],
                ..Batch::default()
            };
            store.commit(plain(StreamId::case(&number(random)), 0, batch))
        };
        let outcomes = join_all((0..32).map(|random| submit(random, "x", at(5)))).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        for lost in outcomes.into_iter().filter_map(Result::err) {
            let is_replay = matches!(
                &lost,
                CommitError::Signing(SigningError::AlreadyUsed { used_at }) if *used_at == at(5)
            );
            assert!(is_replay, "{lost:?}");
        }
        assert_eq!(store.verify().await.unwrap().events, 1);
        let unknown = submit(50, "nothing", at(5)).await;
        assert!(matches!(
            unknown,
            Err(CommitError::Signing(SigningError::Unknown))
        ));
        store.create_signing(&signing("y")).await.unwrap();
        let late = submit(51, "y", at(600)).await;
        assert!(matches!(
            late,
            Err(CommitError::Signing(SigningError::Expired { .. }))
        ));
        assert_eq!(store.verify().await.unwrap().events, 1);
    })
    .await;
}
