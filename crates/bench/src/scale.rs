//! What a run of the scales is told: how long, how large, where, and beside whom.

use std::path::PathBuf;
use std::time::Duration;

/// The setting of a run.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    /// Short runs, to see that everything works.
    pub(crate) is_quick: bool,
    /// A folder that may be filled and is emptied again.
    pub(crate) work: PathBuf,
    /// The law.
    pub(crate) law: PathBuf,
    /// A PostgreSQL cluster that makes every commit durable; none leaves its figures out.
    pub(crate) postgres: Option<String>,
    /// The program pgbench.
    pub(crate) pgbench: Option<String>,
    /// Our program, built for release.
    pub(crate) program: PathBuf,
    /// Numbers of cases at which the growth is looked at.
    pub(crate) sizes: Vec<u64>,
}

impl Scale {
    /// How long one run of a figure lasts; each figure is the median of several.
    pub(crate) fn lasting(&self) -> Duration {
        if self.is_quick {
            Duration::from_secs(1)
        } else {
            Duration::from_secs(4)
        }
    }

    /// So many in a full run, a tenth in a quick one.
    pub(crate) fn so_many(&self, full: usize) -> usize {
        if self.is_quick { full / 10 } else { full }
    }
}
