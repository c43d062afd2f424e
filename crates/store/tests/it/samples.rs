//! Samples: small commits, cases and people for the stories.

use casework::{
    identifier::{CaseNumber, Iin},
    projection::CaseRow,
};
use jiff::{Timestamp, civil::Date};
use store::{Batch, Body, Commit, CommitError, Committed, EventDraft, Store, StreamId};

/// 1 July 2026, nine in the morning in Astana, and `seconds` more.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_782_878_400 + seconds).unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn iin(last: u32) -> Iin {
    Iin::from_certificate(&format!("{:012}", 900_101_300_000_u64 + u64::from(last))).unwrap()
}

pub(crate) fn number(random: u64) -> CaseNumber {
    CaseNumber::from_random(random)
}

pub(crate) fn noted(text: &str) -> EventDraft {
    EventDraft {
        at: at(0),
        actor: "system".to_owned(),
        edition: None,
        kind: "noted".to_owned(),
        body: Body::of(&serde_json::json!({ "text": text })),
    }
}

/// A commit of a batch without counters.
pub(crate) fn plain(stream: StreamId, expected_seq: u64, batch: Batch) -> Commit<(), String> {
    Commit {
        stream,
        expected_seq,
        counters: Vec::new(),
        build: Box::new(move |_numbers| Ok((batch, ()))),
    }
}

/// Commits events with these texts.
pub(crate) async fn note(
    store: &Store,
    stream: &StreamId,
    expected_seq: u64,
    texts: &[&str],
) -> Result<Committed<()>, CommitError<String>> {
    let batch = Batch {
        events: texts.iter().map(|text| noted(text)).collect(),
        ..Batch::default()
    };
    store
        .commit(plain(stream.clone(), expected_seq, batch))
        .await
}

/// An open case of an organization, with its name, due on a day.
pub(crate) fn case(random: u64, organization: &str, name: &str, due: Option<&str>) -> CaseRow {
    CaseRow {
        number: number(random),
        organization: organization.to_owned(),
        service: "housing-assistance".to_owned(),
        place: "710000000".to_owned(),
        recipient: iin(17),
        recipient_name: name.to_owned(),
        registration_number: None,
        filed_at: at(i64::try_from(random).unwrap()),
        stage: "completeness".to_owned(),
        turn: "executor".to_owned(),
        officer: None,
        officer_name: None,
        due: due.map(day),
        answer_due: day("2026-07-13"),
        closed_as: None,
        closed_day: None,
        seq: 3,
        waits_for: None,
        waits_until: None,
    }
}
