//! Backup and restore: out of one engine into the other, under way, changed, interrupted, and not over what is there.

use std::path::{Path, PathBuf};

use futures::future::join;
use store::{
    BackupError, Batch, Blob, Body, CaseEntry, Commit, EventDraft, Fault, JobDraft, Manifest, Row,
    Store, StreamId,
};

use crate::{
    desk::{Desk, bare, on_each_engine},
    samples::{at, case, noted, number},
};

/// A folder for a backup, not made yet.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("backup");
    (around, folder)
}

/// One act of an office: an event, a number, a row, bytes and a job, all or nothing.
async fn act(store: &Store, ordinal: u64) {
    let stream = StreamId::case(&number(ordinal % 7));
    let seq = store.stream_seq(&stream).await.unwrap();
    let build = move |numbers: &store::Numbers| {
        let drawn = numbers.get("acts").unwrap();
        let entry = CaseEntry {
            row: case(drawn, "a", "Тест ' \\ \u{1F600}", None),
            registers_on: None,
        };
        let batch = Batch {
            events: vec![EventDraft {
                body: Body::of(&serde_json::json!({ "drawn": drawn })),
                ..noted("")
            }],
            jobs: vec![JobDraft {
                kind: "k".to_owned(),
                payload: "{}".to_owned(),
                run_at: at(0),
                dedup_key: (drawn.is_multiple_of(2)).then(|| drawn.to_string()),
            }],
            blobs: vec![Blob::new(drawn.to_be_bytes().to_vec())],
            rows: vec![Row::Case(Box::new(entry))],
        };
        Ok::<_, String>((batch, ()))
    };
    let commit = Commit {
        stream,
        expected_seq: seq,
        counters: vec!["acts".to_owned()],
        build: Box::new(build),
    };
    store.commit(commit).await.unwrap();
}

fn rows(manifest: &Manifest, table: &str) -> u64 {
    let entry = manifest.tables.iter().find(|entry| entry.name == table);
    entry.unwrap().rows
}

/// What is the same in every backup of the same rows.
fn content(manifest: &Manifest) -> Manifest {
    Manifest {
        made_at: at(0),
        engine: String::new(),
        ..manifest.clone()
    }
}

/// Whether nothing at all was made in a store that was bare.
async fn is_bare(desk: &Desk) -> bool {
    let schema = desk.store.check_schema().await;
    matches!(schema, Err(Fault::OlderSchema { migration }) if migration == "202611210900_journal")
}

#[tokio::test(flavor = "multi_thread")]
async fn backup_under_way_is_one_moment_and_both_engines_take_it_in() {
    on_each_engine("backup", async |desk| {
        let store = &desk.store;
        for ordinal in 0..40 {
            act(store, ordinal).await;
        }
        let (_around, folder) = folder();
        let acts = async {
            for ordinal in 40..160 {
                act(store, ordinal).await;
            }
        };
        let ((), manifest) = join(acts, store.backup(&folder, at(5))).await;
        let manifest = manifest.unwrap();
        let events = rows(&manifest, "event");
        assert!((40..=160).contains(&events), "{events}");
        for table in ["sealed_blob", "job", "case_row"] {
            assert_eq!(
                rows(&manifest, table),
                events,
                "{table} is of the same moment"
            );
        }
        assert_eq!(manifest.streams, 7);
        assert_eq!(manifest.engine, store.engine_name());

        for other in bare(&format!("restored_{}", store.engine_name())).await {
            let (taken_in, report) = other.store.restore(&folder).await.unwrap();
            assert_eq!(taken_in, manifest);
            assert!(report.is_sound());
            assert_eq!((report.events, report.streams), (events, 7));
            assert_eq!(other.store.check_schema().await, Ok(()));
            let drawn = other.act("SELECT value FROM counter").await;
            assert_eq!(drawn, [[Some(events.to_string())]], "no number is lost");
            let (_around, again) = self::folder();
            let again = other.store.backup(&again, at(6)).await.unwrap();
            assert_eq!(
                content(&again),
                content(&manifest),
                "every cell is the same"
            );
            let restored = other.store_with(desk.keys.clone());
            act(&restored, 0).await;
            assert!(restored.verify().await.unwrap().is_sound());
            let by_other_ring = other.store.verify().await.unwrap();
            assert!(
                by_other_ring.unread > 0,
                "only the ring of the old store opens what was in it"
            );
            other.close().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn store_that_has_rows_or_another_schema_is_left_as_it_is() {
    on_each_engine("taken", async |desk| {
        act(&desk.store, 0).await;
        let (_around, folder) = folder();
        let manifest = desk.store.backup(&folder, at(0)).await.unwrap();
        let twice = desk.store.backup(&folder, at(0)).await.unwrap_err();
        assert!(matches!(twice, BackupError::Exists(_)), "{twice}");
        let refused = desk.store.restore(&folder).await.unwrap_err();
        assert!(matches!(refused, BackupError::NotEmpty(_)), "{refused}");
        let (_around, after) = self::folder();
        let after = desk.store.backup(&after, at(0)).await.unwrap();
        assert_eq!(content(&after), content(&manifest), "nothing was changed");

        for other in bare(&format!("empty_{}", desk.store.engine_name())).await {
            other.store.migrate().await.unwrap();
            let (_same, report) = other.store.restore(&folder).await.unwrap();
            assert_eq!(report.events, 1, "a store that was migrated and is empty");
            other.close().await;
        }
    })
    .await;
}

/// Writes a manifest again after a change to it.
fn rewrite(folder: &Path, change: impl FnOnce(&mut Manifest)) {
    let path = folder.join("manifest.json");
    let text = std::fs::read(&path).unwrap();
    let mut manifest: Manifest = serde_json::from_slice(&text).unwrap();
    change(&mut manifest);
    std::fs::write(&path, serde_json::to_vec(&manifest).unwrap()).unwrap();
}

/// Appends a line to the file of a table, so that the manifest knows it.
fn append(folder: &Path, table: &str, line: &str) {
    let path = folder.join(format!("{table}.jsonl"));
    let text = std::fs::read_to_string(&path).unwrap() + line + "\n";
    std::fs::write(&path, &text).unwrap();
    rewrite(folder, |manifest| {
        let mut tables = manifest.tables.iter_mut();
        let entry = tables.find(|entry| entry.name == table).unwrap();
        entry.rows += 1;
        entry.sha256 = casework::canonical::sha256_hex(text.as_bytes());
    });
}

/// What is done to a folder, in words and in fact.
type Change = (&'static str, fn(&Path));

#[tokio::test(flavor = "multi_thread")]
async fn backup_that_was_changed_or_not_finished_is_not_taken_in() {
    let desk = Desk::sqlite();
    desk.store.migrate().await.unwrap();
    for ordinal in 0..9 {
        act(&desk.store, ordinal).await;
    }
    let changes: [Change; 7] = [
        ("a byte", |folder| {
            let file = folder.join("event.jsonl");
            let text = std::fs::read_to_string(&file).unwrap();
            std::fs::write(&file, text.replacen('0', "1", 1)).unwrap();
        }),
        ("a file that is gone", |folder| {
            std::fs::remove_file(folder.join("blob.jsonl")).unwrap();
        }),
        ("no manifest", |folder| {
            std::fs::remove_file(folder.join("manifest.json")).unwrap();
        }),
        ("a row too many", |folder| {
            rewrite(folder, |manifest| manifest.tables[0].rows += 1);
        }),
        ("another head", |folder| {
            rewrite(folder, |manifest| manifest.heads = "0".repeat(64));
        }),
        ("a table of somebody else", |folder| {
            rewrite(folder, |manifest| {
                manifest.tables[0].name = "sqlite_master".to_owned();
            });
        }),
        ("a column that is a sentence", |folder| {
            rewrite(folder, |manifest| {
                manifest.tables[1].columns[0] = "name) VALUES ('x', 1); --".to_owned();
            });
        }),
    ];
    for other in bare("damaged").await {
        for (what, change) in changes {
            let (_around, folder) = folder();
            desk.store.backup(&folder, at(0)).await.unwrap();
            change(&folder);
            let refused = other.store.restore(&folder).await.unwrap_err();
            let is_said = matches!(refused, BackupError::Damaged(_) | BackupError::NotABackup);
            assert!(is_said, "{what}: {refused}");
            assert!(is_bare(&other).await, "{what}");
        }
        other.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn restore_that_stops_half_way_leaves_nothing() {
    let desk = Desk::sqlite();
    desk.store.migrate().await.unwrap();
    for ordinal in 0..9 {
        act(&desk.store, ordinal).await;
    }
    for other in bare("half").await {
        let (_around, folder) = folder();
        desk.store.backup(&folder, at(0)).await.unwrap();
        // The journal and much else is written by then; a job cannot be there twice.
        let job = std::fs::read_to_string(folder.join("job.jsonl")).unwrap();
        append(&folder, "job", job.lines().next().unwrap());
        let stopped = other.store.restore(&folder).await.unwrap_err();
        let is_twice = matches!(stopped, BackupError::Fault(Fault::Duplicate { .. }));
        assert!(is_twice, "{stopped:?}");
        assert!(is_bare(&other).await, "no half store that would start");
        let (_around, good) = self::folder();
        desk.store.backup(&good, at(0)).await.unwrap();
        let (_manifest, report) = other.store.restore(&good).await.unwrap();
        assert!(report.is_sound());
        other.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn backup_of_a_newer_program_is_refused_by_name() {
    let desk = Desk::sqlite();
    desk.store.migrate().await.unwrap();
    let (_around, folder) = folder();
    desk.store.backup(&folder, at(0)).await.unwrap();
    rewrite(&folder, |manifest| {
        manifest.migrations.push(store::MigrationEntry {
            name: "299901010000_future".to_owned(),
            digest: "x".to_owned(),
        });
    });
    for other in bare("future").await {
        let refused = other.store.restore(&folder).await.unwrap_err();
        let is_newer = matches!(
            &refused,
            BackupError::Fault(Fault::NewerSchema { migration }) if migration == "299901010000_future"
        );
        assert!(is_newer, "{refused:?}");
        assert!(is_bare(&other).await);
        other.close().await;
    }
}
