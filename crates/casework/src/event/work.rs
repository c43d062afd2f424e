//! Events of the work of a stage: consents, questions, votes, agreements, transfers, queues, payments, entries.

use jiff::{Timestamp, civil::Date};
use law::edition::SigningMeans;
use serde::{Deserialize, Serialize};

use super::{Attachment, DeedProposal, DeedSigned, Evidence, OfficerRef, PersonRef};
use crate::identifier::{Bin, Iin};

/// What happened in the work of the present stage; `event` names the variant in the journal body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum WorkEvent {
    /// The parties were asked for their consent.
    ConsentsAsked(ConsentsAsked),
    /// Somebody consented.
    ConsentGiven(ConsentGiven),
    /// Somebody declined; one is enough.
    ConsentDeclined(ConsentDeclined),
    /// The time for consents ran out.
    ConsentsLapsed {
        /// When the system noticed.
        at: Timestamp,
    },
    /// Registers were asked.
    RegistersAsked {
        /// Their codes.
        registers: Vec<String>,
        /// When.
        at: Timestamp,
    },
    /// A register answered.
    RegisterAnswered(RegisterAnswered),
    /// A register gave no answer, for good.
    RegisterSilent {
        /// Its code.
        register: String,
        /// When it was given up.
        at: Timestamp,
    },
    /// The commission met.
    CommissionConvened(Commission),
    /// A member may not take part.
    MemberRecused(Recusal),
    /// A member voted.
    VoteCast(Vote),
    /// The votes were counted.
    VotesCounted(Tally),
    /// A deed that several sign was drawn up.
    AgreementDrawnUp(Box<AgreementDraft>),
    /// One of them signed it.
    AgreementSigned(AgreementSigned),
    /// One of them declined to.
    AgreementDeclined {
        /// Who.
        person: PersonRef,
        /// Why, in their words.
        note: String,
    },
    /// All of them signed it.
    AgreementConcluded(Box<DeedSigned>),
    /// An outside act was recorded.
    TransferRecorded(Box<Transfer>),
    /// The outside act was declined by somebody who had to sign it.
    TransferDeclined {
        /// Who recorded it.
        officer: OfficerRef,
        /// Why.
        note: String,
    },
    /// The case got its place in a queue.
    Enrolled(Place),
    /// The payments were fixed.
    PaymentsScheduled(Schedule),
    /// A sum arrived.
    PaymentReceived(Payment),
    /// A sum did not arrive by its day.
    PaymentsOverdue {
        /// The day by which it was due.
        due: Date,
    },
    /// The file went to another body.
    Forwarded(Forwarding),
    /// A favorable act was adopted, so that there is nothing to forward.
    SatisfiedInstead(Satisfaction),
    /// A register was asked for an entry.
    EntryAsked {
        /// Its code.
        register: String,
        /// When.
        at: Timestamp,
    },
    /// The register acknowledged the entry.
    EntryAcknowledged {
        /// The number of the entry.
        number: String,
        /// Its legal day.
        day: Date,
        /// The officer who keeps the register; none = the register itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        officer: Option<OfficerRef>,
    },
    /// The register rejected it.
    EntryRejected {
        /// Why.
        reason: String,
        /// The officer who keeps the register; none = the register itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        officer: Option<OfficerRef>,
    },
}

/// The parties of whom consent was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentsAsked {
    /// Everybody who was asked, once for each party that they are.
    pub asked: Vec<AskedParty>,
    /// When.
    pub at: Timestamp,
    /// From this instant on nobody can consent any more; none = no limit.
    pub expires: Option<Timestamp>,
}

/// A person asked as a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedParty {
    /// The party of the edition.
    pub party: String,
    /// The person.
    pub person: PersonRef,
    /// How they may answer.
    pub means: Vec<SigningMeans>,
}

/// A consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// The party of the edition.
    pub party: String,
    /// Who consented.
    pub person: Iin,
    /// How it is known that it was them.
    pub proof: Proof,
    /// When.
    pub at: Timestamp,
}

/// A consent declined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentDeclined {
    /// The party of the edition.
    pub party: String,
    /// Who declined.
    pub person: Iin,
    /// Why, in their words; may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// How it is known that a party answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
pub enum Proof {
    /// Their electronic digital signature.
    Eds {
        /// SHA-256 of what was signed.
        signed_digest: String,
        /// SHA-256 of the signature container.
        container_digest: String,
        /// The evidence.
        evidence: Evidence,
    },
    /// A one-time password sent to their telephone.
    OneTimePassword {
        /// SHA-256 of the record of the challenge and its answer.
        challenge_digest: String,
    },
    /// By hand before an officer.
    InPerson {
        /// The officer.
        officer: OfficerRef,
    },
}

impl Proof {
    /// The means that it is a proof of.
    pub fn means(&self) -> SigningMeans {
        match self {
            Self::Eds { .. } => SigningMeans::Eds,
            Self::OneTimePassword { .. } => SigningMeans::OneTimePassword,
            Self::InPerson { .. } => SigningMeans::InPerson,
        }
    }
}

/// A register's answer; the findings that it brings are events of their own behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterAnswered {
    /// Its code.
    pub register: String,
    /// SHA-256 of the answer as it came.
    pub digest: String,
    /// When.
    pub at: Timestamp,
}

/// A meeting of the commission on the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commission {
    /// The members, the chair among them.
    pub members: Vec<PersonRef>,
    /// The chair.
    pub chair: Iin,
    /// Who keeps the minutes and does not vote.
    pub secretary: OfficerRef,
    /// The legal day.
    pub day: Date,
}

/// A member who may not take part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    /// Who.
    pub member: Iin,
    /// Why.
    pub cause: RecusalCause,
    /// What the secretary noted.
    pub note: String,
}

/// Why a member may not take part (APPC art. 67).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecusalCause {
    /// A relative of somebody whom the case concerns.
    Relative,
    /// The case concerns the member.
    Interest,
}

/// One vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Who voted.
    pub member: Iin,
    /// How.
    pub choice: Choice,
    /// When.
    pub at: Timestamp,
}

/// What a member votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// For.
    For,
    /// Against.
    Against,
    /// Present without an opinion.
    Abstained,
}

/// The votes as counted, with the figures by which they were judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All members of the commission.
    pub members: u32,
    /// Those of them who were recused.
    pub recused: u32,
    /// Those who voted.
    pub present: u32,
    /// For.
    pub votes_for: u32,
    /// Against.
    pub votes_against: u32,
    /// The share of the members who must be present.
    pub quorum: String,
    /// The share of those present who must be for.
    pub majority: String,
    /// The votes were equal and that of the chair decided.
    pub chair_decided: bool,
    /// Whether it was carried.
    pub carried: bool,
    /// The legal day.
    pub day: Date,
}

/// A deed for several to sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementDraft {
    /// The deed.
    pub proposal: DeedProposal,
    /// The legal day on which it was drawn up; it is the day of the deed for everybody.
    pub day: Date,
    /// Who signs it, in the order of the edition.
    pub signers: Vec<Signer>,
    /// SHA-256 of the deed's data: the same bytes for everybody.
    pub data_digest: String,
}

/// Somebody who must sign an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Signer {
    /// An officer in this role.
    Role {
        /// The role.
        role: law::edition::Role,
    },
    /// A person as a party.
    Party {
        /// The party of the edition.
        party: String,
        /// The person.
        person: PersonRef,
    },
}

/// One signature under an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementSigned {
    /// The number of the deed.
    pub deed: String,
    /// In what capacity.
    pub signer: Signer,
    /// Who signed.
    pub person: PersonRef,
    /// The officer, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerRef>,
    /// The BIN in the certificate, if it was an officer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bin: Option<Bin>,
    /// SHA-256 of the signature container.
    pub container_digest: String,
    /// The evidence.
    pub evidence: Evidence,
    /// When.
    pub at: Timestamp,
}

/// An act made outside, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The act of the edition.
    pub act: String,
    /// Its number.
    pub number: String,
    /// Its legal day.
    pub day: Date,
    /// Who signed it: code of the edition → name.
    pub signatories: std::collections::BTreeMap<String, String>,
    /// Who approved it: code of the approval → the one of its bodies that did.
    pub approvals: std::collections::BTreeMap<String, String>,
    /// The file of it.
    pub attachment: Attachment,
    /// Who recorded it.
    pub officer: OfficerRef,
}

/// A place in a queue. Its order is by day, then by time of filing, then by ordinal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The queue.
    pub queue: String,
    /// The ordinal as it was given; it never changes.
    pub ordinal: u64,
    /// The legal day of registration.
    pub day: Date,
    /// When the application arrived.
    pub filed_at: Timestamp,
}

/// What is to be paid and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// All of it, in tiyn.
    pub total_tiyn: u64,
    /// The sums in the order of their days.
    pub payments: Vec<Due>,
}

/// A sum and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub day: Date,
    /// The sum, in tiyn.
    pub sum_tiyn: u64,
}

/// A sum that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The bank's reference; it counts once.
    pub reference: String,
    /// The sum, in tiyn.
    pub sum_tiyn: u64,
    /// The legal day on which it arrived.
    pub day: Date,
}

/// The sending of a file to another body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarding {
    /// The body.
    pub to: String,
    /// The number of the covering letter.
    pub number: String,
    /// The legal day.
    pub day: Date,
    /// Whether the term had passed by then.
    pub is_late: bool,
    /// Who sent it.
    pub officer: OfficerRef,
}

/// A favorable act in the place of forwarding (APPC art. 91(4)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Satisfaction {
    /// The number of the act.
    pub act: String,
    /// The legal day.
    pub day: Date,
    /// What it gives, in words.
    pub note: String,
    /// Who adopted it.
    pub officer: OfficerRef,
}

impl WorkEvent {
    /// The name of the event as it stands in the journal.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::ConsentsAsked(_) => "consents-asked",
            Self::ConsentGiven(_) => "consent-given",
            Self::ConsentDeclined(_) => "consent-declined",
            Self::ConsentsLapsed { .. } => "consents-lapsed",
            Self::RegistersAsked { .. } => "registers-asked",
            Self::RegisterAnswered(_) => "register-answered",
            Self::RegisterSilent { .. } => "register-silent",
            Self::CommissionConvened(_) => "commission-convened",
            Self::MemberRecused(_) => "member-recused",
            Self::VoteCast(_) => "vote-cast",
            Self::VotesCounted(_) => "votes-counted",
            Self::AgreementDrawnUp(_) => "agreement-drawn-up",
            Self::AgreementSigned(_) => "agreement-signed",
            Self::AgreementDeclined { .. } => "agreement-declined",
            Self::AgreementConcluded(_) => "agreement-concluded",
            Self::TransferRecorded(_) => "transfer-recorded",
            Self::TransferDeclined { .. } => "transfer-declined",
            Self::Enrolled(_) => "enrolled",
            Self::PaymentsScheduled(_) => "payments-scheduled",
            Self::PaymentReceived(_) => "payment-received",
            Self::PaymentsOverdue { .. } => "payments-overdue",
            Self::Forwarded(_) => "forwarded",
            Self::SatisfiedInstead(_) => "satisfied-instead",
            Self::EntryAsked { .. } => "entry-asked",
            Self::EntryAcknowledged { .. } => "entry-acknowledged",
            Self::EntryRejected { .. } => "entry-rejected",
        }
    }
}
