//! The seal: it grows with what moved, proves what it holds, and shows what no chain can show.

use casework::seal::tree::{Hash, leaf_hash};
use casework::seal::{Checkpoint, Frontier, Note, StreamHead, proof};
use store::{Batch, Body, Fault, Row, SealFault, SealRow, StreamId};

use crate::{
    desk::{Desk, on_each_engine},
    samples::{day, note, noted, number, plain},
};

/// Seals a day as the office does, without signing.
async fn seal(desk: &Desk, on: &str) -> Checkpoint {
    let store = &desk.store;
    let size = store.grow_seal().await.unwrap();
    let latest = store.latest_seal().await.unwrap();
    let before = latest.as_ref().map(checkpoint);
    let checkpoint = Checkpoint {
        origin: "example.kz/journal".to_owned(),
        size,
        root: store.seal_root(size).await.unwrap(),
        day: day(on),
        previous: before.and_then(|before| before.digest()),
    };
    let seq = latest.map_or(0, |row| row.seq);
    let mut event = noted("");
    event.body = Body::of(&serde_json::json!({ "checkpoint": checkpoint.text() }));
    let row = SealRow {
        seq: seq + 1,
        day: checkpoint.day,
        size,
        note: Note {
            text: checkpoint.text(),
            signatures: Vec::new(),
        }
        .to_text(),
        token_digest: None,
    };
    let batch = Batch {
        events: vec![event],
        rows: vec![Row::Seal(Box::new(row))],
        ..Batch::default()
    };
    store
        .commit(plain(StreamId::seal(), seq, batch))
        .await
        .unwrap();
    checkpoint
}

fn checkpoint(row: &SealRow) -> Checkpoint {
    Checkpoint::parse(&Note::parse(&row.note).unwrap().text).unwrap()
}

fn case(random: u64) -> StreamId {
    StreamId::case(&number(random))
}

/// Three cases, sealed on two days: the first and the second move between them, the third comes.
async fn fill(desk: &Desk) -> [Checkpoint; 2] {
    for random in [1, 2] {
        note(&desk.store, &case(random), 0, &["a", "b"])
            .await
            .unwrap();
    }
    let first = seal(desk, "2026-11-22").await;
    for random in [1, 2] {
        note(&desk.store, &case(random), 2, &["c", "d"])
            .await
            .unwrap();
    }
    note(&desk.store, &case(3), 0, &["a"]).await.unwrap();
    [first, seal(desk, "2026-11-23").await]
}

async fn found(desk: &Desk, outside: &[Checkpoint]) -> Vec<SealFault> {
    let report = desk.store.verify_seals(0, outside, &mut |_leaves| {}).await;
    let report = report.unwrap();
    assert_eq!(report.is_sound(), report.faults.is_empty());
    report.faults
}

/// The chains are whole: nothing but the seal can show what was done.
async fn assert_chains_hold(desk: &Desk) {
    let report = desk.store.verify().await.unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn seal_holds_every_stream_that_moved_and_each_day_continues_the_one_before() {
    on_each_engine("seal_grows", async |desk| {
        let [first, second] = fill(desk).await;
        // Two cases; then these, the third and the journal of seals itself.
        assert_eq!((first.size, second.size), (2, 6));
        assert_eq!(second.previous, first.digest());
        let spans = proof::consistency(2, 6).unwrap();
        let path = desk.store.seal_path(&spans).await.unwrap();
        let roots = (&first.root, &second.root);
        assert!(proof::is_continued((2, 6), roots, &path));
        assert!(!proof::is_continued(
            (2, 6),
            (&second.root, &first.root),
            &path
        ));

        let leaf = desk.store.sealed_head(&case(2)).await.unwrap().unwrap();
        assert_eq!(
            (leaf.head.stream.clone(), leaf.head.seq),
            (case(2).to_string(), 4)
        );
        let spans = proof::inclusion(leaf.place, 6).unwrap();
        let path = desk.store.seal_path(&spans).await.unwrap();
        let hash = leaf.head.leaf().unwrap();
        assert!(proof::is_included(
            &hash,
            leaf.place,
            6,
            &path,
            &second.root
        ));
        assert_eq!(desk.store.sealed_head(&case(9)).await.unwrap(), None);

        assert_eq!(found(desk, &[first, second]).await, []);
        let report = desk
            .store
            .verify_seals(0, &[], &mut |_leaves| {})
            .await
            .unwrap();
        assert_eq!(
            (report.seals, report.leaves, report.newest),
            (2, 6, Some(day("2026-11-23")))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn day_has_one_seal_and_what_is_not_sealed_yet_proves_nothing() {
    on_each_engine("seal_once", async |desk| {
        let [_, second] = fill(desk).await;
        let again = desk.store.grow_seal().await.unwrap();
        assert_eq!(again, second.size + 1, "the journal of seals moved");
        assert_eq!(desk.store.grow_seal().await.unwrap(), again);
        note(&desk.store, &case(4), 0, &["a"]).await.unwrap();
        desk.store.grow_seal().await.unwrap();
        assert_eq!(desk.store.sealed_head(&case(4)).await.unwrap(), None);

        let row = desk.store.latest_seal().await.unwrap().unwrap();
        let twice = SealRow {
            seq: 3,
            ..row.clone()
        };
        let batch = Batch {
            events: vec![noted("")],
            rows: vec![Row::Seal(Box::new(twice))],
            ..Batch::default()
        };
        let refused = desk.store.commit(plain(StreamId::seal(), 2, batch)).await;
        assert!(matches!(
            refused,
            Err(store::CommitError::Taken { table: "seal" })
        ));
        assert_eq!(desk.store.stream_seq(&StreamId::seal()).await.unwrap(), 2);
        assert_eq!(found(desk, &[second]).await, []);

        let token = |bytes: &[u8]| store::Blob::new(bytes.to_vec());
        desk.store
            .put_seal_token(row.day, token(b"one"))
            .await
            .unwrap();
        desk.store
            .put_seal_token(row.day, token(b"two"))
            .await
            .unwrap();
        let kept = desk.store.seal_of(row.day).await.unwrap().unwrap();
        assert_eq!(kept.token_digest.as_deref(), Some(token(b"one").digest()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_tail_and_removed_case_show_with_the_first_seal_that_had_them() {
    on_each_engine("seal_cut", async |desk| {
        fill(desk).await;
        let (one, two, three) = (case(1), case(2), case(3));
        desk.act(&format!(
            "DELETE FROM event WHERE stream = '{one}' AND seq = 4"
        ))
        .await;
        desk.act(&format!("DELETE FROM event WHERE stream = '{two}'"))
            .await;
        desk.act(&format!("DELETE FROM event WHERE stream = '{three}'"))
            .await;
        assert_chains_hold(desk).await;
        let mut faults = found(desk, &[]).await;
        faults.sort_by_key(|fault| format!("{fault:?}"));
        let since = |text| Some(day(text));
        let removed = |stream: &StreamId, sealed, text| SealFault::StreamRemoved {
            stream: stream.to_string(),
            sealed,
            since: since(text),
        };
        let mut expected = vec![
            removed(&two, 4, "2026-11-22"),
            removed(&three, 1, "2026-11-23"),
            SealFault::Truncated {
                stream: one.to_string(),
                left: 3,
                sealed: 4,
                since: since("2026-11-23"),
            },
        ];
        expected.sort_by_key(|fault| format!("{fault:?}"));
        assert_eq!(faults, expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tail_written_anew_with_hashes_that_fit_and_a_hole_show() {
    on_each_engine("seal_anew", async |desk| {
        fill(desk).await;
        let (one, two) = (case(1), case(2));
        desk.act(&format!(
            "DELETE FROM event WHERE stream = '{one}' AND seq >= 2"
        ))
        .await;
        note(&desk.store, &one, 1, &["x", "y", "z", "more"])
            .await
            .unwrap();
        assert_chains_hold(desk).await;
        desk.act(&format!(
            "DELETE FROM event WHERE stream = '{two}' AND seq = 2"
        ))
        .await;
        let since = Some(day("2026-11-22"));
        let mut faults = found(desk, &[]).await;
        faults.sort_by_key(|fault| matches!(fault, SealFault::EventMissing { .. }));
        assert_eq!(
            faults,
            [
                SealFault::Rewritten {
                    stream: one.to_string(),
                    seq: 2,
                    since
                },
                SealFault::EventMissing {
                    stream: two.to_string(),
                    seq: 2,
                    since
                },
            ]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaves_and_seals_that_were_changed_show() {
    on_each_engine("seal_leaves", async |desk| {
        fill(desk).await;
        let (one, other) = (case(1), case(7));
        // A case that never was is put into the tree, and one into its journal.
        desk.act(&format!(
            "UPDATE seal_leaf SET stream = '{other}' WHERE place = 1"
        ))
        .await;
        note(&desk.store, &other, 0, &["a", "b"]).await.unwrap();
        let root = |text| SealFault::RootDiffers { day: day(text) };
        let faults = found(desk, &[]).await;
        assert!(faults.contains(&root("2026-11-22")), "{faults:?}");
        assert!(faults.contains(&root("2026-11-23")), "{faults:?}");

        desk.act("DELETE FROM seal_leaf WHERE place >= 4").await;
        let cut = SealFault::LeavesMissing {
            day: day("2026-11-23"),
            found: 4,
            sealed: 6,
        };
        assert!(found(desk, &[]).await.contains(&cut));

        desk.act("UPDATE seal SET note = REPLACE(note, '11-22', '11-21') WHERE seq = 1")
            .await;
        desk.act("DELETE FROM seal WHERE seq = 2").await;
        let faults = found(desk, &[]).await;
        for seq in [1, 2] {
            assert!(
                faults.contains(&SealFault::SealChanged { seq }),
                "{faults:?}"
            );
        }
        assert!(
            !faults
                .iter()
                .any(|it| format!("{it:?}").contains(one.as_str()))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn journal_written_anew_with_all_its_seals_shows_by_a_checkpoint_kept_outside() {
    on_each_engine("seal_outside", async |desk| {
        let kept = fill(desk).await;
        for table in ["event", "seal_leaf", "seal_node", "seal"] {
            desk.act(&format!("DELETE FROM {table}")).await;
        }
        let [first, second] = fill(desk).await;
        assert_chains_hold(desk).await;
        assert_eq!(
            found(desk, &[first, second]).await,
            [],
            "from inside all is well"
        );
        let faults = found(desk, &kept).await;
        let differs = |text| SealFault::CheckpointDiffers { day: day(text) };
        assert_eq!(faults, [differs("2026-11-22"), differs("2026-11-23")]);

        // The newest seal is taken away with all that it had: only the copy outside knows of it.
        desk.act("DELETE FROM seal WHERE seq = 2").await;
        desk.act("DELETE FROM event WHERE stream = 'system/seal' AND seq = 2")
            .await;
        desk.act("DELETE FROM seal_leaf WHERE place >= 2").await;
        assert_chains_hold(desk).await;
        assert_eq!(found(desk, &[]).await, []);
        let ahead = SealFault::CheckpointAhead {
            day: day("2026-11-23"),
            found: 2,
            sealed: 6,
        };
        assert!(found(desk, &kept).await.contains(&ahead));
    })
    .await;
}

/// Streams of one event each, put in past the store: what lies in them is of no matter to the tree.
async fn many(desk: &Desk, from: u32, to: u32) {
    let sql = match desk.store.engine_name() {
        "sqlite" => format!(
            "WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) \
             INSERT INTO event (stream, seq, hash, envelope) \
             SELECT 'many/' || i, 1, CAST(printf('%032d', i) AS BLOB), '' FROM n"
        ),
        _ => format!(
            "INSERT INTO event (stream, seq, hash, envelope) \
             SELECT 'many/' || i, 1, convert_to(lpad(i::text, 32, '0'), 'UTF8'), '' \
             FROM generate_series({from}, {to}) AS i"
        ),
    };
    desk.act(&sql).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tree_of_many_pages_is_the_tree_of_its_leaves_and_proves_each() {
    on_each_engine("seal_pages", async |desk| {
        many(desk, 1, 70_000).await;
        assert_eq!(desk.store.grow_seal().await.unwrap(), 70_000);
        many(desk, 70_001, 70_300).await;
        let size = desk.store.grow_seal().await.unwrap();
        assert_eq!(size, 70_300);
        let mut names: Vec<u32> = (1..=70_000).collect();
        names.sort_by_key(ToString::to_string);
        names.extend(70_001..=70_300);
        let leaf = |i: &u32| -> Hash {
            let hash = casework::seal::hex(format!("{i:032}").as_bytes());
            let head = StreamHead {
                stream: format!("many/{i}"),
                seq: 1,
                hash,
            };
            leaf_hash(casework::canonical::text(&head).unwrap().as_bytes())
        };
        let mut tree = Frontier::default();
        for name in &names {
            tree.push(leaf(name));
        }
        let root = desk.store.seal_root(size).await.unwrap();
        assert_eq!(root, tree.root());
        for place in [0, 255, 256, 65_535, 65_536, 70_299] {
            let spans = proof::inclusion(place, size).unwrap();
            let path = desk.store.seal_path(&spans).await.unwrap();
            let name = &names[usize::try_from(place).unwrap()];
            assert!(
                proof::is_included(&leaf(name), place, size, &path, &root),
                "{place}"
            );
        }
        let found = found(desk, &[]).await;
        assert_eq!(found, []);
        desk.act("DELETE FROM seal_node WHERE level = 8 AND place = 3")
            .await;
        desk.act("UPDATE seal_node SET level = 24 WHERE level = 16")
            .await;
        let gone = |level, place| SealFault::NodeDiffers { level, place };
        assert_eq!(self::found(desk, &[]).await, [gone(8, 3), gone(16, 0)]);
        desk.act("DELETE FROM seal_leaf WHERE place = 70299").await;
        let gone = desk.store.seal_root(size).await;
        assert!(matches!(gone, Err(Fault::Corrupt { .. })));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_seal_at_once_make_one_tree() {
    on_each_engine("seal_two", async |desk| {
        many(desk, 1, 3_000).await;
        let other = desk.another_store();
        let (one, two) = futures::join!(desk.store.grow_seal(), other.grow_seal());
        for result in [&one, &two] {
            let is_right = matches!(
                result,
                Ok(_) | Err(Fault::Duplicate { .. } | Fault::Busy { .. })
            );
            assert!(is_right, "{result:?}");
        }
        assert_eq!(desk.store.grow_seal().await.unwrap(), 3_000);
        let streams = desk
            .act("SELECT COUNT(DISTINCT stream) FROM seal_leaf")
            .await;
        assert_eq!(streams, [[Some("3000".to_owned())]]);
        let mut heard = 0;
        let report = desk
            .store
            .verify_seals(0, &[], &mut |leaves| heard = leaves)
            .await;
        assert_eq!((report.unwrap().leaves, heard), (3_000, 3_000));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sealed_before_a_day_may_be_passed_over() {
    on_each_engine("seal_since", async |desk| {
        let [first, second] = fill(desk).await;
        let store = &desk.store;
        let from = store.sealed_before(day("2026-11-23")).await.unwrap();
        assert_eq!(from, 2);
        assert_eq!(store.sealed_before(day("2026-11-22")).await.unwrap(), 0);
        let outside = [first.clone(), second];
        let report = store.verify_seals(from, &outside, &mut |_| {}).await;
        let report = report.unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!((report.seals, report.leaves), (2, 4));
        let moved = store.verify_moved(from, &mut |_| {}).await.unwrap();
        // Three cases, and the journal of seals.
        assert_eq!((moved.streams, moved.events), (4, 11));
        let still = store.verify_moved(6, &mut |_| {}).await.unwrap();
        assert_eq!(
            (still.streams, still.events),
            (1, 2),
            "the newest seal itself"
        );

        let other = Checkpoint {
            root: [0; 32],
            ..first
        };
        let report = store.verify_seals(from, &[other], &mut |_| {}).await;
        let differs = SealFault::CheckpointDiffers {
            day: day("2026-11-22"),
        };
        assert_eq!(report.unwrap().faults, [differs]);
        let (one, three) = (case(1), case(3));
        desk.act(&format!("DELETE FROM event WHERE stream = '{three}'"))
            .await;
        desk.act(&format!(
            "UPDATE event SET body = '{{}}' WHERE stream = '{one}' AND seq = 2"
        ))
        .await;
        let report = store.verify_seals(from, &[], &mut |_| {}).await.unwrap();
        assert_eq!(report.fault_count, 1, "{report:?}");
        let moved = store.verify_moved(from, &mut |_| {}).await.unwrap();
        assert_eq!(moved.fault_count, 1, "{moved:?}");
    })
    .await;
}
