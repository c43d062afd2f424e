//! Commands: what a person or the system does to a case.

use law::edition::Origin;

use crate::event::{Evidence, MissingDocument};
use crate::identifier::Bin;

pub mod rule;
pub mod work;

pub use rule::RuleCommand;
pub use work::WorkCommand;

/// Something asked of a case. Filing has no case yet and stands in [`crate::decide::file`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The late evidence of the applicant's signature is good.
    ConfirmEvidence(Evidence),
    /// The late evidence says that the signature does not count.
    RejectEvidence {
        /// The notary's reason code.
        reason: String,
    },
    /// The chancellery's register gives its number.
    Register {
        /// The number.
        number: String,
    },
    /// An executor takes the case.
    Take,
    /// An executor establishes a fact.
    RecordFinding(RecordFinding),
    /// An executor finds the outcome of a stage.
    FindOutcome(FindOutcome),
    /// The signatory sends a deed back.
    ReturnDeed {
        /// The number of the deed.
        deed: String,
        /// Why.
        note: String,
    },
    /// The signatory's signature of a deed was verified.
    SignDeed(SignDeed),
    /// Something asked of the work of the present stage.
    Work(WorkCommand),
    /// Something asked under a rule of the Administrative Procedural and Process Code.
    Rule(RuleCommand),
}

/// A fact as an executor establishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFinding {
    /// The fact of the edition.
    pub fact: String,
    /// Its value in the JSON form of a facts file.
    pub value: serde_json::Value,
    /// Where it comes from.
    pub origin: Origin,
    /// SHA-256 of the attachment on which it rests.
    pub attachment: Option<String>,
    /// The executor's words.
    pub note: String,
}

/// An outcome as an executor finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindOutcome {
    /// The stage for which it is meant; a stale page names an old one.
    pub stage: String,
    /// The outcome.
    pub outcome: String,
    /// The executor's words.
    pub note: String,
    /// Documents missing or expired.
    pub missing: Vec<MissingDocument>,
}

/// A verified signature of a deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignDeed {
    /// The number of the deed.
    pub deed: String,
    /// SHA-256 of the data that were signed.
    pub data_digest: String,
    /// SHA-256 of the signature container.
    pub container_digest: String,
    /// The evidence.
    pub evidence: Evidence,
    /// The BIN in the certificate.
    pub bin: Bin,
}
