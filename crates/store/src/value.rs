//! Values: what goes into a statement and what comes out of a row, the same for both engines.

use std::borrow::Cow;

use casework::identifier::{CaseNumber, Iin};
use jiff::{Timestamp, civil::Date};

use crate::fault::Fault;

/// One cell. There is no `Debug`: cells hold personal data.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
    /// A person number, to be a token before it leaves for an engine.
    Person(String),
    /// The same as it may stand in rows of before, while the register key is being changed.
    PersonBefore(String),
    /// A person number, to be a token that only this table has.
    PersonApart {
        table: &'static str,
        iin: String,
    },
    /// A text about a person, to be sealed before it leaves for an engine.
    Secret {
        /// The table, the column and the row.
        place: String,
        text: String,
    },
    /// The same for bytes.
    SecretBytes {
        /// The table, the column and the row.
        place: String,
        bytes: Vec<u8>,
    },
}

impl Value {
    /// A text to be sealed at its place.
    pub(crate) fn secret(place: String, text: &str) -> Self {
        Self::Secret {
            place,
            text: text.to_owned(),
        }
    }

    /// Bytes to be sealed at their place.
    pub(crate) fn secret_bytes(place: String, bytes: Vec<u8>) -> Self {
        Self::SecretBytes { place, bytes }
    }
}

/// One row as it comes out of an engine.
pub(crate) type Record = Vec<Value>;

/// SQL text with `$n` and the values for it.
#[derive(Clone)]
pub(crate) struct Statement {
    pub(crate) sql: Cow<'static, str>,
    pub(crate) values: Vec<Value>,
}

impl Statement {
    pub(crate) fn new(sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Self {
        Self {
            sql: sql.into(),
            values,
        }
    }

    /// `INSERT INTO {into} VALUES (…), (…) {tail}` for each run of at most `chunk` rows.
    ///
    /// The run is bounded so that the number of different texts, each prepared once per connection, is too.
    pub(crate) fn insert_many(
        into: &str,
        rows: Vec<Vec<Value>>,
        chunk: usize,
        tail: &str,
    ) -> Vec<Self> {
        let mut statements = Vec::new();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut sql = format!("INSERT INTO {into} VALUES ");
            let mut values = Vec::new();
            for (index, row) in rows.by_ref().take(chunk.max(1)).enumerate() {
                sql.push_str(if index == 0 { "(" } else { ", (" });
                for (column, value) in row.into_iter().enumerate() {
                    if column > 0 {
                        sql.push_str(", ");
                    }
                    values.push(value);
                    sql.push('$');
                    sql.push_str(&values.len().to_string());
                }
                sql.push(')');
            }
            sql.push(' ');
            sql.push_str(tail);
            statements.push(Self::new(sql, values));
        }
        statements
    }

    /// Refuses U+0000 in any text, for PostgreSQL cannot store it and SQLite would cut it off in places; and whatever
    /// was to be sealed and is not.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        self.values.iter().try_for_each(|value| match value {
            Value::Text(text) if text.contains('\0') => Err(Fault::NulInText),
            Value::Null | Value::Integer(_) | Value::Text(_) | Value::Bytes(_) => Ok(()),
            Value::Person(_)
            | Value::PersonBefore(_)
            | Value::PersonApart { .. }
            | Value::Secret { .. }
            | Value::SecretBytes { .. } => Err(Fault::NoKeys),
        })
    }
}

/// `values![a, b]` is the list of the values of `a` and `b`.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::value::Value::from($value)),*] };
}
pub(crate) use values;

/// The cells of a row, taken in the order of the columns.
pub(crate) struct Cells(std::vec::IntoIter<Value>);

impl Cells {
    pub(crate) fn take<T: FromCell>(&mut self) -> Result<T, Fault> {
        let cell = self.0.next().ok_or(Fault::Corrupt {
            expected: "a column",
        })?;
        T::from_cell(cell)
    }
}

/// A struct that is read out of a row, column by column.
pub(crate) trait Readable: Sized {
    fn read(cells: &mut Cells) -> Result<Self, Fault>;
}

/// `read_in_order!(Row { a, b })` reads a struct whose fields stand in the order of the columns. With `const COLUMNS;` in
/// front it also declares the list of the columns, so that the two cannot differ.
macro_rules! read_in_order {
    ($vis:vis const $columns:ident; $row:ident { $first:ident $(, $field:ident)* $(,)? }) => {
        #[doc = concat!("The columns of a [`", stringify!($row), "`], in order.")]
        $vis const $columns: &str = concat!(stringify!($first) $(, ", ", stringify!($field))*);
        $crate::value::read_in_order!($row { $first $(, $field)* });
    };
    ($row:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::value::Readable for $row {
            fn read(cells: &mut $crate::value::Cells) -> Result<Self, $crate::fault::Fault> {
                Ok(Self { $($field: cells.take()?),+ })
            }
        }
    };
}
pub(crate) use read_in_order;

/// Reads every row.
pub(crate) fn read_all<T: Readable>(records: Vec<Record>) -> Result<Vec<T>, Fault> {
    records.into_iter().map(read_one).collect()
}

/// Reads the first row, if there is one.
pub(crate) fn read_first<T: Readable>(records: Vec<Record>) -> Result<Option<T>, Fault> {
    records.into_iter().next().map(read_one).transpose()
}

/// Reads a row.
pub(crate) fn read_one<T: Readable>(record: Record) -> Result<T, Fault> {
    T::read(&mut Cells(record.into_iter()))
}

/// A single column read as a row of its own.
pub(crate) struct Only<T>(pub(crate) T);

impl<T: FromCell> Readable for Only<T> {
    fn read(cells: &mut Cells) -> Result<Self, Fault> {
        cells.take().map(Only)
    }
}

/// What a cell can be read as.
pub(crate) trait FromCell: Sized {
    fn from_cell(cell: Value) -> Result<Self, Fault>;
}

impl FromCell for String {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        if let Value::Text(text) = cell {
            Ok(text)
        } else {
            Err(Fault::Corrupt { expected: "a text" })
        }
    }
}

impl FromCell for i64 {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        if let Value::Integer(integer) = cell {
            Ok(integer)
        } else {
            Err(Fault::Corrupt {
                expected: "an integer",
            })
        }
    }
}

impl FromCell for u64 {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        let wide = i64::from_cell(cell)?;
        wide.try_into().map_err(|_negative| Fault::Corrupt {
            expected: "a count",
        })
    }
}

impl FromCell for Vec<u8> {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        if let Value::Bytes(bytes) = cell {
            Ok(bytes)
        } else {
            Err(Fault::Corrupt { expected: "bytes" })
        }
    }
}

impl<const N: usize> FromCell for [u8; N] {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        let bytes = Vec::from_cell(cell)?;
        bytes.try_into().map_err(|_length| Fault::Corrupt {
            expected: "bytes of a fixed length",
        })
    }
}

impl FromCell for Timestamp {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        Ok(Self::from_microsecond(i64::from_cell(cell)?)?)
    }
}

impl FromCell for Date {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        Ok(String::from_cell(cell)?.parse()?)
    }
}

impl FromCell for Iin {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        let text = String::from_cell(cell)?;
        Self::from_certificate(&text).map_err(|_shape| Fault::Corrupt {
            expected: "a person number",
        })
    }
}

impl FromCell for CaseNumber {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        let text = String::from_cell(cell)?;
        Self::parse(&text).map_err(|_shape| Fault::Corrupt {
            expected: "a case number",
        })
    }
}

impl FromCell for serde_json::Value {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        let text = String::from_cell(cell)?;
        serde_json::from_str(&text).map_err(|_syntax| Fault::Corrupt { expected: "JSON" })
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Value) -> Result<Self, Fault> {
        if cell == Value::Null {
            Ok(None)
        } else {
            T::from_cell(cell).map(Some)
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<i64> for Value {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}

impl From<u64> for Value {
    /// Counts stay far below 2⁶³; one that does not is stored as the largest, which no query matches.
    fn from(count: u64) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Self {
        Self::Integer(at.as_microsecond())
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Text(day.to_string())
    }
}

impl From<&Iin> for Value {
    fn from(iin: &Iin) -> Self {
        Self::Person(iin.as_str().to_owned())
    }
}

impl From<&CaseNumber> for Value {
    fn from(number: &CaseNumber) -> Self {
        Self::Text(number.as_str().to_owned())
    }
}

impl From<&serde_json::Value> for Value {
    fn from(json: &serde_json::Value) -> Self {
        Self::Text(json.to_string())
    }
}

impl<T> From<Option<T>> for Value
where
    Self: From<T>,
{
    fn from(maybe: Option<T>) -> Self {
        maybe.map_or(Self::Null, Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_inserted_in_bounded_runs() {
        let rows = (0_i64..5).map(|n| values![n, "x"]).collect();
        let statements = Statement::insert_many("t (a, b)", rows, 2, "ON CONFLICT DO NOTHING");
        let texts: Vec<&str> = statements.iter().map(|s| s.sql.as_ref()).collect();
        assert_eq!(
            texts,
            [
                "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING",
                "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING",
                "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            ]
        );
        assert!(Statement::insert_many("t (a)", Vec::new(), 2, "").is_empty());
    }

    #[test]
    fn text_with_nul_is_refused() {
        let with = Statement::new("SELECT $1", values!["a\0b"]);
        assert_eq!(with.check(), Err(Fault::NulInText));
        let without = Statement::new("SELECT $1", values![b"a\0b".to_vec()]);
        assert_eq!(without.check(), Ok(()));
    }
}
