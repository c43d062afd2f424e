//! People: their accounts, by id and by number.

use casework::identifier::Iin;
use jiff::Timestamp;

use crate::{
    Store,
    fault::Fault,
    value::{Cells, Readable, Statement, read_first, values},
};

/// A person's account.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// A random id, which names the person in the journal.
    pub id: String,
    /// The number; no two accounts have the same.
    pub iin: Iin,
    /// Full name as in the certificate.
    pub name: String,
    /// Where to send messages.
    pub phone: Option<String>,
    /// Where to send mail.
    pub email: Option<String>,
    /// The language they chose: `kk`, `ru` or `en`.
    pub language: String,
    /// When they agreed to the collection of their data.
    pub acknowledged_at: Option<Timestamp>,
}

impl std::fmt::Debug for PersonRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PersonRow({}, …)", self.id)
    }
}

const COLUMNS: &str = "id, iin, name, phone, email, language, acknowledged_at";

impl Readable for PersonRow {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        Ok(Self {
            id: cells.take()?,
            iin: cells.take()?,
            name: cells.take()?,
            phone: cells.take()?,
            email: cells.take()?,
            language: cells.take()?,
            acknowledged_at: cells.take()?,
        })
    }
}

pub(crate) fn upsert(row: &PersonRow) -> Statement {
    Statement::new(
        "INSERT INTO person (id, iin, name, phone, email, language, acknowledged_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (id) DO UPDATE SET iin = excluded.iin, name = excluded.name, phone = excluded.phone, \
         email = excluded.email, language = excluded.language, acknowledged_at = excluded.acknowledged_at",
        values![
            &row.id,
            &row.iin,
            &row.name,
            row.phone.as_ref(),
            row.email.as_ref(),
            &row.language,
            row.acknowledged_at,
        ],
    )
}

impl Store {
    /// The account with this id.
    pub async fn person(&self, id: &str) -> Result<Option<PersonRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM person WHERE id = $1");
        read_first(self.read(Statement::new(sql, values![id])).await?)
    }

    /// The account of the person with this number.
    pub async fn person_by_iin(&self, iin: &Iin) -> Result<Option<PersonRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM person WHERE iin = $1");
        read_first(self.read(Statement::new(sql, values![iin])).await?)
    }
}
