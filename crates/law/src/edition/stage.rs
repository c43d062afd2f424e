//! Stages, their outcomes and their terms.

use serde::{Deserialize, Serialize};

use super::Source;

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
    /// The kind of work.
    pub work: Work,
    /// How long it may take; none = at once.
    pub term: Option<Term>,
    /// What may come out.
    pub outcomes: Vec<Outcome>,
    /// Its source.
    pub source: Source,
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
    /// A consent was not given.
    Consent,
}

/// How long the law gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// How many days or months; a plain number or a figure by date.
    pub amount: TermAmount,
    /// Working or calendar days.
    pub unit: TermUnit,
    /// The event that it runs from.
    pub from: TermStart,
    /// Its source.
    pub source: Source,
}

/// The size of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum TermAmount {
    /// So many days.
    Days(u16),
    /// The days given by a figure on the day of registration.
    Figure(String),
}

/// The days in which a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermUnit {
    /// Working days of the provider's calendar.
    WorkingDays,
    /// Calendar days; an end on a day off moves to the next working day.
    CalendarDays,
    /// Calendar months to the same day of the month; an end on a day off moves likewise.
    Months,
}

/// The event that a term runs from; the term is counted from the next day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "stage", rename_all = "kebab-case")]
pub enum TermStart {
    /// The moment of filing.
    Filing,
    /// The day of registration.
    Registration,
    /// The day on which the stage of this code ended.
    Stage(String),
}
