//! People: their accounts, by id and by number.

use casework::identifier::Iin;
use jiff::Timestamp;

use crate::{
    Store,
    fault::Fault,
    keys::Keys,
    value::{Statement, Value, read_first, read_in_order, values},
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

read_in_order! {
    const COLUMNS;
    PersonRow { id, iin, name, phone, email, language, acknowledged_at }
}

impl PersonRow {
    fn opened(mut self, keys: &Keys) -> Result<Self, Fault> {
        let open = |column, text| keys.open_text(&place(column, &self.id), text);
        self.name = open("name", self.name)?;
        self.phone = self.phone.map(|phone| open("phone", phone)).transpose()?;
        self.email = self.email.map(|email| open("email", email)).transpose()?;
        Ok(self)
    }

    fn secret(&self, column: &str, text: &str) -> Value {
        Value::secret(place(column, &self.id), text)
    }
}

fn place(column: &str, id: &str) -> String {
    format!("person.{column} {id}")
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
            row.secret("name", &row.name),
            row.phone.as_ref().map(|phone| row.secret("phone", phone)),
            row.email.as_ref().map(|email| row.secret("email", email)),
            &row.language,
            row.acknowledged_at,
        ],
    )
}

impl Store {
    /// The account with this id.
    pub async fn person(&self, id: &str) -> Result<Option<PersonRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM person WHERE id = $1");
        let found: Option<PersonRow> =
            read_first(self.read(Statement::new(sql, values![id])).await?)?;
        found.map(|row| row.opened(self.keys())).transpose()
    }

    /// The account of the person with this number.
    pub async fn person_by_iin(&self, iin: &Iin) -> Result<Option<PersonRow>, Fault> {
        let mut values = Vec::new();
        let is_person = self.keys().is_person("iin", iin, &mut values)?;
        let sql = format!("SELECT {COLUMNS} FROM person WHERE {is_person}");
        let found: Option<PersonRow> = read_first(self.read(Statement::new(sql, values)).await?)?;
        found.map(|row| row.opened(self.keys())).transpose()
    }
}
