//! The day on which an application is registered (Administrative Procedural and Process Code, art. 64(3)).

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{DayKind, Known, ListedDay, NotCovered, following},
    edition::EditionId,
    hours::WorkingHours,
    places::Place,
    text::Text,
};

mod words;

/// The paragraph by which a filing is registered.
pub const CITE: &str = "APPC art. 64(3)";

/// A fact that moved, or did not move, the day of registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// Filed on a working day within hours; the lunch break is within.
    FiledDuringHours {
        /// Local time of filing.
        local: DateTime,
        /// Opening time.
        opens: Time,
        /// Closing time.
        closes: Time,
    },
    /// Filed on a working day before it opens.
    FiledBeforeHours {
        /// Local time of filing.
        local: DateTime,
        /// Opening time.
        opens: Time,
    },
    /// Filed on a working day at or after closing time.
    FiledAfterHours {
        /// Local time of filing.
        local: DateTime,
        /// Closing time.
        closes: Time,
        /// The next working day.
        registered: Date,
    },
    /// Filed on a day off.
    FiledOnDayOff {
        /// Local time of filing.
        local: DateTime,
        /// Why it is off.
        day: DayKind,
        /// The next working day.
        registered: Date,
    },
    /// A day between filing and registration is off as well.
    AlsoOff {
        /// The day.
        date: Date,
        /// Why it is off.
        day: DayKind,
    },
    /// A weekend day works, because its day off was moved.
    MovedWorkingDay {
        /// The day.
        day: std::sync::Arc<ListedDay>,
    },
    /// A day works, although it had been announced as a day off.
    WithdrawnDayOff {
        /// The day.
        day: std::sync::Arc<ListedDay>,
        /// When the day off was taken back.
        withdrawn: Date,
    },
    /// Another edition is in force on the day of registration than on the day of filing.
    EditionChanges {
        /// The edition on the day of filing, if there was one.
        from: Option<EditionId>,
        /// The edition of the case.
        to: EditionId,
        /// The title of its act.
        act: Text,
    },
}

/// An application as registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The legal day of registration, from which terms run.
    pub day: Date,
    /// The local time of filing at the place.
    pub filed: DateTime,
    /// Why that day.
    pub derivation: Vec<Reason>,
}

/// The day on which a filing is registered: the same day if it is a working day and closing time has
/// not come, else the next working day.
///
/// # Errors
/// The calendar does not cover a day that matters.
pub fn registration(
    filing: Timestamp,
    place: &Place,
    hours: &WorkingHours,
    calendar: Known<'_>,
) -> Result<Registration, NotCovered> {
    let local = place.local(filing);
    let filed = calendar.kind_of(local.date(), hours.days)?;
    let mut derivation = Vec::with_capacity(2);
    if filed.is_working() && local.time() < hours.to {
        let (opens, closes) = (hours.from, hours.to);
        derivation.push(if local.time() < hours.from {
            Reason::FiledBeforeHours { local, opens }
        } else {
            Reason::FiledDuringHours {
                local,
                opens,
                closes,
            }
        });
        derivation.extend(surprise(&filed));
        return Ok(Registration {
            day: local.date(),
            filed: local,
            derivation,
        });
    }
    let mut between: Vec<Reason> = Vec::new();
    let mut date = local.date();
    let kind = loop {
        date = following(date)?;
        let kind = calendar.kind_of(date, hours.days)?;
        if kind.is_working() {
            break kind;
        }
        between.push(Reason::AlsoOff { date, day: kind });
    };
    derivation.push(if filed.is_working() {
        Reason::FiledAfterHours {
            local,
            closes: hours.to,
            registered: date,
        }
    } else {
        Reason::FiledOnDayOff {
            local,
            day: filed,
            registered: date,
        }
    });
    derivation.extend(between);
    derivation.extend(surprise(&kind));
    Ok(Registration {
        day: date,
        filed: local,
        derivation,
    })
}

/// What a person would not expect of a working day.
fn surprise(kind: &DayKind) -> Option<Reason> {
    match kind {
        DayKind::WorkingByMove(day) => Some(Reason::MovedWorkingDay {
            day: std::sync::Arc::clone(day),
        }),
        DayKind::WorkingAgain(day) => {
            let crate::calendar::Listing::Withdrawn { withdrawn, .. } = day.listing else {
                return None;
            };
            Some(Reason::WithdrawnDayOff {
                day: std::sync::Arc::clone(day),
                withdrawn,
            })
        }
        DayKind::Working | DayKind::Weekend | DayKind::Off(_) => None,
    }
}
