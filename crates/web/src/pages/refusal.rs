//! Why the rulebook declines, and what to do.

use askama::Template;
use casework::Refusal;

use super::{Nav, Shell};

/// One page for each rule, its words found by the code of the refusal.
#[derive(Template)]
#[template(path = "refusal.html")]
pub struct RefusalPage {
    /// What surrounds the page.
    pub shell: Shell,
    /// The code of the refusal in kebab-case.
    pub code: &'static str,
    /// The facts of the rule, one line each.
    pub facts: Vec<String>,
    /// Where the person goes back to.
    pub back: String,
}

impl RefusalPage {
    /// The page of a refusal.
    pub fn of(shell: Shell, refusal: &Refusal, back: String) -> Self {
        let facts = match refusal {
            Refusal::TakenByAnother { officer } => vec![officer.clone()],
            Refusal::TooEarly { day } => vec![shell.words.day(*day)],
            Refusal::FactsMissing { missing } | Refusal::TrackUnknown { missing } => {
                missing.clone()
            }
            Refusal::AssessmentDiffers { grounds } => grounds.clone(),
            Refusal::BadValue { problems, .. } => problems.clone(),
            Refusal::NotYours
            | Refusal::OwnCase
            | Refusal::NotYourRole { .. }
            | Refusal::Ended { .. }
            | Refusal::NotRegistered
            | Refusal::AlreadyRegistered
            | Refusal::NoEvidence
            | Refusal::AnotherStage { .. }
            | Refusal::NotTaken
            | Refusal::NoSuchOutcome { .. }
            | Refusal::NoSuchFact { .. }
            | Refusal::NoSuchAttachment
            | Refusal::HearingNeeded
            | Refusal::NothingMissing
            | Refusal::MarkedMissing
            | Refusal::NoDeedWaiting
            | Refusal::AnotherDeed
            | Refusal::NoteNeeded
            | Refusal::NotOnline { .. }
            | Refusal::EditionChanged { .. }
            | Refusal::ComplainedOf
            | Refusal::Work(_)
            | Refusal::LawSilent { .. } => Vec::new(),
        };
        Self {
            shell,
            code: refusal.code(),
            facts,
            back,
        }
    }

    /// The key of the sentence.
    fn key(&self) -> String {
        format!("refusal-{}", self.code)
    }
}
