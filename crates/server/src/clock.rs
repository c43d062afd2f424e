//! The one clock of the system. Everything below takes `now` as a parameter.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

/// A clock: the real one, or in a sandbox the town's, which may live on another day.
#[derive(Clone, Debug)]
pub struct Clock {
    town: Option<Arc<TownClock>>,
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
        Self { town: None }
    }

    /// The town's clock, kept in `file`; without a file the town lives today.
    pub fn of_town(file: &Path) -> Self {
        let latest_microsecond = AtomicI64::new(i64::MIN);
        Self {
            town: Some(Arc::new(TownClock {
                file: file.to_owned(),
                latest_microsecond,
            })),
        }
    }

    /// The present instant.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn now(&self) -> Timestamp {
        let real = Timestamp::now();
        match &self.town {
            None => real,
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
