//! The databases that are measured: each figure begins with an empty one of each engine.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Context as _;
use futures::future::{Either, select};
use store::{Config, Keys, Store};
use tokio_postgres::NoTls;

/// How many connections our program holds by default; the scales measure what people will run.
pub(crate) const POOL: usize = 16;

/// A database for one figure.
pub(crate) enum Engine {
    /// A file.
    Sqlite {
        /// Its folder.
        folder: PathBuf,
    },
    /// A schema of its own in a cluster that makes every commit durable.
    Postgres {
        /// The address of the cluster.
        base: String,
        /// The schema.
        schema: String,
    },
}

/// The ring of keys of this run, which the program is told in its environment.
pub(crate) fn ring() -> anyhow::Result<&'static str> {
    static RING: OnceLock<String> = OnceLock::new();
    if let Some(ring) = RING.get() {
        return Ok(ring);
    }
    let fresh = Keys::fresh_text()?;
    Ok(RING.get_or_init(|| fresh))
}

impl Engine {
    /// `sqlite` or `postgres`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres { .. } => "postgres",
        }
    }

    /// Where the store is.
    pub(crate) fn config(&self, pool_size: usize) -> Config {
        match self {
            Self::Sqlite { folder } => Config::Sqlite {
                path: folder.join("bench.db"),
                readers: 4,
            },
            Self::Postgres { .. } => Config::Postgres {
                url: self.address(),
                pool_size,
            },
        }
    }

    /// The address of the schema; empty for a file.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Sqlite { .. } => String::new(),
            Self::Postgres { base, schema } => {
                let mark = if base.contains('?') { '&' } else { '?' };
                format!("{base}{mark}options=-c%20search_path%3D{schema}")
            }
        }
    }

    /// Opens the store; the one place of the scales that does. An empty one gets its tables.
    pub(crate) async fn open(&self, pool_size: usize) -> anyhow::Result<Store> {
        let store = Store::open(&self.config(pool_size), Keys::parse(ring()?)?)?;
        store.migrate().await?;
        Ok(store)
    }

    /// Makes room for an empty database, also where one of the same name was left behind.
    pub(crate) async fn empty(&self) -> anyhow::Result<()> {
        self.remove().await?;
        match self {
            Self::Sqlite { folder } => std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make {}", folder.display())),
            Self::Postgres { schema, .. } => self.act(&format!("CREATE SCHEMA {schema}")).await,
        }
    }

    /// Takes the database away.
    pub(crate) async fn remove(&self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite { folder } if folder.exists() => std::fs::remove_dir_all(folder)
                .with_context(|| format!("cannot remove {}", folder.display())),
            Self::Sqlite { .. } => Ok(()),
            Self::Postgres { schema, .. } => {
                self.act(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE"))
                    .await
            }
        }
    }

    /// Tells PostgreSQL to look at its tables, as its own housekeeper would after a while.
    pub(crate) async fn analyze(&self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite { .. } => Ok(()),
            Self::Postgres { .. } => self.act("VACUUM ANALYZE").await,
        }
    }

    /// Runs statements past the store; nothing on SQLite.
    async fn act(&self, sql: &str) -> anyhow::Result<()> {
        self.ask(sql).await.map(drop)
    }

    /// Asks PostgreSQL past the store: every cell as a text. Nothing on SQLite.
    pub(crate) async fn ask(&self, sql: &str) -> anyhow::Result<Vec<Vec<String>>> {
        let address = self.address();
        if address.is_empty() {
            return Ok(Vec::new());
        }
        let (client, connection) = tokio_postgres::connect(&address, NoTls).await?;
        let query = std::pin::pin!(client.simple_query(sql));
        let answers = match select(query, std::pin::pin!(connection)).await {
            Either::Left((answers, _connection)) => answers?,
            Either::Right((end, _query)) => {
                end?;
                anyhow::bail!("PostgreSQL hung up");
            }
        };
        let cells = |row: &tokio_postgres::SimpleQueryRow| {
            (0..row.len())
                .map(|at| row.get(at).unwrap_or_default().to_owned())
                .collect()
        };
        Ok(answers
            .iter()
            .filter_map(|message| match message {
                tokio_postgres::SimpleQueryMessage::Row(row) => Some(cells(row)),
                tokio_postgres::SimpleQueryMessage::RowDescription(_)
                | tokio_postgres::SimpleQueryMessage::CommandComplete(_)
                | _ => None,
            })
            .collect())
    }
}

/// An engine of each kind at hand, for the figure of this name.
pub(crate) fn engines(work: &Path, postgres: Option<&str>, figure: &str) -> Vec<Engine> {
    let folder = work.join(figure);
    let mut engines = vec![Engine::Sqlite { folder }];
    if let Some(base) = postgres {
        engines.push(Engine::Postgres {
            base: base.to_owned(),
            schema: format!("bench_{}", figure.replace('-', "_")),
        });
    }
    engines
}
