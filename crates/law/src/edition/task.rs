//! The work of a stage with what it needs, and what it may bring.

use serde::{Deserialize, Serialize};

use super::{Role, Source, TermAmount, TermUnit, Work};
use crate::text::Text;

/// The work of a stage with what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "kebab-case")]
pub enum Task {
    /// An officer finds an outcome.
    Check,
    /// A computed result.
    Assess,
    /// An officer signs a deed.
    Sign,
    /// Consents of parties.
    Consent {
        /// The codes of the parties; each person of each must consent.
        parties: Vec<String>,
        /// How long they may be waited for; none = no limit of its own.
        expires: Option<Expiry>,
        /// Its source.
        source: Source,
    },
    /// Questions to state registers.
    Registry {
        /// The codes of the registers.
        registries: Vec<String>,
        /// Its source.
        source: Source,
    },
    /// A vote of the commission.
    Vote {
        /// The figure (count) of the least number of members.
        members: String,
        /// The figure (share of the members) of those who must be present.
        quorum: String,
        /// The figure (share of those present) that must be exceeded.
        majority: String,
        /// The figure (boolean): whether the chair's vote decides a tie.
        tie: String,
        /// Its source.
        source: Source,
    },
    /// A deed that several sign.
    Agree {
        /// The code of the deed.
        deed: String,
        /// Who signs it, in order.
        by: Vec<Signatory>,
        /// Its source.
        source: Source,
    },
    /// An act made outside, recorded with its evidence.
    Transfer {
        /// The code of the act: `transfer-act`.
        act: String,
        /// Who signs it outside.
        signatories: Vec<OutsideSignatory>,
        /// Who must approve it.
        approvals: Vec<Approval>,
        /// Its source.
        source: Source,
    },
    /// A place in a queue.
    Enrol {
        /// The code of the queue; its order is registration day, time of filing, number.
        queue: String,
        /// Its source.
        source: Source,
    },
    /// A schedule of payments.
    Pay {
        /// The code of the assessment (money, single sum) that gives the whole price.
        total: String,
        /// The code of the assessment that gives the first payment; none = one sum.
        down: Option<String>,
        /// The code of the assessment (count) of the further payments; none = one sum.
        count: Option<String>,
        /// How often the further payments fall due; none = one sum.
        every: Option<Every>,
        /// Its source.
        source: Source,
    },
    /// A hearing that the act itself orders.
    Hear {
        /// Working days for objections; none = those of the Code.
        objections: Option<u16>,
        /// Working days between the notice and the act; none = those of the Code.
        notice: Option<u16>,
        /// The source of the departure from the Code, if there is one.
        source: Option<Source>,
    },
    /// To another body, with the file.
    Forward {
        /// The code of the body.
        to: String,
        /// The body in words.
        text: Text,
        /// Its source.
        source: Source,
    },
    /// An entry in a register, a result only when acknowledged.
    Record {
        /// The code of the register.
        register: String,
        /// Its source.
        source: Source,
    },
}

/// How long consents are waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expiry {
    /// How many units.
    pub amount: TermAmount,
    /// Calendar days or minutes.
    pub unit: TermUnit,
}

/// Who signs a deed of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// The officer or the party.
    pub who: Signer,
    /// Its source.
    pub source: Source,
}

/// An officer by role, or a party of the case by code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "code", rename_all = "kebab-case")]
pub enum Signer {
    /// An officer.
    Role(Role),
    /// A declared party; the recipient is the party `recipient`.
    Party(String),
}

/// Who signs an act made outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideSignatory {
    /// `giving-side`.
    pub code: String,
    /// Who, in words.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// Who must approve an act made outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// `executive-body`.
    pub code: String,
    /// The bodies of which one is enough; its own code alone if the act names one.
    pub any_of: Vec<String>,
    /// Who, in words.
    pub text: Text,
    /// Its source.
    pub source: Source,
}

/// How often payments fall due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Each month, on the same day of the month.
    Month,
}

/// What the work of a stage has brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// Every consent was given.
    Given,
    /// A consent was declined, a signature or an act outside was refused.
    Declined,
    /// Consents were not given in time.
    Lapsed,
    /// The registers answered.
    Answered,
    /// The registers did not answer.
    Silent,
    /// The vote was carried.
    Carried,
    /// The vote was lost.
    Lost,
    /// Everybody signed.
    Signed,
    /// The act made outside was recorded.
    Recorded,
    /// A place in the queue was given.
    Enrolled,
    /// The whole price was paid.
    Paid,
    /// A payment was not made in time.
    Overdue,
    /// There is nothing to pay.
    NothingDue,
    /// The person was heard, or kept silent after due notice.
    Heard,
    /// What was asked was granted, and nothing is left to decide.
    Satisfied,
    /// The file was sent to the other body.
    Forwarded,
    /// The register acknowledged the entry.
    Acknowledged,
    /// The register rejected the entry.
    Rejected,
}

/// What a kind of work must be able to bring, and what else it may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brings {
    /// Each has exactly one outcome.
    pub required: &'static [Trigger],
    /// Each has at most one outcome.
    pub optional: &'static [Trigger],
}

impl Task {
    /// The kind of work.
    pub fn work(&self) -> Work {
        match self {
            Self::Check => Work::Check,
            Self::Assess => Work::Assess,
            Self::Sign => Work::Sign,
            Self::Consent { .. } => Work::Consent,
            Self::Registry { .. } => Work::Registry,
            Self::Vote { .. } => Work::Vote,
            Self::Agree { .. } => Work::Agree,
            Self::Transfer { .. } => Work::Transfer,
            Self::Enrol { .. } => Work::Enrol,
            Self::Pay { .. } => Work::Pay,
            Self::Hear { .. } => Work::Hear,
            Self::Forward { .. } => Work::Forward,
            Self::Record { .. } => Work::Record,
        }
    }

    /// What this work must be able to bring: consents that expire must be able to lapse.
    pub fn required(&self) -> Vec<Trigger> {
        let mut required = self.work().brings().required.to_vec();
        if let Self::Consent {
            expires: Some(_), ..
        } = self
        {
            required.push(Trigger::Lapsed);
        }
        required
    }
}

impl Work {
    /// The closed table of what each kind of work brings. Nothing = an officer chooses the outcome.
    pub fn brings(self) -> Brings {
        let (required, optional): (&'static [Trigger], &'static [Trigger]) = match self {
            Self::Check | Self::Assess | Self::Sign => (&[], &[]),
            Self::Consent => (&[Trigger::Given, Trigger::Declined], &[Trigger::Lapsed]),
            Self::Registry => (&[Trigger::Answered], &[Trigger::Silent]),
            Self::Vote => (&[Trigger::Carried, Trigger::Lost], &[]),
            Self::Agree => (&[Trigger::Signed], &[Trigger::Declined]),
            Self::Transfer => (&[Trigger::Recorded], &[Trigger::Declined]),
            Self::Enrol => (&[Trigger::Enrolled], &[]),
            Self::Pay => (&[Trigger::Paid], &[Trigger::Overdue, Trigger::NothingDue]),
            Self::Hear => (&[Trigger::Heard], &[Trigger::Satisfied]),
            Self::Forward => (&[Trigger::Forwarded], &[Trigger::Satisfied]),
            Self::Record => (&[Trigger::Acknowledged], &[Trigger::Rejected]),
        };
        Brings { required, optional }
    }

    /// The word of an edition.
    pub fn code(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Consent => "consent",
            Self::Registry => "registry",
            Self::Assess => "assess",
            Self::Vote => "vote",
            Self::Sign => "sign",
            Self::Agree => "agree",
            Self::Transfer => "transfer",
            Self::Enrol => "enrol",
            Self::Pay => "pay",
            Self::Hear => "hear",
            Self::Forward => "forward",
            Self::Record => "record",
        }
    }
}

impl Trigger {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Given,
        Self::Declined,
        Self::Lapsed,
        Self::Answered,
        Self::Silent,
        Self::Carried,
        Self::Lost,
        Self::Signed,
        Self::Recorded,
        Self::Enrolled,
        Self::Paid,
        Self::Overdue,
        Self::NothingDue,
        Self::Heard,
        Self::Satisfied,
        Self::Forwarded,
        Self::Acknowledged,
        Self::Rejected,
    ];

    /// The word of an edition: `on=given`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
            Self::Answered => "answered",
            Self::Silent => "silent",
            Self::Carried => "carried",
            Self::Lost => "lost",
            Self::Signed => "signed",
            Self::Recorded => "recorded",
            Self::Enrolled => "enrolled",
            Self::Paid => "paid",
            Self::Overdue => "overdue",
            Self::NothingDue => "nothing-due",
            Self::Heard => "heard",
            Self::Satisfied => "satisfied",
            Self::Forwarded => "forwarded",
            Self::Acknowledged => "acknowledged",
            Self::Rejected => "rejected",
        }
    }
}
