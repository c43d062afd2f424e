//! Signing by phone: a short time in which a phone may fetch what is to be signed and send back one signature.

use jiff::Timestamp;

use crate::{
    Store,
    fault::Fault,
    keys::Keys,
    value::{Statement, Value, read_first, read_in_order, values},
};

/// A signing by phone that was offered.
#[derive(Clone, PartialEq, Eq)]
pub struct QrSigningRow {
    /// The signing record whose text is signed.
    pub record: String,
    /// When it was offered.
    pub created_at: Timestamp,
    /// From when on a phone is turned away.
    pub expires_at: Timestamp,
    /// When a phone asked for what is to be signed.
    pub fetched_at: Option<Timestamp>,
    /// What the phone sent back; nothing of it is believed yet.
    pub container: Option<Vec<u8>>,
}

impl std::fmt::Debug for QrSigningRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "QrSigningRow({}, …)", self.record)
    }
}

read_in_order! {
    const COLUMNS;
    QrSigningRow { record, created_at, expires_at, fetched_at, container }
}

impl QrSigningRow {
    fn opened(mut self, keys: &Keys) -> Result<Self, Fault> {
        let open = |container| keys.open_bytes(&place(&self.record), container);
        self.container = self.container.map(open).transpose()?;
        Ok(self)
    }
}

fn place(record: &str) -> String {
    format!("qr_signing.container {record}")
}

impl Store {
    /// Offers a record to a phone until `expires_at`; offered again, a new time begins and nothing was sent.
    pub async fn offer_qr_signing(
        &self,
        record: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO qr_signing (record, created_at, expires_at) VALUES ($1, $2, $3) \
             ON CONFLICT (record) DO UPDATE SET created_at = excluded.created_at, \
             expires_at = excluded.expires_at, fetched_at = NULL, container = NULL";
        self.write_one(Statement::new(sql, values![record, now, expires_at]))
            .await
            .map(drop)
    }

    /// What was offered of a record.
    pub async fn qr_signing(&self, record: &str) -> Result<Option<QrSigningRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM qr_signing WHERE record = $1");
        let found: Option<QrSigningRow> =
            read_first(self.read(Statement::new(sql, values![record])).await?)?;
        found.map(|row| row.opened(self.keys())).transpose()
    }

    /// Notes that a phone asked for what is to be signed.
    pub async fn note_qr_fetched(&self, record: &str, now: Timestamp) -> Result<(), Fault> {
        let sql = "UPDATE qr_signing SET fetched_at = $2 WHERE record = $1 AND fetched_at IS NULL";
        self.write_one(Statement::new(sql, values![record, now]))
            .await
            .map(drop)
    }

    /// Keeps what a phone sent back, once and in time. Answers whether it was taken.
    pub async fn receive_qr_signature(
        &self,
        record: &str,
        container: Vec<u8>,
        now: Timestamp,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE qr_signing SET container = $2 WHERE record = $1 AND container IS NULL \
             AND expires_at > $3 RETURNING record";
        let container = Value::secret_bytes(place(record), container);
        let taken = self
            .write_one(Statement::new(sql, values![record, container, now]))
            .await?;
        Ok(taken.len() == 1)
    }

    /// Removes at most `limit` offers that were too old before `before`. Answers how many.
    pub async fn delete_old_qr_signings(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<usize, Fault> {
        let sql = "DELETE FROM qr_signing WHERE record IN \
             (SELECT record FROM qr_signing WHERE expires_at < $1 LIMIT $2) RETURNING record";
        let gone = self
            .write_one(Statement::new(sql, values![before, i64::from(limit)]))
            .await?;
        Ok(gone.len())
    }
}
