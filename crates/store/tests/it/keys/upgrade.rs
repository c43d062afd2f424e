//! A store that was written before there were keys.

use super::*;

const OLD: &str = "CREATE TEMPORARY VIEW none AS SELECT 1";

/// Puts a case, a file of it and a person past the store, as the program before wrote them.
async fn write_plain(desk: &Desk) -> Vec<Blob> {
    let _ = OLD;
    let stream = StreamId::case(&number(7));
    let named = Blob::new(b"named by the case".to_vec());
    let loose = Blob::new(b"named by nobody".to_vec());
    let law = Blob::public(b"a text of the law".to_vec());
    let body = format!("{{\"file\":\"{}\",\"name\":\"{MARK}\"}}", named.digest());
    // The envelope is that of a commit; the body is laid beside it, open, as it was before.
    let batch = Batch {
        events: vec![EventDraft {
            body: serde_json::from_str(&body).unwrap(),
            ..noted("old")
        }],
        ..Batch::default()
    };
    desk.store.commit(plain(stream.clone(), 0, batch)).await.unwrap();
    desk.lay_open(&stream).await;
    for blob in [&named, &loose, &law] {
        desk.store.put_public_blob(blob.clone()).await.unwrap();
        desk.act(&format!("UPDATE blob SET is_public = NULL WHERE digest = '{}'", blob.digest())).await;
    }
    let number = iin(17);
    let number = number.as_str();
    desk.act("DELETE FROM upgrade").await;
    desk.act(&format!(
        "INSERT INTO person (id, iin, name, language) VALUES ('old', '{number}', '{MARK}', 'kk')"
    ))
    .await;
    vec![named, loose, law]
}
