//! Configuration: one TOML file, every key documented in `shanyraq.example.toml`, unknown keys refused,
//! secrets by environment. This is the only place that reads the environment.

mod doors;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Deserialize;

pub use self::doors::{
    ConnectionsConfig, LimitConfig, LimitsConfig, MetricsConfig, RateConfig, TracesConfig,
};

/// Everything that the server is told from outside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `production`, or `sandbox` for a town of invented people.
    pub environment: Environment,
    /// The address to listen on, `127.0.0.1:8080`; port 0 takes a free one.
    pub listen: String,
    /// The address that people see, without a trailing slash; login nonces are bound to it.
    pub origin: String,
    /// Where the law, the database and the rest are.
    pub law: LawConfig,
    /// The database.
    pub database: DatabaseConfig,
    /// The keys of personal data; from the environment or from the town if left out.
    pub keys: Option<KeysConfig>,
    /// Trust, evidence and signing.
    pub signature: SignatureConfig,
    /// Phones of people; without them there are no one-time passwords.
    pub phones: Option<PhonesConfig>,
    /// How people come in.
    #[serde(default)]
    pub login: LoginConfig,
    /// The daily seal; without it checkpoints are not signed.
    pub seal: Option<SealConfig>,
    /// Fonts of deeds.
    pub fonts: FontsConfig,
    /// The town's clock; only in a sandbox.
    pub town: Option<TownConfig>,
    /// Logs.
    #[serde(default)]
    pub log: LogConfig,
    /// Limits on connections.
    #[serde(default)]
    pub connections: ConnectionsConfig,
    /// Limits on requests.
    #[serde(default)]
    pub limits: LimitsConfig,
    /// The page for Prometheus; none if left out.
    pub metrics: Option<MetricsConfig>,
    /// Traces for OpenTelemetry; none if left out.
    pub traces: Option<TracesConfig>,
}

/// The environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// Real people, real certificates.
    Production,
    /// A town of invented people with a test certification authority.
    Sandbox,
}

/// The library.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawConfig {
    /// The folder `law/`.
    pub folder: PathBuf,
}

/// The database: SQLite in a file, or PostgreSQL by the address in `SHANYRAQ_DATABASE_URL`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, tag = "engine", rename_all = "kebab-case")]
pub enum DatabaseConfig {
    /// The embedded default.
    Sqlite {
        /// The file.
        path: PathBuf,
        /// The file grows no larger than about so many bytes; no limit if left out.
        bytes_max: Option<u64>,
    },
    /// The production engine.
    Postgres {
        /// The most connections held.
        #[serde(default = "default_pool")]
        pool: usize,
    },
}

/// Where the ring of keys is, if not in `SHANYRAQ_KEYS`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeysConfig {
    /// The file, which only the program may read.
    pub file: PathBuf,
}

/// What the notary needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureConfig {
    /// A folder of CA certificates, DER or PEM.
    pub trust: PathBuf,
    /// The OCSP responder, `http://…`.
    pub ocsp: String,
    /// How long to wait for it.
    #[serde(default = "default_ocsp_seconds")]
    pub ocsp_seconds_max: u64,
    /// The certificate policies of which a signer's certificate must assert one; any if left out.
    #[serde(default)]
    pub policies: Vec<String>,
    /// Lists of revoked certificates, `http://…`, for when the responder is silent.
    #[serde(default)]
    pub lists: Vec<String>,
    /// The time-stamping authority; without one the time of receipt is the proven time.
    pub time: Option<TimeConfig>,
    /// The address of NCALayer in the person's browser.
    #[serde(default = "default_ncalayer")]
    pub ncalayer: String,
    /// Whether eGov Mobile may sign here.
    #[serde(default)]
    pub mobile: bool,
}

/// How people are reached by phone, for one-time passwords.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhonesConfig {
    /// The door of the mobile citizens database, `http://…`.
    pub citizens: String,
    /// The door for short messages, `http://…`.
    pub sms: String,
    /// How long to wait for either.
    #[serde(default = "default_ocsp_seconds")]
    pub seconds_max: u64,
}

/// How people come in.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LoginConfig {
    /// Of whom a code sent by SMS is asked after the signature.
    #[serde(default)]
    pub second_factor: SecondFactor,
}

/// Of whom a second factor is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactor {
    /// Of nobody.
    #[default]
    Never,
    /// Of the officers of organizations.
    Officers,
    /// Of everybody.
    Everybody,
}

/// Proof of time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeConfig {
    /// The time-stamping authority, `http://…`.
    pub address: String,
    /// A folder of CA certificates that are believed about time; `signature.trust` if left out.
    pub trust: Option<PathBuf>,
    /// The policies of tokens that are accepted, the one asked for first.
    pub policies: Vec<String>,
    /// The digest that is stamped, a dotted identifier; SHA-256 if left out.
    #[serde(default = "default_hash")]
    pub hash: String,
    /// How long a person waits for a token before it is left to the worker.
    #[serde(default = "default_time_milliseconds")]
    pub milliseconds_max: u64,
}

/// The daily seal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealConfig {
    /// The file of the Ed25519 key that signs checkpoints; made at the first start.
    pub key: PathBuf,
}

/// TrueType files with the Kazakh letters.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontsConfig {
    /// Regular.
    pub regular: PathBuf,
    /// Bold.
    pub bold: PathBuf,
}

/// The town.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownConfig {
    /// The file with the town's clock, shared with the sandbox.
    pub clock: PathBuf,
    /// The address of the sandbox's start page, shown in the banner.
    pub page: String,
}

/// Logs go to standard error.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogConfig {
    /// `json` for machines, `text` for people.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug`.
    pub level: String,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self {
            format: LogFormat::Json,
            level: "info".to_owned(),
        }
    }
}

fn default_pool() -> usize {
    16
}

fn default_ocsp_seconds() -> u64 {
    5
}

fn default_hash() -> String {
    "2.16.840.1.101.3.4.2.1".to_owned()
}

fn default_time_milliseconds() -> u64 {
    1_500
}

fn default_ncalayer() -> String {
    "wss://127.0.0.1:13579".to_owned()
}

impl Config {
    /// Reads and checks the configuration in `file`.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read the configuration {}", file.display()))?;
        let config: Self = toml::from_str(&text)
            .with_context(|| format!("the configuration {} is wrong", file.display()))?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> anyhow::Result<()> {
        if self.environment == Environment::Production && self.town.is_some() {
            bail!("`[town]` is for `environment = \"sandbox\"` only; remove it in production");
        }
        if self.environment == Environment::Production && !self.origin.starts_with("https://") {
            bail!("`origin` must begin with https:// in production, since login is bound to it");
        }
        let ncalayer_port = self.signature.ncalayer.rsplit(':').next();
        if ncalayer_port.is_none_or(|port| port.trim_end_matches('/').parse::<u16>().is_err()) {
            bail!("`signature.ncalayer` must end with a port number");
        }
        if self.environment == Environment::Production
            && self.signature.ncalayer.starts_with("ws://")
        {
            bail!("`signature.ncalayer` must be wss:// in production");
        }
        if self
            .signature
            .time
            .as_ref()
            .is_some_and(|time| time.policies.is_empty())
        {
            bail!(
                "`signature.time.policies` must name a policy, since a token is believed under one"
            );
        }
        if self.login.second_factor != SecondFactor::Never && self.phones.is_none() {
            bail!("`login.second-factor` needs `[phones]`, since the code is sent by SMS");
        }
        if self.connections.header_bytes_max < 8_192 {
            bail!("`connections.header_bytes_max` must be 8192 at least");
        }
        if self
            .traces
            .as_ref()
            .is_some_and(|traces| !traces.endpoint.starts_with("http://"))
        {
            bail!("`traces.endpoint` must begin with http://, for a collector beside the program");
        }
        if self.origin.ends_with('/') {
            bail!("`origin` must not end with a slash");
        }
        let ncalayer = &self.signature.ncalayer;
        if !(ncalayer.starts_with("wss://127.0.0.1:") || ncalayer.starts_with("ws://127.0.0.1:")) {
            bail!("`signature.ncalayer` must be ws:// or wss:// on 127.0.0.1");
        }
        Ok(())
    }

    /// The secret that several nodes share, if there are several.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    pub fn secret() -> Option<String> {
        std::env::var("SHANYRAQ_SECRET").ok()
    }

    /// The ring of keys of personal data.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    pub fn keys() -> Option<String> {
        std::env::var("SHANYRAQ_KEYS").ok()
    }

    /// The crash point at which a test wants the program killed; never in a program that serves people.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    pub fn crash_at() -> Option<u64> {
        if !store::crash::IS_THERE {
            return None;
        }
        std::env::var("SHANYRAQ_CRASH_AT").ok()?.parse().ok()
    }

    /// The address of PostgreSQL, which may hold a password and so never stands in the file.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    pub fn database_url() -> anyhow::Result<String> {
        std::env::var("SHANYRAQ_DATABASE_URL")
            .context("database.engine is \"postgres\": set SHANYRAQ_DATABASE_URL")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../shanyraq.example.toml");

    #[test]
    fn example_is_a_configuration() {
        let config: Config = toml::from_str(EXAMPLE).unwrap();
        config.check().unwrap();
    }

    #[test]
    fn unknown_key_is_refused_by_name() {
        let text = EXAMPLE.replacen("listen =", "lisen = \"x\"\nlisten =", 1);
        let error = toml::from_str::<Config>(&text).unwrap_err();
        assert!(error.to_string().contains("lisen"), "{error}");
    }

    #[test]
    fn second_factor_is_a_policy_that_needs_phones() {
        let example: Config = toml::from_str(EXAMPLE).unwrap();
        assert_eq!(example.login.second_factor, SecondFactor::Never);
        let text = EXAMPLE.replace("second-factor = \"never\"", "second-factor = \"officers\"");
        let mut config: Config = toml::from_str(&text).unwrap();
        assert_eq!(config.login.second_factor, SecondFactor::Officers);
        config.check().unwrap();
        config.phones = None;
        let refused = config.check().unwrap_err().to_string();
        assert!(refused.contains("[phones]"), "{refused}");
        let odd = text.replace("\"officers\"", "\"sometimes\"");
        assert!(toml::from_str::<Config>(&odd).is_err());
    }

    #[test]
    fn production_refuses_a_town() {
        let text = EXAMPLE.replace("\"sandbox\"", "\"production\"");
        let config: Config = toml::from_str(&text).unwrap();
        assert!(config.check().is_err());
    }
}
