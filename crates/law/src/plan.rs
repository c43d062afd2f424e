//! The worst case of a procedure: every stage takes all the time that the law gives it.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Known, NotCovered, WeekKind},
    edition::{Path, Reading, Role, Stage, Term, TermStart},
    hours::WorkingHours,
    law::{Law, NoFigure},
    places::Place,
    registration::{Registration, registration},
    term::{Deadline, deadline},
};

/// When each stage must end at the latest, if each takes all its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The track; none if the edition has no variants.
    pub track: Option<String>,
    /// The day of registration and why.
    pub registration: Registration,
    /// The end of the whole term.
    pub whole: Deadline,
    /// The last stage that the whole term bounds; none = all of them.
    pub until: Option<String>,
    /// The stages in the order of the path.
    pub stages: Vec<StageDeadline>,
    /// The further terms that hold on this path.
    pub limits: Vec<LimitDeadline>,
}

/// The deadline of a further term over several stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitDeadline {
    /// The code of the limit.
    pub code: String,
    /// The last stage that it bounds.
    pub until: String,
    /// Its end.
    pub deadline: Deadline,
}

/// The plan that another reading of one term would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPlan {
    /// The term: `term`, `stage/decision/term` or `limit/transfer`.
    pub node: String,
    /// The reading.
    pub reading: Reading,
    /// The plan under it.
    pub plan: Plan,
}

/// The deadline of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageDeadline {
    /// The code of the stage.
    pub stage: String,
    /// Who acts.
    pub actor: Role,
    /// The event that the term runs from; none if the stage has no term.
    pub starts_from: Option<TermStart>,
    /// The day of that event; of a stage without a term, the end of the stage before it.
    pub started: Date,
    /// The deadline; none = the work is done at once.
    pub deadline: Option<Deadline>,
    /// The last day of the stage.
    pub due: Date,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlan {
    /// The calendar does not reach that far.
    #[error(transparent)]
    NotCovered(#[from] NotCovered),
    /// A figure that gives the length of a term has no value.
    #[error(transparent)]
    NoFigure(#[from] NoFigure),
    /// The term runs from a stage that is not before it.
    #[error("the term of {stage} runs from {from}, which is not a stage before it")]
    NoStart {
        /// The stage, or `term` for the whole.
        stage: String,
        /// The stage that it runs from.
        from: String,
    },
}

/// The stage before the first of a path, as an error names it.
const NOTHING_BEFORE: &str = "previous";

/// Where and when terms are counted.
#[derive(Clone, Copy, Debug)]
pub struct Counting<'a> {
    /// The calendar, as known at the moment.
    pub calendar: Known<'a>,
    /// The working week of the provider.
    pub week: WeekKind,
    /// The day of registration: the lengths of terms are those of this day.
    pub registered: Date,
    /// The KATO code of the place.
    pub place: Option<&'a str>,
}

/// The deadline of a term that runs from an event on `started`.
///
/// # Errors
/// The calendar or a figure does not reach.
pub fn term_deadline(
    law: &Law,
    term: &Term,
    started: Date,
    counting: Counting<'_>,
) -> Result<Deadline, NoPlan> {
    let amount = law.amount(&term.amount, counting.registered, counting.place)?;
    let found = deadline(amount, term.unit, started, counting.calendar, counting.week)?;
    Ok(Deadline {
        source: Some(term.source.clone()),
        ..found
    })
}

/// The plan of a case filed at `filing`. Terms named by figures are those of the day of registration.
///
/// # Errors
/// See [`NoPlan`].
pub fn plan(
    law: &Law,
    path: &Path<'_>,
    filing: Timestamp,
    place: &Place,
    hours: &WorkingHours,
    calendar: Known<'_>,
) -> Result<Plan, NoPlan> {
    let registration = registration(filing, place, hours, calendar)?;
    let place = Some(place.code.as_str());
    let counting = Counting {
        calendar,
        week: hours.days,
        registered: registration.day,
        place,
    };
    plan_from(law, path, registration, counting)
}

/// The plan of a case that is registered already.
///
/// # Errors
/// See [`NoPlan`].
pub fn plan_from(
    law: &Law,
    path: &Path<'_>,
    registration: Registration,
    counting: Counting<'_>,
) -> Result<Plan, NoPlan> {
    Planner {
        law,
        path,
        counting,
        others: Vec::new(),
    }
    .plan(registration)
}

/// The plans that the other readings of the terms would give, one for each reading.
///
/// # Errors
/// See [`NoPlan`].
pub fn plan_with_readings(
    law: &Law,
    path: &Path<'_>,
    registration: &Registration,
    counting: Counting<'_>,
) -> Result<Vec<OtherPlan>, NoPlan> {
    let whole = std::iter::once(("term".to_owned(), path.term()));
    let stages = path.stages.iter().filter_map(|stage| {
        let term = stage.term.as_ref()?;
        Some((format!("stage/{}/term", stage.code), term))
    });
    let limits = path
        .limits
        .iter()
        .map(|limit| (format!("limit/{}", limit.code), &limit.term));
    let mut plans = Vec::new();
    for (node, term) in whole.chain(stages).chain(limits) {
        for reading in &term.otherwise {
            let planner = Planner {
                law,
                path,
                counting,
                others: vec![(node.clone(), reading)],
            };
            plans.push(OtherPlan {
                node: node.clone(),
                reading: reading.clone(),
                plan: planner.plan(registration.clone())?,
            });
        }
    }
    Ok(plans)
}

/// The plan of a case by the other readings of all its stages at once; none if no stage can be read otherwise.
///
/// # Errors
/// See [`NoPlan`].
pub fn plan_read_otherwise(
    law: &Law,
    path: &Path<'_>,
    registration: &Registration,
    counting: Counting<'_>,
) -> Result<Option<Plan>, NoPlan> {
    let stages = path.stages.iter().filter_map(|stage| {
        let reading = stage.term.as_ref()?.otherwise.first()?;
        Some((format!("stage/{}/term", stage.code), reading))
    });
    let others: Vec<_> = stages.collect();
    if others.is_empty() {
        return Ok(None);
    }
    let planner = Planner {
        law,
        path,
        counting,
        others,
    };
    planner.plan(registration.clone()).map(Some)
}

/// The last day of each stage so far.
type Ends<'e> = BTreeMap<&'e str, Date>;

/// A path under plan, perhaps with other readings of some of its terms.
struct Planner<'p, 'e> {
    law: &'p Law,
    path: &'p Path<'e>,
    counting: Counting<'p>,
    others: Vec<(String, &'p Reading)>,
}

impl<'e> Planner<'_, 'e> {
    /// The other reading of the term at `node`, if it is to be read otherwise.
    fn other(&self, node: &str) -> Option<&Reading> {
        let mut others = self.others.iter();
        others
            .find(|(other, _)| other == node)
            .map(|(_, reading)| *reading)
    }

    fn plan(&self, registration: Registration) -> Result<Plan, NoPlan> {
        let (stages, ends) = self.stages(&registration)?;
        let term = self.path.term();
        let ran = (&registration, &ends);
        let whole = self.deadline("term", "term", term, ran)?;
        let mut limits = Vec::new();
        for limit in self.path.limits {
            // A limit of the edition holds on the paths that have its stages.
            let begins = match &limit.term.from {
                TermStart::Stage(code) => ends.contains_key(code.as_str()),
                TermStart::Filing | TermStart::Registration | TermStart::Previous => true,
            };
            if !begins || !ends.contains_key(limit.until.as_str()) {
                continue;
            }
            let node = format!("limit/{}", limit.code);
            let deadline = self.deadline(&node, &limit.code, &limit.term, ran)?;
            limits.push(LimitDeadline {
                code: limit.code.clone(),
                until: limit.until.clone(),
                deadline,
            });
        }
        Ok(Plan {
            track: self.path.code().map(str::to_owned),
            registration,
            whole,
            until: term.until.clone(),
            stages,
            limits,
        })
    }

    /// The deadline of the term at `node`, in its own reading or the other one.
    fn deadline(
        &self,
        node: &str,
        stage: &str,
        term: &Term,
        (registration, ends): (&Registration, &Ends<'_>),
    ) -> Result<Deadline, NoPlan> {
        let read = match self.other(node) {
            Some(reading) => &term.read_as(reading),
            None => term,
        };
        let started = start(&read.from, stage, registration, ends)?;
        term_deadline(self.law, read, started, self.counting)
    }

    fn stages(
        &self,
        registration: &Registration,
    ) -> Result<(Vec<StageDeadline>, Ends<'e>), NoPlan> {
        let mut ends = Ends::new();
        let mut before = registration.day;
        let mut stages = Vec::with_capacity(self.path.stages.len());
        for &stage in &self.path.stages {
            let deadline = match &stage.term {
                Some(term) => Some(self.stage(stage, term, registration, (&ends, before))?),
                None => None,
            };
            let started = deadline
                .as_ref()
                .map_or(before, |deadline| deadline.started);
            let due = deadline.as_ref().map_or(started, |deadline| deadline.day);
            ends.insert(&stage.code, due);
            before = due;
            stages.push(StageDeadline {
                stage: stage.code.clone(),
                actor: stage.actor,
                starts_from: stage.term.as_ref().map(|term| term.from.clone()),
                started,
                deadline,
                due,
            });
        }
        Ok((stages, ends))
    }

    /// The deadline of a stage: of its own term, which may run from the end of the stage before it.
    fn stage(
        &self,
        stage: &Stage,
        term: &Term,
        registration: &Registration,
        (ends, before): (&Ends<'_>, Date),
    ) -> Result<Deadline, NoPlan> {
        let node = format!("stage/{}/term", stage.code);
        let read = match self.other(&node) {
            Some(reading) => &term.read_as(reading),
            None => term,
        };
        let started = match &read.from {
            TermStart::Previous if ends.is_empty() => {
                return Err(no_start(&stage.code, NOTHING_BEFORE));
            }
            TermStart::Previous => before,
            from @ (TermStart::Filing | TermStart::Registration | TermStart::Stage(_)) => {
                start(from, &stage.code, registration, ends)?
            }
        };
        term_deadline(self.law, read, started, self.counting)
    }
}

fn no_start(stage: &str, from: &str) -> NoPlan {
    NoPlan::NoStart {
        stage: stage.to_owned(),
        from: from.to_owned(),
    }
}

fn start(
    from: &TermStart,
    stage: &str,
    registration: &Registration,
    ends: &Ends<'_>,
) -> Result<Date, NoPlan> {
    match from {
        TermStart::Filing => Ok(registration.filed.date()),
        TermStart::Registration => Ok(registration.day),
        TermStart::Previous => Err(no_start(stage, NOTHING_BEFORE)),
        TermStart::Stage(code) => ends
            .get(code.as_str())
            .copied()
            .ok_or_else(|| no_start(stage, code)),
    }
}
