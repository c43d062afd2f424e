//! Running jobs that are due, each under a lease.

use jiff::{SignedDuration, Timestamp};
use store::ClaimedJob;
use tracing::Instrument as _;
use tracing::field::Empty;

use crate::error::{Error, chain};
use crate::job::{Job, Outcome};
use crate::office::Office;
use crate::{confirm_evidence, evidence, print_deed, register_case, seal};

/// How long a worker may take for a batch before others may try.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// A job that failed so often waits for a person, unless it must go on.
const ATTEMPTS_MAX: u64 = 200;
/// A job that goes on for ever speaks up after so many tries, again and again: at ten minutes each, every two hours.
const LOUD_EVERY: u64 = 12;
/// The longest wait between two tries.
const WAIT_MAX: SignedDuration = SignedDuration::from_mins(10);

/// Runs at most `limit` jobs that are due; how many there were.
pub async fn run_due(office: &Office, now: Timestamp, limit: u32) -> Result<usize, Error> {
    let claimed = office.store.claim_jobs(now, limit, LEASE).await?;
    let count = claimed.len();
    for job in claimed {
        let span = tracing::info_span!("job", kind = job.kind, outcome = Empty);
        let outcome = run_one(office, job, now).instrument(span.clone()).await?;
        span.record("outcome", outcome);
    }
    Ok(count)
}

async fn run_one(
    office: &Office,
    claimed: ClaimedJob,
    now: Timestamp,
) -> Result<&'static str, Error> {
    let Ok(job) = serde_json::from_str::<Job>(&claimed.payload) else {
        let outcome = Outcome::GiveUp("the payload cannot be read".to_owned());
        return settle(office, claimed, (outcome, false), now).await;
    };
    let goes_on = job.goes_on();
    let outcome = match run(job, office, now).await {
        Ok(outcome) => outcome,
        Err(Error::Conflict) => Outcome::Retry("somebody else was first".to_owned()),
        Err(error) => {
            tracing::error!(kind = claimed.kind, error = chain(&error), "a job failed");
            Outcome::Retry(error.to_string())
        }
    };
    settle(office, claimed, (outcome, goes_on), now).await
}

/// Writes down how a job went: `done`, `retry` or `given-up`.
async fn settle(
    office: &Office,
    claimed: ClaimedJob,
    (outcome, goes_on): (Outcome, bool),
    now: Timestamp,
) -> Result<&'static str, Error> {
    let (kind, attempts) = (claimed.kind.as_str(), claimed.attempts);
    let (next, reason) = match outcome {
        Outcome::Done => {
            office.store.finish_job(&claimed).await?;
            tracing::info!(kind, "a job is done");
            return Ok("done");
        }
        Outcome::Retry(reason) => (after(goes_on, attempts), reason),
        Outcome::GiveUp(reason) => (Next::GiveUp, reason),
    };
    match next {
        Next::Retry { wait, is_loud } => {
            if is_loud {
                tracing::error!(kind, attempts, reason, "a job fails again and again");
            }
            office
                .store
                .retry_job(&claimed, now + wait, &reason)
                .await?;
            Ok("retry")
        }
        Next::GiveUp => {
            tracing::error!(kind, reason, "a job was given up");
            office.store.give_up_job(&claimed, &reason).await?;
            Ok("given-up")
        }
    }
}

/// What becomes of a job that is to be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// It is tried again.
    Retry {
        /// After so long.
        wait: SignedDuration,
        /// Whether the log says so as an error.
        is_loud: bool,
    },
    /// A person must look.
    GiveUp,
}

/// What becomes of a job after so many tries; one that goes on is never given up.
fn after(goes_on: bool, attempts: u64) -> Next {
    if !goes_on && attempts >= ATTEMPTS_MAX {
        return Next::GiveUp;
    }
    Next::Retry {
        wait: wait(attempts),
        is_loud: goes_on && attempts.is_multiple_of(LOUD_EVERY),
    }
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

#[cfg(test)]
mod tests {
    use casework::identifier::CaseNumber;

    use super::*;

    fn is_loud(next: Next) -> bool {
        matches!(next, Next::Retry { is_loud: true, .. })
    }

    #[test]
    fn job_that_goes_on_is_never_given_up_and_speaks_up_again_and_again() {
        for attempts in (1..10_000).chain([u64::MAX]) {
            let Next::Retry { wait, .. } = after(true, attempts) else {
                panic!("given up after {attempts}");
            };
            assert!(wait <= WAIT_MAX);
            assert!(attempts < 11 || wait == WAIT_MAX, "{attempts}");
        }
        let loud = (1..=240).filter(|attempts| is_loud(after(true, *attempts)));
        assert_eq!(loud.count(), 20, "every two hours");
        assert!(!is_loud(after(true, 1)));
    }

    #[test]
    fn other_jobs_wait_for_a_person_after_two_hundred_tries() {
        assert!(matches!(
            after(false, 199),
            Next::Retry { is_loud: false, .. }
        ));
        assert_eq!(after(false, 200), Next::GiveUp);
        assert_eq!(after(false, u64::MAX), Next::GiveUp);
    }

    #[test]
    fn what_proves_a_signature_goes_on() {
        let case = CaseNumber::from_random(1);
        let container = String::new();
        let deed = String::new();
        let jobs = [
            (Job::FetchEvidence { case: case.clone() }, true),
            (Job::StampEvidence { container }, true),
            (Job::RegisterCase { case: case.clone() }, false),
            (Job::PrintDeed { case, deed }, false),
        ];
        for (job, goes_on) in jobs {
            assert_eq!(job.goes_on(), goes_on, "{}", job.kind());
        }
    }
}
