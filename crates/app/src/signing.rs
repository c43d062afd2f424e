//! Signing records: bytes that we wrote and showed, waiting for the signature of one person in one browser.

use casework::canonical::sha256_hex;
use casework::identifier::Iin;
use jiff::{SignedDuration, Timestamp};
use store::SigningRow;
use subtle::ConstantTimeEq as _;

use crate::error::{Error, SigningOver};
use crate::office::Office;
use crate::session::Session;

/// The subject of a login: nobody is known yet.
pub(crate) const NOBODY: &str = "000000000000";

/// What is to be kept for signature.
pub(crate) struct Shown<'a> {
    /// For what: `login`, `submit/<draft>`, `deed/<number>`.
    pub purpose: String,
    /// Who must sign.
    pub subject: Iin,
    /// The browser.
    pub session: &'a Session,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// For how long.
    pub lasts: SignedDuration,
}

/// Keeps bytes for signature; the id of the record.
pub(crate) async fn show(
    office: &Office,
    shown: Shown<'_>,
    now: Timestamp,
) -> Result<SigningRow, Error> {
    let row = SigningRow {
        id: office.random_id()?,
        purpose: shown.purpose,
        subject: shown.subject,
        session_digest: shown.session.token_digest.clone(),
        digest: sha256_hex(&shown.bytes),
        bytes: shown.bytes,
        created_at: now,
        expires_at: now + shown.lasts,
        used_at: None,
    };
    office.store.create_signing(&row).await?;
    Ok(row)
}

/// The record, if it was shown in this browser for this purpose and can still be used.
pub(crate) async fn find(
    office: &Office,
    id: &str,
    purpose: &str,
    session: &Session,
    now: Timestamp,
) -> Result<SigningRow, Error> {
    find_for(office, id, |it| it == purpose, session, now).await
}

/// The same for any purpose that `is_meant`.
pub(crate) async fn find_for(
    office: &Office,
    id: &str,
    is_meant: impl Fn(&str) -> bool,
    session: &Session,
    now: Timestamp,
) -> Result<SigningRow, Error> {
    let row = office
        .store
        .signing(id)
        .await?
        .ok_or(Error::Signing(SigningOver::Elsewhere))?;
    let is_ours: bool = row
        .session_digest
        .as_bytes()
        .ct_eq(session.token_digest.as_bytes())
        .into();
    if !is_ours || !is_meant(&row.purpose) {
        return Err(Error::Signing(SigningOver::Elsewhere));
    }
    if row.used_at.is_some() {
        return Err(Error::Signing(SigningOver::Used));
    }
    if row.expires_at <= now {
        return Err(Error::Signing(SigningOver::Expired));
    }
    Ok(row)
}
