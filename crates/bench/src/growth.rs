//! The growth: what each command costs the store when it holds a thousand cases, and when it holds a million.
//!
//! The cases are written by the journal's own commits, and the journal is verified at the small sizes. Each command
//! is then given by one client, so that its own cost shows and no queue before it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use casework::identifier::Iin;
use casework::projection::CaseRow;
use serde_json::json;
use store::{Batch, Body, CaseEntry, Commit, EventDraft, Filter, Row, Scope, Store, StreamId};

use crate::clock::{Stopwatch, microseconds};
use crate::desk;
use crate::engine::{Engine, POOL, engines};
use crate::figure::{Figure, Unit};
use crate::keys::Keys;
use crate::load::{Client, Measured, drive};
use crate::scale::Scale;
use crate::submission::{self, TODAY};
use crate::town::provider;

/// Up to so many cases the whole journal is verified.
const VERIFIED_MAX: u64 = 10_000;
/// Cases of this series fill the store; those of the next are submitted to be measured.
const FILLING: u64 = 10;

/// A writer of the generator.
struct Filler {
    store: Store,
    next: Arc<AtomicU64>,
    until: u64,
}

impl Client for Filler {
    async fn once(&mut self) -> anyhow::Result<bool> {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        if n >= self.until {
            return Ok(false);
        }
        self.store.commit(submission::commit(FILLING, n)?).await?;
        Ok(true)
    }
}

/// Measures both engines.
pub(crate) async fn measure(scale: &Scale, keys: &Keys) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for engine in engines(&scale.work, scale.postgres.as_deref(), "growth") {
        engine.empty().await?;
        figures.extend(on(scale, &engine, keys).await?);
        engine.remove().await?;
    }
    Ok(figures)
}

async fn on(scale: &Scale, engine: &Engine, keys: &Keys) -> anyhow::Result<Vec<Figure>> {
    let mut before: Vec<Figure> = Vec::new();
    let mut figures = Vec::new();
    let next = Arc::new(AtomicU64::new(0));
    let mut filled = 0;
    for (size, round) in scale.sizes.iter().zip(1..) {
        let store = engine.open(64).await?;
        let one = |_client| Filler {
            store: store.clone(),
            next: next.clone(),
            until: *size,
        };
        next.store(filled, Ordering::Relaxed);
        let fill = drive(
            (0..64).map(one).collect(),
            std::time::Duration::from_hours(6),
        )
        .await?;
        filled = filled.max(*size);
        drop(store);
        engine.analyze().await?;
        let store = engine.open(POOL).await?;
        if *size <= VERIFIED_MAX {
            let report = store.verify().await?;
            anyhow::ensure!(
                report.is_sound(),
                "the journal of the generator is not sound"
            );
        }
        let mut of_size = vec![Figure::of_load(format!("growth {size}: filling"), &fill)];
        of_size.extend(at(scale, &store, (*size, round)).await?);
        drop(store);
        of_size.extend(desk::measure(scale, engine, keys, *size).await?);
        for (at, figure) in of_size.iter_mut().enumerate() {
            figure.engine = engine.name();
            figure.peer = before.get(at).map(|smaller| crate::figure::Peer {
                name: smaller
                    .name
                    .split(':')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                value: smaller.value,
            });
        }
        before.clone_from(&of_size);
        figures.extend(of_size);
    }
    Ok(figures)
}

/// Gives each command some hundred times.
async fn at(
    scale: &Scale,
    store: &Store,
    (size, round): (u64, u64),
) -> anyhow::Result<Vec<Figure>> {
    let times = u64::try_from(scale.so_many(500))?.min(size / 4).max(20);
    let mut figures = Vec::new();
    for (name, command) in COMMANDS {
        let mut taken = Vec::new();
        let all = Stopwatch::start();
        for n in 0..times {
            // Spread over the whole store, each case once.
            let n = n * (size / times) + size / times / 2;
            let watch = Stopwatch::start();
            give(store, *command, n, round).await?;
            taken.push(microseconds(watch.elapsed()));
        }
        let measured = Measured::of(taken, all.elapsed());
        figures.push(Figure {
            times: Some((measured.percentile(50), measured.percentile(95))),
            ..Figure::new(
                format!("growth {size}: {name}"),
                measured.percentile(50),
                Unit::Microseconds,
            )
        });
    }
    Ok(figures)
}

/// What is asked of the store.
#[derive(Clone, Copy)]
enum Asked {
    Submit,
    Take,
    Decide,
    CasePage,
    AccountPage,
    WorkList,
    WorkListLater,
    WorkCounts,
    Search,
}

const COMMANDS: &[(&str, Asked)] = &[
    ("submit", Asked::Submit),
    ("take", Asked::Take),
    ("decide a step", Asked::Decide),
    ("case page", Asked::CasePage),
    ("account page", Asked::AccountPage),
    ("work list, first page", Asked::WorkList),
    ("work list, a page far down", Asked::WorkListLater),
    ("work list, its counts", Asked::WorkCounts),
    ("search by name", Asked::Search),
];

async fn give(store: &Store, asked: Asked, n: u64, round: u64) -> anyhow::Result<()> {
    let organization = provider(0);
    match asked {
        Asked::Submit => {
            store
                .commit(submission::commit(FILLING + round, n)?)
                .await?;
        }
        Asked::Take | Asked::Decide => move_on(store, submission::row(FILLING, n)?).await?,
        Asked::CasePage => {
            let number = submission::number(FILLING, n);
            let events = store.read_stream(&StreamId::case(&number)).await?;
            anyhow::ensure!(!events.is_empty(), "the case has a journal");
            store.deeds_of_case(&number).await?;
        }
        Asked::AccountPage => {
            let recipient = submission::recipient(n)?;
            anyhow::ensure!(
                !store
                    .cases_of_recipient(&recipient, None, 20)
                    .await?
                    .is_empty(),
                "the person has cases"
            );
            store.notices(&recipient, None, 5).await?;
            store.unread_notices(&recipient).await?;
        }
        Asked::WorkList => {
            store
                .work_list(&organization, &Filter::default(), TODAY, None, 25)
                .await?;
        }
        Asked::WorkListLater => {
            let filter = Filter {
                scope: Scope::Closed,
                ..Filter::default()
            };
            let after = format!("~_{}", submission::number(FILLING, n));
            let after = store::WorkKey::parse(&after);
            store
                .work_list(&organization, &filter, TODAY, after.as_ref(), 25)
                .await?;
        }
        Asked::WorkCounts => {
            store.work_counts(&organization, None, TODAY).await?;
        }
        Asked::Search => {
            let filter = Filter {
                scope: Scope::All,
                search: "Әлімжан Мад".to_owned(),
                ..Filter::default()
            };
            store
                .work_list(&organization, &filter, TODAY, None, 25)
                .await?;
        }
    }
    Ok(())
}

/// Reads the journal of a case and writes the next event of it with its row, as every command on a case does.
async fn move_on(store: &Store, row: CaseRow) -> anyhow::Result<()> {
    let stream = StreamId::case(&row.number);
    let events = store.read_stream(&stream).await?;
    let expected_seq = u64::try_from(events.len())?;
    let event = EventDraft {
        at: row.filed_at,
        actor: "officer".to_owned(),
        edition: None,
        kind: "taken".to_owned(),
        body: Body::of(
            &json!({ "officer": row.recipient, "note": "a note of a usual length, a sentence or two" }),
        ),
    };
    let officer: Iin = row.recipient.clone();
    let row = CaseRow {
        officer: Some(officer),
        seq: expected_seq + 1,
        ..row
    };
    let commit: Commit<(), String> = Commit {
        stream,
        expected_seq,
        counters: Vec::new(),
        build: Box::new(move |_numbers| {
            let rows = vec![Row::Case(Box::new(CaseEntry {
                row,
                registers_on: None,
            }))];
            Ok((
                Batch {
                    events: vec![event],
                    rows,
                    ..Batch::default()
                },
                (),
            ))
        }),
    };
    store.commit(commit).await?;
    Ok(())
}
