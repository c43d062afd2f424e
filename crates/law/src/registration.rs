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
    text::{Language, Text, days},
};

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

impl DayKind {
    /// Why the day is what it is: the name of a listed day, else "weekend" or "working day".
    pub fn why(&self, language: Language) -> &str {
        match (self.listed(), self, language) {
            (Some(day), _, _) => day.name.get(language),
            (None, Self::Weekend | Self::Off(_), Language::Kk) => "демалыс",
            (None, Self::Weekend | Self::Off(_), Language::Ru) => "выходной",
            (None, Self::Weekend | Self::Off(_), Language::En) => "weekend",
            (None, _, Language::Kk) => "жұмыс күні",
            (None, _, Language::Ru) => "рабочий день",
            (None, _, Language::En) => "working day",
        }
    }
}

impl Reason {
    /// The reason as a sentence.
    pub fn text(&self) -> Text {
        Text::of(|language| self.sentence(language))
    }

    fn sentence(&self, language: Language) -> String {
        match self {
            Self::FiledDuringHours {
                local,
                opens,
                closes,
            } => {
                let hours = format!("{}–{}", days::time(*opens), days::time(*closes));
                same_day(
                    *local,
                    language,
                    ["жұмыс уақытында", "в рабочее время", "during working hours"],
                    &hours,
                )
            }
            Self::FiledBeforeHours { local, opens } => same_day(
                *local,
                language,
                [
                    "жұмыс уақыты басталғанға дейін",
                    "до начала рабочего времени",
                    "before working hours begin",
                ],
                &days::time(*opens),
            ),
            Self::FiledAfterHours {
                local,
                closes,
                registered,
            } => {
                let closes = days::time(*closes);
                let why = match language {
                    Language::Kk => format!("жұмыс уақыты аяқталғаннан кейін ({closes})"),
                    Language::Ru => format!("после окончания рабочего времени (до {closes})"),
                    Language::En => format!("after working hours (until {closes})"),
                };
                next_working_day(*local, *registered, language, &why)
            }
            Self::FiledOnDayOff {
                local,
                day,
                registered,
            } => {
                let name = day.why(language);
                let why = match language {
                    Language::Kk => format!("жұмыс күні емес күні ({name})"),
                    Language::Ru => format!("в нерабочий день ({name})"),
                    Language::En => format!("a day off ({name})"),
                };
                next_working_day(*local, *registered, language, &why)
            }
            Self::AlsoOff { date, day } => is_a(
                *date,
                language,
                ["демалыс күні", "нерабочий день", "a day off"],
                day.why(language),
            ),
            Self::MovedWorkingDay { day } => is_a(
                day.date,
                language,
                ["жұмыс күні", "рабочий день", "a working day"],
                day.name.get(language),
            ),
            Self::WithdrawnDayOff { day, withdrawn } => {
                withdrawn_sentence(day.date, *withdrawn, language)
            }
            Self::EditionChanges { act, .. } => match language {
                Language::Kk => format!(
                    "Тіркеу күні қолданыста болатын акт қолданылады: {}.",
                    act.kk
                ),
                Language::Ru => format!(
                    "Применяется акт, действующий в день регистрации: {}.",
                    act.ru
                ),
                Language::En => format!(
                    "The act in force on the day of registration applies: {}.",
                    act.en
                ),
            },
        }
    }
}

fn same_day(local: DateTime, language: Language, when: [&str; 3], hours: &str) -> String {
    let (day, time) = (days::on(local.date(), language), days::time(local.time()));
    let [kk, ru, en] = when;
    match language {
        Language::Kk => {
            format!(
                "Өтініш {day} сағат {time} белгісінде, {kk} ({hours}) берілді, сондықтан ол сол күні тіркеледі."
            )
        }
        Language::Ru => {
            format!("Подано {day}, в {time}, {ru} ({hours}), поэтому регистрируется в тот же день.")
        }
        Language::En => {
            format!("Filed {day} at {time}, {en} ({hours}), so it is registered on the same day.")
        }
    }
}

fn next_working_day(local: DateTime, registered: Date, language: Language, why: &str) -> String {
    let (day, time) = (days::on(local.date(), language), days::time(local.time()));
    match language {
        Language::Kk => {
            let next = days::on(registered, language);
            format!(
                "Өтініш {day} сағат {time} белгісінде, {why} берілді, сондықтан ол келесі жұмыс күні, {next}, тіркеледі."
            )
        }
        Language::Ru => {
            let next = days::on(registered, language);
            format!(
                "Подано {day}, в {time}, {why}, поэтому регистрируется в следующий рабочий день, {next}."
            )
        }
        Language::En => {
            let next = days::with_weekday(registered, language);
            format!(
                "Filed {day} at {time}, {why}, so it is registered on the next working day, {next}."
            )
        }
    }
}

fn is_a(date: Date, language: Language, what: [&str; 3], name: &str) -> String {
    let day = days::with_weekday(date, language);
    let [kk, ru, en] = what;
    match language {
        Language::Kk => format!("{day} — {kk}: {name}."),
        Language::Ru => format!("{}, — {ru}: {name}.", capital(&day)),
        Language::En => format!("{day} is {en}: {name}."),
    }
}

fn withdrawn_sentence(date: Date, withdrawn: Date, language: Language) -> String {
    match language {
        Language::Kk => format!(
            "{} демалыс күні деп жарияланған еді, бірақ ол {} алынып тасталды, сондықтан бұл — жұмыс күні.",
            days::with_weekday(date, language),
            days::on(withdrawn, language)
        ),
        Language::Ru => format!(
            "День {} был объявлен нерабочим, но {} это отменено, поэтому он рабочий.",
            days::date(date, language),
            days::date(withdrawn, language)
        ),
        Language::En => format!(
            "{} had been announced as a day off, but this was withdrawn on {}, so it is a working day.",
            days::with_weekday(date, language),
            days::date(withdrawn, language)
        ),
    }
}

/// The sentence with a capital letter at its beginning.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
