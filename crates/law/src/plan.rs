//! The worst case of a procedure: every stage takes all the time that the law gives it.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Known, NotCovered, WeekKind},
    edition::{Edition, Role, Term, TermStart},
    hours::WorkingHours,
    law::{Law, NoFigure},
    places::Place,
    registration::{Registration, registration},
    term::{Deadline, deadline},
};

/// When each stage must end at the latest, if each takes all its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The day of registration and why.
    pub registration: Registration,
    /// The end of the whole term.
    pub whole: Deadline,
    /// The stages in the order of the edition.
    pub stages: Vec<StageDeadline>,
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
    edition: &Edition,
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
    plan_from(law, edition, registration, counting)
}

/// The plan of a case that is registered already.
///
/// # Errors
/// See [`NoPlan`].
pub fn plan_from(
    law: &Law,
    edition: &Edition,
    registration: Registration,
    counting: Counting<'_>,
) -> Result<Plan, NoPlan> {
    let (stages, ends) = stages(law, edition, &registration, counting)?;
    let started = start(&edition.term.from, "term", &registration, &ends)?;
    let whole = term_deadline(law, &edition.term, started, counting)?;
    Ok(Plan {
        registration,
        whole,
        stages,
    })
}

type Ends<'e> = BTreeMap<&'e str, Date>;

fn stages<'e>(
    law: &Law,
    edition: &'e Edition,
    registration: &Registration,
    counting: Counting<'_>,
) -> Result<(Vec<StageDeadline>, Ends<'e>), NoPlan> {
    let mut ends = Ends::new();
    let mut before = registration.day;
    let mut stages = Vec::with_capacity(edition.stages.len());
    for stage in &edition.stages {
        let (started, deadline) = match &stage.term {
            Some(term) => {
                let started = start(&term.from, &stage.code, registration, &ends)?;
                (started, Some(term_deadline(law, term, started, counting)?))
            }
            None => (before, None),
        };
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

fn start(
    from: &TermStart,
    stage: &str,
    registration: &Registration,
    ends: &Ends<'_>,
) -> Result<Date, NoPlan> {
    match from {
        TermStart::Filing => Ok(registration.filed.date()),
        TermStart::Registration => Ok(registration.day),
        TermStart::Stage(code) => ends
            .get(code.as_str())
            .copied()
            .ok_or_else(|| NoPlan::NoStart {
                stage: stage.to_owned(),
                from: code.clone(),
            }),
    }
}
