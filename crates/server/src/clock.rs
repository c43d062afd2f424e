//! The one clock of the system. Everything below takes `now` as a parameter.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

/// How far the real clock may step back before the program follows it: a correction by NTP, not a wrong day.
const STEP_BACK_MAX: SignedDuration = SignedDuration::from_mins(5);

/// A clock: the real one, or in a sandbox the town's, which may live on another day.
///
/// Where the machine's clock is set back by five minutes or less, ours stands still until it is caught up, so that what
/// follows is never dated before what it follows on. Where it is set back further, the time before was wrong: ours
/// follows, and says so in the log. In a journal the order is that of the places in it, whatever the clock did.
#[derive(Clone, Debug)]
pub struct Clock {
    town: Option<Arc<TownClock>>,
    steady: Arc<Steady>,
}

/// The latest instant that was given out, in microseconds since 1970.
#[derive(Debug)]
struct Steady(Mutex<i64>);

impl Steady {
    fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new(i64::MIN)))
    }

    fn now(&self, real: Timestamp) -> Timestamp {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let microsecond = real.as_microsecond();
        let back = SignedDuration::from_micros(latest.saturating_sub(microsecond));
        if *latest > microsecond && back <= STEP_BACK_MAX {
            return Timestamp::from_microsecond(*latest).unwrap_or(real);
        }
        if *latest > microsecond {
            let seconds = back.as_secs();
            tracing::error!(seconds, "the machine's clock was set back");
        }
        *latest = microsecond;
        real
    }
}

/// The town's clock: a file with an offset from real time, shared with the sandbox. It never goes backwards.
#[derive(Debug)]
struct TownClock {
    file: PathBuf,
    latest_microsecond: AtomicI64,
}

#[derive(Deserialize)]
struct TownFile {
    offset_seconds: i64,
}

impl Clock {
    /// The real clock.
    pub fn real() -> Self {
        Self {
            town: None,
            steady: Steady::new(),
        }
    }

    /// The town's clock, kept in `file`; without a file the town lives today.
    pub fn of_town(file: &Path) -> Self {
        let latest_microsecond = AtomicI64::new(i64::MIN);
        Self {
            town: Some(Arc::new(TownClock {
                file: file.to_owned(),
                latest_microsecond,
            })),
            steady: Steady::new(),
        }
    }

    /// The present instant.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn now(&self) -> Timestamp {
        let real = Timestamp::now();
        match &self.town {
            None => self.steady.now(real),
            Some(town) => town.now(real),
        }
    }
}

/// Time that has passed since a start: it is no date, is not the town's, and never goes backwards.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How long ago it was started.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

impl TownClock {
    fn now(&self, real: Timestamp) -> Timestamp {
        let offset = std::fs::read_to_string(&self.file)
            .ok()
            .and_then(|text| serde_json::from_str::<TownFile>(&text).ok())
            .map_or(0, |file| file.offset_seconds);
        let town = real
            .checked_add(SignedDuration::from_secs(offset))
            .unwrap_or(real);
        let before = self
            .latest_microsecond
            .fetch_max(town.as_microsecond(), Ordering::AcqRel);
        Timestamp::from_microsecond(town.as_microsecond().max(before)).unwrap_or(town)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_step_back_is_waited_for_and_a_large_one_is_followed() {
        let clock = Steady::new();
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(clock.now(at(1_000_000)), at(1_000_000));
        for (real, shown) in [
            (999_999, 1_000_000),
            (999_700, 1_000_000),
            (1_000_001, 1_000_001),
        ] {
            assert_eq!(clock.now(at(real)), at(shown));
        }
        // A wrong day, set right: nobody waits for it to come.
        assert_eq!(clock.now(at(1_086_400)), at(1_086_400));
        assert_eq!(clock.now(at(1_000_010)), at(1_000_010));
        assert_eq!(clock.now(at(1_000_009)), at(1_000_010), "steady again");
    }

    #[test]
    fn town_never_goes_backwards() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock.json");
        let clock = Clock::of_town(&file);
        std::fs::write(&file, r#"{"offset_seconds": 864000}"#).unwrap();
        let ahead = clock.now();
        std::fs::write(&file, r#"{"offset_seconds": 0}"#).unwrap();
        assert!(clock.now() >= ahead);
        assert!(Clock::real().now() < ahead);
    }
}
