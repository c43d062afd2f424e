//! The public check of a deed: by its number, or by the file itself.
//!
//! Threats: numbers guessed one after another (nothing is shown of whom a deed concerns or what it gives, only that we
//! issued it, when and where), a changed file (its digest is compared with the archive's).

use casework::canonical::sha256_hex;
use jiff::civil::Date;
use law::Text;
use store::DeedRow;

use crate::case_command;
use crate::error::{Error, Fault};
use crate::office::Office;
use crate::view::signed_as::{SignedAs, signed_as};

/// A deed that we issued.
pub struct Issued {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: Text,
    /// The legal day of signing.
    pub day: Date,
    /// Who issued it.
    pub organization: Text,
    /// In which capacity and how it was signed; none where the evidence is not complete.
    pub signed_as: Option<SignedAs>,
    /// SHA-256 of the signed data.
    pub data_digest: String,
    /// The number and the legal day of the deed that corrected it; none = it stands.
    pub replaced_by: Option<(String, Date)>,
}

/// The deed of this number.
pub async fn by_number(office: &Office, number: &str) -> Result<Option<Issued>, Error> {
    match office.store.deed(number.trim()).await? {
        Some(row) => issued(office, row).await.map(Some),
        None => Ok(None),
    }
}

/// The deed whose PDF or whose signed data are exactly these bytes.
pub async fn by_file(office: &Office, bytes: &[u8]) -> Result<Option<Issued>, Error> {
    by_digest(office, &sha256_hex(bytes)).await
}

/// The deed whose PDF or whose signed data have this SHA-256.
pub async fn by_digest(office: &Office, sha256: &str) -> Result<Option<Issued>, Error> {
    match office.store.deed_by_digest(sha256).await? {
        Some(row) => issued(office, row).await.map(Some),
        None => Ok(None),
    }
}

async fn issued(office: &Office, row: DeedRow) -> Result<Issued, Error> {
    let loaded = case_command::load(office, &row.case_number).await?;
    let mut corrections = loaded.case.rules.corrections.iter();
    let by = corrections.find(|it| it.corrects == row.number);
    Ok(Issued {
        replaced_by: by.map(|it| (it.signed.number.clone(), it.signed.day)),
        title: serde_json::from_value(row.titles).map_err(Fault::Body)?,
        number: row.number,
        day: row.day,
        organization: loaded.organization.name,
        signed_as: signed_as(office, &row.container_digest).await?,
        data_digest: row.data_digest,
    })
}
