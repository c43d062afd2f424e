//! Sessions: who is signed in. Only the digest of a token is kept, so that a stolen database opens no session.

use casework::identifier::Iin;
use jiff::Timestamp;

use crate::{
    Store,
    fault::Fault,
    keys::Keys,
    value::{Statement, Value, read_first, read_in_order, values},
};

/// A session.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the token, 64 hexadecimal digits.
    pub token_digest: String,
    /// Who signed in; none before that.
    pub iin: Option<Iin>,
    /// As what: `citizen` or `officer`, for example.
    pub kind: String,
    /// What forms must send back.
    pub csrf: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
    /// Whatever else the front keeps in it, JSON.
    pub data: String,
}

impl std::fmt::Debug for SessionRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SessionRow({}, …)", self.kind)
    }
}

read_in_order! {
    const COLUMNS;
    SessionRow { token_digest, iin, kind, csrf, created_at, expires_at, data }
}

impl SessionRow {
    fn opened(mut self, keys: &Keys) -> Result<Self, Fault> {
        self.data = keys.open_text(&place(&self.token_digest), self.data)?;
        Ok(self)
    }
}

fn place(token_digest: &str) -> String {
    format!("session.data {token_digest}")
}

fn values(session: &SessionRow) -> Vec<Value> {
    values![
        &session.token_digest,
        session.iin.as_ref(),
        &session.kind,
        &session.csrf,
        session.created_at,
        session.expires_at,
        Value::secret(place(&session.token_digest), &session.data),
    ]
}

impl Store {
    /// Keeps a new session.
    pub async fn create_session(&self, session: &SessionRow) -> Result<(), Fault> {
        let sql = format!("INSERT INTO session ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
        self.write_one(Statement::new(sql, values(session)))
            .await
            .map(drop)
    }

    /// The session of a token, unless it has ended.
    pub async fn session(
        &self,
        token_digest: &str,
        now: Timestamp,
    ) -> Result<Option<SessionRow>, Fault> {
        let sql =
            format!("SELECT {COLUMNS} FROM session WHERE token_digest = $1 AND expires_at > $2");
        let found: Option<SessionRow> = read_first(
            self.read(Statement::new(sql, values![token_digest, now]))
                .await?,
        )?;
        found.map(|row| row.opened(self.keys())).transpose()
    }

    /// Moves the end of a session that has not ended. Answers whether there was one.
    ///
    /// This is a durable write: call it when a good part of the time is gone, not on every request.
    pub async fn touch_session(
        &self,
        token_digest: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE session SET expires_at = $3 WHERE token_digest = $1 AND expires_at > $2 \
             RETURNING token_digest";
        let statement = Statement::new(sql, values![token_digest, now, expires_at]);
        Ok(self.write_one(statement).await?.len() == 1)
    }

    /// Replaces what the front keeps in a session. Answers whether there was one.
    pub async fn set_session_data(&self, token_digest: &str, data: &str) -> Result<bool, Fault> {
        let sql = "UPDATE session SET data = $2 WHERE token_digest = $1 RETURNING token_digest";
        let data = Value::secret(place(token_digest), data);
        let statement = Statement::new(sql, values![token_digest, data]);
        Ok(self.write_one(statement).await?.len() == 1)
    }

    /// Puts a session with a new token in the place of an old one, at sign-in for example. Answers whether the old one
    /// was there and had not ended at the new one's beginning; if not, nothing changes.
    pub async fn rotate_session(
        &self,
        old_token_digest: &str,
        session: &SessionRow,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE session SET token_digest = $1, iin = $2, kind = $3, csrf = $4, created_at = $5, \
             expires_at = $6, data = $7 WHERE token_digest = $8 AND expires_at > $5 RETURNING token_digest";
        let mut values = values(session);
        values.push(Value::from(old_token_digest));
        Ok(self.write_one(Statement::new(sql, values)).await?.len() == 1)
    }

    /// Ends a session.
    pub async fn delete_session(&self, token_digest: &str) -> Result<(), Fault> {
        let sql = "DELETE FROM session WHERE token_digest = $1";
        self.write_one(Statement::new(sql, values![token_digest]))
            .await
            .map(drop)
    }

    /// Ends every session of a person. Answers how many there were.
    pub async fn delete_sessions_of(&self, iin: &Iin) -> Result<usize, Fault> {
        let mut values = Vec::new();
        let is_person = self.keys().is_person("iin", iin, &mut values)?;
        let sql = format!("DELETE FROM session WHERE {is_person} RETURNING token_digest");
        let gone = self.write_one(Statement::new(sql, values)).await?;
        Ok(gone.len())
    }

    /// Removes at most `limit` sessions that have ended. Answers how many; call again while it is `limit`.
    pub async fn delete_ended_sessions(&self, now: Timestamp, limit: u32) -> Result<usize, Fault> {
        let sql = "DELETE FROM session WHERE token_digest IN \
             (SELECT token_digest FROM session WHERE expires_at <= $1 LIMIT $2) RETURNING token_digest";
        let gone = self
            .write_one(Statement::new(sql, values![now, i64::from(limit)]))
            .await?;
        Ok(gone.len())
    }
}
