//! Building the running office from its configuration.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use app::office::{Phones, Secret};
use app::{Environment as AppEnvironment, Office, Settings};
use gateway::{MobileCitizens, OcspClient, SmsSender};
use paper::Fonts;
use store::{Blob, Store};

use crate::clock::Clock;
use crate::command::verify_signature::trust_of;
use crate::config::{Config, DatabaseConfig, Environment, PhonesConfig};
use crate::library;

/// SQLite readers: as many requests as can read at a time.
const SQLITE_READERS: usize = 4;

/// The clock that a configuration names.
pub fn clock(config: &Config) -> Clock {
    match &config.town {
        Some(town) => Clock::of_town(&town.clock),
        None => Clock::real(),
    }
}

/// Opens the archive that a configuration names.
pub fn store(config: &Config) -> anyhow::Result<Store> {
    let wanted = match &config.database {
        DatabaseConfig::Sqlite { path } => {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make the folder {}", folder.display()))?;
            }
            store::Config::Sqlite {
                path: path.clone(),
                readers: SQLITE_READERS,
            }
        }
        DatabaseConfig::Postgres { pool } => store::Config::Postgres {
            url: Config::database_url()?,
            pool_size: *pool,
        },
    };
    let store = Store::open(&wanted).context("cannot open the database")?;
    if let DatabaseConfig::Sqlite { path } = &config.database {
        use std::os::unix::fs::PermissionsExt as _;
        // Personal data: nobody else on the machine reads it.
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).ok();
    }
    Ok(store)
}

/// The whole office: library, archive, trust, fonts. The archive must have been migrated.
pub async fn office(config: &Config) -> anyhow::Result<Office> {
    let law = Arc::new(library::load(&config.law.folder)?);
    let store = store(config)?;
    keep_law(&store, &law)
        .await
        .context("cannot keep the texts of the law")?;
    let trust = Arc::new(trust_of(&config.signature.trust)?);
    if config.environment == Environment::Production {
        refuse_sandbox(&config.signature.trust)?;
    }
    let limit = Duration::from_secs(config.signature.ocsp_seconds_max);
    let ocsp = OcspClient::new(&config.signature.ocsp, limit)
        .with_context(|| format!("signature.ocsp = {:?}", config.signature.ocsp))?;
    let fonts = Fonts::new(font(&config.fonts.regular)?, font(&config.fonts.bold)?)
        .context("the fonts of deeds are wrong")?;
    let settings = Settings {
        origin: config.origin.clone(),
        environment: match config.environment {
            Environment::Production => AppEnvironment::Production,
            Environment::Sandbox => AppEnvironment::Sandbox,
        },
        ncalayer: config.signature.ncalayer.clone(),
        town_page: config.town.as_ref().map(|town| town.page.clone()),
        has_mobile_signing: config.signature.mobile,
        secret: secret()?,
    };
    Ok(Office {
        store,
        law,
        trust,
        ocsp,
        phones: config
            .phones
            .as_ref()
            .map(phones)
            .transpose()?
            .map(Arc::new),
        fonts: Arc::new(fonts),
        settings: Arc::new(settings),
    })
}

fn phones(config: &PhonesConfig) -> anyhow::Result<Phones> {
    let limit = Duration::from_secs(config.seconds_max);
    Ok(Phones {
        citizens: MobileCitizens::new(&config.citizens, limit)
            .with_context(|| format!("phones.citizens = {:?}", config.citizens))?,
        sms: SmsSender::new(&config.sms, limit)
            .with_context(|| format!("phones.sms = {:?}", config.sms))?,
    })
}

/// Refuses the town's certification authority, which names itself in its certificates: in production nobody may sign
/// with a key of an invented person.
fn refuse_sandbox(folder: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        if bytes.windows(SANDBOX.len()).any(|window| window == SANDBOX) {
            bail!(
                "{} is a sandbox's certification authority; remove it in production",
                path.display()
            );
        }
    }
    Ok(())
}

/// How the sandbox's authority marks itself.
const SANDBOX: &[u8] = b"SANDBOX";

/// The office's secret: shared by the nodes through the environment, or made at the start of a single one.
fn secret() -> anyhow::Result<Secret> {
    let Some(text) = Config::secret() else {
        return Ok(Secret::fresh()?);
    };
    if text.len() < 32 {
        bail!("SHANYRAQ_SECRET must have at least 32 characters; leave it out for a single node");
    }
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
    let bytes = digest.as_ref().try_into().context("SHA-256 has 32 bytes")?;
    Ok(Secret::new(bytes))
}

/// Every text of the law goes into the archive by its digest, so that a case can be replayed from there.
async fn keep_law(store: &Store, law: &law::Law) -> Result<(), store::Fault> {
    for file in law.files() {
        store
            .put_blob(Blob::new(file.text().as_bytes().to_vec()))
            .await?;
    }
    Ok(())
}

fn font(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = std::fs::read(path).with_context(|| {
        format!(
            "cannot read the font {}: install Debian's fonts-noto-core, or name others in [fonts]",
            path.display()
        )
    })?;
    if bytes.is_empty() {
        bail!("the font {} is empty", path.display());
    }
    Ok(bytes)
}
