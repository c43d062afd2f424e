//! Streams: whose journal an event belongs to.

use std::fmt;

use casework::identifier::CaseNumber;

use crate::{
    Store,
    fault::Fault,
    journal::{COLUMNS, EventRow, INTEGER_MAX, StoredEvent},
    value::{Statement, values},
};

/// The name of a stream: `case/1234-5678-901`, `person/<id>`, `organization/<code>`, `office` or `system`.
///
/// It stands in envelopes, which are never erased; so it holds no name and no person number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StreamId(String);

impl StreamId {
    /// The journal of a case.
    pub fn case(number: &CaseNumber) -> Self {
        Self(format!("case/{number}"))
    }

    /// The journal of a person's account; `id` is the random id of the account, never a person number.
    pub fn person(id: &str) -> Self {
        Self(format!("person/{id}"))
    }

    /// The journal of one organization.
    pub fn organization(code: &str) -> Self {
        Self(format!("organization/{code}"))
    }

    /// The journal of the registers: organizations, officers, roles, working hours.
    pub fn office() -> Self {
        Self("office".to_owned())
    }

    /// The journal of the installation itself.
    pub fn system() -> Self {
        Self("system".to_owned())
    }

    /// The journal of the daily seals.
    pub fn seal() -> Self {
        Self("system/seal".to_owned())
    }

    /// The name as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number of the case, if this is the journal of a case.
    pub fn case_number(&self) -> Option<CaseNumber> {
        CaseNumber::parse(self.0.strip_prefix("case/")?).ok()
    }

    pub(crate) fn from_stored(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Store {
    /// The event at a place of a stream.
    pub async fn event_at(
        &self,
        stream: &StreamId,
        place: u64,
    ) -> Result<Option<StoredEvent>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM event WHERE stream = $1 AND seq = $2");
        let asked = Statement::new(sql, values![stream.as_str(), place]);
        let mut rows = self.event_rows(asked).await?;
        rows.pop().map(EventRow::into_event).transpose()
    }

    /// The events of one kind of a stream, newest first, at most `limit`, before the place `before` where one is given.
    ///
    /// The kind lies inside of the envelope: this suits a stream that holds little else.
    pub async fn events_of_kind(
        &self,
        (stream, kind): (&StreamId, &str),
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<StoredEvent>, Fault> {
        /// Rows of one query.
        const CHUNK: u64 = 50;
        let sql = format!(
            "SELECT {COLUMNS} FROM event WHERE stream = $1 AND seq < $2 ORDER BY seq DESC LIMIT {CHUNK}"
        );
        let mut before = before.unwrap_or(INTEGER_MAX);
        let mut found = Vec::new();
        while found.len() < limit {
            let asked = Statement::new(sql.clone(), values![stream.as_str(), before]);
            let rows = self.event_rows(asked).await?;
            let Some(last) = rows.last() else {
                break;
            };
            before = last.seq;
            for row in rows {
                let event = row.into_event()?;
                if event.kind == kind {
                    found.push(event);
                }
            }
        }
        found.truncate(limit);
        Ok(found)
    }
}
