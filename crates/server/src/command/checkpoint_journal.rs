//! `shanyraq journal checkpoint`: the newest seal as a text to be published, kept and co-signed.

use std::path::PathBuf;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::seal::{Note, proof};
use clap::Args;
use serde_json::json;
use store::{SealRow, Store};

use super::{Setting, Verdict};
use crate::plant;

/// The largest time-stamp token that is read.
const TOKEN_BYTES_MAX: u64 = 1024 * 1024;

/// Prints the newest checkpoint of the journal, a signed note. Exit 1 if nothing is sealed yet.
#[derive(Debug, Args)]
pub struct CheckpointJournal {
    /// Where to write the time-stamp token over the checkpoint's text, if there is one.
    #[arg(long, value_name = "FILE")]
    token: Option<PathBuf>,
    /// Print the public key that signs checkpoints instead. Exit 1 if the configuration names none.
    #[arg(long, conflicts_with = "token")]
    key: bool,
    /// Print what a witness asks for before it co-signs (C2SP tlog-witness, `add-checkpoint`): the number of leaves that
    /// it signed last (0 if none), the proof that this checkpoint continues that one, and the checkpoint.
    #[arg(long, value_name = "LEAVES", conflicts_with_all = ["key", "token"])]
    old: Option<u64>,
}

/// Runs the command.
pub fn checkpoint_journal(args: &CheckpointJournal, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    if args.key {
        let line = plant::note_key(&config)?.map(|key| key.public().line());
        let report = json!({ "key": line });
        let words = || {
            line.clone()
                .unwrap_or_else(|| "checkpoints are not signed: name seal.key".to_owned())
        };
        setting.output().print(&report, words)?;
        return Ok(line.is_some().into());
    }
    super::runtime()?.block_on(async {
        let store = plant::store(&config)?;
        let Some(row) = store.latest_seal().await? else {
            let report = json!({ "checkpoint": null });
            setting
                .output()
                .print(&report, || "nothing is sealed yet".to_owned())?;
            return Ok(Verdict::No);
        };
        let token = match &row.token_digest {
            Some(digest) => store.blob(digest, TOKEN_BYTES_MAX).await?,
            None => None,
        };
        if let (Some(file), Some(token)) = (&args.token, &token) {
            std::fs::write(file, token)
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        if let Some(old) = args.old {
            let request = for_witness(&store, &row, old).await?;
            let report = json!({ "request": request });
            setting.output().print(&report, || request.clone())?;
            return Ok(Verdict::Yes);
        }
        let signatures = Note::parse(&row.note)?.signatures.len();
        let report = json!({
            "checkpoint": row.note,
            "day": row.day,
            "size": row.size,
            "signatures": signatures,
            "has_token": token.is_some(),
        });
        // Nothing but the note: what is printed is what is published.
        setting.output().print(&report, || row.note.clone())?;
        Ok(Verdict::Yes)
    })
}

/// The body of a request to a witness.
async fn for_witness(store: &Store, row: &SealRow, old: u64) -> anyhow::Result<String> {
    let spans = match old {
        0 => Vec::new(),
        old => proof::consistency(old, row.size).with_context(|| {
            format!(
                "the newest checkpoint has {} leaves, not {old} or more",
                row.size
            )
        })?,
    };
    let mut lines = vec![format!("old {old}")];
    for hash in store.seal_path(&spans).await? {
        lines.push(STANDARD.encode(hash));
    }
    Ok(format!("{}\n\n{}", lines.join("\n"), row.note))
}
