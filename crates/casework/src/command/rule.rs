//! Commands of the cross-cutting rules of the Administrative Procedural and Process Code.

use jiff::civil::{Date, DateTime};
use law::code::Exception;
use law::edition::TermUnit;

use crate::command::SignDeed;
use crate::event::rule::{Appointment, NoticeMeans};

/// Something asked under a rule of the Code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleCommand {
    /// The officer of the stage sends a preliminary decision.
    SendPreliminary(SendPreliminary),
    /// The person opens it in the account.
    OpenNotice {
        /// The preliminary decision.
        number: String,
    },
    /// The officer records that it was delivered.
    RecordDelivery {
        /// The preliminary decision.
        number: String,
        /// The legal day of the delivery.
        day: Date,
        /// What shows it.
        proof: String,
    },
    /// The person objects in writing.
    Object {
        /// The preliminary decision.
        number: String,
        /// Their words.
        text: String,
    },
    /// The person asks for an oral hearing.
    AskToBeHeard {
        /// The preliminary decision.
        number: String,
    },
    /// The person asks to go without a hearing.
    WaiveHearing {
        /// The preliminary decision.
        number: String,
    },
    /// The officer fixes place and time of an oral hearing.
    AppointHearing {
        /// The preliminary decision.
        number: String,
        /// Where and when.
        appointment: Appointment,
    },
    /// The officer signs the protocol of an oral hearing.
    RecordHearing(Box<RecordHearing>),
    /// The person remarks on the protocol.
    RemarkOnProtocol {
        /// The preliminary decision.
        number: String,
        /// Their words.
        text: String,
    },
    /// The officer says what was made of the written objections.
    ConsiderObjections {
        /// The preliminary decision.
        number: String,
        /// Their words.
        note: String,
    },
    /// The officer finds that the person kept silent.
    FindSilence {
        /// The preliminary decision.
        number: String,
    },
    /// The officer goes without a hearing on an exception of the Code.
    Dispense(Dispense),
    /// The provider gives the intended refusal up, at a stage that the edition has for hearings.
    GiveUpRefusal {
        /// The preliminary decision.
        number: String,
        /// Why.
        note: String,
    },
    /// The recipient withdraws the application.
    Withdraw {
        /// Their words; may be empty.
        note: String,
    },
    /// The term is extended.
    Extend(Extend),
    /// The recipient asks for a slip to be corrected.
    AskCorrection(AskCorrection),
    /// The request is declined.
    DeclineCorrection {
        /// The number of the deed.
        deed: String,
        /// The field.
        field: String,
        /// Why.
        reason: String,
    },
    /// A corrected deed is signed.
    Correct(Box<Correct>),
}

/// A preliminary decision as an officer sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendPreliminary {
    /// The stage for which it is meant; a stale page names an old one.
    pub stage: String,
    /// The outcome that is intended.
    pub outcome: String,
    /// Place and time of an oral hearing, if one is called at once.
    pub appointment: Option<Appointment>,
    /// How the notice is given.
    pub means: NoticeMeans,
    /// The officer's words.
    pub note: String,
}

/// An oral hearing as the officer records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordHearing {
    /// The preliminary decision.
    pub number: String,
    /// When it began, in the time of the organization's place.
    pub begun: DateTime,
    /// When it ended.
    pub ended: DateTime,
    /// Whether the person took part.
    pub is_attended: bool,
    /// Who else took part.
    pub participants: Vec<String>,
    /// What was said.
    pub said: String,
}

/// An exception of the Code as an officer invokes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispense {
    /// The stage.
    pub stage: String,
    /// The outcome.
    pub outcome: String,
    /// The exception.
    pub exception: Exception,
    /// Why it fits.
    pub reason: String,
}

/// An extension as it is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extend {
    /// By how many units: from the day of the decision under the Code, from the end of the term under an act's own
    /// rule, where the unit is working days.
    pub amount: u16,
    /// The unit.
    pub unit: TermUnit,
    /// The ground of the act's own rule; none under the Code.
    pub ground: Option<String>,
    /// What must be established.
    pub reason: String,
}

/// A request to correct a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskCorrection {
    /// The number of the deed.
    pub deed: String,
    /// The field.
    pub field: String,
    /// What it should say.
    pub is: String,
    /// The recipient's words.
    pub note: String,
}

/// A corrected deed as it is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correct {
    /// The number of the deed that holds the slip.
    pub deed: String,
    /// Field and what it should say, for each slip.
    pub changes: Vec<(String, String)>,
    /// Why.
    pub reason: String,
    /// The verified signature of the new deed, by its number.
    pub signed: SignDeed,
}

impl RuleCommand {
    /// What it asks for, for tables and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SendPreliminary(_) => "send-preliminary",
            Self::OpenNotice { .. } => "open-notice",
            Self::RecordDelivery { .. } => "record-delivery",
            Self::Object { .. } => "object",
            Self::AskToBeHeard { .. } => "ask-to-be-heard",
            Self::WaiveHearing { .. } => "waive-hearing",
            Self::AppointHearing { .. } => "appoint-hearing",
            Self::RecordHearing(_) => "record-hearing",
            Self::RemarkOnProtocol { .. } => "remark-on-protocol",
            Self::ConsiderObjections { .. } => "consider-objections",
            Self::FindSilence { .. } => "find-silence",
            Self::Dispense(_) => "dispense",
            Self::GiveUpRefusal { .. } => "give-up-refusal",
            Self::Withdraw { .. } => "withdraw",
            Self::Extend(_) => "extend",
            Self::AskCorrection(_) => "ask-correction",
            Self::DeclineCorrection { .. } => "decline-correction",
            Self::Correct(_) => "correct",
        }
    }
}
