//! Something asked of the work of a case's stage: by an officer, by a party, by the system.

use casework::Refusal;
use casework::actor::{Actor, Officer};
use casework::case::Case;
use casework::command::{Command, WorkCommand};
use casework::event::PersonRef;
use casework::identifier::CaseNumber;
use jiff::Timestamp;
use law::edition::Task;

use crate::case_command::{self, Extra};
use crate::error::Error;
use crate::office::Office;

/// An officer's command on a case of their organization; to others it does not exist. `extra` holds the bytes
/// that the command names.
pub async fn by_officer(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    (command, extra): (WorkCommand, Extra),
    now: Timestamp,
) -> Result<Case, Error> {
    let loaded = case_command::load(office, number).await?;
    if loaded.case.filed.organization != officer.organization {
        return Err(Error::NotFound);
    }
    let actor = Actor::Officer(officer.clone());
    let make = Box::new(move |_numbers: &store::Numbers| Ok(Command::Work(command)));
    case_command::act(office, loaded, actor, make, extra, now).await
}

/// A party's command. To whom nothing was asked in the case it does not exist.
pub async fn by_party(
    office: &Office,
    person: &PersonRef,
    number: &CaseNumber,
    (command, extra): (WorkCommand, Extra),
    now: Timestamp,
) -> Result<Case, Error> {
    let actor = Actor::Recipient(person.clone());
    acted(office, actor, number, (command, extra), now).await
}

/// The system's command: a register's answer, a lapse, a payment.
pub async fn by_system(
    office: &Office,
    number: &CaseNumber,
    (command, extra): (WorkCommand, Extra),
    now: Timestamp,
) -> Result<Case, Error> {
    acted(office, Actor::System, number, (command, extra), now).await
}

async fn acted(
    office: &Office,
    actor: Actor,
    number: &CaseNumber,
    (command, extra): (WorkCommand, Extra),
    now: Timestamp,
) -> Result<Case, Error> {
    let loaded = case_command::load(office, number).await?;
    let make = Box::new(move |_numbers: &store::Numbers| Ok(Command::Work(command)));
    case_command::act(office, loaded, actor, make, extra, now).await
}

/// Gives a case the next ordinal of its queue, drawn with the commit: a refused command draws none.
pub async fn enrol(
    office: &Office,
    actor: Actor,
    number: &CaseNumber,
    now: Timestamp,
) -> Result<Case, Error> {
    let loaded = case_command::load(office, number).await?;
    if let Actor::Officer(officer) = &actor
        && loaded.case.filed.organization != officer.organization
    {
        return Err(Error::NotFound);
    }
    let edition = office.edition(&loaded.case.filed.edition)?;
    let at = loaded.case.stage();
    let stage = at.and_then(|at| edition.stages.iter().find(|stage| stage.code == at));
    let queue = stage.and_then(|stage| match &stage.task {
        Task::Enrol { queue, .. } => Some(queue.clone()),
        Task::Check
        | Task::Assess
        | Task::Sign
        | Task::Consent { .. }
        | Task::Registry { .. }
        | Task::Vote { .. }
        | Task::Agree { .. }
        | Task::Transfer { .. }
        | Task::Pay { .. }
        | Task::Hear { .. }
        | Task::Forward { .. }
        | Task::Record { .. } => None,
    });
    // Without a queue there is nothing to draw; the rulebook says why.
    let counter = queue.map(|queue| format!("queue/{queue}"));
    let drawn = counter.clone();
    let make = move |numbers: &store::Numbers| {
        let ordinal = match &drawn {
            None => 0,
            Some(counter) => numbers.get(counter).ok_or_else(|| Refusal::LawSilent {
                what: counter.clone(),
            })?,
        };
        Ok(Command::Work(WorkCommand::Enrol { ordinal }))
    };
    let extra = Extra {
        counters: counter.into_iter().collect(),
        ..Extra::default()
    };
    case_command::act(office, loaded, actor, Box::new(make), extra, now).await
}
