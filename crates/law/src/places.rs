//! Places by KATO code: their names, parents and clocks by period, and what is offered online there.

use std::collections::BTreeMap;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// The kind of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// A region (oblast).
    Region,
    /// A city.
    City,
    /// A district.
    District,
}

/// A value that holds for a period; `to` is the first day on which it no longer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct During<T> {
    /// From this day; none = always before.
    pub from: Option<Date>,
    /// Until the day before; none = to this day.
    pub to: Option<Date>,
    /// The value.
    pub value: T,
}

impl<T> During<T> {
    /// Whether it holds on `day`.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

/// The clock of a place: its distance from UTC, with the instants at which it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The first offset known.
    pub first: Offset,
    /// Each later offset with the instant from which it holds, in order.
    pub changes: Vec<(Timestamp, Offset)>,
}

impl Clock {
    /// The offset at an instant.
    pub fn offset(&self, at: Timestamp) -> Offset {
        let changed = self.changes.iter().rev().find(|(from, _)| *from <= at);
        changed.map_or(self.first, |(_, offset)| *offset)
    }

    /// The local time at an instant.
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.offset(at).to_datetime(at)
    }

    /// The instant of a local time. Of a local time that came twice, the first; of one that never
    /// came (clocks put forward), the instant by the offset before the change. None past the end of time.
    pub fn instant(&self, local: DateTime) -> Option<Timestamp> {
        let offsets = std::iter::once(self.first).chain(self.changes.iter().map(|(_, o)| *o));
        let mut earliest: Option<Timestamp> = None;
        let mut by_earlier_offset: Option<Timestamp> = None;
        for offset in offsets {
            let Ok(at) = offset.to_timestamp(local) else {
                continue;
            };
            if self.local(at) == local {
                earliest = Some(earliest.map_or(at, |known| known.min(at)));
            } else if self.offset(at) != offset {
                by_earlier_offset = Some(by_earlier_offset.map_or(at, |known| known.max(at)));
            }
        }
        earliest.or(by_earlier_offset)
    }
}

/// A service offered online at a place, with the paragraph that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Online {
    /// The code of the service.
    pub service: String,
    /// The paragraph.
    pub cite: String,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its KATO code, nine digits.
    pub code: String,
    /// What it is.
    pub kind: PlaceKind,
    /// The place that it belongs to, by period.
    pub parents: Vec<During<String>>,
    /// Its names, by period.
    pub names: Vec<During<Text>>,
    /// Its clock.
    pub clock: Clock,
    /// What is offered online.
    pub online: Vec<Online>,
}

impl Place {
    /// Its name on `day`. A day outside all periods gets the nearest name: a place that was founded
    /// later is called by its first name.
    pub fn name(&self, day: Date) -> &Text {
        let holding = self.names.iter().find(|name| name.holds(day));
        let latest = || self.names.iter().max_by_key(|name| name.from);
        let first = || self.names.iter().min_by_key(|name| name.from);
        let known = holding.or_else(|| {
            if first().is_some_and(|name| name.from.is_some_and(|from| day < from)) {
                first()
            } else {
                latest()
            }
        });
        known.map_or(&NAMELESS, |name| &name.value)
    }

    /// The code of the place that it belongs to on `day`.
    pub fn parent(&self, day: Date) -> Option<&str> {
        self.parents
            .iter()
            .find(|parent| parent.holds(day))
            .map(|parent| parent.value.as_str())
    }

    /// The local time at an instant.
    pub fn local(&self, at: Timestamp) -> DateTime {
        self.clock.local(at)
    }

    /// The instant of a local time; see [`Clock::instant`].
    pub fn instant(&self, local: DateTime) -> Option<Timestamp> {
        self.clock.instant(local)
    }

    /// Whether the service is offered online here, and by which paragraph.
    pub fn online(&self, service: &str) -> Option<&Online> {
        self.online.iter().find(|online| online.service == service)
    }
}

/// The loader refuses a place without a name; a place made by hand without one has this.
static NAMELESS: Text = Text {
    kk: String::new(),
    ru: String::new(),
    en: String::new(),
};

/// All places by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    by_code: BTreeMap<String, Place>,
}

impl Places {
    /// These places.
    pub fn new(places: impl IntoIterator<Item = Place>) -> Self {
        Self {
            by_code: places
                .into_iter()
                .map(|place| (place.code.clone(), place))
                .collect(),
        }
    }

    /// The place of that code.
    pub fn get(&self, code: &str) -> Option<&Place> {
        self.by_code.get(code)
    }

    /// All places in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Place> {
        self.by_code.values()
    }

    /// The place and then the places that it belongs to on `day`, from the nearest to the widest.
    pub fn chain(&self, code: &str, day: Date) -> Vec<&Place> {
        let mut chain: Vec<&Place> = Vec::new();
        let mut next = self.get(code);
        while let Some(place) = next {
            if chain.iter().any(|known| known.code == place.code) {
                break;
            }
            chain.push(place);
            next = place.parent(day).and_then(|parent| self.get(parent));
        }
        chain
    }

    /// The places where the service is offered online.
    pub fn online<'p>(&'p self, service: &'p str) -> impl Iterator<Item = &'p Place> {
        self.iter()
            .filter(move |place| place.online(service).is_some())
    }
}
