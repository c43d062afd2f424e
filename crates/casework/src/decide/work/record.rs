//! An entry in a register: asked with the stage, a result only when the register acknowledges it.

use jiff::civil::Date;
use law::edition::{Role, Stage, Trigger};

use super::{
    is_number, is_open, is_possible, is_said, is_system, no_such_work, one, outcome, present,
};
use crate::actor::Actor;
use crate::case::{Case, Progress};
use crate::decide::officer::at_work;
use crate::event::work::WorkEvent;
use crate::event::{Event, OfficerRef};
use crate::moment::Moment;
use crate::refusal::Refusal;

pub(super) fn acknowledge(
    case: &Case,
    number: String,
    day: Date,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (_stage, officer) = asked(case, moment)?;
    is_number(&number)?;
    is_possible(day, case, moment)?;
    Ok(one(WorkEvent::EntryAcknowledged {
        number,
        day,
        officer,
    }))
}

pub(super) fn reject(
    case: &Case,
    reason: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (stage, officer) = asked(case, moment)?;
    is_said(&reason)?;
    outcome(stage, Trigger::Rejected)?;
    Ok(one(WorkEvent::EntryRejected { reason, officer }))
}

/// The stage whose entry waits for its register, and the officer who keeps it: the register itself answers
/// through the system, unless an officer keeps it.
fn asked<'e>(case: &Case, moment: &Moment<'e>) -> Result<(&'e Stage, Option<OfficerRef>), Refusal> {
    let (stage, officer) = match moment.actor {
        Actor::System => (present(case, moment)?, None),
        Actor::Officer(_) | Actor::Recipient(_) => {
            let (officer, stage, role) = at_work(case, moment)?;
            if stage.actor == Role::System {
                is_system(moment)?;
            }
            (stage, Some(officer.acting_as(role)))
        }
    };
    let Progress::Record(_) = &case.work else {
        return Err(no_such_work(stage));
    };
    is_open(case)?;
    Ok((stage, officer))
}
