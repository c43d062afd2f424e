//! The work list: an organization's cases by the day due, filtered, searched, counted, page by page.
//!
//! Every query begins with the organization and walks an index, so that it does not grow with the country.

use casework::{
    identifier::{CaseNumber, Iin},
    projection::CaseRow,
};
use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};

use crate::{
    Store, case_row,
    fault::Fault,
    keys::Keys,
    search,
    value::{Statement, Value, read_all, read_first, read_in_order, values},
};

/// Which cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those that ask for work: not closed, or closed and with a request to correct a deed.
    #[default]
    Open,
    /// Those closed, at the stage `closed`; first the ones with a request to correct a deed, which are open work too.
    Closed,
    /// All; the open ones first.
    All,
}

/// When they fall due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Due {
    /// Whenever.
    #[default]
    Any,
    /// Before today.
    Overdue,
    /// Today.
    Today,
    /// From today to Sunday.
    ThisWeek,
}

/// What to show of a work list; all that is given must hold.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Open, closed, or all.
    pub scope: Scope,
    /// When they fall due.
    pub due: Due,
    /// At this stage.
    pub stage: Option<String>,
    /// Whose turn it is.
    pub turn: Option<String>,
    /// Taken by this officer.
    pub officer: Option<Iin>,
    /// Only those that nobody has taken.
    pub is_free: bool,
    /// Words of the recipient's name or of a number, by their beginnings; or a whole person number.
    pub search: String,
}

impl std::fmt::Debug for Filter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Filter({:?}, {:?}, …)", self.scope, self.due)
    }
}

/// Where a work list goes on: after this row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkKey {
    due_key: String,
    number: CaseNumber,
}

impl WorkKey {
    /// Reads what [`std::fmt::Display`] wrote, as it comes back in an address.
    pub fn parse(text: &str) -> Option<Self> {
        let (due_key, number) = text.split_once('_')?;
        let is_key = due_key == case_row::CLOSED || due_key.parse::<Date>().is_ok();
        let number = CaseNumber::parse(number).ok()?;
        is_key.then(|| Self {
            due_key: due_key.to_owned(),
            number,
        })
    }
}

impl std::fmt::Display for WorkKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}_{}", self.due_key, self.number)
    }
}

/// A page of a work list.
#[derive(Clone, PartialEq, Eq)]
pub struct WorkPage {
    /// The cases, by day due and then by number.
    pub rows: Vec<CaseRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<WorkKey>,
}

impl std::fmt::Debug for WorkPage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "WorkPage({} cases, …)", self.rows.len())
    }
}

/// How much work there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkCounts {
    /// Due before today.
    pub overdue: u64,
    /// Due today.
    pub today: u64,
    /// Due from today to Sunday.
    pub this_week: u64,
    /// All that ask for work.
    pub open: u64,
}

read_in_order!(WorkCounts {
    overdue,
    today,
    this_week,
    open
});

/// A condition under construction: its text and its values, numbered as they come.
struct Condition {
    sql: String,
    values: Vec<Value>,
}

impl Condition {
    /// Adds a piece in which each `?` stands for the next of `values`.
    fn and(&mut self, piece: &str, values: Vec<Value>) {
        self.sql.push_str(" AND ");
        let mut values = values.into_iter();
        for character in piece.chars() {
            match (character, values.len()) {
                ('?', 1..) => {
                    self.values.extend(values.next());
                    self.sql.push('$');
                    self.sql.push_str(&self.values.len().to_string());
                }
                (other, _) => self.sql.push(other),
            }
        }
    }
}

impl Condition {
    fn and_person(&mut self, keys: &Keys, column: &str, iin: &Iin) -> Result<(), Fault> {
        let is_person = keys.is_person(column, iin, &mut self.values)?;
        self.sql.push_str(" AND ");
        self.sql.push_str(&is_person);
        Ok(())
    }

    /// Every word of a search must be found.
    ///
    /// The words are brought together before any case is looked at, each by one walk of its piece of the index. With a
    /// condition for each word instead, a planner that does not know the words takes each for rare and walks the piece
    /// of the second word anew for every case that has the first.
    fn and_words(&mut self, organization: &str, search: &str) {
        let (mut found, mut values) = (Vec::new(), Vec::new());
        for prefix in search::prefixes(search) {
            let end = format!("{prefix}{}", char::MAX);
            found.push(
                "SELECT case_number FROM case_token WHERE organization = ? AND token >= ? AND token < ?",
            );
            values.extend(values![organization, prefix, end]);
        }
        if !found.is_empty() {
            self.and(
                &format!("number IN ({})", found.join(" INTERSECT ")),
                values,
            );
        }
    }

    /// Goes on after `key`.
    ///
    /// Where the filter leaves one day due and the key has it, or nothing sorts after the day of the key, the number alone
    /// says where: SQLite would otherwise walk to the key through all cases of that day, and sort the rest.
    fn and_after(&mut self, key: &WorkKey, only_due_key: Option<&str>) {
        if only_due_key == Some(key.due_key.as_str()) {
            self.and("number > ?", values![&key.number]);
        } else if key.due_key == case_row::CLOSED {
            let place = values![&key.due_key, &key.number];
            self.and("due_key = ? AND number > ?", place);
        } else {
            let place = values![&key.due_key, &key.number];
            self.and("(due_key, number) > (?, ?)", place);
        }
    }
}

/// The one sort key that all rows of `filter` have, if it leaves but one.
fn only_due_key(filter: &Filter, today: Date) -> Option<String> {
    match filter.due {
        Due::Today => Some(today.to_string()),
        Due::Any | Due::Overdue | Due::ThisWeek => None,
    }
}

/// The Sunday of the week of `today`.
fn sunday(today: Date) -> Date {
    let days = Weekday::Sunday.since(today.weekday());
    today.saturating_add(i64::from(days).days())
}

fn condition(
    keys: &Keys,
    organization: &str,
    filter: &Filter,
    today: Date,
) -> Result<Condition, Fault> {
    let mut condition = Condition {
        sql: "organization = $1".to_owned(),
        values: values![organization],
    };
    match filter.scope {
        Scope::Open => condition.and("due_key < ?", values![case_row::CLOSED]),
        Scope::Closed => condition.and("stage = ?", values!["closed"]),
        Scope::All => {}
    }
    match filter.due {
        Due::Any => {}
        Due::Overdue => condition.and("due_key < ?", values![today]),
        Due::Today => condition.and("due_key = ?", values![today]),
        Due::ThisWeek => condition.and("due_key BETWEEN ? AND ?", values![today, sunday(today)]),
    }
    if let Some(stage) = &filter.stage {
        condition.and("stage = ?", values![stage]);
    }
    if let Some(turn) = &filter.turn {
        condition.and("turn = ?", values![turn]);
    }
    if let Some(officer) = &filter.officer {
        condition.and_person(keys, "officer", officer)?;
    }
    if filter.is_free {
        condition.and("officer IS NULL", Vec::new());
    }
    if let Ok(iin) = Iin::from_certificate(filter.search.trim()) {
        condition.and_person(keys, "recipient", &iin)?;
    } else {
        condition.and_words(organization, &filter.search);
    }
    Ok(condition)
}

impl Store {
    /// A page of an organization's work list, by day due and then by number, of at most `limit` cases.
    pub async fn work_list(
        &self,
        organization: &str,
        filter: &Filter,
        today: Date,
        after: Option<&WorkKey>,
        limit: u32,
    ) -> Result<WorkPage, Fault> {
        let mut condition = condition(self.keys(), organization, filter, today)?;
        if let Some(key) = after {
            condition.and_after(key, only_due_key(filter, today).as_deref());
        }
        // One more than asked for tells whether there is a next page.
        let limit_plus_one = i64::from(limit) + 1;
        condition.values.push(Value::Integer(limit_plus_one));
        let sql = format!(
            "SELECT {} FROM case_row WHERE {} ORDER BY due_key, number LIMIT ${}",
            case_row::COLUMNS,
            condition.sql,
            condition.values.len()
        );
        let mut rows: Vec<CaseRow> =
            read_all(self.read(Statement::new(sql, condition.values)).await?)?;
        let shown = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > shown;
        rows.truncate(shown);
        let next = rows.last().filter(|_last| has_more).map(|last| WorkKey {
            due_key: case_row::due_key(last),
            number: last.number.clone(),
        });
        Ok(WorkPage { rows, next })
    }

    /// How much open work an organization has, or one of its officers.
    pub async fn work_counts(
        &self,
        organization: &str,
        officer: Option<&Iin>,
        today: Date,
    ) -> Result<WorkCounts, Fault> {
        let mut values = values![organization, case_row::CLOSED, today, sunday(today)];
        let of_officer = match officer {
            None => String::new(),
            Some(officer) => {
                let is_person = self.keys().is_person("officer", officer, &mut values)?;
                format!("AND {is_person}")
            }
        };
        let sql = format!(
            "SELECT COUNT(*) FILTER (WHERE due_key < $3), COUNT(*) FILTER (WHERE due_key = $3), \
             COUNT(*) FILTER (WHERE due_key BETWEEN $3 AND $4), COUNT(*) \
             FROM case_row WHERE organization = $1 AND due_key < $2 {of_officer}"
        );
        let counts = read_first(self.read(Statement::new(sql, values)).await?)?;
        Ok(counts.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn week_ends_on_sunday() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(sunday(day("2026-07-01")), day("2026-07-05"));
        assert_eq!(sunday(day("2026-07-05")), day("2026-07-05"));
        assert_eq!(sunday(day("2026-07-06")), day("2026-07-12"));
    }

    #[test]
    fn place_in_a_list_survives_an_address() {
        let key = WorkKey {
            due_key: "2026-07-01".to_owned(),
            number: CaseNumber::from_random(7),
        };
        assert_eq!(WorkKey::parse(&key.to_string()), Some(key));
        assert_eq!(WorkKey::parse("tomorrow_00000000071"), None);
        assert_eq!(WorkKey::parse(""), None);
    }
}
