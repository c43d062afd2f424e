//! Bytes of the archive by their digest, checked when they are read.

use casework::canonical::sha256_hex;

use crate::error::{Error, Fault};
use crate::office::Office;

/// The largest blob that is read.
const BYTES_MAX: u64 = 32 * 1024 * 1024;

/// The bytes of this digest. Bytes that do not fit their digest any more are a fault, never an answer.
pub(crate) async fn bytes(office: &Office, digest: &str) -> Result<Vec<u8>, Error> {
    let found = office.store.blob(digest, BYTES_MAX).await?;
    match found {
        Some(bytes) if sha256_hex(&bytes) == digest => Ok(bytes),
        Some(_) | None => Err(Fault::BytesGone(digest.to_owned()).into()),
    }
}
