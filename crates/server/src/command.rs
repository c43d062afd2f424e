//! Operator commands: one verb, one file. Readable output, `--json` for machines.

pub mod verify_signature;

use std::io::Write as _;

/// How a command answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// For people.
    Words,
    /// For machines: one JSON document.
    Json,
}

impl Output {
    /// Writes `report` to standard output, in words or as JSON.
    pub fn print(
        self,
        report: &serde_json::Value,
        words: impl FnOnce() -> String,
    ) -> anyhow::Result<()> {
        let text = match self {
            Self::Json => serde_json::to_string_pretty(report)?,
            Self::Words => words(),
        };
        writeln!(std::io::stdout().lock(), "{text}")?;
        Ok(())
    }
}
