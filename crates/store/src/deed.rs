//! Deeds: what the system issued, by number and by case.

use casework::identifier::{CaseNumber, Iin};
use jiff::civil::Date;

use crate::{
    Store,
    fault::Fault,
    value::{Statement, read_all, read_first, read_in_order, values},
};

/// A signed deed as lists show it.
#[derive(Clone, PartialEq, Eq)]
pub struct DeedRow {
    /// Its number.
    pub number: String,
    /// The case.
    pub case_number: CaseNumber,
    /// Who issued it.
    pub organization: String,
    /// The deed of the edition.
    pub code: String,
    /// Its title by language.
    pub titles: serde_json::Value,
    /// The legal day of signing.
    pub day: Date,
    /// SHA-256 of the data that were signed.
    pub data_digest: String,
    /// SHA-256 of the signature container.
    pub container_digest: String,
    /// SHA-256 of the PDF, once it is made. Written without one, a row keeps the one it has.
    pub pdf_digest: Option<String>,
    /// For whom it is.
    pub recipient: Iin,
}

impl std::fmt::Debug for DeedRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DeedRow({}, {}, …)", self.number, self.code)
    }
}

read_in_order! {
    const COLUMNS;
    DeedRow {
        number, case_number, organization, code, titles, day, data_digest, container_digest, pdf_digest,
        recipient
    }
}

pub(crate) fn upsert(row: &DeedRow) -> Statement {
    Statement::new(
        "INSERT INTO deed (number, case_number, organization, code, titles, day, data_digest, container_digest, \
         pdf_digest, recipient) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (number) DO UPDATE SET case_number = excluded.case_number, \
         organization = excluded.organization, code = excluded.code, titles = excluded.titles, \
         day = excluded.day, data_digest = excluded.data_digest, container_digest = excluded.container_digest, \
         pdf_digest = COALESCE(excluded.pdf_digest, deed.pdf_digest), recipient = excluded.recipient",
        values![
            &row.number,
            &row.case_number,
            &row.organization,
            &row.code,
            &row.titles,
            row.day,
            &row.data_digest,
            &row.container_digest,
            row.pdf_digest.as_ref(),
            &row.recipient,
        ],
    )
}

impl Store {
    /// The deed whose PDF or whose signed data have this SHA-256.
    pub async fn deed_by_digest(&self, digest: &str) -> Result<Option<DeedRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM deed WHERE pdf_digest = $1 OR data_digest = $1");
        read_first(self.read(Statement::new(sql, values![digest])).await?)
    }

    /// The deed with this number.
    pub async fn deed(&self, number: &str) -> Result<Option<DeedRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM deed WHERE number = $1");
        read_first(self.read(Statement::new(sql, values![number])).await?)
    }

    /// The deeds of a case, by number.
    pub async fn deeds_of_case(&self, number: &CaseNumber) -> Result<Vec<DeedRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM deed WHERE case_number = $1 ORDER BY number");
        read_all(self.read(Statement::new(sql, values![number])).await?)
    }

    /// A recipient's deeds, newest first, at most `limit`.
    pub async fn deeds_of_recipient(
        &self,
        recipient: &Iin,
        limit: u32,
    ) -> Result<Vec<DeedRow>, Fault> {
        let mut values = values![i64::from(limit)];
        let is_person = self.keys().is_person("recipient", recipient, &mut values)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM deed WHERE {is_person} ORDER BY day DESC, number DESC LIMIT $1"
        );
        read_all(self.read(Statement::new(sql, values)).await?)
    }

    /// Notes the PDF of a deed; the blob itself is put before. Answers whether there is such a deed.
    pub async fn set_deed_pdf(&self, number: &str, pdf_digest: &str) -> Result<bool, Fault> {
        let sql = "UPDATE deed SET pdf_digest = $2 WHERE number = $1 RETURNING number";
        let statement = Statement::new(sql, values![number, pdf_digest]);
        Ok(self.write_one(statement).await?.len() == 1)
    }
}
