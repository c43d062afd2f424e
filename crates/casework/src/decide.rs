//! Deciding: a command, a case and a moment give events, or a refusal with the facts of the rule.
//!
//! One verb, one file. Nothing here changes a case: the events do, through [`Case::apply`].

mod file;
mod find_outcome;
mod record_finding;
mod sign_deed;

pub use file::{File, file};

use crate::actor::{Actor, Officer};
use crate::case::{Case, Phase};
use crate::command::Command;
use crate::event::Event;
use crate::moment::Moment;
use crate::refusal::Refusal;
use law::edition::Role;

/// The events that `command` makes of `case` at `moment`.
pub fn decide(case: &Case, command: Command, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::ConfirmEvidence(evidence) => {
            received(case, moment)?;
            if case.evidence.is_some() {
                return Ok(Vec::new());
            }
            Ok(vec![Event::EvidenceConfirmed(evidence)])
        }
        Command::RejectEvidence { reason } => {
            received(case, moment)?;
            if case.evidence.is_some() {
                return Ok(Vec::new());
            }
            Ok(vec![Event::EvidenceRejected { reason }])
        }
        Command::Register { number } => register(case, number, moment),
        Command::Take => take(case, moment),
        Command::RecordFinding(finding) => record_finding::record_finding(case, finding, moment),
        Command::FindOutcome(found) => find_outcome::find_outcome(case, found, moment),
        Command::ReturnDeed { deed, note } => sign_deed::return_deed(case, &deed, note, moment),
        Command::SignDeed(signed) => sign_deed::sign_deed(case, signed, moment),
    }
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
        Phase::Decided { .. } | Phase::Void { .. } => Err(Refusal::Ended {
            number: case.filed.number.clone(),
        }),
    }
}

/// Registration on the legal day found at filing, never before it and never without evidence.
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
    Ok(vec![Event::Registered { number, day }])
}

fn take(case: &Case, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    let officer = officer_of(case, moment)?;
    if !officer.has(Role::Executor) {
        return Err(Refusal::NotYourRole {
            needed: Role::Executor,
        });
    }
    open_stage(case)?;
    match &case.executor {
        Some(executor) if executor.iin == officer.person.iin => Ok(Vec::new()),
        Some(executor) => Err(Refusal::TakenByAnother {
            officer: executor.name.clone(),
        }),
        None => Ok(vec![Event::Taken {
            officer: officer.acting_as(Role::Executor),
        }]),
    }
}

/// The actor as an officer of the case's organization; to anybody else the case does not exist.
fn officer_of<'a>(case: &Case, moment: &Moment<'a>) -> Result<&'a Officer, Refusal> {
    match moment.actor {
        Actor::Officer(officer) if officer.organization == case.filed.organization => {
            if officer.person.iin == case.filed.recipient.iin {
                return Err(Refusal::OwnCase);
            }
            Ok(officer)
        }
        Actor::Officer(_) | Actor::Recipient(_) | Actor::System => Err(Refusal::NotYours),
    }
}

/// The stage on which an officer works now.
fn open_stage(case: &Case) -> Result<&str, Refusal> {
    match &case.phase {
        Phase::AtStage { stage } => Ok(stage),
        Phase::Received => Err(Refusal::NotRegistered),
        Phase::AwaitingSignature { proposal } => Err(Refusal::AnotherStage {
            asked: proposal.stage.clone(),
            at: Some(proposal.number.clone()),
        }),
        Phase::Decided { .. } | Phase::Void { .. } => Err(Refusal::Ended {
            number: case.filed.number.clone(),
        }),
    }
}

/// The executor who has the case, working on its present stage.
fn executor_at_work<'a, 'c>(
    case: &'c Case,
    moment: &Moment<'a>,
) -> Result<(&'a Officer, &'c str), Refusal> {
    let officer = officer_of(case, moment)?;
    if !officer.has(Role::Executor) {
        return Err(Refusal::NotYourRole {
            needed: Role::Executor,
        });
    }
    let stage = open_stage(case)?;
    match &case.executor {
        Some(executor) if executor.iin == officer.person.iin => Ok((officer, stage)),
        Some(executor) => Err(Refusal::TakenByAnother {
            officer: executor.name.clone(),
        }),
        None => Err(Refusal::NotTaken),
    }
}
