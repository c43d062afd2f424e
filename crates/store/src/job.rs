//! Jobs: outside effects, enqueued with the events that call for them, leased by workers. A job may run twice.

use jiff::{SignedDuration, Timestamp};

use crate::{
    Store,
    fault::Fault,
    journal,
    value::{Only, Statement, Value, read_all, read_first, read_in_order, values},
};

/// A job to enqueue.
#[derive(Clone, PartialEq, Eq)]
pub struct JobDraft {
    /// What to do, in kebab-case.
    pub kind: String,
    /// With what, JSON.
    pub payload: String,
    /// Not before.
    pub run_at: Timestamp,
    /// While a job with this key is outstanding or given up, another is not enqueued.
    pub dedup_key: Option<String>,
}

/// A job leased to a worker. Finishing, retrying or giving up consumes it.
#[derive(Clone, PartialEq, Eq)]
pub struct ClaimedJob {
    /// Its id.
    pub id: String,
    /// What to do.
    pub kind: String,
    /// With what, JSON.
    pub payload: String,
    /// When it was due.
    pub run_at: Timestamp,
    /// How often it was leased, this time included. It tells this lease from a later one.
    pub attempts: u64,
}

/// A job that failed for good and waits for a person.
#[derive(Clone, PartialEq, Eq)]
pub struct GivenUpJob {
    /// Its id.
    pub id: String,
    /// What was to be done.
    pub kind: String,
    /// How often it was tried.
    pub attempts: u64,
    /// Why it was given up.
    pub reason: String,
}

impl std::fmt::Debug for JobDraft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "JobDraft({}, …)", self.kind)
    }
}

impl std::fmt::Debug for ClaimedJob {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "ClaimedJob({}, {}, attempt {}, …)",
            self.id, self.kind, self.attempts
        )
    }
}

impl std::fmt::Debug for GivenUpJob {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "GivenUpJob({}, {}, …)", self.id, self.kind)
    }
}

read_in_order!(ClaimedJob {
    id,
    kind,
    payload,
    run_at,
    attempts
});

read_in_order!(GivenUpJob {
    id,
    kind,
    attempts,
    reason
});

/// Enqueues a job under a random id.
pub(crate) fn enqueue(job: JobDraft) -> Result<Statement, Fault> {
    let id = journal::hex(&journal::random::<16>()?);
    Ok(Statement::new(
        "INSERT INTO job (id, kind, payload, run_at, attempts, locked_until, state, dedup_key) \
         VALUES ($1, $2, $3, $4, 0, 0, 'ready', $5) ON CONFLICT (dedup_key) DO NOTHING",
        values![id, job.kind, job.payload, job.run_at, job.dedup_key],
    ))
}

impl Store {
    /// Enqueues a job on its own, for what no event calls for: a nightly run, for example.
    pub async fn enqueue_job(&self, job: JobDraft) -> Result<(), Fault> {
        self.write_one(enqueue(job)?).await.map(drop)
    }

    /// Leases at most `limit` jobs that are due, the longest due first, until `now + lease`.
    ///
    /// A job whose lease has run out is leased again: its worker may have died.
    pub async fn claim_jobs(
        &self,
        now: Timestamp,
        limit: u32,
        lease: SignedDuration,
    ) -> Result<Vec<ClaimedJob>, Fault> {
        let until = now.saturating_add(lease)?;
        let sql = self.engine().claim_jobs();
        let values = values![now, until, i64::from(limit)];
        let mut jobs: Vec<ClaimedJob> =
            read_all(self.write_one(Statement::new(sql, values)).await?)?;
        // RETURNING promises no order.
        jobs.sort_by(|one, other| (one.run_at, &one.id).cmp(&(other.run_at, &other.id)));
        Ok(jobs)
    }

    /// The job is done and is removed. Answers whether the lease was still this worker's.
    pub async fn finish_job(&self, job: &ClaimedJob) -> Result<bool, Fault> {
        let sql =
            "DELETE FROM job WHERE id = $1 AND attempts = $2 AND state = 'ready' RETURNING id";
        self.settle(sql, values![&job.id, job.attempts]).await
    }

    /// The job is to be tried again at `at`. Answers whether the lease was still this worker's.
    ///
    /// `reason` is kept for operators: no personal data.
    pub async fn retry_job(
        &self,
        job: &ClaimedJob,
        at: Timestamp,
        reason: &str,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE job SET run_at = $3, locked_until = 0, last_error = $4 \
             WHERE id = $1 AND attempts = $2 AND state = 'ready' RETURNING id";
        self.settle(sql, values![&job.id, job.attempts, at, reason])
            .await
    }

    /// The job failed for good and stays for a person to see. Answers whether the lease was still this worker's.
    ///
    /// `reason` is kept for operators: no personal data.
    pub async fn give_up_job(&self, job: &ClaimedJob, reason: &str) -> Result<bool, Fault> {
        let sql = "UPDATE job SET state = 'given-up', locked_until = 0, last_error = $3 \
             WHERE id = $1 AND attempts = $2 AND state = 'ready' RETURNING id";
        self.settle(sql, values![&job.id, job.attempts, reason])
            .await
    }

    /// Puts a job that was given up back, to run at `at`. Answers whether there was one.
    pub async fn resume_job(&self, id: &str, at: Timestamp) -> Result<bool, Fault> {
        let sql = "UPDATE job SET state = 'ready', run_at = $2 WHERE id = $1 AND state = 'given-up' RETURNING id";
        self.settle(sql, values![id, at]).await
    }

    /// The jobs that were given up, by id, at most `limit`.
    pub async fn given_up_jobs(&self, limit: u32) -> Result<Vec<GivenUpJob>, Fault> {
        let sql = "SELECT id, kind, attempts, COALESCE(last_error, '') FROM job \
             WHERE state = 'given-up' ORDER BY id LIMIT $1";
        read_all(
            self.read(Statement::new(sql, values![i64::from(limit)]))
                .await?,
        )
    }

    /// How many jobs are outstanding, due or not, leased or not; those given up do not count.
    pub async fn jobs_left(&self) -> Result<u64, Fault> {
        let sql = "SELECT COUNT(*) FROM job WHERE state = 'ready'";
        let count: Option<Only<u64>> =
            read_first(self.read(Statement::new(sql, Vec::new())).await?)?;
        Ok(count.map_or(0, |Only(count)| count))
    }

    async fn settle(&self, sql: &'static str, values: Vec<Value>) -> Result<bool, Fault> {
        Ok(self.write_one(Statement::new(sql, values)).await?.len() == 1)
    }
}
