//! The ring of keys: where it stands, outside of the database, and who may read it.
//!
//! # Threats
//!
//! A ring beside the database in one backup: the recipe keeps them apart. A ring that others on the machine may read: the
//! start is refused. A ring made anew where one was lost: only a sandbox makes one by itself, and never for a database that
//! was written with another.

use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use store::{KeyKind, Keys};

use crate::config::{Config, Environment};

/// The name of the ring in the folder of a town.
const TOWN_RING: &str = "ring";

/// What is written over a fresh ring.
const HEAD: &str = "# The keys of personal data. Whoever has this file and the database reads everything; without it nobody does.\n\
     # Keep copies apart from those of the database.\n";

/// The ring that a configuration names: from the environment, else from a file.
pub fn read(config: &Config) -> anyhow::Result<Keys> {
    if let Some(text) = Config::keys() {
        return Keys::parse(&text).context("SHANYRAQ_KEYS is wrong");
    }
    let file = file(config)?;
    if !file.exists() && config.environment == Environment::Sandbox {
        let text = format!("{HEAD}{}", Keys::fresh_text()?);
        write_new(&file, &text)?;
    }
    read_file(&file)
}

/// The same, or no keys where there are none: for looking at envelopes alone.
pub fn read_if_any(config: &Config) -> anyhow::Result<Keys> {
    let is_any = Config::keys().is_some() || file(config).is_ok_and(|file| file.exists());
    if is_any {
        read(config)
    } else {
        Ok(Keys::none())
    }
}

/// Adds a fresh key to the file of the ring; answers the id of the key.
pub fn add(config: &Config, kind: KeyKind) -> anyhow::Result<(PathBuf, String)> {
    if Config::keys().is_some() {
        bail!(
            "the ring is in SHANYRAQ_KEYS: make an entry with `openssl rand -hex 32` and add `{} ID HEX` there",
            kind.name()
        );
    }
    let file = file(config)?;
    read_file(&file)?;
    let text = std::fs::read_to_string(&file)?;
    let entry = Keys::fresh_entry(kind)?;
    let id = entry.split(' ').nth(1).unwrap_or_default().to_owned();
    let beside = file.with_extension("new");
    write_new(&beside, &format!("{}\n{entry}\n", text.trim_end()))?;
    // One step: a crash leaves the old ring or the new one.
    std::fs::rename(&beside, &file)
        .with_context(|| format!("cannot write the ring of keys {}", file.display()))?;
    Ok((file, id))
}

fn file(config: &Config) -> anyhow::Result<PathBuf> {
    let of_town = || {
        let town = config.town.as_ref()?;
        Some(town.clock.parent()?.join(TOWN_RING))
    };
    match &config.keys {
        Some(keys) => Ok(keys.file.clone()),
        None => of_town().context(
            "there is no ring of keys for personal data: set SHANYRAQ_KEYS or name a file in [keys]; `shanyraq keys make FILE` makes one",
        ),
    }
}

fn read_file(file: &Path) -> anyhow::Result<Keys> {
    let cannot = || {
        format!(
            "cannot read the ring of keys {}; for a new database `shanyraq keys make` makes one",
            file.display()
        )
    };
    std::fs::metadata(file).with_context(cannot)?;
    is_ours_alone(file)?;
    let text = std::fs::read_to_string(file).with_context(cannot)?;
    Keys::parse(&text).with_context(|| format!("the ring of keys {} is wrong", file.display()))
}

/// Refuses a file of keys that others on the machine may read.
pub fn is_ours_alone(file: &Path) -> anyhow::Result<()> {
    let mode = std::fs::metadata(file)
        .with_context(|| format!("cannot read {}", file.display()))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        bail!("others may read {}: chmod 600 it", file.display());
    }
    Ok(())
}

/// Writes a file that only we may read, and that was not there.
pub fn write_new(file: &Path, text: &str) -> anyhow::Result<()> {
    let write = || {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = std::fs::OpenOptions::new();
        let mut open = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)?;
        open.write_all(text.as_bytes())?;
        open.sync_all()
    };
    write().with_context(|| format!("cannot write the ring of keys {}", file.display()))
}

/// Makes a ring of fresh keys where there is none.
pub fn make(file: &Path) -> anyhow::Result<()> {
    write_new(file, &format!("{HEAD}{}", Keys::fresh_text()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::KeysConfig;

    fn config(folder: &Path) -> Config {
        let example = include_str!("../../../shanyraq.example.toml");
        let mut config: Config = toml::from_str(example).unwrap();
        config.town.as_mut().unwrap().clock = folder.join("clock.json");
        config
    }

    #[test]
    fn a_town_makes_its_ring_once_and_nobody_else_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        assert!(read_if_any(&config).unwrap().is_empty());
        let first = format!("{:?}", read(&config).unwrap());
        assert_eq!(format!("{:?}", read(&config).unwrap()), first);
        let file = folder.path().join("ring");
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        let refused = read(&config).unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    #[test]
    fn a_key_is_added_beside_those_that_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        let before = read(&config).unwrap();
        let (file, id) = add(&config, KeyKind::Master).unwrap();
        let after = read(&config).unwrap();
        assert_eq!(after.all().len(), 3);
        assert!(before.all().iter().all(|key| after.all().contains(key)));
        assert!(after.all().contains(&(KeyKind::Master, id.as_str())));
        assert!(
            make(&file).is_err(),
            "a ring that is there is not written over"
        );
    }

    #[test]
    fn production_does_not_start_without_a_ring() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config(folder.path());
        config.environment = Environment::Production;
        config.town = None;
        let refused = read(&config).unwrap_err().to_string();
        assert!(refused.contains("SHANYRAQ_KEYS"), "{refused}");
        let file = folder.path().join("ring");
        config.keys = Some(KeysConfig { file: file.clone() });
        let refused = read(&config).unwrap_err().to_string();
        assert!(refused.contains("cannot read the ring"), "{refused}");
        assert!(!file.exists(), "none is made by itself");
        make(&file).unwrap();
        assert_eq!(read(&config).unwrap().all().len(), 2);
    }
}
