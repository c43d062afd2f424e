//! Keys: the ring that stands outside of the database. Master keys wrap the keys of cases and drafts; a register key
//! seals what stands in registers and turns a person's number into a token by which it is found.
//!
//! # Threats
//!
//! A stolen database or backup: without the ring it shows when something happened, in which service and place, who the
//! recipient is by name (`case_row`, `case_token`), and no more. A row moved to another place: the place is authenticated
//! with the text, so it does not open. A wrong or a lost key: every key proves itself at the start. A ring in a log: no key
//! has a `Debug` form, and nothing here is ever part of an error.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use aws_lc_rs::hmac;

use crate::{
    fault::Fault,
    journal::{hex, random},
    lock::{KEY_LENGTH, Lock},
};

/// The longest id of a key.
const ID_MAX: usize = 32;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// Wraps the keys of cases and drafts.
    Master,
    /// Seals registers and makes the tokens of person numbers.
    Register,
}

impl KeyKind {
    /// `master` or `register`, as the ring and the database write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::Register => "register",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Master, Self::Register]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// Why a text is no ring of keys. It never quotes the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    /// An entry is not `master ID HEX` or `register ID HEX`.
    #[error("entry {entry} of the ring of keys is not a kind, an id and 64 hexadecimal digits")]
    Entry {
        /// Which one, from 1.
        entry: usize,
    },
    /// Two keys have one id.
    #[error("two keys of the ring have the id {id}")]
    Twice {
        /// The id.
        id: String,
    },
    /// There is no key of a kind.
    #[error("the ring of keys has no {kind} key")]
    Lacking {
        /// `master` or `register`.
        kind: &'static str,
    },
    /// The cryptographic library failed.
    #[error("a key of the ring cannot be used")]
    Unusable,
}

/// The ring of keys. Clones share it.
#[derive(Clone, Default)]
pub struct Keys(Option<Arc<Ring>>);

struct Ring {
    masters: BTreeMap<String, Lock>,
    registers: Vec<Register>,
    /// The register key that new rows are written with, by its place in the list; the database says which.
    current: AtomicUsize,
}

/// A register key: two keys that follow from it.
pub(crate) struct Register {
    pub(crate) id: String,
    pub(crate) lock: Lock,
    /// Makes the nonce of a person number out of the number, so that the same number has the same token.
    pub(crate) nonces: hmac::Key,
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.all().into_iter().map(|(_kind, id)| id).collect();
        write!(formatter, "Keys({})", ids.join(", "))
    }
}

impl Register {
    fn new(id: &str, key: &[u8; KEY_LENGTH]) -> Result<Self, KeysError> {
        let root = hmac::Key::new(hmac::HMAC_SHA256, key);
        let follow = |what: &[u8]| {
            let tag = hmac::sign(&root, what);
            <[u8; KEY_LENGTH]>::try_from(tag.as_ref()).map_err(|_length| KeysError::Unusable)
        };
        let lock = follow(b"shanyraq/register/seal/1")?;
        let nonces = follow(b"shanyraq/register/nonce/1")?;
        Ok(Self {
            id: id.to_owned(),
            lock: Lock::new(&lock).map_err(|_unusable| KeysError::Unusable)?,
            nonces: hmac::Key::new(hmac::HMAC_SHA256, &nonces),
        })
    }
}

impl Keys {
    /// Reads a ring: one key an entry, `master ID HEX` or `register ID HEX`, the entries apart by line ends or commas.
    /// Ids are lower-case letters, digits and hyphens; what follows `#` in a line is a remark.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let mut ring = Ring {
            masters: BTreeMap::new(),
            registers: Vec::new(),
            current: AtomicUsize::new(0),
        };
        let lines = text.lines().map(|line| line.split('#').next());
        let entries = lines
            .flatten()
            .flat_map(|line| line.split(','))
            .map(str::trim)
            .filter(|entry| !entry.is_empty());
        for (index, entry) in entries.enumerate() {
            ring.add(entry, index + 1)?;
        }
        for (kind, is_lacking) in [
            (KeyKind::Master, ring.masters.is_empty()),
            (KeyKind::Register, ring.registers.is_empty()),
        ] {
            if is_lacking {
                return Err(KeysError::Lacking { kind: kind.name() });
            }
        }
        Ok(Self(Some(Arc::new(ring))))
    }

    /// No keys: the store opens, and what is sealed stays shut. For looking at envelopes alone.
    pub fn none() -> Self {
        Self(None)
    }

    /// A ring of two fresh keys that is nowhere written down, for a store that need not outlive it.
    pub fn fresh() -> Result<Self, Fault> {
        Self::parse(&Self::fresh_text()?).map_err(|_unusable| Fault::Cipher)
    }

    /// The text of a ring of two fresh keys. It is a secret.
    pub fn fresh_text() -> Result<String, Fault> {
        let master = Self::fresh_entry(KeyKind::Master)?;
        Ok(format!(
            "{master}\n{}\n",
            Self::fresh_entry(KeyKind::Register)?
        ))
    }

    /// The text of one fresh key, under a random id. It is a secret.
    pub fn fresh_entry(kind: KeyKind) -> Result<String, Fault> {
        let first = kind.name().chars().take(1);
        let id: String = first.chain(hex(&random::<4>()?).chars()).collect();
        let key: [u8; KEY_LENGTH] = random()?;
        Ok(format!("{} {id} {}", kind.name(), hex(&key)))
    }

    /// Every key by kind and id.
    pub fn all(&self) -> Vec<(KeyKind, &str)> {
        let Some(ring) = &self.0 else {
            return Vec::new();
        };
        let masters = ring.masters.keys().map(|id| (KeyKind::Master, id.as_str()));
        let registers = ring.registers.iter();
        masters
            .chain(registers.map(|key| (KeyKind::Register, key.id.as_str())))
            .collect()
    }

    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn master(&self, id: &str) -> Result<&Lock, Fault> {
        let missing = || Fault::KeyMissing { key: id.to_owned() };
        self.ring()?.masters.get(id).ok_or_else(missing)
    }

    /// The register keys, the current one first.
    pub(crate) fn registers(&self) -> Result<impl Iterator<Item = &Register>, Fault> {
        let ring = self.ring()?;
        let current = ring.current.load(Ordering::Acquire);
        let (before, from) = ring
            .registers
            .split_at_checked(current)
            .ok_or(Fault::NoKeys)?;
        let (now, after) = from.split_at_checked(1).ok_or(Fault::NoKeys)?;
        Ok(now.iter().chain(before).chain(after))
    }

    pub(crate) fn current_register(&self) -> Result<&Register, Fault> {
        self.registers()?.next().ok_or(Fault::NoKeys)
    }

    pub(crate) fn register(&self, id: &str) -> Result<&Register, Fault> {
        let missing = || Fault::KeyMissing { key: id.to_owned() };
        let mut registers = self.ring()?.registers.iter();
        registers.find(|key| key.id == id).ok_or_else(missing)
    }

    /// From now on, what goes into registers is sealed with this key.
    pub(crate) fn write_registers_with(&self, id: &str) -> Result<(), Fault> {
        let ring = self.ring()?;
        let missing = || Fault::KeyMissing { key: id.to_owned() };
        let mut ids = ring.registers.iter().map(|key| key.id.as_str());
        let place = ids.position(|known| known == id).ok_or_else(missing)?;
        ring.current.store(place, Ordering::Release);
        Ok(())
    }

    /// The key that seals proofs of `id`, for the check that it is the right one.
    pub(crate) fn prover(&self, kind: KeyKind, id: &str) -> Result<&Lock, Fault> {
        match kind {
            KeyKind::Master => self.master(id),
            KeyKind::Register => self.register(id).map(|key| &key.lock),
        }
    }

    fn ring(&self) -> Result<&Ring, Fault> {
        self.0.as_deref().ok_or(Fault::NoKeys)
    }
}

impl Ring {
    fn add(&mut self, entry: &str, number: usize) -> Result<(), KeysError> {
        let wrong = || KeysError::Entry { entry: number };
        let words: Vec<&str> = entry.split_whitespace().collect();
        let [kind, id, digits] = words.as_slice() else {
            return Err(wrong());
        };
        let kind = KeyKind::parse(kind).ok_or_else(wrong)?;
        let key = key_of(digits).ok_or_else(wrong)?;
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.len() > ID_MAX || !id.chars().all(is_id) {
            return Err(wrong());
        }
        if self.masters.contains_key(*id) || self.registers.iter().any(|known| known.id == *id) {
            return Err(KeysError::Twice {
                id: (*id).to_owned(),
            });
        }
        match kind {
            KeyKind::Master => {
                let lock = Lock::new(&key).map_err(|_unusable| KeysError::Unusable)?;
                self.masters.insert((*id).to_owned(), lock);
            }
            KeyKind::Register => self.registers.push(Register::new(id, &key)?),
        }
        Ok(())
    }
}

/// 64 hexadecimal digits as 32 bytes.
fn key_of(digits: &str) -> Option<[u8; KEY_LENGTH]> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16);
    let byte = |[high, low]: &[u8; 2]| u8::try_from(value(*high)? * 16 + value(*low)?).ok();
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    bytes?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "0101010101010101010101010101010101010101010101010101010101010101";

    #[test]
    fn a_ring_is_read_from_lines_and_from_one_line() {
        let lines = format!("# keep apart\nmaster m1 {ONE}\n\nregister r1 {ONE} # since July\n");
        let line = format!("master m1 {ONE}, register r1 {ONE}");
        for text in [lines, line] {
            let keys = Keys::parse(&text).unwrap();
            let all = [(KeyKind::Master, "m1"), (KeyKind::Register, "r1")];
            assert_eq!(keys.all(), all);
            assert_eq!(format!("{keys:?}"), "Keys(m1, r1)");
        }
        assert!(Keys::parse(&Keys::fresh_text().unwrap()).is_ok());
        assert_ne!(Keys::fresh_text().unwrap(), Keys::fresh_text().unwrap());
    }

    #[test]
    fn a_wrong_ring_is_refused_and_never_quoted() {
        let refused = |text: &str| Keys::parse(text).unwrap_err();
        let good = format!("master m1 {ONE}\nregister r1 {ONE}\n");
        for entry in [
            "master m2".to_owned(),
            format!("main m2 {ONE}"),
            format!("master m2 {ONE}0"),
            format!("master M2 {ONE}"),
            format!("master m2 {}zz", ONE.split_at(62).0),
        ] {
            let error = refused(&format!("{good}{entry}"));
            assert_eq!(error, KeysError::Entry { entry: 3 }, "{entry}");
            assert!(!error.to_string().contains("0101"));
        }
        let twice = KeysError::Twice {
            id: "r1".to_owned(),
        };
        assert_eq!(refused(&format!("{good}master r1 {ONE}")), twice);
        let lacking = |kind| KeysError::Lacking { kind };
        assert_eq!(refused(""), lacking("master"));
        assert_eq!(refused(&format!("master m1 {ONE}")), lacking("register"));
    }
}
