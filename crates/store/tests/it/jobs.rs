//! Jobs: leased to one worker at a time, leased again when a worker dies, never lost.

use std::collections::BTreeSet;

use futures::future::join_all;
use jiff::SignedDuration;
use store::{JobDraft, Store};

use crate::{desk::on_each_engine, samples::at};

const LEASE: SignedDuration = SignedDuration::from_secs(60);

async fn enqueue(store: &Store, kind: &str, seconds: i64, dedup_key: Option<&str>) {
    let job = JobDraft {
        kind: kind.to_owned(),
        payload: r#"{"case":"1"}"#.to_owned(),
        run_at: at(seconds),
        dedup_key: dedup_key.map(str::to_owned),
    };
    store.enqueue_job(job).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn job_is_leased_again_when_its_lease_has_run_out() {
    on_each_engine("leases", async |desk| {
        let store = &desk.store;
        enqueue(store, "notify", 0, None).await;
        let first = store.claim_jobs(at(0), 10, LEASE).await.unwrap();
        assert_eq!(first.len(), 1);
        assert_eq!((first[0].kind.as_str(), first[0].attempts), ("notify", 1));
        assert_eq!(store.claim_jobs(at(59), 10, LEASE).await.unwrap(), []);
        let second = store.claim_jobs(at(60), 10, LEASE).await.unwrap();
        assert_eq!(second[0].attempts, 2);
        assert_eq!(second[0].id, first[0].id);
        // The first worker was only slow: what it says now no longer counts.
        assert!(!store.finish_job(&first[0]).await.unwrap());
        assert!(!store.retry_job(&first[0], at(61), "slow").await.unwrap());
        assert!(!store.give_up_job(&first[0], "slow").await.unwrap());
        assert_eq!(store.claim_jobs(at(61), 10, LEASE).await.unwrap(), []);
        assert!(store.finish_job(&second[0]).await.unwrap());
        assert_eq!(store.jobs_left().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_at_once_never_share_a_job() {
    on_each_engine("workers", async |desk| {
        let store = &desk.store;
        for _job in 0..40 {
            enqueue(store, "notify", 0, None).await;
        }
        let other = desk.another_store();
        let claims = (0..16).map(|n| {
            let worker = if n % 2 == 0 { store } else { &other };
            worker.claim_jobs(at(1), 3, LEASE)
        });
        let mut seen = BTreeSet::new();
        for jobs in join_all(claims).await {
            for job in jobs.unwrap() {
                assert!(seen.insert(job.id), "a job was leased twice");
            }
        }
        let rest = store.claim_jobs(at(1), 100, LEASE).await.unwrap();
        assert_eq!(seen.len() + rest.len(), 40);
        assert!(rest.iter().all(|job| !seen.contains(&job.id)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn longest_due_jobs_come_first_and_future_ones_wait() {
    on_each_engine("due_jobs", async |desk| {
        let store = &desk.store;
        for (kind, seconds) in [("later", 30), ("second", 2), ("first", 1)] {
            enqueue(store, kind, seconds, None).await;
        }
        let kinds =
            |jobs: Vec<store::ClaimedJob>| jobs.into_iter().map(|job| job.kind).collect::<Vec<_>>();
        assert_eq!(
            kinds(store.claim_jobs(at(10), 1, LEASE).await.unwrap()),
            ["first"]
        );
        assert_eq!(
            kinds(store.claim_jobs(at(10), 9, LEASE).await.unwrap()),
            ["second"]
        );
        assert_eq!(
            kinds(store.claim_jobs(at(30), 9, LEASE).await.unwrap()),
            ["later"]
        );
        assert_eq!(store.jobs_left().await.unwrap(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn job_is_retried_given_up_and_resumed() {
    on_each_engine("retries", async |desk| {
        let store = &desk.store;
        enqueue(store, "notify", 0, None).await;
        let job = store.claim_jobs(at(0), 1, LEASE).await.unwrap().remove(0);
        assert!(store.retry_job(&job, at(10), "no answer").await.unwrap());
        assert_eq!(store.claim_jobs(at(9), 1, LEASE).await.unwrap(), []);
        let job = store.claim_jobs(at(10), 1, LEASE).await.unwrap().remove(0);
        assert!(store.give_up_job(&job, "no such number").await.unwrap());
        assert_eq!(store.jobs_left().await.unwrap(), 0);
        assert_eq!(store.claim_jobs(at(1000), 1, LEASE).await.unwrap(), []);
        let given_up = store.given_up_jobs(5).await.unwrap();
        assert_eq!(given_up.len(), 1);
        assert_eq!(
            (given_up[0].attempts, given_up[0].reason.as_str()),
            (2, "no such number")
        );
        assert!(store.resume_job(&job.id, at(20)).await.unwrap());
        assert!(!store.resume_job(&job.id, at(20)).await.unwrap());
        assert_eq!(
            store.claim_jobs(at(20), 1, LEASE).await.unwrap()[0].attempts,
            3
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn same_key_is_enqueued_once_while_it_is_outstanding() {
    on_each_engine("dedup", async |desk| {
        let store = &desk.store;
        enqueue(store, "register", 0, Some("register/a")).await;
        enqueue(store, "register", 0, Some("register/a")).await;
        enqueue(store, "register", 0, Some("register/b")).await;
        enqueue(store, "register", 0, None).await;
        enqueue(store, "register", 0, None).await;
        assert_eq!(store.jobs_left().await.unwrap(), 4);
        for job in store.claim_jobs(at(0), 10, LEASE).await.unwrap() {
            assert!(store.finish_job(&job).await.unwrap());
        }
        enqueue(store, "register", 0, Some("register/a")).await;
        assert_eq!(store.jobs_left().await.unwrap(), 1);
    })
    .await;
}
