//! Deadlines of a case: terms of its edition applied to what has happened, each with its derivation.

use jiff::civil::Date;
use law::edition::{Role, Stage, Term, TermStart};
use law::term::{self, Deadline};

use crate::case::Case;
use crate::moment::Moment;
use crate::refusal::Refusal;

/// All deadlines of a case, as seen on the day of the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// The legal day of registration, with its reasons.
    pub registration: law::registration::Registration,
    /// The day by which the recipient must have the answer.
    pub answer: Deadline,
    /// The stages in the order of the edition.
    pub stages: Vec<StageDeadline>,
}

/// A stage with its deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageDeadline {
    /// Its code.
    pub stage: String,
    /// Who acts.
    pub actor: Role,
    /// Whether its term runs from a day that has happened, or from one that is expected at the latest.
    pub is_expected: bool,
    /// The deadline; none where the stage has no term.
    pub deadline: Option<Deadline>,
    /// The day by which it ends at the latest.
    pub due: Date,
}

/// The deadlines of `case`, by the calendar as it is known on the day of the moment.
pub fn deadlines(case: &Case, moment: &Moment<'_>) -> Result<Deadlines, Refusal> {
    let registration = moment.registration(case.filed.filed_at)?;
    let day = case
        .registration
        .as_ref()
        .map_or(case.filed.registration_day, |it| it.day);
    let answer = apply(&moment.edition.term, day, day, moment)?;
    let mut stages: Vec<StageDeadline> = Vec::new();
    for stage in &moment.edition.stages {
        let (started, is_expected) = start(stage, case, day, &stages);
        let deadline = match &stage.term {
            Some(term) => Some(apply(term, started, day, moment)?),
            None => None,
        };
        stages.push(StageDeadline {
            stage: stage.code.clone(),
            actor: stage.actor,
            is_expected,
            due: deadline.as_ref().map_or(started, |deadline| deadline.day),
            deadline,
        });
    }
    Ok(Deadlines {
        registration,
        answer,
        stages,
    })
}

/// The day that a stage's term runs from, and whether it is only expected.
fn start(stage: &Stage, case: &Case, registered: Date, before: &[StageDeadline]) -> (Date, bool) {
    match stage.term.as_ref().map(|term| &term.from) {
        Some(TermStart::Stage(code)) => {
            if let Some(day) = case.ended_on(code) {
                (day, false)
            } else {
                let earlier = before.iter().find(|earlier| &earlier.stage == code);
                (earlier.map_or(registered, |earlier| earlier.due), true)
            }
        }
        Some(TermStart::Filing | TermStart::Registration) => (registered, false),
        None => (
            before.last().map_or(registered, |earlier| earlier.due),
            true,
        ),
    }
}

fn apply(
    term: &Term,
    started: Date,
    registered: Date,
    moment: &Moment<'_>,
) -> Result<Deadline, Refusal> {
    let place = Some(moment.organization.kato.as_str());
    let amount = moment
        .law
        .amount(&term.amount, registered, place)
        .map_err(|missing| Refusal::LawSilent {
            what: missing.to_string(),
        })?;
    let calendar = moment.law.calendar().known_on(moment.today()?);
    let week = moment.organization.hours.days;
    let mut deadline =
        term::deadline(amount, term.unit, started, calendar, week).map_err(|uncovered| {
            Refusal::LawSilent {
                what: uncovered.to_string(),
            }
        })?;
    deadline.source = Some(term.source.clone());
    Ok(deadline)
}
