//! Notices: what a recipient was told, and whether they have read it.

use casework::identifier::{CaseNumber, Iin};
use jiff::Timestamp;

use crate::{
    Store,
    fault::Fault,
    value::{Cells, Only, Readable, Statement, read_all, read_first, values},
};

/// A notice in a recipient's account.
#[derive(Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its id.
    pub id: String,
    /// For whom it is.
    pub recipient: Iin,
    /// The case.
    pub case_number: CaseNumber,
    /// Which text.
    pub code: String,
    /// What the text is filled with.
    pub facts: serde_json::Value,
    /// When it was given.
    pub at: Timestamp,
    /// When it was first opened.
    pub read_at: Option<Timestamp>,
}

impl std::fmt::Debug for NoticeRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "NoticeRow({}, {}, …)", self.id, self.code)
    }
}

/// Where a list of notices goes on: after this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeKey {
    /// When the last notice shown was given.
    pub at: Timestamp,
    /// Its id.
    pub id: String,
}

const COLUMNS: &str = "id, recipient, case_number, code, facts, at, read_at";

impl Readable for NoticeRow {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.take()?,
            recipient: cells.take()?,
            case_number: cells.take()?,
            code: cells.take()?,
            facts: cells.take()?,
            at: cells.take()?,
            read_at: cells.take()?,
        })
    }
}

/// A notice that was read stays read: that is known here alone, and a rebuild must not lose it.
pub(crate) fn upsert(row: &NoticeRow) -> Statement {
    Statement::new(
        "INSERT INTO notice (id, recipient, case_number, code, facts, at, read_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET recipient = excluded.recipient, case_number = excluded.case_number, \
         code = excluded.code, facts = excluded.facts, at = excluded.at, \
         read_at = COALESCE(notice.read_at, excluded.read_at)",
        values![
            &row.id,
            &row.recipient,
            &row.case_number,
            &row.code,
            &row.facts,
            row.at,
            row.read_at,
        ],
    )
}

impl Store {
    /// A recipient's notices, newest first, at most `limit`, from after `after` on.
    pub async fn notices(
        &self,
        recipient: &Iin,
        after: Option<&NoticeKey>,
        limit: u32,
    ) -> Result<Vec<NoticeRow>, Fault> {
        let mut values = values![recipient, i64::from(limit)];
        let from = match after {
            None => "",
            Some(key) => {
                values.extend(values![key.at, &key.id]);
                "AND (at, id) < ($3, $4)"
            }
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM notice WHERE recipient = $1 {from} ORDER BY at DESC, id DESC LIMIT $2"
        );
        read_all(self.read(Statement::new(sql, values)).await?)
    }

    /// How many notices a recipient has not read.
    pub async fn unread_notices(&self, recipient: &Iin) -> Result<u64, Fault> {
        let sql = "SELECT COUNT(*) FROM notice WHERE recipient = $1 AND read_at IS NULL";
        let count: Option<Only<u64>> =
            read_first(self.read(Statement::new(sql, values![recipient])).await?)?;
        Ok(count.map_or(0, |Only(count)| count))
    }

    /// Notes that the recipient opened a notice; only the first time counts. Answers whether it was the first.
    pub async fn mark_notice_read(
        &self,
        recipient: &Iin,
        id: &str,
        now: Timestamp,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE notice SET read_at = $3 WHERE id = $1 AND recipient = $2 AND read_at IS NULL RETURNING id";
        let statement = Statement::new(sql, values![id, recipient, now]);
        Ok(self.write_one(statement).await?.len() == 1)
    }
}
