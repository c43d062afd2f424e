//! Signing records: exactly what was shown to somebody for signature, to be used once.

use casework::identifier::Iin;
use jiff::Timestamp;

use crate::{
    Store,
    commit::{Breach, Step},
    fault::Fault,
    keys::Keys,
    value::{Statement, Value, read_first, read_in_order, values},
};

/// What awaits a signature.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningRow {
    /// Its random id.
    pub id: String,
    /// For what: `submit` and the draft, or `deed` and its number, for example.
    pub purpose: String,
    /// Who must sign.
    pub subject: Iin,
    /// The session in which it was shown.
    pub session_digest: String,
    /// SHA-256 of the bytes.
    pub digest: String,
    /// The bytes to be signed.
    pub bytes: Vec<u8>,
    /// When it was shown.
    pub created_at: Timestamp,
    /// From when on it cannot be used.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl std::fmt::Debug for SigningRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SigningRow({}, {}, …)", self.id, self.purpose)
    }
}

/// Why a signing record cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SigningError {
    /// It was used before.
    #[error("the signing record was used before")]
    AlreadyUsed {
        /// When.
        used_at: Timestamp,
    },
    /// It is too old.
    #[error("the signing record is too old")]
    Expired {
        /// Since when.
        expired_at: Timestamp,
    },
    /// There is none with this id.
    #[error("there is no such signing record")]
    Unknown,
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

read_in_order! {
    const COLUMNS;
    SigningRow { id, purpose, subject, session_digest, digest, bytes, created_at, expires_at, used_at }
}

impl SigningRow {
    fn opened(mut self, keys: &Keys) -> Result<Self, Fault> {
        self.bytes = keys.open_bytes(&place(&self.id), self.bytes)?;
        Ok(self)
    }
}

fn place(id: &str) -> String {
    format!("signing.bytes {id}")
}

/// Marks a record as used if it was not and is not too old. The lock on the row lets one of many through.
fn mark_used(id: &str, now: Timestamp) -> Statement {
    Statement::new(
        "UPDATE signing SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2 RETURNING id",
        values![id, now],
    )
}

/// The step of a commit that fails it unless the record can be used.
pub(crate) fn use_once(id: String, now: Timestamp) -> Step {
    let mark = mark_used(&id, now);
    Step {
        on_none: Some(Breach::Signing(id)),
        ..Step::new("signing", mark)
    }
}

impl Store {
    /// Keeps what is being shown for signature.
    pub async fn create_signing(&self, signing: &SigningRow) -> Result<(), Fault> {
        let sql =
            format!("INSERT INTO signing ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        let values = values![
            &signing.id,
            &signing.purpose,
            &signing.subject,
            &signing.session_digest,
            &signing.digest,
            Value::secret_bytes(place(&signing.id), signing.bytes.clone()),
            signing.created_at,
            signing.expires_at,
            signing.used_at,
        ];
        self.write_one(Statement::new(sql, values)).await.map(drop)
    }

    /// The record with this id, used or not.
    pub async fn signing(&self, id: &str) -> Result<Option<SigningRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM signing WHERE id = $1");
        let found: Option<SigningRow> =
            read_first(self.read(Statement::new(sql, values![id])).await?)?;
        found.map(|row| row.opened(self.keys())).transpose()
    }

    /// Uses a record outside of a commit; of any number of tries, exactly one succeeds.
    pub async fn use_signing(&self, id: &str, now: Timestamp) -> Result<SigningRow, SigningError> {
        let used = self.write_one(mark_used(id, now)).await?;
        if used.is_empty() {
            return Err(self.why_unusable(id).await);
        }
        self.signing(id).await?.ok_or(SigningError::Unknown)
    }

    /// Removes at most `limit` records that were too old before `before`. Answers how many.
    pub async fn delete_old_signings(&self, before: Timestamp, limit: u32) -> Result<usize, Fault> {
        let sql = "DELETE FROM signing WHERE id IN \
             (SELECT id FROM signing WHERE expires_at < $1 LIMIT $2) RETURNING id";
        let gone = self
            .write_one(Statement::new(sql, values![before, i64::from(limit)]))
            .await?;
        Ok(gone.len())
    }

    /// Why a record could not be used.
    pub(crate) async fn why_unusable(&self, id: &str) -> SigningError {
        match self.signing(id).await {
            Err(fault) => SigningError::Fault(fault),
            Ok(None) => SigningError::Unknown,
            Ok(Some(row)) => match row.used_at {
                Some(used_at) => SigningError::AlreadyUsed { used_at },
                None => SigningError::Expired {
                    expired_at: row.expires_at,
                },
            },
        }
    }
}
