//! The answer in words: what the family would get or on what ground not, why, and what would change it.

use law::assess::Assessed;
use law::edition::{At, Edition, Type};
use law::facts::{FactProblem, Facts};
use law::formula::Leaf;
use law::turning::{Turn, TurningPoint, turning_points};
use law::value::Value;

use super::questions::SECTION;
use crate::cite::cite;
use crate::door::Visit;
use crate::fields::id_of;
use crate::pages::office::RequirementLine;
use crate::pages::{Change, Color, EstimateAnswer, EstimateVerdict, Problem, Row, Tag};
use crate::reason::derivation::{in_words, steps};
use crate::reason::label::{label, missing};
use crate::reason::value::{rule_words, value};

/// The whole answer; nothing where the edition's formulas are not at hand.
pub(super) fn answered(
    visit: &Visit,
    edition: &Edition,
    at: &At<'_>,
    facts: &Facts,
) -> Option<EstimateAnswer> {
    let law = &visit.office().law;
    let assessed = law.assess(edition, at, facts)?;
    let points = turning_points(law, edition, at, facts);
    Some(EstimateAnswer {
        verdict: verdict(visit, edition, &assessed),
        day: visit.words().day(at.day),
        steps: steps(visit, edition, &assessed),
        requirements: requirements(visit, edition, &assessed),
        changes: points
            .iter()
            .map(|point| change(visit, edition, facts, point))
            .collect(),
    })
}

fn verdict(visit: &Visit, edition: &Edition, assessed: &Assessed) -> EstimateVerdict {
    let language = visit.law_language();
    let failed: Vec<&str> = assessed
        .requirements
        .iter()
        .filter(|it| it.met == Some(false))
        .map(|it| it.ground.as_str())
        .collect();
    if !failed.is_empty() {
        let grounds = edition
            .grounds
            .iter()
            .filter(|it| failed.contains(&it.code.as_str()));
        return EstimateVerdict::No {
            grounds: grounds
                .map(|it| {
                    format!(
                        "{} ({})",
                        it.text.get(language),
                        cite(visit, &it.source.cite)
                    )
                })
                .collect(),
        };
    }
    let mut results = Vec::new();
    let mut open = Vec::new();
    for assessment in &edition.assessments {
        let Some(result) = assessed.assessments.get(&assessment.code) else {
            continue;
        };
        if let Some(known) = result.result.known() {
            let row = Row::new(assessment.label.get(language), value(visit, None, known));
            results.push((is_money(known), row));
        }
        open.extend(result.result.missing());
    }
    if !open.is_empty() {
        let mut names: Vec<String> = open.iter().map(|it| missing(visit, edition, it)).collect();
        names.sort();
        names.dedup();
        return EstimateVerdict::Open { missing: names };
    }
    let unknown = assessed.requirements.iter().filter(|it| it.met.is_none());
    let provided = unknown.filter_map(|it| {
        let requirement = edition
            .requirements
            .iter()
            .find(|known| known.code == it.code)?;
        Some(requirement.text.get(language).to_owned())
    });
    EstimateVerdict::Yes {
        results: results
            .into_iter()
            .filter_map(|(is_money, row)| is_money.then_some(row))
            .collect(),
        provided: provided.collect(),
    }
}

fn is_money(value: &Value) -> bool {
    value.kind() == "money"
}

fn requirements(visit: &Visit, edition: &Edition, assessed: &Assessed) -> Vec<RequirementLine> {
    let language = visit.law_language();
    let results = assessed.requirements.iter().zip(&edition.requirements);
    results
        .map(|(result, requirement)| {
            let (key, color) = match result.met {
                Some(true) => ("requirement-met", Color::Green),
                Some(false) => ("requirement-failed", Color::Red),
                None => ("requirement-unknown", Color::Yellow),
            };
            let leaves = result.trace.leaves().into_iter();
            RequirementLine {
                text: requirement.text.get(language).to_owned(),
                cite: cite(visit, &requirement.source.cite),
                tag: Tag {
                    text: visit.say(key),
                    color,
                },
                facts: leaves
                    .filter(|leaf| !matches!(leaf.leaf, Some(Leaf::Day { .. })))
                    .map(|leaf| in_words(visit, edition, leaf))
                    .collect(),
            }
        })
        .collect()
}

/// A change in words: `Income in the quarter: at least 1 499 971 ₸ (now 600 000 ₸)`.
fn change(visit: &Visit, edition: &Edition, facts: &Facts, point: &TurningPoint) -> Change {
    let code = match &point.cell {
        Some((row, column)) => format!("{}[{}].{column}", point.fact, row + 1),
        None => point.fact.clone(),
    };
    let ty = edition.facts.get(&point.fact).map(|fact| &fact.ty);
    let now = facts.get(&point.fact).map(|entry| &entry.value);
    let now = match (&point.cell, now) {
        (Some((row, column)), Some(Value::List(rows))) => {
            rows.get(*row).and_then(|it| it.get(column))
        }
        (_, now) => now,
    };
    let is_list = matches!(ty, Some(Type::List { .. }));
    let said = |it: &Value| value(visit, if is_list { None } else { ty }, it);
    let (key, to) = match &point.turn {
        Turn::Is(to) => ("estimate-if-is", said(to)),
        Turn::AtLeast(to) => ("estimate-if-at-least", said(to)),
        Turn::AtMost(to) => ("estimate-if-at-most", said(to)),
    };
    Change {
        name: label(visit, edition, &code),
        to: visit.say_with(key, "value", &to),
        now: now.map(said),
        is_refused: point.is_refused,
    }
}

/// What the law's reader says of a value, in words, at its question.
pub(super) fn problem_of(visit: &Visit, problem: &FactProblem) -> Problem {
    Problem {
        field: id_of(&format!("{SECTION}.{}", problem.key)),
        text: rule_words(visit, &problem.rule),
    }
}
