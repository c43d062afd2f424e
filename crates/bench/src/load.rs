//! The load: so many clients at once, each doing its next thing as soon as the last one is answered.

use std::time::Duration;

use anyhow::Context as _;
use tokio::task::JoinSet;

use crate::clock::{Stopwatch, microseconds, per_second};

/// Somebody who does one thing after the other.
pub(crate) trait Client: Send + 'static {
    /// Does one thing; `false` if there was nothing left to do.
    fn once(&mut self) -> impl Future<Output = anyhow::Result<bool>> + Send;
}

/// What a load came to.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    /// Each answer's time in microseconds, in order of size.
    times: Vec<u64>,
    elapsed: Duration,
}

impl Measured {
    /// Times that were taken one after the other.
    pub(crate) fn of(mut times: Vec<u64>, elapsed: Duration) -> Self {
        times.sort_unstable();
        Self { times, elapsed }
    }

    /// How many things were done.
    pub(crate) fn count(&self) -> u64 {
        u64::try_from(self.times.len()).unwrap_or(u64::MAX)
    }

    /// How many in a second.
    pub(crate) fn per_second(&self) -> u64 {
        per_second(self.count(), self.elapsed)
    }

    /// The time within which so many of a hundred were answered, in microseconds.
    pub(crate) fn percentile(&self, of_hundred: usize) -> u64 {
        let at = (self.times.len() * of_hundred / 100).min(self.times.len().saturating_sub(1));
        self.times.get(at).copied().unwrap_or(0)
    }
}

/// Lets all clients work at once for `lasting`, or until they have nothing left. One failure fails the run: a figure of
/// refused requests is no figure.
pub(crate) async fn drive<C: Client>(
    clients: Vec<C>,
    lasting: Duration,
) -> anyhow::Result<Measured> {
    let watch = Stopwatch::start();
    let mut set = JoinSet::new();
    for mut client in clients {
        set.spawn(async move {
            let mut times = Vec::new();
            while watch.elapsed() < lasting {
                let one = Stopwatch::start();
                if !client.once().await? {
                    break;
                }
                times.push(microseconds(one.elapsed()));
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(done) = set.join_next().await {
        times.extend(done.context("a client panicked")??);
    }
    Ok(Measured::of(times, watch.elapsed()))
}
