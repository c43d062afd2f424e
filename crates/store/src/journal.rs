//! The journal: events in envelopes, each chained to the one before by its hash.

use casework::canonical;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    Store,
    body::Body,
    data_key::DataKey,
    fault::Fault,
    keys::Keys,
    lock::Lock,
    stream::StreamId,
    value::{Cells, Readable, Statement, Value, read_all, read_first, read_in_order, values},
};

/// What precedes the envelope under the hash, so that no other text of ours can have the same hash.
const DOMAIN: &[u8] = b"shanyraq/event/1";

/// How many bytes a salt has.
pub(crate) const SALT_LENGTH: usize = 32;

/// The `prev` of a stream's first event.
const NO_HASH: [u8; 32] = [0; 32];

/// The largest integer that every JSON reader keeps exactly: 2⁵³ − 1.
pub(crate) const INTEGER_MAX: u64 = (1 << 53) - 1;

/// An event before it has a place in a stream.
#[derive(Clone, PartialEq, Eq)]
pub struct EventDraft {
    /// When it happened.
    pub at: Timestamp,
    /// Who did it, as a random id or a role: envelopes are never erased, so no name and no person number.
    pub actor: String,
    /// The edition by which it was decided.
    pub edition: Option<String>,
    /// Its kind.
    pub kind: String,
    /// Its content.
    pub body: Body,
}

/// An event as the journal holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// The stream.
    pub stream: StreamId,
    /// Its place, from 1.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// The edition by which it was decided.
    pub edition: Option<String>,
    /// Its kind.
    pub kind: String,
    /// Its content, as canonical JSON; none if it was erased.
    pub body: Option<String>,
    /// SHA-256 of the domain and the envelope.
    pub hash: [u8; 32],
}

impl std::fmt::Debug for EventDraft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "EventDraft({}, …)", self.kind)
    }
}

impl std::fmt::Debug for StoredEvent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "StoredEvent({} {} {}, …)",
            self.stream, self.seq, self.kind
        )
    }
}

/// The envelope; written by RFC 8785, it is what the hash covers.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Envelope {
    v: u32,
    pub(crate) stream: String,
    pub(crate) seq: u64,
    pub(crate) prev: String,
    at: Timestamp,
    actor: String,
    edition: Option<String>,
    kind: String,
    pub(crate) body_digest: String,
}

/// The last event of a stream, or the place before the first.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) seq: u64,
    pub(crate) hash: [u8; 32],
}

impl Head {
    pub(crate) const EMPTY: Self = Self {
        seq: 0,
        hash: NO_HASH,
    };
}

read_in_order!(Head { seq, hash });

/// Asks for the head of a stream.
pub(crate) fn head(stream: &StreamId) -> Statement {
    Statement::new(
        "SELECT seq, hash FROM event WHERE stream = $1 ORDER BY seq DESC LIMIT 1",
        values![stream.as_str()],
    )
}

/// Chains the drafts to the head; answers the rows to insert and the new head. Salts and bodies are sealed.
pub(crate) fn chain(
    stream: &StreamId,
    mut head: Head,
    drafts: Vec<EventDraft>,
    lock: &Lock,
) -> Result<(Vec<Vec<Value>>, Head), Fault> {
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let body = draft.body.text()?;
        let salt = fresh_salt()?;
        let seq = head.seq + 1;
        let envelope = canonical::text(&Envelope {
            v: 1,
            stream: stream.as_str().to_owned(),
            seq,
            prev: hex(&head.hash),
            at: draft.at,
            actor: draft.actor,
            edition: draft.edition,
            kind: draft.kind,
            body_digest: body_digest(&salt, &body),
        })
        .map_err(|_number| Fault::NumberInBody)?;
        head = Head {
            seq,
            hash: envelope_hash(&envelope),
        };
        rows.push(values![
            stream.as_str(),
            seq,
            head.hash.to_vec(),
            envelope,
            seal_body(lock, (stream.as_str(), seq), &salt, &body)?,
        ]);
    }
    Ok((rows, head))
}

/// Salt and body, sealed at their place in the journal. The salt is sealed too: with it, a body of few possible
/// contents could be guessed from its digest.
pub(crate) fn seal_body(
    lock: &Lock,
    place: (&str, u64),
    salt: &[u8],
    body: &str,
) -> Result<Vec<u8>, Fault> {
    let mut plain = Vec::with_capacity(salt.len() + body.len() + 32);
    plain.extend_from_slice(salt);
    plain.extend_from_slice(body.as_bytes());
    lock.seal(&place_of(place), plain)
}

fn place_of((stream, seq): (&str, u64)) -> String {
    format!("event {stream} {seq}")
}

/// SHA-256 of the domain and the envelope.
pub(crate) fn envelope_hash(envelope: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(DOMAIN)
        .chain_update(envelope.as_bytes())
        .finalize()
        .into()
}

/// SHA-256 of the salt and the body, as hexadecimal digits.
pub(crate) fn body_digest(salt: &[u8], body: &str) -> String {
    hex(&Sha256::new()
        .chain_update(salt)
        .chain_update(body.as_bytes())
        .finalize())
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}

/// Bytes that nobody can guess, out of the operating system's randomness.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_unspecified| Fault::NoRandomness)?;
    Ok(bytes)
}

fn fresh_salt() -> Result<[u8; SALT_LENGTH], Fault> {
    random()
}

/// An event row as it lies in its table.
pub(crate) struct EventRow {
    pub(crate) stream: String,
    pub(crate) seq: u64,
    pub(crate) hash: [u8; 32],
    pub(crate) envelope: String,
    pub(crate) body: Option<String>,
    pub(crate) salt: Option<Vec<u8>>,
    /// Salt and body sealed, as long as they are.
    sealed: Option<Vec<u8>>,
    /// The wrapped key of the stream.
    wrapped: Option<Vec<u8>>,
    /// Why the body is not to be seen although it is there.
    pub(crate) shut: Option<Fault>,
}

/// The columns of [`EventRow`], in order, for a query of the table `event`; see [`Store::event_rows`].
pub(crate) const COLUMNS: &str = "stream, seq, hash, envelope, body, salt, sealed, \
     (SELECT wrapped FROM data_key WHERE owner = event.stream)";

impl Readable for EventRow {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        Ok(Self {
            stream: cells.take()?,
            seq: cells.take()?,
            hash: cells.take()?,
            envelope: cells.take()?,
            body: cells.take()?,
            salt: cells.take()?,
            sealed: cells.take()?,
            wrapped: cells.take()?,
            shut: None,
        })
    }
}

impl EventRow {
    /// Whether the body stayed shut for want of a key; it may be what it was.
    pub(crate) fn is_unread(&self) -> bool {
        matches!(self.shut, Some(Fault::NoKeys | Fault::KeyMissing { .. }))
    }

    /// Opens salt and body, if they are sealed. `last` is the key of the row before, mostly of the same stream.
    fn unseal(&mut self, keys: &Keys, last: &mut Option<(Vec<u8>, DataKey)>) {
        let Some(sealed) = self.sealed.take() else {
            return;
        };
        match self.opened(keys, &sealed, last) {
            Ok((salt, body)) => {
                self.salt = Some(salt);
                self.body = Some(body);
            }
            Err(fault) => self.shut = Some(fault),
        }
    }

    fn opened(
        &self,
        keys: &Keys,
        sealed: &[u8],
        last: &mut Option<(Vec<u8>, DataKey)>,
    ) -> Result<(Vec<u8>, String), Fault> {
        let shut = || Fault::Shut {
            what: "the body of an event",
        };
        // Nothing of ours writes both: somebody put a plain body beside the sealed one.
        if self.body.is_some() || self.salt.is_some() {
            return Err(shut());
        }
        let wrapped = self.wrapped.as_ref().ok_or_else(shut)?;
        let key = match last.take() {
            Some((of, key)) if of == *wrapped => key,
            Some(_) | None => keys.unwrap_key(wrapped)?,
        };
        let plain = key.lock.open(&place_of((&self.stream, self.seq)), sealed);
        *last = Some((wrapped.clone(), key));
        let plain = plain.ok_or_else(shut)?;
        let (salt, body) = plain.split_first_chunk::<SALT_LENGTH>().ok_or_else(shut)?;
        let body = std::str::from_utf8(body).map_err(|_not_utf8| shut())?;
        Ok((salt.to_vec(), body.to_owned()))
    }

    /// The envelope's fields; none if the text is not an envelope.
    pub(crate) fn open(&self) -> Option<Envelope> {
        serde_json::from_str(&self.envelope).ok()
    }

    pub(crate) fn into_event(self) -> Result<StoredEvent, Fault> {
        if let Some(fault) = self.shut {
            return Err(fault);
        }
        let envelope = self.open().ok_or(Fault::Corrupt {
            expected: "an envelope",
        })?;
        Ok(StoredEvent {
            stream: StreamId::from_stored(self.stream),
            seq: self.seq,
            at: envelope.at,
            actor: envelope.actor,
            edition: envelope.edition,
            kind: envelope.kind,
            body: self.body,
            hash: self.hash,
        })
    }
}

impl Store {
    /// Every event of a stream, oldest first; empty if there is none.
    pub async fn read_stream(&self, stream: &StreamId) -> Result<Vec<StoredEvent>, Fault> {
        self.read_stream_from(stream, 1).await
    }

    /// The events of a stream from `seq` on, oldest first.
    pub async fn read_stream_from(
        &self,
        stream: &StreamId,
        seq: u64,
    ) -> Result<Vec<StoredEvent>, Fault> {
        let sql =
            format!("SELECT {COLUMNS} FROM event WHERE stream = $1 AND seq >= $2 ORDER BY seq");
        let rows = self
            .event_rows(Statement::new(sql, values![stream.as_str(), seq]))
            .await?;
        rows.into_iter().map(EventRow::into_event).collect()
    }

    /// The rows of a query of [`COLUMNS`], with bodies and salts opened. A row that does not open says why.
    pub(crate) async fn event_rows(&self, statement: Statement) -> Result<Vec<EventRow>, Fault> {
        let mut rows: Vec<EventRow> = read_all(self.read(statement).await?)?;
        let mut last = None;
        for row in &mut rows {
            row.unseal(self.keys(), &mut last);
        }
        Ok(rows)
    }

    /// The number of events of a stream; 0 if there is none.
    pub async fn stream_seq(&self, stream: &StreamId) -> Result<u64, Fault> {
        let found: Option<Head> = read_first(self.read(head(stream)).await?)?;
        Ok(found.map_or(0, |head| head.seq))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(body: &serde_json::Value) -> EventDraft {
        EventDraft {
            at: Timestamp::UNIX_EPOCH,
            actor: "system".to_owned(),
            edition: None,
            kind: "noted".to_owned(),
            body: Body::of(body),
        }
    }

    #[test]
    fn envelope_is_canonical_and_chained() {
        let stream = StreamId::system();
        let drafts = vec![
            draft(&serde_json::json!({"b": 1, "a": "ә"})),
            draft(&serde_json::json!(null)),
        ];
        let lock = Lock::new(&[7; 32]).unwrap();
        let (rows, head) = chain(&stream, Head::EMPTY, drafts, &lock).ok().unwrap();
        let Value::Text(first) = &rows[0][3] else {
            panic!("text")
        };
        assert!(
            first.starts_with(r#"{"actor":"system","at":"1970-01-01T00:00:00Z","body_digest":""#)
        );
        assert!(first.contains(&format!(r#""prev":"{}""#, "0".repeat(64))));
        assert!(first.ends_with(r#""seq":1,"stream":"system","v":1}"#));
        let Value::Text(second) = &rows[1][3] else {
            panic!("text")
        };
        assert!(second.contains(&format!(r#""prev":"{}""#, hex(&envelope_hash(first)))));
        assert_eq!(head.seq, 2);
        let opened = |row: usize, seq| {
            let Value::Bytes(sealed) = &rows[row][4] else {
                panic!("bytes")
            };
            lock.open(&place_of(("system", seq)), sealed)
        };
        let (one, two) = (opened(0, 1).unwrap(), opened(1, 2).unwrap());
        assert_eq!(&one[32..], r#"{"a":"ә","b":1}"#.as_bytes());
        assert_ne!(one[..32], two[..32], "every event has a salt of its own");
        assert_eq!(opened(0, 2), None, "a body opens at its own place alone");
    }
}
