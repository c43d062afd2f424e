//! The questions of an edition's form, with what was typed and what is wrong with it; and the way back.

use std::collections::BTreeMap;

use casework::application::{Problem as AnswerProblem, ProblemCode};
use casework::event::{Answer, Answers};
use fluent_bundle::FluentArgs;
use law::Language;
use law::edition::{Column, Field as LawField, Section, Type};

use crate::door::Visit;
use crate::form::Fields;
use crate::locale::Words;
use crate::pages::field::{Choice, Field, FieldKind, FieldRow, Line};
use crate::pages::{Problem, Problems};

/// What is kept of one answer, right or wrong.
const TYPED_CHARACTERS_MAX: usize = 2_000;

/// The rows that a list shows before anything was typed.
const FIRST_ROWS: usize = 1;

/// The questions of a section.
pub(crate) fn fields(
    visit: &Visit,
    section: &Section,
    answers: &Answers,
    problems: &[AnswerProblem],
) -> Vec<Field> {
    section
        .fields
        .iter()
        .map(|field| {
            let name = format!("{}.{}", section.code, field.code);
            question(visit, field, &name, answers.get(&name), problems)
        })
        .collect()
}

/// The sentences about the answers, for the summary on top.
pub(crate) fn summary(visit: &Visit, problems: &[AnswerProblem]) -> Problems {
    let sentence = |problem: &AnswerProblem| Problem {
        field: id_of(&problem.field),
        text: words_for(visit, &problem.code),
    };
    Problems(problems.iter().map(sentence).collect())
}

/// What is wrong and how to fix it.
pub(crate) fn words_for(visit: &Visit, code: &ProblemCode) -> String {
    sentence(visit.words(), code)
}

/// The same in the words of a language.
pub(crate) fn sentence(words: &Words, code: &ProblemCode) -> String {
    let key = format!("problem-{}", code.key());
    let mut args = FluentArgs::new();
    match code {
        ProblemCode::TooManyPlaces { places } => args.set("places", *places),
        ProblemCode::TooManyRows { rows_max } => args.set("rows", *rows_max),
        ProblemCode::Required
        | ProblemCode::MustAgree
        | ProblemCode::NotAChoice
        | ProblemCode::NotACount
        | ProblemCode::NotAnAmount
        | ProblemCode::NotADay
        | ProblemCode::NotTwelveDigits
        | ProblemCode::CheckDigit
        | ProblemCode::NotAnAccount
        | ProblemCode::NotAPhone
        | ProblemCode::NotAnAddress
        | ProblemCode::TooLong
        | ProblemCode::NotText
        | ProblemCode::NoRows => return words.text(&key).into_owned(),
    }
    words.text_with(&key, &args).into_owned()
}

/// The `id` of the control of a field.
pub(crate) fn id_of(name: &str) -> String {
    name.replace('.', "-")
}

fn error_of(visit: &Visit, name: &str, problems: &[AnswerProblem]) -> Option<String> {
    let found = problems.iter().find(|problem| problem.field == name)?;
    Some(words_for(visit, &found.code))
}

fn question(
    visit: &Visit,
    field: &LawField,
    name: &str,
    answer: Option<&Answer>,
    problems: &[AnswerProblem],
) -> Field {
    let language = visit.law_language();
    let typed = match answer {
        Some(Answer::One(typed)) => typed.as_str(),
        Some(Answer::Rows(_)) | None => "",
    };
    let kind = if let Type::List { columns } = &field.ty {
        let rows = match answer {
            Some(Answer::Rows(rows)) => rows.as_slice(),
            Some(Answer::One(_)) | None => &[],
        };
        list(
            visit,
            name,
            field.label.get(language),
            (columns, rows),
            problems,
        )
    } else {
        one(visit, &field.ty, typed)
    };
    let label = field.label.get(language);
    let optional = visit.words().text("field-optional");
    let is_optional = !field.required && !matches!(kind, FieldKind::Rows { .. });
    Field {
        id: id_of(name),
        name: name.to_owned(),
        label: if is_optional {
            format!("{label} ({optional})")
        } else {
            label.to_owned()
        },
        hint: field
            .hint
            .as_ref()
            .map(|hint| hint.get(language).to_owned()),
        error: error_of(visit, name, problems),
        kind,
    }
}

fn one(visit: &Visit, ty: &Type, typed: &str) -> FieldKind {
    let text = |line| FieldKind::Text {
        value: typed.to_owned(),
        line,
    };
    match ty {
        Type::Boolean => FieldKind::Checkbox {
            is_checked: typed == "true" || typed == "on",
        },
        Type::Money { .. } => FieldKind::Money {
            value: typed.to_owned(),
        },
        Type::Date => {
            let mut parts = typed.splitn(3, '-').map(str::to_owned);
            let (year, month, day) = (parts.next(), parts.next(), parts.next());
            FieldKind::Date {
                day: day.unwrap_or_default(),
                month: month.unwrap_or_default(),
                year: year.unwrap_or_default(),
            }
        }
        Type::Choice { options } => FieldKind::Choice {
            options: options
                .iter()
                .map(|option| Choice {
                    value: option.code.clone(),
                    text: option.label.get(visit.law_language()).to_owned(),
                    hint: None,
                    is_chosen: option.code == typed,
                })
                .collect(),
        },
        Type::Place => FieldKind::Choice {
            options: places(visit, typed),
        },
        Type::PersonName => text(Line::Name),
        Type::Count | Type::Iin => text(Line::Digits),
        Type::Number { .. } | Type::Share | Type::Iban | Type::Line | Type::List { .. } => {
            text(Line::Words)
        }
    }
}

/// The places where something is online, by name.
fn places(visit: &Visit, chosen: &str) -> Vec<Choice> {
    let language = visit.law_language();
    let law = &visit.office().law;
    let mut places: Vec<Choice> = law
        .places()
        .iter()
        .filter(|place| {
            law.services()
                .any(|service| place.online(service).is_some())
        })
        .map(|place| Choice {
            value: place.code.clone(),
            text: place
                .name(place.local(visit.now).date())
                .get(language)
                .to_owned(),
            hint: None,
            is_chosen: place.code == chosen,
        })
        .collect();
    places.sort_by(|a, b| a.text.cmp(&b.text));
    places
}

fn list(
    visit: &Visit,
    name: &str,
    label: &str,
    (columns, rows): (&[Column], &[BTreeMap<String, String>]),
    problems: &[AnswerProblem],
) -> FieldKind {
    let empty = BTreeMap::new();
    let count = rows.len().max(FIRST_ROWS);
    let rows = (0..count).map(|index| {
        let row = rows.get(index).unwrap_or(&empty);
        FieldRow {
            heading: format!("{label} — {}", index + 1),
            fields: columns
                .iter()
                .map(|column| cell(visit, column, &format!("{name}.{index}"), row, problems))
                .collect(),
            remove: format!("remove-row-{name}.{index}"),
        }
    });
    FieldKind::Rows {
        rows: rows.collect(),
        add: visit.words().text("field-add-row").into_owned(),
    }
}

fn cell(
    visit: &Visit,
    column: &Column,
    row_name: &str,
    row: &BTreeMap<String, String>,
    problems: &[AnswerProblem],
) -> Field {
    let language: Language = visit.law_language();
    let name = format!("{row_name}.{}", column.code);
    let typed = row.get(&column.code).map_or("", String::as_str);
    let label = column.label.get(language);
    let optional = visit.words().text("field-optional");
    Field {
        id: id_of(&name),
        label: if column.required {
            label.to_owned()
        } else {
            format!("{label} ({optional})")
        },
        hint: None,
        error: error_of(visit, &name, problems),
        kind: one(visit, &column.ty, typed),
        name,
    }
}

/// What was typed in a section, as it was typed.
pub(crate) fn typed(section: &Section, sent: &Fields) -> Answers {
    let mut answers = Answers::new();
    for field in &section.fields {
        let name = format!("{}.{}", section.code, field.code);
        if let Type::List { columns } = &field.ty {
            answers.insert(name.clone(), Answer::Rows(typed_rows(columns, &name, sent)));
            continue;
        }
        let text = typed_one(&field.ty, &name, sent);
        if !text.is_empty() {
            answers.insert(name, Answer::One(text));
        }
    }
    answers
}

fn typed_one(ty: &Type, name: &str, sent: &Fields) -> String {
    if *ty == Type::Date {
        let part = |part: &str| sent.get(&format!("{name}-{part}")).trim().to_owned();
        let (year, month, day) = (part("year"), part("month"), part("day"));
        if year.is_empty() && month.is_empty() && day.is_empty() {
            return String::new();
        }
        return format!("{year}-{month:0>2}-{day:0>2}");
    }
    if *ty == Type::Boolean {
        let is_ticked = matches!(sent.get(name), "true" | "on" | "yes");
        return if is_ticked {
            "true".to_owned()
        } else {
            String::new()
        };
    }
    // More than a field takes is cut where it can still be seen to be too long.
    sent.get(name)
        .trim()
        .chars()
        .take(TYPED_CHARACTERS_MAX)
        .collect()
}

fn typed_rows(columns: &[Column], name: &str, sent: &Fields) -> Vec<BTreeMap<String, String>> {
    let prefix = format!("{name}.");
    let last = sent
        .0
        .iter()
        .filter_map(|(key, _)| {
            key.strip_prefix(&prefix)?
                .split('.')
                .next()?
                .parse::<usize>()
                .ok()
        })
        .filter(|index| *index <= casework::application::ROWS_MAX)
        .max();
    let Some(last) = last else { return Vec::new() };
    (0..=last)
        .map(|index| {
            columns
                .iter()
                .map(|column| {
                    let text =
                        typed_one(&column.ty, &format!("{name}.{index}.{}", column.code), sent);
                    (column.code.clone(), text)
                })
                .filter(|(_, text)| !text.is_empty())
                .collect()
        })
        .collect()
}
