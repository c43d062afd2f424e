//! The store: one door to whichever engine the installation has.

use std::{path::PathBuf, sync::Arc};

use crate::{
    commit::{Halt, Prepared},
    fault::Fault,
    journal::Head,
    keys::Keys,
    migration,
    postgres::{self, Postgres},
    sqlite::{self, Sqlite},
    value::{Only, Record, Statement, read_all},
};

/// Where the store is.
#[derive(Clone, PartialEq, Eq)]
pub enum Config {
    /// An SQLite file.
    Sqlite {
        /// The file; made if it is not there.
        path: PathBuf,
        /// How many reader threads; at least one.
        readers: usize,
    },
    /// A PostgreSQL database, encoded as UTF-8.
    Postgres {
        /// Its address, which may hold a password.
        url: String,
        /// How many connections at most; at least one.
        pool_size: usize,
    },
}

impl std::fmt::Debug for Config {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite { path, readers } => {
                write!(formatter, "Sqlite({}, {readers} readers)", path.display())
            }
            Self::Postgres { pool_size, .. } => {
                write!(formatter, "Postgres(…, {pool_size} connections)")
            }
        }
    }
}

/// The archive. Clones share the same engine; it closes with the last of them.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    engine: Engine,
    keys: Keys,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Store({})", self.engine_name())
    }
}

pub(crate) enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Engine {
    pub(crate) async fn commit(&self, prepared: Prepared) -> Result<Head, Halt> {
        match self {
            Self::Sqlite(engine) => engine.commit(prepared).await,
            Self::Postgres(engine) => engine.commit(prepared).await,
        }
    }

    /// The text that holds off commits while keys are deleted; none where there is one writer anyway.
    pub(crate) fn hold_keys(&self) -> Option<&'static str> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(_) => Some(postgres::HOLD_KEYS),
        }
    }

    /// The text that leases due jobs: `$1` now, `$2` the end of the lease, `$3` how many.
    pub(crate) fn claim_jobs(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => sqlite::CLAIM_JOBS,
            Self::Postgres(_) => postgres::CLAIM_JOBS,
        }
    }
}

impl Store {
    /// Opens the store with the ring of keys that its rows are sealed with; [`Keys::none`] opens nothing that is sealed.
    ///
    /// SQLite's file is opened at once, PostgreSQL is reached by the first call; see [`Self::ping`].
    pub fn open(config: &Config, keys: Keys) -> Result<Self, Fault> {
        let engine = match config {
            Config::Sqlite { path, readers } => Engine::Sqlite(Sqlite::open(path, *readers)?),
            Config::Postgres { url, pool_size } => {
                Engine::Postgres(Postgres::open(url, *pool_size)?)
            }
        };
        Ok(Self(Arc::new(Inner { engine, keys })))
    }

    /// Brings the schema up to date, in one transaction, then checks the keys; see [`Self::check_keys`]. Registers that
    /// were written before there were keys are sealed now, in batches; after an interruption it is run again.
    ///
    /// A newer or a changed schema is refused.
    pub async fn migrate(&self) -> Result<(), Fault> {
        match self.engine() {
            Engine::Sqlite(engine) => engine.migrate().await?,
            Engine::Postgres(engine) => engine.migrate().await?,
        }
        self.check_keys().await?;
        self.seal_registers_once().await
    }

    /// Whether the schema is that of this program: an older, a newer or a changed one is a fault.
    pub async fn check_schema(&self) -> Result<(), Fault> {
        let tables = match self.engine() {
            Engine::Sqlite(_) => sqlite::TABLES,
            Engine::Postgres(_) => postgres::TABLES,
        };
        let tables: Vec<Only<String>> =
            read_all(self.read(Statement::new(tables, Vec::new())).await?)?;
        let applied = if tables.iter().any(|Only(name)| name == "migration") {
            let statement = Statement::new(migration::APPLIED, Vec::new());
            read_all(self.read(statement).await?)?
        } else {
            Vec::new()
        };
        match migration::outstanding(applied)?.first() {
            Some(step) => Err(Fault::OlderSchema {
                migration: step.name.to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// Lets an SQLite file grow no larger than about `bytes_max`: writes beyond it are [`Fault::Full`], and the disk
    /// keeps room for everything else. A file that is larger already keeps its size. On PostgreSQL its tablespace
    /// decides, and nothing is done here.
    pub async fn limit_size(&self, bytes_max: u64) -> Result<(), Fault> {
        match self.engine() {
            Engine::Sqlite(engine) => engine.limit_size(bytes_max).await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// `sqlite` or `postgres`.
    pub fn engine_name(&self) -> &'static str {
        match self.engine() {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    /// Asks the database for a sign of life.
    pub async fn ping(&self) -> Result<(), Fault> {
        self.read(Statement::new("SELECT 'here'", Vec::new()))
            .await
            .map(drop)
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.0.engine
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// Runs one query.
    pub(crate) async fn read(&self, statement: Statement) -> Result<Vec<Record>, Fault> {
        let mut records = self.read_as_it_lies(statement).await?;
        self.keys().open_records(&mut records);
        Ok(records)
    }

    /// The same with person numbers as the tokens that they are stored as.
    pub(crate) async fn read_as_it_lies(
        &self,
        mut statement: Statement,
    ) -> Result<Vec<Record>, Fault> {
        self.keys().seal_statement(&mut statement)?;
        match self.engine() {
            Engine::Sqlite(engine) => engine.read(statement).await,
            Engine::Postgres(engine) => engine.read(statement).await,
        }
    }

    /// Runs one statement that writes.
    pub(crate) async fn write_one(&self, statement: Statement) -> Result<Vec<Record>, Fault> {
        let answers = self.write(vec![statement]).await?;
        Ok(answers.into_iter().flatten().collect())
    }

    /// Runs statements in one transaction; one answer each.
    pub(crate) async fn write(
        &self,
        mut statements: Vec<Statement>,
    ) -> Result<Vec<Vec<Record>>, Fault> {
        for statement in &mut statements {
            self.keys().seal_statement(statement)?;
        }
        match self.engine() {
            Engine::Sqlite(engine) => engine.write(statements).await,
            Engine::Postgres(engine) => engine.write(statements).await,
        }
    }
}
