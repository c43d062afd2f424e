//! `shanyraq migrate`: brings the database to the schema of this program.

use clap::Args;
use serde_json::json;

use super::{Setting, Verdict};
use crate::plant;

/// Brings the database to the schema of this program. A newer schema is refused.
#[derive(Debug, Args)]
pub struct Migrate {}

/// Runs the command.
pub fn migrate(_args: &Migrate, setting: &Setting) -> anyhow::Result<Verdict> {
    let config = setting.config()?;
    super::runtime()?.block_on(async {
        let store = plant::store(&config)?;
        store.migrate().await.map_err(plant::schema_in_words)?;
        let report = json!({ "migrated": true, "engine": store.engine_name() });
        setting.output().print(&report, || {
            format!(
                "The {} database has the schema of this program.",
                store.engine_name()
            )
        })?;
        Ok(Verdict::Yes)
    })
}
