//! Refusals: the rulebook declining a command, with the facts of the rule.

use jiff::civil::Date;
use law::edition::Role;

use crate::identifier::CaseNumber;

mod intake;
mod rule;
mod text;
mod work;

pub use intake::IntakeRefusal;
pub use rule::RuleRefusal;
pub use text::TextRefusal;
pub use work::WorkRefusal;

/// Why a command is declined. The words for people are in the locales under `refusal-…`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not the actor's case; its existence is private.
    #[error("the case is not the actor's")]
    NotYours,
    /// An official does not decide their own case (APPC art. 67: recusal for interest).
    #[error("the case is the officer's own")]
    OwnCase,
    /// The actor does not hold the role.
    #[error("the command needs the role {needed:?}")]
    NotYourRole {
        /// The role that the stage or deed names.
        needed: Role,
    },
    /// The case has ended.
    #[error("case {number} has ended")]
    Ended {
        /// The case.
        number: CaseNumber,
    },
    /// The case is not registered yet.
    #[error("the case is not registered")]
    NotRegistered,
    /// It is registered already.
    #[error("the case is registered already")]
    AlreadyRegistered,
    /// Its day of registration has not come.
    #[error("the day of registration is {day}")]
    TooEarly {
        /// The day of registration.
        day: Date,
    },
    /// The evidence of the applicant's signature is not at hand.
    #[error("the evidence of the signature is not at hand")]
    NoEvidence,
    /// The case is at another stage, because somebody was first or the page is old.
    #[error("the case is not at stage `{asked}`")]
    AnotherStage {
        /// The stage for which the command was meant.
        asked: String,
        /// Where the case is.
        at: Option<String>,
    },
    /// Another officer has it.
    #[error("another officer has the case")]
    TakenByAnother {
        /// That officer's name.
        officer: String,
    },
    /// Nobody has taken it yet.
    #[error("nobody has taken the case")]
    NotTaken,
    /// The edition has no such outcome at this stage.
    #[error("stage `{stage}` has no outcome `{outcome}`")]
    NoSuchOutcome {
        /// The stage.
        stage: String,
        /// The outcome asked for.
        outcome: String,
    },
    /// The edition has no such fact, or it is not for an officer to establish.
    #[error("the edition has no fact `{fact}` to be established")]
    NoSuchFact {
        /// The fact.
        fact: String,
    },
    /// The value does not fit the fact.
    #[error("the value does not fit the fact `{fact}`")]
    BadValue {
        /// The fact.
        fact: String,
        /// What is wrong with it, as the law's reader says.
        problems: Vec<String>,
    },
    /// A finding that rests on a document must name a file of the case.
    #[error("the finding names no file of the case")]
    NoSuchAttachment,
    /// Facts are missing on which the decision rests.
    #[error("facts are missing")]
    FactsMissing {
        /// Their codes or figures, sorted.
        missing: Vec<String>,
    },
    /// The outcome contradicts the assessment.
    #[error("the assessment says otherwise")]
    AssessmentDiffers {
        /// The codes of the grounds that the assessment finds satisfied; empty if it is favorable.
        grounds: Vec<String>,
    },
    /// An adverse decision on a ground needs notice and hearing first (APPC art. 73).
    #[error("a hearing is needed first")]
    HearingNeeded,
    /// A refusal for incompleteness must name at least one document.
    #[error("no missing document is named")]
    NothingMissing,
    /// The package was found complete although a document was marked as missing.
    #[error("documents are marked as missing")]
    MarkedMissing,
    /// No deed waits for a signature.
    #[error("no deed awaits a signature")]
    NoDeedWaiting,
    /// The deed that waits is another one.
    #[error("another deed awaits a signature")]
    AnotherDeed,
    /// Why it is sent back must be said.
    #[error("a note is needed")]
    NoteNeeded,
    /// The service is not given online at this place (source document 000 ¶23).
    #[error("the service is not online at the place")]
    NotOnline {
        /// KATO code.
        place: String,
    },
    /// Another edition is in force on the day of registration than the one that was shown and signed: the person
    /// must read and sign anew.
    #[error("edition {edition} is in force on the day of registration")]
    EditionChanged {
        /// The edition in force on that day.
        edition: String,
    },
    /// The official is the one complained of (APPC art. 91: nobody considers a complaint about themselves).
    #[error("the complaint is about the officer")]
    ComplainedOf,
    /// The application does not tell which track of the edition the case takes.
    #[error("the track of the case is not known")]
    TrackUnknown {
        /// The facts that are missing; empty if no track fits.
        missing: Vec<String>,
    },
    /// The work of the stage declines it.
    #[error(transparent)]
    Work(#[from] WorkRefusal),
    /// A rule of the Code declines it.
    #[error(transparent)]
    Rule(#[from] RuleRefusal),
    /// The counter declines it.
    #[error(transparent)]
    Intake(#[from] IntakeRefusal),
    /// What somebody typed cannot stand in a document.
    #[error(transparent)]
    Text(#[from] TextRefusal),
    /// The law at hand cannot carry the command out: a fault of data, never a pass.
    #[error("the edition cannot decide: {what}")]
    LawSilent {
        /// What is missing.
        what: String,
    },
}

impl Refusal {
    /// The key of the words for it, and the code in the log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "not-yours",
            Self::OwnCase => "own-case",
            Self::NotYourRole { .. } => "not-your-role",
            Self::Ended { .. } => "ended",
            Self::NotRegistered => "not-registered",
            Self::AlreadyRegistered => "already-registered",
            Self::TooEarly { .. } => "too-early",
            Self::NoEvidence => "no-evidence",
            Self::AnotherStage { .. } => "another-stage",
            Self::TakenByAnother { .. } => "taken-by-another",
            Self::NotTaken => "not-taken",
            Self::NoSuchOutcome { .. } => "no-such-outcome",
            Self::NoSuchFact { .. } => "no-such-fact",
            Self::BadValue { .. } => "bad-value",
            Self::NoSuchAttachment => "no-such-attachment",
            Self::FactsMissing { .. } => "facts-missing",
            Self::AssessmentDiffers { .. } => "assessment-differs",
            Self::HearingNeeded => "hearing-needed",
            Self::NothingMissing => "nothing-missing",
            Self::MarkedMissing => "marked-missing",
            Self::NoDeedWaiting => "no-deed-waiting",
            Self::AnotherDeed => "another-deed",
            Self::NoteNeeded => "note-needed",
            Self::NotOnline { .. } => "not-online",
            Self::EditionChanged { .. } => "edition-changed",
            Self::ComplainedOf => "complained-of",
            Self::TrackUnknown { .. } => "track-unknown",
            Self::Work(refusal) => refusal.code(),
            Self::Rule(refusal) => refusal.code(),
            Self::Intake(refusal) => refusal.code(),
            Self::Text(refusal) => refusal.code(),
            Self::LawSilent { .. } => "law-silent",
        }
    }
}
