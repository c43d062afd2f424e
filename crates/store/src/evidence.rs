//! Evidence: the packages that prove signatures, by the digest of the signature's container, and the lists of revoked
//! certificates.
//!
//! A package is its manifest, a blob; the manifest names its files, blobs too, by their digests.

use casework::identifier::CaseNumber;
use jiff::Timestamp;

use crate::{
    Blob, Store, StreamId, blob,
    fault::Fault,
    value::{Statement, read_all, read_first, read_in_order, values},
};

/// What is kept about one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// SHA-256 of the signature container.
    pub container_digest: String,
    /// The case.
    pub case_number: CaseNumber,
    /// The number of the deed; `None` for the signature of the application.
    pub deed: Option<String>,
    /// SHA-256 of the time-stamp token over the signature, if one came in time.
    pub token_digest: Option<String>,
    /// SHA-256 of the package's manifest; `None` until the signature counts.
    pub manifest_digest: Option<String>,
    /// The last instant of the certificate behind the newest stamp; 1970 while there is none.
    pub ends_at: Timestamp,
}

/// A list of revoked certificates as it was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The configured address.
    pub address: String,
    /// SHA-256 of the list.
    pub digest: String,
    /// When it was fetched.
    pub fetched_at: Timestamp,
}

read_in_order! {
    const COLUMNS;
    EvidenceRow { container_digest, case_number, deed, token_digest, manifest_digest, ends_at }
}

read_in_order!(ListRow {
    address,
    digest,
    fetched_at
});

pub(crate) fn upsert(row: &EvidenceRow) -> Statement {
    Statement::new(
        "INSERT INTO evidence (container_digest, case_number, deed, token_digest, manifest_digest, ends_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (container_digest) DO UPDATE SET \
         token_digest = excluded.token_digest, manifest_digest = excluded.manifest_digest, \
         ends_at = excluded.ends_at WHERE evidence.case_number = excluded.case_number RETURNING container_digest",
        values![
            &row.container_digest,
            &row.case_number,
            row.deed.as_ref(),
            row.token_digest.as_ref(),
            row.manifest_digest.as_ref(),
            row.ends_at,
        ],
    )
}

impl Store {
    /// What is kept about the signature in the container with this SHA-256.
    pub async fn evidence(&self, container_digest: &str) -> Result<Option<EvidenceRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM evidence WHERE container_digest = $1");
        read_first(
            self.read(Statement::new(sql, values![container_digest]))
                .await?,
        )
    }

    /// The packages whose newest stamp ends before an instant, the first to end first, at most `limit`.
    pub async fn evidence_ending(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<EvidenceRow>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM evidence WHERE manifest_digest IS NOT NULL AND ends_at < $1 \
             ORDER BY ends_at, container_digest LIMIT $2"
        );
        let values = values![before, i64::from(limit)];
        read_all(self.read(Statement::new(sql, values)).await?)
    }

    /// Puts a package with one more stamp in the place of `old`, a manifest; answers whether `old` still stood there.
    pub async fn restamp_evidence(
        &self,
        old: &str,
        new: &EvidenceRow,
        blobs: Vec<Blob>,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE evidence SET manifest_digest = $3, ends_at = $4 \
             WHERE container_digest = $1 AND manifest_digest = $2 RETURNING container_digest";
        let key = self
            .key_of(StreamId::case(&new.case_number).as_str())
            .await?;
        let mut statements = Vec::new();
        for blob in blobs {
            statements.push(blob::put(blob, &key)?);
        }
        let digest = new.manifest_digest.as_ref();
        statements.push(Statement::new(
            sql,
            values![&new.container_digest, old, digest, new.ends_at],
        ));
        let answers = self.write(statements).await?;
        Ok(answers.last().is_some_and(|answer| answer.len() == 1))
    }

    /// Keeps a list of revoked certificates as the newest of its address.
    pub async fn put_list(&self, address: &str, list: Blob, at: Timestamp) -> Result<(), Fault> {
        let sql = "INSERT INTO revocation_list (address, digest, fetched_at) VALUES ($1, $2, $3) \
             ON CONFLICT (address) DO UPDATE SET digest = excluded.digest, fetched_at = excluded.fetched_at";
        let row = Statement::new(sql, values![address, list.digest(), at]);
        self.write(vec![blob::put_public(list), row])
            .await
            .map(drop)
    }

    /// The newest lists, by address.
    pub async fn lists(&self) -> Result<Vec<ListRow>, Fault> {
        let sql = "SELECT address, digest, fetched_at FROM revocation_list ORDER BY address";
        read_all(self.read(Statement::new(sql, Vec::new())).await?)
    }
}
