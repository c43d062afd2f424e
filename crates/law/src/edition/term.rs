//! Terms: how long the law gives, from what event and for what.

use serde::{Deserialize, Serialize};

use super::{Channel, Source};

/// How long the law gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// How many units; a plain number or a figure by date.
    pub amount: TermAmount,
    /// The unit that it is counted in.
    pub unit: TermUnit,
    /// The event that it runs from.
    pub from: TermStart,
    /// Whether the act itself states it; false = the act gives no term and another rule fills in.
    pub stated: bool,
    /// The last stage that it bounds; none = the whole path.
    pub until: Option<String>,
    /// The channel on which it holds; none = on all.
    pub channel: Option<Channel>,
    /// Other readings of the text; the case follows the outer one.
    pub otherwise: Vec<Reading>,
    /// Its source.
    pub source: Source,
}

/// Another reading of the words that give a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// How many units.
    pub amount: TermAmount,
    /// The unit.
    pub unit: TermUnit,
    /// The event that it would run from.
    pub from: TermStart,
    /// Why the text may be read so.
    pub why: String,
    /// Its source.
    pub source: Source,
}

/// A further term over several stages, beside the whole term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// `transfer`.
    pub code: String,
    /// How long and from what; its `until` is that of the limit.
    pub term: Term,
    /// The last stage that it bounds.
    pub until: String,
    /// Why the terms of the stages may together pass it, where the act itself sets them so; it binds all the same.
    pub excess: Option<String>,
}

impl Term {
    /// The same term as one of its other readings would have it.
    #[must_use]
    pub fn read_as(&self, reading: &Reading) -> Self {
        Self {
            amount: reading.amount.clone(),
            unit: reading.unit,
            from: reading.from.clone(),
            source: reading.source.clone(),
            otherwise: Vec::new(),
            ..self.clone()
        }
    }
}

/// The size of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum TermAmount {
    /// So many units.
    Days(u16),
    /// The number given by a figure on the day of registration.
    Figure(String),
}

/// The unit in which a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermUnit {
    /// Working days of the provider's calendar.
    WorkingDays,
    /// Calendar days; an end on a day off moves to the next working day.
    CalendarDays,
    /// Calendar months to the same day of the month; an end on a day off moves likewise.
    Months,
    /// Minutes from the event: due the same day, at the minute.
    Minutes,
}

/// The event that a term runs from; the term is counted from the next day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "stage", rename_all = "kebab-case")]
pub enum TermStart {
    /// The moment of filing.
    Filing,
    /// The day of registration.
    Registration,
    /// The day on which the stage of this code ended.
    Stage(String),
    /// The end of the stage before this one in the case's track.
    Previous,
}
