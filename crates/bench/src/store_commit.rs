//! The figure of the store: one submission, durable, at one and at 64 clients, beside pgbench with the same statements.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use store::Store;

use crate::clock::median;
use crate::engine::{Engine, engines};
use crate::figure::{Figure, Target, Unit};
use crate::load::{Client, Measured, drive};
use crate::pgbench;
use crate::scale::Scale;
use crate::submission;

/// As many as the target names.
const CLIENTS: usize = 64;

struct Submitter {
    store: Store,
    next: Arc<AtomicU64>,
    series: u64,
}

impl Client for Submitter {
    async fn once(&mut self) -> anyhow::Result<bool> {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        self.store
            .commit(submission::commit(self.series, n)?)
            .await?;
        Ok(true)
    }
}

async fn submitted(
    store: &Store,
    next: &Arc<AtomicU64>,
    clients: usize,
    lasting: Duration,
) -> anyhow::Result<Measured> {
    let one = |_client| Submitter {
        store: store.clone(),
        next: next.clone(),
        series: 1,
    };
    drive((0..clients).map(one).collect(), lasting).await
}

/// The run whose rate is the median.
fn middle(mut runs: Vec<Measured>) -> Measured {
    runs.sort_by_key(Measured::per_second);
    let at = runs.len() / 2;
    runs.into_iter().nth(at).unwrap_or_default()
}

/// Measures both engines.
pub(crate) async fn measure(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for engine in engines(&scale.work, scale.postgres.as_deref(), "store") {
        engine.empty().await?;
        figures.extend(on(scale, &engine).await?);
        engine.remove().await?;
    }
    Ok(figures)
}

async fn on(scale: &Scale, engine: &Engine) -> anyhow::Result<Vec<Figure>> {
    let store = engine.open(CLIENTS).await?;
    let next = Arc::new(AtomicU64::new(0));
    let lasting = scale.lasting();
    submitted(&store, &next, CLIENTS, lasting / 4).await?;
    let script = pgbench::script(engine, scale).await?;
    let (mut alone, mut together, mut peer_alone, mut peers) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // Ours and the peer's runs alternate, so that a noisy minute strikes both.
    for _run in 0..3 {
        alone.push(submitted(&store, &next, 1, lasting / 2).await?);
        together.push(submitted(&store, &next, CLIENTS, lasting).await?);
        if let Some(script) = &script {
            peer_alone.push(script.run(1, lasting / 2)?);
            peers.push(script.run(CLIENTS, lasting)?);
        }
    }
    let (alone, together) = (middle(alone), middle(together));
    let single = alone.per_second();
    let one = Figure::of_load("store: one submission, 1 client", &alone).on(engine.name());
    let many = Figure::of_load("store: one submission, 64 clients", &together).on(engine.name());
    if script.is_none() {
        let many = many
            .beside("itself at 1 client", single)
            .target(Target::OfPeer(3000));
        return Ok(vec![one, many]);
    }
    let pooled = pooled(engine, &next, lasting).await?;
    let pgbench = median(peers);
    Ok(vec![
        one.beside("pgbench, 1 client", median(peer_alone)),
        many.beside("pgbench, 64 clients", pgbench)
            .target(Target::OfPeer(900)),
        Figure::of_load("store: 64 clients on the 16 connections of a node", &pooled)
            .on(engine.name())
            .beside("pgbench, 64 clients", pgbench),
        Figure::new(
            "pgbench: the same statements, 64 clients",
            pgbench,
            Unit::PerSecond,
        )
        .on(engine.name()),
    ])
}

/// The same with as many connections as our program holds.
async fn pooled(
    engine: &Engine,
    next: &Arc<AtomicU64>,
    lasting: Duration,
) -> anyhow::Result<Measured> {
    let store = engine.open(crate::engine::POOL).await?;
    submitted(&store, next, CLIENTS, lasting).await
}
