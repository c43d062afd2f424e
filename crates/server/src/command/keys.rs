//! `shanyraq keys …`: the ring of keys of personal data, its rotation, and the sealing of what was written before it.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use store::{Fault, KeyKind, KeyStatus, Store};

use super::{Setting, Verdict};
use crate::{keyring, plant};

/// How many data keys one transaction wraps anew, and how many values one seals anew.
const BATCH: u32 = 256;

/// The keys of personal data.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    Make(MakeKeys),
    Add(AddKey),
    Rotate(RotateKeys),
    Encrypt(EncryptStore),
    Status(ShowKeys),
    Retire(RetireKey),
}

/// Makes a ring of fresh keys in a file that is not there yet, for a new database.
#[derive(Debug, Args)]
pub struct MakeKeys {
    /// The file.
    file: PathBuf,
}

/// Adds a fresh key to the file of the ring. Nothing is written with it until `keys rotate`: bring the ring to every node
/// and start it before that.
#[derive(Debug, Args)]
pub struct AddKey {
    /// What it is for.
    #[arg(value_enum, default_value_t = Kind::Master)]
    kind: Kind,
}

/// Makes a key of the ring the one that is written with, and writes anew what was written with others, in batches, while
/// the office runs. After an interruption run it again.
#[derive(Debug, Args)]
pub struct RotateKeys {
    /// The id of the key.
    id: String,
}

/// Seals, in batches, while the office runs, what was written before there were keys. After an interruption run it again.
#[derive(Debug, Args)]
pub struct EncryptStore {}

/// Says which keys the database was written with, and how much with each. Exit 1 while anything lies open or a key is left
/// that is not current.
#[derive(Debug, Args)]
pub struct ShowKeys {}

/// Takes a key out of the database, after which it may be taken out of the ring. Exit 1 while it is needed.
#[derive(Debug, Args)]
pub struct RetireKey {
    /// The id of the key.
    id: String,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// Wraps the keys of cases and drafts.
    Master,
    /// Seals registers and makes the tokens by which people are found.
    Register,
}

impl From<Kind> for KeyKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Master => Self::Master,
            Kind::Register => Self::Register,
        }
    }
}

/// Runs the command.
pub fn keys(command: &KeysCommand, setting: &Setting) -> anyhow::Result<Verdict> {
    match command {
        KeysCommand::Make(args) => make(args, setting),
        KeysCommand::Add(args) => add(args, setting),
        KeysCommand::Rotate(args) => rotate(args, setting),
        KeysCommand::Encrypt(_) => encrypt(setting),
        KeysCommand::Status(_) => status(setting),
        KeysCommand::Retire(args) => retire(args, setting),
    }
}

fn make(args: &MakeKeys, setting: &Setting) -> anyhow::Result<Verdict> {
    keyring::make(&args.file)?;
    setting.output().print(&json!({ "file": args.file }), || {
        format!(
            "A ring of fresh keys is in {}. Keep two copies, apart from those of the database.",
            args.file.display()
        )
    })?;
    Ok(Verdict::Yes)
}

fn add(args: &AddKey, setting: &Setting) -> anyhow::Result<Verdict> {
    let (file, id) = keyring::add(&setting.config()?, args.kind.into())?;
    setting.output().print(&json!({ "file": file, "id": id }), || {
        format!(
            "The key {id} is in {}. Copy the ring, start every node with it, then `shanyraq keys rotate {id}`.",
            file.display()
        )
    })?;
    Ok(Verdict::Yes)
}

/// The store with its keys, each of them checked.
async fn checked(setting: &Setting) -> anyhow::Result<Store> {
    let store = plant::store(&setting.config()?)?;
    store
        .check_keys()
        .await
        .context("the keys do not fit the database")?;
    Ok(store)
}

async fn kind_of(store: &Store, id: &str) -> anyhow::Result<KeyKind> {
    let status = store.key_status().await?;
    match status.iter().find(|key| key.id == id) {
        Some(key) => Ok(key.kind),
        None => bail!("the database knows no key {id}; see `shanyraq keys status`"),
    }
}

fn rotate(args: &RotateKeys, setting: &Setting) -> anyhow::Result<Verdict> {
    super::runtime()?.block_on(async {
        let store = checked(setting).await?;
        let kind = kind_of(&store, &args.id).await?;
        store.rotate_keys(kind, &args.id).await?;
        let count = match kind {
            KeyKind::Master => {
                let mut count = 0;
                loop {
                    let batch = store.rewrap_data_keys(BATCH).await?;
                    if batch == 0 {
                        break count;
                    }
                    count += u64::try_from(batch)?;
                }
            }
            KeyKind::Register => store.reseal_registers(BATCH).await?,
        };
        let report = json!({ "current": args.id, "kind": kind.name(), "rewritten": count });
        setting.output().print(&report, || {
            let first = format!("The {} key {} is current; {count} values were written anew.", kind.name(), args.id);
            match kind {
                KeyKind::Master => first,
                KeyKind::Register => format!(
                    "{first} Start every node anew, run this once more, and only then retire the key of before."
                ),
            }
        })?;
        Ok(Verdict::Yes)
    })
}

fn encrypt(setting: &Setting) -> anyhow::Result<Verdict> {
    super::runtime()?.block_on(async {
        let store = checked(setting).await?;
        let streams = store.encrypt_events().await?;
        let blobs = store.encrypt_blobs().await?;
        let report = json!({ "streams": streams, "files": blobs });
        setting.output().print(&report, || {
            format!("{streams} journals and {blobs} files were sealed.")
        })?;
        Ok(Verdict::Yes)
    })
}

fn status(setting: &Setting) -> anyhow::Result<Verdict> {
    super::runtime()?.block_on(async {
        let store = checked(setting).await?;
        let status = store.key_status().await?;
        let [streams, blobs] = store.unencrypted().await?;
        let json = |key: &KeyStatus| {
            json!({ "kind": key.kind.name(), "id": key.id, "current": key.is_current, "count": key.count })
        };
        let keys: Vec<_> = status.iter().map(json).collect();
        let report = json!({ "keys": keys, "open_streams": streams, "open_files": blobs });
        setting.output().print(&report, || {
            let mut text: String = status.iter().map(in_words).collect();
            if streams + blobs > 0 {
                let open = format!(
                    "{streams} journals and {blobs} files lie open: run `shanyraq keys encrypt`."
                );
                text.push_str(&open);
            }
            text
        })?;
        let is_done = streams + blobs == 0 && status.iter().all(|key| key.is_current);
        Ok(is_done.into())
    })
}

fn in_words(key: &KeyStatus) -> String {
    let what = match key.kind {
        KeyKind::Master => "keys of cases and drafts",
        KeyKind::Register => "values of registers",
    };
    let current = if key.is_current { ", current" } else { "" };
    format!(
        "{} {}{current}: {} {what}\n",
        key.kind.name(),
        key.id,
        key.count
    )
}

fn retire(args: &RetireKey, setting: &Setting) -> anyhow::Result<Verdict> {
    super::runtime()?.block_on(async {
        let store = checked(setting).await?;
        let kind = kind_of(&store, &args.id).await?;
        let is_retired = match store.retire_key(kind, &args.id).await {
            Ok(()) => true,
            Err(Fault::KeyNeeded { .. }) => false,
            Err(fault) => return Err(fault.into()),
        };
        let report = json!({ "id": args.id, "retired": is_retired });
        setting.output().print(&report, || {
            if is_retired {
                format!(
                    "The database needs {} no more. Take it out of the ring before the next start, and keep it as long as backups that need it.",
                    args.id
                )
            } else {
                format!(
                    "The key {} is current, or something is written with it: see `shanyraq keys status`.",
                    args.id
                )
            }
        })?;
        Ok(is_retired.into())
    })
}
