//! Canonical bytes: the one form in which we hash and sign JSON (RFC 8785).
//!
//! Decimals are strings with us, and every reader keeps our integers exactly: a fraction, or an integer beyond
//! ±(2⁵³ − 1), has no canonical form here. RFC 8785 would have it rounded to a double.

use serde::Serialize;
use serde::ser::Error as _;
use sha2::{Digest as _, Sha256};

mod writer;

/// A value that cannot be written canonically: a number that not every reader keeps, two members of one name.
#[derive(Debug, thiserror::Error)]
#[error("the value has no canonical form")]
pub struct NotCanonical(#[source] serde_json::Error);

/// The RFC 8785 bytes of `value`, which are UTF-8.
pub fn bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    writer::write(value).map_err(NotCanonical)
}

/// The RFC 8785 text of `value`.
pub fn text<T: Serialize>(value: &T) -> Result<String, NotCanonical> {
    String::from_utf8(bytes(value)?).map_err(|fault| NotCanonical(serde_json::Error::custom(fault)))
}

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _infallible = write!(hex, "{byte:02x}");
            hex
        })
}
