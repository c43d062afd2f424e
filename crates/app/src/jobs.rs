//! Jobs: outside effects, enqueued with the events that call for them. A job may run twice.

use casework::identifier::CaseNumber;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{ClaimedJob, JobDraft};

use crate::error::{Error, chain};
use crate::office::Office;
use crate::{confirm_evidence, print_deed, register_case};

/// How long a worker may take for a batch before others may try.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// A job that failed so often waits for a person.
const ATTEMPTS_MAX: u64 = 200;
/// The longest wait between two tries.
const WAIT_MAX: SignedDuration = SignedDuration::from_mins(10);

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
            Self::PrintDeed { .. } => "print-deed",
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
            Self::PrintDeed { deed, .. } => deed.clone(),
        }
    }

    async fn run(self, office: &Office, now: Timestamp) -> Result<Outcome, Error> {
        match self {
            Self::FetchEvidence { case } => {
                confirm_evidence::confirm_evidence(office, &case, now).await
            }
            Self::RegisterCase { case } => register_case::register_case(office, &case, now).await,
            Self::PrintDeed { case, deed } => {
                print_deed::print_deed(office, &case, &deed, now).await
            }
        }
    }
}

/// Notes how a job went that was run at once, before the worker came to it. The job stays enqueued and the worker finds
/// it done; a failure here is the worker's to mend.
pub(crate) fn note(kind: &str, outcome: Result<Outcome, Error>) {
    match outcome {
        Ok(Outcome::Done) => {}
        Ok(Outcome::Retry(reason) | Outcome::GiveUp(reason)) => {
            tracing::debug!(kind, reason, "left to the worker");
        }
        Err(error) => tracing::warn!(kind, error = chain(&error), "left to the worker"),
    }
}

/// Runs at most `limit` jobs that are due; how many there were.
pub async fn run_due(office: &Office, now: Timestamp, limit: u32) -> Result<usize, Error> {
    let claimed = office.store.claim_jobs(now, limit, LEASE).await?;
    let count = claimed.len();
    for job in claimed {
        run_one(office, job, now).await?;
    }
    Ok(count)
}

async fn run_one(office: &Office, claimed: ClaimedJob, now: Timestamp) -> Result<(), Error> {
    let outcome = match serde_json::from_str::<Job>(&claimed.payload) {
        Err(_unreadable) => Outcome::GiveUp("the payload cannot be read".to_owned()),
        Ok(job) => match job.run(office, now).await {
            Ok(outcome) => outcome,
            Err(Error::Conflict) => Outcome::Retry("somebody else was first".to_owned()),
            Err(error) => {
                tracing::error!(kind = claimed.kind, error = chain(&error), "a job failed");
                Outcome::Retry(error.to_string())
            }
        },
    };
    match outcome {
        Outcome::Done => {
            office.store.finish_job(&claimed).await?;
            tracing::info!(kind = claimed.kind, "a job is done");
        }
        Outcome::Retry(reason) if claimed.attempts < ATTEMPTS_MAX => {
            office
                .store
                .retry_job(&claimed, now + wait(claimed.attempts), &reason)
                .await?;
        }
        Outcome::Retry(reason) | Outcome::GiveUp(reason) => {
            tracing::error!(kind = claimed.kind, reason, "a job was given up");
            office.store.give_up_job(&claimed, &reason).await?;
        }
    }
    Ok(())
}

/// One second, two, four, … up to ten minutes.
fn wait(attempts: u64) -> SignedDuration {
    let doublings = u32::try_from(attempts.saturating_sub(1))
        .unwrap_or(u32::MAX)
        .min(10);
    SignedDuration::from_secs(1_i64 << doublings).min(WAIT_MAX)
}
