//! Operator commands: one verb, one file. Readable output, `--json` for machines.

pub mod assess_law;
pub mod backup;
pub mod check_law;
pub mod checkpoint_journal;
pub mod diff_law;
pub mod draw_law;
pub mod export_case;
pub mod export_evidence;
pub mod import_office;
pub mod keys;
pub mod list_facts;
pub mod lsp_law;
pub mod migrate;
pub mod passport_law;
pub mod rebuild_lists;
pub mod replay_law;
pub mod restore;
pub mod seal_law;
pub mod serve;
pub mod show_law;
pub mod term_law;
pub mod verify_case;
mod verify_evidence;
pub mod verify_journal;
pub mod verify_signature;
mod words;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use law::edition::Edition;
use law::problem::suggest;
use law::{Language, Law, NoEdition, Place};

use crate::clock::Clock;
use crate::config::Config;
use crate::library;

/// Where a configuration is looked for if none is named, best first.
const CONFIG_FILES: [&str; 2] = ["shanyraq.toml", "shanyraq.example.toml"];

/// The folder of the law if nothing names another.
const LAW_FOLDER: &str = "law";

/// Astana: the place of a question that names none, and the clock by which "today" is told.
const CAPITAL: &str = "710000000";

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
        writeln!(std::io::stdout().lock(), "{}", text.trim_end())?;
        Ok(())
    }
}

/// What a command found; an error instead means that it could not look (exit 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Exit 0.
    Yes,
    /// Exit 1.
    No,
}

impl From<bool> for Verdict {
    fn from(is_good: bool) -> Self {
        if is_good { Self::Yes } else { Self::No }
    }
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Yes => Self::SUCCESS,
            Verdict::No => Self::FAILURE,
        }
    }
}

/// The runtime of commands that wait.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}

/// What every command may be told.
#[derive(Clone, Debug, Args)]
pub struct Setting {
    /// The configuration; `shanyraq.toml` if left out, else `shanyraq.example.toml`.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the law; that of the configuration if left out, else `law`.
    #[arg(long, global = true, value_name = "DIR")]
    law: Option<PathBuf>,
    /// Answer with one JSON document.
    #[arg(long, global = true)]
    json: bool,
}

impl Setting {
    /// How to answer.
    pub fn output(&self) -> Output {
        if self.json {
            Output::Json
        } else {
            Output::Words
        }
    }

    /// The configuration file: the one named, else the first that exists.
    pub fn config_file(&self) -> Option<PathBuf> {
        let known = CONFIG_FILES.iter().map(PathBuf::from);
        self.config
            .clone()
            .or_else(|| known.into_iter().find(|file| file.exists()))
    }

    /// The configuration.
    pub fn config(&self) -> anyhow::Result<Config> {
        match self.config_file() {
            Some(file) => Config::read(&file),
            None => bail!(
                "there is no {}; name the configuration with --config",
                CONFIG_FILES[0]
            ),
        }
    }

    /// The folder of the law.
    pub fn law_folder(&self) -> anyhow::Result<PathBuf> {
        match (&self.law, self.config_file()) {
            (Some(folder), _) => Ok(folder.clone()),
            (None, Some(file)) => Ok(Config::read(&file)?.law.folder),
            (None, None) => Ok(LAW_FOLDER.into()),
        }
    }

    /// The law.
    pub fn law(&self) -> anyhow::Result<Law> {
        Ok(library::load(&self.law_folder()?)?)
    }

    /// The present instant: the town's in a sandbox, else the real one.
    pub fn now(&self) -> anyhow::Result<Timestamp> {
        let town = match self.config_file() {
            Some(file) => Config::read(&file)?.town,
            None => None,
        };
        Ok(town
            .map_or_else(Clock::real, |town| Clock::of_town(&town.clock))
            .now())
    }

    /// The day asked for, else today in the capital.
    fn day(&self, asked: Option<Date>, law: &Law) -> anyhow::Result<Date> {
        match asked {
            Some(day) => Ok(day),
            None => Ok(place_of(law, CAPITAL)?.local(self.now()?).date()),
        }
    }
}

/// The place of a KATO code.
fn place_of<'l>(law: &'l Law, code: &str) -> anyhow::Result<&'l Place> {
    match law.places().get(code) {
        Some(place) => Ok(place),
        None => bail!(
            "place {code} is not in the law's places.kdl: add it there, or name the city or region around it"
        ),
    }
}

/// The edition of a service on a day.
fn edition_of<'l>(law: &'l Law, service: &str, day: Date) -> anyhow::Result<&'l Edition> {
    law.edition(service, day)
        .map_err(|reason| no_edition(law, &reason))
}

/// The reason with its way out.
fn no_edition(law: &Law, reason: &NoEdition) -> anyhow::Error {
    let way_out = match reason {
        NoEdition::UnknownService { service } => {
            let services: Vec<&str> = law.services().collect();
            suggest(service, services).unwrap_or_else(|| "see law/services/".to_owned())
        }
        NoEdition::BeforeFirst { first, .. } => format!("ask for {first} or a later day"),
        NoEdition::Gap { until, why, .. } => {
            let why = why.as_deref().unwrap_or("the reason is not declared");
            match until {
                Some(until) => format!("{why}; ask for {until} or a later day"),
                None => format!("{why}; ask for an earlier day"),
            }
        }
    };
    anyhow::anyhow!("{reason}: {way_out}")
}

/// Reads `--lang`.
fn language(code: &str) -> Result<Language, String> {
    Language::parse(code).ok_or_else(|| "write kk, ru or en".to_owned())
}
