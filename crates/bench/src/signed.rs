//! The figure of a signed submission: `POST …/sign` to 303 with container, chain, OCSP answer and two files.

use std::collections::VecDeque;
use std::sync::Arc;

use futures::future::try_join_all;
use hyper::body::Bytes;

use crate::application::prepare;
use crate::clock::per_second;
use crate::engine::{Engine, engines};
use crate::figure::{Figure, Target, Unit};
use crate::keys::Keys;
use crate::load::{Client, drive};
use crate::machine;
use crate::pgbench;
use crate::scale::Scale;
use crate::town::{PROVIDERS, Town, Visitor, place};
use crate::wire::Wire;

/// As many as the target names.
const CLIENTS: usize = 64;

/// A citizen with a pile of signed applications.
struct Citizen {
    wire: Wire,
    pile: VecDeque<(String, Bytes)>,
}

impl Client for Citizen {
    async fn once(&mut self) -> anyhow::Result<bool> {
        let Some((path, form)) = self.pile.pop_front() else {
            return Ok(false);
        };
        let answer = self.wire.post(&path, form).await?.leading_on()?;
        anyhow::ensure!(
            answer.location.contains("done=submitted"),
            "led to {}",
            answer.location
        );
        Ok(true)
    }
}

/// So many signed applications of one citizen, spread over the providers.
async fn pile(
    town: &Town,
    visitor: &Visitor,
    of: usize,
    each: usize,
) -> anyhow::Result<VecDeque<(String, Bytes)>> {
    let mut pile = VecDeque::new();
    for n in 0..each {
        let ready = prepare(town, visitor, &place((of + n * CLIENTS) % PROVIDERS)).await?;
        pile.push_back(ready.post(visitor));
    }
    Ok(pile)
}

/// Measures both engines.
pub(crate) async fn measure(scale: &Scale, keys: &Keys) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for engine in engines(&scale.work, scale.postgres.as_deref(), "signed") {
        engine.empty().await?;
        figures.extend(on(scale, &engine, keys).await?);
        engine.remove().await?;
    }
    Ok(figures)
}

async fn on(scale: &Scale, engine: &Engine, keys: &Keys) -> anyhow::Result<Vec<Figure>> {
    let each = scale.so_many(60);
    let town = Arc::new(Town::found(scale, engine, keys).await?);
    let signatories = keys.citizens.iter().take(CLIENTS);
    let visitors = signatories.map(|signatory| town.visitor(signatory, true));
    let visitors = try_join_all(visitors).await?;
    let piles = visitors
        .iter()
        .enumerate()
        .map(|(of, visitor)| pile(&town, visitor, of, each));
    let mut piles = try_join_all(piles).await?;
    let program = town.program(scale, engine)?;
    let mut citizens = Vec::new();
    for (visitor, pile) in visitors.iter().zip(piles.drain(..)) {
        let wire = Wire::open(program.address, Some(&visitor.token)).await?;
        citizens.push(Citizen { wire, pile });
    }
    let (busy, signing) = (
        machine::processor_time(program.process())?,
        town.responder.spent_us(),
    );
    let load = drive(citizens, scale.lasting() * 30).await?;
    let count = load.count().max(1);
    let ours = (machine::processor_time(program.process())? - busy) / count;
    let theirs = (town.responder.spent_us() - signing) / count;
    let (_, peak) = machine::memory(program.process())?;
    let script = pgbench::script(engine, scale).await?;
    let peer = script
        .map(|script| script.run(CLIENTS, scale.lasting()))
        .transpose()?;
    let note = format!(
        "{count} sent; the program used {ours} µs of a core for each, the authority's answer another {theirs} µs, because \
         the notary demands its own nonce: it cannot be made beforehand"
    );
    let rate = Figure::of_load("signed submission, 64 clients", &load)
        .on(engine.name())
        .note(note);
    let rate = match peer {
        Some(peer) => rate
            .beside("pgbench, 64 clients", peer)
            .target(Target::OfPeer(250)),
        None => rate
            .beside("Open Forms unsigned, 2026-11-21", 8)
            .target(Target::OfPeer(150_000)),
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let alone = per_second(
        u64::try_from(cores)?,
        std::time::Duration::from_micros(ours.max(1)),
    );
    Ok(vec![
        rate,
        Figure::p95("signed submission, 64 clients, p95", &load)
            .on(engine.name())
            .target(Target::AtMost(50_000)),
        Figure::new(
            "signed submission, were all cores the program's",
            alone,
            Unit::PerSecond,
        )
        .on(engine.name()),
        Figure::new(
            "memory: under signed submissions, at most",
            peak,
            Unit::Kibibytes,
        )
        .on(engine.name())
        .target(Target::AtMost(300 * 1024)),
    ])
}
