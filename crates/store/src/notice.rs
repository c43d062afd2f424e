//! Notices: what a recipient was told, and whether they have read it.

use casework::identifier::{CaseNumber, Iin};
use jiff::Timestamp;

use crate::{
    Store,
    fault::Fault,
    keys::Keys,
    value::{Cells, Only, Readable, Statement, Value, read_all, read_first, values},
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
            facts: serde_json::Value::String(cells.take()?),
            at: cells.take()?,
            read_at: cells.take()?,
        })
    }
}

impl NoticeRow {
    /// As they come out of the database, the facts are a text, mostly sealed.
    fn opened(mut self, keys: &Keys) -> Result<Self, Fault> {
        if let serde_json::Value::String(text) = self.facts {
            let text = keys.open_text(&place(&self.id), text)?;
            self.facts = serde_json::from_str(&text)
                .map_err(|_syntax| Fault::Corrupt { expected: "JSON" })?;
        }
        Ok(self)
    }
}

fn place(id: &str) -> String {
    format!("notice.facts {id}")
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
            Value::secret(place(&row.id), &row.facts.to_string()),
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
        let mut values = values![i64::from(limit)];
        let from = match after {
            None => "",
            Some(key) => {
                values.extend(values![key.at, &key.id]);
                "AND (at, id) < ($2, $3)"
            }
        };
        let is_person = self.keys().is_person("recipient", recipient, &mut values)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM notice WHERE {is_person} {from} ORDER BY at DESC, id DESC LIMIT $1"
        );
        let found: Vec<NoticeRow> = read_all(self.read(Statement::new(sql, values)).await?)?;
        let open = |row: NoticeRow| row.opened(self.keys());
        found.into_iter().map(open).collect()
    }

    /// How many notices a recipient has not read.
    pub async fn unread_notices(&self, recipient: &Iin) -> Result<u64, Fault> {
        let mut values = Vec::new();
        let is_person = self.keys().is_person("recipient", recipient, &mut values)?;
        let sql = format!("SELECT COUNT(*) FROM notice WHERE {is_person} AND read_at IS NULL");
        let count: Option<Only<u64>> = read_first(self.read(Statement::new(sql, values)).await?)?;
        Ok(count.map_or(0, |Only(count)| count))
    }

    /// Notes that the recipient opened a notice; only the first time counts. Answers whether it was the first.
    pub async fn mark_notice_read(
        &self,
        recipient: &Iin,
        id: &str,
        now: Timestamp,
    ) -> Result<bool, Fault> {
        let mut values = values![id, now];
        let is_person = self.keys().is_person("recipient", recipient, &mut values)?;
        let sql = format!(
            "UPDATE notice SET read_at = $2 WHERE id = $1 AND {is_person} AND read_at IS NULL RETURNING id"
        );
        let statement = Statement::new(sql, values);
        Ok(self.write_one(statement).await?.len() == 1)
    }
}
