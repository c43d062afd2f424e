//! A store that was written before there were keys.

use casework::canonical::sha256_hex;

use super::*;

/// Puts an event past the store, as the program before wrote it: its body open beside the envelope.
async fn write_open(desk: &Desk, stream: &StreamId, body: &str) {
    let salt = "01".repeat(32);
    let digest = sha256_hex(&[[1; 32].as_slice(), body.as_bytes()].concat());
    let prev = "0".repeat(64);
    let envelope = format!(
        r#"{{"actor":"system","at":"2026-07-01T04:00:00Z","body_digest":"{digest}","edition":null,"kind":"noted","prev":"{prev}","seq":1,"stream":"{stream}","v":1}}"#
    );
    let hash = sha256_hex(format!("shanyraq/event/1{envelope}").as_bytes());
    desk.act(&format!(
        "INSERT INTO event (stream, seq, hash, envelope, body, salt) \
         VALUES ('{stream}', 1, {}, '{envelope}', '{body}', {})",
        desk.bytes(&hash),
        desk.bytes(&salt),
    ))
    .await;
}

/// A case with a file, a file that nobody names, a text of the law, and people.
async fn fill_open(desk: &Desk) -> [Blob; 3] {
    let named = Blob::public(format!("named {MARK}").into_bytes());
    let loose = Blob::public(format!("loose {MARK}").into_bytes());
    let law = Blob::public(b"a text of the law".to_vec());
    let body = format!(r#"{{"file":"{}","name":"{MARK}"}}"#, named.digest());
    write_open(desk, &StreamId::case(&number(7)), &body).await;
    write_open(desk, &StreamId::system(), r#"{"text":"x"}"#).await;
    for blob in [&named, &loose, &law] {
        desk.store.put_public_blob(blob.clone()).await.unwrap();
    }
    desk.act("UPDATE blob SET is_public = NULL").await;
    let (one, two) = (iin(17), iin(18));
    desk.act(&format!(
        "INSERT INTO person (id, iin, name, phone, language) VALUES ('old', '{}', '{MARK}', '+77011234567', 'kk')",
        one.as_str()
    ))
    .await;
    desk.act(&format!(
        "INSERT INTO notice (id, recipient, case_number, code, facts, at) \
         VALUES ('n', '{}', '{}', 'hearing', '{{\"place\":\"{MARK}\"}}', 1)",
        one.as_str(),
        number(7).as_str()
    ))
    .await;
    desk.act(&format!(
        "INSERT INTO session (token_digest, iin, kind, csrf, created_at, expires_at, data) \
         VALUES ('t', '{}', 'officer', 'c', 1, {}, '{MARK}')",
        two.as_str(),
        at(3600).as_microsecond()
    ))
    .await;
    desk.act("DELETE FROM upgrade").await;
    [named, loose, law]
}

async fn assert_read(store: &Store, blobs: &[Blob]) {
    let events = store
        .read_stream(&StreamId::case(&number(7)))
        .await
        .unwrap();
    assert!(events[0].body.as_ref().unwrap().contains(MARK));
    for blob in blobs {
        let found = store.blob(blob.digest(), 1000).await.unwrap();
        assert_eq!(found.as_deref(), Some(blob.bytes()));
    }
    let report = store.verify().await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.erased, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_from_before_is_read_at_once_and_sealed_while_it_is_read() {
    on_each_engine("upgrade", async |desk| {
        let blobs = fill_open(desk).await;
        let store = &desk.store;
        // Registers are sealed by the migration itself, so that people are found by their tokens alone.
        store.migrate().await.unwrap();
        let person = store.person_by_iin(&iin(17)).await.unwrap().unwrap();
        assert_eq!(
            (person.name.as_str(), person.phone.as_deref()),
            (MARK, Some("+77011234567"))
        );
        let notices = store.notices(&iin(17), None, 10).await.unwrap();
        assert_eq!(notices[0].facts["place"], MARK);
        let session = store.session("t", at(1)).await.unwrap().unwrap();
        assert_eq!((session.iin, session.data.as_str()), (Some(iin(18)), MARK));
        // Bodies and files are read as they are until the operator's command comes to them; the next start marks the law.
        assert_read(store, &blobs).await;
        store.put_public_blob(blobs[2].clone()).await.unwrap();
        assert_eq!(store.unencrypted().await, Ok([2, 2]));
        // A case goes on meanwhile: one stream with both kinds of events.
        note(store, &StreamId::case(&number(7)), 1, &["sealed"])
            .await
            .unwrap();
        assert_read(store, &blobs).await;
        assert_eq!(store.encrypt_events().await, Ok(2));
        assert_eq!(store.encrypt_events().await, Ok(0), "twice is once");
        assert_eq!(store.encrypt_blobs().await, Ok(2));
        assert_eq!(store.encrypt_blobs().await, Ok(0), "twice is once");
        assert_eq!(store.unencrypted().await, Ok([0, 0]));
        assert_read(store, &blobs).await;
        let bytes = stolen(desk).await;
        for secret in [
            MARK,
            "named ",
            "loose ",
            "+7701",
            iin(17).as_str(),
            iin(18).as_str(),
        ] {
            assert!(!holds(&bytes, secret), "{secret}");
        }
        assert!(holds(&bytes, "a text of the law"));
        // The file that the case named is the case's, and goes with it.
        store.erase(&StreamId::case(&number(7))).await.unwrap();
        assert_eq!(store.blob(blobs[0].digest(), 1000).await, Ok(None));
        assert!(store.blob(blobs[1].digest(), 1000).await.unwrap().is_some());
        assert!(store.verify().await.unwrap().is_sound());
    })
    .await;
}
