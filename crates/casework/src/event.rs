//! Events: the facts of a case's journal. A case is their fold; none is ever changed.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use law::edition::{Adverse, Channel, EditionId, Origin, Role};
use serde::{Deserialize, Serialize};

use crate::identifier::{Bin, CaseNumber, Iin};

mod author;
mod kept_assessment;
mod read;
pub mod rule;
pub mod work;

pub use author::Author;
pub use kept_assessment::KeptAssessment;
pub use rule::RuleEvent;
pub use work::WorkEvent;

/// What happened to a case. The JSON of an event is its journal body; `kind` names the variant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// A signed application arrived; the case exists.
    Filed(Box<Filed>),
    /// Evidence that was late arrived and the signature counts.
    EvidenceConfirmed(Evidence),
    /// Evidence that was late arrived and the signature does not count.
    EvidenceRejected {
        /// The reason code of the notary, `revoked` for example.
        reason: String,
    },
    /// The chancellery's register has it.
    Registered {
        /// The registration number: register prefix, year, ordinal.
        number: String,
        /// The legal day of registration.
        day: Date,
        /// The track of the edition, found from the application; none = the edition has no tracks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        track: Option<String>,
    },
    /// An officer took it.
    Taken {
        /// Who.
        officer: OfficerRef,
    },
    /// An officer established a fact.
    FindingRecorded(Finding),
    /// A stage ended with an outcome that needs no deed.
    StageDecided {
        /// The stage that ended.
        stage: String,
        /// The outcome found.
        outcome: String,
        /// The legal day on which it ended.
        day: Date,
        /// Who found it; none = it follows from the work of the stage.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        officer: Option<OfficerRef>,
        /// Why, in the officer's words.
        note: String,
    },
    /// Something happened in the work of the present stage.
    Work(Box<WorkEvent>),
    /// Something happened under a rule of the Administrative Procedural and Process Code.
    Rule(Box<RuleEvent>),
    /// A deed was drawn up and sent to the signatory.
    DeedProposed(Box<DeedProposal>),
    /// The signatory sent it back.
    DeedReturned {
        /// The deed.
        deed: String,
        /// Who sent it back.
        officer: OfficerRef,
        /// Why.
        note: String,
    },
    /// The deed was signed, and its outcome took effect.
    DeedSigned(Box<DeedSigned>),
}

impl Event {
    /// What happened in the work of a stage, if it did.
    pub fn work(&self) -> Option<&WorkEvent> {
        if let Self::Work(work) = self {
            Some(work)
        } else {
            None
        }
    }

    /// What happened under a rule of the Code, if it did.
    pub fn rule(&self) -> Option<&RuleEvent> {
        if let Self::Rule(rule) = self {
            Some(rule)
        } else {
            None
        }
    }

    /// The name of the kind as it stands in the journal.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Filed(_) => "filed",
            Self::EvidenceConfirmed(_) => "evidence-confirmed",
            Self::EvidenceRejected { .. } => "evidence-rejected",
            Self::Registered { .. } => "registered",
            Self::Taken { .. } => "taken",
            Self::FindingRecorded(_) => "finding-recorded",
            Self::StageDecided { .. } => "stage-decided",
            Self::Work(event) => event.kind(),
            Self::Rule(event) => event.kind(),
            Self::DeedProposed(_) => "deed-proposed",
            Self::DeedReturned { .. } => "deed-returned",
            Self::DeedSigned(_) => "deed-signed",
        }
    }
}

/// A signed application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// The number given at once.
    pub number: CaseNumber,
    /// The service.
    pub service: String,
    /// The edition of the day of registration, computed at review, before signing.
    pub edition: EditionId,
    /// SHA-256 of the edition's file.
    pub edition_digest: String,
    /// The organization that is competent for the place.
    pub organization: String,
    /// KATO code of the place.
    pub place: String,
    /// The channel.
    pub channel: Channel,
    /// Who asks.
    pub recipient: PersonRef,
    /// The answers, as signed.
    pub answers: Answers,
    /// The attachments, as signed.
    pub attachments: Vec<Attachment>,
    /// SHA-256 of the bytes that were signed.
    pub signed_digest: String,
    /// SHA-256 of the signature container.
    pub container_digest: String,
    /// When it arrived.
    pub filed_at: Timestamp,
    /// The legal day on which it is, or will be, registered.
    pub registration_day: Date,
    /// What stands behind it, if it was at hand.
    pub evidence: Option<FilingEvidence>,
}

/// What stands behind an application: a digital signature, or a digital confirmation that never passes for one.
///
/// Journals written before there were confirmations hold the evidence of a signature as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FilingEvidence {
    /// An electronic digital signature that the notary verified.
    Signature(Evidence),
    /// A digital confirmation by a one-time password.
    Confirmation {
        /// What is known of it.
        confirmation: Confirmation,
    },
}

impl FilingEvidence {
    /// The evidence of a signature; none if it was confirmed otherwise.
    pub fn signature(&self) -> Option<&Evidence> {
        match self {
            Self::Signature(evidence) => Some(evidence),
            Self::Confirmation { .. } => None,
        }
    }

    /// The digital confirmation; none if it was signed.
    pub fn confirmation(&self) -> Option<&Confirmation> {
        match self {
            Self::Signature(_) => None,
            Self::Confirmation { confirmation } => Some(confirmation),
        }
    }
}

/// A digital confirmation: a one-time password sent to the person's phone in the mobile citizens database and typed
/// back. The record of it (JSON, with the phone) is kept by digest in place of a signature container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// SHA-256 of the record.
    pub record_digest: String,
    /// The last two digits of the phone.
    pub phone_end: String,
    /// When the right password came.
    pub confirmed_at: Timestamp,
}

/// The evidence that a signature counts; the blobs are kept by digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// SHA-256 of the OCSP response; of the whole list of revoked certificates, where lists answered instead.
    pub ocsp_digest: String,
    /// Whether a list of revoked certificates answered, and not the responder.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_list: bool,
    /// SHA-256 of the changes to that list, where the verdict stands on them too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta_digest: Option<String>,
    /// SHA-256 of the notary's verdict (JSON).
    pub verdict_digest: String,
    /// Serial number of the certificate, hexadecimal.
    pub certificate: String,
}

/// A person as a case needs them. `Debug` shows nothing of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    /// The number.
    pub iin: Iin,
    /// Full name as in the certificate.
    pub name: String,
}

impl std::fmt::Debug for PersonRef {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PersonRef(…)")
    }
}

/// An officer as the journal names them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OfficerRef {
    /// The officer's number.
    pub iin: Iin,
    /// Surname and initials, as officials are named in acts.
    pub name: String,
    /// In what role they acted.
    pub role: Role,
    /// At which organization.
    pub organization: String,
}

/// The answers of a form: `section.field` → answer.
pub type Answers = BTreeMap<String, Answer>;

/// One answer, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A single value; amounts and dates in their canonical text.
    One(String),
    /// Rows of a list: column → value.
    Rows(Vec<BTreeMap<String, String>>),
}

/// A file given to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The document of the edition that it answers.
    pub document: String,
    /// The file's name as given, without any path.
    pub name: String,
    /// What its content is.
    pub media: Media,
    /// Its size.
    pub size_bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// The kinds of file that we take, judged by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Media {
    /// Portable document format.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
}

impl Media {
    /// The media type for HTTP.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A fact established for a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The fact of the edition.
    pub fact: String,
    /// Its value in the JSON form of a facts file.
    pub value: serde_json::Value,
    /// Where it comes from.
    pub origin: Origin,
    /// SHA-256 of the attachment on which it rests, if it rests on one.
    pub attachment: Option<String>,
    /// SHA-256 of the register's answer on which it rests, if it rests on one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// What the officer noted.
    pub note: String,
    /// Who established it; none = a register's answer or a party's consent, by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerRef>,
    /// When.
    pub at: Timestamp,
}

/// A deed drawn up for signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedProposal {
    /// Its number within the case: registration number and ordinal.
    pub number: String,
    /// The deed of the edition.
    pub deed: String,
    /// The stage at which it stands.
    pub stage: String,
    /// The outcome that takes effect when it is signed.
    pub outcome: String,
    /// The role that signs.
    pub signed_by: Role,
    /// Documents missing or expired, where the outcome is incompleteness.
    pub missing: Vec<MissingDocument>,
    /// Codes of the satisfied grounds, where the outcome is a refusal on a ground.
    pub grounds: Vec<String>,
    /// The values of the deed's fields, in words.
    pub values: BTreeMap<String, law::Text>,
    /// The assessments on which it rests, with their trace.
    pub assessed: Option<KeptAssessment>,
    /// Who drew it up.
    pub officer: OfficerRef,
    /// What the executor noted for the signatory.
    pub note: String,
}

/// A document that is not there, or is there and expired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingDocument {
    /// The document of the edition.
    pub document: String,
    /// What is wrong with it.
    pub fault: DocumentFault,
    /// The officer's words, empty if none.
    pub note: String,
}

/// What may be wrong with a document of the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentFault {
    /// It was not given.
    Missing,
    /// Its validity has ended.
    Expired,
    /// What was given is not readable or not this document.
    Unreadable,
}

impl DocumentFault {
    /// The fault in words, as it stands in a deed.
    pub fn text(self) -> law::Text {
        let (kk, ru, en) = match self {
            Self::Missing => ("ұсынылмаған", "не представлено", "not given"),
            Self::Expired => ("қолданылу мерзімі өткен", "истёк срок действия", "expired"),
            Self::Unreadable => (
                "оқылмайды немесе басқа құжат",
                "не читается или это не тот документ",
                "not readable or another document",
            ),
        };
        law::Text {
            kk: kk.to_owned(),
            ru: ru.to_owned(),
            en: en.to_owned(),
        }
    }
}

/// A signed deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedSigned {
    /// Its number.
    pub number: String,
    /// The deed of the edition.
    pub deed: String,
    /// The stage that ended.
    pub stage: String,
    /// The outcome that took effect.
    pub outcome: String,
    /// Adverse, and of what kind.
    pub adverse: Option<Adverse>,
    /// The legal day of signing.
    pub day: Date,
    /// SHA-256 of the deed's data, which were signed.
    pub data_digest: String,
    /// SHA-256 of the signature container.
    pub container_digest: String,
    /// The evidence of the signature.
    pub evidence: Evidence,
    /// Who signed.
    pub officer: OfficerRef,
    /// The BIN in the certificate.
    pub bin: Bin,
}
