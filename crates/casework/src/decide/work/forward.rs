//! Forwarding: the file goes to another body, or a favorable act within the term makes it needless.

use law::edition::{Task, Trigger};

use super::{is_number, is_open, is_said, no_such_work, one, outcome};
use crate::case::Case;
use crate::deadline;
use crate::decide::officer::at_work;
use crate::event::Event;
use crate::event::work::{Forwarding, Satisfaction, WorkEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

/// Sends the file; a late sending is recorded as late, because the other body must get it all the same.
pub(super) fn forward(
    case: &Case,
    number: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    let Task::Forward { to, .. } = &stage.task else {
        return Err(no_such_work(stage));
    };
    is_open(case)?;
    is_number(&number)?;
    let day = moment.today()?;
    let began = case.entered.unwrap_or(day);
    let term = deadline::of_stage(case, stage, began, moment)?;
    Ok(one(WorkEvent::Forwarded(Forwarding {
        to: to.clone(),
        number,
        day,
        is_late: term.is_some_and(|term| term.day < day),
        officer: officer.acting_as(role),
    })))
}

/// Only a favorable outcome satisfies, and only within the term (APPC art. 91(4)).
pub(super) fn satisfy(
    case: &Case,
    act: String,
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    let Task::Forward { .. } = &stage.task else {
        return Err(no_such_work(stage));
    };
    is_open(case)?;
    let found = outcome(stage, Trigger::Satisfied)?;
    if found.adverse.is_some() {
        return Err(Refusal::NoSuchOutcome {
            stage: stage.code.clone(),
            outcome: found.code.clone(),
        });
    }
    is_number(&act)?;
    is_said(&note)?;
    let day = moment.today()?;
    let began = case.entered.unwrap_or(day);
    if let Some(term) = deadline::of_stage(case, stage, began, moment)?
        && term.day < day
    {
        return Err(WorkRefusal::TermOver { day: term.day }.into());
    }
    Ok(one(WorkEvent::SatisfiedInstead(Satisfaction {
        act,
        day,
        note,
        officer: officer.acting_as(role),
    })))
}
