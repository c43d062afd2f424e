//! Who may work on a case: the officer's organization, role and place in the matter.

use law::edition::{Edition, Excluded, Role, Stage};

use crate::actor::{Actor, Officer};
use crate::case::{Case, Phase};
use crate::event::{Answer, Event, PersonRef};
use crate::moment::Moment;
use crate::refusal::Refusal;

/// An officer gets the case, in the role in which its present stage is worked.
pub(super) fn take(case: &Case, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    let officer = officer_of(case, moment)?;
    let role = match open_stage(case) {
        Ok(code) => worker(stage_of(case, code, moment.edition)?),
        // Where no stage is open the refusal of the role comes first: only its holders learn of the stage.
        Err(_closed) => Role::Executor,
    };
    has(officer, role)?;
    let stage = stage_of(case, open_stage(case)?, moment.edition)?;
    is_not_excluded(case, stage, officer)?;
    match case.holder(role) {
        Some(holder) if holder.iin == officer.person.iin => Ok(Vec::new()),
        Some(holder) => Err(Refusal::TakenByAnother {
            officer: holder.name.clone(),
        }),
        None => Ok(vec![Event::Taken {
            officer: officer.acting_as(role),
        }]),
    }
}

/// The officer who works on the present stage, the stage and the role: the holder where the case is somebody's
/// own to take, anybody with the role where the office has but one.
pub(super) fn at_work<'a>(
    case: &Case,
    moment: &Moment<'a>,
) -> Result<(&'a Officer, &'a Stage, Role), Refusal> {
    let officer = officer_of(case, moment)?;
    let open = open_stage(case);
    let role = match &open {
        Ok(code) => worker(stage_of(case, code, moment.edition)?),
        Err(_closed) => Role::Executor,
    };
    has(officer, role)?;
    let stage = stage_of(case, open?, moment.edition)?;
    is_not_excluded(case, stage, officer)?;
    if !is_taken(role) {
        return Ok((officer, stage, role));
    }
    match case.holder(role) {
        Some(holder) if holder.iin == officer.person.iin => Ok((officer, stage, role)),
        Some(holder) => Err(Refusal::TakenByAnother {
            officer: holder.name.clone(),
        }),
        None => Err(Refusal::NotTaken),
    }
}

/// The role in which an officer works on a stage. What parties, other bodies or the system do is looked after by
/// the executor, and what the commission does by its secretary.
pub fn worker(stage: &Stage) -> Role {
    match stage.actor {
        Role::Recipient | Role::Party | Role::Outside | Role::System | Role::Executor => {
            Role::Executor
        }
        Role::Commission | Role::Secretary => Role::Secretary,
        role @ (Role::Clerk
        | Role::Head
        | Role::Operator
        | Role::Chair
        | Role::Reviewer
        | Role::Registrar) => role,
    }
}

/// Whether a case is taken by one officer of the role before they work on it.
fn is_taken(role: Role) -> bool {
    match role {
        Role::Executor | Role::Clerk | Role::Operator | Role::Reviewer | Role::Registrar => true,
        Role::Head
        | Role::Chair
        | Role::Secretary
        | Role::Commission
        | Role::Recipient
        | Role::Party
        | Role::Outside
        | Role::System => false,
    }
}

pub(super) fn has(officer: &Officer, role: Role) -> Result<(), Refusal> {
    if officer.has(role) {
        Ok(())
    } else {
        Err(Refusal::NotYourRole { needed: role })
    }
}

/// The actor as an officer of the case's organization; to anybody else the case does not exist.
pub(super) fn officer_of<'a>(case: &Case, moment: &Moment<'a>) -> Result<&'a Officer, Refusal> {
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

/// The stage that is worked on now.
pub(super) fn open_stage(case: &Case) -> Result<&str, Refusal> {
    match &case.phase {
        Phase::AtStage { stage } => Ok(stage),
        Phase::Received => Err(Refusal::NotRegistered),
        Phase::AwaitingSignature { proposal } => Err(Refusal::AnotherStage {
            asked: proposal.stage.clone(),
            at: Some(proposal.number.clone()),
        }),
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            Err(Refusal::Ended {
                number: case.filed.number.clone(),
            })
        }
    }
}

/// The stage of that code on the case's path.
pub(super) fn stage_of<'e>(
    case: &Case,
    code: &str,
    edition: &'e Edition,
) -> Result<&'e Stage, Refusal> {
    let path = case.path(edition).map_err(|fault| Refusal::LawSilent {
        what: fault.to_string(),
    })?;
    path.stage(code).ok_or_else(|| Refusal::LawSilent {
        what: format!("stage {code}"),
    })
}

/// The official whom the application names as `complained-of` does not act where the stage excludes them.
pub(super) fn is_not_excluded(
    case: &Case,
    stage: &Stage,
    officer: &Officer,
) -> Result<(), Refusal> {
    match stage.not {
        Some(Excluded::ComplainedOf) if is_complained_of(case, &officer.person) => {
            Err(Refusal::ComplainedOf)
        }
        Some(Excluded::ComplainedOf) | None => Ok(()),
    }
}

/// Whether a field `complained-of` of the application holds the person's number or name.
fn is_complained_of(case: &Case, person: &PersonRef) -> bool {
    let named = case.filed.answers.iter().filter_map(|(field, answer)| {
        let code = field.rsplit('.').next()?;
        match answer {
            Answer::One(text) if code.starts_with("complained-of") => Some(words(text)),
            Answer::One(_) | Answer::Rows(_) => None,
        }
    });
    let (number, name) = (person.iin.as_str(), words(&person.name));
    named.into_iter().any(|text| text == number || text == name)
}

/// The text in small letters with single blanks.
fn words(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
