//! Backup: every table as it lies, out of one snapshot, in a folder of plain files that either engine takes in.
//!
//! `TABLE.jsonl` holds one row a line, a JSON array in the order of the table's columns; bytes are `{"base64": "…"}`.
//! What is sealed in the store stays sealed. `manifest.json` is written last and names the schema, the columns, how
//! many rows, and the SHA-256 of each file: a folder without it is no backup. `heads` is the SHA-256 over the lines
//! `STREAM SEQ HASH` of the last event of each stream, in order, so that two stores can be compared by one word.
//!
//! # Threats
//!
//! A folder that was changed on the way (every file is compared with the manifest before anything is written; the
//! journal is verified after), a manifest that names what is not ours (tables and columns are compared with the schema
//! of the program), and a restore that stops half-way (it is one transaction).

mod read;
mod write;

use std::{io, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(crate) use self::{
    read::{Reader, check_ground},
    write::Writer,
};
use crate::{
    Store, VerifyReport,
    fault::Fault,
    store::Engine,
    value::{Record, Value},
};

/// The form of the folder.
const FORMAT: &str = "shanyraq-backup/1";

/// The file that makes a folder a backup.
const MANIFEST: &str = "manifest.json";

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `shanyraq-backup/1`.
    pub format: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// `sqlite` or `postgres`: out of which engine.
    pub engine: String,
    /// The steps of the schema, oldest first.
    pub migrations: Vec<MigrationEntry>,
    /// The tables, each after those that it refers to.
    pub tables: Vec<TableEntry>,
    /// How many streams the journal has.
    pub streams: u64,
    /// SHA-256 over the last event of each, as hexadecimal digits.
    pub heads: String,
}

/// A step of the schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MigrationEntry {
    /// Its name.
    pub name: String,
    /// SHA-256 of its text, as hexadecimal digits.
    pub digest: String,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableEntry {
    /// Its name, and that of its file.
    pub name: String,
    /// Its columns, in the order of the cells.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the file, as hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// How many rows all tables have together.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// Why there is no backup, or why it was not taken in. Nothing was written into the store.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder is there already.
    #[error("{0} is there already")]
    Exists(String),
    /// A file cannot be read or written.
    #[error("{file} cannot be read or written")]
    Io {
        /// Which.
        file: String,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The folder has no manifest of this form: no backup, or one that was not finished.
    #[error("there is no finished backup of this form")]
    NotABackup,
    /// A file is not the one that the manifest names.
    #[error("{0} is not as it was written")]
    Damaged(String),
    /// The store has rows already.
    #[error("the store is not empty: {0} has rows")]
    NotEmpty(String),
    /// The store was migrated to another schema than that of the backup.
    #[error("the store has another schema than the backup")]
    OtherSchema,
    /// The database failed.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl BackupError {
    fn io(file: &Path) -> impl FnOnce(io::Error) -> Self {
        let file = file.display().to_string();
        |source| Self::Io { file, source }
    }
}

/// A cell as a file holds it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Cell {
    Integer(i64),
    Text(String),
    Bytes { base64: String },
    Null,
}

impl TryFrom<Value> for Cell {
    type Error = Fault;

    /// A cell that came out of an engine: what is not sealed yet never does.
    fn try_from(value: Value) -> Result<Self, Fault> {
        use base64::Engine as _;
        Ok(match value {
            Value::Null => Self::Null,
            Value::Integer(integer) => Self::Integer(integer),
            Value::Text(text) => Self::Text(text),
            Value::Bytes(bytes) => Self::Bytes {
                base64: base64::engine::general_purpose::STANDARD.encode(bytes),
            },
            Value::Person(_)
            | Value::PersonBefore(_)
            | Value::PersonApart { .. }
            | Value::Secret { .. }
            | Value::SecretBytes { .. } => {
                return Err(Fault::Corrupt {
                    expected: "a cell of the database",
                });
            }
        })
    }
}

impl Cell {
    fn value(self) -> Option<Value> {
        use base64::Engine as _;
        Some(match self {
            Self::Null => Value::Null,
            Self::Integer(integer) => Value::Integer(integer),
            Self::Text(text) => Value::Text(text),
            Self::Bytes { base64 } => {
                let bytes = base64::engine::general_purpose::STANDARD.decode(base64);
                Value::Bytes(bytes.ok()?)
            }
        })
    }
}

/// The heads of the streams, as they are met in the order of the journal.
struct Heads {
    digest: sha2::Sha256,
    streams: u64,
    /// Where the stream, the place and the hash stand in a row.
    columns: [usize; 3],
    last: Option<(String, String)>,
}

impl Heads {
    /// None if the columns are not those of the journal.
    fn of(columns: &[String]) -> Option<Self> {
        let at = |name: &str| columns.iter().position(|column| column == name);
        Some(Self {
            digest: sha2::Digest::new(),
            streams: 0,
            columns: [at("stream")?, at("seq")?, at("hash")?],
            last: None,
        })
    }

    fn meet(&mut self, row: &Record) {
        let [stream, seq, hash] = self.columns.map(|at| row.get(at));
        let (Some(Value::Text(stream)), Some(Value::Integer(seq)), Some(Value::Bytes(hash))) =
            (stream, seq, hash)
        else {
            return;
        };
        if self.last.as_ref().is_none_or(|(last, _)| last != stream) {
            self.close();
        }
        let line = format!("{stream} {seq} {}\n", crate::journal::hex(hash));
        self.last = Some((stream.clone(), line));
    }

    fn close(&mut self) {
        if let Some((_, line)) = self.last.take() {
            self.streams += 1;
            sha2::Digest::update(&mut self.digest, line.as_bytes());
        }
    }

    fn finish(mut self) -> (u64, String) {
        self.close();
        let digest = sha2::Digest::finalize(self.digest);
        (self.streams, crate::journal::hex(&digest))
    }
}

impl Store {
    /// Writes a backup into `folder`, which must not be there yet, while others go on to commit.
    ///
    /// Memory does not grow with the store. A store of an older or a newer schema is refused.
    pub async fn backup(&self, folder: &Path, made_at: Timestamp) -> Result<Manifest, BackupError> {
        self.check_schema().await?;
        let writer = Writer::begin(folder, made_at, self.engine_name())?;
        let writer = match self.engine() {
            Engine::Sqlite(engine) => engine.copy_out(writer).await?,
            Engine::Postgres(engine) => engine.copy_out(writer).await?,
        };
        writer.finish()
    }

    /// Takes a backup in: into a store that has no rows, in one transaction, brought to the schema of this program.
    ///
    /// The whole folder is checked before anything is written, the whole journal after. A backup of a newer schema is
    /// refused.
    pub async fn restore(&self, folder: &Path) -> Result<(Manifest, VerifyReport), BackupError> {
        let reader = Reader::open(folder)?;
        let manifest = reader.manifest().clone();
        match self.engine() {
            Engine::Sqlite(engine) => engine.copy_in(reader).await?,
            Engine::Postgres(engine) => engine.copy_in(reader).await?,
        }
        let report = self.verify().await?;
        Ok((manifest, report))
    }
}
