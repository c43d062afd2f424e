//! `shanyraq journal verify`: whether the journal still is what was written, and all of it.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use app::note_key::is_signed_by;
use casework::seal::{Checkpoint, Note, VerifierKey};
use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use store::{JournalFault, SealFault, SealReport, VerifyReport, Wrong};

use super::{Setting, Verdict};
use crate::{keyring, plant};

/// How many rows lie between two signs of life.
const NOTED: u64 = 10_240;

/// Checks every event of every stream (chain, hashes, order, bodies) and all of them against the daily seals, so that
/// a removed case and a cut tail show too. Exit 0 if all is as it was written, 1 if not, 2 if it could not look.
#[derive(Debug, Args)]
pub struct VerifyJournal {
    /// A checkpoint kept outside, as `journal checkpoint` printed it: shows that the journal and its seals were written
    /// anew together. May be given more than once.
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// The public key that must have signed those checkpoints, as `journal checkpoint --key` prints it.
    #[arg(long, value_name = "KEY", requires = "checkpoint")]
    key: Option<String>,
    /// Pass over what was sealed before this day and has not moved since: quicker, for every night between full runs.
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
}

/// Runs the command.
pub fn verify_journal(args: &VerifyJournal, setting: &Setting) -> anyhow::Result<Verdict> {
    let key = args.key.as_deref().map(key_of).transpose()?;
    let outside: Vec<Checkpoint> = args
        .checkpoint
        .iter()
        .map(|file| checkpoint_in(file, key.as_ref()))
        .collect::<anyhow::Result<_>>()?;
    let config = setting.config()?;
    super::runtime()?.block_on(async {
        let store = plant::ready_store_with(&config, keyring::read_if_any(&config)?).await?;
        let from = match args.since {
            Some(day) => store.sealed_before(day).await?,
            None => 0,
        };
        let mut events = progress("events");
        let chains = match args.since {
            Some(_) => store.verify_moved(from, &mut events).await?,
            None => store.verify_noting(&mut events).await?,
        };
        let seals = store
            .verify_seals(from, &outside, &mut progress("sealed places"))
            .await?;
        if std::io::stderr().is_terminal() {
            write!(std::io::stderr().lock(), "\r\x1b[K").ok();
        }
        let faults: Vec<String> = chains
            .faults
            .iter()
            .map(in_words)
            .chain(seals.faults.iter().map(seal_in_words))
            .collect();
        let is_clean = chains.is_sound() && seals.is_sound();
        let json = json!({
            "clean": is_clean,
            "streams": chains.streams,
            "events": chains.events,
            "erased": chains.erased,
            "unread": chains.unread,
            "seals": seals.seals,
            "sealed_places": seals.leaves,
            "newest_seal": seals.newest,
            "since": args.since,
            "checkpoints": outside.len(),
            "fault_count": chains.fault_count + seals.fault_count,
            "faults": faults,
        });
        setting
            .output()
            .print(&json, || words(&chains, &seals, outside.len(), &faults))?;
        Ok(is_clean.into())
    })
}

/// Says on a terminal how far the reading has come.
fn progress(of: &'static str) -> impl FnMut(u64) + Send {
    let is_shown = std::io::stderr().is_terminal();
    let mut next = NOTED;
    move |count| {
        if is_shown && count >= next {
            next = count + NOTED;
            write!(std::io::stderr().lock(), "\r{count} {of} … ").ok();
        }
    }
}

fn words(chains: &VerifyReport, seals: &SealReport, outside: usize, faults: &[String]) -> String {
    let newest = seals.newest.map_or_else(
        || "nothing is sealed yet".to_owned(),
        |day| format!("{} seals, the newest of {day}", seals.seals),
    );
    let outside = match outside {
        0 => "no checkpoint from outside was given (--checkpoint)".to_owned(),
        count => format!("{count} checkpoints from outside"),
    };
    let verdict = if faults.is_empty() {
        "the journal is as it was written."
    } else {
        "changed."
    };
    let mut lines = vec![format!(
        "{} events in {} streams; {newest}; {outside}: {verdict}",
        chains.events, chains.streams
    )];
    if chains.unread > 0 {
        lines.push(format!(
            "  {} bodies stayed shut for want of keys; of these the envelopes alone were verified",
            chains.unread
        ));
    }
    lines.extend(faults.iter().map(|fault| format!("  {fault}")));
    let left = (chains.fault_count + seals.fault_count)
        .saturating_sub(u64::try_from(faults.len()).unwrap_or(u64::MAX));
    if left > 0 {
        lines.push(format!("  and {left} more"));
    }
    lines.join("\n")
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

/// What the seals tell, with the place and the first seal that had it otherwise.
fn seal_in_words(fault: &SealFault) -> String {
    let since = |day: &Option<Date>| match day {
        Some(day) => format!("sealed on {day}"),
        None => "taken down and not sealed yet".to_owned(),
    };
    match fault {
        SealFault::StreamRemoved {
            stream,
            sealed,
            since: day,
        } => format!("{stream}: removed; it had {sealed} events ({})", since(day)),
        SealFault::Truncated {
            stream,
            left,
            sealed,
            since: day,
        } => format!(
            "{stream} event {}: truncated; {left} of {sealed} events are left ({})",
            left + 1,
            since(day)
        ),
        SealFault::EventMissing {
            stream,
            seq,
            since: day,
        } => format!("{stream} event {seq}: it is missing ({})", since(day)),
        SealFault::Rewritten {
            stream,
            seq,
            since: day,
        } => format!(
            "{stream} event {seq}: it, or one before it, was written anew ({})",
            since(day)
        ),
        SealFault::RootDiffers { day } => {
            format!("seal of {day}: what was sealed was changed, or has another order")
        }
        SealFault::NodeDiffers { level, place } => {
            format!(
                "node {level}/{place} of the seals: it is gone or was changed; proofs would not hold"
            )
        }
        SealFault::LeavesMissing { day, found, sealed } => {
            format!("seal of {day}: {found} of {sealed} sealed places are left")
        }
        SealFault::SealChanged { seq } => {
            format!(
                "system/seal event {seq}: the seal was changed, removed, or does not continue the one before"
            )
        }
        SealFault::CheckpointAhead { day, found, sealed } => format!(
            "checkpoint of {day}: it has {sealed} places and the database {found}: seals were removed"
        ),
        SealFault::CheckpointDiffers { day } => {
            format!("checkpoint of {day}: the journal and its seals were written anew")
        }
    }
}

/// The key of a line, or of a file with that line.
pub(super) fn key_of(text: &str) -> anyhow::Result<VerifierKey> {
    let line = std::fs::read_to_string(text).unwrap_or_else(|_no_file| text.to_owned());
    VerifierKey::parse(&line)
        .with_context(|| format!("--key {text}: neither a key nor a file with one"))
}

/// The checkpoint in a file, signed by `key` where one is given.
pub(super) fn checkpoint_in(file: &Path, key: Option<&VerifierKey>) -> anyhow::Result<Checkpoint> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the checkpoint {}", file.display()))?;
    let note = Note::parse(&text)
        .with_context(|| format!("{} is no checkpoint with signatures", file.display()))?;
    if let Some(key) = key
        && !is_signed_by(&note, key)
    {
        bail!("{} is not signed by {}", file.display(), key.name());
    }
    Checkpoint::parse(&note.text).with_context(|| format!("{} is no checkpoint", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_is_told_with_its_place_and_the_seal_that_had_it() {
        let since = Some("2026-11-22".parse().unwrap());
        let stream = "case/1234".to_owned();
        let removed = SealFault::StreamRemoved {
            stream: stream.clone(),
            sealed: 4,
            since,
        };
        let told = "case/1234: removed; it had 4 events (sealed on 2026-11-22)";
        assert_eq!(seal_in_words(&removed), told);
        let cut = SealFault::Truncated {
            stream: stream.clone(),
            left: 3,
            sealed: 4,
            since,
        };
        let told = "case/1234 event 4: truncated; 3 of 4 events are left (sealed on 2026-11-22)";
        assert_eq!(seal_in_words(&cut), told);
        let hole = SealFault::EventMissing {
            stream,
            seq: 2,
            since: None,
        };
        let told = "case/1234 event 2: it is missing (taken down and not sealed yet)";
        assert_eq!(seal_in_words(&hole), told);
    }
}
