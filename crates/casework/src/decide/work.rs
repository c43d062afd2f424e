//! The work of a stage: one verb, one file; and what follows from it of itself.

use law::edition::{Outcome, Stage, Task, Trigger};
use law::procedure::{self, Step};

use super::find_outcome::weigh;
use super::officer::{open_stage, stage_of};
use crate::actor::Actor;
use crate::case::{Case, Phase, Progress};
use crate::command::WorkCommand;
use crate::event::{Event, WorkEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

mod agree;
mod consent;
mod enrol;
mod forward;
mod pay;
mod record;
mod registry;
mod roster;
mod transfer;
mod vote;

/// The events that something asked of the work of the present stage makes.
pub(super) fn work(
    case: &Case,
    command: WorkCommand,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        WorkCommand::Consent(consent) => consent::consent(case, consent, moment),
        WorkCommand::DeclineConsent {
            party,
            person,
            note,
        } => consent::decline(case, (party, person), note, moment),
        WorkCommand::LapseConsents => consent::lapse(case, moment),
        WorkCommand::AnswerOfRegister(answer) => registry::answer(case, answer, moment),
        WorkCommand::SilenceOfRegister { register } => registry::silence(case, register, moment),
        WorkCommand::Convene { members, chair } => vote::convene(case, members, chair, moment),
        WorkCommand::Recuse {
            member,
            cause,
            note,
        } => vote::recuse(case, member, (cause, note), moment),
        WorkCommand::CastVote { choice } => vote::cast(case, choice, moment),
        WorkCommand::CountVotes => vote::count(case, moment),
        WorkCommand::DrawUpAgreement { note } => agree::draw_up(case, note, moment),
        WorkCommand::SignAgreement(signed) => agree::sign(case, &signed, moment),
        WorkCommand::DeclineAgreement { deed, note } => agree::decline(case, &deed, note, moment),
        WorkCommand::RecordTransfer(transfer) => transfer::record(case, *transfer, moment),
        WorkCommand::DeclineTransfer { note } => transfer::decline(case, note, moment),
        WorkCommand::Enrol { ordinal } => enrol::enrol(case, ordinal, moment),
        WorkCommand::ReceivePayment {
            reference,
            sum_tiyn,
            day,
        } => pay::receive(case, reference, (sum_tiyn, day), moment),
        WorkCommand::FindOverdue => pay::find_overdue(case, moment),
        WorkCommand::Forward { number } => forward::forward(case, number, moment),
        WorkCommand::SatisfyInstead { act, note } => forward::satisfy(case, act, note, moment),
        WorkCommand::AcknowledgeEntry { number, day } => {
            record::acknowledge(case, number, day, moment)
        }
        WorkCommand::RejectEntry { reason } => record::reject(case, reason, moment),
    }
}

/// More stages than these cannot follow from one command: the edition would run in a circle.
const STAGES_AT_ONCE: usize = 32;

/// `events` and what follows from them: work that begins with its stage, and stages that end with their work.
pub(super) fn with_consequences(
    case: &Case,
    mut events: Vec<Event>,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let mut after = fold(case.clone(), &events, moment)?;
    if events.is_empty() {
        return Ok(events);
    }
    for _ in 0..STAGES_AT_ONCE {
        let following = follows(&after, moment)?;
        if following.is_empty() {
            return Ok(events);
        }
        after = fold(after, &following, moment)?;
        events.extend(following);
    }
    Err(Refusal::LawSilent {
        what: "stages that follow from each other in a circle".to_owned(),
    })
}

fn fold(case: Case, events: &[Event], moment: &Moment<'_>) -> Result<Case, Refusal> {
    events
        .iter()
        .try_fold(case, |case, event| case.apply(event, moment.edition))
        .map_err(|fault| Refusal::LawSilent {
            what: fault.to_string(),
        })
}

/// What follows of itself where the case stands; nothing if somebody must act.
fn follows(case: &Case, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    let Phase::AtStage { stage } = &case.phase else {
        return Ok(Vec::new());
    };
    let stage = stage_of(case, stage, moment.edition)?;
    match case.work.brought() {
        Some(brought) => end(case, stage, brought, moment),
        None if case.work == Progress::Nothing => begin(case, stage, moment),
        None => Ok(Vec::new()),
    }
}

/// The work that begins of itself as soon as its stage does.
fn begin(case: &Case, stage: &Stage, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    match &stage.task {
        Task::Consent {
            parties, expires, ..
        } => consent::ask(case, parties, expires.as_ref(), moment),
        Task::Registry { registries, .. } => Ok(one(WorkEvent::RegistersAsked {
            registers: registries.clone(),
            at: moment.now,
        })),
        Task::Pay { .. } => pay::schedule(case, stage, moment),
        Task::Record { register, .. } => Ok(one(WorkEvent::EntryAsked {
            register: register.clone(),
            at: moment.now,
        })),
        Task::Check
        | Task::Assess
        | Task::Sign
        | Task::Vote { .. }
        | Task::Agree { .. }
        | Task::Transfer { .. }
        | Task::Enrol { .. }
        | Task::Hear { .. }
        | Task::Forward { .. } => Ok(Vec::new()),
    }
}

/// The end of a stage whose work is done, if its outcome needs no deed; nobody signs such a consequence.
fn end(
    case: &Case,
    stage: &Stage,
    brought: Trigger,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let outcome = outcome(stage, brought)?;
    if outcome.deed.is_some() {
        return Ok(Vec::new());
    }
    let (step, _weighed) = weigh(case, stage, &outcome.code, moment)?;
    match step {
        Step::To(_) | Step::Close => Ok(vec![Event::StageDecided {
            stage: stage.code.clone(),
            outcome: outcome.code.clone(),
            day: moment.today()?,
            officer: None,
            note: String::new(),
        }]),
        Step::SignDeed { .. } => Ok(Vec::new()),
    }
}

/// The outcome to which `trigger` leads; what leads nowhere cannot be done.
fn outcome(stage: &Stage, trigger: Trigger) -> Result<&Outcome, Refusal> {
    procedure::outcome_of(stage, trigger).ok_or_else(|| Refusal::NoSuchOutcome {
        stage: stage.code.clone(),
        outcome: trigger.code().to_owned(),
    })
}

fn one(event: WorkEvent) -> Vec<Event> {
    vec![Event::Work(Box::new(event))]
}

/// The stage that is worked on now.
fn present<'e>(case: &Case, moment: &Moment<'e>) -> Result<&'e Stage, Refusal> {
    stage_of(case, open_stage(case)?, moment.edition)
}

/// Only the system gives the command.
fn is_system(moment: &Moment<'_>) -> Result<(), Refusal> {
    match moment.actor {
        Actor::System => Ok(()),
        Actor::Officer(_) | Actor::Recipient(_) => Err(Refusal::NotYours),
    }
}

/// The stage has no such work, or it has not begun.
fn no_such_work(stage: &Stage) -> Refusal {
    let stage = stage.code.clone();
    WorkRefusal::NoSuchWork { stage }.into()
}

/// What has been done is not done again.
fn is_open(case: &Case) -> Result<(), Refusal> {
    match case.work.brought() {
        Some(brought) => Err(WorkRefusal::WorkDone { brought }.into()),
        None => Ok(()),
    }
}

/// A day of an outside act: not in the future, and not before the stage began.
fn is_possible(day: jiff::civil::Date, case: &Case, moment: &Moment<'_>) -> Result<(), Refusal> {
    let began = case.entered.is_none_or(|began| began <= day);
    if began && day <= moment.today()? {
        Ok(())
    } else {
        Err(WorkRefusal::DayOutside { day }.into())
    }
}

/// A number that somebody outside gave.
fn is_number(number: &str) -> Result<(), Refusal> {
    if number.trim().is_empty() {
        Err(WorkRefusal::NumberNeeded.into())
    } else {
        Ok(())
    }
}

/// Words that must be said.
fn is_said(note: &str) -> Result<(), Refusal> {
    if note.trim().is_empty() {
        Err(Refusal::NoteNeeded)
    } else {
        Ok(())
    }
}
