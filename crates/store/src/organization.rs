//! Organizations: who they are, and which service at which place is theirs.

use crate::{
    Store,
    commit::Step,
    fault::Fault,
    value::{Cells, Only, Readable, Statement, Value, read_all, read_first, read_in_order, values},
};

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationRow {
    /// Its code.
    pub code: String,
    /// Its business identification number.
    pub bin: String,
    /// KATO code of its seat.
    pub kato: String,
    /// The prefix of its register's numbers.
    pub register: String,
    /// Everything else: names by language, address, working hours.
    pub json: serde_json::Value,
    /// What it is competent for. Empty on rows read from the store; see [`Store::offers`].
    pub offers: Vec<Offer>,
}

/// A service at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// The service.
    pub service: String,
    /// KATO code of the place.
    pub kato: String,
}

const COLUMNS: &str = "code, bin, kato, register, json";

impl Readable for OrganizationRow {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        Ok(Self {
            code: cells.take()?,
            bin: cells.take()?,
            kato: cells.take()?,
            register: cells.take()?,
            json: cells.take()?,
            offers: Vec::new(),
        })
    }
}

read_in_order!(Offer { service, kato });

/// Writes the row and replaces its offers. An offer that another organization holds fails the commit: competence is
/// given up before it is taken.
pub(crate) fn upsert(row: &OrganizationRow, steps: &mut Vec<Step>) {
    steps.push(Step::new(
        "organization",
        Statement::new(
            "INSERT INTO organization (code, bin, kato, register, json) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (code) DO UPDATE SET bin = excluded.bin, kato = excluded.kato, \
             register = excluded.register, json = excluded.json",
            values![&row.code, &row.bin, &row.kato, &row.register, &row.json],
        ),
    ));
    steps.push(Step::new(
        "organization_service",
        Statement::new(
            "DELETE FROM organization_service WHERE code = $1",
            values![&row.code],
        ),
    ));
    let rows: Vec<Vec<Value>> = row
        .offers
        .iter()
        .map(|offer| values![&offer.service, &offer.kato, &row.code])
        .collect();
    for statement in
        Statement::insert_many("organization_service (service, kato, code)", rows, 16, "")
    {
        steps.push(Step::new("organization_service", statement));
    }
}

impl Store {
    /// The organization with this code.
    pub async fn organization(&self, code: &str) -> Result<Option<OrganizationRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM organization WHERE code = $1");
        read_first(self.read(Statement::new(sql, values![code])).await?)
    }

    /// Every organization, by code.
    pub async fn organizations(&self) -> Result<Vec<OrganizationRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM organization ORDER BY code");
        read_all(self.read(Statement::new(sql, Vec::new())).await?)
    }

    /// The organization that is competent for a service at a place.
    pub async fn competent_organization(
        &self,
        service: &str,
        kato: &str,
    ) -> Result<Option<OrganizationRow>, Fault> {
        let sql = "SELECT o.code, o.bin, o.kato, o.register, o.json FROM organization_service s \
             JOIN organization o ON o.code = s.code WHERE s.service = $1 AND s.kato = $2";
        read_first(
            self.read(Statement::new(sql, values![service, kato]))
                .await?,
        )
    }

    /// What an organization is competent for.
    pub async fn offers(&self, code: &str) -> Result<Vec<Offer>, Fault> {
        let sql =
            "SELECT service, kato FROM organization_service WHERE code = $1 ORDER BY service, kato";
        read_all(self.read(Statement::new(sql, values![code])).await?)
    }

    /// The places at which some organization is competent for a service, as KATO codes in order.
    pub async fn places_of_service(&self, service: &str) -> Result<Vec<String>, Fault> {
        let sql = "SELECT kato FROM organization_service WHERE service = $1 ORDER BY kato";
        let found: Vec<Only<String>> =
            read_all(self.read(Statement::new(sql, values![service])).await?)?;
        Ok(found.into_iter().map(|Only(kato)| kato).collect())
    }
}
