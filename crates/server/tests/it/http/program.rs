//! The real program, started on a configuration, killed without a warning, started again.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use super::browser::{Browser, Wire};
use crate::office::{TestOffice, root};

/// How long jobs may take after a start; a broken program fails the test instead of hanging it.
const PATIENCE: Duration = Duration::from_mins(2);

/// The program on an office's archive, town and clock.
pub(crate) struct Program<'o> {
    office: &'o TestOffice,
    archive: store::Config,
    folder: TempDir,
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// Where its numbers are, if it was told to show them.
    pub(crate) metrics: Option<SocketAddr>,
}

impl Drop for Program<'_> {
    fn drop(&mut self) {
        self.kill();
    }
}

impl<'o> Program<'o> {
    /// Starts the program; it asks the town's responder, or another one.
    pub(crate) fn start(office: &'o TestOffice, responder: Option<SocketAddr>) -> Self {
        Self::start_on(office, &office.archive(), responder, None)
    }

    /// Starts the program on some archive; at a crash point, counted from the first request, it kills itself.
    pub(crate) fn start_on(
        office: &'o TestOffice,
        archive: &store::Config,
        responder: Option<SocketAddr>,
        crash_at: Option<u64>,
    ) -> Self {
        let responder = responder.map(|address| format!("http://{address}/ocsp"));
        let responder = responder.as_deref().unwrap_or(&office.town.ocsp_url);
        Self::begun(office, archive, (responder, &json!({})), crash_at)
    }

    /// Starts the program with more sections in its configuration.
    pub(crate) fn start_with(
        office: &'o TestOffice,
        responder: &str,
        more: &serde_json::Value,
    ) -> Self {
        Self::begun(office, &office.archive(), (responder, more), None)
    }

    fn begun(
        office: &'o TestOffice,
        archive: &store::Config,
        (responder, more): (&str, &serde_json::Value),
        crash_at: Option<u64>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let is_measured = more.get("metrics").is_some();
        let text = configuration(office, archive, responder, more);
        std::fs::write(folder.path().join("shanyraq.toml"), text).unwrap();
        let mut command = command(archive, &folder);
        if let Some(ordinal) = crash_at {
            command.env("SHANYRAQ_CRASH_AT", ordinal.to_string());
        }
        let mut child = command
            .arg("serve")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut address = || {
            let mut line = String::new();
            said.read_line(&mut line).unwrap();
            let address = line.trim().rsplit(' ').next().unwrap().parse();
            address.unwrap_or_else(|_| panic!("the program said {line:?}"))
        };
        let (first, second) = (address(), is_measured.then(&mut address));
        Self {
            office,
            archive: archive.clone(),
            folder,
            child,
            address: first,
            metrics: second,
        }
    }

    /// Whether the program is not running any more. By itself it ends in one way only here: by `SIGKILL`.
    pub(crate) fn is_dead(&mut self) -> bool {
        use std::os::unix::process::ExitStatusExt as _;
        let status = self.child.try_wait().unwrap();
        assert!(
            status.is_none_or(|status| status.signal() == Some(9)),
            "{status:?}"
        );
        status.is_some()
    }

    /// Runs another command of the program on the same archive: whether it said yes, and what it said.
    pub(crate) fn told(office: &TestOffice, arguments: &[&str]) -> (Option<i32>, String) {
        Self::told_on(office, &office.archive(), arguments)
    }

    /// The same, while the test goes on.
    pub(crate) async fn told_meanwhile(
        office: &TestOffice,
        arguments: &[&str],
    ) -> (Option<i32>, String) {
        let (archive, folder) = (office.archive(), tempfile::tempdir().unwrap());
        let text = configuration(office, &archive, &office.town.ocsp_url, &json!({}));
        std::fs::write(folder.path().join("shanyraq.toml"), text).unwrap();
        let mut command = tokio::process::Command::from(command(&archive, &folder));
        let run = command.args(arguments).output().await.unwrap();
        let said = [run.stdout, run.stderr].concat();
        (
            run.status.code(),
            String::from_utf8_lossy(&said).into_owned(),
        )
    }

    /// The same on some archive.
    pub(crate) fn told_on(
        office: &TestOffice,
        archive: &store::Config,
        arguments: &[&str],
    ) -> (Option<i32>, String) {
        Self::run(office, (archive, &json!({})), arguments)
    }

    /// The same with more sections in its configuration.
    pub(crate) fn told_with(
        office: &TestOffice,
        more: &serde_json::Value,
        arguments: &[&str],
    ) -> (Option<i32>, String) {
        Self::run(office, (&office.archive(), more), arguments)
    }

    fn run(
        office: &TestOffice,
        (archive, more): (&store::Config, &serde_json::Value),
        arguments: &[&str],
    ) -> (Option<i32>, String) {
        let folder = tempfile::tempdir().unwrap();
        let text = configuration(office, archive, &office.town.ocsp_url, more);
        std::fs::write(folder.path().join("shanyraq.toml"), text).unwrap();
        let run = command(archive, &folder).args(arguments).output().unwrap();
        let said = String::from_utf8(run.stdout).unwrap();
        (
            run.status.code(),
            said + &String::from_utf8_lossy(&run.stderr),
        )
    }

    /// A browser before the program.
    pub(crate) fn browser(&self) -> Browser<'o> {
        Browser::new(self.office, Wire::Program(self.address))
    }

    /// Asks it to stop as an operator does, and waits until it has: whether it ended well.
    pub(crate) fn terminate(&mut self) -> bool {
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(asked.unwrap().success());
        self.child.wait().unwrap().success()
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        // It may have been killed before.
        self.child.kill().ok();
        self.child.wait().unwrap();
    }

    /// Runs `shanyraq journal verify` and asserts that nothing was found.
    pub(crate) fn verify_journal(&self) {
        let run = command(&self.archive, &self.folder)
            .args(["--json", "journal", "verify"])
            .output()
            .unwrap();
        let said = String::from_utf8(run.stdout).unwrap();
        assert!(run.status.success(), "{said}");
        let report: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!(report["clean"], true, "{said}");
        assert!(report["events"].as_u64().unwrap() > 0, "{said}");
    }

    /// Waits until the program's worker has done every job, also those that the killed one had begun.
    pub(crate) async fn finish_jobs(&self) {
        // A job that was begun is free again when its lease of two minutes has ended.
        let town = self.office.town.now();
        let after_leases = town + jiff::SignedDuration::from_mins(3);
        self.office.at_instant(after_leases);
        let mut browser = self.browser();
        let done = async {
            while self.office.app.store.jobs_left().await.unwrap() > 0 {
                let page = browser.get("/verify").await;
                assert_eq!(page.status, 200);
            }
        };
        let done = tokio::time::timeout(PATIENCE, done).await;
        done.expect("the worker finishes its jobs");
    }
}

fn command(archive: &store::Config, folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shanyraq"));
    command.current_dir(folder.path());
    if let store::Config::Postgres { url, .. } = archive {
        command.env("SHANYRAQ_DATABASE_URL", url);
    }
    command
}

fn configuration(
    office: &TestOffice,
    archive: &store::Config,
    responder: &str,
    more: &serde_json::Value,
) -> String {
    let database = match archive {
        store::Config::Sqlite { path, .. } => json!({ "engine": "sqlite", "path": path }),
        store::Config::Postgres { .. } => json!({ "engine": "postgres", "pool": 4 }),
    };
    let (town, settings) = (&office.town, &office.app.settings);
    let font = |face| format!("/usr/share/fonts/truetype/noto/NotoSans-{face}.ttf");
    let mut configuration = json!({
        "environment": "sandbox",
        "listen": "127.0.0.1:0",
        "origin": settings.origin,
        "law": { "folder": root().join("law").canonicalize().unwrap() },
        "database": database,
        "signature": {
            "trust": town.trust_dir,
            "ocsp": responder,
            "ncalayer": settings.ncalayer,
            "lists": town.list_urls,
            "time": { "address": town.tsa_url, "policies": [sandbox::ca::STAMP_POLICY] },
        },
        "fonts": { "regular": font("Regular"), "bold": font("Bold") },
        "town": { "clock": town.clock_file, "page": town.http_url },
        // A test asks as fast as it can.
        "limits": { "login": {}, "download": {}, "form": {}, "public": {}, "page": {} },
    });
    let sections = configuration.as_object_mut().unwrap();
    sections.extend(more.as_object().unwrap().clone());
    toml::to_string(&configuration).unwrap()
}
