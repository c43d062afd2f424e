//! `shanyraq signature export`: the evidence package of an application or of a deed, as a folder of files.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use casework::identifier::CaseNumber;
use clap::Args;
use serde_json::json;

use super::{Setting, Verdict};
use crate::plant;

/// Writes the evidence of a signature into a folder, for `signature verify --evidence` and `sha256sum -c`.
/// Exit 1 if the signature has no evidence yet.
#[derive(Debug, Args)]
pub struct ExportEvidence {
    /// The number of a case, for its application, or of a deed.
    #[arg(value_name = "CASE|DEED")]
    number: String,
    /// The folder to write into; it must not exist yet.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// Runs the command.
pub fn export_evidence(args: &ExportEvidence, setting: &Setting) -> anyhow::Result<Verdict> {
    if args.to.exists() {
        bail!(
            "{} exists already: name a folder that does not, so that nothing is mixed up",
            args.to.display()
        );
    }
    let config = setting.config()?;
    super::runtime()?.block_on(async {
        let office = plant::office(&config).await?;
        let deed = office.store.deed(args.number.trim()).await?;
        let container = match (deed, CaseNumber::parse(args.number.trim())) {
            (Some(deed), _) => deed.container_digest,
            (None, Ok(case)) => {
                let loaded = app::case_command::load(&office, &case).await;
                let loaded = loaded.with_context(|| format!("there is no case {case}"))?;
                loaded.case.filed.container_digest
            }
            (None, Err(_no_number)) => {
                bail!("{} is the number of no deed and of no case", args.number)
            }
        };
        let row = office.store.evidence(&container).await?;
        let Some(manifest) = row.and_then(|row| row.manifest_digest) else {
            let report = json!({ "exported": false, "files": [] });
            setting.output().print(&report, || {
                "the signature waits for evidence: there is nothing to export yet".to_owned()
            })?;
            return Ok(Verdict::No);
        };
        let files = app::evidence::files(&office, &manifest).await?;
        std::fs::create_dir_all(&args.to)
            .with_context(|| format!("cannot make {}", args.to.display()))?;
        let mut names = Vec::new();
        for (name, bytes) in files {
            std::fs::write(args.to.join(&name), bytes)
                .with_context(|| format!("cannot write {name}"))?;
            names.push(name);
        }
        let report = json!({ "exported": true, "folder": args.to, "files": names });
        setting.output().print(&report, || {
            format!("{} files in {}", names.len(), args.to.display())
        })?;
        Ok(Verdict::Yes)
    })
}
