//! A job: an outside effect, enqueued with the events that call for it. A job may run twice.

use casework::identifier::CaseNumber;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::JobDraft;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Job {
    /// Ask again for the evidence of the applicant's signature.
    FetchEvidence {
        /// The case.
        case: CaseNumber,
    },
    /// Give the chancellery's number.
    RegisterCase {
        /// The case.
        case: CaseNumber,
    },
    /// Put a time stamp over the evidence of a signature.
    StampEvidence {
        /// SHA-256 of the signature container.
        container: String,
    },
    /// Put a time stamp over the seal of a day.
    StampSeal {
        /// The legal day.
        day: Date,
    },
    /// Make the PDF of a signed deed.
    PrintDeed {
        /// The case.
        case: CaseNumber,
        /// The number of the deed.
        deed: String,
    },
}

/// How a job went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done, or there is nothing to do any more.
    Done,
    /// It is to be tried again; the reason has no personal data.
    Retry(String),
    /// It will not succeed; a person must look.
    GiveUp(String),
}

impl Job {
    /// The name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::FetchEvidence { .. } => "fetch-evidence",
            Self::RegisterCase { .. } => "register-case",
            Self::StampEvidence { .. } => "stamp-evidence",
            Self::StampSeal { .. } => "stamp-seal",
            Self::PrintDeed { .. } => "print-deed",
        }
    }

    /// Whether the job is tried until it succeeds. What proves a signature is never given up: an authority that was silent
    /// for a week must not cost the proof of a decision.
    pub fn goes_on(&self) -> bool {
        match self {
            Self::FetchEvidence { .. } | Self::StampEvidence { .. } | Self::StampSeal { .. } => {
                true
            }
            Self::RegisterCase { .. } | Self::PrintDeed { .. } => false,
        }
    }

    /// The job, to be run at `run_at` or later.
    pub fn draft(&self, run_at: Timestamp) -> JobDraft {
        let payload = serde_json::to_string(self).unwrap_or_default();
        let dedup_key = Some(format!("{} {}", self.kind(), self.subject()));
        JobDraft {
            kind: self.kind().to_owned(),
            payload,
            run_at,
            dedup_key,
        }
    }

    fn subject(&self) -> String {
        match self {
            Self::FetchEvidence { case } | Self::RegisterCase { case } => case.to_string(),
            Self::StampEvidence { container } => container.clone(),
            Self::StampSeal { day } => day.to_string(),
            Self::PrintDeed { deed, .. } => deed.clone(),
        }
    }
}
