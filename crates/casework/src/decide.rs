//! Deciding: a command, a case and a moment give events, or a refusal with the facts of the rule.
//!
//! One verb, one file. Nothing here changes a case: the events do, through [`Case::apply`].

mod file;
mod find_outcome;
mod officer;
mod record_finding;
mod rule;
mod sign_deed;
mod work;

pub use file::{File, file};
pub use officer::worker;
pub(crate) use rule::{code, counted, last_day};

use crate::actor::Actor;
use crate::case::{Case, Phase};
use crate::command::Command;
use crate::event::Event;
use crate::facts;
use crate::moment::Moment;
use crate::refusal::Refusal;

/// The events that `command` makes of `case` at `moment`, with what follows from them of itself.
pub fn decide(case: &Case, command: Command, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    let events = match command {
        Command::ConfirmEvidence(evidence) => {
            received(case, moment)?;
            if case.evidence.is_some() {
                return Ok(Vec::new());
            }
            vec![Event::EvidenceConfirmed(evidence)]
        }
        Command::RejectEvidence { reason } => {
            received(case, moment)?;
            if case.evidence.is_some() {
                return Ok(Vec::new());
            }
            vec![Event::EvidenceRejected { reason }]
        }
        Command::Register { number } => register(case, number, moment)?,
        Command::Take => officer::take(case, moment)?,
        Command::RecordFinding(finding) => record_finding::record_finding(case, finding, moment)?,
        Command::FindOutcome(found) => find_outcome::find_outcome(case, found, moment)?,
        Command::ReturnDeed { deed, note } => sign_deed::return_deed(case, &deed, note, moment)?,
        Command::SignDeed(signed) => sign_deed::sign_deed(case, signed, moment)?,
        Command::Work(command) => work::work(case, command, moment)?,
        Command::Rule(command) => rule::rule(case, command, moment)?,
    };
    work::with_consequences(case, events, moment)
}

/// The system acts on a case that is received and not yet registered.
fn received(case: &Case, moment: &Moment<'_>) -> Result<(), Refusal> {
    match moment.actor {
        Actor::System => {}
        Actor::Recipient(_) | Actor::Officer(_) => return Err(Refusal::NotYours),
    }
    match case.phase {
        Phase::Received => Ok(()),
        Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => Err(Refusal::AlreadyRegistered),
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            Err(Refusal::Ended {
                number: case.filed.number.clone(),
            })
        }
    }
}

/// Registration on the legal day found at filing, never before it and never without evidence.
///
/// The track is fixed here, by what the application says.
///
/// Source: order 539 ¶9(1); APPC art. 64(3).
fn register(case: &Case, number: String, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    received(case, moment)?;
    if case.evidence.is_none() {
        return Err(Refusal::NoEvidence);
    }
    let day = case.filed.registration_day;
    if moment.today()? < day {
        return Err(Refusal::TooEarly { day });
    }
    let track = facts::track(case, moment)?;
    Ok(vec![Event::Registered { number, day, track }])
}
