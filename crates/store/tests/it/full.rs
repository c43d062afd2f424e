//! A full disk: writes are refused, reads go on, nothing is corrupted, and with room everything goes on.

use store::{Batch, Blob, CommitError, Fault, StreamId};

use crate::{
    desk::Desk,
    samples::{note, noted, number, plain},
};

const MEGABYTE: u64 = 1 << 20;

/// A commit with bytes of its own.
fn heavy(stream: &StreamId, seq: u64, ordinal: u8) -> store::Commit<(), String> {
    let batch = Batch {
        events: vec![noted("with a file")],
        blobs: vec![Blob::new(vec![ordinal; 100_000])],
        ..Batch::default()
    };
    plain(stream.clone(), seq, batch)
}

#[tokio::test(flavor = "multi_thread")]
async fn full_file_refuses_writes_answers_reads_and_goes_on_when_there_is_room() {
    let desk = Desk::sqlite();
    let store = &desk.store;
    store.migrate().await.unwrap();
    store.limit_size(MEGABYTE).await.unwrap();
    let stream = StreamId::case(&number(1));
    let mut kept = 0;
    let full = loop {
        match store
            .commit(heavy(&stream, kept, u8::try_from(kept).unwrap()))
            .await
        {
            Ok(committed) => kept = committed.seq,
            Err(error) => break error,
        }
    };
    assert!(matches!(full, CommitError::Fault(Fault::Full)), "{full:?}");
    assert!((5..11).contains(&kept), "{kept} were kept");
    for _again in 0..3 {
        let full = store.commit(heavy(&stream, kept, 99)).await.unwrap_err();
        assert!(matches!(full, CommitError::Fault(Fault::Full)), "{full:?}");
        let events = store.read_stream(&stream).await.unwrap();
        assert_eq!(u64::try_from(events.len()).unwrap(), kept, "no half commit");
    }
    let report = desk.another_store().verify().await.unwrap();
    assert!(report.is_sound());
    assert_eq!(report.events, kept);
    let sound = desk.act("PRAGMA integrity_check").await;
    assert_eq!(sound, [[Some("ok".to_owned())]]);

    store.limit_size(100 * MEGABYTE).await.unwrap();
    let committed = store.commit(heavy(&stream, kept, 99)).await.unwrap();
    assert_eq!(committed.seq, kept + 1, "no place was lost");
    note(store, &stream, kept + 1, &["after"]).await.unwrap();
}
