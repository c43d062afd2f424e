//! A refusal as a story writes it.

use crate::refusal::Refusal;
use law::edition::Role;

/// The code of a refusal and, after a colon, its facts: `facts-missing: area, costs`.
pub fn said(refusal: &Refusal) -> String {
    let facts = facts(refusal);
    if facts.is_empty() {
        refusal.code().to_owned()
    } else {
        format!("{}: {facts}", refusal.code())
    }
}

fn facts(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotYours
        | Refusal::OwnCase
        | Refusal::NotRegistered
        | Refusal::AlreadyRegistered
        | Refusal::NoEvidence
        | Refusal::NotTaken
        | Refusal::NoSuchAttachment
        | Refusal::HearingNeeded
        | Refusal::NothingMissing
        | Refusal::MarkedMissing
        | Refusal::NoDeedWaiting
        | Refusal::AnotherDeed
        | Refusal::NoteNeeded
        // The number of a case is random: a story cannot name it.
        | Refusal::Ended { .. } => String::new(),
        Refusal::NotYourRole { needed } => role(*needed).to_owned(),
        Refusal::TooEarly { day } => day.to_string(),
        Refusal::AnotherStage { asked, at: Some(at) } => format!("{asked}, but {at}"),
        Refusal::AnotherStage { asked, at: None } => asked.clone(),
        Refusal::TakenByAnother { officer } => officer.clone(),
        Refusal::NoSuchOutcome { stage, outcome } => format!("{outcome} of {stage}"),
        Refusal::NoSuchFact { fact } => fact.clone(),
        Refusal::BadValue { fact, problems } if problems.is_empty() => fact.clone(),
        Refusal::BadValue { fact, problems } => format!("{fact}, {}", problems.join("; ")),
        Refusal::FactsMissing { missing } => missing.join(", "),
        Refusal::AssessmentDiffers { grounds } => grounds.join(", "),
        Refusal::EditionChanged { edition } => edition.clone(),
        Refusal::NotOnline { place } => place.clone(),
        Refusal::LawSilent { what } => what.clone(),
    }
}

/// A role as a story writes it.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Clerk => "clerk",
        Role::Executor => "executor",
        Role::Head => "head",
        Role::Commission => "commission",
        Role::Operator => "operator",
        Role::Recipient => "recipient",
    }
}
