//! The desk on a store of many cases: the work list as a page over HTTP, and its export as a table.

use crate::clock::{Stopwatch, microseconds};
use crate::engine::Engine;
use crate::figure::{Figure, Target, Unit};
use crate::keys::Keys;
use crate::load::{Client, drive};
use crate::machine;
use crate::scale::Scale;
use crate::town::{Town, provider};
use crate::wire::Wire;

/// Officials of one provider who look at their list at the same time.
const CLIENTS: usize = 4;

struct Looker {
    wire: Wire,
    left: usize,
}

impl Client for Looker {
    async fn once(&mut self) -> anyhow::Result<bool> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        self.wire
            .get(&format!("/kk/office/{}", provider(0)))
            .await?
            .page()?;
        Ok(true)
    }
}

/// Measures a store of so many cases.
pub(crate) async fn measure(
    scale: &Scale,
    engine: &Engine,
    keys: &Keys,
    size: u64,
) -> anyhow::Result<Vec<Figure>> {
    let town = Town::found(scale, engine, keys).await?;
    let mut lookers = Vec::new();
    let program = town.program(scale, engine)?;
    let mut token = String::new();
    for official in keys.officials.iter().take(CLIENTS) {
        let visitor = town.visitor(official, false).await?;
        token.clone_from(&visitor.token);
        let wire = Wire::open(program.address, Some(&visitor.token)).await?;
        lookers.push(Looker {
            wire,
            left: scale.so_many(100),
        });
    }
    let pages = drive(lookers, scale.lasting() * 10).await?;
    let (before, _) = machine::memory(program.process())?;
    let mut wire = Wire::open(program.address, Some(&token)).await?;
    let watch = Stopwatch::start();
    let table = wire
        .get(&format!(
            "/kk/office/{}?stage=closed&export=csv",
            provider(0)
        ))
        .await?
        .page()?;
    let exported = microseconds(watch.elapsed());
    let rows = table
        .body
        .split(|byte| *byte == b'\n')
        .count()
        .saturating_sub(1);
    let (_, peak) = machine::memory(program.process())?;
    Ok(vec![
        Figure::p95(format!("growth {size}: work list as a page, p95"), &pages)
            .target(Target::AtMost(20_000)),
        Figure::new(
            format!("growth {size}: export of the closed cases"),
            exported,
            Unit::Microseconds,
        )
        .note(format!("{rows} rows, {} bytes", table.body.len())),
        Figure::new(
            format!("growth {size}: memory with the export, at most"),
            peak,
            Unit::Kibibytes,
        )
        .target(Target::AtMost(100 * 1024))
        .note(format!("before the export {} MiB", before / 1024)),
    ])
}
