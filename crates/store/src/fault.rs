//! Faults: what may go wrong with a database, told apart by what one can do about it.

/// What the database itself said. It never holds values of a row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Cause {
    /// The engine's own code: an SQLSTATE, or an extended SQLite code.
    pub code: String,
    /// The engine's own sentence, without its detail, which may quote a row.
    pub message: String,
}

/// A failure that is nobody's fault outside of the installation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No room is left on the disk.
    #[error("the database is full")]
    Full,
    /// The database takes no writes.
    #[error("the database is read-only")]
    ReadOnly,
    /// Others held what was needed for too long; the same call may succeed later.
    #[error("the database is busy")]
    Busy {
        /// What the engine said.
        #[source]
        cause: Cause,
    },
    /// The database cannot be opened or reached. If it went away during a commit, whether that took effect is unknown;
    /// the stream tells.
    #[error("the database cannot be reached")]
    Unreachable {
        /// What the engine said.
        #[source]
        cause: Cause,
    },
    /// A row with this key is already there.
    #[error("a row with this key is already there")]
    Duplicate {
        /// What the engine said.
        #[source]
        cause: Cause,
    },
    /// Any other failure of the engine.
    #[error("the database failed")]
    Engine {
        /// What the engine said.
        #[source]
        cause: Cause,
    },
    /// The store was closed while the call was under way; whether a write took effect is unknown.
    #[error("the store is closed")]
    Closed,
    /// A pure closure panicked; only its own writes were rolled back.
    #[error("the work inside the transaction panicked")]
    Panicked,
    /// The operating system gave no randomness.
    #[error("no randomness is to be had")]
    NoRandomness,
    /// The cryptographic library failed.
    #[error("a cipher failed")]
    Cipher,
    /// Something must be sealed or opened, and the store was opened without keys, or its keys were never brought in.
    #[error("the store has no keys")]
    NoKeys,
    /// The database needs a key that the ring does not have.
    #[error("the ring of keys lacks {key}, which the database needs")]
    KeyMissing {
        /// Its id.
        key: String,
    },
    /// A key of the ring is not the one of that id that the database was written with.
    #[error("the key {key} of the ring is not the one that the database was written with")]
    KeyWrong {
        /// Its id.
        key: String,
    },
    /// A key is still needed.
    #[error("the key {key} is still needed")]
    KeyNeeded {
        /// Its id.
        key: String,
    },
    /// What was sealed does not open: it was changed, or moved here from another place.
    #[error("{what} does not open with its key at its place")]
    Shut {
        /// What it is.
        what: &'static str,
    },
    /// A text holds U+0000, which PostgreSQL cannot store.
    #[error("a text holds the character U+0000")]
    NulInText,
    /// A body holds a number that RFC 8785 cannot write for everybody alike: an integer outside ±(2⁵³ − 1), or a fraction.
    #[error("an event body holds a number that has no one form")]
    NumberInBody,
    /// A stored value does not have the form that its column promises.
    #[error("a stored value has a wrong form")]
    Corrupt {
        /// Which kind of value was expected.
        expected: &'static str,
    },
    /// The bytes found do not have the digest that names them.
    #[error("stored bytes do not have their digest")]
    Altered {
        /// The digest asked for.
        digest: String,
    },
    /// More bytes than the caller takes.
    #[error("the stored bytes are larger than the limit")]
    TooLarge {
        /// How large they are.
        size_bytes: u64,
        /// What the caller takes at most.
        limit_bytes: u64,
    },
    /// The schema was made by a newer program; this one leaves it alone.
    #[error("the schema is newer than this program")]
    NewerSchema {
        /// The first migration that this program does not know.
        migration: String,
    },
    /// The schema is older than this program, or there is none: `Store::migrate` comes first.
    #[error("the schema is older than this program")]
    OlderSchema {
        /// The first migration that is missing.
        migration: String,
    },
    /// A migration that was applied is not the one that this program holds.
    #[error("an applied migration has been changed since")]
    ChangedMigration {
        /// Its name.
        migration: String,
    },
}

impl Fault {
    /// Whether nothing can be written for now, and everything can be read.
    pub fn is_no_room(&self) -> bool {
        matches!(self, Self::Full | Self::ReadOnly)
    }

    /// Whether the same call may succeed soon: the database is busy, starts again, or cannot be reached.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unreachable { .. })
    }
}

impl From<jiff::Error> for Fault {
    fn from(_not_a_time: jiff::Error) -> Self {
        Self::Corrupt { expected: "a time" }
    }
}
