//! Building the running office from its configuration.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use app::note_key::NoteKey;
use app::office::{Phones, SecondFactor as AppSecondFactor, Secret};
use app::{Environment as AppEnvironment, Office, Settings};
use gateway::{CrlClient, MobileCitizens, OcspClient, SmsSender, TsaClient};
use paper::Fonts;
use signature::Trust;
use store::{Blob, Fault, Keys, Store};

use crate::clock::Clock;
use crate::command::verify_signature::trust_of;
use crate::config::{
    Config, DatabaseConfig, Environment, PhonesConfig, SealConfig, SecondFactor, TimeConfig,
};
use crate::{keyring, library};

/// SQLite readers: as many requests as can read at a time.
const SQLITE_READERS: usize = 4;

/// The clock that a configuration names.
pub fn clock(config: &Config) -> Clock {
    match &config.town {
        Some(town) => Clock::of_town(&town.clock),
        None => Clock::real(),
    }
}

/// Opens the archive that a configuration names, with its ring of keys.
pub fn store(config: &Config) -> anyhow::Result<Store> {
    store_with(config, keyring::read(config)?)
}

/// Opens the archive with these keys.
pub fn store_with(config: &Config, keys: Keys) -> anyhow::Result<Store> {
    let wanted = match &config.database {
        DatabaseConfig::Sqlite { path, .. } => {
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
    let store = Store::open(&wanted, keys).context("cannot open the database")?;
    if let DatabaseConfig::Sqlite { path, .. } = &config.database {
        use std::os::unix::fs::PermissionsExt as _;
        // Personal data: nobody else on the machine reads it.
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).ok();
    }
    Ok(store)
}

/// Opens the archive and sees that it has the schema of this program.
pub async fn ready_store(config: &Config) -> anyhow::Result<Store> {
    ready_store_with(config, keyring::read(config)?).await
}

/// The same with these keys.
pub async fn ready_store_with(config: &Config, keys: Keys) -> anyhow::Result<Store> {
    let store = store_with(config, keys)?;
    store.check_schema().await.map_err(schema_in_words)?;
    if let DatabaseConfig::Sqlite {
        bytes_max: Some(bytes_max),
        ..
    } = &config.database
    {
        store.limit_size(*bytes_max).await?;
    }
    Ok(store)
}

/// A schema that is not that of this program, with the way out.
pub fn schema_in_words(fault: Fault) -> anyhow::Error {
    let (step, way_out) = if let Fault::OlderSchema { migration } = &fault {
        (migration, "run `shanyraq migrate` first")
    } else if let Fault::NewerSchema { migration } = &fault {
        (
            migration,
            "a newer program made it, so use that one; nothing was changed",
        )
    } else if let Fault::ChangedMigration { migration } = &fault {
        (
            migration,
            "another program made it, so use that one; nothing was changed",
        )
    } else {
        return fault.into();
    };
    anyhow::anyhow!("{fault} ({step}): {way_out}")
}

/// The whole office: library, archive, trust, fonts. The archive must have been migrated.
pub async fn office(config: &Config) -> anyhow::Result<Office> {
    let law = Arc::new(library::load(&config.law.folder)?);
    let store = ready_store(config).await?;
    store
        .check_keys()
        .await
        .context("the keys of personal data do not fit the database")?;
    keep_law(&store, &law)
        .await
        .context("cannot keep the texts of the law")?;
    let trust = Arc::new(trust(config)?);
    let limit = Duration::from_secs(config.signature.ocsp_seconds_max);
    let ocsp = OcspClient::new(&config.signature.ocsp, limit)
        .with_context(|| format!("signature.ocsp = {:?}", config.signature.ocsp))?;
    let tsa = config.signature.time.as_ref().map(stamper).transpose()?;
    let lists = lists(config, limit)?;
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
        second_factor: match config.login.second_factor {
            SecondFactor::Never => AppSecondFactor::Never,
            SecondFactor::Officers => AppSecondFactor::Officers,
            SecondFactor::Everybody => AppSecondFactor::Everybody,
        },
        secret: secret()?,
        note_key: note_key(config)?,
    };
    Ok(Office {
        store,
        law,
        trust,
        ocsp,
        tsa,
        lists,
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

/// Whom the notary believes about people and about time. In production an authority that is only for trying things out
/// stops the start: nobody may sign with a key of an invented person.
fn trust(config: &Config) -> anyhow::Result<Trust> {
    let environment = match config.environment {
        Environment::Production => signature::Environment::Production,
        Environment::Sandbox => signature::Environment::Test,
    };
    let signature = &config.signature;
    let policies = signature.policies.iter().map(String::as_str);
    let trust = trust_of(&signature.trust, environment)?
        .requiring(policies)
        .context("signature.policies is wrong")?;
    let Some(time) = &signature.time else {
        return Ok(trust);
    };
    let folder = time.trust.as_ref().unwrap_or(&signature.trust);
    let policies = time.policies.iter().map(String::as_str);
    trust
        .with_time_stamping(trust_of(folder, environment)?, policies)
        .context("signature.time is wrong")
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

/// The telephone to the time-stamping authority.
fn stamper(time: &TimeConfig) -> anyhow::Result<TsaClient> {
    let limit = Duration::from_millis(time.milliseconds_max);
    let kind = (
        time.hash.as_str(),
        time.policies.first().map(String::as_str),
    );
    TsaClient::new(&time.address, limit, kind)
        .with_context(|| format!("signature.time.address = {:?}", time.address))
}

/// Where lists of revoked certificates are fetched.
fn lists(config: &Config, limit: Duration) -> anyhow::Result<Arc<[CrlClient]>> {
    if config.signature.lists.len() > signature::MAX_CRLS {
        bail!(
            "signature.lists has more than {} addresses",
            signature::MAX_CRLS
        );
    }
    let client = |address: &String| {
        CrlClient::new(address, limit).with_context(|| format!("signature.lists: {address:?}"))
    };
    config.signature.lists.iter().map(client).collect()
}

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

/// The key of checkpoints, out of its file; made there if the file is not there yet.
pub(crate) fn note_key(config: &Config) -> anyhow::Result<Option<NoteKey>> {
    let Some(SealConfig { key: file }) = &config.seal else {
        return Ok(None);
    };
    if !file.exists() {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut seed = [0; 32];
        aws_lc_rs::rand::fill(&mut seed).context("no randomness from the operating system")?;
        let text = format!("{}\n", casework::seal::hex(&seed));
        keyring::write_new(file, &text).context("seal.key")?;
    }
    keyring::is_ours_alone(file)?;
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("seal.key: cannot read {}", file.display()))?;
    let seed = casework::seal::hash_from_hex(text.trim());
    let seed = seed.with_context(|| {
        format!(
            "seal.key: {} does not hold 64 lower-case hexadecimal digits",
            file.display()
        )
    })?;
    let name = app::seal::origin(&config.origin);
    Ok(Some(NoteKey::from_seed(&name, &seed)?))
}

/// Every text of the law goes into the archive by its digest, so that a case can be replayed from there.
async fn keep_law(store: &Store, law: &law::Law) -> Result<(), Fault> {
    for file in law.files() {
        store
            .put_public_blob(Blob::public(file.text().as_bytes().to_vec()))
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

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use sandbox::ca::TestCa;

    use super::*;

    fn started(environment: &str, files: &[(&str, Vec<u8>)]) -> anyhow::Result<Trust> {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let example = include_str!("../../../shanyraq.example.toml");
        let mut config: Config = toml::from_str(example).unwrap();
        config.environment = match environment {
            "production" => Environment::Production,
            _ => Environment::Sandbox,
        };
        config.signature.trust = folder.path().to_owned();
        config.signature.time.as_mut().unwrap().trust = None;
        trust(&config)
    }

    #[test]
    fn an_authority_for_trying_stops_the_start_in_production_as_der_and_as_pem() {
        let (from, until) = ("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z");
        let ca = TestCa::generate(
            "ҰКО (SANDBOX)",
            from.parse().unwrap(),
            until.parse().unwrap(),
        );
        let [root, issuing] = <[_; 2]>::try_from(ca.unwrap().certificates()).unwrap();
        let pem = [&root, &issuing].map(|der| {
            let letters = base64::engine::general_purpose::STANDARD.encode(der);
            format!("-----BEGIN CERTIFICATE-----\n{letters}\n-----END CERTIFICATE-----\n")
        });
        let as_der = [("root.crt", root.clone()), ("issuing.cer", issuing.clone())];
        let as_pem = [("both.pem", pem.concat().into_bytes())];
        for files in [&as_der[..], &as_pem[..]] {
            assert!(started("sandbox", files).is_ok());
            let refused = started("production", files).err().unwrap().to_string();
            assert!(
                refused.contains("has a test certification authority"),
                "{refused}"
            );
            assert!(refused.contains("remove it from the folder"), "{refused}");
        }
    }
}
