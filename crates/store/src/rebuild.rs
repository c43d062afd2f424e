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
    /// Takes away the rows of cases that no journal tells, and writes every row that `make` makes of each journal of a
    /// case; answers how many journals.
    ///
    /// Nothing is emptied: a case whose journal makes no row keeps the row that it has, and one that goes on meanwhile
    /// keeps the newer one. After an interruption it is run again.
    pub async fn rebuild_projections(
        &self,
        make: impl Fn(&StreamId, Vec<StoredEvent>) -> Vec<Row>,
    ) -> Result<u64, Fault> {
        let strays = [
            "DELETE FROM case_row WHERE NOT EXISTS (SELECT 1 FROM event \
             WHERE event.stream = 'case/' || case_row.number AND event.seq = case_row.seq)",
            "DELETE FROM case_token WHERE NOT EXISTS (SELECT 1 FROM case_row \
             WHERE case_row.number = case_token.case_number)",
        ];
        let strays = strays.map(|sql| Statement::new(sql, Vec::new()));
        self.write(strays.into()).await?;
        let sql = "SELECT stream FROM event WHERE seq = 1 AND stream LIKE 'case/%' AND stream > $1 \
                   ORDER BY stream LIMIT $2";
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
