//! Verification: reads the whole journal and says what was changed, removed or reordered.
//!
//! A tail that was cut off, or a stream that is gone altogether, cannot be seen from inside a chain; the seals show it.

use crate::{
    Store,
    fault::Fault,
    journal::{self, EventRow, Head},
    value::{Statement, read_all, read_in_order, values},
};

/// How many events are in memory at a time.
const PAGE: u32 = 256;

/// How many faults are listed one by one.
const LISTED_MAX: usize = 1000;

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Streams read.
    pub streams: u64,
    /// Events read.
    pub events: u64,
    /// Bodies that were erased; their envelopes still count.
    pub erased: u64,
    /// Bodies that stayed shut for want of keys; of these the envelopes alone were looked at.
    pub unread: u64,
    /// How many faults there are.
    pub fault_count: u64,
    /// The first thousand of them.
    pub faults: Vec<JournalFault>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.fault_count == 0
    }
}

/// Something wrong with one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalFault {
    /// The stream.
    pub stream: String,
    /// The place in it.
    pub seq: u64,
    /// What is wrong there.
    pub wrong: Wrong,
}

/// What may be wrong with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// The envelope does not have its hash, or is none: it was changed.
    Changed,
    /// The body does not have its digest: it was changed.
    BodyChanged,
    /// The envelope names another stream or place than its row: it was reordered.
    Reordered,
    /// `prev` is not the hash of the event before: that one was changed, replaced or removed.
    Unlinked,
    /// One or more events before this one are missing.
    Removed,
}

/// Where the reading stands.
struct Reading {
    stream: String,
    head: Head,
    report: VerifyReport,
}

impl Reading {
    fn add(&mut self, row: &EventRow) {
        if self.report.events == 0 || row.stream != self.stream {
            self.report.streams += 1;
            self.stream.clone_from(&row.stream);
            self.head = Head::EMPTY;
        }
        self.report.events += 1;
        for wrong in self.wrongs(row) {
            self.report.fault_count += 1;
            if self.report.faults.len() < LISTED_MAX {
                self.report.faults.push(JournalFault {
                    stream: row.stream.clone(),
                    seq: row.seq,
                    wrong,
                });
            }
        }
        if row.is_unread() {
            self.report.unread += 1;
        } else if row.shut.is_none() && row.body.is_none() && row.salt.is_none() {
            self.report.erased += 1;
        }
        self.head = Head {
            seq: row.seq,
            hash: row.hash,
        };
    }

    fn wrongs(&self, row: &EventRow) -> Vec<Wrong> {
        let mut wrongs = Vec::new();
        if journal::envelope_hash(&row.envelope) != row.hash {
            wrongs.push(Wrong::Changed);
        }
        if row.seq != self.head.seq + 1 {
            wrongs.push(Wrong::Removed);
        }
        let Some(envelope) = row.open() else {
            if wrongs.first() != Some(&Wrong::Changed) {
                wrongs.push(Wrong::Changed);
            }
            return wrongs;
        };
        if envelope.stream != row.stream || envelope.seq != row.seq {
            wrongs.push(Wrong::Reordered);
        } else if envelope.prev != journal::hex(&self.head.hash) {
            wrongs.push(Wrong::Unlinked);
        }
        let is_body_right = match (&row.body, &row.salt) {
            // What is sealed and does not open was changed, unless there are no keys to open it with. At another place than
            // its own nothing opens, and that was said already.
            _ if row.shut.is_some() => row.is_unread() || wrongs.contains(&Wrong::Reordered),
            (Some(body), Some(salt)) => journal::body_digest(salt, body) == envelope.body_digest,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !is_body_right {
            wrongs.push(Wrong::BodyChanged);
        }
        wrongs
    }
}

/// A stream, and the leaf of its present head.
struct Moved {
    stream: String,
    sealed: Option<u64>,
}

read_in_order!(Moved { stream, sealed });

impl Store {
    /// Verifies every stream: the hash of every envelope, the chain, the places without gaps, the bodies' digests.
    ///
    /// Without their keys, sealed bodies are counted as unread; envelopes and chain are verified all the same.
    ///
    /// Reads page by page, so that memory does not grow with the journal; may run while others commit.
    pub async fn verify(&self) -> Result<VerifyReport, Fault> {
        self.verify_noting(&mut |_events| {}).await
    }

    /// [`Self::verify`], where `note` hears the number of events read after each page.
    pub async fn verify_noting(
        &self,
        note: &mut (dyn FnMut(u64) + Send),
    ) -> Result<VerifyReport, Fault> {
        let mut reading = Reading {
            stream: String::new(),
            head: Head::EMPTY,
            report: VerifyReport::default(),
        };
        let sql = format!(
            "SELECT {} FROM event WHERE (stream, seq) > ($1, $2) ORDER BY stream, seq LIMIT $3",
            journal::COLUMNS
        );
        loop {
            let values = values![&reading.stream, reading.head.seq, i64::from(PAGE)];
            let rows = self.event_rows(Statement::new(sql.clone(), values)).await?;
            if rows.is_empty() {
                return Ok(reading.report);
            }
            for row in &rows {
                reading.add(row);
            }
            note(reading.report.events);
        }
    }

    /// [`Self::verify_noting`] for the streams alone that moved since the first `size` leaves were sealed.
    pub async fn verify_moved(
        &self,
        size: u64,
        note: &mut (dyn FnMut(u64) + Send),
    ) -> Result<VerifyReport, Fault> {
        let heads = "SELECT h.stream, (SELECT MIN(l.place) FROM seal_leaf l \
             WHERE l.stream = h.stream AND l.seq = h.seq) AS place \
             FROM (SELECT stream, MAX(seq) AS seq FROM event WHERE stream > $1 \
             GROUP BY stream ORDER BY stream LIMIT $2) AS h ORDER BY h.stream";
        let mut reading = Reading {
            stream: String::new(),
            head: Head::EMPTY,
            report: VerifyReport::default(),
        };
        let mut after = String::new();
        loop {
            let values = values![&after, i64::from(PAGE)];
            let standings: Vec<Moved> = read_all(self.read(Statement::new(heads, values)).await?)?;
            let Some(last) = standings.last() else {
                return Ok(reading.report);
            };
            after.clone_from(&last.stream);
            for one in standings {
                if one.sealed.is_none_or(|place| place >= size) {
                    self.verify_stream(&mut reading, &one.stream).await?;
                    note(reading.report.events);
                }
            }
        }
    }

    async fn verify_stream(&self, reading: &mut Reading, stream: &str) -> Result<(), Fault> {
        let sql = format!(
            "SELECT {} FROM event WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3",
            journal::COLUMNS
        );
        let mut after = 0;
        loop {
            let values = values![stream, after, i64::from(PAGE)];
            let rows = self.event_rows(Statement::new(sql.clone(), values)).await?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = last.seq;
            for row in &rows {
                reading.add(row);
            }
        }
    }
}
