//! The daily seal: once a legal day the heads of all journals go under one root, journalled, signed and time-stamped.
//!
//! # Threats
//!
//! A person with the database in hand removes a case, cuts a journal's tail or writes it anew: the leaves tell. They
//! write the leaves and seals anew too: the signature, the time stamp and every copy of a checkpoint outside tell. A
//! tree that no longer has the root that was sealed is never sealed over: the worker says so until somebody looks.

use casework::seal::{Checkpoint, Note};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::{Batch, Blob, Body, Commit, EventDraft, Row, SealRow, StreamId};

use crate::case_command::uncommitted;
use crate::error::{Error, Fault};
use crate::job::{Job, Outcome};
use crate::office::Office;
use crate::stamp::token_over;

/// KATO code of the capital: the place whose legal day a seal has.
const CAPITAL: &str = "710000000";

/// Seals the legal day of `now`, if it is not sealed yet; what was sealed. After a standstill the next call seals all
/// that moved in the meantime. Called again after an interruption or a conflict, it goes on.
pub async fn seal_day(office: &Office, now: Timestamp) -> Result<Option<Checkpoint>, Error> {
    let day = office.today_at(CAPITAL, now)?;
    let latest = office.store.latest_seal().await?;
    if latest.as_ref().is_some_and(|latest| latest.day >= day) {
        return Ok(None);
    }
    let previous = latest.as_ref().map(checkpoint_of).transpose()?;
    if let Some(previous) = &previous
        && office.store.seal_root(previous.size).await? != previous.root
    {
        return Err(Fault::SealBroken(previous.day).into());
    }
    let size = match office.store.grow_seal().await {
        Err(store::Fault::Duplicate { .. }) => return Err(Error::Conflict),
        size => size?,
    };
    let checkpoint = Checkpoint {
        origin: origin(&office.settings.origin),
        size,
        root: office.store.seal_root(size).await?,
        day,
        previous: previous.and_then(|previous| previous.digest()),
    };
    let seq = latest.map_or(0, |latest| latest.seq);
    commit(office, &checkpoint, seq, now).await?;
    tracing::info!(%day, size, "the journals are sealed");
    Ok(Some(checkpoint))
}

async fn commit(
    office: &Office,
    checkpoint: &Checkpoint,
    seq: u64,
    now: Timestamp,
) -> Result<(), Error> {
    let text = checkpoint.text();
    let event = EventDraft {
        at: now,
        actor: "system".to_owned(),
        edition: None,
        kind: "sealed".to_owned(),
        body: Body::of(&json!({ "checkpoint": text })),
    };
    let key = office.settings.note_key.as_ref();
    let note = Note {
        signatures: key.map(|key| key.sign(&text)).into_iter().collect(),
        text,
    };
    let row = SealRow {
        seq: seq + 1,
        day: checkpoint.day,
        size: checkpoint.size,
        note: note.to_text(),
        token_digest: None,
    };
    let day = checkpoint.day;
    let has_time = office.tsa.is_some();
    let build = move |_numbers: &store::Numbers| {
        let batch = Batch {
            events: vec![event],
            rows: vec![Row::Seal(Box::new(row))],
            jobs: has_time
                .then(|| Job::StampSeal { day }.draft(now))
                .into_iter()
                .collect(),
            ..Batch::default()
        };
        Ok((batch, ()))
    };
    let commit = Commit {
        stream: StreamId::seal(),
        expected_seq: seq,
        counters: Vec::new(),
        build: Box::new(build),
    };
    office.store.commit(commit).await.map_err(uncommitted)?;
    Ok(())
}

/// The job: asks for the time stamp over a day's checkpoint until there is one.
pub async fn stamp_seal(office: &Office, day: Date, now: Timestamp) -> Result<Outcome, Error> {
    let Some(row) = office.store.seal_of(day).await? else {
        return Ok(Outcome::Done);
    };
    if row.token_digest.is_some() {
        return Ok(Outcome::Done);
    }
    let text = checkpoint_of(&row)?.text();
    let Some(token) = token_over(office, text.as_bytes(), now).await? else {
        return Ok(Outcome::Retry("no time stamp".to_owned()));
    };
    office.store.put_seal_token(day, Blob::new(token)).await?;
    Ok(Outcome::Done)
}

/// The newest checkpoint as it is published: a signed note, plain text.
pub async fn published(office: &Office) -> Result<Option<String>, Error> {
    Ok(office.store.latest_seal().await?.map(|row| row.note))
}

/// The checkpoint that a seal's note holds.
pub fn checkpoint_of(row: &SealRow) -> Result<Checkpoint, Error> {
    let note = Note::parse(&row.note).map_err(Fault::Note)?;
    Ok(Checkpoint::parse(&note.text).map_err(Fault::Checkpoint)?)
}

/// The name of the log: the address that people see, without its scheme.
pub fn origin(address: &str) -> String {
    let host = address.split_once("://").map_or(address, |(_, host)| host);
    format!("{host}/journal")
}
