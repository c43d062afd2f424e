//! Facts of a case: what the recipient declared, what officers established, and what the law makes of it.

use std::collections::BTreeMap;

use law::assess::{Assessed, Conclusion};
use law::edition::{At, Edition, Origin};
use law::facts::{FactProblem, Facts};
use law::formula::Missing;
use serde_json::{Map, Value, json};

use crate::case::Case;
use crate::event::{Answer, KeptAssessment};
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
                Origin::Registry(_)
                | Origin::Document(_)
                | Origin::Figure(_)
                | Origin::Consent(_)
                | Origin::Officer => None,
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

/// The code of the track that the application leads to; none if the edition has no tracks.
pub fn track(case: &Case, moment: &Moment<'_>) -> Result<Option<String>, Refusal> {
    let edition = moment.edition;
    if edition.tracks.is_empty() {
        return Ok(None);
    }
    let day = case.filed.registration_day;
    let mut facts = Facts::default();
    for (code, value) in declared(case, edition) {
        let object: Map<String, Value> = [(code, value)].into_iter().collect();
        // What does not fit its fact says nothing: the track stays unknown and the fact is named.
        if let Ok(fitting) = Facts::from_json(&Value::Object(object), edition) {
            facts.entries.extend(fitting.entries);
        }
    }
    facts.channel = Some(case.filed.channel);
    facts.place = Some(case.filed.place.clone());
    facts.day = Some(day);
    facts.filed_day = Some(day);
    let at = At {
        day,
        place: Some(&case.filed.place),
    };
    match moment.law.track_of(edition, &facts, &at) {
        Ok(track) => Ok(track.map(|track| track.code.clone())),
        Err(unknown) => Err(Refusal::TrackUnknown {
            missing: unknown.missing.iter().map(name_of).collect(),
        }),
    }
}

/// What is missing, as a page can look it up: the code of a fact, or `figure@place`.
pub(crate) fn name_of(missing: &Missing) -> String {
    match missing {
        Missing::Figure {
            code,
            place: Some(place),
            ..
        } => format!("{code}@{place}"),
        Missing::Fact { code }
        | Missing::Unfit { code }
        | Missing::Figure {
            code, place: None, ..
        } => code.clone(),
        Missing::Undefined { formula, .. } => formula.clone(),
    }
}

/// The assessment of a case on its established facts: figures are those of the day of registration.
pub fn assess(case: &Case, moment: &Moment<'_>) -> Result<Assessed, Refusal> {
    let day = case.filed.registration_day;
    let mut facts = established(case, moment.edition)?;
    facts.channel = Some(case.filed.channel);
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

/// The assessment, if it does not rest on unknown facts.
pub fn known_assessment(case: &Case, moment: &Moment<'_>) -> Result<Assessed, Refusal> {
    let assessed = assess(case, moment)?;
    match &assessed.conclusion {
        Conclusion::Unknown { missing } => Err(Refusal::FactsMissing {
            missing: missing.iter().map(name_of).collect(),
        }),
        Conclusion::Favorable | Conclusion::Refused { .. } => Ok(assessed),
    }
}

/// An assessment as the event that rests on it keeps it.
pub(crate) fn kept(assessed: &Assessed) -> Result<KeptAssessment, Refusal> {
    KeptAssessment::of(assessed).map_err(|fault| Refusal::LawSilent {
        what: fault.to_string(),
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
