//! Reading what a person typed: one field, one type, one canonical text or the rule it breaks.

use jiff::civil::Date;
use law::edition::{Per, Type};
use rust_decimal::Decimal;

use super::problem::ProblemCode;
use crate::identifier::{Iin, NotAnIdentifier, is_kazakh_iban};
use crate::refusal::TextRefusal;

/// The longest line of text that a field takes, in characters.
pub const LINE_CHARACTERS_MAX: usize = 500;

/// The canonical text of `typed` as a value of type `ty`, or the rule that it breaks.
///
/// Amounts become `1234.50` with a point and no blanks, days `2026-11-21`, booleans `true` or `false`.
pub fn value(ty: &Type, typed: &str) -> Result<String, ProblemCode> {
    let typed = typed.trim();
    if typed.contains('\0') {
        return Err(ProblemCode::NotText);
    }
    match ty {
        Type::Boolean => match typed {
            "true" | "on" | "yes" => Ok("true".to_owned()),
            "false" | "no" => Ok("false".to_owned()),
            _ => Err(ProblemCode::NotAChoice),
        },
        Type::Count => typed
            .parse::<u32>()
            .map(|count| count.to_string())
            .map_err(|_not_a_count| ProblemCode::NotACount),
        Type::Number { .. } | Type::Share => decimal(typed, 6),
        Type::Money {
            per: Per::Once | Per::Month | Per::Quarter,
        } => decimal(typed, 2),
        Type::Date => date(typed),
        Type::Choice { options } => options
            .iter()
            .find(|option| option.code == typed)
            .map(|option| option.code.clone())
            .ok_or(ProblemCode::NotAChoice),
        Type::Line | Type::PersonName | Type::Place => line(typed),
        Type::Iin => match Iin::parse(typed) {
            Ok(iin) => Ok(iin.as_str().to_owned()),
            Err(NotAnIdentifier::Shape) => Err(ProblemCode::NotTwelveDigits),
            Err(NotAnIdentifier::CheckDigit) => Err(ProblemCode::CheckDigit),
        },
        Type::Iban => {
            let compact: String = typed
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>()
                .to_uppercase();
            if is_kazakh_iban(&compact) {
                Ok(compact)
            } else {
                Err(ProblemCode::NotAnAccount)
            }
        }
        Type::List { .. } => Err(ProblemCode::NotText),
    }
}

fn line(typed: &str) -> Result<String, ProblemCode> {
    match check_line("", typed) {
        Ok(()) => Ok(typed.to_owned()),
        Err(TextRefusal::TooLong { .. }) => Err(ProblemCode::TooLong),
        Err(TextRefusal::Unseen { .. } | TextRefusal::Unprintable { .. }) => {
            Err(ProblemCode::NotText)
        }
    }
}

/// Whether a line that somebody typed can stand in a document; `line` is how the command names it.
///
/// # Errors
/// It is longer than [`LINE_CHARACTERS_MAX`], or holds a character that is not seen.
pub fn check_line(line: &'static str, typed: &str) -> Result<(), TextRefusal> {
    if typed.chars().count() > LINE_CHARACTERS_MAX {
        return Err(TextRefusal::TooLong { line });
    }
    if typed.chars().any(is_unseen) {
        return Err(TextRefusal::Unseen { line });
    }
    Ok(())
}

/// The same of a text of several lines, whose length the doors limit.
///
/// # Errors
/// A character other than a line break or a tab is not seen.
pub fn check_text(line: &'static str, typed: &str) -> Result<(), TextRefusal> {
    let is_break = |it: char| matches!(it, '\n' | '\r' | '\t');
    if typed.chars().any(|it| is_unseen(it) && !is_break(it)) {
        return Err(TextRefusal::Unseen { line });
    }
    Ok(())
}

/// Whether the character would break, turn or hide part of a line, so that what is read differs from what is
/// signed: controls, line and paragraph separators, marks and overrides of direction, the byte order mark.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{feff}'
        )
}

/// An amount as people type it: blanks between thousands, a comma or a point before the fraction.
fn decimal(typed: &str, places: u32) -> Result<String, ProblemCode> {
    let plain: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let is_plain = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    // Exact: more digits than a decimal keeps are an error and are never rounded away.
    let exact = is_plain.then(|| Decimal::from_str_exact(&plain).ok());
    let amount = exact.flatten().ok_or(ProblemCode::NotAnAmount)?;
    if amount.normalize().scale() > places {
        return Err(ProblemCode::TooManyPlaces { places });
    }
    if amount >= Decimal::from(1_000_000_000_000_i64) {
        return Err(ProblemCode::NotAnAmount);
    }
    Ok(amount.normalize().to_string())
}

/// A day as `2026-11-21`, `21.11.2026` or `21 11 2026`.
fn date(typed: &str) -> Result<String, ProblemCode> {
    let is_iso = typed.len() == 10 && typed.chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_iso && let Ok(day) = typed.parse::<Date>() {
        return of_people(day);
    }
    let mut parts = typed
        .split(['.', ' ', '/'])
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let (Some(day), Some(month), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(ProblemCode::NotADay);
    };
    let (Ok(day), Ok(month), Ok(year)) = (day.parse(), month.parse(), year.parse()) else {
        return Err(ProblemCode::NotADay);
    };
    of_people(Date::new(year, month, day).map_err(|_no_such_day| ProblemCode::NotADay)?)
}

/// A day of somebody who may be alive: what lies before 1900 is a slip of the hand.
fn of_people(day: Date) -> Result<String, ProblemCode> {
    if day.year() < 1900 {
        return Err(ProblemCode::NotADay);
    }
    Ok(day.to_string())
}
