//! `shanyraq backup`: the whole archive in a folder, of one moment, while the office runs.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;
use store::BackupError;

use super::{Setting, Verdict};
use crate::plant;

/// Writes the whole archive into a folder, of one moment, while the office runs. Either engine takes it in again.
///
/// Personal data: the folder is readable to its owner alone. Keep it, and the keys, in different places.
#[derive(Debug, Args)]
pub struct Backup {
    /// The folder to write into; it must not exist yet.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

/// Runs the command.
pub fn backup(args: &Backup, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    super::runtime()?.block_on(async {
        let store = plant::ready_store(&config).await?;
        let written = store.backup(&args.to, setting.now()?).await;
        let manifest = written.map_err(in_words)?;
        let report = json!({
            "folder": args.to,
            "rows": manifest.rows(),
            "streams": manifest.streams,
            "heads": manifest.heads,
        });
        setting.output().print(&report, || {
            format!(
                "{} rows, {} streams in {}. The word of all heads, to compare after a restore: {}",
                manifest.rows(),
                manifest.streams,
                args.to.display(),
                manifest.heads
            )
        })?;
        Ok(Verdict::Yes)
    })
}

/// Why not, with the way out.
pub(super) fn in_words(error: BackupError) -> anyhow::Error {
    let way_out = match error {
        BackupError::Fault(fault) => return plant::schema_in_words(fault),
        BackupError::Exists(_) => "name a folder that is not there yet",
        BackupError::Io { .. } => "see that the folder is yours and that the disk has room",
        BackupError::NotABackup => "name a folder that `shanyraq backup` has finished",
        BackupError::Damaged(_) => "nothing was written; take another copy of the backup",
        BackupError::NotEmpty(_) => "nothing was written; restore into an empty one",
        BackupError::OtherSchema => {
            "nothing was written; restore into a database that nobody has migrated"
        }
    };
    anyhow::Error::new(error).context(way_out)
}
