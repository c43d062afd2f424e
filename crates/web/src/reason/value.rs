//! Values, facts and sources in the words of a visit.

use law::edition::{Column, Edition, Fact, Origin, Per, Type};
use law::facts::{FactRule, Facts};
use law::value::{Row, Value};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use crate::door::Visit;
use crate::locale::Language;

/// A value as people of this language write it; `ty` gives the words of a choice.
pub(crate) fn value(visit: &Visit, ty: Option<&Type>, value: &Value) -> String {
    let words = visit.words();
    match value {
        Value::Boolean(true) => words.text("yes").into_owned(),
        Value::Boolean(false) => words.text("no").into_owned(),
        Value::Money { amount, per } => money(visit, *amount, *per),
        Value::Rate { unit, .. } => {
            let plain = number(visit, &value.to_string());
            let suffix = unit.trim_start_matches('1');
            let amount = plain.trim_end_matches(suffix);
            format!("{amount}\u{a0}₸{}", unit_words(visit, suffix))
        }
        Value::Number { unit, .. } if !unit.is_empty() => {
            let plain = number(visit, &value.to_string());
            let amount = plain.trim_end_matches(unit.as_str()).trim_end();
            format!("{amount}\u{a0}{}", unit_words(visit, unit))
        }
        Value::Count(_) | Value::Number { .. } | Value::Share(_) => {
            number(visit, &value.to_string())
        }
        Value::Date(day) => words.day(*day),
        Value::Choice(code) => option(visit, ty, code),
        Value::Text(text) => text.clone(),
        Value::Hours(_) => value.to_string(),
        Value::List(rows) => rows.len().to_string(),
    }
}

/// A value, one line for each row of a list.
pub(crate) fn lines(visit: &Visit, fact: &Fact, it: &Value) -> Vec<String> {
    let (Type::List { columns }, Value::List(rows)) = (&fact.ty, it) else {
        return vec![value(visit, Some(&fact.ty), it)];
    };
    if rows.is_empty() {
        return vec![visit.words().text("list-empty").into_owned()];
    }
    rows.iter()
        .map(|cells| row(visit, columns, cells))
        .collect()
}

/// A row of a list in one line: the first cell is its name.
fn row(visit: &Visit, columns: &[Column], cells: &Row) -> String {
    let language = visit.law_language();
    let cells = columns.iter().enumerate().filter_map(|(index, column)| {
        let cell = value(visit, Some(&column.ty), cells.get(&column.code)?);
        let label = column.label.get(language);
        let label = label.split(',').next().unwrap_or(label).to_lowercase();
        Some(match index {
            0 => cell,
            1 => format!(": {label} {cell}"),
            2.. => format!("; {label} {cell}"),
        })
    });
    cells.collect()
}

/// A value of a fact in the JSON form of a facts file, one line for each row of a list.
pub(crate) fn json_lines(
    visit: &Visit,
    edition: &Edition,
    fact: &Fact,
    json: &Json,
) -> Vec<String> {
    read(edition, &fact.code, json).map_or_else(Vec::new, |it| lines(visit, fact, &it))
}

/// A value of a fact out of the JSON form of a facts file.
fn read(edition: &Edition, fact: &str, json: &Json) -> Option<Value> {
    let mut object = Map::new();
    object.insert(fact.to_owned(), json.clone());
    let facts = Facts::from_json(&Json::Object(object), edition).ok()?;
    facts.get(fact).map(|entry| entry.value.clone())
}

/// Where a fact comes from, in words.
pub(crate) fn origin(visit: &Visit, edition: &Edition, origin: &Origin) -> String {
    let language = visit.law_language();
    let words = visit.words();
    match origin {
        Origin::Registry(code) => registry(visit, code),
        Origin::Document(code) => {
            let document = edition.documents.iter().find(|it| &it.code == code);
            document
                .map_or(code.as_str(), |it| it.text.get(language))
                .to_owned()
        }
        Origin::Form(_) => words.text("source-form").into_owned(),
        Origin::Figure(_) => words.text("source-law").into_owned(),
        Origin::Consent(_) => words.text("source-consent").into_owned(),
        Origin::Officer => words.text("source-officer").into_owned(),
    }
}

fn registry(visit: &Visit, code: &str) -> String {
    let key = format!("registry-{code}");
    let words = visit.words();
    if words.has(&key) {
        words.text(&key).into_owned()
    } else {
        code.to_owned()
    }
}

/// A sum with its period: `14 500 ₸ a month`.
fn money(visit: &Visit, amount: Decimal, per: Per) -> String {
    let tiyn = amount
        .checked_mul(Decimal::ONE_HUNDRED)
        .filter(Decimal::is_integer);
    let whole = tiyn.and_then(|tiyn| i64::try_from(tiyn).ok());
    let in_full = || {
        let plain = Value::Money { amount, per }.to_string();
        format!("{}\u{a0}₸", number(visit, &plain))
    };
    let sum = whole.map_or_else(in_full, |tiyn| visit.words().money(tiyn));
    let key = match per {
        Per::Once => return sum,
        Per::Month => "money-month",
        Per::Quarter => "money-quarter",
    };
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("amount", sum);
    visit.words().text_with(key, &args).into_owned()
}

/// Digits as the language writes them: the law's own writing has a blank and a point.
pub(crate) fn number(visit: &Visit, plain: &str) -> String {
    let text = plain.replace(' ', "\u{a0}");
    match visit.language {
        Language::Kk | Language::Ru => text.replace('.', ","),
        Language::En => text,
    }
}

/// A unit of the world as it is written: `m2` is `m²` for people, and `м²` in Kazakh and Russian.
pub(crate) fn unit_words(visit: &Visit, unit: &str) -> String {
    let unit = unit.replace('2', "²").replace('3', "³");
    match visit.language {
        Language::Kk | Language::Ru => unit.replace("Gcal", "Гкал").replace('m', "м"),
        Language::En => unit,
    }
}

fn option(visit: &Visit, ty: Option<&Type>, code: &str) -> String {
    let options = match ty {
        Some(Type::Choice { options }) => options.as_slice(),
        Some(
            Type::Boolean
            | Type::Count
            | Type::Number { .. }
            | Type::Share
            | Type::Money { .. }
            | Type::Date
            | Type::Line
            | Type::PersonName
            | Type::Iin
            | Type::Iban
            | Type::Place
            | Type::List { .. },
        )
        | None => &[],
    };
    let found = options.iter().find(|option| option.code == code);
    found
        .map_or(code, |it| it.label.get(visit.law_language()))
        .to_owned()
}

/// What the law's reader says of a value that it does not take, in words.
pub(crate) fn rule_words(visit: &Visit, rule: &FactRule) -> String {
    let bound = match rule {
        FactRule::Within { bounds } => [
            ("problem-above", bounds.above),
            ("problem-at-least", bounds.at_least),
            ("problem-at-most", bounds.at_most),
        ]
        .into_iter()
        .find_map(|(key, bound)| {
            Some(visit.say_with(key, "bound", &bound?.normalize().to_string()))
        }),
        FactRule::Object
        | FactRule::Declared { .. }
        | FactRule::OfType { .. }
        | FactRule::Exact
        | FactRule::Option { .. }
        | FactRule::Rows { .. } => None,
    };
    bound.unwrap_or_else(|| visit.say("refusal-bad-value"))
}
