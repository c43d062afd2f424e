//! `shanyraq restore`: a backup into an empty archive, of either engine, checked before and verified after.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::backup::in_words;
use super::{Setting, Verdict};
use crate::plant;

/// Takes a backup into an empty archive of either engine, all or nothing, and verifies the journal. Exit 1 if the
/// journal is not as it was written.
#[derive(Debug, Args)]
pub struct Restore {
    /// The folder that `shanyraq backup` wrote.
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
}

/// Runs the command.
pub fn restore(args: &Restore, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    super::runtime()?.block_on(async {
        let store = plant::store(&config)?;
        let taken_in = store.restore(&args.from).await;
        let (manifest, journal) = taken_in.map_err(in_words)?;
        let is_clean = journal.is_sound();
        let report = json!({
            "rows": manifest.rows(),
            "made_at": manifest.made_at,
            "streams": journal.streams,
            "events": journal.events,
            "clean": is_clean,
            "heads": manifest.heads,
        });
        setting.output().print(&report, || {
            let verdict = if is_clean {
                "the journal is as it was written"
            } else {
                "the journal is NOT as it was written: run `shanyraq journal verify`"
            };
            format!(
                "{} rows of {}, {} events in {} streams: {verdict}.",
                manifest.rows(),
                manifest.made_at,
                journal.events,
                journal.streams,
            )
        })?;
        Ok(is_clean.into())
    })
}
