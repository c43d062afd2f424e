//! The whole office below HTTP with a town around it, for tests that do what people do.

mod answers;
mod citizen;
mod engine;
mod official;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use app::import_office::{Import, Imported, import_office};
use app::{Environment, Office, Settings, jobs};
use casework::identifier::{CaseNumber, Iin};
use gateway::{CrlClient, MobileCitizens, OcspClient, SmsSender, TsaClient};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use law::Law;
use paper::Fonts;
use sandbox::ca::{Form, STAMP_POLICY, TestCa, pem_cms};
use sandbox::choice::{KeyKind, OcspMode, TsaMode};
use sandbox::office::office_file;
use sandbox::town::{Config, Running, Town};
use sandbox::vault::CA_NAME;
use signature::Trust;
use store::NoticeRow;
use tempfile::TempDir;

pub(crate) use answers::{answers, file_of, paper_for};
pub(crate) use citizen::{Citizen, log_in};
pub(crate) use engine::{Engine, act, at_hand};
pub(crate) use official::Official;

/// The service of all these tests.
pub(crate) const SERVICE: &str = "housing-assistance";
/// KATO code of the capital.
pub(crate) const ASTANA: &str = "710000000";

/// The real law, read once.
pub(crate) static LAW: LazyLock<Arc<Law>> =
    LazyLock::new(|| Arc::new(server::library::load(&root().join("law")).unwrap()));

/// The fonts of deeds, where Debian puts them.
static FONTS: LazyLock<Arc<Fonts>> = LazyLock::new(|| {
    let face = |name| std::fs::read(Path::new("/usr/share/fonts/truetype/noto").join(name));
    let (regular, bold) = (face("NotoSans-Regular.ttf"), face("NotoSans-Bold.ttf"));
    let missing = "install fonts-noto-core";
    Arc::new(Fonts::new(regular.expect(missing), bold.expect(missing)).unwrap())
});

/// The town's authority, made once and copied into every town.
static AUTHORITY: LazyLock<String> = LazyLock::new(|| {
    let (from, until) = ("2018-01-01T00:00:00Z", "2046-12-31T00:00:00Z");
    let ca = TestCa::generate(CA_NAME, from.parse().unwrap(), until.parse().unwrap());
    ca.unwrap().to_pem_bundle().unwrap()
});

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The instant of a local date and time in the capital: `2026-11-17T10:00`.
pub(crate) fn moment(local: &str) -> Timestamp {
    let local: DateTime = local.parse().unwrap();
    LAW.places().get(ASTANA).unwrap().instant(local).unwrap()
}

/// Tells a story to an office on every engine at hand, begun at a local date and time, and looks after it:
/// no job may be left over, every journal must verify, and the lists must be those that the journals give.
pub(crate) async fn for_each_engine(at: &str, story: impl AsyncFn(&TestOffice)) {
    for engine in at_hand() {
        let office = TestOffice::open(engine, moment(at)).await;
        story(&office).await;
        office.finish().await;
    }
}

/// An office with its town. Both live at a moment that tests move by hand.
pub(crate) struct TestOffice {
    /// The office.
    pub(crate) app: Office,
    /// The town.
    pub(crate) town: Running,
    now: Cell<Timestamp>,
    engine: Engine,
    folder: TempDir,
}

impl TestOffice {
    /// An office at `now` with the organizations of the town.
    pub(crate) async fn open(engine: Engine, now: Timestamp) -> Self {
        let office = Self::empty(engine, now).await;
        for provider in providers(&office) {
            let imported = import_office(&office.app, provider, now).await.unwrap();
            assert_eq!(imported, Imported::Written);
        }
        office
    }

    /// An office at `now` that knows no organization.
    pub(crate) async fn empty(engine: Engine, now: Timestamp) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let town = folder.path().join("town");
        std::fs::create_dir(&town).unwrap();
        std::fs::write(town.join("ca.pem"), AUTHORITY.as_str()).unwrap();
        let config = Config::for_test(town, Some(now));
        let town = Town::start(config).await.unwrap();
        let store = engine.open(folder.path()).await;
        store.migrate().await.unwrap();
        let certificates = town.certificates();
        let load = || Trust::from_certificates(certificates.iter().map(Vec::as_slice)).unwrap();
        let trust = load().with_time_stamping(load(), [STAMP_POLICY]).unwrap();
        let settings = Settings {
            secret: app::office::Secret::new([7; 32]),
            note_key: app::note_key::NoteKey::from_seed("127.0.0.1:8080/journal", &[7; 32]).ok(),
            origin: "http://127.0.0.1:8080".to_owned(),
            environment: Environment::Sandbox,
            ncalayer: town.ncalayer_url.clone(),
            town_page: Some(town.http_url.clone()),
            has_mobile_signing: true,
            second_factor: app::office::SecondFactor::Never,
        };
        let door = |name: &str| format!("{}api/{name}", town.http_url);
        let limit = Duration::from_secs(5);
        let phones = app::office::Phones {
            citizens: MobileCitizens::new(&door("mobile-citizens"), limit).unwrap(),
            sms: SmsSender::new(&door("sms"), limit).unwrap(),
        };
        let app = Office {
            store,
            law: LAW.clone(),
            trust: Arc::new(trust),
            ocsp: OcspClient::new(&town.ocsp_url, Duration::from_secs(5)).unwrap(),
            tsa: Some(TsaClient::new(&town.tsa_url, Duration::from_mins(1), STAMPS).unwrap()),
            lists: town.list_urls.iter().map(|url| list(url)).collect(),
            phones: Some(Arc::new(phones)),
            fonts: FONTS.clone(),
            settings: Arc::new(settings),
        };
        Self {
            app,
            town,
            now: Cell::new(now),
            engine,
            folder,
        }
    }

    /// The present moment.
    pub(crate) fn now(&self) -> Timestamp {
        self.now.get()
    }

    /// Moves office and town to a local date and time in the capital; runs no jobs.
    pub(crate) fn at(&self, local: &str) {
        self.at_instant(moment(local));
    }

    /// Moves office and town forward; runs no jobs.
    pub(crate) fn later(&self, by: SignedDuration) {
        self.at_instant(self.now() + by);
    }

    /// Sets the office's clock back to a local date and time in the capital; the town's never goes back.
    pub(crate) fn set_back(&self, local: &str) {
        self.now.set(moment(local));
    }

    /// Moves office and town to an instant. The town's own seconds may have run past it, which is no matter.
    pub(crate) fn at_instant(&self, instant: Timestamp) {
        assert!(instant >= self.now(), "time does not go back");
        self.now.set(instant);
        if instant > self.town.now() {
            self.town.move_clock(instant).unwrap();
        }
    }

    /// Says how the OCSP responder behaves.
    pub(crate) fn ocsp(&self, mode: OcspMode) {
        self.town.set_ocsp(mode);
    }

    /// Says how the time-stamping authority behaves.
    pub(crate) fn tsa(&self, mode: TsaMode) {
        self.town.set_tsa(mode);
    }

    /// Runs all jobs that are due now.
    pub(crate) async fn drain_jobs(&self) {
        while jobs::run_due(&self.app, self.now(), 16).await.unwrap() > 0 {}
    }

    /// What NCALayer answers when the person signs `bytes` with a key of that kind.
    pub(crate) fn sign(&self, person: &str, kind: KeyKind, bytes: &[u8]) -> Vec<u8> {
        let key = self.town.key(person, kind).unwrap();
        let signed = key.sign_cms(bytes, self.now(), Form::Attached).unwrap();
        pem_cms(&signed).into_bytes()
    }

    /// The person's number.
    pub(crate) fn iin(&self, person: &str) -> Iin {
        let person = self.town.register().person(person).unwrap();
        Iin::parse(&person.iin().unwrap()).unwrap()
    }

    /// Opens the archive anew, with the ring of keys as it is now.
    pub(crate) async fn open_again(&mut self) {
        self.app.store = self.engine.open_again(self.folder.path());
        self.app.store.check_keys().await.unwrap();
    }

    /// Where the archive is.
    pub(crate) fn archive(&self) -> store::Config {
        self.engine.config(self.folder.path())
    }

    /// Another archive, opened with this office's ring.
    pub(crate) fn open_archive(&self, archive: &store::Config) -> store::Store {
        engine::opened(archive, self.folder.path())
    }

    /// The folder of this office, which goes away with it.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the town, with its authority's keys.
    pub(crate) fn town_folder(&self) -> PathBuf {
        self.folder.path().join("town")
    }

    /// A person who is signed in and has an account.
    pub(crate) async fn citizen(&self, id: &str) -> Citizen<'_> {
        Citizen::registered(self, id).await
    }

    /// An official who is signed in.
    pub(crate) async fn official(&self, id: &str) -> Official<'_> {
        Official::signed_in(self, id).await
    }

    /// The case as its journal tells it.
    pub(crate) async fn case(&self, number: &CaseNumber) -> casework::Case {
        let loaded = app::case_command::load(&self.app, number).await.unwrap();
        loaded.case
    }

    /// The kinds of the case's events, in order.
    pub(crate) async fn kinds(&self, number: &CaseNumber) -> Vec<&'static str> {
        let loaded = app::case_command::load(&self.app, number).await.unwrap();
        loaded.events.iter().map(|(_, it)| it.kind()).collect()
    }

    /// The person's notices, oldest first.
    pub(crate) async fn notices(&self, person: &str) -> Vec<NoticeRow> {
        let iin = self.iin(person);
        let mut notices = self.app.store.notices(&iin, None, 100).await.unwrap();
        notices.reverse();
        notices
    }

    /// The codes of the person's notices, sorted: notices of one instant have no order.
    pub(crate) async fn notice_codes(&self, person: &str) -> Vec<String> {
        let notices = self.notices(person).await;
        let mut codes: Vec<String> = notices.into_iter().map(|notice| notice.code).collect();
        codes.sort();
        codes
    }

    /// Looks after the story and closes the office. Whatever is left over fails the test.
    pub(crate) async fn finish(self) {
        let store = &self.app.store;
        for _lease in 0..5 {
            self.drain_jobs().await;
            if store.jobs_left().await.unwrap() == 0 {
                break;
            }
            // A program that was killed has begun it; its lease ends after two minutes.
            self.at_instant(self.now() + SignedDuration::from_mins(3));
        }
        assert_eq!(store.jobs_left().await.unwrap(), 0, "jobs are left over");
        assert_eq!(store.given_up_jobs(9).await.unwrap(), [], "given up");
        let report = store.verify().await.unwrap();
        assert!(report.is_sound(), "{:?}", report.faults);
        let lists = self.lists().await;
        app::rebuild_lists::rebuild_lists(&self.app, self.now())
            .await
            .unwrap();
        assert_eq!(self.lists().await, lists, "rebuilt lists differ");
        self.engine.close().await;
        self.town.stop().await;
    }

    /// All cases as the lists of the organizations show them.
    async fn lists(&self) -> Vec<casework::projection::CaseRow> {
        let store = &self.app.store;
        let mut rows = Vec::new();
        for home in &self.town.register().households {
            let iin = self.iin(&home.recipient);
            rows.extend(store.cases_of_recipient(&iin, None, 100).await.unwrap());
        }
        rows
    }
}

/// SHA-256 under the town's policy.
const STAMPS: (&str, Option<&str>) = ("2.16.840.1.101.3.4.2.1", Some(STAMP_POLICY));

fn list(address: &str) -> CrlClient {
    CrlClient::new(address, Duration::from_secs(5)).unwrap()
}

/// The organizations of the town's office file, as an operator's command reads them.
pub(crate) fn providers(office: &TestOffice) -> Vec<Import> {
    let file = office.folder.path().join("office.toml");
    std::fs::write(&file, office_file(office.town.register()).unwrap()).unwrap();
    server::command::import_office::read(&file).unwrap()
}
