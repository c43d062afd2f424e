//! Encrypting: bodies and files that were written before there were keys are sealed, batch by batch, while the office runs.
//! Each batch is a transaction; after an interruption the next run goes on with what is left.

use std::collections::BTreeSet;

use crate::{
    Blob, Store, blob,
    data_key::DataKey,
    fault::Fault,
    journal::{self, EventRow},
    stream::StreamId,
    value::{Only, Statement, Value, read_all, read_first, values},
};

/// The owner of the key of files that no case names: those of drafts under way, mostly.
const ARCHIVE: &str = "archive";

/// How many hexadecimal digits a digest has.
const DIGEST_LENGTH: usize = 64;

impl Store {
    /// Seals the events of every stream that were written before there were keys, a stream a transaction, and with those
    /// of a case its files. Answers how many streams there were.
    pub async fn encrypt_events(&self) -> Result<u64, Fault> {
        let sql = "SELECT DISTINCT stream FROM event WHERE body IS NOT NULL AND stream > $1 \
             ORDER BY stream LIMIT 100";
        let mut after = String::new();
        let mut count = 0;
        loop {
            let found: Vec<Only<String>> =
                read_all(self.read(Statement::new(sql, values![&after])).await?)?;
            if found.is_empty() {
                return Ok(count);
            }
            for Only(stream) in found {
                self.encrypt_stream(&stream).await?;
                after = stream;
                count += 1;
            }
        }
    }

    /// Seals the files that were kept before there were keys and are not public: under the keys of the cases that name
    /// them, else under one for all of them. To be run after [`Self::encrypt_events`]. Answers how many there were.
    pub async fn encrypt_blobs(&self) -> Result<u64, Fault> {
        let sql = "SELECT digest FROM blob WHERE is_public IS NULL ORDER BY digest LIMIT 1";
        let mut count = 0;
        loop {
            let next: Option<Only<String>> =
                read_first(self.read(Statement::new(sql, Vec::new())).await?)?;
            let Some(Only(digest)) = next else {
                return Ok(count);
            };
            let sql = "SELECT COUNT(*) FROM sealed_blob WHERE digest = $1";
            let sealed = self.count(Statement::new(sql, values![&digest])).await?;
            let mut statements = Vec::new();
            if sealed == 0 {
                let key = self.key_of(ARCHIVE).await?;
                statements.extend(self.sealed_copy(&digest, &key).await?);
            }
            let gone = "DELETE FROM blob WHERE digest = $1 AND is_public IS NULL";
            statements.push(Statement::new(gone, values![&digest]));
            self.write(statements).await?;
            count += 1;
        }
    }

    /// How many streams have bodies, and how many files are, written before there were keys.
    pub async fn unencrypted(&self) -> Result<[u64; 2], Fault> {
        let streams = "SELECT COUNT(DISTINCT stream) FROM event WHERE body IS NOT NULL";
        let blobs = "SELECT COUNT(*) FROM blob WHERE is_public IS NULL";
        Ok([
            self.count(Statement::new(streams, Vec::new())).await?,
            self.count(Statement::new(blobs, Vec::new())).await?,
        ])
    }

    async fn encrypt_stream(&self, stream: &str) -> Result<(), Fault> {
        let sql = format!(
            "SELECT {} FROM event WHERE stream = $1 AND body IS NOT NULL ORDER BY seq",
            journal::COLUMNS
        );
        let rows = self
            .event_rows(Statement::new(sql, values![stream]))
            .await?;
        let key = self.key_of(stream).await?;
        let mut statements = Vec::new();
        for row in &rows {
            statements.extend(sealed_body(row, &key)?);
        }
        let name = StreamId::from_stored(stream.to_owned());
        if let Some(number) = name.case_number() {
            let mut digests = BTreeSet::new();
            for row in &rows {
                collect_digests(row.body.as_deref().unwrap_or_default(), &mut digests);
            }
            self.digests_beside(number.as_str(), &mut digests).await?;
            for digest in digests {
                statements.extend(self.sealed_copy(&digest, &key).await?);
            }
        }
        self.write(statements).await.map(drop)
    }

    /// The files of a case that its events do not name: packages of evidence with their files, and deeds as PDF.
    async fn digests_beside(
        &self,
        number: &str,
        digests: &mut BTreeSet<String>,
    ) -> Result<(), Fault> {
        let sql = "SELECT manifest_digest FROM evidence WHERE case_number = $1 AND manifest_digest IS NOT NULL \
             UNION SELECT token_digest FROM evidence WHERE case_number = $1 AND token_digest IS NOT NULL \
             UNION SELECT pdf_digest FROM deed WHERE case_number = $1 AND pdf_digest IS NOT NULL";
        let found: Vec<Only<String>> =
            read_all(self.read(Statement::new(sql, values![number])).await?)?;
        for Only(digest) in found {
            let manifest = self.plain_blob(&digest).await?.unwrap_or_default();
            // A manifest names its files by their digests; other files are no text.
            if let Ok(text) = std::str::from_utf8(&manifest) {
                collect_digests(text, digests);
            }
            digests.insert(digest);
        }
        Ok(())
    }

    /// The statement that keeps a plain file a second time, under a key; none if there is no such file.
    async fn sealed_copy(&self, digest: &str, key: &DataKey) -> Result<Option<Statement>, Fault> {
        let bytes = self.plain_blob(digest).await?;
        bytes
            .map(|bytes| blob::put(Blob::new(bytes), key))
            .transpose()
    }

    async fn plain_blob(&self, digest: &str) -> Result<Option<Vec<u8>>, Fault> {
        let sql = "SELECT bytes FROM blob WHERE digest = $1 AND is_public IS NULL";
        let found: Option<Only<Vec<u8>>> =
            read_first(self.read(Statement::new(sql, values![digest])).await?)?;
        Ok(found.map(|Only(bytes)| bytes))
    }
}

/// The statement that seals a body where it lies. A body whose salt was taken away stays, for verification to find.
fn sealed_body(row: &EventRow, key: &DataKey) -> Result<Option<Statement>, Fault> {
    let (Some(body), Some(salt)) = (
        &row.body,
        row.salt
            .as_ref()
            .filter(|salt| salt.len() == journal::SALT_LENGTH),
    ) else {
        return Ok(None);
    };
    let sealed = journal::seal_body(&key.lock, (&row.stream, row.seq), salt, body)?;
    let sql = "UPDATE event SET sealed = $3, body = NULL, salt = NULL \
         WHERE stream = $1 AND seq = $2 AND body IS NOT NULL";
    let values = vec![
        Value::from(&row.stream),
        Value::from(row.seq),
        Value::Bytes(sealed),
    ];
    Ok(Some(Statement::new(sql, values)))
}

/// The words of a text that may be digests.
fn collect_digests(text: &str, digests: &mut BTreeSet<String>) {
    let words = text.split(|c: char| !c.is_ascii_hexdigit());
    digests.extend(
        words
            .filter(|word| word.len() == DIGEST_LENGTH)
            .map(str::to_owned),
    );
}
