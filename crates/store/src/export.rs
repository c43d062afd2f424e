//! Events outside of the archive: as they are exported, and their chain checked again without any database.

use casework::identifier::CaseNumber;

use crate::{
    EvidenceRow, Store,
    fault::Fault,
    journal::{self, Envelope, EventRow, Head},
    stream::StreamId,
    value::{Statement, read_all, values},
};

/// An event with all that its chain needs.
#[derive(Clone, PartialEq, Eq)]
pub struct ExportedEvent {
    /// Its place, from 1.
    pub seq: u64,
    /// The envelope, RFC 8785.
    pub envelope: String,
    /// The content, RFC 8785; none if it was erased.
    pub body: Option<String>,
    /// What the body's digest begins with, 32 bytes; none if it was erased.
    pub salt: Option<Vec<u8>>,
}

/// Where a chain of exported events breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenChain {
    /// The envelope is none, or names another stream or place.
    #[error("the envelope of event {0} is none of this journal")]
    Envelope(u64),
    /// The envelope does not follow the one before.
    #[error("event {0} does not follow the one before")]
    Link(u64),
    /// The body does not have its digest.
    #[error("the body of event {0} was changed")]
    Body(u64),
}

impl Store {
    /// Every event of a stream as it is exported, oldest first; empty if there is none.
    pub async fn export_stream(&self, stream: &StreamId) -> Result<Vec<ExportedEvent>, Fault> {
        let sql = format!(
            "SELECT {} FROM event WHERE stream = $1 ORDER BY seq",
            journal::COLUMNS
        );
        let rows = Statement::new(sql, values![stream.as_str()]);
        let exported = |row: EventRow| match row.shut {
            Some(fault) => Err(fault),
            None => Ok(ExportedEvent {
                seq: row.seq,
                envelope: row.envelope,
                body: row.body,
                salt: row.salt,
            }),
        };
        let rows = self.event_rows(rows).await?.into_iter();
        rows.map(exported).collect()
    }

    /// What is kept about every signature of a case, by the digest of its container.
    pub async fn evidence_of_case(&self, number: &CaseNumber) -> Result<Vec<EvidenceRow>, Fault> {
        let sql = "SELECT container_digest, case_number, deed, token_digest, manifest_digest, ends_at \
             FROM evidence WHERE case_number = $1 ORDER BY container_digest";
        read_all(self.read(Statement::new(sql, values![number])).await?)
    }
}

/// Checks a chain from its first event: links, places and bodies. The hashes of the events, in order; the last is the
/// head, which a seal compares.
pub fn check_chain(
    stream: &StreamId,
    events: &[ExportedEvent],
) -> Result<Vec<[u8; 32]>, BrokenChain> {
    let mut head = Head::EMPTY;
    let mut hashes = Vec::with_capacity(events.len());
    for event in events {
        let seq = head.seq + 1;
        let envelope: Option<Envelope> = serde_json::from_str(&event.envelope).ok();
        let envelope = envelope.ok_or(BrokenChain::Envelope(seq))?;
        if envelope.stream != stream.as_str() || envelope.seq != seq || event.seq != seq {
            return Err(BrokenChain::Envelope(seq));
        }
        if envelope.prev != journal::hex(&head.hash) {
            return Err(BrokenChain::Link(seq));
        }
        let is_body_right = match (&event.body, &event.salt) {
            (Some(body), Some(salt)) => journal::body_digest(salt, body) == envelope.body_digest,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !is_body_right {
            return Err(BrokenChain::Body(seq));
        }
        head = Head {
            seq,
            hash: journal::envelope_hash(&event.envelope),
        };
        hashes.push(head.hash);
    }
    Ok(hashes)
}
