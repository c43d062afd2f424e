//! Commands of the work of a stage.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use crate::event::work::{Choice, RecusalCause};
use crate::event::{Attachment, Evidence, PersonRef};
use crate::identifier::{Bin, Iin};

/// Something asked of the work of the present stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkCommand {
    /// A party consents.
    Consent(Consent),
    /// A party declines to consent.
    DeclineConsent {
        /// The party of the edition.
        party: String,
        /// Who; somebody else than the actor only before an officer.
        person: Iin,
        /// Why, in their words.
        note: String,
    },
    /// The time for consents has run out.
    LapseConsents,
    /// A register answers.
    AnswerOfRegister(AnswerOfRegister),
    /// A register is given up.
    SilenceOfRegister {
        /// Its code.
        register: String,
    },
    /// The secretary opens the meeting.
    Convene {
        /// The members, the chair among them.
        members: Vec<PersonRef>,
        /// The chair.
        chair: Iin,
    },
    /// The secretary notes that a member may not take part.
    Recuse {
        /// The member.
        member: Iin,
        /// Why.
        cause: RecusalCause,
        /// The secretary's words.
        note: String,
    },
    /// A member votes.
    CastVote {
        /// How.
        choice: Choice,
    },
    /// The secretary closes the vote.
    CountVotes,
    /// The deed that several sign is drawn up.
    DrawUpAgreement {
        /// The executor's words.
        note: String,
    },
    /// The verified signature of one of them.
    SignAgreement(Box<AgreementSignature>),
    /// One of them declines to sign.
    DeclineAgreement {
        /// The number of the deed.
        deed: String,
        /// Why.
        note: String,
    },
    /// An outside act is recorded.
    RecordTransfer(Box<RecordTransfer>),
    /// Somebody who had to sign the outside act declined.
    DeclineTransfer {
        /// Why.
        note: String,
    },
    /// The queue gives the case its ordinal.
    Enrol {
        /// The ordinal, drawn from the counter `queue/<code>` of the store.
        ordinal: u64,
    },
    /// A sum arrived.
    ReceivePayment {
        /// The bank's reference.
        reference: String,
        /// The sum, in tiyn.
        sum_tiyn: u64,
        /// The legal day on which it arrived.
        day: Date,
    },
    /// A sum did not arrive by its day.
    FindOverdue,
    /// The file is sent to the body that the edition names.
    Forward {
        /// The number of the covering letter.
        number: String,
    },
    /// A favorable act makes forwarding needless.
    SatisfyInstead {
        /// The number of the act.
        act: String,
        /// What it gives, in words.
        note: String,
    },
    /// The register acknowledges the entry.
    AcknowledgeEntry {
        /// The number of the entry.
        number: String,
        /// Its legal day.
        day: Date,
    },
    /// The register rejects the entry.
    RejectEntry {
        /// Why.
        reason: String,
    },
}

/// A consent as a party gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The party of the edition.
    pub party: String,
    /// Who consents; somebody else than the actor only before an officer.
    pub person: Iin,
    /// How it is known that it was them.
    pub by: ConsentBy,
}

/// The means of a consent with what was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsentBy {
    /// A verified electronic digital signature.
    Eds {
        /// SHA-256 of what was signed.
        signed_digest: String,
        /// SHA-256 of the signature container.
        container_digest: String,
        /// The evidence.
        evidence: Evidence,
    },
    /// A verified one-time password.
    OneTimePassword {
        /// SHA-256 of the record of the challenge and its answer.
        challenge_digest: String,
    },
    /// By hand before the officer who gives the command.
    InPerson,
}

/// A register's answer, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerOfRegister {
    /// Its code.
    pub register: String,
    /// SHA-256 of the answer as it came.
    pub digest: String,
    /// The facts that it brings, in the JSON form of a facts file.
    pub facts: BTreeMap<String, Value>,
}

/// A verified signature of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementSignature {
    /// The number of the deed.
    pub deed: String,
    /// SHA-256 of the data that were signed.
    pub data_digest: String,
    /// SHA-256 of the signature container.
    pub container_digest: String,
    /// The evidence.
    pub evidence: Evidence,
    /// The BIN in the certificate of an officer.
    pub bin: Option<Bin>,
}

/// An outside act as an officer records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordTransfer {
    /// Its number.
    pub number: String,
    /// Its legal day.
    pub day: Date,
    /// Who signed it: code of the edition → name.
    pub signatories: BTreeMap<String, String>,
    /// Who approved it: code of the approval → the one of its bodies that did.
    pub approvals: BTreeMap<String, String>,
    /// The file of it.
    pub attachment: Option<Attachment>,
}

impl WorkCommand {
    /// What it asks for, for tables and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Consent(_) => "consent",
            Self::DeclineConsent { .. } => "decline-consent",
            Self::LapseConsents => "lapse-consents",
            Self::AnswerOfRegister(_) => "answer-of-register",
            Self::SilenceOfRegister { .. } => "silence-of-register",
            Self::Convene { .. } => "convene",
            Self::Recuse { .. } => "recuse",
            Self::CastVote { .. } => "cast-vote",
            Self::CountVotes => "count-votes",
            Self::DrawUpAgreement { .. } => "draw-up-agreement",
            Self::SignAgreement(_) => "sign-agreement",
            Self::DeclineAgreement { .. } => "decline-agreement",
            Self::RecordTransfer(_) => "record-transfer",
            Self::DeclineTransfer { .. } => "decline-transfer",
            Self::Enrol { .. } => "enrol",
            Self::ReceivePayment { .. } => "receive-payment",
            Self::FindOverdue => "find-overdue",
            Self::Forward { .. } => "forward",
            Self::SatisfyInstead { .. } => "satisfy-instead",
            Self::AcknowledgeEntry { .. } => "acknowledge-entry",
            Self::RejectEntry { .. } => "reject-entry",
        }
    }
}
