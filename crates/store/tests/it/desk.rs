//! A desk to test at: an empty store, and a back door past it into the same database.

use std::path::PathBuf;

use futures::future::{Either, select};
use store::{Config, Keys, Store};
use tempfile::TempDir;
use tokio_postgres::{NoTls, SimpleQueryMessage};

/// An empty store and the way around it.
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) keys: Keys,
    /// The text of the ring.
    pub(crate) ring: String,
    back: Back,
}

enum Back {
    Sqlite { path: PathBuf, _folder: TempDir },
    Postgres { url: String },
}

/// Tells the story to every engine there is. `name` is unique among the stories.
pub(crate) async fn on_each_engine(name: &str, story: impl AsyncFn(&Desk)) {
    let desk = Desk::sqlite();
    desk.store.migrate().await.unwrap();
    story(&desk).await;
    if let Some(base) = postgres_url() {
        let schema = format!("story_{name}");
        let desk = Desk::postgres(&base, &schema).await;
        desk.store.migrate().await.unwrap();
        story(&desk).await;
        desk.act(&format!("DROP SCHEMA {schema} CASCADE")).await;
    }
}

/// A store without a schema on every engine there is. What they leave behind goes with [`Desk::close`].
pub(crate) async fn bare(name: &str) -> Vec<Desk> {
    let mut desks = vec![Desk::sqlite()];
    if let Some(base) = postgres_url() {
        desks.push(Desk::postgres(&base, &format!("story_{name}")).await);
    }
    desks
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where a test asks whether there is a PostgreSQL to run on"
)]
fn postgres_url() -> Option<String> {
    std::env::var("TEST_POSTGRES_URL")
        .ok()
        .filter(|url| !url.is_empty())
}

impl Desk {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let config = Config::Sqlite {
            path: path.clone(),
            readers: 2,
        };
        let (ring, keys) = fresh_ring();
        Self {
            store: Store::open(&config, keys.clone()).unwrap(),
            keys,
            ring,
            back: Back::Sqlite {
                path,
                _folder: folder,
            },
        }
    }

    /// A schema of the story's own.
    async fn postgres(base: &str, name: &str) -> Self {
        act_on_postgres(
            base,
            &format!("DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}"),
        )
        .await;
        let url = if base.contains("://") {
            let mark = if base.contains('?') { '&' } else { '?' };
            format!("{base}{mark}options=-c%20search_path%3D{name}")
        } else {
            format!("{base} options='-c search_path={name}'")
        };
        let config = Config::Postgres {
            url: url.clone(),
            pool_size: 8,
        };
        let (ring, keys) = fresh_ring();
        Self {
            store: Store::open(&config, keys.clone()).unwrap(),
            keys,
            ring,
            back: Back::Postgres { url },
        }
    }

    /// A second store over the same database, as a second process would open it.
    pub(crate) fn another_store(&self) -> Store {
        self.store_with(self.keys.clone())
    }

    /// A second store over the same database, with keys of its own.
    pub(crate) fn store_with(&self, keys: Keys) -> Store {
        let config = match &self.back {
            Back::Sqlite { path, .. } => Config::Sqlite {
                path: path.clone(),
                readers: 1,
            },
            Back::Postgres { url } => Config::Postgres {
                url: url.clone(),
                pool_size: 2,
            },
        };
        Store::open(&config, keys).unwrap()
    }

    /// The bytes of the file, and of its log.
    pub(crate) fn file(&self) -> Vec<u8> {
        let Back::Sqlite { path, .. } = &self.back else {
            panic!("a file")
        };
        let mut bytes = std::fs::read(path).unwrap();
        bytes.extend(std::fs::read(path.with_extension("db-wal")).unwrap_or_default());
        bytes
    }

    /// Bytes as SQL writes them.
    pub(crate) fn bytes(&self, digits: &str) -> String {
        match &self.back {
            Back::Sqlite { .. } => format!("x'{digits}'"),
            Back::Postgres { .. } => format!("'\\x{digits}'::bytea"),
        }
    }

    /// Removes what the story wrote outside of its folder.
    pub(crate) async fn close(&self) {
        if matches!(self.back, Back::Postgres { .. }) {
            self.act(
                "DO $$ BEGIN EXECUTE 'DROP SCHEMA ' || current_schema() || ' CASCADE'; END $$",
            )
            .await;
        }
    }

    /// Runs several statements past the store.
    pub(crate) async fn act_all(&self, sql: &str) {
        match &self.back {
            Back::Sqlite { path, .. } => {
                let connection = rusqlite::Connection::open(path).unwrap();
                connection.execute_batch(sql).unwrap();
            }
            Back::Postgres { url } => drop(act_on_postgres(url, sql).await),
        }
    }

    /// Runs SQL past the store; answers what it returns, as text.
    pub(crate) async fn act(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        match &self.back {
            Back::Sqlite { path, .. } => act_on_sqlite(path, sql),
            Back::Postgres { url } => act_on_postgres(url, sql).await,
        }
    }
}

fn fresh_ring() -> (String, Keys) {
    let text = Keys::fresh_text().unwrap();
    let keys = Keys::parse(&text).unwrap();
    (text, keys)
}

fn act_on_sqlite(path: &PathBuf, sql: &str) -> Vec<Vec<Option<String>>> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let width = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut found = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cell = |index| match row.get_ref(index).unwrap() {
            rusqlite::types::ValueRef::Null => None,
            rusqlite::types::ValueRef::Integer(integer) => Some(integer.to_string()),
            rusqlite::types::ValueRef::Text(text) => {
                Some(String::from_utf8(text.to_vec()).unwrap())
            }
            rusqlite::types::ValueRef::Blob(_) | rusqlite::types::ValueRef::Real(_) => {
                panic!("stories read texts and integers")
            }
        };
        found.push((0..width).map(cell).collect());
    }
    found
}

async fn act_on_postgres(url: &str, sql: &str) -> Vec<Vec<Option<String>>> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    let query = std::pin::pin!(client.simple_query(sql));
    let answer = match select(query, std::pin::pin!(connection)).await {
        Either::Left((answer, _connection)) => answer.unwrap(),
        Either::Right((end, _query)) => panic!("the connection ended: {end:?}"),
    };
    let mut found = Vec::new();
    for message in answer {
        if let SimpleQueryMessage::Row(row) = message {
            found.push(
                (0..row.len())
                    .map(|index| row.get(index).map(str::to_owned))
                    .collect(),
            );
        }
    }
    found
}
