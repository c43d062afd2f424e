//! What the archive says of itself, in numbers.

use jiff::Timestamp;

use crate::{
    Store,
    fault::Fault,
    store::Engine,
    value::{Cells, Readable, Statement, read_all, values},
};

/// Numbers about the archive; nobody is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Sessions that have not ended.
    pub sessions: u64,
    /// Kind, state and number of jobs that are not done.
    pub jobs: Vec<(String, String, u64)>,
}

struct Jobs(String, String, u64);

impl Readable for Jobs {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        Ok(Self(cells.take()?, cells.take()?, cells.take()?))
    }
}

impl Store {
    /// Counts what is in progress; nothing here grows with the journal.
    pub async fn measure(&self, now: Timestamp) -> Result<Measured, Fault> {
        let jobs =
            "SELECT kind, state, COUNT(*) FROM job GROUP BY kind, state ORDER BY kind, state";
        let jobs: Vec<Jobs> = read_all(self.read(Statement::new(jobs, Vec::new())).await?)?;
        let sessions = "SELECT COUNT(*) FROM session WHERE expires_at > $1";
        Ok(Measured {
            sessions: self.count(Statement::new(sessions, values![now])).await?,
            jobs: jobs
                .into_iter()
                .map(|Jobs(kind, state, count)| (kind, state, count))
                .collect(),
        })
    }

    /// Connections in use and the most there may be; none where the engine has no pool.
    pub fn pool(&self) -> Option<(u64, u64)> {
        match self.engine() {
            Engine::Sqlite(_) => None,
            Engine::Postgres(engine) => Some(engine.pool_in_use()),
        }
    }
}
