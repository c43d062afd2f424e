//! `shanyraq case verify`: whether the folder of a case proves itself, with no server, database or network.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use app::case_folder::{Asked, Checked, Files, Row, verify_case as check};
use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use signature::{Environment, Trust};

use super::verify_journal::{checkpoint_in, key_of};
use super::verify_signature::{TIME_POLICIES, read, trust_of};
use super::{Setting, Verdict};

/// The most files of a folder.
const FILES_MAX: usize = 100_000;
/// The most bytes of a folder.
const BYTES_MAX: usize = 4 << 30;

/// Checks the folder that `case export` wrote: files, chain, documents, law, state and days, deeds, signatures, seal.
/// Exit 0 only if all holds, 1 if anything does not or cannot be said, 2 if the folder cannot be read.
#[derive(Debug, Args)]
pub struct VerifyCase {
    /// The folder.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// A folder of CA certificates that you trust; without it no signature can be judged.
    #[arg(long, value_name = "DIR")]
    trust: Option<PathBuf>,
    /// A folder of CA certificates that are believed about time; that of --trust if left out.
    #[arg(long, requires = "trust", value_name = "DIR")]
    time_trust: Option<PathBuf>,
    /// The policies of time stamps that are believed.
    #[arg(long, requires = "trust", value_delimiter = ',', default_values = TIME_POLICIES)]
    time_policies: Vec<String>,
    /// A checkpoint of the same seal that you have from elsewhere.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// The key that must have signed the checkpoints: its line, or a file with it.
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// The digest of the law that the office published (`/healthz` shows it); without it calendar and figures are the
    /// folder's own word.
    #[arg(long, value_name = "DIGEST")]
    law_digest: Option<String>,
    /// The instant until which it must prove; now if left out.
    #[arg(long)]
    at: Option<Timestamp>,
}

/// Runs the command.
pub fn verify_case(args: &VerifyCase, setting: &Setting) -> anyhow::Result<Verdict> {
    let files = files(&args.folder)?;
    let key = args.key.as_deref().map(key_of).transpose()?;
    let outside = args.checkpoint.as_deref();
    let outside = outside
        .map(|file| checkpoint_in(file, key.as_ref()))
        .transpose()?;
    let trust = trust(args)?;
    let checked = check(
        &files,
        &Asked {
            trust: trust.as_ref(),
            at: args.at.map_or_else(|| setting.now(), Ok)?,
            checkpoint: outside.as_ref(),
            key: key.as_ref(),
            law: args.law_digest.as_deref(),
        },
    );
    let rows: Vec<_> = checked
        .rows
        .iter()
        .map(|row| json!({ "what": row.what, "holds": row.holds, "detail": row.detail }))
        .collect();
    let report = json!({ "holds": checked.holds(), "rows": rows });
    setting.output().print(&report, || words(&checked))?;
    Ok(checked.holds().into())
}

fn trust(args: &VerifyCase) -> anyhow::Result<Option<Trust>> {
    let Some(folder) = &args.trust else {
        return Ok(None);
    };
    let of_time = args.time_trust.as_ref().unwrap_or(folder);
    let policies = args.time_policies.iter().map(String::as_str);
    let of_time = trust_of(of_time, Environment::Test)?;
    let trust = trust_of(folder, Environment::Test)?.with_time_stamping(of_time, policies)?;
    Ok(Some(trust))
}

fn words(checked: &Checked) -> String {
    let line = |row: &Row| {
        let holds = match row.holds {
            Some(true) => "holds",
            Some(false) => "DOES NOT HOLD",
            None => "not known",
        };
        format!("{:<11} {holds:<14} {}", row.what, row.detail)
    };
    let mut lines: Vec<String> = checked.rows.iter().map(line).collect();
    lines.push(if checked.holds() {
        "all of it holds".to_owned()
    } else {
        "not all of it holds".to_owned()
    });
    lines.join("\n")
}

/// Every file below a folder by its path in it; a link is followed nowhere.
fn files(folder: &Path) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let mut bytes_left = BYTES_MAX;
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((here, prefix)) = open.pop() {
        let entries = std::fs::read_dir(&here);
        for entry in entries.with_context(|| format!("cannot read {}", here.display()))? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                bail!("{} is no file of ours", entry.path().display());
            };
            let path = format!("{prefix}{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push((entry.path(), format!("{path}/")));
            } else if kind.is_file() && files.len() < FILES_MAX {
                let bytes = read(&entry.path())?;
                let left = bytes_left.checked_sub(bytes.len());
                bytes_left = left.context("the folder is too large")?;
                files.insert(path, bytes);
            } else {
                bail!("{} is no file of ours", entry.path().display());
            }
        }
    }
    Ok(files)
}
