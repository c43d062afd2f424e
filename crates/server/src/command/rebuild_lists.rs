//! `shanyraq journal rebuild`: the lists of cases, made anew out of the journals.

use clap::Args;
use serde_json::json;

use super::{Setting, Verdict};
use crate::plant;

/// Makes the lists of cases, and of whom receipts name, anew out of the journals, for what a newer program keeps in them.
/// Exit code 0: all of them; 2: one did not open and is named, the others are done. After an interruption run it again.
#[derive(Debug, Args)]
pub struct RebuildLists {}

/// Runs the command.
pub fn rebuild_lists(_args: &RebuildLists, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    let now = plant::clock(&config).now();
    super::runtime()?.block_on(async {
        let office = plant::office(&config).await?;
        let count = app::rebuild_lists::rebuild_lists(&office, now).await?;
        let report = json!({ "rebuilt": true, "journals": count });
        setting.output().print(&report, || {
            format!("The lists of cases are made anew out of {count} journals.")
        })?;
        Ok(Verdict::Yes)
    })
}
