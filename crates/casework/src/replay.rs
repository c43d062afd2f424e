//! The change lab: what would become of a case if another edition held.
//!
//! The facts that were established and the days that have passed are laid under the other edition; nothing of
//! the case changes. What is compared is pure and names no person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use law::Law;
use law::assess::{Assessed, Conclusion};
use law::edition::Edition;
use law::formula::Answer;
use serde::Serialize;

use crate::case::Case;
use crate::deadline::{Deadlines, deadlines};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::Refusal;

/// How the law would end a case on the facts established so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum End {
    /// In favor of the recipient.
    Favorable,
    /// Refused on these grounds, each with the requirement that is not met.
    Refused {
        /// Requirement by ground.
        grounds: BTreeMap<String, String>,
    },
    /// Facts are missing.
    Unknown,
    /// The edition cannot be applied to the case.
    Silent {
        /// Why, in the rulebook's words.
        why: String,
    },
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change<T> {
    /// Under the edition of the case.
    pub before: T,
    /// Under the other edition.
    pub after: T,
}

/// What the other edition would change for a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The end, if it would be another one.
    pub end: Option<Change<End>>,
    /// The assessments whose result differs, by code; none = the edition has no such assessment or it is unknown.
    pub assessed: BTreeMap<String, Change<Option<String>>>,
    /// Established facts that the other edition does not know or not in this form.
    pub lost_facts: BTreeSet<String>,
    /// The present stage, if the path under the other edition has no such stage.
    pub missing_stage: Option<String>,
    /// Days that move, by stage that has not ended, limit (`limit/…`) or `answer`; none = there is no such day.
    pub days: BTreeMap<String, Change<Option<Date>>>,
    /// What would be late on the day of the moment, and is not so now.
    pub newly_late: BTreeSet<String>,
}

impl Comparison {
    /// Whether nothing would change.
    pub fn is_same(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares `case` under the edition of the moment with the same case under `other` of `other_law`.
pub fn compare(case: &Case, moment: &Moment<'_>, other: &Edition, other_law: &Law) -> Comparison {
    let there = Moment {
        law: other_law,
        edition: other,
        ..*moment
    };
    let (moved, lost_facts) = laid_under(case, &there);
    let before = side(case, moment);
    let after = match &moved {
        Ok(moved) => side(moved, &there),
        Err(refusal) => Side::silent(refusal),
    };
    let missing_stage = case.stage().filter(|stage| match &moved {
        Ok(moved) => moved
            .path(other)
            .is_ok_and(|path| path.stage(stage).is_none()),
        // Without a path nothing can be said of its stages.
        Err(_) => false,
    });
    let newly_late = late(case, &after, moment)
        .difference(&late(case, &before, moment))
        .cloned()
        .collect();
    Comparison {
        end: (before.end != after.end).then_some(Change {
            before: before.end,
            after: after.end,
        }),
        assessed: differences(&before.assessed, &after.assessed),
        lost_facts,
        missing_stage: missing_stage.map(str::to_owned),
        days: differences(&before.days, &after.days),
        newly_late,
    }
}

/// The case as the other edition would have it: its own track, and the facts that it knows.
fn laid_under(case: &Case, there: &Moment<'_>) -> (Result<Case, Refusal>, BTreeSet<String>) {
    let mut moved = case.clone();
    let fits = |fact: &str, value: &serde_json::Value| {
        facts::is_fitting(there.edition, fact, value).is_ok()
    };
    let mut lost = BTreeSet::new();
    moved.findings.retain(|fact, finding| {
        let is_known = fits(fact, &finding.value);
        if !is_known {
            lost.insert(fact.clone());
        }
        is_known
    });
    match facts::track(&moved, there) {
        Ok(track) => {
            moved.track = track;
            (Ok(moved), lost)
        }
        Err(refusal) => (Err(refusal), lost),
    }
}

/// What one edition says of the case.
struct Side {
    end: End,
    assessed: BTreeMap<String, String>,
    days: BTreeMap<String, Date>,
}

impl Side {
    fn silent(refusal: &Refusal) -> Self {
        Self {
            end: End::Silent {
                why: refusal.to_string(),
            },
            assessed: BTreeMap::new(),
            days: BTreeMap::new(),
        }
    }
}

fn side(case: &Case, moment: &Moment<'_>) -> Side {
    let assessed = match facts::assess(case, moment) {
        Ok(assessed) => assessed,
        Err(refusal) => return Side::silent(&refusal),
    };
    match deadlines(case, moment) {
        Ok(deadlines) => Side {
            end: end(&assessed),
            assessed: results(&assessed),
            days: days(case, &deadlines),
        },
        Err(refusal) => Side::silent(&refusal),
    }
}

fn end(assessed: &Assessed) -> End {
    match &assessed.conclusion {
        Conclusion::Favorable => End::Favorable,
        Conclusion::Unknown { .. } => End::Unknown,
        Conclusion::Refused { grounds } => End::Refused {
            grounds: grounds
                .iter()
                .map(|refused| (refused.ground.clone(), refused.requirement.clone()))
                .collect(),
        },
    }
}

/// The known results as texts: figures of the law and sums, no names.
fn results(assessed: &Assessed) -> BTreeMap<String, String> {
    let results = assessed.assessments.iter();
    results
        .filter_map(|(code, result)| match &result.result {
            Answer::Known(value) => Some((code.clone(), value.to_string())),
            Answer::None => Some((code.clone(), "none".to_owned())),
            Answer::Unknown(_) => None,
        })
        .collect()
}

/// The days that are still to come: a stage that has ended moves no more.
fn days(case: &Case, deadlines: &Deadlines) -> BTreeMap<String, Date> {
    let stages = deadlines.stages.iter();
    let open = stages.filter(|stage| case.ended_on(&stage.stage).is_none());
    let mut days: BTreeMap<String, Date> =
        open.map(|stage| (stage.stage.clone(), stage.due)).collect();
    for limit in &deadlines.limits {
        days.insert(format!("limit/{}", limit.code), limit.deadline.day);
    }
    days.insert("answer".to_owned(), deadlines.answer.day);
    days
}

/// What is late of the present stage, the limits and the answer; a stage to come cannot be late yet.
fn late(case: &Case, side: &Side, moment: &Moment<'_>) -> BTreeSet<String> {
    let Ok(today) = moment.today() else {
        return BTreeSet::new();
    };
    let matters =
        |name: &str| name == "answer" || name.starts_with("limit/") || case.stage() == Some(name);
    let days = side.days.iter();
    let late = days.filter(|(name, day)| matters(name) && **day < today);
    late.map(|(name, _)| name.clone()).collect()
}

fn differences<T: Clone + PartialEq>(
    before: &BTreeMap<String, T>,
    after: &BTreeMap<String, T>,
) -> BTreeMap<String, Change<Option<T>>> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let change = Change {
                before: before.get(name).cloned(),
                after: after.get(name).cloned(),
            };
            (change.before != change.after).then(|| (name.clone(), change))
        })
        .collect()
}
