//! Facts of a case: what the recipient declared, what officers established, and what the law makes of it.

use std::collections::BTreeMap;

use law::assess::Assessed;
use law::edition::{At, Edition, Origin};
use law::facts::{FactProblem, Facts};
use serde_json::{Map, Value, json};

use crate::case::Case;
use crate::event::Answer;
use crate::moment::Moment;
use crate::refusal::Refusal;

/// What the recipient declared, by fact, in the JSON form of a facts file. A declaration is not a finding.
pub fn declared(case: &Case, edition: &Edition) -> BTreeMap<String, Value> {
    edition
        .facts
        .values()
        .filter_map(|fact| {
            let answer = fact.origins.iter().find_map(|origin| match origin {
                Origin::Form(field) => case.filed.answers.get(field),
                Origin::Registry(_) | Origin::Document(_) | Origin::Figure(_) | Origin::Officer => {
                    None
                }
            })?;
            Some((fact.code.clone(), json_of(answer)))
        })
        .collect()
}

/// The facts that an officer has to establish: all but those that the law itself gives.
pub fn to_establish(edition: &Edition) -> impl Iterator<Item = &law::edition::Fact> {
    edition.facts.values().filter(|fact| {
        !fact
            .origins
            .iter()
            .all(|origin| matches!(origin, Origin::Figure(_)))
    })
}

/// Whether `value` is one that `fact` can have; else why not.
pub fn is_fitting(edition: &Edition, fact: &str, value: &Value) -> Result<(), Refusal> {
    let mut object = Map::new();
    object.insert(fact.to_owned(), value.clone());
    match Facts::from_json(&Value::Object(object), edition) {
        Ok(facts) if facts.get(fact).is_some() => Ok(()),
        Ok(_unknown) => Err(Refusal::BadValue {
            fact: fact.to_owned(),
            problems: Vec::new(),
        }),
        Err(problems) => Err(Refusal::BadValue {
            fact: fact.to_owned(),
            problems: problems.iter().map(FactProblem::way_out).collect(),
        }),
    }
}

/// The facts established for a case, ready to be assessed.
pub fn established(case: &Case, edition: &Edition) -> Result<Facts, Refusal> {
    let object: Map<String, Value> = case
        .findings
        .values()
        .map(|finding| (finding.fact.clone(), finding.value.clone()))
        .collect();
    let mut facts = Facts::from_json(&Value::Object(object), edition).map_err(|problems| {
        Refusal::LawSilent {
            what: problems.iter().map(|problem| problem.key.clone()).collect(),
        }
    })?;
    for finding in case.findings.values() {
        if let Some(entry) = facts.entries.get_mut(&finding.fact) {
            entry.origin = Some(finding.origin.clone());
            entry.note = (!finding.note.is_empty()).then(|| finding.note.clone());
        }
    }
    facts.place = Some(case.filed.place.clone());
    Ok(facts)
}

/// The assessment of a case on its established facts: figures are those of the day of registration.
pub fn assess(case: &Case, moment: &Moment<'_>) -> Result<Assessed, Refusal> {
    let day = case.filed.registration_day;
    let mut facts = established(case, moment.edition)?;
    facts.day = Some(day);
    facts.filed_day = Some(day);
    let at = At {
        day,
        place: Some(&case.filed.place),
    };
    moment
        .law
        .assess(moment.edition, &at, &facts)
        .ok_or_else(|| Refusal::LawSilent {
            what: moment.edition.id.0.clone(),
        })
}

/// An answer of the form in the JSON form of a facts file.
pub fn json_of(answer: &Answer) -> Value {
    match answer {
        Answer::One(text) => json_of_text(text),
        Answer::Rows(rows) => rows
            .iter()
            .map(|row| {
                let cells = row
                    .iter()
                    .map(|(column, text)| (column.clone(), json_of_text(text)));
                Value::Object(cells.collect())
            })
            .collect(),
    }
}

fn json_of_text(text: &str) -> Value {
    match text {
        "true" => json!(true),
        "false" => json!(false),
        text => json!(text),
    }
}
