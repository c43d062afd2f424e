//! Copies of an archive: files of SQLite, databases made from a template on PostgreSQL.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use store::Config;

use crate::office::{Engine, TestOffice, act};

/// Numbers for copies.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// Where copies are made.
pub(super) struct Archives {
    folder: PathBuf,
}

/// A copy needs a database of its own, not a schema.
pub(super) async fn with_a_database_of_its_own(engine: Engine) -> Engine {
    match engine {
        Engine::Sqlite | Engine::SqliteAt { .. } => engine,
        Engine::Postgres { base, schema } => {
            let name = fresh();
            act(&base, &format!("CREATE DATABASE {name}")).await;
            Engine::Postgres {
                base: with_database(&base, &name),
                schema,
            }
        }
    }
}

/// Removes the database of an office.
pub(super) async fn close(office: TestOffice) {
    let archive = office.archive();
    office.town.stop().await;
    if let Config::Postgres { url, .. } = archive {
        drop_database(&url).await;
    }
}

impl Archives {
    pub(super) fn of(office: &TestOffice) -> Self {
        Self {
            folder: office.folder().to_owned(),
        }
    }

    /// Copies an archive that no program has open, or only without doing anything.
    pub(super) async fn copy(&self, from: &Config) -> Config {
        match from {
            Config::Sqlite { path, readers } => {
                let to = self.folder.join(format!("{}.db", fresh()));
                copy_file(path, &to);
                copy_file(&beside(path), &beside(&to));
                Config::Sqlite {
                    path: to,
                    readers: *readers,
                }
            }
            Config::Postgres { url, pool_size } => {
                let (name, from) = (fresh(), database(url).to_owned());
                let nobody = format!(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                     WHERE datname = '{from}' AND pid <> pg_backend_pid()"
                );
                let base = with_database(url, "postgres");
                act(&base, &nobody).await;
                act(&base, &format!("CREATE DATABASE {name} TEMPLATE {from}")).await;
                Config::Postgres {
                    url: with_database(url, &name),
                    pool_size: *pool_size,
                }
            }
        }
    }

    /// Removes a copy.
    pub(super) async fn discard(&self, archive: &Config) {
        match archive {
            Config::Sqlite { path, .. } => {
                std::fs::remove_file(path).unwrap();
                std::fs::remove_file(beside(path)).ok();
            }
            Config::Postgres { url, .. } => drop_database(url).await,
        }
    }
}

async fn drop_database(url: &str) {
    let base = with_database(url, "postgres");
    let name = database(url);
    act(&base, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

fn fresh() -> String {
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("points_{}_{count}", std::process::id())
}

/// The log that SQLite keeps beside its file.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn copy_file(from: &Path, to: &Path) {
    if from.exists() {
        std::fs::copy(from, to).unwrap();
    }
}

/// The name of the database in an address.
fn database(url: &str) -> &str {
    let address = url.split('?').next().unwrap();
    address.rsplit('/').next().unwrap()
}

/// The address of another database of the same server, with the same options.
fn with_database(url: &str, name: &str) -> String {
    let (address, options) = match url.split_once('?') {
        Some((address, options)) => (address, format!("?{options}")),
        None => (url, String::new()),
    };
    let (server, _database) = address.rsplit_once('/').unwrap();
    format!("{server}/{name}{options}")
}
