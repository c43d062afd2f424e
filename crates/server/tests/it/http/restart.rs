//! PostgreSQL goes away and comes back while people work: they are told to try again, what was acknowledged is there,
//! and our program goes on by itself.

use std::cell::Cell;
use std::path::Path;

use futures::future::join_all;
use store::{Batch, Body, Commit, CommitError, EventDraft, Store, StreamId};
use tokio::process::Command;

use super::Doors;
use crate::office::{Engine, TestOffice, at_hand, moment, root};

/// How many clients work at once.
const CLIENTS: u64 = 4;
/// How much each does after everything is back.
const MORE: u64 = 12;

async fn cluster(folder: &Path, verb: &[&str]) -> String {
    let script = root().join("scripts/cluster.sh");
    let (verb, rest) = verb.split_first().unwrap();
    let run = Command::new(script)
        .arg(verb)
        .arg(folder)
        .args(rest)
        .output()
        .await
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).unwrap().trim().to_owned()
}

/// How it stands with the restart, and what the clients were told.
#[derive(Default)]
struct Watch {
    is_seated: Cell<bool>,
    is_back: Cell<bool>,
    refused: Cell<u64>,
    acknowledged: Cell<u64>,
}

impl Watch {
    fn count(cell: &Cell<u64>) {
        cell.set(cell.get() + 1);
    }
}

/// A person who types, and whose every save is a page with an answer.
async fn types(doors: &Doors<'_>, (person, draft): (&str, &str), watch: &Watch) -> u64 {
    let mut browser = doors.browser();
    browser.log_in(person).await;
    let path = format!("/drafts/{draft}/section/account");
    browser.get(&path).await;
    watch.is_seated.set(true);
    let (mut typed, mut after) = (0, 0);
    while after < MORE {
        let bank = format!("bank {}", typed + 1);
        let page = browser.post(&path, &[("account.bank", &bank)]).await;
        if page.status == 200 {
            typed += 1;
            Watch::count(&watch.acknowledged);
            after += u64::from(watch.is_back.get());
        } else {
            assert_eq!(page.status, 503, "{}", page.text());
            assert_eq!(page.header("retry-after"), "60");
            page.shows("қайталап көріңіз");
            Watch::count(&watch.refused);
            tokio::task::yield_now().await;
        }
    }
    typed
}

/// A client below the pages: each event says how many are before it.
async fn notes(store: &Store, stream: &StreamId, watch: &Watch) -> u64 {
    let (mut seq, mut after) = (0, 0);
    while after < MORE {
        let event = EventDraft {
            at: moment("2026-11-17T10:00"),
            actor: "system".to_owned(),
            edition: None,
            kind: "noted".to_owned(),
            body: Body::of(&serde_json::json!({ "before": seq })),
        };
        let batch = Batch {
            events: vec![event],
            ..Batch::default()
        };
        let commit = Commit::<(), ()> {
            stream: stream.clone(),
            expected_seq: seq,
            counters: vec!["noted".to_owned()],
            build: Box::new(move |_numbers| Ok((batch, ()))),
        };
        match store.commit(commit).await {
            Ok(committed) => {
                seq = committed.seq;
                Watch::count(&watch.acknowledged);
                after += u64::from(watch.is_back.get());
            }
            // It had taken effect, and its answer was lost.
            Err(CommitError::Conflict { found, .. }) => {
                assert_eq!(found, seq + 1);
                seq = found;
            }
            Err(CommitError::Fault(fault)) => {
                assert!(fault.is_passing(), "{fault:?}");
                Watch::count(&watch.refused);
                tokio::task::yield_now().await;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    seq
}

/// Waits until the clients were acknowledged so much more.
async fn after_some_work(watch: &Watch, more: u64) {
    let goal = watch.acknowledged.get() + more;
    while watch.acknowledged.get() < goal {
        tokio::task::yield_now().await;
    }
}

/// Stops PostgreSQL in the middle of the work, politely and impolitely, and starts it again.
async fn restarts(folder: &Path, watch: &Watch) {
    while !watch.is_seated.get() {
        tokio::task::yield_now().await;
    }
    for how in ["fast", "immediate"] {
        after_some_work(watch, 20).await;
        cluster(folder, &["stop", how]).await;
        let refused = watch.refused.get();
        while watch.refused.get() < refused + 2 * CLIENTS {
            tokio::task::yield_now().await;
        }
        cluster(folder, &["again"]).await;
    }
    watch.is_back.set(true);
}

async fn story(office: &TestOffice, folder: &Path) {
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let doors = Doors::of(office);
    let watch = Watch::default();
    let streams: Vec<_> = (0..CLIENTS)
        .map(|client| StreamId::person(&format!("client-{client}")))
        .collect();
    let store = &office.app.store;
    let noting = join_all(streams.iter().map(|stream| notes(store, stream, &watch)));
    let typing = types(&doors, ("madina", &draft), &watch);
    let (noted, typed, ()) = futures::join!(noting, typing, restarts(folder, &watch));

    for (stream, seq) in streams.iter().zip(&noted) {
        let events = store.read_stream(stream).await.unwrap();
        let before: Vec<_> = events.into_iter().map(|it| it.body.unwrap()).collect();
        let expected: Vec<_> = (0..*seq)
            .map(|before| serde_json::json!({ "before": before }).to_string())
            .collect();
        assert_eq!(before, expected, "each once, in order");
    }
    let kept = madina.draft(&draft).await.unwrap().answers;
    let bank = serde_json::to_string(&kept["account.bank"]).unwrap();
    assert!(bank.contains(&format!("bank {typed}\"")), "{bank}: {typed}");
    let report = store.verify().await.unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
    madina.file().await;
    office.drain_jobs().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_restarted_under_load_loses_nothing_that_was_acknowledged() {
    let given = at_hand().into_iter();
    if given
        .filter(|it| matches!(it, Engine::Postgres { .. }))
        .count()
        == 0
    {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let base = cluster(folder.path(), &["start"]).await;
    let engine = Engine::Postgres {
        base,
        schema: "office".to_owned(),
    };
    let office = TestOffice::open(engine, moment("2026-11-17T10:00")).await;
    story(&office, folder.path()).await;
    office.finish().await;
    cluster(folder.path(), &["stop", "immediate"]).await;
}
