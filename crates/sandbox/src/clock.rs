//! The town's clock: real time plus an offset kept in `clock.json`, which never goes backwards.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::civil::{Date, DateTime, date};
use jiff::{SignedDuration, Timestamp, tz::Offset};

use crate::disk;

/// The name of the file that the sandbox writes and the server reads.
pub const CLOCK_FILE: &str = "clock.json";

/// The town's certificates are valid from 2018 to 2046, so the town lives a little inside these years.
const FIRST_YEAR: i16 = 2020;
const LAST_YEAR: i16 = 2044;

/// The one line of `clock.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ClockFile {
    /// Seconds to add to real time.
    pub offset_seconds: i64,
}

/// Why the clock cannot be read or moved.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// The clock file cannot be read, understood or written.
    #[error("the clock file cannot be used")]
    File(#[source] std::io::Error),
    /// The asked moment lies before the town's present one.
    #[error("the town clock cannot go back from {present} to {asked}")]
    Backwards {
        /// The town's present moment.
        present: Timestamp,
        /// The moment asked for.
        asked: Timestamp,
    },
    /// The asked moment lies outside 2020–2044.
    #[error("the town lives from {FIRST_YEAR} to {LAST_YEAR}")]
    OutOfRange,
    /// The text is not a moment.
    #[error("not a moment: expected 2021-03-01T09:00 or 2021-03-01T09:00:00+05:00")]
    Unreadable,
}

/// The clock of one town. All that the town does, it does at `now()`.
#[derive(Debug)]
pub struct TownClock {
    file: PathBuf,
    offset: Mutex<SignedDuration>,
}

impl TownClock {
    /// Opens the clock of the town in `dir`. A town without a clock file starts at `moment`, or at real time;
    /// a town that has one continues, and `moment` may only move it forward.
    pub fn open(dir: &Path, moment: Option<Timestamp>) -> Result<Self, ClockError> {
        let file = dir.join(CLOCK_FILE);
        let kept = match std::fs::read_to_string(&file) {
            Ok(text) => Some(
                serde_json::from_str::<ClockFile>(&text)
                    .map_err(|error| ClockError::File(error.into()))?,
            ),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(ClockError::File(error)),
        };
        let offset = kept.map_or(0, |kept| kept.offset_seconds);
        let clock = Self {
            file,
            offset: Mutex::new(SignedDuration::from_secs(offset)),
        };
        match (kept, moment) {
            (Some(_), None) => {}
            (Some(_), Some(moment)) => {
                clock.move_to(moment)?;
            }
            (None, moment) => clock.keep(offset_to(moment.unwrap_or_else(real_now))?)?,
        }
        Ok(clock)
    }

    /// The town's present moment.
    pub fn now(&self) -> Timestamp {
        let offset = *self.offset.lock().unwrap_or_else(PoisonError::into_inner);
        real_now().saturating_add(offset).unwrap_or(Timestamp::MAX)
    }

    /// Seconds that the town is away from real time.
    pub fn offset_seconds(&self) -> i64 {
        self.offset
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_secs()
    }

    /// Moves the town forward to `moment` and answers the new present. An earlier moment than the present is refused.
    pub fn move_to(&self, moment: Timestamp) -> Result<Timestamp, ClockError> {
        let present = self.now();
        if moment < present {
            return Err(ClockError::Backwards {
                present,
                asked: moment,
            });
        }
        self.keep(offset_to(moment)?)?;
        Ok(self.now())
    }

    /// Moves the town forward by `seconds` and answers the new present. A negative number is refused.
    pub fn forward(&self, seconds: i64) -> Result<Timestamp, ClockError> {
        let moment = self
            .now()
            .checked_add(SignedDuration::from_secs(seconds))
            .map_err(|_overflow| ClockError::OutOfRange)?;
        self.move_to(moment)
    }

    /// Writes the offset, then lives by it; never by a smaller one than before within a run.
    fn keep(&self, offset: SignedDuration) -> Result<(), ClockError> {
        let mut held = self.offset.lock().unwrap_or_else(PoisonError::into_inner);
        let line = ClockFile {
            offset_seconds: offset.as_secs(),
        };
        let text = serde_json::to_string(&line).map_err(|error| ClockError::File(error.into()))?;
        disk::replace(&self.file, format!("{text}\n").as_bytes()).map_err(ClockError::File)?;
        *held = offset;
        Ok(())
    }
}

/// Reads a moment: RFC 3339, or a local date and time without zone taken as UTC+5 (Kazakhstan since 1 March 2024).
pub fn read_moment(text: &str) -> Result<Timestamp, ClockError> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment);
    }
    let local: DateTime = text.parse().map_err(|_not_local| ClockError::Unreadable)?;
    Offset::constant(5)
        .to_timestamp(local)
        .map_err(|_overflow| ClockError::OutOfRange)
}

/// The town's day in UTC+5: the day that people of the town read on the wall.
pub fn local(moment: Timestamp) -> DateTime {
    Offset::constant(5).to_datetime(moment)
}

/// The day on which all of Kazakhstan took UTC+5; before it Astana and Almaty were an hour ahead of the west.
const ONE_ZONE: Date = date(2024, 3, 1);

/// True while clocks in Astana and Almaty show an hour more than UTC+5.
pub fn is_before_one_zone(moment: Timestamp) -> bool {
    local(moment).date() < ONE_ZONE
}

/// The moment as a sentence would have it: in UTC+5 and, while that differs, in Astana.
pub fn spoken(moment: Timestamp) -> String {
    let day = local(moment).strftime("%A %-d %B %Y, %H:%M (UTC+5");
    if is_before_one_zone(moment) {
        let astana = Offset::constant(6).to_datetime(moment);
        return format!("{day}; in Astana {})", astana.strftime("%H:%M"));
    }
    format!("{day})")
}

/// The offset in whole seconds, rounded up, so that the town is never before the moment asked for.
fn offset_to(moment: Timestamp) -> Result<SignedDuration, ClockError> {
    let year = local(moment).year();
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(ClockError::OutOfRange);
    }
    let exact = moment.duration_since(real_now());
    let up = i64::from(exact.subsec_nanos() > 0);
    Ok(SignedDuration::from_secs(
        exact.as_secs().saturating_add(up),
    ))
}

/// Real time: where every town's clock starts from.
#[expect(
    clippy::disallowed_methods,
    reason = "the town's one clock; everything else in the sandbox asks TownClock"
)]
pub fn real_now() -> Timestamp {
    Timestamp::now()
}
