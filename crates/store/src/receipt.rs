//! Receipts of refusal to accept documents, by the person whom they name: so that the person finds who looked at them.

use casework::identifier::Iin;

use crate::{
    Store,
    access::{AccessKey, AccessRow, Subject},
    fault::Fault,
    stream::StreamId,
    value::{Only, Statement, Value, read_all, values},
};

/// A receipt and whom it names.
#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptRow {
    /// The event of the branch's journal.
    pub subject: Subject,
    /// Whom it names.
    pub recipient: Iin,
}

impl std::fmt::Debug for ReceiptRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ReceiptRow({}, …)", self.subject.as_str())
    }
}

/// How many receipts are looked after in one transaction.
const CHUNK: u32 = 200;

/// The table, whose tokens of person numbers no other one shares.
const TABLE: &str = "receipt";

pub(crate) fn upsert(row: &ReceiptRow) -> Statement {
    let recipient = Value::PersonApart {
        table: TABLE,
        iin: row.recipient.as_str().to_owned(),
    };
    Statement::new(
        "INSERT INTO receipt (subject, recipient) VALUES ($1, $2) \
         ON CONFLICT (subject) DO UPDATE SET recipient = excluded.recipient",
        vec![Value::from(row.subject.as_str()), recipient],
    )
}

/// Takes away the ties of every receipt of a stream.
pub(crate) fn untie(stream: &StreamId) -> Statement {
    // The character after the blank ends the range: the places of this journal and of no other.
    let range = [' ', '!'].map(|end| format!("{stream}{end}"));
    let [begin, end] = &range;
    Statement::new(
        "DELETE FROM receipt WHERE subject >= $1 AND subject < $2",
        values![begin, end],
    )
}

/// Takes away the tie of a receipt if its event is gone or erased.
fn stray(subject: &str) -> Statement {
    let (stream, place) = subject.rsplit_once(' ').unwrap_or((subject, ""));
    // A place that is none, as 0 is, has no event.
    let place: u64 = place.parse().unwrap_or_default();
    Statement::new(
        "DELETE FROM receipt WHERE subject = $1 AND NOT EXISTS (SELECT 1 FROM event WHERE stream = $2 AND seq = $3 \
         AND (body IS NOT NULL OR sealed IS NOT NULL)) RETURNING subject",
        values![subject, stream, place],
    )
}

impl Store {
    /// Writes whom receipts name, all of them or none; one that is known already is written again.
    pub async fn tie_receipts(&self, rows: &[ReceiptRow]) -> Result<(), Fault> {
        self.write(rows.iter().map(upsert).collect())
            .await
            .map(drop)
    }

    /// Takes away the ties of receipts whose event is gone or erased; answers how many there were.
    pub async fn untie_strays(&self) -> Result<u64, Fault> {
        let page = "SELECT subject FROM receipt WHERE subject > $1 ORDER BY subject LIMIT $2";
        let mut after = String::new();
        let mut count = 0;
        loop {
            let asked = Statement::new(page, values![&after, i64::from(CHUNK)]);
            let subjects: Vec<Only<String>> = read_all(self.read(asked).await?)?;
            let Some(Only(last)) = subjects.last() else {
                return Ok(count);
            };
            after.clone_from(last);
            let statements = subjects.into_iter().map(|Only(subject)| stray(&subject));
            let answers = self.write(statements.collect()).await?;
            count += answers.into_iter().flatten().map(|_tie| 1).sum::<u64>();
        }
    }

    /// Who looked at the receipts that name a person, newest first, at most `limit`, from after `after` on, whose
    /// `detail` is the subject of the last row.
    pub async fn accesses_of_receipts(
        &self,
        recipient: &Iin,
        after: Option<&AccessKey>,
        limit: u32,
    ) -> Result<Vec<AccessRow>, Fault> {
        let mut values = values![i64::from(limit)];
        let (from, skip) = match after {
            None => ("", ""),
            Some(key) => {
                let shown = i64::from(key.shown);
                values.extend(values![key.at, &key.what, &key.detail, shown]);
                ("AND (at, what, case_number) <= ($2, $3, $4)", "OFFSET $5")
            }
        };
        let keys = self.keys();
        let is_person = keys.is_person_apart((TABLE, "recipient"), recipient, &mut values)?;
        let columns = crate::access::COLUMNS;
        let sql = format!(
            "SELECT {columns} FROM receipt JOIN access ON case_number = subject WHERE {is_person} {from} \
             ORDER BY at DESC, what DESC, case_number DESC, officer DESC LIMIT $1 {skip}"
        );
        read_all(self.read(Statement::new(sql, values)).await?)
    }
}
