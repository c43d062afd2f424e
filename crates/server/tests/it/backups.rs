//! The drill: back up while people work, restore into an empty archive of either engine, go on there. And the archives
//! on which the program does not start.

use std::path::Path;

use casework::identifier::CaseNumber;
use store::{Config, Manifest};

use crate::http::Program;
use crate::office::{Engine, TestOffice, act, at_hand, for_each_engine, moment};

/// A varied life: a case with a deed, a refusal, one at its work, one received after hours, and a draft.
async fn live(office: &TestOffice) -> CaseNumber {
    let number = office.citizen("madina").await.file().await;
    let askar = office.official("askar").await;
    askar.decide_to_assign(&number).await;
    let aigerim = office.official("aigerim").await;
    aigerim.sign(&number).await.unwrap();
    office.drain_jobs().await;
    let refused = office.citizen("kulyash").await.file().await;
    askar.take(&refused).await.unwrap();
    let incomplete = ("completeness", "incomplete");
    askar
        .find(&refused, incomplete, &["income-proof"])
        .await
        .unwrap();
    aigerim.sign(&refused).await.unwrap();
    let at_work = office.citizen("timur").await.file().await;
    askar.take(&at_work).await.unwrap();
    office.citizen("olga").await.file().await;
    office.citizen("viktor").await.fill_in().await;
    office.drain_jobs().await;
    office.at("2026-11-17T19:30");
    office.citizen("nurlan").await.file().await;
    number
}

fn heads(folder: &Path) -> Manifest {
    let text = std::fs::read(folder.join("manifest.json")).unwrap();
    serde_json::from_slice(&text).unwrap()
}

/// An archive without a schema on each engine at hand.
async fn empty_archives(folder: &Path) -> Vec<(Engine, Config)> {
    let mut archives = Vec::new();
    for engine in at_hand() {
        drop(engine.open(folder).await);
        let config = engine.config(folder);
        archives.push((engine, config));
    }
    archives
}

#[tokio::test(flavor = "multi_thread")]
async fn drill_of_backup_and_restore_while_people_work() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = live(office).await;
        let program = Program::start(office, None);
        let folder = office.folder().join("backup");
        let to = folder.to_str().unwrap();
        let bolat = office.citizen("bolat").await;
        let command = ["backup", "--to", to];
        let backup = Program::told_meanwhile(office, &command);
        let ((code, said), filed) = futures::join!(backup, bolat.file());
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(office.kinds(&filed).await, ["filed"], "nobody waited");
        program.verify_journal();
        drop(program);
        let said = Program::told(office, &["backup", "--to", to]);
        assert_eq!(said.0, Some(2), "a backup is not written over: {}", said.1);
        assert!(said.1.contains("is there already"), "{}", said.1);

        for (engine, config) in empty_archives(&office.folder().join("backup")).await {
            assert_restored(office, &config, to, &number).await;
            engine.close().await;
        }
        next_morning(office).await;
    })
    .await;
}

/// Restores into an empty archive: it is verified, is the same, tells the same case, and is not restored over.
async fn assert_restored(office: &TestOffice, config: &Config, from: &str, number: &CaseNumber) {
    let serve = Program::told_on(office, config, &["serve"]);
    assert_eq!(serve.0, Some(2), "{}", serve.1);
    assert!(
        serve.1.contains("run `shanyraq migrate` first"),
        "{}",
        serve.1
    );
    let restore = ["--json", "restore", "--from", from];
    let (code, said) = Program::told_on(office, config, &restore);
    assert_eq!(code, Some(0), "{said}");
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(report["clean"], true, "{said}");
    let manifest = heads(Path::new(from));
    assert_eq!(report["heads"], manifest.heads.as_str());
    let (code, said) = Program::told_on(office, config, &["journal", "verify"]);
    assert_eq!(code, Some(0), "{said}");

    let restored = app::Office {
        store: office.open_archive(config),
        ..office.app.clone()
    };
    let there = app::case_command::load(&restored, number).await.unwrap();
    let here = app::case_command::load(&office.app, number).await.unwrap();
    assert_eq!(there.case, here.case);
    let deed = restored.store.deed(&here.case.deeds[0].number).await;
    let pdf = deed.unwrap().unwrap().pdf_digest.unwrap();
    let pdf = restored.store.blob(&pdf, 1 << 30).await.unwrap();
    assert!(pdf.unwrap().starts_with(b"%PDF-"));
    let program = Program::start_on(office, config, None, None);
    let page = program.browser().get("/").await;
    assert_eq!(page.status, 200, "the office is open again");
    drop(program);

    let (code, said) = Program::told_on(office, config, &restore);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("not empty"), "{said}");
    assert_newer_is_refused(office, config).await;
}

/// A database that a newer program made: this one says so and leaves it alone.
async fn assert_newer_is_refused(office: &TestOffice, config: &Config) {
    let sql = "INSERT INTO migration (name, digest) VALUES ('299901010000_future', 'x')";
    match config {
        Config::Sqlite { path, .. } => {
            let shell = std::process::Command::new("python3")
                .arg("-c")
                .arg("import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()")
                .args([path.to_str().unwrap(), sql])
                .status();
            assert!(shell.unwrap().success());
        }
        Config::Postgres { url, .. } => act(url, sql).await,
    }
    for command in [&["serve"][..], &["migrate"], &["journal", "verify"]] {
        let (code, said) = Program::told_on(office, config, command);
        assert_eq!(code, Some(2), "{command:?}: {said}");
        let is_said = said.contains("299901010000_future") && said.contains("nothing was changed");
        assert!(is_said, "{command:?}: {said}");
        assert!(
            !said.contains("panicked") && said.lines().count() == 1,
            "{said}"
        );
    }
}

/// The next morning what was received after hours is registered.
async fn next_morning(office: &TestOffice) {
    office.at("2026-11-18T09:00");
    office.drain_jobs().await;
}

/// What a backup says of the lists.
async fn lists(office: &TestOffice, name: &str) -> Vec<store::TableEntry> {
    let folder = office.folder().join(name);
    let manifest = office.app.store.backup(&folder, moment("2026-11-17T10:00"));
    let tables = manifest.await.unwrap().tables;
    let rows = tables.iter().find(|it| it.name == "case_row").unwrap().rows;
    assert_eq!(rows, 5, "there is something to rebuild");
    tables
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_rebuilt_out_of_the_journals_are_the_live_ones_cell_by_cell() {
    for_each_engine("2026-11-17T10:00", async |office| {
        live(office).await;
        office.drain_jobs().await;
        let live = lists(office, "live").await;
        app::rebuild_lists::rebuild_lists(&office.app, office.now())
            .await
            .unwrap();
        let rebuilt = lists(office, "rebuilt").await;
        assert_eq!(rebuilt, live, "every row of every table");
        // The operator's command does the same.
        let (code, said) = Program::told(office, &["--json", "journal", "rebuild"]);
        assert_eq!(code, Some(0), "{said}");
        let report: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert!(report["journals"].as_u64().unwrap() >= 5, "{said}");
        let rebuilt = lists(office, "by-command").await;
        let of_cases = |tables: &[store::TableEntry]| {
            let tables = tables.iter().filter(|it| it.name.starts_with("case_"));
            tables.cloned().collect::<Vec<_>>()
        };
        // A program that starts keeps the law of its folder: that is no list.
        assert_eq!(of_cases(&rebuilt).len(), 2);
        assert_eq!(
            of_cases(&rebuilt),
            of_cases(&live),
            "every row of the lists"
        );
        next_morning(office).await;
    })
    .await;
}
