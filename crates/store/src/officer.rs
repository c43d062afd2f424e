//! Officers: who works where, in which roles.

use casework::identifier::Iin;

use crate::{
    Store,
    fault::Fault,
    value::{Cells, Readable, Statement, read_all, values},
};

/// An officer at one organization; somebody who works at two has two rows.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficerRow {
    /// The organization.
    pub organization: String,
    /// The person's number.
    pub iin: Iin,
    /// Surname and initials.
    pub name: String,
    /// Their roles; none for somebody who has left.
    pub roles: Vec<String>,
}

impl std::fmt::Debug for OfficerRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "OfficerRow({}, {:?}, …)",
            self.organization, self.roles
        )
    }
}

const COLUMNS: &str = "organization, iin, name, roles";

impl Readable for OfficerRow {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        Ok(Self {
            organization: cells.take()?,
            iin: cells.take()?,
            name: cells.take()?,
            roles: serde_json::from_value(cells.take()?).map_err(|_shape| Fault::Corrupt {
                expected: "a list of roles",
            })?,
        })
    }
}

pub(crate) fn upsert(row: &OfficerRow) -> Statement {
    Statement::new(
        "INSERT INTO officer (organization, iin, name, roles) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (organization, iin) DO UPDATE SET name = excluded.name, roles = excluded.roles",
        values![
            &row.organization,
            &row.iin,
            &row.name,
            &serde_json::Value::from(row.roles.clone()),
        ],
    )
}

impl Store {
    /// Where the person with this number is an officer, by organization.
    pub async fn officers_by_iin(&self, iin: &Iin) -> Result<Vec<OfficerRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM officer WHERE iin = $1 ORDER BY organization");
        read_all(self.read(Statement::new(sql, values![iin])).await?)
    }

    /// The officers of an organization, by number.
    pub async fn officers_of(&self, organization: &str) -> Result<Vec<OfficerRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM officer WHERE organization = $1 ORDER BY iin");
        read_all(
            self.read(Statement::new(sql, values![organization]))
                .await?,
        )
    }
}
