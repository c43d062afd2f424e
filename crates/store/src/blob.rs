//! Blobs: bytes by their SHA-256. What everybody may read is kept once and plain; what belongs to a case or a draft is
//! sealed under its key, once for each.

use casework::canonical;

use crate::{
    Store,
    data_key::{self, DataKey},
    fault::Fault,
    value::{Only, Statement, read_first, read_in_order, values},
};

/// Bytes and the digest that names them.
#[derive(Clone, PartialEq, Eq)]
pub struct Blob {
    digest: String,
    bytes: Vec<u8>,
    is_public: bool,
}

impl Blob {
    /// Takes the bytes and computes their digest. They belong to the case or the draft that they come with.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            digest: canonical::sha256_hex(&bytes),
            bytes,
            is_public: false,
        }
    }

    /// The same for bytes that everybody may read: texts of the law, certificates of authorities, lists of revoked
    /// ones. They are kept plain and once.
    pub fn public(bytes: Vec<u8>) -> Self {
        Self {
            is_public: true,
            ..Self::new(bytes)
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

/// Keeps the bytes, under the key unless they are public; the same bytes again are no new row.
pub(crate) fn put(blob: Blob, key: &DataKey) -> Result<Statement, Fault> {
    if blob.is_public {
        return Ok(put_public(blob));
    }
    let size_bytes = u64::try_from(blob.bytes.len()).unwrap_or(u64::MAX);
    let sealed = key.lock.seal(&place(&key.id, &blob.digest), blob.bytes)?;
    Ok(Statement::new(
        "INSERT INTO sealed_blob (digest, key_id, size_bytes, bytes) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (digest, key_id) DO NOTHING",
        values![blob.digest, &key.id, size_bytes, sealed],
    ))
}

/// Keeps public bytes. A row from before there were keys is public from now on.
pub(crate) fn put_public(blob: Blob) -> Statement {
    let size_bytes = u64::try_from(blob.bytes.len()).unwrap_or(u64::MAX);
    Statement::new(
        "INSERT INTO blob (digest, size_bytes, bytes, is_public) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (digest) DO UPDATE SET is_public = 1 WHERE blob.is_public IS NULL",
        values![blob.digest, size_bytes, blob.bytes],
    )
}

fn place(key: &str, digest: &str) -> String {
    format!("blob {key} {digest}")
}

struct Found {
    size_bytes: u64,
    bytes: Option<Vec<u8>>,
    /// None if the bytes are plain.
    wrapped: Option<Vec<u8>>,
}

read_in_order!(Found {
    size_bytes,
    bytes,
    wrapped
});

impl Store {
    /// Keeps bytes that everybody may read, outside of any commit.
    pub async fn put_public_blob(&self, blob: Blob) -> Result<(), Fault> {
        self.write(vec![put_public(blob)]).await.map(drop)
    }

    /// Keeps an attachment of a person's draft, under the key of the draft. Answers whether there is such a draft.
    pub async fn put_draft_blob(
        &self,
        person_id: &str,
        draft: &str,
        blob: Blob,
    ) -> Result<bool, Fault> {
        let sql = "SELECT id FROM draft WHERE id = $1 AND person_id = $2";
        let found: Option<Only<String>> = read_first(
            self.read(Statement::new(sql, values![draft, person_id]))
                .await?,
        )?;
        if found.is_none() {
            return Ok(false);
        }
        let key = self.key_of(&data_key::draft_owner(draft)).await?;
        self.write_one(put(blob, &key)?).await?;
        Ok(true)
    }

    /// The bytes with this digest, if they are kept; more than `limit_bytes` are not read but refused.
    ///
    /// The digest is computed anew: bytes that were altered in the database are a fault, never an answer. Whoever asks
    /// has to know that the digest belongs to what the person may see.
    pub async fn blob(&self, digest: &str, limit_bytes: u64) -> Result<Option<Vec<u8>>, Fault> {
        let records = self
            .read(Statement::new(
                "SELECT b.size_bytes, CASE WHEN b.size_bytes <= $2 THEN b.bytes END, k.wrapped \
                 FROM sealed_blob b JOIN data_key k ON k.id = b.key_id WHERE b.digest = $1 \
                 UNION ALL \
                 SELECT size_bytes, CASE WHEN size_bytes <= $2 THEN bytes END, NULL \
                 FROM blob WHERE digest = $1 LIMIT 1",
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
        let altered = || Fault::Altered {
            digest: digest.to_owned(),
        };
        let bytes = match found.wrapped {
            None => bytes,
            Some(wrapped) => {
                let key = self.keys().unwrap_key(&wrapped)?;
                let opened = key.lock.open(&place(&key.id, digest), &bytes);
                opened.ok_or_else(altered)?
            }
        };
        if canonical::sha256_hex(&bytes) == digest {
            Ok(Some(bytes))
        } else {
            Err(altered())
        }
    }
}
