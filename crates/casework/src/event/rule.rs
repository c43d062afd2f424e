//! Events of the cross-cutting rules of the Administrative Procedural and Process Code: hearing, withdrawal,
//! extension, correction.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use law::Text;
use law::code::Exception;
use law::term::Deadline;
use law::value::Value;
use serde::{Deserialize, Serialize};

use super::{DeedProposal, DeedSigned, KeptAssessment, OfficerRef};

/// What happened under a rule of the Code; `event` names the variant in the journal body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum RuleEvent {
    /// The person was notified of a preliminary decision (art. 73(1)).
    PreliminaryDecisionSent(Box<Preliminary>),
    /// The preliminary decision reached the person; the days for objections run.
    NoticeReceived(Receipt),
    /// The person objected in writing (art. 73(3)).
    ObjectionFiled(Objection),
    /// The person asked for an oral hearing (art. 73(3)).
    HearingRequested {
        /// The preliminary decision.
        number: String,
        /// The legal day.
        day: Date,
    },
    /// Place and time of an oral hearing were fixed.
    HearingAppointed {
        /// The preliminary decision.
        number: String,
        /// Where and when.
        appointment: Appointment,
        /// Who fixed them.
        officer: OfficerRef,
    },
    /// The oral hearing was held; its protocol (art. 74).
    HearingHeld(Box<Protocol>),
    /// The person remarked on the protocol (art. 74).
    ProtocolRemarked(Remark),
    /// The written objections were weighed, and the officer says why they do not change the decision.
    ObjectionsConsidered(Consideration),
    /// The person, duly notified, kept silent (art. 73(3)).
    SilenceFound {
        /// The preliminary decision.
        number: String,
        /// The legal day on which it was found.
        day: Date,
        /// Who found it.
        officer: OfficerRef,
    },
    /// The person asked to go without a hearing (art. 73(2)(5)).
    HearingWaived {
        /// The preliminary decision.
        number: String,
        /// The legal day.
        day: Date,
    },
    /// An officer went without a hearing on an exception of the Code, which they name.
    HearingDispensed(Box<Dispensation>),
    /// The provider gave the intended refusal up.
    RefusalGivenUp(Consideration),
    /// The recipient withdrew the application (art. 64(9)).
    Withdrawn(Box<Withdrawal>),
    /// The term was extended (art. 76(3), or the act's own rule).
    TermExtended(Box<TermExtension>),
    /// The recipient asked for a slip to be corrected (art. 82).
    CorrectionAsked(Box<CorrectionAsked>),
    /// The request was declined.
    CorrectionDeclined {
        /// The deed.
        deed: String,
        /// The field.
        field: String,
        /// Why.
        reason: String,
        /// The legal day.
        day: Date,
        /// Who declined.
        officer: OfficerRef,
    },
    /// A corrected deed was signed.
    DeedCorrected(Box<DeedCorrection>),
}

/// A preliminary decision with its notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preliminary {
    /// Its number within the case.
    pub number: String,
    /// The stage at which the case is held.
    pub stage: String,
    /// The stage at which the intended outcome is found; the same, unless the edition has a stage for hearings.
    pub decided_at: String,
    /// The intended outcome.
    pub outcome: String,
    /// The grounds with the facts that satisfy them.
    pub grounds: Vec<GroundShown>,
    /// The assessment on which it rests, with its trace.
    pub assessed: Option<KeptAssessment>,
    /// Place and time of an oral hearing, if one is called at once.
    pub appointment: Option<Appointment>,
    /// How the notice is given.
    pub means: NoticeMeans,
    /// The legal day of the notice.
    pub day: Date,
    /// The adverse act is not adopted before the last day of this term.
    pub earliest: Deadline,
    /// Who sent it.
    pub officer: OfficerRef,
    /// The officer's words.
    pub note: String,
}

/// A satisfied ground as the person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundShown {
    /// The ground of the edition.
    pub ground: String,
    /// The requirement that is not met.
    pub requirement: String,
    /// The facts on which that rests.
    pub facts: BTreeMap<String, Value>,
}

/// Place and time of an oral hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointment {
    /// Where.
    pub place: String,
    /// When, in the time of the organization's place.
    pub at: DateTime,
}

/// How a notice is given (art. 66(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeMeans {
    /// In the account, with a short message to the number registered there.
    Account,
    /// By registered letter.
    Letter,
    /// Handed over against a signature.
    Hand,
}

/// A preliminary decision that reached the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The preliminary decision.
    pub number: String,
    /// The legal day.
    pub day: Date,
    /// The officer who recorded the delivery; none = the person opened it in the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerRef>,
    /// What shows the delivery: the number of the letter's receipt, for example; empty if opened in the account.
    pub proof: String,
    /// Objections come until the end of this.
    pub objections: Deadline,
}

/// Written objections.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// The preliminary decision.
    pub number: String,
    /// The person's words.
    pub text: String,
    /// The legal day.
    pub day: Date,
}

impl std::fmt::Debug for Objection {
    /// Shows nothing that was said.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Objection")
            .field("number", &self.number)
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}

/// The protocol of an oral hearing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocol {
    /// The preliminary decision.
    pub number: String,
    /// Where it was held.
    pub place: String,
    /// When it began.
    pub begun: DateTime,
    /// When it ended.
    pub ended: DateTime,
    /// Whether the person took part.
    pub is_attended: bool,
    /// Who else took part: names and offices.
    pub participants: Vec<String>,
    /// What was said, asked and answered.
    pub said: String,
    /// The legal day on which the protocol was signed.
    pub day: Date,
    /// It is signed within this.
    pub sign: Deadline,
    /// Whether it was signed later than that.
    pub is_late: bool,
    /// Remarks come until the end of this.
    pub remarks: Deadline,
    /// Who held the hearing.
    pub officer: OfficerRef,
}

impl std::fmt::Debug for Protocol {
    /// Shows nothing that was said.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Protocol")
            .field("number", &self.number)
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}

/// A remark on a protocol.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The preliminary decision.
    pub number: String,
    /// The person's words.
    pub text: String,
    /// The legal day.
    pub day: Date,
}

impl std::fmt::Debug for Remark {
    /// Shows nothing that was said.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Remark")
            .field("number", &self.number)
            .field("day", &self.day)
            .finish_non_exhaustive()
    }
}

/// What an officer makes of the person's position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consideration {
    /// The preliminary decision.
    pub number: String,
    /// The officer's words.
    pub note: String,
    /// The legal day.
    pub day: Date,
    /// Who.
    pub officer: OfficerRef,
}

/// A hearing that the Code does not ask for, as an officer says and answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispensation {
    /// The stage of the outcome.
    pub stage: String,
    /// The outcome.
    pub outcome: String,
    /// The grounds for which it holds.
    pub grounds: Vec<GroundShown>,
    /// The exception.
    pub exception: Exception,
    /// Where the Code has it.
    pub cite: String,
    /// Why it fits, in the officer's words.
    pub reason: String,
    /// The legal day.
    pub day: Date,
    /// Who.
    pub officer: OfficerRef,
}

/// A withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The recipient's words; may be empty.
    pub note: String,
    /// The legal day.
    pub day: Date,
    /// The recipient is told within this that the procedure has ended.
    pub notify: Deadline,
}

/// An extension of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermExtension {
    /// The stage at which the case was.
    pub stage: String,
    /// The legal day of the decision.
    pub day: Date,
    /// The whole term as it was.
    pub before: Deadline,
    /// The whole term as it is now.
    pub after: Deadline,
    /// It could not have been longer than this.
    pub at_most: Deadline,
    /// The recipient is told within this.
    pub notify: Deadline,
    /// The ground of the act's own rule; none = the Code's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// What must be established.
    pub reason: String,
    /// Who decided.
    pub officer: OfficerRef,
}

/// A request to correct a slip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionAsked {
    /// The number of the deed.
    pub deed: String,
    /// The field.
    pub field: String,
    /// What it should say.
    pub is: String,
    /// The recipient's words.
    pub note: String,
    /// The legal day.
    pub day: Date,
    /// It is considered within this.
    pub consider: Deadline,
}

/// A corrected deed: a new one that names the old one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedCorrection {
    /// The number of the deed that held the slip.
    pub corrects: String,
    /// The new deed as it was drawn up.
    pub proposal: DeedProposal,
    /// Its signature.
    pub signed: DeedSigned,
    /// What changed.
    pub changes: Vec<FieldChange>,
    /// Why.
    pub reason: String,
    /// The corrected copy is sent within this.
    pub send: Deadline,
}

/// One corrected field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field of the deed.
    pub field: String,
    /// What it said.
    pub was: Text,
    /// What it says.
    pub is: Text,
}

impl RuleEvent {
    /// The extension of a term, if it is one.
    pub fn extension(&self) -> Option<&TermExtension> {
        if let Self::TermExtended(extension) = self {
            Some(extension)
        } else {
            None
        }
    }

    /// The corrected deed, if it is one.
    pub fn correction(&self) -> Option<&DeedCorrection> {
        if let Self::DeedCorrected(correction) = self {
            Some(correction)
        } else {
            None
        }
    }

    /// The name of the event as it stands in the journal.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PreliminaryDecisionSent(_) => "preliminary-decision-sent",
            Self::NoticeReceived(_) => "notice-received",
            Self::ObjectionFiled(_) => "objection-filed",
            Self::HearingRequested { .. } => "hearing-requested",
            Self::HearingAppointed { .. } => "hearing-appointed",
            Self::HearingHeld(_) => "hearing-held",
            Self::ProtocolRemarked(_) => "protocol-remarked",
            Self::ObjectionsConsidered(_) => "objections-considered",
            Self::SilenceFound { .. } => "silence-found",
            Self::HearingWaived { .. } => "hearing-waived",
            Self::HearingDispensed(_) => "hearing-dispensed",
            Self::RefusalGivenUp(_) => "refusal-given-up",
            Self::Withdrawn(_) => "withdrawn",
            Self::TermExtended(_) => "term-extended",
            Self::CorrectionAsked(_) => "correction-asked",
            Self::CorrectionDeclined { .. } => "correction-declined",
            Self::DeedCorrected(_) => "deed-corrected",
        }
    }
}
