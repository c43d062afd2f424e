//! Who looked at a case, or at an entry of an organization's journal that names a person: rows are only ever added, and forty looks of one officer at one thing in one hour are one.

use casework::identifier::{CaseNumber, Iin};
use jiff::Timestamp;

use crate::{
    Store,
    fault::Fault,
    stream::StreamId,
    value::{FromCell, Only, Statement, Value, read_all, read_in_order, values},
};

/// What somebody looked at: a case, or an event of a journal that belongs to no case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// A case.
    pub fn case(number: &CaseNumber) -> Self {
        Self(number.as_str().to_owned())
    }

    /// The event at this place of a journal. It is written otherwise than the number of any case.
    pub fn event(stream: &StreamId, seq: u64) -> Self {
        Self(format!("{stream} {seq}"))
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place in a journal of the event that it is; none if it is none of that journal.
    pub fn place_in(&self, stream: &StreamId) -> Option<u64> {
        let place = self.0.strip_prefix(stream.as_str())?.strip_prefix(' ')?;
        place.parse().ok()
    }
}

/// Somebody looked at something of a subject.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// What was looked at.
    pub subject: Subject,
    /// The beginning of the period in which looks of one kind are one row.
    pub period: Timestamp,
    /// What tells the officer from others of the same name: [`Store::officer_apart`]. Rows of before 22 November 2026
    /// have a bare digest of the number in it, which whoever tries every number can turn back: it never leaves the
    /// archive.
    pub officer: String,
    /// What was shown, a code.
    pub what: String,
    /// Which of several it was, such as a file's name; empty where there is one.
    pub detail: String,
    /// The code of the officer's organization.
    pub organization: String,
    /// The officer's name.
    pub officer_name: String,
    /// The codes of the officer's roles, with a blank between.
    pub roles: String,
    /// The first look of the period.
    pub at: Timestamp,
}

impl std::fmt::Debug for AccessRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "AccessRow({}, {}, …)", self.subject.0, self.what)
    }
}

/// Where a page of looks goes on: after the last row of the page before. It goes to whoever reads the list, and says
/// nothing of the officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKey {
    /// When the last look shown was.
    pub at: Timestamp,
    /// What was shown.
    pub what: String,
    /// Which of several.
    pub detail: String,
    /// How many looks of this moment at this thing were shown so far, each by another officer.
    pub shown: u32,
}

/// Rows of one statement: a page of a list of cases.
const CHUNK: usize = 25;

/// The columns of an [`AccessRow`], in order.
pub(crate) const COLUMNS: &str =
    "case_number, period, officer, what, detail, organization, officer_name, roles, at";

read_in_order! {
    AccessRow { subject, period, officer, what, detail, organization, officer_name, roles, at }
}

impl AccessKey {
    /// Where a list goes on after these rows of one page, whose page began at `after`; none after an empty page. `which`
    /// is the row's `detail`, or its subject in a list of several subjects.
    pub fn after(
        rows: &[AccessRow],
        after: Option<&Self>,
        which: impl Fn(&AccessRow) -> &str,
    ) -> Option<Self> {
        let last = rows.last()?;
        let is_same = |row: &&AccessRow| {
            (row.at, &row.what, which(row)) == (last.at, &last.what, which(last))
        };
        let here = rows.iter().rev().take_while(is_same).count();
        let mut key = Self {
            at: last.at,
            what: last.what.clone(),
            detail: which(last).to_owned(),
            shown: u32::try_from(here).unwrap_or(u32::MAX),
        };
        let before =
            after.filter(|it| (it.at, &it.what, &it.detail) == (key.at, &key.what, &key.detail));
        key.shown = key.shown.saturating_add(before.map_or(0, |it| it.shown));
        Some(key)
    }
}

impl FromCell for Subject {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        String::from_cell(cell).map(Self)
    }
}

fn cells(row: &AccessRow) -> Vec<Value> {
    values![
        &row.subject.0,
        row.period,
        &row.officer,
        &row.what,
        &row.detail,
        &row.organization,
        &row.officer_name,
        &row.roles,
        row.at,
    ]
}

impl Store {
    /// What tells an officer of an organization from others in the records of looks: it follows from the number under the
    /// register key, and without that key nobody turns it back. Under another register key it is another.
    pub fn officer_apart(&self, organization: &str, iin: &Iin) -> Result<String, Fault> {
        let name = format!("access {organization} {}", iin.as_str());
        Ok(self.keys().current_register()?.name_apart(&name))
    }

    /// Records looks, all of them or none; what is recorded in its period already is left as it is. When this
    /// answers, they are durable.
    ///
    /// Rows that are there already are found by a read, so that a page that is opened again waits for no writer.
    pub async fn record_accesses(&self, rows: Vec<AccessRow>) -> Result<(), Fault> {
        let mut fresh = Vec::new();
        for row in rows {
            if !self.has_access(&row).await? {
                fresh.push(cells(&row));
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        let into = format!("access ({COLUMNS})");
        let statements =
            Statement::insert_many(&into, fresh, CHUNK, "ON CONFLICT DO NOTHING RETURNING at");
        self.write(statements).await.map(drop)
    }

    async fn has_access(&self, row: &AccessRow) -> Result<bool, Fault> {
        let sql = "SELECT at FROM access WHERE case_number = $1 AND period = $2 AND officer = $3 AND what = $4 \
             AND detail = $5";
        let key = values![
            &row.subject.0,
            row.period,
            &row.officer,
            &row.what,
            &row.detail
        ];
        let found: Vec<Only<Timestamp>> = read_all(self.read(Statement::new(sql, key)).await?)?;
        Ok(!found.is_empty())
    }

    /// Who looked at a case, newest first, at most `limit`, from after `after` on.
    pub async fn accesses(
        &self,
        case: &CaseNumber,
        after: Option<&AccessKey>,
        limit: u32,
    ) -> Result<Vec<AccessRow>, Fault> {
        self.accesses_of(&Subject::case(case), after, limit).await
    }

    /// Who looked at a subject, likewise.
    pub async fn accesses_of(
        &self,
        subject: &Subject,
        after: Option<&AccessKey>,
        limit: u32,
    ) -> Result<Vec<AccessRow>, Fault> {
        let mut values = values![&subject.0, i64::from(limit)];
        let from = match after {
            None => ("", ""),
            Some(key) => {
                let shown = i64::from(key.shown);
                values.extend(values![key.at, &key.what, &key.detail, shown]);
                ("AND (at, what, detail) <= ($3, $4, $5)", "OFFSET $6")
            }
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM access WHERE case_number = $1 {} \
             ORDER BY at DESC, what DESC, detail DESC, officer DESC LIMIT $2 {}",
            from.0, from.1
        );
        read_all(self.read(Statement::new(sql, values)).await?)
    }
}
