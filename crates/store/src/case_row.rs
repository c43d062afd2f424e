//! Case rows: the lists of cases, for recipients, for the register, and by number.

use casework::{
    identifier::{CaseNumber, Iin},
    projection::CaseRow,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    Store,
    commit::Step,
    fault::Fault,
    search,
    value::{Only, Statement, Value, read_all, read_first, read_in_order, values},
};

/// A case as the lists need it.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseEntry {
    /// The row.
    pub row: CaseRow,
    /// The legal day on which it must be registered, as long as it waits for that.
    pub registers_on: Option<Date>,
}

impl std::fmt::Debug for CaseEntry {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "CaseEntry({}, {}, …)",
            self.row.number, self.row.stage
        )
    }
}

/// Where a recipient's list goes on: after this row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseKey {
    /// When the last case shown was filed.
    pub filed_at: Timestamp,
    /// Its number.
    pub number: CaseNumber,
}

/// The sort key of an open case without a day due: after every day.
const NEVER: &str = "9999-12-31";

/// The sort key of a closed case that asks for nothing: after every other one.
pub(crate) const CLOSED: &str = "~";

read_in_order! {
    pub(crate) const COLUMNS;
    CaseRow {
        number, organization, service, place, recipient, recipient_name, registration_number, filed_at,
        stage, turn, officer, officer_name, due, answer_due, closed_as, closed_day, seq,
        waits_for, waits_until
    }
}

/// The day due as a text that sorts: nulls would sort first on one engine and last on the other.
pub(crate) fn due_key(row: &CaseRow) -> String {
    match (row.due, &row.closed_as) {
        (Some(day), _) => day.to_string(),
        (None, Some(_)) => CLOSED.to_owned(),
        (None, None) => NEVER.to_owned(),
    }
}

/// Writes the row and its search words, and takes away the words that it no longer has; a row that knows more of the
/// journal stays, whoever comes late.
pub(crate) fn upsert(entry: &CaseEntry, steps: &mut Vec<Step>) {
    const UPSERT: &str = "INSERT INTO case_row (number, organization, service, place, recipient, recipient_name, \
         registration_number, filed_at, stage, turn, officer, officer_name, due, answer_due, closed_as, closed_day, \
         seq, waits_for, waits_until, registers_on, due_key) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) \
         ON CONFLICT (number) DO UPDATE SET organization = excluded.organization, service = excluded.service, \
         place = excluded.place, recipient = excluded.recipient, recipient_name = excluded.recipient_name, \
         registration_number = excluded.registration_number, filed_at = excluded.filed_at, \
         stage = excluded.stage, turn = excluded.turn, officer = excluded.officer, \
         officer_name = excluded.officer_name, due = excluded.due, answer_due = excluded.answer_due, \
         closed_as = excluded.closed_as, closed_day = excluded.closed_day, seq = excluded.seq, \
         waits_for = excluded.waits_for, waits_until = excluded.waits_until, \
         registers_on = excluded.registers_on, due_key = excluded.due_key \
         WHERE case_row.seq <= excluded.seq";
    let row = &entry.row;
    let values = values![
        &row.number,
        &row.organization,
        &row.service,
        &row.place,
        &row.recipient,
        &row.recipient_name,
        row.registration_number.as_ref(),
        row.filed_at,
        &row.stage,
        &row.turn,
        row.officer.as_ref(),
        row.officer_name.as_ref(),
        row.due,
        row.answer_due,
        row.closed_as.as_ref(),
        row.closed_day,
        row.seq,
        row.waits_for.as_ref(),
        row.waits_until,
        entry.registers_on,
        due_key(row),
    ];
    steps.push(Step::new("case_row", Statement::new(UPSERT, values)));
    tokens(row, steps);
}

fn tokens(row: &CaseRow, steps: &mut Vec<Step>) {
    let tokens = search::tokens_of_case(row);
    // Words are letters and digits only, so that none can be a pattern of LIKE.
    let mut list = String::from(" ");
    for token in &tokens {
        list.push_str(token);
        list.push(' ');
    }
    steps.push(Step::new(
        "case_token",
        Statement::new(
            "DELETE FROM case_token WHERE case_number = $1 \
             AND (organization <> $2 OR $3 NOT LIKE '% ' || token || ' %') \
             AND NOT EXISTS (SELECT 1 FROM case_row WHERE number = $1 AND seq > $4)",
            values![&row.number, &row.organization, list, row.seq],
        ),
    ));
    let rows: Vec<Vec<Value>> = tokens
        .into_iter()
        .map(|token| values![&row.organization, token, &row.number])
        .collect();
    let into = "case_token (organization, token, case_number)";
    for statement in Statement::insert_many(into, rows, 16, "ON CONFLICT DO NOTHING") {
        steps.push(Step::new("case_token", statement));
    }
}

impl Store {
    /// The case with this number.
    pub async fn case_row(&self, number: &CaseNumber) -> Result<Option<CaseRow>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM case_row WHERE number = $1");
        read_first(self.read(Statement::new(sql, values![number])).await?)
    }

    /// A recipient's cases, newest first, at most `limit`, from after `after` on.
    pub async fn cases_of_recipient(
        &self,
        recipient: &Iin,
        after: Option<&CaseKey>,
        limit: u32,
    ) -> Result<Vec<CaseRow>, Fault> {
        let mut values = values![i64::from(limit)];
        let from = match after {
            None => "",
            Some(key) => {
                values.extend(values![key.filed_at, &key.number]);
                "AND (filed_at, number) < ($2, $3)"
            }
        };
        let is_person = self.keys().is_person("recipient", recipient, &mut values)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM case_row WHERE {is_person} {from} \
             ORDER BY filed_at DESC, number DESC LIMIT $1"
        );
        read_all(self.read(Statement::new(sql, values)).await?)
    }

    /// The numbers of the cases of a service that run, in order, at most `limit`, from after `after` on.
    pub async fn running_cases(
        &self,
        service: &str,
        after: Option<&CaseNumber>,
        limit: u32,
    ) -> Result<Vec<CaseNumber>, Fault> {
        let mut values = values![service, i64::from(limit)];
        let from = match after {
            None => "",
            Some(number) => {
                values.extend(values![number]);
                "AND number > $3"
            }
        };
        let sql = format!(
            "SELECT number FROM case_row WHERE service = $1 AND closed_as IS NULL {from} \
             ORDER BY number LIMIT $2"
        );
        let found: Vec<Only<CaseNumber>> = read_all(self.read(Statement::new(sql, values)).await?)?;
        Ok(found.into_iter().map(|Only(number)| number).collect())
    }

    /// The cases of an organization that must be registered on `day` or before, oldest first, at most `limit`.
    pub async fn cases_to_register(
        &self,
        organization: &str,
        day: Date,
        limit: u32,
    ) -> Result<Vec<CaseRow>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM case_row WHERE organization = $1 AND registers_on IS NOT NULL \
             AND registers_on <= $2 ORDER BY registers_on, filed_at, number LIMIT $3"
        );
        let values = values![organization, day, i64::from(limit)];
        read_all(self.read(Statement::new(sql, values)).await?)
    }

    /// The organizations that have cases to register on `day` or before.
    pub async fn organizations_to_register(&self, day: Date) -> Result<Vec<String>, Fault> {
        let sql = "SELECT DISTINCT organization FROM case_row \
             WHERE registers_on IS NOT NULL AND registers_on <= $1 ORDER BY organization";
        let found: Vec<Only<String>> =
            read_all(self.read(Statement::new(sql, values![day])).await?)?;
        Ok(found.into_iter().map(|Only(code)| code).collect())
    }
}
