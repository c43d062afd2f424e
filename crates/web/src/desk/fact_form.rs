//! The form that records a fact: its controls by the type of the fact, and what comes back from them.

use std::collections::BTreeMap;

use app::view::case::CaseView;
use casework::application::read;
use law::edition::{Column, Edition, Fact, Origin, Type};
use law::facts::Facts;
use serde_json::{Map, Value as Json, json};

use super::Seat;
use super::case::said_of;
use crate::door::Visit;
use crate::form::Fields;
use crate::pages::Problem;
use crate::pages::field::{Choice, Field, FieldKind, Line};
use crate::pages::office::{FactForm, SourceOption, Table};
use crate::reason::value::{origin, rule_words};

/// Empty rows at the end of a table.
const ROWS_MORE: usize = 3;
/// The most rows that are read of a table.
const ROWS_MAX: usize = 43;

/// What an officer typed about a fact, kept as typed.
#[derive(Default)]
pub(super) struct Typed {
    /// The chosen source.
    pub(super) source: String,
    /// The value; of a list, nothing.
    pub(super) value: String,
    /// The rows of a list, column → text.
    pub(super) rows: Vec<BTreeMap<String, String>>,
    /// The note.
    pub(super) note: String,
}

impl Typed {
    /// Out of a form. A day comes in three parts.
    pub(super) fn read(fact: &Fact, fields: &Fields) -> Self {
        let value = if fact.ty == Type::Date {
            let part = |name: &str| fields.get(&format!("value-{name}")).trim().to_owned();
            format!("{} {} {}", part("day"), part("month"), part("year"))
        } else {
            fields.get("value").to_owned()
        };
        let rows = columns(fact).map_or_else(Vec::new, |columns| {
            (0..ROWS_MAX)
                .map(|index| {
                    let cells = columns.iter().map(|column| {
                        let cell = fields.get(&format!("row-{index}-{}", column.code));
                        (column.code.clone(), cell.trim().to_owned())
                    });
                    cells.collect::<BTreeMap<_, _>>()
                })
                .filter(|row| row.values().any(|cell| !cell.is_empty()))
                .collect()
        });
        Self {
            source: fields.get("source").to_owned(),
            value,
            rows,
            note: fields.get("note").trim().to_owned(),
        }
    }

    /// Filled in with a value in the JSON form of a facts file: what was found, or what was declared.
    pub(super) fn of(json: Option<&Json>, source: String) -> Self {
        let text = |json: &Json| match json {
            Json::String(text) => text.clone(),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
                json.to_string()
            }
        };
        let rows = json.and_then(Json::as_array).map(|rows| {
            let rows = rows.iter().filter_map(Json::as_object);
            rows.map(|row| {
                row.iter()
                    .map(|(code, cell)| (code.clone(), text(cell)))
                    .collect()
            })
            .collect()
        });
        Self {
            source,
            value: match (&rows, json) {
                (None, Some(json)) => text(json),
                (_, _) => String::new(),
            },
            rows: rows.unwrap_or_default(),
            note: String::new(),
        }
    }

    /// The value in the JSON form of a facts file, or what is wrong with it; nothing typed is a mistake.
    pub(super) fn json(
        &self,
        seat: &Seat,
        edition: &Edition,
        fact: &Fact,
    ) -> Result<Json, Vec<Problem>> {
        let json = match columns(fact) {
            Some(columns) => self.json_rows(seat, fact, columns)?,
            None => json_of(seat, &value_id(fact), &fact.ty, &self.value)
                .map_err(|problem| vec![problem])?,
        };
        fits(seat, edition, fact, &json)?;
        Ok(json)
    }

    fn json_rows(
        &self,
        seat: &Seat,
        fact: &Fact,
        columns: &[Column],
    ) -> Result<Json, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut rows = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let mut cells = Map::new();
            for column in columns {
                let typed = row.get(&column.code).map_or("", String::as_str);
                if typed.is_empty() && !column.required {
                    continue;
                }
                match json_of(seat, &cell_id(fact, index, column), &column.ty, typed) {
                    Ok(json) => {
                        cells.insert(column.code.clone(), json);
                    }
                    Err(problem) => problems.push(problem),
                }
            }
            rows.push(Json::Object(cells));
        }
        if problems.is_empty() {
            Ok(Json::Array(rows))
        } else {
            Err(problems)
        }
    }
}

/// The columns of a list.
fn columns(fact: &Fact) -> Option<&[Column]> {
    match &fact.ty {
        Type::List { columns } => Some(columns),
        Type::Boolean
        | Type::Count
        | Type::Number { .. }
        | Type::Share
        | Type::Money { .. }
        | Type::Date
        | Type::Choice { .. }
        | Type::Line
        | Type::PersonName
        | Type::Iin
        | Type::Iban
        | Type::Place => None,
    }
}

/// One value in the JSON form of a facts file.
fn json_of(seat: &Seat, id: &str, ty: &Type, typed: &str) -> Result<Json, Problem> {
    let problem = |key: &str| Problem {
        field: id.to_owned(),
        text: seat.say(&format!("problem-{key}")),
    };
    if typed.trim().is_empty() {
        return Err(problem("required"));
    }
    match read::value(ty, typed) {
        Ok(text) if *ty == Type::Boolean => Ok(json!(text == "true")),
        Ok(text) => Ok(json!(text)),
        Err(casework::application::ProblemCode::TooManyPlaces { places }) => Err(Problem {
            field: id.to_owned(),
            text: said_of(
                seat,
                "problem-too-many-places",
                "places",
                &places.to_string(),
            ),
        }),
        Err(code) => Err(problem(code.key())),
    }
}

/// Whether the law's reader takes the value, within the bounds of the fact.
fn fits(seat: &Seat, edition: &Edition, fact: &Fact, json: &Json) -> Result<(), Vec<Problem>> {
    let mut object = Map::new();
    object.insert(fact.code.clone(), json.clone());
    let Err(problems) = Facts::from_json(&Json::Object(object), edition) else {
        return Ok(());
    };
    let text = problems.first().map_or_else(
        || seat.say("refusal-bad-value"),
        |problem| rule_words(&seat.visit, &problem.rule),
    );
    Err(vec![Problem {
        field: first_id(fact),
        text,
    }])
}

/// The `id` of the control of a fact.
fn value_id(fact: &Fact) -> String {
    format!("{}-value", fact.code)
}

fn cell_id(fact: &Fact, row: usize, column: &Column) -> String {
    format!("{}-{row}-{}", fact.code, column.code)
}

/// The `id` of the first control of the value.
pub(super) fn first_id(fact: &Fact) -> String {
    match columns(fact).and_then(<[Column]>::first) {
        Some(column) => cell_id(fact, 0, column),
        None => value_id(fact),
    }
}

/// The form of a fact with what was typed, and what is wrong with it.
pub(super) fn form(
    seat: &Seat,
    view: &CaseView<'_>,
    fact: &Fact,
    typed: &Typed,
    (is_confirmable, problems): (bool, &[Problem]),
) -> FactForm {
    let number = &view.loaded.case.filed.number;
    let error = |id: &str| {
        let found = problems.iter().find(|problem| problem.field == id);
        found.map(|problem| problem.text.clone())
    };
    let mut fields = Vec::new();
    if columns(fact).is_none() {
        let id = value_id(fact);
        let field = Field {
            error: error(&id),
            id,
            name: "value".to_owned(),
            label: seat.say("office-value"),
            hint: unit(&seat.visit, fact),
            kind: kind(seat, &fact.ty, &typed.value),
        };
        fields.push(field);
    }
    fields.push(Field {
        id: format!("{}-note", fact.code),
        name: "note".to_owned(),
        label: seat.say("check-note"),
        hint: None,
        error: None,
        kind: FieldKind::Text {
            value: typed.note.clone(),
            line: Line::Words,
        },
    });
    FactForm {
        action: seat.to_case(number, &format!("/findings/{}", fact.code)),
        sources: sources(seat, view, fact, &typed.source),
        is_confirmable,
        is_open: !problems.is_empty(),
        fields,
        table: columns(fact).map(|columns| table(seat, fact, columns, typed, &error)),
    }
}

fn table(
    seat: &Seat,
    fact: &Fact,
    columns: &[Column],
    typed: &Typed,
    error: &dyn Fn(&str) -> Option<String>,
) -> Table {
    let language = seat.visit.law_language();
    let nothing = BTreeMap::new();
    let rows = typed
        .rows
        .iter()
        .chain(std::iter::repeat_n(&nothing, ROWS_MORE));
    let cell = |index: usize, row: &BTreeMap<String, String>, column: &Column| {
        let id = cell_id(fact, index, column);
        let value = row.get(&column.code).map_or("", String::as_str);
        let mut kind = kind(seat, &column.ty, value);
        if let FieldKind::Choice { options } = &mut kind {
            let nothing = Choice {
                value: String::new(),
                text: "–".to_owned(),
                hint: None,
                is_chosen: value.is_empty(),
            };
            options.insert(0, nothing);
        }
        Field {
            error: error(&id),
            name: format!("row-{index}-{}", column.code),
            label: format!("{}: {}", index + 1, column.label.get(language)),
            hint: None,
            id,
            kind,
        }
    };
    Table {
        columns: columns
            .iter()
            .map(|column| column.label.get(language).to_owned())
            .collect(),
        rows: rows
            .enumerate()
            .map(|(index, row)| {
                columns
                    .iter()
                    .map(|column| cell(index, row, column))
                    .collect()
            })
            .collect(),
    }
}

/// The unit of the world in which a number is given.
fn unit(visit: &Visit, fact: &Fact) -> Option<String> {
    let Type::Number { unit } = &fact.ty else {
        return None;
    };
    (!unit.is_empty()).then(|| crate::reason::value::unit_words(visit, unit))
}

/// How a value of this type is typed.
fn kind(seat: &Seat, ty: &Type, value: &str) -> FieldKind {
    let language = seat.visit.law_language();
    let text = |line| FieldKind::Text {
        value: value.to_owned(),
        line,
    };
    let choice = |code: &str, words: String| Choice {
        value: code.to_owned(),
        text: words,
        hint: None,
        is_chosen: value == code,
    };
    match ty {
        Type::Boolean => FieldKind::Choice {
            options: vec![
                choice("true", seat.say("yes")),
                choice("false", seat.say("no")),
            ],
        },
        Type::Choice { options } => FieldKind::Choice {
            options: options
                .iter()
                .map(|it| choice(&it.code, it.label.get(language).to_owned()))
                .collect(),
        },
        Type::Money { .. } => FieldKind::Money {
            value: value.to_owned(),
        },
        Type::Date => {
            let mut parts: Vec<String> = value.split([' ', '-']).map(str::to_owned).collect();
            if value.contains('-') {
                parts.reverse();
            }
            let mut parts = parts.into_iter();
            let mut next = || parts.next().unwrap_or_default();
            FieldKind::Date {
                day: next(),
                month: next(),
                year: next(),
            }
        }
        Type::Count | Type::Iin => text(Line::Digits),
        Type::Number { .. } | Type::Share | Type::Line | Type::Iban | Type::Place => {
            text(Line::Words)
        }
        Type::PersonName => text(Line::Name),
        Type::List { .. } => text(Line::Words),
    }
}

/// Where a fact may come from: a file for each document first, then the officer, then a register that the officer
/// asked, then the officer by some other file. What the form says is a declaration and no source.
fn sources(seat: &Seat, view: &CaseView<'_>, fact: &Fact, chosen: &str) -> Vec<SourceOption> {
    let (mut options, mut own, mut registers, mut by_file) = (vec![], vec![], vec![], vec![]);
    let files = &view.loaded.case.filed.attachments;
    for it in &fact.origins {
        let words = origin(&seat.visit, view.edition, it);
        match it {
            Origin::Document(code) => {
                let given = files.iter().filter(|file| &file.document == code);
                options.extend(given.map(|file| {
                    let value = format!("document:{code}:{}", file.sha256);
                    (value, format!("{words}: {}", file.name))
                }));
            }
            Origin::Registry(code) => registers.push((format!("registry:{code}"), words)),
            Origin::Officer => {
                own.push(("officer".to_owned(), words));
                by_file.extend(files.iter().map(|file| {
                    let text = said_of(seat, "source-officer-file", "file", &file.name);
                    (format!("officer:{}", file.sha256), text)
                }));
            }
            Origin::Form(_) | Origin::Figure(_) | Origin::Consent(_) => {}
        }
    }
    options.extend(own.into_iter().chain(registers).chain(by_file));
    options
        .into_iter()
        .map(|(value, text)| SourceOption {
            is_chosen: value == chosen,
            value,
            text,
        })
        .collect()
}

/// The source that a form names, with the file on which the fact rests.
pub(super) fn source(chosen: &str) -> Option<(Origin, Option<String>)> {
    let mut parts = chosen.splitn(3, ':');
    match (parts.next()?, parts.next(), parts.next()) {
        ("document", Some(code), Some(file)) => {
            Some((Origin::Document(code.to_owned()), Some(file.to_owned())))
        }
        ("registry", Some(code), None) => Some((Origin::Registry(code.to_owned()), None)),
        ("officer", None, None) => Some((Origin::Officer, None)),
        ("officer", Some(file), None) => Some((Origin::Officer, Some(file.to_owned()))),
        _ => None,
    }
}

/// The source of a finding, as the form names it.
pub(super) fn chosen(origin: &Origin, attachment: Option<&str>) -> String {
    match (origin, attachment) {
        (Origin::Document(code), Some(file)) => format!("document:{code}:{file}"),
        (Origin::Registry(code), _) => format!("registry:{code}"),
        (Origin::Officer, Some(file)) => format!("officer:{file}"),
        (Origin::Officer, None) => "officer".to_owned(),
        (Origin::Document(_), None)
        | (Origin::Form(_) | Origin::Figure(_) | Origin::Consent(_), _) => String::new(),
    }
}
