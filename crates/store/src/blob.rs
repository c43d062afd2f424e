//! Blobs: bytes by their SHA-256, each kept once.

use casework::canonical;

use crate::{
    Store,
    fault::Fault,
    value::{Cells, Readable, Statement, read_first, values},
};

/// Bytes and the digest that names them.
#[derive(Clone, PartialEq, Eq)]
pub struct Blob {
    digest: String,
    bytes: Vec<u8>,
}

impl Blob {
    /// Takes the bytes and computes their digest.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            digest: canonical::sha256_hex(&bytes),
            bytes,
        }
    }

    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for Blob {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "Blob({}, {} bytes)",
            self.digest,
            self.bytes.len()
        )
    }
}

/// Keeps the bytes; the same bytes again are no new row.
pub(crate) fn put(blob: Blob) -> Statement {
    let size_bytes = u64::try_from(blob.bytes.len()).unwrap_or(u64::MAX);
    Statement::new(
        "INSERT INTO blob (digest, size_bytes, bytes) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING",
        values![blob.digest, size_bytes, blob.bytes],
    )
}

struct Found {
    size_bytes: u64,
    bytes: Option<Vec<u8>>,
}

impl Readable for Found {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        Ok(Self {
            size_bytes: cells.take()?,
            bytes: cells.take()?,
        })
    }
}

impl Store {
    /// Keeps bytes outside of any commit, for an attachment of a draft.
    pub async fn put_blob(&self, blob: Blob) -> Result<(), Fault> {
        self.write(vec![put(blob)]).await.map(drop)
    }

    /// The bytes with this digest, if they are kept; more than `limit_bytes` are not read but refused.
    ///
    /// The digest is computed anew: bytes that were altered in the database are a fault, never an answer.
    pub async fn blob(&self, digest: &str, limit_bytes: u64) -> Result<Option<Vec<u8>>, Fault> {
        let records = self
            .read(Statement::new(
                "SELECT size_bytes, CASE WHEN size_bytes <= $2 THEN bytes END FROM blob WHERE digest = $1",
                values![digest, limit_bytes],
            ))
            .await?;
        let Some(found): Option<Found> = read_first(records)? else {
            return Ok(None);
        };
        let Some(bytes) = found.bytes else {
            return Err(Fault::TooLarge {
                size_bytes: found.size_bytes,
                limit_bytes,
            });
        };
        if canonical::sha256_hex(&bytes) == digest {
            Ok(Some(bytes))
        } else {
            Err(Fault::Altered {
                digest: digest.to_owned(),
            })
        }
    }
}
