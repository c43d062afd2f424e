//! The working hours of an organisation.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::calendar::WeekKind;

/// A stretch of a day, from its first minute up to but not including its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Between {
    /// The beginning.
    pub from: Time,
    /// The end, after the beginning.
    pub to: Time,
}

impl Between {
    /// Reads `09:00-18:30`; none if it is not two times in order.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let (from, to) = (clock_time(from.trim())?, clock_time(to.trim())?);
        (from < to).then_some(Self { from, to })
    }
}

fn clock_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// When an organisation works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// The days of the week.
    pub days: WeekKind,
    /// Opening time.
    pub from: Time,
    /// Closing time: what is filed at this minute is late.
    pub to: Time,
    /// The lunch break, which moves no registration.
    pub lunch: Option<Between>,
}

impl WorkingHours {
    /// Hours of a five-day week.
    pub fn five_day(open: Between, lunch: Option<Between>) -> Self {
        Self {
            days: WeekKind::FiveDay,
            from: open.from,
            to: open.to,
            lunch,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    #[test]
    fn hours_are_two_times_in_order() {
        let hours = Between::parse("09:00-18:30").unwrap();
        assert_eq!(
            (hours.from, hours.to),
            (time(9, 0, 0, 0), time(18, 30, 0, 0))
        );
        for wrong in [
            "18:30-09:00",
            "9:00-18:30",
            "09:00",
            "09:00-25:00",
            "09:00-09:00",
        ] {
            assert_eq!(Between::parse(wrong), None, "{wrong}");
        }
    }
}
