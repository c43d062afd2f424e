//! SQLite's side of backup and restore: a connection of its own, one snapshot out, one transaction in.

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{Sqlite, TABLES, WORDS, connect, fault, from_sqlite, run, spawn};
use crate::{
    backup::{BackupError, Reader, Writer, check_ground},
    fault::Fault,
    migration::{self, Applied, Migration},
    value::{Only, Statement, read_all, values},
};

impl Sqlite {
    /// Copies every table out of one snapshot, while the writer goes on.
    pub(crate) async fn copy_out(&self, mut writer: Writer) -> Result<Writer, BackupError> {
        self.aside("store-backup", |connection| {
            control(&connection, "BEGIN")?;
            copy_out(&connection, &mut writer)?;
            Ok(writer)
        })
        .await
    }

    /// Takes a backup in, in one transaction.
    pub(crate) async fn copy_in(&self, reader: Reader) -> Result<(), BackupError> {
        self.aside("store-restore", move |connection| {
            // Whatever fails, the connection is closed with its transaction open, and nothing has happened.
            control(&connection, "PRAGMA synchronous = FULL")?;
            control(&connection, "BEGIN IMMEDIATE")?;
            copy_in(&connection, &reader)?;
            control(&connection, "COMMIT")?;
            Ok(())
        })
        .await
    }

    /// Does a long piece of work on a thread and a connection of its own.
    async fn aside<R: Send + 'static>(
        &self,
        name: &str,
        act: impl FnOnce(Connection) -> Result<R, BackupError> + Send + 'static,
    ) -> Result<R, BackupError> {
        let connection = connect(&self.path)?;
        let (reply, answer) = oneshot::channel();
        let thread = spawn(name, move || {
            let _gone = reply.send(act(connection));
        })?;
        let outcome = answer.await.map_err(|_panicked| Fault::Closed)?;
        // The answer was its last act.
        let _ended = thread.join();
        outcome
    }
}

fn control(connection: &Connection, sql: &str) -> Result<(), Fault> {
    connection.execute_batch(sql).map_err(|error| fault(&error))
}

fn copy_out(connection: &Connection, writer: &mut Writer) -> Result<(), BackupError> {
    let applied = run(connection, &Statement::new(migration::APPLIED, Vec::new()))?;
    writer.schema(read_all(applied)?);
    for table in migration::tables() {
        let columns = columns(connection, table).map_err(|error| fault(&error))?;
        let width = columns.len();
        let sql = migration::select_all(table, width);
        writer.table(table, columns)?;
        let mut statement = connection.prepare(&sql).map_err(|error| fault(&error))?;
        let mut rows = statement.query([]).map_err(|error| fault(&error))?;
        while let Some(row) = rows.next().map_err(|error| fault(&error))? {
            let cell = |index| row.get_ref(index).and_then(|cell| from_sqlite(index, cell));
            let record: rusqlite::Result<_> = (0..width).map(cell).collect();
            writer.row(record.map_err(|error| fault(&error))?)?;
        }
    }
    Ok(())
}

fn columns(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
    Ok(statement.column_names().map(str::to_owned).collect())
}

fn copy_in(connection: &Connection, reader: &Reader) -> Result<(), BackupError> {
    let ask = |sql: String| run(connection, &Statement::new(sql, Vec::new()));
    let here: Vec<Only<String>> = read_all(ask(TABLES.to_owned())?)?;
    let is_here = |name: &str| here.iter().any(|Only(table)| table == name);
    if is_here("migration") {
        let applied: Vec<Applied> = read_all(ask(migration::APPLIED.to_owned())?)?;
        let mut with_rows = None;
        for table in migration::tables().into_iter().filter(|it| is_here(it)) {
            let is_ours = migration::OF_A_MIGRATION.contains(&table);
            if !is_ours && !ask(migration::any_row(table))?.is_empty() {
                with_rows = with_rows.or(Some(table));
            }
        }
        check_ground(reader, &applied, with_rows)?;
        for table in migration::OF_A_MIGRATION
            .into_iter()
            .filter(|it| is_here(it))
        {
            ask(format!("DELETE FROM {table}"))?;
        }
    } else {
        control(connection, &migration::in_words(migration::TABLE, &WORDS))?;
        for step in reader.earlier() {
            apply(connection, step)?;
        }
    }
    for table in reader.tables() {
        for insert in reader.inserts(table)? {
            run(connection, &insert?)?;
        }
    }
    for step in reader.later() {
        apply(connection, step)?;
    }
    Ok(())
}

fn apply(connection: &Connection, step: &Migration) -> Result<(), Fault> {
    control(connection, &migration::in_words(step.text, &WORDS))?;
    let record = Statement::new(migration::RECORD, values![step.name, step.digest()]);
    run(connection, &record).map(drop)
}
