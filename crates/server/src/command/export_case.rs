//! `shanyraq case export`: a case with all that proves it, as a folder that needs no server.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use casework::identifier::CaseNumber;
use clap::Args;
use serde_json::json;

use super::{Setting, Verdict};
use crate::plant;

/// Writes a case into a folder: journal, files, deeds, evidence of signatures, the law, and its place under the newest
/// seal, for `case verify` and `sha256sum -c`. Exit 1 if there is no such case.
#[derive(Debug, Args)]
pub struct ExportCase {
    /// The number of the case.
    #[arg(value_name = "CASE")]
    number: String,
    /// The folder to write into; it must not exist yet.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

/// Runs the command.
pub fn export_case(args: &ExportCase, setting: &Setting) -> anyhow::Result<Verdict> {
    if args.to.exists() {
        bail!(
            "{} exists already: name a folder that does not, so that nothing is mixed up",
            args.to.display()
        );
    }
    let Ok(number) = CaseNumber::parse(args.number.trim()) else {
        bail!("{} is the number of no case", args.number);
    };
    let config = setting.config()?;
    let now = plant::clock(&config).now();
    super::runtime()?.block_on(async {
        let office = plant::office(&config).await?;
        let files = match app::case_folder::export_case(&office, &number, now).await {
            Err(app::Error::NotFound) => {
                let report = json!({ "exported": false, "files": 0 });
                setting
                    .output()
                    .print(&report, || format!("there is no case {number}"))?;
                return Ok(Verdict::No);
            }
            files => files?,
        };
        for (path, bytes) in &files {
            write(&args.to.join(path), bytes)?;
        }
        let report = json!({ "exported": true, "folder": args.to, "files": files.len() });
        setting.output().print(&report, || {
            format!("{} files in {}", files.len(), args.to.display())
        })?;
        Ok(Verdict::Yes)
    })
}

/// Writes a file that only its owner reads: a case is personal data.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};

    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    let mut file = made.with_context(|| format!("cannot make {}", path.display()))?;
    file.write_all(bytes)
        .with_context(|| format!("cannot write {}", path.display()))
}
