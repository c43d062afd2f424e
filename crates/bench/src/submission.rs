//! What one submission writes, apart from HTTP and signatures: a case with three events and its deadline.

use casework::identifier::{CaseNumber, Iin};
use casework::projection::CaseRow;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use sandbox::identifiers::Sex;
use serde_json::json;
use store::{Batch, Body, CaseEntry, Commit, EventDraft, Row, StreamId};

/// Family names, so that a search finds some and not all.
const NAMES: [&str; 16] = [
    "Әлімжанова",
    "Ахметов",
    "Есимов",
    "Қайратқызы",
    "Жүсіпов",
    "Омарова",
    "Тұрсынбек",
    "Ильина",
    "Сәрсенбаев",
    "Нұрланова",
    "Петров",
    "Бекова",
    "Дүйсенов",
    "Шәкәрімова",
    "Ковалёва",
    "Ғабитов",
];
/// Given names.
const GIVEN: [&str; 8] = [
    "Мадина",
    "Асқар",
    "Елена",
    "Тимур",
    "Күләш",
    "Нұрлан",
    "Сәуле",
    "Виктор",
];
/// Stages of the service.
const STAGES: [&str; 3] = ["completeness", "verification", "decision"];

/// The instant of the first case.
fn dawn() -> Timestamp {
    // 1 July 2026, nine in the morning in Astana.
    Timestamp::UNIX_EPOCH
        .checked_add(SignedDuration::from_secs(1_782_878_400))
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The day on which the work lists are looked at.
pub(crate) const TODAY: Date = date(2026, 11, 17);

/// The organization of the `n`th case: 200 providers, the first with a tenth of the country as the capital has.
pub(crate) fn organization(n: u64) -> String {
    let code = if n.is_multiple_of(10) { 0 } else { n % 200 };
    format!("provider-{code:03}")
}

/// The recipient of the `n`th case: everybody has a few.
pub(crate) fn recipient(n: u64) -> anyhow::Result<Iin> {
    let person = n / 3;
    let born = date(1950, 1, 1).checked_add(i64::try_from(person / 9_000)?.days())?;
    let serial = u16::try_from(person % 9_000)?;
    // One serial in eleven has no check digit; the next person takes its place.
    let made =
        (serial..).find_map(|serial| sandbox::identifiers::iin(born, Sex::Female, serial).ok());
    Ok(Iin::parse(&made.unwrap_or_default())?)
}

/// The number of the `n`th case of a series: all different, and spread as random ones are. A series has a hundred
/// million cases, and there are a hundred series.
pub(crate) fn number(series: u64, n: u64) -> CaseNumber {
    // A factor without a divisor in common with ten walks through all ten-digit numbers before it comes back.
    let place = u128::from(series * 100_000_000 + n) * 6_180_339_887 % 10_000_000_000;
    CaseNumber::from_random(u64::try_from(place).unwrap_or(0))
}

/// The `n`th case of a series as lists show it.
pub(crate) fn row(series: u64, n: u64) -> anyhow::Result<CaseRow> {
    let pick = |list: &[&str], n: u64| -> String {
        let at = usize::try_from(n).unwrap_or(0) % list.len().max(1);
        list.get(at).copied().unwrap_or_default().to_owned()
    };
    let filed_at = dawn() + SignedDuration::from_secs(i64::try_from(n)? * 7);
    // Nine in ten have been decided; a system that has run for years holds mostly closed cases.
    let is_closed = n % 10 != 3 && n % 100 != 10;
    let due = TODAY.checked_add((i64::try_from(n / 10 % 12)? - 3).days())?;
    Ok(CaseRow {
        number: number(series, n),
        organization: organization(n),
        service: "housing-assistance".to_owned(),
        place: "710000000".to_owned(),
        recipient: recipient(n)?,
        recipient_name: format!("{} {}", pick(&NAMES, n / 7), pick(&GIVEN, n / 11)),
        registration_number: Some(format!("БР-{series}-2026-{n:07}")),
        filed_at,
        stage: if is_closed {
            "closed".to_owned()
        } else {
            pick(&STAGES, n / 10)
        },
        turn: if is_closed { "none" } else { "executor" }.to_owned(),
        officer: None,
        officer_name: None,
        due: (!is_closed).then_some(due),
        answer_due: due,
        closed_as: is_closed.then(|| "favorable".to_owned()),
        closed_day: is_closed.then_some(TODAY),
        seq: 3,
        waits_for: None,
        waits_until: None,
    })
}

/// The three events of a case; the first is as large as an application of a small family.
fn events(row: &CaseRow) -> Vec<EventDraft> {
    let event = |kind: &str, body: serde_json::Value| EventDraft {
        at: row.filed_at,
        actor: "recipient/4f0c2d1e9a8b7c6d".to_owned(),
        edition: Some("housing-assistance/2023-12-24-order-117".to_owned()),
        kind: kind.to_owned(),
        body: Body::of(&body),
    };
    let answers: Vec<serde_json::Value> = (0..12)
        .map(|field| json!({ "field": format!("section.field-{field}"), "value": "жауап, ответ, an answer of a usual length" }))
        .collect();
    vec![
        event(
            "filed",
            json!({ "number": row.number, "recipient": row.recipient, "answers": answers }),
        ),
        event(
            "registered",
            json!({ "number": row.registration_number, "day": "2026-07-01" }),
        ),
        event(
            "taken",
            json!({ "officer": { "iin": row.recipient, "name": row.recipient_name } }),
        ),
    ]
}

/// The batch of a case.
pub(crate) fn batch(row: CaseRow) -> Batch {
    Batch {
        events: events(&row),
        rows: vec![Row::Case(Box::new(CaseEntry {
            row,
            registers_on: None,
        }))],
        ..Batch::default()
    }
}

/// The commit of the `n`th case of a series.
pub(crate) fn commit(series: u64, n: u64) -> anyhow::Result<Commit<(), String>> {
    let row = row(series, n)?;
    Ok(Commit {
        stream: StreamId::case(&row.number),
        expected_seq: 0,
        counters: Vec::new(),
        build: Box::new(move |_numbers| Ok((batch(row), ()))),
    })
}
