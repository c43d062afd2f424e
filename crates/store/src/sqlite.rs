//! SQLite, the embedded engine: one writer thread that commits in groups, and reader threads.
//!
//! Everything that SQLite alone has stands in this file.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags, ToSql, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};
use tokio::sync::{mpsc, oneshot};

use crate::{
    commit::{Halt, Prepared},
    crash,
    fault::{Cause, Fault},
    journal::Head,
    migration::{self, Applied, Words},
    value::{Record, Statement, Value, read_all, values},
};

/// The words of the schema. Tables are strict: a text in an integer column is an error, as on PostgreSQL.
pub(crate) const WORDS: Words = Words {
    text: "TEXT",
    integer: "INTEGER",
    blob: "BLOB",
    strict: " STRICT",
    clustered: " STRICT, WITHOUT ROWID",
};

/// Leases due jobs. One writer needs no locks on rows.
pub(crate) const CLAIM_JOBS: &str = "UPDATE job SET locked_until = $2, attempts = attempts + 1 \
     WHERE id IN (SELECT id FROM job WHERE state = 'ready' AND run_at <= $1 AND locked_until <= $1 \
                  ORDER BY run_at, id LIMIT $3) \
     RETURNING id, kind, payload, run_at, attempts";

/// The tables there are.
pub(crate) const TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";

/// The most jobs that one transaction of the writer takes.
const GROUP_MAX: usize = 64;

/// How many calls may wait for a thread before callers wait to be let in.
const QUEUE_MAX: usize = 1024;

/// How many statements a connection keeps prepared; we have about a hundred.
const PREPARED_MAX: usize = 256;

/// How long to wait for another process that writes, for example an operator's command.
const BUSY_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(5);

pub(crate) struct Sqlite {
    path: PathBuf,
    /// None only while it is being dropped.
    queues: Option<Queues>,
    threads: Vec<JoinHandle<()>>,
}

struct Queues {
    writer: mpsc::Sender<Box<dyn Task>>,
    readers: mpsc::Sender<Read>,
}

type Read = (Statement, oneshot::Sender<Result<Vec<Record>, Fault>>);

/// A piece of work for the writer: run inside a savepoint, told of its fate after the commit.
trait Task: Send {
    /// Answers whether its writes are to be kept; if not, and if the database was the reason, the fault.
    fn run(&mut self, connection: &Connection) -> Result<(), Option<Fault>>;
    /// Tells the caller; a fault of the whole group overrides a success.
    fn tell(self: Box<Self>, fault: Option<Fault>);
}

struct Work<R, F> {
    act: Option<F>,
    result: Option<Result<R, Halt>>,
    reply: oneshot::Sender<Result<R, Halt>>,
}

impl<R, F> Task for Work<R, F>
where
    R: Send,
    F: FnOnce(&Connection) -> Result<R, Halt> + Send,
{
    fn run(&mut self, connection: &Connection) -> Result<(), Option<Fault>> {
        let act = self.act.take().ok_or(None)?;
        match self.result.insert(act(connection)) {
            Ok(_answer) => Ok(()),
            Err(Halt::Fault(fault)) => Err(Some(fault.clone())),
            Err(Halt::Refused | Halt::Breach(_)) => Err(None),
        }
    }

    fn tell(self: Box<Self>, fault: Option<Fault>) {
        let result = match (self.result, fault) {
            (Some(Ok(_)) | None, Some(fault)) => Err(Halt::Fault(fault)),
            (Some(own), _) => own,
            (None, None) => Err(Halt::Fault(Fault::Closed)),
        };
        // A caller that has gone away is told nothing, and that is all.
        let _gone = self.reply.send(result);
    }
}

impl Sqlite {
    /// Opens or creates the file and starts the threads.
    pub(crate) fn open(path: &Path, readers: usize) -> Result<Self, Fault> {
        let writer = connect(path)?;
        // WAL stays with the file; FULL makes every commit durable before it is acknowledged. The log is carried over
        // into the file at every 4000 pages (16 MiB): a page that many commits touch is written there once.
        writer
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;",
            )
            .map_err(|error| fault(&error))?;
        let (write, to_write) = mpsc::channel(QUEUE_MAX);
        let (read, to_read) = mpsc::channel(QUEUE_MAX);
        let mut threads = vec![spawn("store-writer", move || {
            serve_writes(&writer, to_write);
        })?];
        let to_read = Arc::new(Mutex::new(to_read));
        for _reader in 0..readers.max(1) {
            let connection = connect(path)?;
            connection
                .execute_batch("PRAGMA query_only = ON;")
                .map_err(|error| fault(&error))?;
            let to_read = Arc::clone(&to_read);
            threads.push(spawn("store-reader", move || {
                serve_reads(&connection, &to_read);
            })?);
        }
        Ok(Self {
            path: path.to_owned(),
            queues: Some(Queues {
                writer: write,
                readers: read,
            }),
            threads,
        })
    }

    /// Runs a query on a reader thread.
    pub(crate) async fn read(&self, statement: Statement) -> Result<Vec<Record>, Fault> {
        let (reply, answer) = oneshot::channel();
        let queues = self.queues.as_ref().ok_or(Fault::Closed)?;
        queues
            .readers
            .send((statement, reply))
            .await
            .map_err(|_closed| Fault::Closed)?;
        answer.await.map_err(|_closed| Fault::Closed)?
    }

    /// Runs statements in one savepoint of the writer.
    pub(crate) async fn write(
        &self,
        statements: Vec<Statement>,
    ) -> Result<Vec<Vec<Record>>, Fault> {
        let act = move |connection: &Connection| {
            let run = |statement: &Statement| run(connection, statement).map_err(Halt::Fault);
            statements.iter().map(run).collect()
        };
        self.on_writer(act).await.map_err(only_fault)
    }

    /// Carries out a commit in one savepoint of the writer.
    pub(crate) async fn commit(&self, prepared: Prepared) -> Result<Head, Halt> {
        self.on_writer(move |connection| commit(connection, prepared))
            .await
    }

    /// Brings the schema up to date.
    pub(crate) async fn migrate(&self) -> Result<(), Fault> {
        self.on_writer(|connection| migrate(connection).map_err(Halt::Fault))
            .await
            .map_err(only_fault)
    }

    /// Lets the file grow no larger.
    pub(crate) async fn limit_size(&self, bytes_max: u64) -> Result<(), Fault> {
        let limit = move |connection: &Connection| {
            let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
            let bytes = i64::try_from(bytes_max).unwrap_or(i64::MAX);
            let pages = bytes.checked_div(page).unwrap_or(1).max(1);
            connection.pragma_update_and_check(None, "max_page_count", pages, |_row| Ok(()))
        };
        self.on_writer(move |connection| {
            limit(connection).map_err(|error| Halt::Fault(fault(&error)))
        })
        .await
        .map_err(only_fault)
    }

    async fn on_writer<R, F>(&self, act: F) -> Result<R, Halt>
    where
        R: Send + 'static,
        F: FnOnce(&Connection) -> Result<R, Halt> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let task = Box::new(Work {
            act: Some(act),
            result: None,
            reply,
        });
        let queues = self.queues.as_ref().ok_or(Fault::Closed)?;
        queues
            .writer
            .send(task)
            .await
            .map_err(|_closed| Fault::Closed)?;
        answer.await.map_err(|_closed| Fault::Closed)?
    }
}

impl Drop for Sqlite {
    /// Closes the queues and waits for the threads, which finish what was let in.
    fn drop(&mut self) {
        self.queues = None;
        for thread in self.threads.drain(..) {
            // A thread that panicked has already dropped its callers' replies.
            let _panicked = thread.join();
        }
    }
}

/// Statements never refuse by a rule, so a halt of theirs is a fault.
fn only_fault(halt: Halt) -> Fault {
    match halt {
        Halt::Fault(fault) => fault,
        Halt::Refused | Halt::Breach(_) => Fault::Closed,
    }
}

fn spawn(name: &str, serve: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Fault> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(serve)
        .map_err(|error| Fault::Unreachable {
            cause: Cause {
                code: "thread".to_owned(),
                message: error.to_string(),
            },
        })
}

fn connect(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(PathBuf::from(path), flags).map_err(|error| fault(&error))?;
    connection
        .busy_timeout(BUSY_TIMEOUT)
        .map_err(|error| fault(&error))?;
    connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
    connection
        .execute_batch(
            "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16000;",
        )
        .map_err(|error| fault(&error))?;
    Ok(connection)
}

/// Serves reads until the queue closes.
fn serve_reads(connection: &Connection, queue: &Mutex<mpsc::Receiver<Read>>) {
    loop {
        // One thread waits at a time; a panic under this lock cannot leave the queue half changed.
        let next = queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .blocking_recv();
        let Some((statement, reply)) = next else {
            return;
        };
        let _gone = reply.send(run(connection, &statement));
    }
}

/// Serves writes in groups until the queue closes.
fn serve_writes(connection: &Connection, mut queue: mpsc::Receiver<Box<dyn Task>>) {
    while let Some(first) = queue.blocking_recv() {
        let mut group = VecDeque::from([first]);
        while group.len() < GROUP_MAX {
            match queue.try_recv() {
                Ok(task) => group.push_back(task),
                Err(mpsc::error::TryRecvError::Empty | mpsc::error::TryRecvError::Disconnected) => {
                    break;
                }
            }
        }
        serve_group(connection, group);
    }
}

/// Writes a group; only after it has committed is anybody told.
fn serve_group(connection: &Connection, mut group: VecDeque<Box<dyn Task>>) {
    let failed = write_group(connection, &mut group).err();
    for task in group {
        task.tell(failed.clone());
    }
}

/// One transaction for the whole group.
fn write_group(connection: &Connection, group: &mut VecDeque<Box<dyn Task>>) -> Result<(), Fault> {
    let control = |sql: &str| {
        let prepared = connection.prepare_cached(sql);
        let done = prepared.and_then(|mut it| it.execute([]));
        done.map(|_rows| ()).map_err(|error| fault(&error))
    };
    control("BEGIN IMMEDIATE")?;
    crash::point();
    let written = group.iter_mut().try_for_each(|task| {
        control("SAVEPOINT task")?;
        if let Err(fault) = task.run(connection) {
            // A full disk, for one, makes SQLite roll back everything; then there is no group to go on with.
            match fault {
                Some(fault) if connection.is_autocommit() => return Err(fault),
                Some(_) | None => control("ROLLBACK TO task")?,
            }
        }
        control("RELEASE task")
    });
    crash::point();
    let committed = written.and_then(|()| control("COMMIT"));
    crash::point();
    if committed.is_err() && !connection.is_autocommit() {
        control("ROLLBACK")?;
    }
    committed
}

fn commit(connection: &Connection, prepared: Prepared) -> Result<Head, Halt> {
    let head = prepared.check_head(run(connection, &prepared.ask_head())?)?;
    let found = run(connection, &prepared.ask_key())?;
    let drawn: Result<Vec<_>, Fault> = prepared
        .draws()
        .iter()
        .map(|draw| run(connection, draw))
        .collect();
    let numbers = prepared.numbers(drawn?)?;
    let (steps, head) = prepared.proceed(head, found, &numbers)?;
    for step in steps {
        step.judge(run(connection, &step.statement))?;
    }
    Ok(head)
}

fn migrate(connection: &Connection) -> Result<(), Fault> {
    let batch = |text: &str| {
        connection
            .execute_batch(&migration::in_words(text, &WORDS))
            .map_err(|error| fault(&error))
    };
    batch(migration::TABLE)?;
    let applied: Vec<Applied> = read_all(run(
        connection,
        &Statement::new(migration::APPLIED, Vec::new()),
    )?)?;
    for step in migration::outstanding(applied)? {
        batch(step.text)?;
        run(
            connection,
            &Statement::new(migration::RECORD, values![step.name, step.digest()]),
        )?;
    }
    Ok(())
}

/// Runs one statement to its end.
fn run(connection: &Connection, statement: &Statement) -> Result<Vec<Record>, Fault> {
    statement.check()?;
    collect(connection, statement).map_err(|error| fault(&error))
}

fn collect(connection: &Connection, statement: &Statement) -> rusqlite::Result<Vec<Record>> {
    let mut prepared = connection.prepare_cached(&numbered(&statement.sql))?;
    let width = prepared.column_count();
    let mut rows = prepared.query(params_from_iter(&statement.values))?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let cell = |index| row.get_ref(index).and_then(|cell| from_sqlite(index, cell));
        records.push((0..width).map(cell).collect::<rusqlite::Result<Record>>()?);
    }
    Ok(records)
}

/// Rewrites `$n` to `?n`, outside of quoted texts: SQLite takes `$1` for a name and numbers names by appearance.
fn numbered(sql: &str) -> String {
    let mut is_quoted = false;
    sql.chars()
        .map(|character| match character {
            '\'' => {
                is_quoted = !is_quoted;
                character
            }
            '$' if !is_quoted => '?',
            other => other,
        })
        .collect()
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Integer(integer) => ValueRef::Integer(*integer),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            // Besides nulls, nothing unsealed comes here: see `Statement::check`.
            Self::Null
            | Self::Person(_)
            | Self::PersonBefore(_)
            | Self::PersonApart { .. }
            | Self::Secret { .. }
            | Self::SecretBytes { .. } => ValueRef::Null,
        }))
    }
}

fn from_sqlite(index: usize, cell: ValueRef<'_>) -> rusqlite::Result<Value> {
    match cell {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(integer) => Ok(Value::Integer(integer)),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(error) => Err(rusqlite::Error::Utf8Error(index, error)),
        },
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_vec())),
        ValueRef::Real(_) => Err(rusqlite::Error::InvalidColumnType(
            index,
            "a column of ours".to_owned(),
            rusqlite::types::Type::Real,
        )),
    }
}

/// Sorts an error by what one can do about it.
fn fault(error: &rusqlite::Error) -> Fault {
    use rusqlite::ffi;
    let cause = |code: &str| Cause {
        code: code.to_owned(),
        message: error.to_string(),
    };
    let Some(failure) = error.sqlite_error() else {
        return Fault::Engine {
            cause: cause("rusqlite"),
        };
    };
    let cause = cause(&failure.extended_code.to_string());
    let is = |code: ErrorCode| failure.code == code;
    let is_twice = [
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY,
        ffi::SQLITE_CONSTRAINT_UNIQUE,
        ffi::SQLITE_CONSTRAINT_ROWID,
    ]
    .contains(&failure.extended_code);
    // The index of the log is a file too, and is the first to find no room.
    let is_no_room = failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE;
    if is(ErrorCode::DiskFull) || is_no_room {
        Fault::Full
    } else if is(ErrorCode::ReadOnly) {
        Fault::ReadOnly
    } else if is(ErrorCode::DatabaseBusy) || is(ErrorCode::DatabaseLocked) {
        Fault::Busy { cause }
    } else if is(ErrorCode::CannotOpen) || is(ErrorCode::NotADatabase) {
        Fault::Unreachable { cause }
    } else if is_twice {
        Fault::Duplicate { cause }
    } else {
        Fault::Engine { cause }
    }
}

mod copy;

#[cfg(test)]
mod tests;
