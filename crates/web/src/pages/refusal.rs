//! Why the rulebook declines, and what to do.

use askama::Template;
use casework::Refusal;
use casework::refusal::{RuleRefusal, TextRefusal};

use super::{Nav, Row, Shell};

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
    /// What the person had typed, so that it can be copied.
    pub typed: Vec<Row>,
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
            Refusal::Rule(refusal) => of_rule(&shell, refusal),
            Refusal::Text(refusal) => of_text(refusal),
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
            | Refusal::Intake(_)
            | Refusal::LawSilent { .. } => Vec::new(),
        };
        Self {
            shell,
            code: refusal.code(),
            facts,
            typed: Vec::new(),
            back,
        }
    }

    /// The key of the sentence.
    fn key(&self) -> String {
        format!("refusal-{}", self.code)
    }
}

/// The facts of a refusal of what was typed.
pub(crate) fn of_text(refusal: &TextRefusal) -> Vec<String> {
    match refusal {
        TextRefusal::Unprintable { character } => {
            vec![format!("U+{:04X}", u32::from(*character))]
        }
        TextRefusal::TooLong { .. } | TextRefusal::Unseen { .. } => Vec::new(),
    }
}

/// The key of the sentence beside the field in which it was typed.
pub(crate) fn key_of_text(refusal: &TextRefusal) -> &'static str {
    match refusal {
        TextRefusal::TooLong { .. } => "problem-too-long",
        TextRefusal::Unseen { .. } => "problem-not-text",
        TextRefusal::Unprintable { .. } => "refusal-unprintable",
    }
}

/// The facts of a rule of the Code.
pub(crate) fn of_rule(shell: &Shell, refusal: &RuleRefusal) -> Vec<String> {
    match refusal {
        RuleRefusal::NewGrounds { grounds } | RuleRefusal::NotOnCourtAct { grounds } => {
            grounds.clone()
        }
        RuleRefusal::TooSoonAfterNotice { day }
        | RuleRefusal::ReceivedAlready { day }
        | RuleRefusal::ObjectionsOver { day }
        | RuleRefusal::ObjectionsOpen { until: day }
        | RuleRefusal::RemarksOver { day }
        | RuleRefusal::DayImpossible { day }
        | RuleRefusal::ExtendedAlready { day }
        | RuleRefusal::TermPassed { day }
        | RuleRefusal::ExtensionTooLong { until: day }
        | RuleRefusal::ExtensionTooShort { day } => vec![shell.words.day(*day)],
        RuleRefusal::SaidEnough { most } => vec![most.to_string()],
        RuleRefusal::HearingNotYet { at } => vec![shell.words.moment(*at)],
        RuleRefusal::DecisionSigned { deed } | RuleRefusal::CorrectedAlready { by: deed } => {
            vec![deed.clone()]
        }
        RuleRefusal::RuleNotInForce { .. }
        | RuleRefusal::NoHearingNeeded
        | RuleRefusal::HearingUnderWay { .. }
        | RuleRefusal::NoSuchNotice { .. }
        | RuleRefusal::HearingOver
        | RuleRefusal::NotReceived
        | RuleRefusal::OralHearingAsked
        | RuleRefusal::NoObjection
        | RuleRefusal::PositionStated
        | RuleRefusal::NotAppointed
        | RuleRefusal::ExceptionNotAllowed { .. }
        | RuleRefusal::NoSuchExtensionGround { .. }
        | RuleRefusal::NoSuchDeed { .. }
        | RuleRefusal::NoSuchField { .. }
        | RuleRefusal::FieldOfLaw { .. }
        | RuleRefusal::NothingToCorrect { .. }
        | RuleRefusal::NoCorrectionAsked { .. } => Vec::new(),
    }
}
