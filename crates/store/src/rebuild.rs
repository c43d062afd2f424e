//! Rebuilding: the projections made anew out of the journal.

use crate::{
    Store,
    fault::Fault,
    journal::StoredEvent,
    row::Row,
    stream::StreamId,
    value::{Only, Statement, read_all, values},
};

/// How many streams are in memory, and in one transaction, at a time.
const STREAMS: u32 = 32;

impl Store {
    /// Empties the lists of cases, and writes every row that `make` makes of each stream; answers how many streams.
    ///
    /// Deeds, notices and registers are written over, not emptied: PDFs made, notices read and the like are known
    /// there alone. An operator runs it while the installation stands still; after an interruption it is run again.
    pub async fn rebuild_projections(
        &self,
        make: impl Fn(&StreamId, Vec<StoredEvent>) -> Vec<Row>,
    ) -> Result<u64, Fault> {
        let empty = |table| Statement::new(format!("DELETE FROM {table}"), Vec::new());
        self.write(vec![empty("case_token"), empty("case_row")])
            .await?;
        let sql = "SELECT stream FROM event WHERE seq = 1 AND stream > $1 ORDER BY stream LIMIT $2";
        let mut after = String::new();
        let mut count = 0;
        loop {
            let found = self
                .read(Statement::new(sql, values![&after, i64::from(STREAMS)]))
                .await?;
            let streams: Vec<Only<String>> = read_all(found)?;
            let Some(Only(last)) = streams.last() else {
                return Ok(count);
            };
            after.clone_from(last);
            let mut steps = Vec::new();
            for Only(name) in streams {
                let stream = StreamId::from_stored(name);
                let events = self.read_stream(&stream).await?;
                for row in make(&stream, events).into_iter().filter(Row::is_rebuilt) {
                    row.steps(&mut steps);
                }
                count += 1;
            }
            self.write(steps.into_iter().map(|step| step.statement).collect())
                .await?;
        }
    }
}
