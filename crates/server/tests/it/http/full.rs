//! No room: people read on and are told politely that nothing was filed; nothing is corrupted; with room it goes on.
//!
//! The room is small in three ways: SQLite's file may not grow, the disk under SQLite's file is full, and the disk under
//! PostgreSQL's tablespace is full. The small disks are made in memory, which only root may; without root the first way
//! alone is tried.

use std::path::{Path, PathBuf};
use std::process::Command;

use store::{Blob, Fault};
use tempfile::TempDir;

use super::Doors;
use super::browser::{Browser, Sent};
use crate::office::{Engine, TestOffice, act, at_hand, moment};

/// What the page says in each language.
const SAID: [(&str, &str); 3] = [
    ("kk", "Ештеңе берілген жоқ"),
    ("ru", "Ничего не подано"),
    ("en", "Nothing was filed"),
];

/// A disk of some megabytes.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// None where it may not be made.
    fn mount(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let disk = Self { folder };
        disk.run(&format!("size={megabytes}m"), false)
            .then_some(disk)
    }

    /// Makes it larger.
    fn grow(&self, megabytes: u32) {
        assert!(self.run(&format!("remount,size={megabytes}m"), true));
    }

    fn run(&self, options: &str, is_sure: bool) -> bool {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]);
        let run = mount.arg(self.folder.path()).output();
        let is_done = run.is_ok_and(|run| run.status.success());
        assert!(is_done || !is_sure, "{options}");
        is_done
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: whoever still has a file of it open loses nothing that anybody reads.
        let mut unmount = Command::new("umount");
        drop(unmount.arg("-l").arg(self.folder.path()).output());
    }
}

/// Keeps bytes until no more go in, large ones first.
async fn fill(office: &TestOffice) {
    let mut ordinal: u64 = 0;
    for size in [200_000_usize, 20_000, 3_000, 300] {
        loop {
            ordinal += 1;
            let mut bytes = vec![b'-'; size];
            for (at, byte) in bytes.iter_mut().enumerate() {
                // Not compressible: PostgreSQL would put it away smaller.
                let mixed = (ordinal << 32 | u64::try_from(at / 8).unwrap())
                    .wrapping_mul(0x9E37_79B9_7F4A_7C15);
                *byte = mixed.rotate_left(23).to_le_bytes()[at % 8];
            }
            match office.app.store.put_public_blob(Blob::public(bytes)).await {
                Ok(()) => {}
                Err(Fault::Full) => break,
                Err(other) => panic!("{other:?}"),
            }
        }
    }
}

/// The application as it was read and signed in each language.
async fn signed(browser: &mut Browser<'_>, draft: &str) -> Vec<Sent> {
    let mut forms = Vec::new();
    for (language, _) in SAID {
        browser.language = language;
        let page = browser.get(&format!("/drafts/{draft}/review")).await;
        forms.push(browser.signed(&page.signed_form(), "madina"));
    }
    forms
}

/// Tells the story; `grow` gives the room back.
async fn story(office: &TestOffice, grow: impl AsyncFnOnce(&TestOffice)) {
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let doors = Doors::of(office);
    let mut browser = doors.signed_in("madina").await;
    let forms = signed(&mut browser, &draft).await;
    fill(office).await;

    for (form, (_, said)) in forms.iter().zip(SAID) {
        let page = browser.send(form).await;
        assert_eq!(page.status, 507, "{}", page.text());
        page.shows(said);
    }
    assert_eq!(
        madina.cases_and_drafts().await,
        (0, 1),
        "nothing is half done"
    );
    let files = madina.draft(&draft).await.unwrap().attachments;
    assert!(!files.is_empty(), "what was attached is there");
    for path in [
        "/account",
        "/notices",
        &format!("/drafts/{draft}/documents"),
    ] {
        assert_eq!(browser.get(path).await.status, 200, "{path} can be read");
    }
    assert_eq!(browser.send(&Sent::get("/healthz")).await.status, 200);
    let report = office.app.store.verify().await.unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);

    grow(office).await;
    let page = browser.send(&forms[0]).await;
    let to = page.location();
    assert!(
        to.ends_with("?done=submitted"),
        "as if nothing had been: {to}"
    );
    assert_eq!(madina.cases_and_drafts().await, (1, 0));
    office.drain_jobs().await;
    let overview = app::view::lists::overview(&office.app, &madina.account);
    let number = overview.await.unwrap().cases[0].number.clone();
    assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_file_that_may_not_grow() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let store = office.app.store.clone();
    store.limit_size(12 << 20).await.unwrap();
    story(&office, async |_office| {
        store.limit_size(1 << 30).await.unwrap();
    })
    .await;
    office.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn full_disk_under_sqlite() {
    let Some(disk) = SmallDisk::mount(24) else {
        return;
    };
    let path: PathBuf = disk.path().join("office.db");
    let engine = Engine::SqliteAt { path };
    let office = TestOffice::open(engine, moment("2026-11-17T10:00")).await;
    story(&office, async |_office| disk.grow(200)).await;
    office.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn full_tablespace_under_postgres() {
    for engine in at_hand() {
        let (Engine::Postgres { base, schema }, Some(disk)) = (engine, SmallDisk::mount(40)) else {
            continue;
        };
        // The server runs as another user than root.
        let owned = Command::new("chown")
            .arg("postgres")
            .arg(disk.path())
            .status();
        assert!(owned.unwrap().success());
        let (name, path) = (
            format!("small_{}", std::process::id()),
            disk.path().display(),
        );
        act(
            &base,
            &format!("CREATE TABLESPACE {name} LOCATION '{path}'"),
        )
        .await;
        act(&base, &format!("CREATE DATABASE {name} TABLESPACE {name}")).await;
        let small = base.replacen("/postgres", &format!("/{name}"), 1);
        let engine = Engine::Postgres {
            base: small,
            schema,
        };
        let office = TestOffice::open(engine, moment("2026-11-17T10:00")).await;
        story(&office, async |_office| disk.grow(200)).await;
        office.finish().await;
        act(&base, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        act(&base, &format!("DROP TABLESPACE {name}")).await;
    }
}
