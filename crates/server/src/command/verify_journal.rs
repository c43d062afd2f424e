//! `shanyraq journal verify`: whether the journal still is what was written.

use clap::Args;
use serde_json::json;

use store::{JournalFault, Wrong};

use super::{Setting, Verdict};
use crate::plant;

/// Checks every event of every stream: chain, hashes, order, bodies. Exit 1 if anything was changed.
#[derive(Debug, Args)]
pub struct VerifyJournal {}

/// Runs the command.
pub fn verify_journal(_args: &VerifyJournal, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    super::runtime()?.block_on(async {
        let store = plant::ready_store(&config).await?;
        let report = store.verify().await?;
        let faults: Vec<String> = report.faults.iter().map(in_words).collect();
        let is_clean = report.is_sound();
        let json = json!({
            "clean": is_clean,
            "streams": report.streams,
            "events": report.events,
            "faults": faults,
        });
        setting.output().print(&json, || {
            let mut text = format!("{} events in {} streams: ", report.events, report.streams);
            text.push_str(if is_clean {
                "the journal is as it was written."
            } else {
                "changed."
            });
            for fault in &faults {
                text.push_str("\n  ");
                text.push_str(fault);
            }
            text
        })?;
        Ok(is_clean.into())
    })
}

/// A fault with its place.
fn in_words(fault: &JournalFault) -> String {
    let wrong = match fault.wrong {
        Wrong::Changed => "its envelope was changed",
        Wrong::BodyChanged => "its body was changed",
        Wrong::Reordered => "it was moved from another place",
        Wrong::Unlinked => "the event before it was changed, replaced or removed",
        Wrong::Removed => "one or more events before it are missing",
    };
    format!("{} event {}: {wrong}", fault.stream, fault.seq)
}
