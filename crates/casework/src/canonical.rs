//! Canonical bytes: the one form in which we hash and sign JSON (RFC 8785).

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// A value that cannot be written canonically, for example a number outside ±2⁵³.
#[derive(Debug, thiserror::Error)]
#[error("the value has no canonical form")]
pub struct NotCanonical(#[source] serde_json::Error);

/// The RFC 8785 text of `value`.
pub fn text<T: Serialize>(value: &T) -> Result<String, NotCanonical> {
    serde_json_canonicalizer::to_string(value).map_err(NotCanonical)
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
