//! Stages and their outcomes.

use serde::{Deserialize, Serialize};

use super::{
    Source,
    task::{Task, Trigger},
    term::Term,
};
use crate::text::Text;

/// A step of the procedure, with an actor and a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// `completeness`.
    pub code: String,
    /// What a person reads.
    pub title: Text,
    /// Who acts.
    pub actor: Role,
    /// The work, with what it needs.
    pub task: Task,
    /// Who may not act here, although the role would allow it.
    pub not: Option<Excluded>,
    /// How long it may take; none = at once.
    pub term: Option<Term>,
    /// What may come out.
    pub outcomes: Vec<Outcome>,
    /// Its source.
    pub source: Source,
}

impl Stage {
    /// The kind of work.
    pub fn work(&self) -> Work {
        self.task.work()
    }
}

/// A person who may not act at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Excluded {
    /// The official whom the complaint names.
    ComplainedOf,
}

/// Who acts at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The chancellery of the provider.
    Clerk,
    /// The responsible executor of the provider.
    Executor,
    /// The head of the provider.
    Head,
    /// The housing commission.
    Commission,
    /// The State Corporation's operator.
    Operator,
    /// The recipient.
    Recipient,
    /// The chair of the housing commission.
    Chair,
    /// The secretary of the housing commission.
    Secretary,
    /// A party of the case other than the recipient.
    Party,
    /// The officer who considers a complaint.
    Reviewer,
    /// The officer who keeps the register in which a result is recorded.
    Registrar,
    /// Another body, whose act is only recorded here.
    Outside,
    /// The system itself.
    System,
}

impl Role {
    /// The word of an edition.
    pub fn code(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Executor => "executor",
            Self::Head => "head",
            Self::Commission => "commission",
            Self::Operator => "operator",
            Self::Recipient => "recipient",
            Self::Chair => "chair",
            Self::Secretary => "secretary",
            Self::Party => "party",
            Self::Reviewer => "reviewer",
            Self::Registrar => "registrar",
            Self::Outside => "outside",
            Self::System => "system",
        }
    }
}

/// The closed list of kinds of work (design: law as data).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// An officer finds an outcome.
    Check,
    /// Signatures of parties.
    Consent,
    /// Questions to the gateway.
    Registry,
    /// A computed result.
    Assess,
    /// A commission's vote.
    Vote,
    /// An officer signs a deed.
    Sign,
    /// Several parties sign one deed.
    Agree,
    /// An outside act recorded with its evidence.
    Transfer,
    /// A place in a queue.
    Enrol,
    /// A schedule of payments.
    Pay,
    /// Preliminary decision, objection, hearing.
    Hear,
    /// To another body, with the file.
    Forward,
    /// An entry in a register, a result only when acknowledged.
    Record,
}

/// What may come out of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// `complete`.
    pub code: String,
    /// What a person reads.
    pub text: Text,
    /// Where the case goes.
    pub to: Destination,
    /// What the work must have brought; none at stages where an officer chooses.
    pub on: Option<Trigger>,
    /// The only grounds that can be found here; empty = every ground of the edition.
    pub grounds: Vec<String>,
    /// The deed that must be signed before the outcome takes effect.
    pub deed: Option<OutcomeDeed>,
    /// What kind of adverse outcome it is, if it is one.
    pub adverse: Option<Adverse>,
    /// Its source.
    pub source: Source,
}

/// Where an outcome leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "stage", rename_all = "kebab-case")]
pub enum Destination {
    /// To the stage of this code.
    Stage(String),
    /// To the following stage of the case's track.
    Next,
    /// The case is closed.
    Closed,
}

/// The deed of an outcome and who signs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeDeed {
    /// The code of the deed.
    pub deed: String,
    /// The role that signs.
    pub signed_by: Role,
}

/// The kinds of adverse outcome that an act may provide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adverse {
    /// An incomplete or expired package.
    Incompleteness,
    /// A listed ground is satisfied; the Code asks for a hearing first.
    Ground,
    /// A consent was not given, or another body refused.
    Consent,
    /// Something needed was not done in time.
    Lapse,
}
