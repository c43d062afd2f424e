//! Deadlines: a term counted on the calendar, day by day (Administrative Procedural and Process Code,
//! art. 76(2) and (5)).
//!
//! Counting starts on the day after the event. A term in working days ends on its last working day; a
//! term in calendar days or months that ends on a day off moves to the next working day.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{DayKind, Known, NotCovered, WeekKind, following},
    edition::{Source, TermUnit},
    text::{Language, Text, days},
};

/// A day of a derivation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// Which day of the term it is, from 1; none if it was not counted.
    pub number: Option<u16>,
    /// What kind of day it is.
    pub kind: DayKind,
}

/// A term applied: a day, and how it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day on which it is in time.
    pub day: Date,
    /// How many days or months the law gives.
    pub amount: u16,
    /// In what they are counted.
    pub unit: TermUnit,
    /// The day of the event; counting starts on the next day.
    pub started: Date,
    /// The days in order; none for minutes, which pass on the day of the event. Working days: every day after the start. Calendar days and months: the day
    /// reached by counting, then each day passed over to the next working day.
    pub derivation: Vec<CountedDay>,
    /// The paragraph that gives the term, if it was counted for one.
    pub source: Option<Source>,
}

/// The last day of a term of `amount` units that runs from the event on `started`.
///
/// # Errors
/// The calendar does not cover a day that matters.
pub fn deadline(
    amount: u16,
    unit: TermUnit,
    started: Date,
    calendar: Known<'_>,
    week: WeekKind,
) -> Result<Deadline, NotCovered> {
    let derivation = match unit {
        TermUnit::WorkingDays => working_days(amount, started, calendar, week)?,
        TermUnit::CalendarDays => {
            let end = started
                .checked_add(i32::from(amount).days())
                .map_err(|_end_of_time| NotCovered { day: started })?;
            rolled(amount, end, calendar, week)?
        }
        TermUnit::Months => {
            let end = started
                .checked_add(i32::from(amount).months())
                .map_err(|_end_of_time| NotCovered { day: started })?;
            rolled(amount, end, calendar, week)?
        }
        // Minutes pass on the day of the event: no day is counted.
        TermUnit::Minutes => Vec::new(),
    };
    let day = derivation.last().map_or(started, |last| last.date);
    Ok(Deadline {
        day,
        amount,
        unit,
        started,
        derivation,
        source: None,
    })
}

fn working_days(
    amount: u16,
    started: Date,
    calendar: Known<'_>,
    week: WeekKind,
) -> Result<Vec<CountedDay>, NotCovered> {
    // Seven days hold five working ones, and a holiday now and then.
    let room = usize::from(amount) + usize::from(amount) / 2 + 4;
    let mut derivation = Vec::with_capacity(room);
    let mut date = started;
    let mut counted = 0;
    while counted < amount {
        date = following(date)?;
        let kind = calendar.kind_of(date, week)?;
        let number = kind.is_working().then(|| {
            counted += 1;
            counted
        });
        derivation.push(CountedDay { date, number, kind });
    }
    Ok(derivation)
}

/// The day reached by counting, and the days passed over if it is a day off.
fn rolled(
    amount: u16,
    end: Date,
    calendar: Known<'_>,
    week: WeekKind,
) -> Result<Vec<CountedDay>, NotCovered> {
    let mut derivation = Vec::with_capacity(1);
    let mut date = end;
    let mut number = Some(amount);
    loop {
        let kind = calendar.kind_of(date, week)?;
        let is_working = kind.is_working();
        derivation.push(CountedDay {
            date,
            number: number.take(),
            kind,
        });
        if is_working {
            return Ok(derivation);
        }
        date = following(date)?;
    }
}

impl Deadline {
    /// The listed days off that moved the deadline: holidays and the like, not weekends.
    pub fn days_off(&self) -> impl Iterator<Item = &CountedDay> {
        self.derivation
            .iter()
            .filter(|day| matches!(day.kind, DayKind::Off(_)))
    }

    /// The deadline in one sentence: what was given, from when, to when.
    pub fn text(&self) -> Text {
        Text::of(|language| {
            let term = amount_text(self.amount, self.unit, language);
            let due = days::with_weekday(self.day, language);
            if self.unit == TermUnit::Minutes {
                return match language {
                    Language::Kk => format!("Мерзім — оқиғадан бастап {term}; күні — {due}."),
                    Language::Ru => format!("Срок — {term} с момента события; день — {due}."),
                    Language::En => format!("The term is {term} from the event, on {due}."),
                };
            }
            match language {
                Language::Kk => format!(
                    "Мерзім — {term}, {} болған оқиғаның келесі күнінен бастап есептеледі, соңғы күні — {due}.",
                    days::on(self.started, language)
                ),
                Language::Ru => format!(
                    "Срок — {term}, считая со дня, следующего за {}; последний день — {due}.",
                    days::date_after(self.started)
                ),
                Language::En => format!(
                    "The term is {term}, counted from the day after {}; the last day is {due}.",
                    days::with_weekday(self.started, language)
                ),
            }
        })
    }
}

/// "8 working days", "8 рабочих дней", "8 жұмыс күні".
pub fn amount_text(amount: u16, unit: TermUnit, language: Language) -> String {
    let words = match (unit, language) {
        (TermUnit::WorkingDays, Language::Kk) => "жұмыс күні",
        (TermUnit::CalendarDays, Language::Kk) => "күнтізбелік күн",
        (TermUnit::Months, Language::Kk) => "ай",
        (TermUnit::Minutes, Language::Kk) => "минут",
        (TermUnit::Minutes, Language::Ru) => russian(amount, ["минута", "минуты", "минут"]),
        (TermUnit::Minutes, Language::En) => english(amount, "minute", "minutes"),
        (TermUnit::WorkingDays, Language::Ru) => {
            russian(amount, ["рабочий день", "рабочих дня", "рабочих дней"])
        }
        (TermUnit::CalendarDays, Language::Ru) => russian(
            amount,
            ["календарный день", "календарных дня", "календарных дней"],
        ),
        (TermUnit::Months, Language::Ru) => russian(amount, ["месяц", "месяца", "месяцев"]),
        (TermUnit::WorkingDays, Language::En) => english(amount, "working day", "working days"),
        (TermUnit::CalendarDays, Language::En) => english(amount, "calendar day", "calendar days"),
        (TermUnit::Months, Language::En) => english(amount, "month", "months"),
    };
    format!("{amount} {words}")
}

/// The Russian form after a number: 1 день, 2 дня, 5 дней, 11 дней, 21 день.
fn russian(amount: u16, [one, few, many]: [&'static str; 3]) -> &'static str {
    match (amount % 10, amount % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

fn english(amount: u16, one: &'static str, many: &'static str) -> &'static str {
    if amount == 1 { one } else { many }
}

impl CountedDay {
    /// The line of the derivation: "Friday 27 November 2020: day 1" or why it was not counted.
    pub fn text(&self) -> Text {
        Text::of(|language| {
            let day = days::with_weekday(self.date, language);
            let why = self.kind.why(language);
            match (self.number, language) {
                (Some(number), _) => {
                    let named = self.kind.listed().map(|listed| listed.name.get(language));
                    let aside = named.map(|name| format!(" ({name})")).unwrap_or_default();
                    let word = match language {
                        Language::Kk => format!("{number}-күн"),
                        Language::Ru => format!("день {number}"),
                        Language::En => format!("day {number}"),
                    };
                    format!("{day}: {word}{aside}")
                }
                (None, _) if self.kind.is_working() => {
                    let word = match language {
                        Language::Kk => "келесі жұмыс күні",
                        Language::Ru => "следующий рабочий день",
                        Language::En => "the next working day",
                    };
                    format!("{day}: {word}")
                }
                (None, Language::Kk) => format!("{day}: есептелмейді, {why}"),
                (None, Language::Ru) => format!("{day}: не считается, {why}"),
                (None, Language::En) => format!("{day}: not counted, {why}"),
            }
        })
    }
}
