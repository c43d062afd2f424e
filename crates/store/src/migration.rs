//! Migrations: one text for both engines, applied in order, each known by its digest.

use std::collections::BTreeMap;

use casework::canonical;

use crate::{fault::Fault, value::read_in_order};

/// One step of the schema.
pub(crate) struct Migration {
    /// `YYYYMMDDhhmm_reason`.
    pub(crate) name: &'static str,
    /// Its text with the placeholders of the engines.
    pub(crate) text: &'static str,
}

/// Every step, oldest first.
pub(crate) const ALL: &[Migration] = &[
    Migration {
        name: "202611210900_journal",
        text: include_str!("../migrations/202611210900_journal.sql"),
    },
    Migration {
        name: "202611210910_projections",
        text: include_str!("../migrations/202611210910_projections.sql"),
    },
    Migration {
        name: "202611210920_registers",
        text: include_str!("../migrations/202611210920_registers.sql"),
    },
    Migration {
        name: "202611210930_work_in_progress",
        text: include_str!("../migrations/202611210930_work_in_progress.sql"),
    },
    Migration {
        name: "202611212330_deed_by_digest",
        text: include_str!("../migrations/202611212330_deed_by_digest.sql"),
    },
    Migration {
        name: "202611220240_evidence",
        text: include_str!("../migrations/202611220240_evidence.sql"),
    },
    Migration {
        name: "202611220300_confirmations",
        text: include_str!("../migrations/202611220300_confirmations.sql"),
    },
    Migration {
        name: "202611220520_keys",
        text: include_str!("../migrations/202611220520_keys.sql"),
    },
    Migration {
        name: "202611220530_seal",
        text: include_str!("../migrations/202611220530_seal.sql"),
    },
    Migration {
        name: "202611220540_access",
        text: include_str!("../migrations/202611220540_access.sql"),
    },
    Migration {
        name: "202611220630_filed_draft",
        text: include_str!("../migrations/202611220630_filed_draft.sql"),
    },
    Migration {
        name: "202611221210_waits",
        text: include_str!("../migrations/202611221210_waits.sql"),
    },
    Migration {
        name: "202611221600_receipt",
        text: include_str!("../migrations/202611221600_receipt.sql"),
    },
];

/// The table of what was applied, made before anything else.
pub(crate) const TABLE: &str = "CREATE TABLE IF NOT EXISTS migration (
    name {text} NOT NULL PRIMARY KEY,
    digest {text} NOT NULL
){strict};";

/// A step that was applied.
pub(crate) struct Applied {
    pub(crate) name: String,
    pub(crate) digest: String,
}

read_in_order!(Applied { name, digest });

/// What was applied.
pub(crate) const APPLIED: &str = "SELECT name, digest FROM migration ORDER BY name";

/// Records a step.
pub(crate) const RECORD: &str = "INSERT INTO migration (name, digest) VALUES ($1, $2)";

/// The tables that a migration itself writes rows into: a store that has no others is empty.
pub(crate) const OF_A_MIGRATION: [&str; 2] = ["ring_key", "upgrade"];

/// The tables of the whole schema, each after those that it refers to.
pub(crate) fn tables() -> Vec<&'static str> {
    let lines = ALL.iter().flat_map(|step| step.text.lines());
    lines
        .filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split(' ').next())
        .collect()
}

/// Every row of a table, in the order of its first columns, which are its key: the same on both engines.
pub(crate) fn select_all(table: &str, columns: usize) -> String {
    let order: Vec<String> = (1..=columns.min(3))
        .map(|column| column.to_string())
        .collect();
    format!("SELECT * FROM {table} ORDER BY {}", order.join(", "))
}

/// Some row of a table, if it has one.
pub(crate) fn any_row(table: &str) -> String {
    format!("SELECT 'here' FROM {table} LIMIT 1")
}

/// The words in which the engines differ.
pub(crate) struct Words {
    pub(crate) text: &'static str,
    pub(crate) integer: &'static str,
    pub(crate) blob: &'static str,
    /// After a table: types are checked.
    pub(crate) strict: &'static str,
    /// After a table of short rows: kept in the order of its primary key, where the engine can.
    pub(crate) clustered: &'static str,
}

/// Puts the words of an engine into a text.
pub(crate) fn in_words(text: &str, words: &Words) -> String {
    text.replace("{text}", words.text)
        .replace("{integer}", words.integer)
        .replace("{blob}", words.blob)
        .replace("{strict}", words.strict)
        .replace("{clustered}", words.clustered)
}

impl Migration {
    /// SHA-256 of the text as it stands in the file, the same for both engines.
    pub(crate) fn digest(&self) -> String {
        canonical::sha256_hex(self.text.as_bytes())
    }
}

/// The steps still to apply, given the name and digest of those applied.
///
/// Refuses a schema that holds a step unknown here, and a step whose text is not the one applied.
pub(crate) fn outstanding(applied: Vec<Applied>) -> Result<Vec<&'static Migration>, Fault> {
    let mut applied: BTreeMap<String, String> = applied
        .into_iter()
        .map(|step| (step.name, step.digest))
        .collect();
    let mut outstanding = Vec::new();
    for migration in ALL {
        match applied.remove(migration.name) {
            None => outstanding.push(migration),
            Some(digest) if digest == migration.digest() => {}
            Some(_other) => {
                return Err(Fault::ChangedMigration {
                    migration: migration.name.to_owned(),
                });
            }
        }
    }
    match applied.into_keys().next() {
        Some(migration) => Err(Fault::NewerSchema { migration }),
        None => Ok(outstanding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_in_order_and_says_why() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let listed: Vec<String> = ALL.iter().map(|m| format!("{}.sql", m.name)).collect();
        assert_eq!(files, listed);
        for migration in ALL {
            assert!(migration.text.starts_with("-- Why: "), "{}", migration.name);
        }
    }

    #[test]
    fn changed_or_newer_schema_is_refused() {
        let applied = |names: &[(&str, &str)]| {
            let row = |(name, digest): &(&str, &str)| Applied {
                name: (*name).to_owned(),
                digest: (*digest).to_owned(),
            };
            names.iter().map(row).collect::<Vec<_>>()
        };
        let first = &ALL[0];
        let rest = outstanding(applied(&[(first.name, &first.digest())]))
            .ok()
            .unwrap();
        assert_eq!(rest.len(), ALL.len() - 1);
        assert_eq!(
            outstanding(applied(&[(first.name, "other")])).err(),
            Some(Fault::ChangedMigration {
                migration: first.name.to_owned()
            })
        );
        assert_eq!(
            outstanding(applied(&[("299901010000_future", "x")])).err(),
            Some(Fault::NewerSchema {
                migration: "299901010000_future".to_owned()
            })
        );
    }
}
