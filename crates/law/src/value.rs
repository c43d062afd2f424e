//! A value: what a fact holds, what a figure says, what a formula gives.

use std::{collections::BTreeMap, fmt};

use jiff::civil::{Date, Time};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::edition::Per;

/// Decimal places that a number may carry when it enters the system.
pub const PLACES_AT_MOST: u32 = 10;

/// Digits before the point that a number may carry when it enters the system.
pub const DIGITS_AT_MOST: u32 = 15;

/// A row of a list, by column. A column that is not there is unknown.
pub type Row = BTreeMap<String, Value>;

/// A typed value. In JSON a decimal is a string: `{"kind":"money","value":{"amount":"5000","per":"month"}}`.
///
/// `Debug` shows the kind only, because a value may be personal; `Display` shows the value, the same
/// in every language: `5 000`, `10 %`, `72 m2`, `2026-01-31`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Value {
    /// True or false.
    Boolean(bool),
    /// A whole number of things, people, days or years; below 2⁵³.
    Count(i64),
    /// A number with a unit of the world; the unit may be empty.
    Number {
        /// How many.
        number: Decimal,
        /// Of what: `m2`, `Gcal/m2`; empty = a plain number.
        unit: String,
    },
    /// A share of one: 5 % is 0.05.
    Share(Decimal),
    /// Tenge per period.
    Money {
        /// Tenge.
        amount: Decimal,
        /// The period.
        per: Per,
    },
    /// Tenge per period for each unit of something: 60 tenge a month for each m².
    Rate {
        /// Tenge.
        amount: Decimal,
        /// The period.
        per: Per,
        /// For each of this: `1/m2`.
        unit: String,
    },
    /// A calendar day.
    Date(Date),
    /// A code of a choice.
    Choice(String),
    /// Words, a name, an IIN, an IBAN or a KATO code; no formula may use it.
    Text(String),
    /// The open hours of a day, in order; no formula may use it.
    Hours(Vec<Hours>),
    /// Rows.
    List(Vec<Row>),
}

/// A stretch of a day, local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// From this minute.
    pub from: Time,
    /// Up to this minute, exclusive.
    pub to: Time,
}

impl Value {
    /// The number of a count, a number, a share, a sum or a rate.
    pub fn decimal(&self) -> Option<Decimal> {
        match self {
            Self::Count(count) => Some(Decimal::from(*count)),
            Self::Number { number, .. } => Some(*number),
            Self::Share(share) => Some(*share),
            Self::Money { amount, .. } | Self::Rate { amount, .. } => Some(*amount),
            Self::Boolean(_)
            | Self::Date(_)
            | Self::Choice(_)
            | Self::Text(_)
            | Self::Hours(_)
            | Self::List(_) => None,
        }
    }

    /// The kind, as in JSON: `money`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "boolean",
            Self::Count(_) => "count",
            Self::Number { .. } => "number",
            Self::Share(_) => "share",
            Self::Money { .. } => "money",
            Self::Rate { .. } => "rate",
            Self::Date(_) => "date",
            Self::Choice(_) => "choice",
            Self::Text(_) => "text",
            Self::Hours(_) => "hours",
            Self::List(_) => "list",
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(…)", self.kind())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Count(count) => f.write_str(&grouped(Decimal::from(*count))),
            Self::Number { number, unit } if unit.is_empty() => f.write_str(&grouped(*number)),
            Self::Number { number, unit } => write!(f, "{} {unit}", grouped(*number)),
            Self::Share(share) => match share.checked_mul(Decimal::ONE_HUNDRED) {
                Some(percent) => write!(f, "{} %", grouped(percent)),
                None => f.write_str(&grouped(*share)),
            },
            Self::Money { amount, .. } => f.write_str(&grouped(*amount)),
            Self::Rate { amount, unit, .. } => {
                write!(f, "{}{}", grouped(*amount), unit.trim_start_matches('1'))
            }
            Self::Date(day) => write!(f, "{day}"),
            Self::Choice(code) => write!(f, "'{code}'"),
            Self::Text(text) => f.write_str(text),
            Self::Hours(hours) => {
                for (index, hours) in hours.iter().enumerate() {
                    let gap = if index == 0 { "" } else { " " };
                    let (from, to) = (hours.from.strftime("%H:%M"), hours.to.strftime("%H:%M"));
                    write!(f, "{gap}{from}-{to}")?;
                }
                Ok(())
            }
            Self::List(rows) => write!(f, "[{}]", rows.len()),
        }
    }
}

/// `1234567.5` as `1 234 567.5`; cut after six places, with an ellipsis if something was cut.
fn grouped(decimal: Decimal) -> String {
    const SHOWN_PLACES: u32 = 6;
    let decimal = decimal.normalize();
    let shown = decimal.trunc_with_scale(SHOWN_PLACES).normalize();
    let text = shown.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut result = String::from(if decimal.is_sign_negative() {
        "−"
    } else {
        ""
    });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            result.push(' ');
        }
        result.push(digit);
    }
    if !fraction.is_empty() {
        result.push('.');
        result.push_str(fraction);
    }
    if shown != decimal {
        result.push('…');
    }
    result
}

/// An exact decimal from a text: `50000`, `50 000`, `1500.50`, `-3`. No exponent, at most fifteen
/// digits before the point and ten after it.
pub fn read_decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '\u{a0}');
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if !digits.chars().all(allowed)
        || !edge(digits.chars().next())
        || !edge(digits.chars().next_back())
    {
        return None;
    }
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}'))
        .collect();
    let decimal = Decimal::from_str_exact(&plain).ok()?.normalize();
    let limit = Decimal::from_i128_with_scale(10_i128.checked_pow(DIGITS_AT_MOST)?, 0);
    (decimal.scale() <= PLACES_AT_MOST && decimal.abs() < limit).then_some(decimal)
}

/// A share from a text: `0.05` or `5 %`.
pub fn read_share(text: &str) -> Option<Decimal> {
    match text.trim().strip_suffix('%') {
        Some(percent) => read_decimal(percent)?
            .checked_div(Decimal::ONE_HUNDRED)
            .map(|share| share.normalize()),
        None => read_decimal(text),
    }
}

/// Hours from a text: `09:00-18:30` or, with a pause, `09:00-13:00 14:30-18:30`; in order, none
/// empty, none overlapping.
pub fn read_hours(text: &str) -> Option<Vec<Hours>> {
    let mut hours = Vec::new();
    let mut end = None;
    for stretch in text.split_whitespace() {
        let (from, to) = stretch.split_once('-')?;
        let from = Time::strptime("%H:%M", from).ok()?;
        let to = Time::strptime("%H:%M", to).ok()?;
        if from >= to || end.is_some_and(|end| from < end) {
            return None;
        }
        end = Some(to);
        hours.push(Hours { from, to });
    }
    (!hours.is_empty()).then_some(hours)
}
