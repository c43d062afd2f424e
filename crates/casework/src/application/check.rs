//! Checking answers against the edition's form: everything that is wrong, not the first thing.

use std::collections::BTreeMap;

use law::edition::{Edition, Field, Section, Type};

use super::problem::{Problem, ProblemCode};
use super::read;
use crate::event::{Answer, Answers};

/// The most rows that a list of the form takes.
pub const ROWS_MAX: usize = 40;

/// The answers of the whole form in canonical form, or all that is wrong with them.
pub fn check(edition: &Edition, answers: &Answers) -> Result<Answers, Vec<Problem>> {
    let mut clean = Answers::new();
    let mut problems = Vec::new();
    for section in &edition.form {
        match check_section(section, answers) {
            Ok(answers) => clean.extend(answers),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(clean)
    } else {
        Err(problems)
    }
}

/// The answers of one section in canonical form, or all that is wrong with them.
pub fn check_section(section: &Section, answers: &Answers) -> Result<Answers, Vec<Problem>> {
    let mut clean = Answers::new();
    let mut problems = Vec::new();
    for field in &section.fields {
        let name = format!("{}.{}", section.code, field.code);
        match check_field(field, &name, answers.get(&name)) {
            Ok(Some(answer)) => {
                clean.insert(name, answer);
            }
            Ok(None) => {}
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(clean)
    } else {
        Err(problems)
    }
}

fn check_field(
    field: &Field,
    name: &str,
    answer: Option<&Answer>,
) -> Result<Option<Answer>, Vec<Problem>> {
    let problem = |code| {
        vec![Problem {
            field: name.to_owned(),
            code,
        }]
    };
    if let Type::List { columns } = &field.ty {
        let rows = match answer {
            Some(Answer::Rows(rows)) => rows.as_slice(),
            Some(Answer::One(_)) => return Err(problem(ProblemCode::NotText)),
            None => &[],
        };
        let filled: Vec<_> = rows.iter().filter(|row| !is_blank(row)).collect();
        if filled.len() > ROWS_MAX {
            return Err(problem(ProblemCode::TooManyRows { rows_max: ROWS_MAX }));
        }
        if filled.is_empty() && field.required {
            return Err(problem(ProblemCode::NoRows));
        }
        let mut clean = Vec::new();
        let mut problems = Vec::new();
        for (index, row) in rows.iter().enumerate().filter(|(_, row)| !is_blank(row)) {
            clean.push(check_row(
                columns,
                row,
                &format!("{name}.{index}"),
                &mut problems,
            ));
        }
        return if problems.is_empty() {
            Ok(Some(Answer::Rows(clean)))
        } else {
            Err(problems)
        };
    }
    let typed = match answer {
        Some(Answer::One(typed)) => typed.trim(),
        Some(Answer::Rows(_)) => return Err(problem(ProblemCode::NotText)),
        None => "",
    };
    let must_agree = field.required && field.ty == Type::Boolean;
    if typed.is_empty() {
        return match (field.required, must_agree) {
            (_, true) => Err(problem(ProblemCode::MustAgree)),
            (true, false) => Err(problem(ProblemCode::Required)),
            (false, false) => Ok(None),
        };
    }
    let value = read::value(&field.ty, typed).map_err(problem)?;
    if must_agree && value != "true" {
        return Err(problem(ProblemCode::MustAgree));
    }
    Ok(Some(Answer::One(value)))
}

fn check_row(
    columns: &[law::edition::Column],
    row: &BTreeMap<String, String>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, String> {
    let mut clean = BTreeMap::new();
    for column in columns {
        let typed = row.get(&column.code).map_or("", |typed| typed.trim());
        let field = format!("{name}.{}", column.code);
        if typed.is_empty() {
            if column.required {
                problems.push(Problem {
                    field,
                    code: ProblemCode::Required,
                });
            }
            continue;
        }
        match read::value(&column.ty, typed) {
            Ok(value) => {
                clean.insert(column.code.clone(), value);
            }
            Err(code) => problems.push(Problem { field, code }),
        }
    }
    clean
}

fn is_blank(row: &BTreeMap<String, String>) -> bool {
    row.values().all(|value| value.trim().is_empty())
}
