//! PostgreSQL, the production engine: a pool of pipelined connections, one transaction per commit.
//!
//! Everything that PostgreSQL alone has stands in this file.

use std::{error::Error, time::Duration};

use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Timeouts,
};
use futures::future::{join_all, try_join};
use tokio_postgres::{
    NoTls, Row,
    error::SqlState,
    types::{ToSql, Type, WrongType},
};

use crate::{
    commit::{Halt, Prepared},
    crash,
    fault::{Cause, Fault},
    journal::Head,
    migration::{self, Applied, Words},
    value::{Record, Statement, Value, read_all, values},
};

/// The words of the schema. Texts compare by their bytes whatever the locale of the database, as on SQLite.
pub(crate) const WORDS: Words = Words {
    text: "TEXT COLLATE \"C\"",
    integer: "BIGINT",
    blob: "BYTEA",
    strict: "",
    clustered: "",
};

/// Leases due jobs, passing over those that another worker is leasing at this moment.
pub(crate) const CLAIM_JOBS: &str = "UPDATE job SET locked_until = $2, attempts = attempts + 1 \
     WHERE id IN (SELECT id FROM job WHERE state = 'ready' AND run_at <= $1 AND locked_until <= $1 \
                  ORDER BY run_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) \
     RETURNING id, kind, payload, run_at, attempts";

/// The tables there are.
pub(crate) const TABLES: &str =
    "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1";

/// How long to wait for a connection before the database counts as busy.
const WAIT_MAX: Duration = Duration::from_secs(10);

/// What we rely on, whatever the defaults of the server.
const SETTINGS: &str = "SET synchronous_commit = on; \
     SET default_transaction_isolation = 'read committed'; \
     SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'";

/// Waits for every commit that has read a data key, and holds off those to come, until the transaction ends.
pub(crate) const HOLD_KEYS: &str = "LOCK TABLE data_key IN ACCESS EXCLUSIVE MODE";

/// Held while migrating, so that two nodes that start together do not both migrate.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_xact_lock(7306090112121)";

pub(crate) struct Postgres {
    pool: Pool,
}

/// A connection inside a transaction. If it is dropped before its end, the connection is closed and the server
/// rolls back: a pool must never hand out a connection with somebody's open transaction.
struct Open(Option<Object>);

impl Drop for Open {
    fn drop(&mut self) {
        if let Some(object) = self.0.take() {
            drop(Object::take(object));
        }
    }
}

impl Postgres {
    /// Makes the pool; the first connection is opened by the first call.
    pub(crate) fn open(url: &str, pool_size: usize) -> Result<Self, Fault> {
        let config: tokio_postgres::Config = url.parse().map_err(|error| fault(&error))?;
        let manager = Manager::from_config(
            config,
            NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let settings = Hook::async_fn(|client, _metrics| {
            Box::pin(async move {
                client
                    .batch_execute(SETTINGS)
                    .await
                    .map_err(HookError::Backend)
            })
        });
        let pool = Pool::builder(manager)
            .max_size(pool_size.max(1))
            .timeouts(Timeouts {
                wait: Some(WAIT_MAX),
                create: Some(WAIT_MAX),
                recycle: Some(WAIT_MAX),
            })
            .runtime(deadpool_postgres::Runtime::Tokio1)
            .post_create(settings)
            .build()
            .map_err(|error| unreachable_because("pool", &error))?;
        Ok(Self { pool })
    }

    /// Connections in use, and the most there may be.
    pub(crate) fn pool_in_use(&self) -> (u64, u64) {
        let status = self.pool.status();
        let count = |connections: usize| u64::try_from(connections).unwrap_or(u64::MAX);
        let used = status.size.saturating_sub(status.available);
        (count(used), count(status.max_size))
    }

    /// Runs a query on any connection.
    pub(crate) async fn read(&self, statement: Statement) -> Result<Vec<Record>, Fault> {
        let client = self.client().await?;
        run(&client, &statement).await
    }

    /// Runs statements in one transaction.
    pub(crate) async fn write(
        &self,
        statements: Vec<Statement>,
    ) -> Result<Vec<Vec<Record>>, Fault> {
        let client = self.client().await?;
        if let [statement] = statements.as_slice() {
            crash::point();
            let answer = run(&client, statement).await?;
            crash::point();
            return Ok(vec![answer]);
        }
        let open = Open(Some(client));
        let client = open.client()?;
        control(client, "BEGIN").await?;
        let mut answers = Vec::with_capacity(statements.len());
        for answer in pipeline(client, &statements).await? {
            match answer {
                Ok(records) => answers.push(records),
                Err(fault) => return Err(open.roll_back(fault).await),
            }
        }
        open.commit().await?;
        Ok(answers)
    }

    /// Carries out a commit: two or three round trips, whatever the number of statements.
    pub(crate) async fn commit(&self, prepared: Prepared) -> Result<Head, Halt> {
        let open = Open(Some(self.client().await?));
        match transact(open.client()?, prepared).await {
            Ok(head) => {
                open.commit().await?;
                Ok(head)
            }
            Err(halt) => Err(open.roll_back(halt).await),
        }
    }

    /// Brings the schema up to date.
    pub(crate) async fn migrate(&self) -> Result<(), Fault> {
        let open = Open(Some(self.client().await?));
        match migrate(open.client()?).await {
            Ok(()) => open.commit().await,
            Err(fault) => Err(open.roll_back(fault).await),
        }
    }

    async fn client(&self) -> Result<Object, Fault> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => {
                fault(&error)
            }
            PoolError::Timeout(_) => Fault::Busy {
                cause: Cause {
                    code: "pool".to_owned(),
                    message: error.to_string(),
                },
            },
            PoolError::Closed => Fault::Closed,
            PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => {
                unreachable_because("pool", &error)
            }
        })
    }
}

impl Open {
    fn client(&self) -> Result<&Object, Fault> {
        self.0.as_ref().ok_or(Fault::Closed)
    }

    async fn commit(mut self) -> Result<(), Fault> {
        crash::point();
        // COMMIT of a failed transaction is answered with ROLLBACK and no error, so failures are found before.
        control(self.client()?, "COMMIT").await?;
        crash::point();
        // Given back to the pool only now.
        drop(self.0.take());
        Ok(())
    }

    /// Rolls back and gives the connection back; if that fails, the connection is closed instead.
    async fn roll_back<T>(mut self, reason: T) -> T {
        let is_back = match self.client() {
            Ok(client) => control(client, "ROLLBACK").await.is_ok(),
            Err(_gone) => false,
        };
        if is_back {
            drop(self.0.take());
        }
        reason
    }
}

async fn transact(client: &Object, prepared: Prepared) -> Result<Head, Halt> {
    let mut opening = vec![prepared.ask_head(), prepared.ask_key()];
    opening.extend(prepared.draws());
    let asked = prepare(client, &opening).await?;
    // Polled in order, so sent in order, on the one connection.
    let begin = async { control(client, "BEGIN").await };
    let (_begun, answers) =
        try_join(begin, async { Ok(execute(client, &asked, &opening).await) }).await?;
    let mut answers = answers.into_iter();
    let head = prepared.check_head(answers.next().unwrap_or(Err(Fault::Closed))?)?;
    let found = answers.next().unwrap_or(Err(Fault::Closed))?;
    let numbers = prepared.numbers(answers.collect::<Result<_, _>>()?)?;
    let (steps, head) = prepared.proceed(head, found, &numbers)?;
    let statements: Vec<Statement> = steps.iter().map(|step| step.statement.clone()).collect();
    crash::point();
    let answers = pipeline(client, &statements).await?;
    for (step, answer) in steps.iter().zip(answers) {
        step.judge(answer)?;
    }
    Ok(head)
}

async fn migrate(client: &Object) -> Result<(), Fault> {
    control(client, "BEGIN").await?;
    control(client, MIGRATION_LOCK).await?;
    control(client, &migration::in_words(migration::TABLE, &WORDS)).await?;
    let applied: Vec<Applied> =
        read_all(run(client, &Statement::new(migration::APPLIED, Vec::new())).await?)?;
    for step in migration::outstanding(applied)? {
        control(client, &migration::in_words(step.text, &WORDS)).await?;
        run(
            client,
            &Statement::new(migration::RECORD, values![step.name, step.digest()]),
        )
        .await?;
    }
    Ok(())
}

/// Runs text without parameters.
async fn control(client: &Object, sql: &str) -> Result<(), Fault> {
    client
        .batch_execute(sql)
        .await
        .map_err(|error| fault(&error))
}

async fn run(client: &Object, statement: &Statement) -> Result<Vec<Record>, Fault> {
    statement.check()?;
    let prepared = client
        .prepare_cached(&statement.sql)
        .await
        .map_err(|error| fault(&error))?;
    one(client, &prepared, statement).await
}

/// Prepares all, then sends all without waiting in between; the answers stand in the order of the statements.
///
/// The preparing comes first, for a statement that is not yet prepared would be overtaken by those that are.
async fn pipeline(
    client: &Object,
    statements: &[Statement],
) -> Result<Vec<Result<Vec<Record>, Fault>>, Fault> {
    let prepared = prepare(client, statements).await?;
    Ok(execute(client, &prepared, statements).await)
}

async fn prepare(
    client: &Object,
    statements: &[Statement],
) -> Result<Vec<tokio_postgres::Statement>, Fault> {
    let mut prepared = Vec::with_capacity(statements.len());
    for statement in statements {
        statement.check()?;
        prepared.push(
            client
                .prepare_cached(&statement.sql)
                .await
                .map_err(|error| fault(&error))?,
        );
    }
    Ok(prepared)
}

async fn execute(
    client: &Object,
    prepared: &[tokio_postgres::Statement],
    statements: &[Statement],
) -> Vec<Result<Vec<Record>, Fault>> {
    let send = |(prepared, statement)| one(client, prepared, statement);
    join_all(prepared.iter().zip(statements).map(send)).await
}

async fn one(
    client: &Object,
    prepared: &tokio_postgres::Statement,
    statement: &Statement,
) -> Result<Vec<Record>, Fault> {
    let kinds = prepared.params();
    let values: Vec<&(dyn ToSql + Sync)> = statement
        .values
        .iter()
        .zip(kinds)
        .map(|(value, kind)| parameter(value, kind))
        .collect();
    let rows = client
        .query(prepared, &values)
        .await
        .map_err(|error| fault(&error))?;
    rows.iter().map(from_postgres).collect()
}

fn from_postgres(row: &Row) -> Result<Record, Fault> {
    let cell = |(index, column): (usize, &tokio_postgres::Column)| {
        let kind = column.type_();
        if *kind == Type::INT8 {
            row.try_get::<_, Option<i64>>(index).map(Value::from)
        } else if *kind == Type::BYTEA {
            row.try_get::<_, Option<Vec<u8>>>(index).map(Value::from)
        } else {
            row.try_get::<_, Option<String>>(index).map(Value::from)
        }
        .map_err(|error| fault(&error))
    };
    row.columns().iter().enumerate().map(cell).collect()
}

/// The value as the driver takes it; a null must be of the type that the statement expects.
fn parameter<'a>(value: &'a Value, kind: &Type) -> &'a (dyn ToSql + Sync) {
    match value {
        Value::Null if *kind == Type::INT8 => &None::<i64>,
        Value::Null if *kind == Type::BYTEA => &None::<&[u8]>,
        Value::Integer(integer) => integer,
        Value::Text(text) => text,
        Value::Bytes(bytes) => bytes,
        // Besides nulls, nothing unsealed comes here: see `Statement::check`.
        Value::Null
        | Value::Person(_)
        | Value::PersonBefore(_)
        | Value::PersonApart { .. }
        | Value::Secret { .. }
        | Value::SecretBytes { .. } => &None::<&str>,
    }
}

fn unreachable_because(code: &str, error: &dyn Error) -> Fault {
    Fault::Unreachable {
        cause: Cause {
            code: code.to_owned(),
            message: error.to_string(),
        },
    }
}

/// Sorts an error by what one can do about it, leaving out the detail, which may quote a row.
fn fault(error: &tokio_postgres::Error) -> Fault {
    let Some(database) = error.as_db_error() else {
        let cause = Cause {
            code: "connection".to_owned(),
            message: error.to_string(),
        };
        let is_ours = error.source().is_some_and(<dyn Error>::is::<WrongType>);
        return if is_ours {
            Fault::Engine { cause }
        } else {
            Fault::Unreachable { cause }
        };
    };
    let cause = Cause {
        code: database.code().code().to_owned(),
        message: database.message().to_owned(),
    };
    let is = |states: &[SqlState]| states.contains(database.code());
    if is(&[SqlState::DISK_FULL]) {
        Fault::Full
    } else if is(&[SqlState::READ_ONLY_SQL_TRANSACTION]) {
        Fault::ReadOnly
    } else if is(&[SqlState::UNIQUE_VIOLATION]) {
        Fault::Duplicate { cause }
    } else if is(&[
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::TOO_MANY_CONNECTIONS,
    ]) {
        Fault::Busy { cause }
    } else if is(&[
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
    ]) {
        Fault::Unreachable { cause }
    } else {
        Fault::Engine { cause }
    }
}

mod copy;
