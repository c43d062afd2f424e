//! Reading a backup: the whole folder is compared with its manifest before a row goes anywhere.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, Lines},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use super::{BackupError, Cell, FORMAT, Heads, MANIFEST, Manifest, MigrationEntry, TableEntry};
use crate::{
    journal,
    migration::{self, Applied, Migration},
    value::{Record, Statement},
};

/// How many rows go into one statement.
const ROWS: usize = 32;

/// A backup that is as it was written, and of a schema that this program knows.
pub(crate) struct Reader {
    folder: PathBuf,
    manifest: Manifest,
    /// The steps of the schema that the backup has not.
    later: Vec<&'static Migration>,
}

impl Reader {
    /// Reads the manifest and compares every file with it.
    pub(crate) fn open(folder: &Path) -> Result<Self, BackupError> {
        let path = folder.join(MANIFEST);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(BackupError::NotABackup);
            }
            Err(error) => return Err(BackupError::io(&path)(error)),
        };
        let manifest: Manifest =
            serde_json::from_slice(&text).map_err(|_other_form| BackupError::NotABackup)?;
        if manifest.format != FORMAT {
            return Err(BackupError::NotABackup);
        }
        let later = migration::outstanding(applied(&manifest.migrations))?;
        let reader = Self {
            folder: folder.to_owned(),
            manifest,
            later,
        };
        reader.check()?;
        Ok(reader)
    }

    /// What the backup holds.
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The steps of the schema that the backup has, in order.
    pub(crate) fn earlier(&self) -> impl Iterator<Item = &'static Migration> {
        migration::ALL.iter().filter(|step| {
            let is_this = |later: &&Migration| later.name == step.name;
            !self.later.iter().any(is_this)
        })
    }

    /// The steps that follow on it, in order.
    pub(crate) fn later(&self) -> &[&'static Migration] {
        &self.later
    }

    /// Whether a store with these steps has the schema of the backup.
    pub(crate) fn is_of_schema(&self, applied: &[Applied]) -> bool {
        let ours = self.manifest.migrations.iter();
        applied.len() == self.manifest.migrations.len()
            && ours
                .zip(applied)
                .all(|(ours, step)| ours.name == step.name && ours.digest == step.digest)
    }

    /// The tables, each after those that it refers to.
    pub(crate) fn tables(&self) -> &[TableEntry] {
        &self.manifest.tables
    }

    /// The statements that write the rows of a table.
    pub(crate) fn inserts<'r>(
        &self,
        table: &'r TableEntry,
    ) -> Result<impl Iterator<Item = Result<Statement, BackupError>> + use<'r>, BackupError> {
        let mut rows = Rows::open(&self.folder, table)?;
        let into = format!("{} ({})", table.name, table.columns.join(", "));
        Ok(std::iter::from_fn(move || {
            let batch: Result<Vec<Record>, BackupError> = rows.by_ref().take(ROWS).collect();
            match batch {
                Err(error) => Some(Err(error)),
                Ok(batch) => {
                    let mut made = Statement::insert_many(&into, batch, ROWS, "").into_iter();
                    made.next().map(Ok)
                }
            }
        }))
    }

    /// Every table is one of ours, every file is the one that the manifest names, and so are the heads of the streams.
    fn check(&self) -> Result<(), BackupError> {
        let known: Vec<&str> = migration::tables();
        let mut places = Vec::new();
        for table in &self.manifest.tables {
            let place = known.iter().position(|name| *name == table.name);
            let is_name = |column: &String| {
                let is_sign = |sign: char| sign.is_ascii_lowercase() || sign == '_';
                !column.is_empty() && column.chars().all(is_sign)
            };
            match place {
                Some(place) if table.columns.iter().all(is_name) => places.push(place),
                Some(_) | None => return Err(BackupError::Damaged(MANIFEST.to_owned())),
            }
            self.check_table(table)?;
        }
        if !places.is_sorted_by(|one, next| one < next) {
            return Err(BackupError::Damaged(MANIFEST.to_owned()));
        }
        Ok(())
    }

    fn check_table(&self, table: &TableEntry) -> Result<(), BackupError> {
        let damaged = || BackupError::Damaged(file_name(table));
        let path = self.folder.join(file_name(table));
        let mut file = match File::open(&path) {
            Ok(file) => BufReader::new(file),
            Err(_not_there) => return Err(damaged()),
        };
        let mut digest = Sha256::new();
        loop {
            let bytes = file.fill_buf().map_err(BackupError::io(&path))?;
            let length = bytes.len();
            if length == 0 {
                break;
            }
            digest.update(bytes);
            file.consume(length);
        }
        if journal::hex(&digest.finalize()) != table.sha256 {
            return Err(damaged());
        }
        let mut heads = (table.name == "event")
            .then(|| Heads::of(&table.columns))
            .flatten();
        let mut count = 0;
        for row in Rows::open(&self.folder, table)? {
            let row = row?;
            count += 1;
            if let Some(heads) = &mut heads {
                heads.meet(&row);
            }
        }
        let is_head = heads.is_none_or(|heads| {
            heads.finish() == (self.manifest.streams, self.manifest.heads.clone())
        });
        if count == table.rows && is_head {
            Ok(())
        } else {
            Err(damaged())
        }
    }
}

fn applied(entries: &[MigrationEntry]) -> Vec<Applied> {
    let step = |entry: &MigrationEntry| Applied {
        name: entry.name.clone(),
        digest: entry.digest.clone(),
    };
    entries.iter().map(step).collect()
}

fn file_name(table: &TableEntry) -> String {
    format!("{}.jsonl", table.name)
}

/// The rows of a file.
struct Rows<'t> {
    lines: Lines<BufReader<File>>,
    path: PathBuf,
    table: &'t TableEntry,
}

impl<'t> Rows<'t> {
    fn open(folder: &Path, table: &'t TableEntry) -> Result<Self, BackupError> {
        let path = folder.join(file_name(table));
        let file = File::open(&path).map_err(BackupError::io(&path))?;
        Ok(Self {
            lines: BufReader::new(file).lines(),
            path,
            table,
        })
    }

    fn row(&self, line: &str) -> Option<Record> {
        let cells: Vec<Cell> = serde_json::from_str(line).ok()?;
        if cells.len() != self.table.columns.len() {
            return None;
        }
        cells.into_iter().map(Cell::value).collect()
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Record, BackupError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = match self.lines.next()? {
            Ok(line) => self
                .row(&line)
                .ok_or_else(|| BackupError::Damaged(file_name(self.table))),
            Err(error) => Err(BackupError::io(&self.path)(error)),
        };
        Some(row)
    }
}

/// A store that has rows, or another schema, is left as it is: what there is of our tables, and which has rows.
pub(crate) fn check_ground(
    reader: &Reader,
    applied: &[Applied],
    with_rows: Option<&str>,
) -> Result<(), BackupError> {
    if let Some(table) = with_rows {
        return Err(BackupError::NotEmpty(table.to_owned()));
    }
    if reader.is_of_schema(applied) {
        Ok(())
    } else {
        Err(BackupError::OtherSchema)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_without_a_manifest_is_no_backup() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Reader::open(folder.path()).err().unwrap();
        assert!(matches!(refused, BackupError::NotABackup), "{refused}");
        std::fs::write(folder.path().join(MANIFEST), "{}").unwrap();
        let refused = Reader::open(folder.path()).err().unwrap();
        assert!(matches!(refused, BackupError::NotABackup), "{refused}");
    }
}
