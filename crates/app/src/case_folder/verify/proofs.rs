//! What proves the folder to others: signatures by their evidence, the path to the seal, what is known outside.

use std::collections::{BTreeMap, BTreeSet};

use casework::canonical::sha256_hex;
use casework::seal::{Checkpoint, Hash, Note, hash_from_hex, hex, proof};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use signature::package::{EvidencePackage, File, Signed, VALID, reverify};

use super::super::{CHECKPOINT, Files, PROOF, Proof, SIGNATURES, TOKEN};
use super::{Asked, Found, Journal, Not, Told, read, text, wrong};
use crate::note_key::is_signed_by;

/// Every signature that the case rests on counts by its own evidence, is over the bytes that the journal names, and
/// is of the person whom the journal names.
pub(super) fn signatures(files: &Files, told: &Told<'_>, asked: &Asked<'_>) -> Found {
    let Some(trust) = asked.trust else {
        let why = "name the certificates of the authorities that you trust";
        return Err(Not::Known(why.to_owned()));
    };
    let packages = packages(files)?;
    let mut unproven = BTreeSet::new();
    for (container, (signed, iin)) in due(told) {
        let Some(package) = packages.get(&container) else {
            unproven.insert(container);
            continue;
        };
        let bytes = match &package.signed {
            Signed::Bytes(bytes) => sha256_hex(bytes),
            Signed::Digest { sha256, .. } => hex(sha256),
        };
        if bytes != signed || package.verdict().expected.iin.as_ref() != Some(&iin) {
            return Err(wrong(format!(
                "the evidence of {container} is of another text or person"
            )));
        }
    }
    for (container, package) in &packages {
        if sha256_hex(&package.container) != *container {
            return Err(wrong(format!(
                "the evidence of {container} is of another container"
            )));
        }
        let again = reverify(package, trust, Some(asked.at));
        match again {
            Ok(found) if found.verdict.code == VALID => {}
            Ok(found) => {
                return Err(wrong(format!(
                    "{container} does not count: {}",
                    found.verdict.code
                )));
            }
            Err(reason) => {
                return Err(wrong(format!(
                    "the evidence of {container} is broken: {}",
                    reason.code()
                )));
            }
        }
    }
    let has_parties = told.events.iter().any(|event| event.work().is_some());
    match unproven.first() {
        None if has_parties => Err(Not::Known(
            "consents, votes and agreements of parties are in the journal, and this check does not judge their signatures"
                .to_owned(),
        )),
        Some(container) if told.case.evidence.is_some() => {
            Err(wrong(format!("the evidence of {container} is missing")))
        }
        Some(_) => Err(Not::Known(
            "the signature waits for its evidence".to_owned(),
        )),
        None => Ok(format!("{} count by their own evidence", packages.len())),
    }
}

/// The containers that must be proven: what each is over, and whose signature it is.
fn due(told: &Told<'_>) -> BTreeMap<String, (String, String)> {
    let filed = &told.case.filed;
    let mut due = BTreeMap::new();
    let is_confirmed = told
        .case
        .evidence
        .as_ref()
        .is_some_and(|it| it.confirmation().is_some());
    if !is_confirmed {
        let iin = filed.recipient.iin.as_str().to_owned();
        due.insert(
            filed.container_digest.clone(),
            (filed.signed_digest.clone(), iin),
        );
    }
    for deed in &told.case.deeds {
        let iin = deed.officer.iin.as_str().to_owned();
        due.insert(
            deed.container_digest.clone(),
            (deed.data_digest.clone(), iin),
        );
    }
    due
}

fn packages(files: &Files) -> Result<BTreeMap<String, EvidencePackage>, Not> {
    let mut folders: BTreeMap<String, Vec<File>> = BTreeMap::new();
    for (path, bytes) in files {
        if let Some((container, name)) = path
            .strip_prefix(SIGNATURES)
            .and_then(|rest| rest.split_once('/'))
        {
            let folder = folders.entry(container.to_owned()).or_default();
            folder.push((name.to_owned(), bytes.clone()));
        }
    }
    let mut packages = BTreeMap::new();
    for (container, files) in folders {
        let package = EvidencePackage::from_files(&files).map_err(|reason| {
            wrong(format!(
                "the evidence of {container} is broken: {}",
                reason.code()
            ))
        })?;
        packages.insert(container, package);
    }
    Ok(packages)
}

/// The note and the checkpoint in it; none if the case was not sealed when it was exported.
fn checkpoint(files: &Files) -> Result<Option<(Note, Checkpoint)>, Not> {
    if !files.contains_key(CHECKPOINT) {
        return Ok(None);
    }
    let note = Note::parse(text(files, CHECKPOINT)?).map_err(|not| wrong(not.to_string()))?;
    let checkpoint = Checkpoint::parse(&note.text).map_err(|not| wrong(not.to_string()))?;
    Ok(Some((note, checkpoint)))
}

/// The journal's head is under the root of the checkpoint.
pub(super) fn seal(files: &Files, journal: &Journal, asked: &Asked<'_>) -> Found {
    let Some((note, checkpoint)) = checkpoint(files)? else {
        return Err(Not::Known(
            "the case was not sealed yet: export it again after the next seal".to_owned(),
        ));
    };
    let proof: Proof = read(files, PROOF)?;
    let head = &proof.head;
    let index = head
        .seq
        .checked_sub(1)
        .and_then(|index| usize::try_from(index).ok());
    let hash = index.and_then(|index| journal.hashes.get(index));
    if head.stream != journal.stream.as_str()
        || hash.map(|hash| hex(hash)) != Some(head.hash.clone())
    {
        return Err(wrong(
            "what was sealed is not in this journal: it was cut or written anew",
        ));
    }
    let path: Option<Vec<Hash>> = proof
        .path
        .iter()
        .map(|digits| hash_from_hex(digits))
        .collect();
    let leaf = head
        .leaf()
        .map_err(|_number| wrong("the leaf has no canonical form"))?;
    let is_in = path.is_some_and(|path| {
        proof.size == checkpoint.size
            && proof::is_included(&leaf, proof.place, proof.size, &path, &checkpoint.root)
    });
    if !is_in {
        return Err(wrong(
            "the path does not lead to the root of the checkpoint",
        ));
    }
    if let Some(key) = asked.key
        && !is_signed_by(&note, key)
    {
        return Err(wrong(format!(
            "the checkpoint is not signed by {}",
            key.name()
        )));
    }
    if asked.key.is_none() && asked.checkpoint.is_none() {
        return Err(Not::Known(
            "the path holds, and anybody can make such a seal: name the office's key, or a checkpoint from outside"
                .to_owned(),
        ));
    }
    let count = u64::try_from(journal.hashes.len()).unwrap_or(u64::MAX);
    if head.seq < count {
        let (seq, day) = (head.seq, checkpoint.day);
        return Err(Not::Known(format!(
            "events 1 to {seq} of {count} are under the seal of {day}: export again after the next seal"
        )));
    }
    Ok(format!(
        "all {count} events are under the seal of {}",
        checkpoint.day
    ))
}

/// How many days a time stamp may come after its seal: the authority may have been silent.
const LATE_DAYS: i32 = 3;

/// A time stamp proves a day only if it was made then: one made long after says nothing of the day.
fn of_its_day(made_at: Timestamp, day: Date) -> Result<(), Not> {
    // Kazakhstan's time since March 2024; before that an hour later, which no day of grace feels.
    let local = made_at
        .to_zoned(TimeZone::fixed(jiff::tz::offset(5)))
        .date();
    let after = local.since(day).map_or(i32::MAX, |span| span.get_days());
    match after {
        ..0 => Err(wrong(format!(
            "the time stamp is of {made_at}, before the day {day}"
        ))),
        0..=LATE_DAYS => Ok(()),
        _late => Err(Not::Known(format!(
            "the seal says {day}, and its time stamp was made on {local} only"
        ))),
    }
}

/// That the seal is not only the office's own word: a time stamp, or a checkpoint that somebody else kept.
pub(super) fn outside(files: &Files, asked: &Asked<'_>) -> Found {
    let Some((note, checkpoint)) = checkpoint(files)? else {
        return Err(Not::Known("there is no seal to compare".to_owned()));
    };
    let mut proofs = Vec::new();
    if let Some(outside) = asked.checkpoint {
        let (day, size) = (outside.day, outside.size);
        if size != checkpoint.size {
            return Err(Not::Known(format!(
                "the checkpoint from outside is of {day}, this one of {}: compare those of one day",
                checkpoint.day
            )));
        }
        if outside.root != checkpoint.root {
            return Err(wrong(format!(
                "the checkpoint from outside, of {day}, has another root"
            )));
        }
        proofs.push(format!("the checkpoint kept outside, of {day}"));
    }
    if let Some(token) = files.get(TOKEN) {
        match asked.trust {
            None => {
                return Err(Not::Known(
                    "the time stamp cannot be judged without trusted authorities".to_owned(),
                ));
            }
            Some(trust) => {
                let facts =
                    signature::check_token(token, note.text.as_bytes(), trust, None, asked.at)
                        .map_err(|reason| {
                            wrong(format!("the time stamp does not fit: {}", reason.code()))
                        })?;
                of_its_day(facts.made_at, checkpoint.day)?;
                proofs.push(format!("a time stamp of {}", facts.made_at));
            }
        }
    }
    if proofs.is_empty() {
        let why =
            "neither a time stamp nor a checkpoint from outside: the day is the office's word";
        return Err(Not::Known(why.to_owned()));
    }
    Ok(proofs.join("; "))
}
