//! The engines on which every test of the office runs: SQLite always, PostgreSQL where one is given.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use futures::future::{Either, select};
use store::{Config, Keys, Store};
use tokio_postgres::NoTls;

/// A database of one test.
pub(crate) enum Engine {
    /// A file in the folder of the test.
    Sqlite,
    /// A file in a folder that is not the test's alone.
    SqliteAt {
        /// The file.
        path: PathBuf,
    },
    /// A schema of the test's own.
    Postgres {
        /// The address of the database.
        base: String,
        /// The schema.
        schema: String,
    },
}

/// One of each engine at hand, each with a database of its own.
pub(crate) fn at_hand() -> Vec<Engine> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let mut engines = vec![Engine::Sqlite];
    if let Some(base) = given("TEST_POSTGRES_URL") {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let schema = format!("office_{}_{count}", std::process::id());
        engines.push(Engine::Postgres { base, schema });
    }
    engines
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where a test asks whether there is a PostgreSQL to run on"
)]
fn given(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[test]
fn postgres_is_exercised_wherever_everything_must_hold() {
    assert!(
        given("CI").is_none() || given("TEST_POSTGRES_URL").is_some(),
        "PostgreSQL was not exercised: run scripts/with-postgres.sh cargo test"
    );
}

impl std::fmt::Display for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Sqlite | Self::SqliteAt { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        })
    }
}

/// Opens a store with the ring of the office in `folder`.
pub(super) fn opened(config: &Config, folder: &Path) -> Store {
    let ring = std::fs::read_to_string(folder.join("town/ring")).unwrap();
    Store::open(config, Keys::parse(&ring).unwrap()).unwrap()
}

impl Engine {
    /// Opens an empty store.
    pub(crate) async fn open(&self, folder: &Path) -> Store {
        if let Self::Postgres { base, schema } = self {
            act(base, &format!("CREATE SCHEMA {schema}")).await;
        }
        // The town's ring, which the program finds there too.
        let ring = folder.join("town/ring");
        if !ring.exists() {
            server::keyring::make(&ring).unwrap();
        }
        self.open_again(folder)
    }

    /// Opens a store that is there, with the ring as it is now.
    pub(crate) fn open_again(&self, folder: &Path) -> Store {
        opened(&self.config(folder), folder)
    }

    /// Where the store is.
    pub(crate) fn config(&self, folder: &Path) -> Config {
        match self {
            Self::Sqlite => Config::Sqlite {
                path: folder.join("office.db"),
                readers: 2,
            },
            Self::SqliteAt { path } => Config::Sqlite {
                path: path.clone(),
                readers: 2,
            },
            Self::Postgres { base, schema } => {
                let mark = if base.contains('?') { '&' } else { '?' };
                Config::Postgres {
                    url: format!("{base}{mark}options=-c%20search_path%3D{schema}"),
                    pool_size: 4,
                }
            }
        }
    }

    /// Removes what the test wrote outside of its folder.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite | Self::SqliteAt { .. } => {}
            Self::Postgres { base, schema } => {
                act(base, &format!("DROP SCHEMA {schema} CASCADE")).await;
            }
        }
    }
}

/// Runs one statement past the store.
pub(crate) async fn act(base: &str, sql: &str) {
    let (client, connection) = tokio_postgres::connect(base, NoTls).await.unwrap();
    let query = std::pin::pin!(client.batch_execute(sql));
    match select(query, std::pin::pin!(connection)).await {
        Either::Left((answer, _connection)) => answer.unwrap(),
        Either::Right((end, _query)) => end.expect("the connection stays"),
    }
}
