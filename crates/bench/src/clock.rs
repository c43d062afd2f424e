//! The stopwatch: the one place of the scales that looks at the time.

use std::time::{Duration, Instant};

use crate::machine::thread_time;

/// A running stopwatch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts it.
    #[expect(
        clippy::disallowed_methods,
        reason = "to measure is what the scales are for; nothing decides by it"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// How long it has run.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// Whole microseconds of a duration.
pub(crate) fn microseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// How often something happened in a second, if it happened `count` times in `elapsed`.
pub(crate) fn per_second(count: u64, elapsed: Duration) -> u64 {
    count.saturating_mul(1_000_000) / microseconds(elapsed).max(1)
}

/// Repeats `act` for about `lasting` on this thread; how often in a second of its core, the median of three runs. Counted
/// by the time that the core gave to the thread, as `openssl speed` counts, so that others on the machine do not count.
pub(crate) fn rate(
    lasting: Duration,
    mut act: impl FnMut() -> anyhow::Result<()>,
) -> anyhow::Result<u64> {
    let mut rates = Vec::new();
    for _run in 0..3 {
        let (watch, before) = (Stopwatch::start(), thread_time()?);
        let mut count = 0;
        while watch.elapsed() < lasting / 3 {
            act()?;
            count += 1;
        }
        rates.push(per_second(count, thread_time()?.saturating_sub(before)));
    }
    Ok(median(rates))
}

/// The middle one; 0 of none.
pub(crate) fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}
