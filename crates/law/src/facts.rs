//! The facts of a case: what a decision may rest on, each with its origin.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::{
    edition::{Bounds, Channel, ChoiceOption, Column, Edition, Fact, Origin, Per, Type},
    formula::{ROWS_AT_MOST, nearest::nearest},
    text::{Language, Text},
    value::{Row, Value, read_decimal, read_share},
};

/// Keys of a facts file that are not facts: where, when, when it was filed and by which channel.
pub const INPUTS: [&str; 4] = ["place", "day", "filed-day", "channel"];

/// Significant digits that a JSON number with a fraction keeps for certain; beyond, write a string.
const JSON_DIGITS_AT_MOST: usize = 15;

/// A fact that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactEntry {
    /// What it is.
    pub value: Value,
    /// Who said it; none = whoever asks.
    pub origin: Option<Origin>,
    /// Where it stands: the number of an answer, the name of a document.
    pub note: Option<String>,
}

/// Everything that is known of a case. What is not here is unknown, which is never false.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The facts by code; fields of the form as `section.field`.
    pub entries: BTreeMap<String, FactEntry>,
    /// The KATO code of the place, if it was said with the facts.
    pub place: Option<String>,
    /// The legal day, if it was said with the facts.
    pub day: Option<Date>,
    /// The day of the filing.
    pub filed_day: Option<Date>,
    /// The channel by which it was filed.
    #[serde(default)]
    pub channel: Option<Channel>,
}

/// What is wrong with one fact. It never holds what was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactProblem {
    /// `share`, `costs[2].billed` (rows from 1); empty for the whole.
    pub key: String,
    /// The rule that is broken.
    pub rule: FactRule,
}

/// A rule for facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FactRule {
    /// Facts are one JSON object.
    Object,
    /// The edition has no such fact, or the list no such column.
    Declared {
        /// The name that was probably meant.
        nearest: Option<String>,
    },
    /// It is not of its type.
    OfType {
        /// What is to be written, in the language of a facts file.
        write: String,
    },
    /// A number in JSON that would not be kept exactly.
    Exact,
    /// It is not one of the options.
    Option {
        /// The option that was probably meant.
        nearest: Option<String>,
        /// All of them.
        options: Vec<String>,
    },
    /// It lies outside of its bounds.
    Within {
        /// The bounds.
        bounds: Bounds,
    },
    /// The list is too long.
    Rows {
        /// The longest list.
        at_most: usize,
    },
}

impl FactProblem {
    fn new(key: &str, rule: FactRule) -> Self {
        let key = key.to_owned();
        Self { key, rule }
    }

    /// What to do about it, in one English sentence for the operator's screen.
    pub fn way_out(&self) -> String {
        match &self.rule {
            FactRule::Object => "write one object: {\"fact\": value, …}".to_owned(),
            FactRule::Declared {
                nearest: Some(name),
            } => format!("did you mean `{name}`?"),
            FactRule::Declared { nearest: None } => {
                "leave it out, or prefix a remark with `$`".to_owned()
            }
            FactRule::OfType { write } => format!("write {write}"),
            FactRule::Exact => "write the number as a string, so that no digit is lost".to_owned(),
            FactRule::Option {
                nearest: Some(code),
                ..
            } => format!("did you mean `{code}`?"),
            FactRule::Option { options, .. } => format!("write one of: {}", options.join(", ")),
            FactRule::Within { bounds } => format!("it must be {}", within(bounds)),
            FactRule::Rows { at_most } => format!("a list has at most {at_most} rows"),
        }
    }
}

impl Facts {
    /// The fact of this code.
    pub fn get(&self, code: &str) -> Option<&FactEntry> {
        self.entries.get(code)
    }

    /// Adds a fact, in place of what was known.
    pub fn insert(&mut self, code: &str, value: Value, origin: Option<Origin>) {
        let entry = FactEntry {
            value,
            origin,
            note: None,
        };
        self.entries.insert(code.to_owned(), entry);
    }

    /// Reads a facts file. `null` is unknown; keys that begin with `$` are remarks.
    ///
    /// # Errors
    /// Every problem of every key.
    pub fn from_json(json: &Json, edition: &Edition) -> Result<Self, Vec<FactProblem>> {
        let Json::Object(object) = json else {
            return Err(vec![FactProblem::new("", FactRule::Object)]);
        };
        let mut facts = Self::default();
        let mut problems = Vec::new();
        for (key, json) in object {
            if key.starts_with('$') || json.is_null() {
                continue;
            }
            let read = match edition.facts.get(key) {
                Some(fact) => fact_value(fact, json).map(|value| facts.insert(key, value, None)),
                None => facts
                    .input(key, json, edition)
                    .map_err(|problem| vec![problem]),
            };
            problems.extend(read.err().into_iter().flatten());
        }
        if problems.is_empty() {
            Ok(facts)
        } else {
            Err(problems)
        }
    }

    fn input(&mut self, key: &str, json: &Json, edition: &Edition) -> Result<(), FactProblem> {
        let ty = input_type(key);
        if !INPUTS.contains(&key) {
            let known = edition.facts.keys().map(String::as_str).chain(INPUTS);
            let nearest = nearest(key, known).map(str::to_owned);
            return Err(FactProblem::new(key, FactRule::Declared { nearest }));
        }
        let value = scalar(&ty, json).map_err(|rule| FactProblem::new(key, rule))?;
        match value {
            Value::Text(place) => self.place = Some(place),
            Value::Date(day) if key == "day" => self.day = Some(day),
            Value::Date(day) => self.filed_day = Some(day),
            Value::Choice(code) => {
                let channels = [Channel::Portal, Channel::Counter];
                self.channel = channels.into_iter().find(|known| known.code() == code);
            }
            Value::Boolean(_)
            | Value::Count(_)
            | Value::Number { .. }
            | Value::Share(_)
            | Value::Money { .. }
            | Value::Rate { .. }
            | Value::Hours(_)
            | Value::List(_) => {}
        }
        Ok(())
    }
}

/// The type of a key that is not a fact.
fn input_type(key: &str) -> Type {
    let option = |channel: Channel| ChoiceOption {
        code: channel.code().to_owned(),
        label: Text::of(|_| channel.code().to_owned()),
    };
    match key {
        "place" => Type::Place,
        "channel" => Type::Choice {
            options: vec![option(Channel::Portal), option(Channel::Counter)],
        },
        _ => Type::Date,
    }
}

/// One fact as a facts file or a worked example writes it.
///
/// # Errors
/// Every problem of the fact, by its key.
pub fn fact_value(fact: &Fact, json: &Json) -> Result<Value, Vec<FactProblem>> {
    let Type::List { columns } = &fact.ty else {
        let value = scalar(&fact.ty, json).and_then(|value| {
            admits(fact, &value)?;
            Ok(value)
        });
        return value.map_err(|rule| vec![FactProblem::new(&fact.code, rule)]);
    };
    let rows = match json {
        Json::Array(rows) if rows.len() <= ROWS_AT_MOST => rows,
        Json::Array(_) => {
            let at_most = ROWS_AT_MOST;
            return Err(vec![FactProblem::new(
                &fact.code,
                FactRule::Rows { at_most },
            )]);
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => {
            return Err(vec![FactProblem::new(&fact.code, of_type(&fact.ty))]);
        }
    };
    let mut list = Vec::new();
    let mut problems = Vec::new();
    for (index, json) in rows.iter().enumerate() {
        let key = format!("{}[{}]", fact.code, index + 1);
        match row(&key, columns, json) {
            Ok(row) => list.push(row),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() {
        Ok(Value::List(list))
    } else {
        Err(problems)
    }
}

fn row(key: &str, columns: &[Column], json: &Json) -> Result<Row, Vec<FactProblem>> {
    let Json::Object(object) = json else {
        return Err(vec![FactProblem::new(key, FactRule::Object)]);
    };
    let mut row = Row::new();
    let mut problems = Vec::new();
    for (code, json) in object {
        if code.starts_with('$') || json.is_null() {
            continue;
        }
        let key = format!("{key}.{code}");
        let Some(column) = columns.iter().find(|column| column.code == *code) else {
            let known = columns.iter().map(|column| column.code.as_str());
            let nearest = nearest(code, known).map(str::to_owned);
            problems.push(FactProblem::new(&key, FactRule::Declared { nearest }));
            continue;
        };
        let read = scalar(&column.ty, json).and_then(|value| {
            bounded(&column.ty, &Bounds::default(), &value)?;
            Ok(value)
        });
        match read {
            Ok(value) => {
                row.insert(code.clone(), value);
            }
            Err(rule) => problems.push(FactProblem::new(&key, rule)),
        }
    }
    if problems.is_empty() {
        Ok(row)
    } else {
        Err(problems)
    }
}

fn of_type(ty: &Type) -> FactRule {
    FactRule::OfType { write: how(ty) }
}

/// The text of a number: as written in a string, or as JSON keeps it where that is exact.
fn number_text(ty: &Type, json: &Json) -> Result<String, FactRule> {
    match json {
        Json::String(text) => Ok(text.clone()),
        Json::Number(number) => {
            let text = number.to_string();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            let exact = number.is_i64() || number.is_u64() || digits <= JSON_DIGITS_AT_MOST;
            exact.then_some(text).ok_or(FactRule::Exact)
        }
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => Err(of_type(ty)),
    }
}

/// Reads anything but a list.
fn scalar(ty: &Type, json: &Json) -> Result<Value, FactRule> {
    let words = || json.as_str().ok_or_else(|| of_type(ty));
    let decimal = || -> Result<Decimal, FactRule> {
        read_decimal(&number_text(ty, json)?).ok_or_else(|| of_type(ty))
    };
    let coded = |is_right: fn(&str) -> bool| {
        let text = words()?;
        is_right(text)
            .then(|| Value::Text(text.to_owned()))
            .ok_or_else(|| of_type(ty))
    };
    match ty {
        Type::Boolean => json
            .as_bool()
            .map(Value::Boolean)
            .ok_or_else(|| of_type(ty)),
        Type::Count => {
            let number = decimal()?;
            let whole = number.is_integer().then(|| i64::try_from(number).ok());
            whole.flatten().map(Value::Count).ok_or_else(|| of_type(ty))
        }
        Type::Number { unit } => Ok(Value::Number {
            number: decimal()?,
            unit: unit.clone(),
        }),
        Type::Share => {
            let share = read_share(&number_text(ty, json)?);
            share.map(Value::Share).ok_or_else(|| of_type(ty))
        }
        Type::Money { per } => {
            let amount = decimal()?;
            // A tiyn is the smallest sum there is.
            if amount.scale() > 2 {
                return Err(of_type(ty));
            }
            Ok(Value::Money { amount, per: *per })
        }
        Type::Date => {
            let day = words()?.parse().ok();
            day.map(Value::Date).ok_or_else(|| of_type(ty))
        }
        Type::Choice { options } => {
            let code = words()?;
            let known = options.iter().map(|option| option.code.as_str());
            if known.clone().any(|option| option == code) {
                return Ok(Value::Choice(code.to_owned()));
            }
            Err(FactRule::Option {
                nearest: nearest(code, known.clone()).map(str::to_owned),
                options: known.map(str::to_owned).collect(),
            })
        }
        Type::Line | Type::PersonName => Ok(Value::Text(words()?.to_owned())),
        Type::Iin => coded(|text| text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())),
        Type::Iban => coded(|text| {
            text.len() == 20
                && text.starts_with("KZ")
                && text
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }),
        Type::Place => coded(|text| text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit())),
        Type::List { .. } => Err(of_type(ty)),
    }
}

/// Whether a value is one that a fact may have: of its bounds and, for money and counts, not below
/// zero unless the bounds say so.
pub(crate) fn admits(fact: &Fact, value: &Value) -> Result<(), FactRule> {
    bounded(&fact.ty, &fact.bounds, value)
}

fn bounded(ty: &Type, bounds: &Bounds, value: &Value) -> Result<(), FactRule> {
    let Some(number) = value.decimal() else {
        return Ok(());
    };
    let natural = matches!(ty, Type::Count | Type::Money { .. } | Type::Share);
    let mut bounds = bounds.clone();
    if natural && bounds.above.is_none() && bounds.at_least.is_none() {
        bounds.at_least = Some(Decimal::ZERO);
    }
    let fits = bounds.above.is_none_or(|above| number > above)
        && bounds.at_least.is_none_or(|least| number >= least)
        && bounds.at_most.is_none_or(|most| number <= most);
    if fits {
        Ok(())
    } else {
        Err(FactRule::Within { bounds })
    }
}

/// Bounds in words: `above 0 and at most 0.10`.
fn within(bounds: &Bounds) -> String {
    let parts = [
        ("above", bounds.above),
        ("at least", bounds.at_least),
        ("at most", bounds.at_most),
    ];
    let said = parts
        .into_iter()
        .filter_map(|(word, bound)| Some(format!("{word} {}", bound?.normalize())));
    said.collect::<Vec<_>>().join(" and ")
}

/// How a value of the type is written in a facts file.
fn how(ty: &Type) -> String {
    match ty {
        Type::Boolean => "true or false".to_owned(),
        Type::Count => "a whole number: 4".to_owned(),
        Type::Number { unit } if unit.is_empty() => "a number: \"2.5\"".to_owned(),
        Type::Number { unit } => format!("a number of {unit}: \"72.5\""),
        Type::Share => "a share: \"0.05\" or \"5 %\"".to_owned(),
        Type::Money { per } => {
            let per = match per {
                Per::Once => "once",
                Per::Month => "per month",
                Per::Quarter => "per quarter",
            };
            format!("tenge {per}, with at most two decimals: \"50000\"")
        }
        Type::Date => "a day: \"2026-01-31\"".to_owned(),
        Type::Choice { options } => {
            let codes = options.iter().map(|option| option.code.as_str());
            format!("one of: {}", codes.collect::<Vec<_>>().join(", "))
        }
        Type::Line => "words".to_owned(),
        Type::PersonName => "a name".to_owned(),
        Type::Iin => "twelve digits".to_owned(),
        Type::Iban => "KZ and eighteen digits or capital letters".to_owned(),
        Type::Place => "a KATO code of nine digits".to_owned(),
        Type::List { columns } => {
            let columns = columns
                .iter()
                .map(|column| format!("\"{}\": {}", column.code, how(&column.ty)));
            let columns = columns.collect::<Vec<_>>().join("; ");
            format!("a list of rows, [] if there are none: [{{{columns}}}]")
        }
    }
}

/// An empty facts file for an edition: every fact unknown, and under `$about` what each one is.
///
/// A list is `null` too: an empty list would say that there are no bills, not that nobody knows.
pub fn empty_facts(edition: &Edition, language: Language) -> Json {
    let mut about = Map::new();
    let mut facts = Map::new();
    for fact in edition.facts.values() {
        let mut text = format!("{}. {}", fact.label.get(language), how(&fact.ty));
        if fact.bounds != Bounds::default() {
            text = format!("{text}; {}", within(&fact.bounds));
        }
        for origin in &fact.origins {
            if let Origin::Figure(code) = origin {
                text = format!("{text}; figure:{code} unless given");
            }
        }
        about.insert(fact.code.clone(), json!(text));
        facts.insert(fact.code.clone(), Json::Null);
    }
    for input in &INPUTS {
        about.insert((*input).to_owned(), json!(how(&input_type(input))));
        facts.insert((*input).to_owned(), Json::Null);
    }
    facts.insert("$about".to_owned(), Json::Object(about));
    Json::Object(facts)
}
