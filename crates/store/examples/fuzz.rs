//! Changes envelopes and bodies behind the archive's back and has the journal verified:
//! `cargo run --release -p store --example fuzz-store -- all 60`.
#![expect(clippy::unwrap_used, reason = "a harness dies of what it finds")]

use std::process::ExitCode;

use fuzz::Target;
use jiff::Timestamp;
use rusqlite::Connection;
use store::{Batch, Body, Commit, Config, EventDraft, Store, StreamId};
use tokio::runtime::Builder;

fn noted(text: &str) -> EventDraft {
    EventDraft {
        at: Timestamp::UNIX_EPOCH,
        actor: "system".to_owned(),
        edition: None,
        kind: "noted".to_owned(),
        body: Body::of(&serde_json::json!({ "text": text })),
    }
}

/// A journal of three events whose second one has a column changed; whoever verifies it must say so.
fn column(name: &'static str, column: &'static str) -> Target {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let config = Config::Sqlite {
        path: path.clone(),
        readers: 1,
    };
    let store = Store::open(&config, store::Keys::fresh().unwrap()).unwrap();
    runtime.block_on(store.migrate()).unwrap();
    let batch = Batch {
        events: ["one", "two", "three"].map(noted).into(),
        ..Batch::default()
    };
    let commit: Commit<(), String> = Commit {
        stream: StreamId::system(),
        expected_seq: 0,
        counters: Vec::new(),
        build: Box::new(move |_numbers| Ok((batch, ()))),
    };
    assert!(runtime.block_on(store.commit(commit)).is_ok());
    let back = Connection::open(&path).unwrap();
    let read = format!("SELECT {column} FROM event WHERE seq = 2");
    let honest: String = back.query_row(&read, [], |row| row.get(0)).unwrap();
    let write = format!("UPDATE event SET {column} = ?1 WHERE seq = 2");
    Target::new(name, [honest.clone().into_bytes()], move |bytes| {
        // The folder lives as long as the target.
        let _lives = &folder;
        let changed = String::from_utf8_lossy(bytes).into_owned();
        back.execute(&write, [&changed]).unwrap();
        let report = runtime.block_on(store.verify());
        let is_sound = report.is_ok_and(|report| report.is_sound());
        assert_eq!(
            is_sound,
            changed == honest,
            "a change shows, and nothing else does"
        );
    })
}

fn targets() -> Vec<Target> {
    vec![column("envelope", "envelope")]
}

fn main() -> ExitCode {
    fuzz::main(&targets())
}

#[test]
fn every_reader_lives() {
    fuzz::short(&targets());
}
