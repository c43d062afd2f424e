//! Writing a backup: a file for each table, and the manifest when all of them are safe.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{BufWriter, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::{BackupError, Cell, FORMAT, Heads, MANIFEST, Manifest, MigrationEntry, TableEntry};
use crate::{fault::Fault, journal, migration::Applied, value::Record};

/// A backup that is being written.
pub(crate) struct Writer {
    folder: PathBuf,
    manifest: Manifest,
    open: Option<Open>,
}

/// The table that is being written.
struct Open {
    path: PathBuf,
    file: BufWriter<File>,
    digest: Sha256,
    entry: TableEntry,
    /// Of the journal alone.
    heads: Option<Heads>,
}

impl Writer {
    /// Makes the folder: personal data, so nobody else on the machine reads it.
    pub(crate) fn begin(
        folder: &Path,
        made_at: Timestamp,
        engine: &str,
    ) -> Result<Self, BackupError> {
        if folder.exists() {
            return Err(BackupError::Exists(folder.display().to_string()));
        }
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(BackupError::io(folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            manifest: Manifest {
                format: FORMAT.to_owned(),
                made_at,
                engine: engine.to_owned(),
                migrations: Vec::new(),
                tables: Vec::new(),
                streams: 0,
                heads: String::new(),
            },
            open: None,
        })
    }

    /// Notes the schema of the snapshot.
    pub(crate) fn schema(&mut self, applied: Vec<Applied>) {
        self.manifest.migrations = applied
            .into_iter()
            .map(|Applied { name, digest }| MigrationEntry { name, digest })
            .collect();
    }

    /// Begins a table.
    pub(crate) fn table(&mut self, name: &str, columns: Vec<String>) -> Result<(), BackupError> {
        self.close()?;
        let path = self.folder.join(format!("{name}.jsonl"));
        self.open = Some(Open {
            file: BufWriter::new(create(&path)?),
            path,
            digest: Sha256::new(),
            heads: (name == "event").then(|| Heads::of(&columns)).flatten(),
            entry: TableEntry {
                name: name.to_owned(),
                columns,
                rows: 0,
                sha256: String::new(),
            },
        });
        Ok(())
    }

    /// Writes a row of the table.
    pub(crate) fn row(&mut self, row: Record) -> Result<(), BackupError> {
        let Some(open) = &mut self.open else {
            return Err(Fault::Closed.into());
        };
        if let Some(heads) = &mut open.heads {
            heads.meet(&row);
        }
        let cells = row.into_iter().map(Cell::try_from);
        let cells: Vec<Cell> = cells.collect::<Result<_, _>>()?;
        let mut line = serde_json::to_vec(&cells)
            .map_err(|error| BackupError::io(&open.path)(error.into()))?;
        line.push(b'\n');
        open.digest.update(&line);
        open.entry.rows += 1;
        open.file
            .write_all(&line)
            .map_err(BackupError::io(&open.path))
    }

    fn close(&mut self) -> Result<(), BackupError> {
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        open.file
            .flush()
            .and_then(|()| open.file.get_ref().sync_all())
            .map_err(BackupError::io(&open.path))?;
        open.entry.sha256 = journal::hex(&open.digest.finalize());
        if let Some(heads) = open.heads {
            (self.manifest.streams, self.manifest.heads) = heads.finish();
        }
        self.manifest.tables.push(open.entry);
        Ok(())
    }

    /// Writes the manifest, under another name until it is safe.
    pub(crate) fn finish(mut self) -> Result<Manifest, BackupError> {
        self.close()?;
        let (unfinished, path) = (
            self.folder.join("manifest.unfinished"),
            self.folder.join(MANIFEST),
        );
        let text = serde_json::to_vec_pretty(&self.manifest)
            .map_err(|error| BackupError::io(&path)(error.into()))?;
        let mut file = create(&unfinished)?;
        file.write_all(&text)
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::rename(&unfinished, &path))
            .and_then(|()| File::open(&self.folder)?.sync_all())
            .map_err(BackupError::io(&path))?;
        Ok(self.manifest)
    }
}

fn create(path: &Path) -> Result<File, BackupError> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(BackupError::io(path))
}
