//! The cross-cutting rules of the Administrative Procedural and Process Code, held once and by day.

use serde::{Deserialize, Serialize};

use crate::{
    edition::{Act, CodeRule, Edition, LegalDay, Source, TermUnit},
    text::Text,
};

/// The rules of the Code from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// `appc`.
    pub code: String,
    /// The act.
    pub act: Act,
    /// From this day.
    pub in_force: LegalDay,
    /// Until the day before this one.
    pub repealed: Option<LegalDay>,
    /// The hearing before an adverse act.
    pub hearing: HearingRule,
    /// The withdrawal of a request: who is told of it within `notify`.
    pub withdrawal: Withdrawal,
    /// The extension of a term.
    pub extension: Extension,
    /// The correction of slips.
    pub correction: Correction,
    /// No act in time.
    pub silence: Silence,
    /// The pre-trial appeal.
    pub appeal: AppealRule,
    /// The term where no act gives one.
    pub default_term: Period,
}

/// A length of time that the Code gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// How many units.
    pub amount: u16,
    /// The unit.
    pub unit: TermUnit,
    /// Its source.
    pub source: Source,
}

/// The hearing before an adverse act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingRule {
    /// The act is adopted not earlier than this after the notice.
    pub notice: Period,
    /// Objections come within this of the receipt of the preliminary decision.
    pub objections: Period,
    /// The protocol is signed within this of the hearing.
    pub protocol: Period,
    /// Remarks on the protocol come within this.
    pub remarks: Period,
    /// When it is not needed.
    pub not_needed: Vec<NotNeeded>,
    /// What a person reads.
    pub text: Option<Text>,
    /// Its source.
    pub source: Source,
}

/// A case in which no hearing is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotNeeded {
    /// Which one.
    pub exception: Exception,
    /// Of a short term: the term must be shorter than this.
    pub shorter_than: Option<Period>,
    /// What a person reads.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// The cases in which the Code needs no hearing (art. 73(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exception {
    /// The act is favorable.
    Favorable,
    /// The statutory term is too short.
    ShortTerm,
    /// The person asked for none.
    Requested,
    /// The procedure is automated.
    Automated,
    /// The act follows a court decision.
    CourtDecision,
}

/// The withdrawal of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The persons concerned are told within this.
    pub notify: Period,
    /// What a person reads.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// The extension of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// By no more than this.
    pub at_most: Period,
    /// The applicant is told within this.
    pub notify: Period,
    /// What a person reads.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// The correction of slips of an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The request is considered within this.
    pub consider: Period,
    /// The corrected act is sent within this.
    pub send: Period,
    /// What a person reads.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// No act within the term is a refusal from the day after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// What a person reads.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// The pre-trial appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealRule {
    /// From the day on which the person learned of the act.
    pub within: Period,
    /// The same for a person who was not told how to appeal.
    pub uninformed: Period,
    /// The body sends the complaint and the file on within this.
    pub forward: Period,
    /// What a person reads.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

impl Code {
    /// The exception of that kind, if the Code knows it.
    pub fn exception(&self, exception: Exception) -> Option<&NotNeeded> {
        self.hearing
            .not_needed
            .iter()
            .find(|not_needed| not_needed.exception == exception)
    }
}

/// Whether a rule of the Code applies to cases registered while `code` is what [`crate::Law::code`]
/// gives for the day of registration: the edition must switch it on, and the Code be in force.
pub fn applies(rule: CodeRule, code: Option<&Code>, edition: &Edition) -> bool {
    code.is_some() && edition.rules.has(rule)
}
