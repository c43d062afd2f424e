//! A refusal as a story writes it.

use crate::projection::role_name;
use crate::refusal::Refusal;

mod intake;
mod rule;
mod work;

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
        | Refusal::ComplainedOf
        // The number of a case is random: a story cannot name it.
        | Refusal::Ended { .. } => String::new(),
        Refusal::NotYourRole { needed } => role_name(*needed).to_owned(),
        Refusal::TooEarly { day } => day.to_string(),
        Refusal::AnotherStage { asked, at: Some(at) } => format!("{asked}, but {at}"),
        Refusal::AnotherStage { asked, at: None } => asked.clone(),
        Refusal::TakenByAnother { officer } => officer.clone(),
        Refusal::NoSuchOutcome { stage, outcome } => format!("{outcome} of {stage}"),
        Refusal::NoSuchFact { fact } => fact.clone(),
        Refusal::BadValue { fact, problems } if problems.is_empty() => fact.clone(),
        Refusal::BadValue { fact, problems } => format!("{fact}, {}", problems.join("; ")),
        Refusal::FactsMissing { missing } | Refusal::TrackUnknown { missing } => {
            missing.join(", ")
        }
        Refusal::AssessmentDiffers { grounds } => grounds.join(", "),
        Refusal::EditionChanged { edition } => edition.clone(),
        Refusal::NotOnline { place } => place.clone(),
        Refusal::Work(refusal) => work::facts(refusal),
        Refusal::Rule(refusal) => rule::facts(refusal),
        Refusal::Intake(refusal) => intake::facts(refusal),
        Refusal::Text(refusal) => intake::of_text(refusal),
        Refusal::LawSilent { what } => what.clone(),
    }
}
