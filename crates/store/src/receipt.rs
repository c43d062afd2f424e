//! Receipts of refusal to accept documents, by the person whom they name: so that the person finds who looked at them.

use casework::identifier::Iin;

use crate::{
    Store,
    access::{AccessKey, AccessRow, Subject},
    fault::Fault,
    value::{Statement, Value, read_all, values},
};

/// A receipt and whom it names.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptRow {
    /// The event of the branch's journal.
    pub subject: Subject,
    /// Whom it names.
    pub recipient: Iin,
}

impl std::fmt::Debug for ReceiptRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ReceiptRow({}, …)", self.subject.as_str())
    }
}

/// The table, whose tokens of person numbers no other one shares.
const TABLE: &str = "receipt";

pub(crate) fn upsert(row: &ReceiptRow) -> Statement {
    let recipient = Value::PersonApart {
        table: TABLE,
        iin: row.recipient.as_str().to_owned(),
    };
    Statement::new(
        "INSERT INTO receipt (subject, recipient) VALUES ($1, $2) \
         ON CONFLICT (subject) DO UPDATE SET recipient = excluded.recipient",
        vec![Value::from(row.subject.as_str()), recipient],
    )
}

impl Store {
    /// Writes whom receipts name, all of them or none; one that is known already is written again.
    pub async fn tie_receipts(&self, rows: &[ReceiptRow]) -> Result<(), Fault> {
        self.write(rows.iter().map(upsert).collect())
            .await
            .map(drop)
    }

    /// Who looked at the receipts that name a person, newest first, at most `limit`, from after `after` on, whose
    /// `detail` is the subject of the last row.
    pub async fn accesses_of_receipts(
        &self,
        recipient: &Iin,
        after: Option<&AccessKey>,
        limit: u32,
    ) -> Result<Vec<AccessRow>, Fault> {
        let mut values = values![i64::from(limit)];
        let from = match after {
            None => "",
            Some(key) => {
                values.extend(values![key.at, &key.officer, &key.what, &key.detail]);
                "AND (at, officer, what, case_number) < ($2, $3, $4, $5)"
            }
        };
        let keys = self.keys();
        let is_person = keys.is_person_apart((TABLE, "recipient"), recipient, &mut values)?;
        let columns = crate::access::COLUMNS;
        let sql = format!(
            "SELECT {columns} FROM receipt JOIN access ON case_number = subject WHERE {is_person} {from} \
             ORDER BY at DESC, officer DESC, what DESC, case_number DESC LIMIT $1"
        );
        read_all(self.read(Statement::new(sql, values)).await?)
    }
}
