//! A case as a folder of files that proves itself: to an auditor, to a court, without the server.
//!
//! # Threats
//!
//! A file is changed, lost or slipped in: the manifest says so. The manifest is written anew over it: the chain, the
//! digests in the journal, the signatures and the seal say so. All of it is written anew: then the journal's head is
//! not under the root of a checkpoint that somebody else holds, and no time stamp of the day fits.

use std::collections::BTreeMap;

use casework::actor::{Actor, Organization};
use casework::case::Case;
use casework::deadline::{Deadlines, deadlines};
use casework::event::Event;
use casework::projection::case_row;
use casework::seal::StreamHead;
use casework::{Moment, canonical};
use jiff::Timestamp;
use law::Law;
use law::edition::Edition;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

mod export;
mod readme;
mod verify;

pub use export::export_case;
pub use verify::{Asked, Checked, Row, check_files, verify_case};

/// The files of a folder by their paths, with `/` between the parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The list of all other files with their digests, as `sha256sum -c` reads it.
pub const MANIFEST: &str = "MANIFEST.sha256";

const README: &str = "README.txt";
const STATE: &str = "case.json";
const ORGANIZATION: &str = "organization.json";
const JOURNAL: &str = "journal/";
const LAW: &str = "law/";
const SIGNATURES: &str = "signatures/";
const CHECKPOINT: &str = "seal/checkpoint.txt";
const PROOF: &str = "seal/proof.json";
const TOKEN: &str = "seal/token.tst";

/// The organization of a case as it was from an instant on.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganizationSince {
    since: Timestamp,
    organization: Organization,
}

/// Where the case stands in the tree of seals.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    head: StreamHead,
    place: u64,
    size: u64,
    path: Vec<String>,
}

/// What the folder says of the case in words of machines; it must follow from the journal and the law.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    exported_at: Timestamp,
    /// Digests that the journal names and whose bytes the archive does not keep.
    absent: Vec<String>,
    /// The case's row, its days by stage, its deeds.
    stands: Value,
}

/// The list of all files but itself.
fn manifest(files: &Files) -> String {
    let mut text = String::new();
    for (path, bytes) in files.iter().filter(|(path, _)| *path != MANIFEST) {
        text.push_str(&canonical::sha256_hex(bytes));
        text.push_str("  ");
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// What follows from a journal under a law: compared byte for byte.
fn stands(
    case: &Case,
    law: &Law,
    edition: &Edition,
    organization: &Organization,
    now: Timestamp,
) -> Result<Value, casework::Refusal> {
    let moment = Moment {
        now,
        actor: &Actor::System,
        law,
        edition,
        organization,
    };
    let days = deadlines(case, &moment)?;
    Ok(json!({
        "row": case_row(case, &days),
        "days": days_of(&days),
        "deeds": case.deeds,
    }))
}

fn days_of(deadlines: &Deadlines) -> BTreeMap<String, String> {
    let stages = deadlines.stages.iter();
    let mut days: BTreeMap<String, String> = stages
        .map(|stage| (format!("stage {}", stage.stage), stage.due.to_string()))
        .collect();
    for limit in &deadlines.limits {
        days.insert(
            format!("limit {}", limit.code),
            limit.deadline.day.to_string(),
        );
    }
    days.insert("answer".to_owned(), deadlines.answer.day.to_string());
    days.insert(
        "registration".to_owned(),
        deadlines.registration.day.to_string(),
    );
    days
}

/// Every SHA-256 that the bodies name, in whatever field.
fn digests_in(value: &Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::String(text) => {
            if casework::seal::hash_from_hex(text).is_some() {
                found.insert(text.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| digests_in(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| digests_in(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The digests of the bytes without which the case proves nothing: files, signed texts and containers.
fn needed(events: &[Event], case: &Case) -> Vec<String> {
    let mut digests = vec![
        case.filed.signed_digest.clone(),
        case.filed.container_digest.clone(),
    ];
    digests.extend(
        case.filed
            .attachments
            .iter()
            .map(|file| file.sha256.clone()),
    );
    for deed in &case.deeds {
        digests.push(deed.data_digest.clone());
        digests.push(deed.container_digest.clone());
    }
    for event in events {
        if let Event::FindingRecorded(finding) = event {
            digests.extend(finding.attachment.clone());
            digests.extend(finding.answer.clone());
        }
    }
    digests
}

/// The organization as it was at an instant.
fn organization_at(known: &[OrganizationSince], at: Timestamp) -> Option<&Organization> {
    let before = known.iter().rev().find(|one| one.since <= at);
    before
        .or_else(|| known.first())
        .map(|one| &one.organization)
}
