//! Checking the folder of a case, with no server, no database and no network.

use std::collections::BTreeSet;

use casework::case::{Case, Phase};
use casework::deed::{self, Manner, Signing};
use casework::event::rule::DeedCorrection;
use casework::event::{DeedSigned, Event, RuleEvent};
use casework::identifier::CaseNumber;
use casework::seal::{Checkpoint, Hash, VerifierKey};
use jiff::Timestamp;
use law::Law;
use law::edition::Edition;
use signature::Trust;
use store::{ExportedEvent, StreamId, check_chain};

use super::export::names;
use super::{
    Files, JOURNAL, LAW, MANIFEST, ORGANIZATION, OrganizationSince, STATE, State, digests_in,
    manifest, needed, organization_at, stands,
};
use casework::canonical::sha256_hex;

mod proofs;
#[cfg(test)]
mod tests;

/// The folders of what the journal names by digest.
const NAMED: [&str; 4] = ["application/", "attachments/", "deeds/", "files/"];

/// What whoever checks brings along.
pub struct Asked<'a> {
    /// The authorities that they believe about people and about time; none = signatures cannot be judged.
    pub trust: Option<&'a Trust>,
    /// The instant until which everything must prove.
    pub at: Timestamp,
    /// A checkpoint that they have from elsewhere.
    pub checkpoint: Option<&'a Checkpoint>,
    /// The key that must have signed the folder's checkpoint.
    pub key: Option<&'a VerifierKey>,
    /// The digest of the law as the office published it, or as whoever asks knows it: calendars and figures are in no
    /// journal, and a folder may bring its own.
    pub law: Option<&'a str>,
}

/// What was checked, row by row.
pub struct Checked {
    /// The rows, in the order in which one rests on the other.
    pub rows: Vec<Row>,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What was checked, one word: `files`, `journal`, `documents`, `law`, `case`, `deeds`, `signatures`, `seal`,
    /// `outside`.
    pub what: &'static str,
    /// Whether it holds; none where it cannot be said.
    pub holds: Option<bool>,
    /// What was found, in the operator's English, without names and numbers of people.
    pub detail: String,
}

impl Checked {
    /// Whether all holds. What cannot be said does not.
    pub fn holds(&self) -> bool {
        self.rows.iter().all(|row| row.holds == Some(true))
    }
}

/// What a row comes to.
type Found = Result<String, Not>;

/// Why a row does not hold.
#[derive(Clone)]
enum Not {
    /// It is wrong.
    Wrong(String),
    /// It cannot be said.
    Known(String),
}

fn wrong(why: impl Into<String>) -> Not {
    Not::Wrong(why.into())
}

fn row(what: &'static str, found: Found) -> Row {
    let (holds, detail) = match found {
        Ok(detail) => (Some(true), detail),
        Err(Not::Wrong(detail)) => (Some(false), detail),
        Err(Not::Known(detail)) => (None, detail),
    };
    Row {
        what,
        holds,
        detail,
    }
}

/// The journal as the folder has it.
struct Journal {
    stream: StreamId,
    hashes: Vec<Hash>,
    /// When each event happened, and the event; none of it where a body was erased.
    events: Option<Vec<(Timestamp, Event)>>,
    named: BTreeSet<String>,
}

/// The case that the journal tells under the kept law.
struct Told<'a> {
    law: &'a Law,
    edition: &'a Edition,
    events: Vec<Event>,
    case: Case,
}

/// Checks the files alone: each is the one of the manifest, and no other is there.
pub fn check_files(files: &Files) -> Row {
    row("files", whole(files))
}

/// Checks a folder; every row is tried, also after one that does not hold.
pub fn verify_case(files: &Files, asked: &Asked<'_>) -> Checked {
    let mut rows = vec![check_files(files)];
    let journal = match journal(files) {
        Ok(journal) => {
            let detail = format!(
                "{} events, each chained to the one before",
                journal.hashes.len()
            );
            rows.push(row("journal", Ok(detail)));
            journal
        }
        Err(not) => {
            rows.push(row("journal", Err(not)));
            return Checked { rows };
        }
    };
    let law = kept_law(files);
    let told = law
        .as_ref()
        .map_err(Not::clone)
        .and_then(|law| told(law, &journal));
    let known = organizations(files);
    match &told {
        Ok(told) => {
            rows.push(row("law", known_law(told, asked)));
            rows.push(row("case", same_state(files, told, known.as_deref())));
            rows.push(row("documents", documents(files, &journal, told)));
            rows.push(row("deeds", deeds(told, known.as_deref())));
            rows.push(row("signatures", proofs::signatures(files, told, asked)));
        }
        Err(not) => rows.push(row("law", Err(not.clone()))),
    }
    rows.push(row("seal", proofs::seal(files, &journal, asked)));
    rows.push(row("outside", proofs::outside(files, asked)));
    Checked { rows }
}

/// Every file is the one of the manifest, and no other is there.
fn whole(files: &Files) -> Found {
    let text = files
        .get(MANIFEST)
        .ok_or_else(|| wrong(format!("{MANIFEST} is missing")))?;
    let found = manifest(files);
    if text == found.as_bytes() {
        return Ok(format!("{} files, each as the manifest says", files.len()));
    }
    let text = String::from_utf8_lossy(text);
    let said: BTreeSet<&str> = text.lines().collect();
    let there: BTreeSet<&str> = found.lines().collect();
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    for line in said.symmetric_difference(&there) {
        paths.insert(line.split_once("  ").map_or(*line, |(_, path)| path));
    }
    let paths: Vec<&str> = paths.into_iter().take(5).collect();
    Err(wrong(format!(
        "not as the manifest says: {}",
        if paths.is_empty() {
            "its own form".to_owned()
        } else {
            paths.join(", ")
        }
    )))
}

fn text<'f>(files: &'f Files, path: &str) -> Result<&'f str, Not> {
    let bytes = files
        .get(path)
        .ok_or_else(|| wrong(format!("{path} is missing")))?;
    std::str::from_utf8(bytes).map_err(|_letters| wrong(format!("{path} is no text")))
}

fn read<T: serde::de::DeserializeOwned>(files: &Files, path: &str) -> Result<T, Not> {
    serde_json::from_str(text(files, path)?)
        .map_err(|_syntax| wrong(format!("{path} cannot be read")))
}

fn journal(files: &Files) -> Result<Journal, Not> {
    let count = files
        .keys()
        .filter(|path| path.starts_with(JOURNAL) && path.ends_with("-envelope.json"));
    let mut exported = Vec::new();
    for seq in (1_u64..).take(count.count()) {
        let name = |part: &str| format!("{JOURNAL}{seq:06}-{part}");
        let body = name("body.json");
        exported.push(ExportedEvent {
            seq,
            envelope: text(files, &name("envelope.json"))?.to_owned(),
            body: if files.contains_key(&body) {
                Some(text(files, &body)?.to_owned())
            } else {
                None
            },
            salt: files.get(&name("salt.bin")).cloned(),
        });
    }
    let first = exported
        .first()
        .ok_or_else(|| wrong("the journal is empty"))?;
    let stream = field(&first.envelope, "stream");
    let number = stream
        .as_deref()
        .and_then(|stream| CaseNumber::parse(stream.strip_prefix("case/")?).ok());
    let stream = StreamId::case(&number.ok_or_else(|| wrong("the journal is of no case"))?);
    let hashes = check_chain(&stream, &exported).map_err(|broken| wrong(broken.to_string()))?;
    let mut events = Some(Vec::new());
    let mut named = BTreeSet::new();
    for one in &exported {
        let Some(body) = &one.body else {
            events = None;
            continue;
        };
        let unreadable = || wrong(format!("event {} cannot be read", one.seq));
        let value = serde_json::from_str(body).map_err(|_syntax| unreadable())?;
        digests_in(&value, &mut named);
        let event: Event = serde_json::from_value(value).map_err(|_syntax| unreadable())?;
        let at = field(&one.envelope, "at")
            .and_then(|at| at.parse().ok())
            .ok_or_else(unreadable)?;
        if let Some(events) = &mut events {
            events.push((at, event));
        }
    }
    Ok(Journal {
        stream,
        hashes,
        events,
        named,
    })
}

fn field(json: &str, name: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    value.get(name)?.as_str().map(str::to_owned)
}

fn kept_law(files: &Files) -> Result<Law, Not> {
    let mut texts = Vec::new();
    for path in files.keys() {
        if let Some(name) = path.strip_prefix(LAW) {
            texts.push((name.to_owned(), text(files, path)?.to_owned()));
        }
    }
    law::load(texts)
        .map_err(|problems| wrong(format!("the kept law has {} faults", problems.len())))
}

/// Whether the kept law is the one that whoever asks knows.
fn known_law(told: &Told<'_>, asked: &Asked<'_>) -> Found {
    let (edition, digest) = (&told.edition.id.0, told.law.digest());
    match asked.law {
        Some(known) if known == digest => Ok(format!("edition {edition}, law {digest}")),
        Some(_other) => Err(wrong(format!("the kept law has the digest {digest}"))),
        None => Err(Not::Known(format!(
            "edition {edition} is that of the journal; calendar and figures are the folder's own: compare the law's \
             digest, {digest}"
        ))),
    }
}

/// Replays the journal under the edition that it names by digest.
fn told<'a>(law: &'a Law, journal: &Journal) -> Result<Told<'a>, Not> {
    let events = journal
        .events
        .as_ref()
        .ok_or_else(|| Not::Known("an event was erased as the law demands".to_owned()))?;
    let events: Vec<Event> = events.iter().map(|(_, event)| event.clone()).collect();
    let Some(Event::Filed(filed)) = events.first() else {
        return Err(wrong("the journal does not begin with a filing"));
    };
    let edition = law
        .edition_by_id(&filed.edition)
        .filter(|edition| edition.digest == filed.edition_digest);
    let edition =
        edition.ok_or_else(|| wrong("the kept edition is not the one that the journal names"))?;
    let case = Case::replay(&events, edition).map_err(|not| wrong(not.to_string()))?;
    Ok(Told {
        law,
        edition,
        events,
        case,
    })
}

fn organizations(files: &Files) -> Option<Vec<OrganizationSince>> {
    read(files, ORGANIZATION).ok()
}

/// What the folder says of the case follows from its journal and the law.
fn same_state(files: &Files, told: &Told<'_>, known: Option<&[OrganizationSince]>) -> Found {
    let state: State = read(files, STATE)?;
    let organization = known.and_then(|known| organization_at(known, state.exported_at));
    let organization = organization.ok_or_else(|| wrong("the organization is not there"))?;
    let now = state.exported_at;
    let again = stands(&told.case, told.law, told.edition, organization, now);
    match again {
        Ok(again) if again == state.stands => {
            Ok("state and days follow from the journal and the law".to_owned())
        }
        Ok(_) => Err(wrong(
            "another state or other days follow from the journal and the law",
        )),
        Err(refusal) => Err(wrong(format!(
            "the law cannot be applied: {}",
            refusal.code()
        ))),
    }
}

/// Every byte that the journal names by digest is there.
fn documents(files: &Files, journal: &Journal, told: &Told<'_>) -> Found {
    let state: State = read(files, STATE)?;
    for (digest, path) in names(&told.case, told.edition) {
        if files.get(&path).map(|bytes| sha256_hex(bytes)) != Some(digest) {
            return Err(wrong(format!("{path} is missing or was changed")));
        }
    }
    for (path, bytes) in files {
        let is_named = NAMED.iter().any(|folder| path.starts_with(folder));
        let digest = sha256_hex(bytes);
        let is_printed = path.ends_with("/deed.pdf");
        let has_its_name = path
            .strip_prefix("files/")
            .is_none_or(|name| name == digest);
        if is_named && !is_printed && !(journal.named.contains(&digest) && has_its_name) {
            return Err(wrong(format!("{path} is no file of the journal")));
        }
    }
    let there: BTreeSet<String> = files.values().map(|bytes| sha256_hex(bytes)).collect();
    let needed = needed(&told.events, &told.case);
    if let Some(lost) = needed.iter().find(|digest| !there.contains(*digest)) {
        return Err(wrong(format!(
            "the file with SHA-256 {lost} is missing or was changed"
        )));
    }
    let named = journal
        .named
        .iter()
        .filter(|digest| !state.absent.contains(digest));
    match named.clone().find(|digest| !there.contains(*digest)) {
        Some(lost) => Err(wrong(format!(
            "the file with SHA-256 {lost} is missing or was changed"
        ))),
        None => Ok(format!(
            "{} files that the journal names by digest",
            named.count()
        )),
    }
}

/// Every deed of a decision, written anew from the journal before it, has the bytes that were signed.
fn deeds(told: &Told<'_>, known: Option<&[OrganizationSince]>) -> Found {
    let mut count = 0;
    let mut before: Vec<&Event> = Vec::new();
    for event in &told.events {
        let corrected = event.rule().and_then(RuleEvent::correction);
        let signed = if let Event::DeedSigned(signed) = event {
            Some(signed.as_ref())
        } else {
            corrected.map(|it| &it.signed)
        };
        if let Some(signed) = signed {
            let case = Case::replay(before.iter().copied(), told.edition)
                .map_err(|not| wrong(not.to_string()))?;
            let Some(known) = known else {
                return Err(wrong("the organization is not there"));
            };
            // A deed of before was written in an earlier manner; it proves as it was signed.
            let is_same = known.iter().any(|one| {
                Manner::ALL.into_iter().any(|manner| {
                    let data = written(told, &case, (signed, corrected), (one, manner));
                    data.as_ref() == Some(&signed.data_digest)
                })
            });
            if !is_same {
                return Err(Not::Known(format!(
                    "deed {} of the case is written otherwise by the kept law",
                    count + 1
                )));
            }
            count += 1;
        }
        before.push(event);
    }
    Ok(match count {
        0 => "no decision is signed yet".to_owned(),
        count => format!("{count} written anew from the journal and the law: the same bytes"),
    })
}

/// The digest of the data of a deed as it is written in a manner.
fn written(
    told: &Told<'_>,
    case: &Case,
    (signed, corrected): (&DeedSigned, Option<&DeedCorrection>),
    (one, manner): (&OrganizationSince, Manner),
) -> Option<String> {
    let signing = Signing {
        law: told.law,
        edition: told.edition,
        organization: &one.organization,
        day: signed.day,
        signatory: &signed.officer,
    };
    let document = if let Some(it) = corrected {
        let corrects = deed::Corrects {
            number: it.corrects.clone(),
            changes: it.changes.clone(),
            reason: it.reason.clone(),
        };
        deed::write_corrected_as(case, corrects, &signing, manner)
    } else if let Phase::AwaitingSignature { proposal } = &case.phase {
        deed::write_as(case, proposal, &signing, manner)
    } else {
        return None;
    };
    let document = document.ok()?;
    Some(sha256_hex(&document.bytes().ok()?))
}
