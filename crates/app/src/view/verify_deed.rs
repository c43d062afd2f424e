//! The public check of a deed: by its number with the recipient's number, or by the file itself.
//!
//! Threats: numbers guessed one after another (the recipient's number must be known too, and nothing of the deed is
//! shown but what proves it), a changed file (its digest is compared with the archive's).

use casework::canonical::sha256_hex;
use jiff::civil::Date;
use law::Text;
use store::DeedRow;
use subtle::ConstantTimeEq as _;

use crate::error::{Error, Fault};
use crate::office::Office;

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
    /// SHA-256 of the signed data.
    pub data_digest: String,
}

/// The deed of this number, if the recipient's number fits.
pub async fn by_number(office: &Office, number: &str, iin: &str) -> Result<Option<Issued>, Error> {
    let Some(row) = office.store.deed(number.trim()).await? else {
        return Ok(None);
    };
    let fits: bool = row
        .recipient
        .as_str()
        .as_bytes()
        .ct_eq(iin.trim().as_bytes())
        .into();
    if fits {
        issued(office, row).await.map(Some)
    } else {
        Ok(None)
    }
}

/// The deed whose PDF has exactly these bytes.
pub async fn by_file(office: &Office, number: &str, pdf: &[u8]) -> Result<Option<Issued>, Error> {
    let Some(row) = office.store.deed(number.trim()).await? else {
        return Ok(None);
    };
    let digest = sha256_hex(pdf);
    if row.pdf_digest.as_deref() == Some(digest.as_str()) || row.data_digest == digest {
        issued(office, row).await.map(Some)
    } else {
        Ok(None)
    }
}

async fn issued(office: &Office, row: DeedRow) -> Result<Issued, Error> {
    let organization = office.organization(&row.organization).await?;
    Ok(Issued {
        title: serde_json::from_value(row.titles).map_err(Fault::Body)?,
        number: row.number,
        day: row.day,
        organization: organization.name,
        data_digest: row.data_digest,
    })
}
