//! The world of the figures over HTTP: 200 providers, people with sessions, and the office below HTTP that prepares
//! what is measured.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use app::import_office::{Import, import_office};
use app::office::Secret;
use app::register_person::{Contacts, register_person};
use app::session::{self, Account, Session};
use app::{Environment, Office, Settings};
use casework::actor::Organization;
use casework::event::PersonRef;
use gateway::OcspClient;
use jiff::Timestamp;
use law::hours::{Between, WorkingHours};
use law::{Law, Text};
use paper::Fonts;
use server::clock::Clock;
use signature::Trust;

use crate::deeds::FONTS;
use crate::engine::{Engine, POOL};
use crate::keys::{Keys, Signatory, bin};
use crate::notary_work::instant;
use crate::program::{Program, Setup};
use crate::responder::Responder;
use crate::scale::Scale;

/// The service of all these figures.
pub(crate) const SERVICE: &str = "housing-assistance";
/// As many providers as the target names.
pub(crate) const PROVIDERS: usize = 200;

/// The place that the `n`th provider serves; the first has the capital.
pub(crate) fn place(n: usize) -> String {
    if n == 0 {
        "710000000".to_owned()
    } else {
        format!("56{n:03}0000")
    }
}

/// The code of the `n`th provider.
pub(crate) fn provider(n: usize) -> String {
    format!("provider-{n:03}")
}

/// A town with its office below HTTP.
pub(crate) struct Town {
    /// The office.
    pub(crate) office: Office,
    /// The responder, which runs as long as the town.
    pub(crate) responder: Responder,
    clock: Clock,
    config: PathBuf,
}

/// Somebody with a browser.
pub(crate) struct Visitor {
    /// The keys.
    pub(crate) signatory: Arc<Signatory>,
    /// The cookie.
    pub(crate) token: String,
    /// The browser.
    pub(crate) session: Session,
    /// Who the office takes them for.
    pub(crate) account: Account,
}

impl Town {
    /// A town on an empty database, on a Tuesday at ten in the morning.
    pub(crate) async fn found(scale: &Scale, engine: &Engine, keys: &Keys) -> anyhow::Result<Self> {
        let folder = scale.work.join("town");
        std::fs::create_dir_all(&folder)?;
        let law_folder = folder.join("law");
        write_law(scale, &law_folder)?;
        let real = Clock::real().now();
        let mut setup = Setup {
            folder,
            law: law_folder,
            responder: String::new(),
            offset_seconds: instant()?.duration_since(real).as_secs(),
        };
        setup.write(&keys.ca, engine)?;
        let clock = Clock::of_town(&setup.clock());
        let responder = Responder::start(keys.ca.clone(), clock.clone()).await?;
        setup.responder = format!("http://{}/ocsp", responder.address);
        let config = setup.write(&keys.ca, engine)?;
        let law = Arc::new(server::library::load(&setup.law)?);
        let office = office(engine, keys, law, &setup.responder).await?;
        let town = Self {
            office,
            responder,
            clock,
            config,
        };
        for n in 0..PROVIDERS {
            import_office(&town.office, import(n, keys)?, town.now()).await?;
        }
        Ok(town)
    }

    /// The present of the town.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The program on the same database, town and law.
    pub(crate) fn program(&self, scale: &Scale, engine: &Engine) -> anyhow::Result<Program> {
        Program::start(scale, &self.config, engine)
    }

    /// Signs somebody in, past the login page; a citizen gets an account.
    pub(crate) async fn visitor(
        &self,
        signatory: &Arc<Signatory>,
        has_account: bool,
    ) -> anyhow::Result<Visitor> {
        let person = PersonRef::clone(&signatory.person);
        let new = session::open(&self.office, person, self.now()).await?;
        let mut account = session::account(&self.office, &new.session).await?;
        if has_account {
            let contacts = Contacts {
                phone: "8 701 123 45 67".to_owned(),
                is_acknowledged: true,
                ..Contacts::default()
            };
            register_person(&self.office, &account, &contacts, self.now()).await?;
            account = session::account(&self.office, &new.session).await?;
        }
        Ok(Visitor {
            signatory: signatory.clone(),
            token: new.token,
            session: new.session,
            account,
        })
    }
}

async fn office(
    engine: &Engine,
    keys: &Keys,
    law: Arc<Law>,
    responder: &str,
) -> anyhow::Result<Office> {
    let certificates = keys.ca.certificates();
    let face = |name: &str| std::fs::read(format!("{FONTS}/{name}.ttf"));
    Ok(Office {
        store: engine.open(POOL).await?,
        law,
        trust: Arc::new(Trust::from_certificates(
            certificates.iter().map(Vec::as_slice),
        )?),
        ocsp: OcspClient::new(responder, Duration::from_secs(10))?,
        tsa: None,
        lists: Vec::new().into(),
        phones: None,
        fonts: Arc::new(Fonts::new(
            face("NotoSans-Regular")?,
            face("NotoSans-Bold")?,
        )?),
        settings: Arc::new(Settings {
            origin: Setup::ORIGIN.to_owned(),
            environment: Environment::Sandbox,
            ncalayer: "wss://127.0.0.1:13579".to_owned(),
            town_page: None,
            has_mobile_signing: false,
            second_factor: app::office::SecondFactor::Never,
            secret: Secret::new([7; 32]),
            note_key: None,
        }),
    })
}

/// The law with a place for each provider: the real one offers the service online in fewer.
fn write_law(scale: &Scale, folder: &std::path::Path) -> anyhow::Result<()> {
    for (name, mut text) in server::library::read(&scale.law)? {
        if name == "places.kdl" {
            for n in 1..PROVIDERS {
                // Writing to a String cannot fail.
                let _infallible = write!(
                    text,
                    "place \"{}\" kind=city region=\"550000000\" {{\n    parent \"550000000\"\n    \
                     name kk=\"Қала {n}\" ru=\"Город {n}\" en=\"Town {n}\"\n    offset \"+05:00\"\n    \
                     online {SERVICE} cite=\"000 ¶23\"\n}}\n",
                    place(n)
                );
            }
        }
        let path = folder.join(&name);
        let parent = path.parent().context("a folder")?;
        std::fs::create_dir_all(parent)?;
        std::fs::write(&path, text)?;
    }
    Ok(())
}

fn import(n: usize, keys: &Keys) -> anyhow::Result<Import> {
    let officials = if n == 0 {
        keys.officials.as_slice()
    } else {
        &[]
    };
    let roles = ["executor", "head"].map(str::to_owned).to_vec();
    let between = |text: &str| Between::parse(text).context("working hours");
    Ok(Import {
        organization: Organization {
            code: provider(n),
            bin: bin(n)?,
            kato: place(n),
            register: format!("Б{n}"),
            services: vec![SERVICE.to_owned()],
            phone: "+77172000000".to_owned(),
            address: Text::of(|_language| format!("Бәйтерек көшесі, {n}")),
            name: Text::of(|_language| format!("Тұрғын үй бөлімі {n}")),
            hours: WorkingHours::five_day(between("00:00-23:59")?, None),
        },
        officers: officials
            .iter()
            .map(|it| (it.person.iin.clone(), it.person.name.clone(), roles.clone()))
            .collect(),
    })
}
