//! The calendar of working days, as it stands now and as it was known on any earlier day.
//!
//! Days off have been moved and withdrawn late (17 June 2024, 31 August 2026), so every question is
//! asked of a [`Known`] view. A day outside the years at hand is an error, never a working day.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::text::Text;

/// The working week of an organisation (Labour Code, art. 71).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WeekKind {
    /// Monday to Friday: the providers.
    FiveDay,
    /// Monday to Saturday: the State Corporation's counters.
    SixDay,
}

/// The working weeks that a listed day touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weeks {
    /// Only the five-day week.
    Five,
    /// Both.
    Both,
}

/// Why a day stands in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Listing {
    /// A national or state holiday.
    PublicHoliday,
    /// 7 January or the first day of Kurban Ait (Labour Code, art. 84(5)); never moved.
    ReligiousDayOff {
        /// Whether the day is computed and not yet announced.
        estimated: bool,
    },
    /// A day off in place of a holiday that fell on a day off.
    SubstituteDayOff {
        /// The holiday.
        holiday: Option<Date>,
    },
    /// A day off moved here from another day.
    MovedDayOff {
        /// The day that works instead.
        from: Option<Date>,
    },
    /// A weekend day that works, because its day off was moved.
    MovedWorkingDay {
        /// The day that is off instead.
        to: Option<Date>,
    },
    /// A working day that had been announced as a day off.
    Withdrawn {
        /// The day of the announcement.
        announced: Date,
        /// The day on which it was taken back.
        withdrawn: Date,
    },
}

/// A day that the calendar names, with its act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedDay {
    /// The day.
    pub date: Date,
    /// Why it is listed.
    pub listing: Listing,
    /// The weeks that it touches.
    pub weeks: Weeks,
    /// Its name.
    pub name: Text,
    /// The act that names it.
    pub act: String,
    /// The day of the act, if it came late; before it nobody could know.
    pub adopted: Option<Date>,
}

/// What a day is for an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "day", rename_all = "kebab-case")]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// A working day although it falls on a weekend: a day off was moved away from it.
    WorkingByMove(Arc<ListedDay>),
    /// A working day that had been announced as a day off.
    WorkingAgain(Arc<ListedDay>),
    /// The weekend.
    Weekend,
    /// A day off that the calendar names.
    Off(Arc<ListedDay>),
}

impl DayKind {
    /// Whether the organisation works on it.
    pub fn is_working(&self) -> bool {
        match self {
            Self::Working | Self::WorkingByMove(_) | Self::WorkingAgain(_) => true,
            Self::Weekend | Self::Off(_) => false,
        }
    }

    /// The listed day behind it, if there is one.
    pub fn listed(&self) -> Option<&ListedDay> {
        match self {
            Self::WorkingByMove(day) | Self::WorkingAgain(day) | Self::Off(day) => Some(day),
            Self::Working | Self::Weekend => None,
        }
    }
}

/// A year of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// The number of the year.
    pub number: i16,
    /// Why the year may still change, if it may.
    pub provisional: Option<String>,
}

/// A day outside the years of the calendar was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar does not cover {day}")]
pub struct NotCovered {
    /// The day.
    pub day: Date,
}

/// All listed days of all years at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
    days: BTreeMap<Date, Arc<ListedDay>>,
}

impl Calendar {
    /// A calendar of these years and days; of two entries for one day the later in order stays.
    pub fn new(
        years: impl IntoIterator<Item = Year>,
        days: impl IntoIterator<Item = ListedDay>,
    ) -> Self {
        Self {
            years: years.into_iter().map(|year| (year.number, year)).collect(),
            days: days
                .into_iter()
                .map(|day| (day.date, Arc::new(day)))
                .collect(),
        }
    }

    /// The years at hand, in order.
    pub fn years(&self) -> impl Iterator<Item = &Year> {
        self.years.values()
    }

    /// The listed days, in order.
    pub fn days(&self) -> impl Iterator<Item = &ListedDay> {
        self.days.values().map(AsRef::as_ref)
    }

    /// Whether the calendar says anything about that day.
    pub fn covers(&self, day: Date) -> bool {
        self.years.contains_key(&day.year())
    }

    /// The calendar as anybody could know it at the end of `day`.
    pub fn known_on(&self, day: Date) -> Known<'_> {
        Known {
            calendar: self,
            on: Some(day),
        }
    }

    /// The calendar with all that is known by now.
    pub fn in_hindsight(&self) -> Known<'_> {
        Known {
            calendar: self,
            on: None,
        }
    }
}

/// The calendar as it was known on a day.
#[derive(Clone, Copy, Debug)]
pub struct Known<'c> {
    calendar: &'c Calendar,
    on: Option<Date>,
}

impl<'c> Known<'c> {
    /// The day of knowledge; none = all that is known by now.
    pub fn on(&self) -> Option<Date> {
        self.on
    }

    /// The whole calendar.
    pub fn calendar(&self) -> &'c Calendar {
        self.calendar
    }

    /// What `day` is for an organisation with that week.
    pub fn kind_of(&self, day: Date, week: WeekKind) -> Result<DayKind, NotCovered> {
        if !self.calendar.covers(day) {
            return Err(NotCovered { day });
        }
        let weekend = match (day.weekday(), week) {
            (Weekday::Sunday, _) | (Weekday::Saturday, WeekKind::FiveDay) => true,
            (Weekday::Saturday, WeekKind::SixDay)
            | (
                Weekday::Monday
                | Weekday::Tuesday
                | Weekday::Wednesday
                | Weekday::Thursday
                | Weekday::Friday,
                _,
            ) => false,
        };
        let by_week = if weekend {
            DayKind::Weekend
        } else {
            DayKind::Working
        };
        let Some(listed) = self.calendar.days.get(&day) else {
            return Ok(by_week);
        };
        if !self.counts(listed) || (listed.weeks == Weeks::Five && week == WeekKind::SixDay) {
            return Ok(by_week);
        }
        Ok(match listed.listing {
            Listing::PublicHoliday
            | Listing::ReligiousDayOff { .. }
            | Listing::SubstituteDayOff { .. }
            | Listing::MovedDayOff { .. } => DayKind::Off(Arc::clone(listed)),
            Listing::MovedWorkingDay { .. } => DayKind::WorkingByMove(Arc::clone(listed)),
            Listing::Withdrawn {
                announced,
                withdrawn,
            } => {
                let off = self.on.is_some_and(|on| announced <= on && on < withdrawn);
                match (off, weekend) {
                    (true, _) => DayKind::Off(Arc::clone(listed)),
                    (false, true) => DayKind::Weekend,
                    (false, false) => DayKind::WorkingAgain(Arc::clone(listed)),
                }
            }
        })
    }

    /// Whether the organisation works on that day.
    pub fn is_working(&self, day: Date, week: WeekKind) -> Result<bool, NotCovered> {
        Ok(self.kind_of(day, week)?.is_working())
    }

    /// The first working day after `day`.
    pub fn next_working(&self, day: Date, week: WeekKind) -> Result<Date, NotCovered> {
        let mut day = day;
        loop {
            day = following(day)?;
            if self.is_working(day, week)? {
                return Ok(day);
            }
        }
    }

    /// `day` itself if it is a working day, else the first working day after it.
    pub fn working_from(&self, day: Date, week: WeekKind) -> Result<Date, NotCovered> {
        if self.is_working(day, week)? {
            Ok(day)
        } else {
            self.next_working(day, week)
        }
    }

    /// Whether the listed day could be known.
    fn counts(&self, listed: &ListedDay) -> bool {
        let known_from = match listed.listing {
            Listing::Withdrawn { announced, .. } => Some(announced),
            Listing::PublicHoliday
            | Listing::ReligiousDayOff { .. }
            | Listing::SubstituteDayOff { .. }
            | Listing::MovedDayOff { .. }
            | Listing::MovedWorkingDay { .. } => listed.adopted,
        };
        match (self.on, known_from) {
            (Some(on), Some(from)) => from <= on,
            (None, _) | (_, None) => true,
        }
    }
}

/// The next day; the end of time is not covered by any calendar.
pub(crate) fn following(day: Date) -> Result<Date, NotCovered> {
    day.tomorrow().map_err(|_end_of_time| NotCovered { day })
}
