//! One-time passwords that were sent: each is tried a few times, used once, and followed by the next after a while.

use casework::identifier::Iin;
use jiff::{SignedDuration, Timestamp};

use crate::{
    Store,
    commit::{Breach, Step},
    fault::Fault,
    keys::Keys,
    value::{Statement, Value, read_first, read_in_order, values},
};

/// A password that was sent; never the password itself.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimePasswordRow {
    /// Its random id.
    pub id: String,
    /// The signing record whose text is confirmed.
    pub record: String,
    /// Whose it is.
    pub iin: Iin,
    /// Where it was sent: `+7…`.
    pub phone: String,
    /// HMAC of the code with everything that it is bound to.
    pub seal: String,
    /// How often it was tried.
    pub tries: u64,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// From when on it does not count.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl std::fmt::Debug for OneTimePasswordRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "OneTimePasswordRow({}, …)", self.id)
    }
}

/// How often a person may be sent a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendLimit {
    /// The shortest wait between two; at least a minute.
    pub pause: SignedDuration,
    /// The most of them within [`SendLimit::within`].
    pub count: u64,
    /// The time over which they are counted.
    pub within: SignedDuration,
}

/// Uses a password that was not used and counts still.
const USE: &str = "UPDATE one_time_password SET used_at = $2 WHERE id = $1 AND used_at IS NULL \
     AND expires_at > $2 RETURNING id";

read_in_order! {
    const COLUMNS;
    OneTimePasswordRow { id, record, iin, phone, seal, tries, sent_at, expires_at, used_at }
}

impl OneTimePasswordRow {
    fn opened(mut self, keys: &Keys) -> Result<Self, Fault> {
        self.phone = keys.open_text(&place(&self.id), self.phone)?;
        Ok(self)
    }
}

fn place(id: &str) -> String {
    format!("one_time_password.phone {id}")
}

/// The step of a commit that fails it unless the password is used for the first time.
pub(crate) fn use_once(id: &str, now: Timestamp) -> Step {
    Step {
        on_none: Some(Breach::Taken("one-time password")),
        ..Step::new("one_time_password", Statement::new(USE, values![id, now]))
    }
}

impl Store {
    /// Keeps a password about to be sent, unless the person was sent one too lately or too many. Answers whether.
    pub async fn create_one_time_password(
        &self,
        row: &OneTimePasswordRow,
        limit: SendLimit,
    ) -> Result<bool, Fault> {
        let mut values = values![
            &row.id,
            &row.record,
            &row.iin,
            Value::secret(place(&row.id), &row.phone),
            &row.seal,
            row.sent_at,
            row.expires_at,
            row.sent_at.as_second().div_euclid(60),
            row.sent_at - limit.pause,
            row.sent_at - limit.within,
            limit.count,
        ];
        let is_person = self.keys().is_person("iin", &row.iin, &mut values)?;
        let sql = format!(
            "INSERT INTO one_time_password ({COLUMNS}, slot) \
             SELECT $1, $2, $3, $4, $5, 0, $6, $7, NULL, $8 WHERE NOT EXISTS \
             (SELECT 1 FROM one_time_password WHERE {is_person} AND sent_at > $9) AND \
             (SELECT COUNT(*) FROM one_time_password WHERE {is_person} AND sent_at > $10) < $11 \
             ON CONFLICT DO NOTHING RETURNING id"
        );
        let kept = self.write_one(Statement::new(sql, values)).await?;
        Ok(kept.len() == 1)
    }

    /// The last password that was sent to a person.
    pub async fn last_password_of(&self, iin: &Iin) -> Result<Option<OneTimePasswordRow>, Fault> {
        let mut values = Vec::new();
        let is_person = self.keys().is_person("iin", iin, &mut values)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM one_time_password WHERE {is_person} ORDER BY sent_at DESC LIMIT 1"
        );
        let found: Option<OneTimePasswordRow> =
            read_first(self.read(Statement::new(sql, values)).await?)?;
        found.map(|row| row.opened(self.keys())).transpose()
    }

    /// Counts one try before it is compared. Answers false if there are none left, it is used, or it is too old.
    pub async fn try_one_time_password(
        &self,
        id: &str,
        tries_max: u64,
        now: Timestamp,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE one_time_password SET tries = tries + 1 WHERE id = $1 AND used_at IS NULL \
             AND tries < $2 AND expires_at > $3 RETURNING id";
        let tried = self
            .write_one(Statement::new(sql, values![id, tries_max, now]))
            .await?;
        Ok(tried.len() == 1)
    }

    /// Uses a password for the first time, outside of any commit. Answers false if it was used or is too old.
    pub async fn use_one_time_password(&self, id: &str, now: Timestamp) -> Result<bool, Fault> {
        let used = self
            .write_one(Statement::new(USE, values![id, now]))
            .await?;
        Ok(used.len() == 1)
    }

    /// Forgets a password that could not be sent.
    pub async fn forget_one_time_password(&self, id: &str) -> Result<(), Fault> {
        let sql = "DELETE FROM one_time_password WHERE id = $1";
        self.write_one(Statement::new(sql, values![id]))
            .await
            .map(drop)
    }

    /// Removes at most `limit` passwords that were too old before `before`. Answers how many.
    pub async fn delete_old_passwords(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<usize, Fault> {
        let sql = "DELETE FROM one_time_password WHERE id IN \
             (SELECT id FROM one_time_password WHERE expires_at < $1 LIMIT $2) RETURNING id";
        let gone = self
            .write_one(Statement::new(sql, values![before, i64::from(limit)]))
            .await?;
        Ok(gone.len())
    }
}
