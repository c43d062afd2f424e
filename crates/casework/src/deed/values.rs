//! The values of a deed's fields, in words, from the case, the organization, the facts and the assessment.

use std::collections::BTreeMap;

use law::assess::Assessed;
use law::edition::{Deed, DeedField};
use law::formula::Answer as Assessment;
use law::text::days;
use law::value::Value;
use law::{Language, Text};
use rust_decimal::RoundingStrategy;

use crate::application::decimal;
use crate::case::Case;
use crate::event::Answer;
use crate::facts;
use crate::moment::Moment;

mod work;

/// The values of all fields of `deed` that are known when it is drawn up, by the code of the field.
/// Number, day, signatory, lists and appeal are filled in when it is written for signing.
pub fn values(
    case: &Case,
    deed: &Deed,
    moment: &Moment<'_>,
    assessed: Option<&Assessed>,
) -> BTreeMap<String, Text> {
    deed.fields
        .iter()
        .filter_map(|field| {
            let text = value(field, case, moment, assessed)?;
            Some((field.code.clone(), text))
        })
        .collect()
}

fn value(
    field: &DeedField,
    case: &Case,
    moment: &Moment<'_>,
    assessed: Option<&Assessed>,
) -> Option<Text> {
    let (room, rest) = field.from.split_once('.')?;
    match room {
        "case" => of_case(rest, case, moment),
        "org" => match rest {
            "name" => Some(moment.organization.name.clone()),
            "address" => Some(moment.organization.address.clone()),
            _ => None,
        },
        "recipient" => match rest {
            "name" => Some(same(&case.filed.recipient.name)),
            "iin" => Some(same(case.filed.recipient.iin.as_str())),
            _ => None,
        },
        "form" => answered(case, rest),
        // The number of the case complained of is what the form's field `complaint.about` says.
        "complaint" => answered(case, &field.from),
        "fact" => of_fact(rest, case, moment, assessed),
        "assess" => of_assessment(rest, assessed?),
        "law" if rest == "act" => Some(moment.edition.act.title.clone()),
        room => work::of(room, rest, case),
    }
}

fn answered(case: &Case, field: &str) -> Option<Text> {
    match case.filed.answers.get(field)? {
        Answer::One(text) => Some(same(text)),
        Answer::Rows(rows) => Some(same(&rows.len().to_string())),
    }
}

fn of_case(what: &str, case: &Case, moment: &Moment<'_>) -> Option<Text> {
    match what {
        "number" => Some(same(case.filed.number.as_str())),
        "registration-number" => Some(same(&case.registration.as_ref()?.number)),
        "registration-day" => {
            let day = case.registration.as_ref()?.day;
            Some(Text::of(|language| days::date(day, language)))
        }
        "filed-day" => {
            let place = moment.law.places().get(&moment.organization.kato)?;
            let day = place.local(case.filed.filed_at).date();
            Some(Text::of(|language| days::date(day, language)))
        }
        "service" => Some(moment.edition.name.clone()),
        _ => None,
    }
}

/// A fact as established; one that the law gives is found among the leaves of the assessment.
fn of_fact(
    code: &str,
    case: &Case,
    moment: &Moment<'_>,
    assessed: Option<&Assessed>,
) -> Option<Text> {
    let established = facts::established(case, moment.edition).ok()?;
    if let Some(entry) = established.get(code) {
        return Some(shown(&entry.value));
    }
    let leaf = assessed?
        .assessments
        .values()
        .flat_map(|assessment| &assessment.lines)
        .flat_map(|line| line.trace.leaves())
        .find(|trace| {
            matches!(&trace.leaf, Some(law::formula::Leaf::Fact { code: found, .. }) if found == code)
        })?;
    leaf.answer.known().map(shown)
}

fn of_assessment(what: &str, assessed: &Assessed) -> Option<Text> {
    let (code, line) = match what.split_once('.') {
        Some((code, line)) => (code, Some(line)),
        None => (what, None),
    };
    let assessment = assessed.assessments.get(code)?;
    let answer: &Assessment = match line {
        None => &assessment.result,
        Some(line) => {
            &assessment
                .lines
                .iter()
                .find(|found| found.code == line)?
                .value
        }
    };
    answer.known().map(shown)
}

/// A value as a deed shows it: numbers as each language writes them. An amount that the edition does not round is
/// shown to the tiyn, and marked where that is not exact; the exact value stands in the data of the deed.
pub fn shown(value: &Value) -> Text {
    match value {
        Value::Money { amount, per } => {
            let strategy = RoundingStrategy::MidpointAwayFromZero;
            let rounded = amount.round_dp_with_strategy(2, strategy);
            let (is_exact, tenge) = (
                rounded == *amount,
                Value::Money {
                    amount: rounded,
                    per: *per,
                },
            );
            Text::of(|language| {
                let about = match language {
                    _ if is_exact => "",
                    Language::Kk => "шамамен ",
                    Language::Ru => "около ",
                    Language::En => "about ",
                };
                let tenge = decimal(&with_tiyn(&tenge.to_string()), language);
                format!("{about}{tenge}\u{a0}₸")
            })
        }
        Value::Boolean(true) => Text::of(|language| match language {
            Language::Kk => "иә".to_owned(),
            Language::Ru => "да".to_owned(),
            Language::En => "yes".to_owned(),
        }),
        Value::Boolean(false) => Text::of(|language| match language {
            Language::Kk => "жоқ".to_owned(),
            Language::Ru => "нет".to_owned(),
            Language::En => "no".to_owned(),
        }),
        Value::Date(day) => Text::of(|language| days::date(*day, language)),
        Value::List(rows) => same(&rows.len().to_string()),
        Value::Count(_) | Value::Number { .. } | Value::Share(_) | Value::Rate { .. } => {
            number(&value.to_string())
        }
        Value::Choice(_) | Value::Text(_) | Value::Hours(_) => same(&value.to_string()),
    }
}

/// A number with the decimal mark of each language, square meters as everybody writes them.
fn number(text: &str) -> Text {
    let text = match text.strip_suffix(" m2") {
        Some(area) => format!("{area}\u{a0}м²"),
        None => text.to_owned(),
    };
    Text::of(|language| decimal(&text, language))
}

/// An amount with both digits of the tiyn, if it has any.
fn with_tiyn(amount: &str) -> String {
    match amount.split_once('.') {
        Some((_, tiyn)) if tiyn.len() == 1 => format!("{amount}0"),
        Some(_) | None => amount.to_owned(),
    }
}

/// The same words in every language.
pub(super) fn same(text: &str) -> Text {
    Text {
        kk: text.to_owned(),
        ru: text.to_owned(),
        en: text.to_owned(),
    }
}
