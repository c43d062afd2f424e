//! Who the parties of a case are: the recipient, a person named in the form, or the rows of a list.

use std::collections::BTreeMap;

use law::edition::{At, Column, Party, Type};
use law::value::{Value, read_decimal, read_share};

use crate::case::Case;
use crate::event::{Answer, PersonRef};
use crate::identifier::Iin;
use crate::moment::Moment;
use crate::refusal::Refusal;

/// The party of that code and its persons; nobody, where the form names nobody.
pub(super) fn persons<'e>(
    case: &Case,
    code: &str,
    moment: &Moment<'e>,
) -> Result<(&'e Party, Vec<PersonRef>), Refusal> {
    let party = moment.edition.parties.iter().find(|it| it.code == code);
    let party = party.ok_or_else(|| silent(format!("party {code}")))?;
    let persons = match (&party.each, &party.iin) {
        (Some(list), _) => of_rows(case, party, list, moment)?,
        (None, Some(field)) => named(case, field)?.into_iter().collect(),
        (None, None) => vec![case.filed.recipient.clone()],
    };
    Ok((party, persons))
}

/// Everybody whom the case concerns.
pub(super) fn concerned(case: &Case, moment: &Moment<'_>) -> Result<Vec<PersonRef>, Refusal> {
    let mut all = vec![case.filed.recipient.clone()];
    for party in &moment.edition.parties {
        all.extend(persons(case, &party.code, moment)?.1);
    }
    Ok(all)
}

fn silent(what: String) -> Refusal {
    Refusal::LawSilent { what }
}

/// The person of a field with a number, named by the field `full-name` or `name` beside it.
fn named(case: &Case, field: &str) -> Result<Option<PersonRef>, Refusal> {
    let one = |field: &str| match case.filed.answers.get(field) {
        Some(Answer::One(text)) if !text.is_empty() => Some(text.clone()),
        Some(Answer::One(_) | Answer::Rows(_)) | None => None,
    };
    let Some(number) = one(field) else {
        return Ok(None);
    };
    let section = field.split_once('.').map_or("", |(section, _)| section);
    let name = one(&format!("{section}.full-name")).or_else(|| one(&format!("{section}.name")));
    let iin = Iin::parse(&number).map_err(|_fault| silent(format!("the number in {field}")))?;
    Ok(Some(PersonRef {
        iin,
        name: name.unwrap_or_default(),
    }))
}

/// The persons of the rows for which the party's condition holds, on the day of registration.
fn of_rows(
    case: &Case,
    party: &Party,
    list: &str,
    moment: &Moment<'_>,
) -> Result<Vec<PersonRef>, Refusal> {
    let columns = moment
        .edition
        .columns(list)
        .ok_or_else(|| silent(format!("list {list}")))?;
    let rows = match case.filed.answers.get(list) {
        Some(Answer::Rows(rows)) => rows.as_slice(),
        Some(Answer::One(_)) | None => &[],
    };
    let mut persons = Vec::new();
    for row in rows {
        if belongs(case, party, (row, columns), moment)? {
            let cell = |code: &str| row.get(code).cloned().unwrap_or_default();
            let iin = Iin::parse(&cell("iin"));
            persons.push(PersonRef {
                iin: iin.map_err(|_fault| silent(format!("a number in {list}")))?,
                name: cell("name"),
            });
        }
    }
    Ok(persons)
}

/// Whether a row belongs to the party. A row that does not tell keeps nobody out: the refusal names the party.
fn belongs(
    case: &Case,
    party: &Party,
    (row, columns): (&BTreeMap<String, String>, &[Column]),
    moment: &Moment<'_>,
) -> Result<bool, Refusal> {
    let known = columns.iter().filter_map(|column| {
        let cell = row.get(&column.code)?;
        Some((column.code.clone(), typed(&column.ty, cell)?))
    });
    let at = At {
        day: case.filed.registration_day,
        place: Some(&case.filed.place),
    };
    let law = moment.law;
    law.belongs(moment.edition, &party.code, &known.collect(), &at)
        .ok_or_else(|| Refusal::FactsMissing {
            missing: vec![party.code.clone()],
        })
}

/// A cell as a value of its column; none if it is empty or not of the type.
fn typed(ty: &Type, cell: &str) -> Option<Value> {
    match ty {
        Type::Boolean => match cell {
            "true" => Some(Value::Boolean(true)),
            "false" => Some(Value::Boolean(false)),
            _ => None,
        },
        Type::Count => cell.parse().ok().map(Value::Count),
        Type::Number { unit } => read_decimal(cell).map(|number| Value::Number {
            number,
            unit: unit.clone(),
        }),
        Type::Share => read_share(cell).map(Value::Share),
        Type::Money { per } => read_decimal(cell).map(|amount| Value::Money { amount, per: *per }),
        Type::Date => cell.parse().ok().map(Value::Date),
        Type::Choice { options } => options
            .iter()
            .find(|option| option.code == cell)
            .map(|option| Value::Choice(option.code.clone())),
        Type::Line | Type::PersonName | Type::Iin | Type::Iban | Type::Place => {
            (!cell.is_empty()).then(|| Value::Text(cell.to_owned()))
        }
        Type::List { .. } => None,
    }
}
