//! Running jobs that are due, each under a lease.

use jiff::{SignedDuration, Timestamp};
use store::ClaimedJob;

use crate::error::{Error, chain};
use crate::job::{Job, Outcome};
use crate::office::Office;
use crate::{confirm_evidence, evidence, print_deed, register_case, seal};

/// How long a worker may take for a batch before others may try.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// A job that failed so often waits for a person.
const ATTEMPTS_MAX: u64 = 200;
/// The longest wait between two tries.
const WAIT_MAX: SignedDuration = SignedDuration::from_mins(10);

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
        Ok(job) => match run(job, office, now).await {
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

async fn run(job: Job, office: &Office, now: Timestamp) -> Result<Outcome, Error> {
    match job {
        Job::FetchEvidence { case } => confirm_evidence::confirm_evidence(office, &case, now).await,
        Job::RegisterCase { case } => register_case::register_case(office, &case, now).await,
        Job::StampEvidence { container } => evidence::stamp_evidence(office, &container, now).await,
        Job::StampSeal { day } => seal::stamp_seal(office, day, now).await,
        Job::PrintDeed { case, deed } => print_deed::print_deed(office, &case, &deed, now).await,
    }
}
