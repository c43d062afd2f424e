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

/// An event that was looked for with others.
#[derive(Debug)]
pub struct EventFound {
    /// Its stream.
    pub stream: StreamId,
    /// Its place.
    pub place: u64,
    /// The event, or why it is not to be read.
    pub event: Result<StoredEvent, Fault>,
}

impl EventFound {
    fn of(row: EventRow) -> Self {
        Self {
            stream: StreamId::from_stored(row.stream.clone()),
            place: row.seq,
            event: row.into_event(),
        }
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

    /// The events at these places of streams, in no order, each by itself: one that does not open says why and keeps
    /// nobody from the others. A place without an event is left out.
    pub async fn events_at(&self, places: &[(StreamId, u64)]) -> Result<Vec<EventFound>, Fault> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let mut values = Vec::new();
        let mut wanted = Vec::new();
        for (stream, place) in places {
            values.extend(values![stream.as_str(), *place]);
            let last = values.len();
            wanted.push(format!(
                "(stream = ${} AND seq = ${last})",
                last.saturating_sub(1)
            ));
        }
        let sql = format!("SELECT {COLUMNS} FROM event WHERE {}", wanted.join(" OR "));
        let rows = self.event_rows(Statement::new(sql, values)).await?;
        Ok(rows.into_iter().map(EventFound::of).collect())
    }

    /// The events of a stream, newest first, at most `limit`, before the place `before` where one is given, likewise each
    /// by itself.
    pub async fn events_before(
        &self,
        stream: &StreamId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<EventFound>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM event WHERE stream = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
        );
        let before = before.unwrap_or(INTEGER_MAX);
        let values = values![stream.as_str(), before, i64::from(limit)];
        let rows = self.event_rows(Statement::new(sql, values)).await?;
        Ok(rows.into_iter().map(EventFound::of).collect())
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
