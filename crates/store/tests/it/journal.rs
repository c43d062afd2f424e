//! The journal under attack: what verification finds, and what it lets pass.

use store::{Fault, JournalFault, StreamId, Wrong};

use crate::{
    desk::{Desk, on_each_engine},
    samples::{note, number},
};

/// Two streams of four events each.
async fn fill(desk: &Desk) {
    for random in [1, 2] {
        let stream = StreamId::case(&number(random));
        note(&desk.store, &stream, 0, &["a", "b"]).await.unwrap();
        note(&desk.store, &stream, 2, &["c", "d"]).await.unwrap();
    }
}

async fn found(desk: &Desk) -> Vec<(u64, Wrong)> {
    let report = desk.store.verify().await.unwrap();
    assert_eq!(
        report.fault_count,
        u64::try_from(report.faults.len()).unwrap()
    );
    report
        .faults
        .into_iter()
        .map(|JournalFault { seq, wrong, .. }| (seq, wrong))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn untouched_journal_is_sound() {
    on_each_engine("sound", async |desk| {
        fill(desk).await;
        let many: Vec<String> = (0..600).map(|n| n.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        note(&desk.store, &StreamId::system(), 0, &many)
            .await
            .unwrap();
        let report = desk.store.verify().await.unwrap();
        assert!(report.is_sound(), "{report:?}");
        assert_eq!((report.streams, report.events, report.erased), (3, 608, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_envelope_is_found() {
    on_each_engine("changed", async |desk| {
        fill(desk).await;
        let stream = StreamId::case(&number(1));
        desk.act(&format!(
            "UPDATE event SET envelope = REPLACE(envelope, 'noted', 'nodded') WHERE stream = '{stream}' AND seq = 2"
        ))
        .await;
        assert_eq!(found(desk).await, [(2, Wrong::Changed)]);
        desk.act(&format!("UPDATE event SET envelope = 'x' WHERE stream = '{stream}' AND seq = 2")).await;
        assert_eq!(found(desk).await, [(2, Wrong::Changed)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_body_is_found_and_erased_body_is_not_a_fault() {
    on_each_engine("body", async |desk| {
        fill(desk).await;
        let stream = StreamId::case(&number(1));
        desk.act(&format!(
            "UPDATE event SET body = '{{}}' WHERE stream = '{stream}' AND seq = 2"
        ))
        .await;
        // The body of another event of the same stream, sealed under the same key.
        desk.act(&format!(
            "UPDATE event SET sealed = (SELECT e.sealed FROM event e WHERE e.stream = '{stream}' AND e.seq = 3) \
             WHERE stream = '{stream}' AND seq = 4"
        ))
        .await;
        assert_eq!(
            found(desk).await,
            [(2, Wrong::BodyChanged), (4, Wrong::BodyChanged)]
        );
        let refused = desk.store.read_stream(&stream).await.unwrap_err();
        assert!(matches!(refused, Fault::Shut { .. }), "{refused:?}");
        desk.act(&format!(
            "UPDATE event SET body = NULL, sealed = NULL WHERE stream = '{stream}'"
        ))
        .await;
        let report = desk.store.verify().await.unwrap();
        assert!(report.is_sound());
        assert_eq!(report.erased, 4);
        assert_eq!(desk.store.read_stream(&stream).await.unwrap()[1].body, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_events_are_found() {
    on_each_engine("removed", async |desk| {
        fill(desk).await;
        let one = StreamId::case(&number(1));
        let two = StreamId::case(&number(2));
        desk.act(&format!(
            "DELETE FROM event WHERE stream = '{one}' AND seq IN (2, 3)"
        ))
        .await;
        desk.act(&format!(
            "DELETE FROM event WHERE stream = '{two}' AND seq = 1"
        ))
        .await;
        let report = desk.store.verify().await.unwrap();
        let fault = |stream: &StreamId, seq, wrong| JournalFault {
            stream: stream.to_string(),
            seq,
            wrong,
        };
        for expected in [
            fault(&one, 4, Wrong::Removed),
            fault(&one, 4, Wrong::Unlinked),
            fault(&two, 2, Wrong::Removed),
            fault(&two, 2, Wrong::Unlinked),
        ] {
            assert!(
                report.faults.contains(&expected),
                "{expected:?} in {report:?}"
            );
        }
        assert_eq!(report.fault_count, 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_event_is_found_even_when_the_rest_moved_up() {
    on_each_engine("moved_up", async |desk| {
        fill(desk).await;
        let stream = StreamId::case(&number(1));
        desk.act(&format!(
            "DELETE FROM event WHERE stream = '{stream}' AND seq = 2"
        ))
        .await;
        desk.act(&format!(
            "UPDATE event SET seq = 2 WHERE stream = '{stream}' AND seq = 3"
        ))
        .await;
        desk.act(&format!(
            "UPDATE event SET seq = 3 WHERE stream = '{stream}' AND seq = 4"
        ))
        .await;
        assert_eq!(
            found(desk).await,
            [(2, Wrong::Reordered), (3, Wrong::Reordered)]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reordered_events_are_found() {
    on_each_engine("reordered", async |desk| {
        fill(desk).await;
        let stream = StreamId::case(&number(1));
        for (from, to) in [(2, 99), (3, 2), (99, 3)] {
            desk.act(&format!(
                "UPDATE event SET seq = {to} WHERE stream = '{stream}' AND seq = {from}"
            ))
            .await;
        }
        let faults = found(desk).await;
        assert!(faults.contains(&(2, Wrong::Reordered)), "{faults:?}");
        assert!(faults.contains(&(3, Wrong::Reordered)), "{faults:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn event_replaced_with_its_hash_breaks_the_link_after_it() {
    on_each_engine("replaced", async |desk| {
        fill(desk).await;
        let (one, two) = (StreamId::case(&number(1)), StreamId::case(&number(2)));
        // The event of another stream is whole in itself; its place and the link after it give it away.
        desk.act(&format!("DELETE FROM event WHERE stream = '{one}' AND seq = 3")).await;
        desk.act(&format!(
            "INSERT INTO event (stream, seq, hash, envelope, sealed) \
             SELECT '{one}', seq, hash, envelope, sealed FROM event WHERE stream = '{two}' AND seq = 3"
        ))
        .await;
        assert_eq!(found(desk).await, [(3, Wrong::Reordered), (4, Wrong::Unlinked)]);
    })
    .await;
}
