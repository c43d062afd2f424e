//! Rotation: another key becomes current, and what was written with those before is written again, batch by batch, while
//! the office runs. Each batch is a transaction; after an interruption the next run goes on with what is left.

use crate::{
    Store,
    fault::Fault,
    keys::KeyKind,
    register::{COLUMNS, Column, Content, TOKEN},
    value::{Only, Record, Statement, Value, read_all, read_in_order, read_one, values},
};

/// A data key as it lies in its table.
struct Wrapped {
    id: String,
    wrapped: Vec<u8>,
}

read_in_order!(Wrapped { id, wrapped });

impl Store {
    /// From now on new rows are written with this key of the ring; every node must have it. Answers whether there is such
    /// a key in the database; see [`Self::check_keys`].
    ///
    /// Commits of every node use a new master key at once. A new register key is used by a node from its next start on;
    /// until then it finds people by both.
    pub async fn rotate_keys(&self, kind: KeyKind, id: &str) -> Result<bool, Fault> {
        self.keys().prover(kind, id)?;
        let exists = "EXISTS (SELECT 1 FROM ring_key WHERE id = $2 AND kind = $1)";
        let off =
            format!("UPDATE ring_key SET is_current = 0 WHERE kind = $1 AND id <> $2 AND {exists}");
        let on = "UPDATE ring_key SET is_current = 1 WHERE kind = $1 AND id = $2 RETURNING id";
        let values = values![kind.name(), id];
        let answers = self
            .write(vec![
                Statement::new(off, values.clone()),
                Statement::new(on, values),
            ])
            .await?;
        let is_known = answers.last().is_some_and(|answer| answer.len() == 1);
        if is_known && kind == KeyKind::Register {
            self.keys().write_registers_with(id)?;
        }
        Ok(is_known)
    }

    /// Wraps at most `limit` data keys by the current master key that are wrapped by another. Answers how many there
    /// were; call again until there are none.
    pub async fn rewrap_data_keys(&self, limit: u32) -> Result<usize, Fault> {
        let current = self.current_key(KeyKind::Master).await?;
        for master in self.other_keys(KeyKind::Master).await? {
            let sql = "SELECT id, wrapped FROM data_key WHERE master = $1 ORDER BY id LIMIT $2";
            let found: Vec<Wrapped> = read_all(
                self.read(Statement::new(sql, values![&master, i64::from(limit)]))
                    .await?,
            )?;
            if found.is_empty() {
                continue;
            }
            let count = found.len();
            let mut statements = Vec::new();
            for key in found {
                let wrapped = self.keys().wrap_again(&key.wrapped, &current)?;
                statements.push(Statement::new(
                    "UPDATE data_key SET master = $2, wrapped = $3 WHERE id = $1 AND master = $4",
                    values![key.id, &current, wrapped, &master],
                ));
            }
            self.write(statements).await?;
            return Ok(count);
        }
        Ok(0)
    }

    /// Writes every value of the registers with the current register key that is plain or written with another, `batch`
    /// values a transaction. Answers how many there were.
    pub async fn reseal_registers(&self, batch: u32) -> Result<u64, Fault> {
        let mut count = 0;
        for column in COLUMNS {
            count += match column.content {
                Content::Person | Content::PersonApart => self.reseal_people(column, batch).await?,
                Content::Text { row } | Content::Bytes { row } => {
                    self.reseal_column(column, row, batch).await?
                }
            };
        }
        Ok(count)
    }

    /// The tokens of a column: each is found through its index, and leaves the range that is looked through.
    async fn reseal_people(&self, column: &Column, batch: u32) -> Result<u64, Fault> {
        let Column { table, name, .. } = column;
        let current = self.keys().current_register()?;
        // Plain numbers begin with a digit, and `:` follows `9`.
        let mut ranges = vec![values!["0", ":"]];
        for key in self.keys().registers()?.skip(1) {
            ranges.push(column.range(&key.id).into());
        }
        let sql = format!(
            "SELECT DISTINCT {name} FROM {table} WHERE {name} >= $1 AND {name} < $2 LIMIT $3"
        );
        let update = format!("UPDATE {table} SET {name} = $2 WHERE {name} = $1");
        let mut count = 0;
        for range in ranges {
            loop {
                let mut values = range.clone();
                values.push(Value::Integer(i64::from(batch)));
                let found: Vec<Only<String>> = read_all(
                    self.read_as_it_lies(Statement::new(sql.clone(), values))
                        .await?,
                )?;
                if found.is_empty() {
                    break;
                }
                let mut statements = Vec::new();
                for Only(old) in found {
                    let shut = Fault::Shut {
                        what: "a person number",
                    };
                    let iin = if old.starts_with(TOKEN) {
                        self.keys().person_of(&old).ok_or(shut)?
                    } else {
                        old.clone()
                    };
                    let new = if column.content == Content::PersonApart {
                        current.token_apart(table, &iin)?
                    } else {
                        current.token(&iin)?
                    };
                    statements.push(Statement::new(update.clone(), values![old, new]));
                    count += 1;
                }
                self.write(statements).await?;
            }
        }
        Ok(count)
    }

    /// The sealed values of a column, by the rows' ids.
    async fn reseal_column(&self, column: &Column, row: &str, batch: u32) -> Result<u64, Fault> {
        let Column { table, name, .. } = column;
        let [from, to] = column.range(&self.keys().current_register()?.id);
        let sql = format!(
            "SELECT {row}, {name} FROM {table} WHERE {row} > $1 AND {name} IS NOT NULL \
             AND ({name} < $2 OR {name} >= $3) ORDER BY {row} LIMIT $4"
        );
        let update = format!("UPDATE {table} SET {name} = $2 WHERE {row} = $1 AND {name} = $3");
        let mut after = String::new();
        let mut count = 0;
        loop {
            let mut values = values![&after];
            values.extend([from.clone(), to.clone(), Value::Integer(i64::from(batch))]);
            let found = self
                .read_as_it_lies(Statement::new(sql.clone(), values))
                .await?;
            if found.is_empty() {
                return Ok(count);
            }
            let mut statements = Vec::new();
            for record in found {
                let (id, old) = row_of(record)?;
                let place = format!("{table}.{name} {id}");
                let new = self.sealed_anew(place, old.clone())?;
                statements.push(Statement::new(
                    update.clone(),
                    vec![Value::Text(id.clone()), new, old],
                ));
                after = id;
                count += 1;
            }
            // A row that was saved meanwhile is current already and stays as it is.
            self.write(statements).await?;
        }
    }

    /// A value of a register, to be sealed with the current key.
    fn sealed_anew(&self, place: String, old: Value) -> Result<Value, Fault> {
        if let Value::Bytes(bytes) = old {
            let bytes = self.keys().open_bytes(&place, bytes)?;
            return Ok(Value::SecretBytes { place, bytes });
        }
        let Only(text) = read_one(vec![old])?;
        let text = self.keys().open_text(&place, text)?;
        Ok(Value::Secret { place, text })
    }

    /// Seals what was written to registers before there were keys. Once: what is written since is sealed.
    pub(crate) async fn seal_registers_once(&self) -> Result<(), Fault> {
        let done = "SELECT COUNT(*) FROM upgrade WHERE name = 'registers'";
        if self.count(Statement::new(done, Vec::new())).await? > 0 {
            return Ok(());
        }
        self.reseal_registers(BATCH).await?;
        let done = "INSERT INTO upgrade (name) VALUES ('registers') ON CONFLICT DO NOTHING";
        self.write_one(Statement::new(done, Vec::new()))
            .await
            .map(drop)
    }
}

/// How many values one transaction of the upgrade takes.
const BATCH: u32 = 256;

/// The id of a row and the one value of it.
fn row_of(record: Record) -> Result<(String, Value), Fault> {
    let wrong = || Fault::Corrupt {
        expected: "a column",
    };
    let mut cells = record.into_iter();
    let id = cells.next().ok_or_else(wrong)?;
    let Only(id) = read_one(vec![id])?;
    Ok((id, cells.next().ok_or_else(wrong)?))
}
