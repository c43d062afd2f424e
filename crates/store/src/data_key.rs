//! Data keys: one for each stream and each draft, wrapped by a master key, in a table of their own.
//!
//! A draft that becomes a case hands its key over: the key changes its owner, and no file is written again.

use crate::{
    Store,
    commit::{Breach, Step},
    fault::Fault,
    journal::{hex, random},
    keys::Keys,
    lock::{KEY_LENGTH, Lock},
    stream::StreamId,
    value::{Only, Statement, read_first, read_in_order, values},
};

/// How many bytes an id has before it is written in hexadecimal.
const ID_LENGTH: usize = 16;

/// A key of a stream or a draft, unwrapped.
pub(crate) struct DataKey {
    /// 32 hexadecimal digits; files name the key by it.
    pub(crate) id: String,
    pub(crate) lock: Lock,
}

/// What the database says of a stream's key: the master key that is current, and the wrapped key if there is one.
pub(crate) struct Found {
    pub(crate) master: String,
    pub(crate) wrapped: Option<Vec<u8>>,
}

read_in_order!(Found { master, wrapped });

/// The owner of the key of what a draft holds.
pub(crate) fn draft_owner(draft: &str) -> String {
    format!("draft/{draft}")
}

/// The owner of a draft's key after the draft became this case.
pub(crate) fn heir(stream: &StreamId) -> String {
    format!("{stream}/draft")
}

/// Asks for the key of an owner and for the master key that is current, in one row.
pub(crate) fn ask(owner: &str) -> Statement {
    Statement::new(
        "SELECT r.id, k.wrapped FROM ring_key r LEFT JOIN data_key k ON k.owner = $1 \
         WHERE r.kind = 'master' AND r.is_current = 1",
        values![owner],
    )
}

/// Keeps a new key. Of two that make a key for one owner, one is refused.
pub(crate) fn insert(
    owner: &str,
    key: &DataKey,
    (master, wrapped): (&str, Vec<u8>),
    tail: &str,
) -> Statement {
    let sql =
        format!("INSERT INTO data_key (id, owner, master, wrapped) VALUES ($1, $2, $3, $4) {tail}");
    Statement::new(sql, values![&key.id, owner, master, wrapped])
}

/// The draft's key becomes the case's, and with it every file that was sealed under it.
pub(crate) fn hand_over(draft: &str, stream: &StreamId) -> Step {
    let sql = "UPDATE data_key SET owner = $2 WHERE owner = $1";
    Step::new(
        "data_key",
        Statement::new(sql, values![draft_owner(draft), heir(stream)]),
    )
}

/// Deletes the keys of two owners and the files under them.
pub(crate) fn delete(one: &str, other: &str) -> [Statement; 2] {
    [
        "DELETE FROM sealed_blob WHERE key_id IN (SELECT id FROM data_key WHERE owner IN ($1, $2))",
        "DELETE FROM data_key WHERE owner IN ($1, $2)",
    ]
    .map(|sql| Statement::new(sql, values![one, other]))
}

impl Found {
    /// The key, or a fresh one with the statement that keeps it.
    pub(crate) fn key(
        &self,
        keys: &Keys,
        owner: &str,
        tail: &str,
    ) -> Result<(DataKey, Option<Statement>), Fault> {
        if let Some(wrapped) = &self.wrapped {
            return Ok((keys.unwrap_key(wrapped)?, None));
        }
        let (key, wrapped) = keys.fresh_key(&self.master)?;
        let keep = insert(owner, &key, (&self.master, wrapped), tail);
        Ok((key, Some(keep)))
    }

    /// The key for a commit to a stream: if it is new, its row goes before everything that is sealed under it.
    pub(crate) fn key_in_commit(
        &self,
        keys: &Keys,
        stream: &StreamId,
        steps: &mut Vec<Step>,
    ) -> Result<DataKey, Fault> {
        let (key, keep) = self.key(keys, stream.as_str(), "")?;
        steps.extend(keep.map(|statement| Step {
            on_duplicate: Breach::Conflict,
            ..Step::new("data_key", statement)
        }));
        Ok(key)
    }
}

impl Keys {
    /// A fresh key and the same wrapped: length and id of the master key, id of the key, and the key itself, sealed.
    fn fresh_key(&self, master: &str) -> Result<(DataKey, Vec<u8>), Fault> {
        let id: [u8; ID_LENGTH] = random()?;
        let secret: [u8; KEY_LENGTH] = random()?;
        let wrapped = self.wrap(master, &id, secret.to_vec())?;
        let key = DataKey {
            id: hex(&id),
            lock: Lock::new(&secret)?,
        };
        Ok((key, wrapped))
    }

    fn wrap(&self, master: &str, id: &[u8; ID_LENGTH], secret: Vec<u8>) -> Result<Vec<u8>, Fault> {
        let sealed = self.master(master)?.seal(&place(&hex(id)), secret)?;
        let length = u8::try_from(master.len()).map_err(|_long| Fault::Cipher)?;
        Ok([&[length], master.as_bytes(), id, &sealed].concat())
    }

    fn secret(&self, wrapped: &[u8]) -> Result<([u8; ID_LENGTH], [u8; KEY_LENGTH]), Fault> {
        let wrong = || Fault::Corrupt {
            expected: "a wrapped key",
        };
        let (length, rest) = wrapped.split_first().ok_or_else(wrong)?;
        let (master, rest) = rest
            .split_at_checked(usize::from(*length))
            .ok_or_else(wrong)?;
        let (id, sealed) = rest.split_first_chunk::<ID_LENGTH>().ok_or_else(wrong)?;
        let master = std::str::from_utf8(master).map_err(|_not_utf8| wrong())?;
        let opened = self.master(master)?.open(&place(&hex(id)), sealed);
        let secret = opened.ok_or(Fault::Shut { what: "a data key" })?;
        Ok((*id, secret.try_into().map_err(|_length| wrong())?))
    }

    /// The key out of its wrapping.
    pub(crate) fn unwrap_key(&self, wrapped: &[u8]) -> Result<DataKey, Fault> {
        let (id, secret) = self.secret(wrapped)?;
        Ok(DataKey {
            id: hex(&id),
            lock: Lock::new(&secret)?,
        })
    }

    /// The same key, wrapped by another master key.
    pub(crate) fn wrap_again(&self, wrapped: &[u8], master: &str) -> Result<Vec<u8>, Fault> {
        let (id, secret) = self.secret(wrapped)?;
        self.wrap(master, &id, secret.to_vec())
    }
}

fn place(id: &str) -> String {
    format!("data-key {id}")
}

impl Store {
    /// The key of an owner, made now if there is none.
    pub(crate) async fn key_of(&self, owner: &str) -> Result<DataKey, Fault> {
        let found: Found = read_first(self.read(ask(owner)).await?)?.ok_or(Fault::NoKeys)?;
        let tail = "ON CONFLICT (owner) DO NOTHING RETURNING id";
        let (key, keep) = found.key(self.keys(), owner, tail)?;
        let Some(keep) = keep else {
            return Ok(key);
        };
        let kept: Option<Only<String>> = read_first(self.write_one(keep).await?)?;
        if kept.is_some() {
            return Ok(key);
        }
        // Somebody else made one in the meantime.
        let found: Option<Found> = read_first(self.read(ask(owner)).await?)?;
        let wrapped = found.and_then(|found| found.wrapped);
        self.keys().unwrap_key(&wrapped.ok_or(Fault::Closed)?)
    }
}
