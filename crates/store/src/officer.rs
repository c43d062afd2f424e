//! Officers: who works where, in which roles.

use casework::identifier::Iin;

use crate::{
    Store,
    commit::Step,
    fault::Fault,
    value::{Cells, Readable, Statement, Value, read_all, values},
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

/// Writes the row. One that stands under the token of the register key before is brought to the current one first.
pub(crate) fn upsert(row: &OfficerRow, steps: &mut Vec<Step>) {
    let before = Value::PersonBefore(row.iin.as_str().to_owned());
    let mut add = |statement| steps.push(Step::new("officer", statement));
    add(Statement::new(
        "UPDATE officer SET iin = $2 WHERE organization = $1 AND iin = $3",
        values![&row.organization, &row.iin, before],
    ));
    add(Statement::new(
        "INSERT INTO officer (organization, iin, name, roles) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (organization, iin) DO UPDATE SET name = excluded.name, roles = excluded.roles",
        values![
            &row.organization,
            &row.iin,
            &row.name,
            &serde_json::Value::from(row.roles.clone()),
        ],
    ));
}

impl Store {
    /// Where the person with this number is an officer, by organization.
    pub async fn officers_by_iin(&self, iin: &Iin) -> Result<Vec<OfficerRow>, Fault> {
        let mut values = Vec::new();
        let is_person = self.keys().is_person("iin", iin, &mut values)?;
        let sql = format!("SELECT {COLUMNS} FROM officer WHERE {is_person} ORDER BY organization");
        read_all(self.read(Statement::new(sql, values)).await?)
    }

    /// The officers of an organization, by number.
    pub async fn officers_of(&self, organization: &str) -> Result<Vec<OfficerRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM officer WHERE organization = $1");
        let mut officers: Vec<OfficerRow> = read_all(
            self.read(Statement::new(sql, values![organization]))
                .await?,
        )?;
        // The database holds tokens, whose order is none.
        officers.sort_by(|one, other| one.iin.as_str().cmp(other.iin.as_str()));
        Ok(officers)
    }
}
