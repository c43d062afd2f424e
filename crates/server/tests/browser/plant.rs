//! A town and an office for one test: the real programs as children, on free ports, in a folder of their own.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long a program may take for one thing that it was asked.
const PATIENCE: Duration = Duration::from_mins(1);

const FONTS: &str = "/usr/share/fonts/truetype/noto";

/// A child that is killed with its test, and the lines that it writes.
struct Program {
    name: &'static str,
    child: Child,
    lines: Receiver<String>,
}

impl Program {
    fn start(name: &'static str, command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect(name);
        let (sender, lines) = channel();
        let out: Box<dyn Read + Send> = Box::new(child.stdout.take().unwrap());
        let err: Box<dyn Read + Send> = Box::new(child.stderr.take().unwrap());
        for stream in [out, err] {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    sender.send(line).ok();
                }
            });
        }
        Self { name, child, lines }
    }

    /// The next line in which all of `words` stand.
    fn line_with(&self, words: &[&str]) -> String {
        let mut seen = String::new();
        loop {
            let line = self
                .lines
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_silence| {
                    panic!("{} never wrote {words:?}; it wrote:\n{seen}", self.name)
                });
            if words.iter().all(|word| line.contains(word)) {
                return line;
            }
            seen.push_str(&line);
            seen.push('\n');
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The running programs.
pub(crate) struct Plant {
    server: Program,
    _town: Program,
    town_address: String,
    /// The address of the portal, without a slash at the end.
    pub(crate) origin: String,
    folder: TempDir,
}

impl Plant {
    /// Starts everything at a moment of the town.
    pub(crate) fn start(moment: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("town");
        let town = Program::start(
            "sandbox",
            Command::new(sandbox())
                .args(["town", "--json", "--http-port", "0", "--ncalayer-port", "0"])
                .args(["--moment", moment, "--dir"])
                .arg(&dir),
        );
        let announced: Value = serde_json::from_str(&town.line_with(&["\"ncalayer\""])).unwrap();
        let address = format!("127.0.0.1:{}", free_port());
        let origin = format!("http://{address}");
        let config = configuration(folder.path(), &address, &announced);
        let file = folder.path().join("shanyraq.toml");
        std::fs::write(&file, config).unwrap();
        let office = folder.path().join("office.toml");
        let made = Command::new(sandbox())
            .args(["office-file", "--out"])
            .arg(&office)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        told(folder.path(), &["migrate"]);
        told(
            folder.path(),
            &["office", "import", office.to_str().unwrap()],
        );
        let server = Program::start("shanyraq", shanyraq(folder.path()).arg("serve"));
        server.line_with(&["serving", "on"]);
        let http = announced["http"].as_str().unwrap();
        let town_address = http.trim_start_matches("http://").trim_end_matches('/');
        Self {
            server,
            town_address: town_address.to_owned(),
            _town: town,
            origin,
            folder,
        }
    }

    /// The address of the town, without a slash at the end.
    pub(crate) fn town(&self) -> String {
        format!("http://{}", self.town_address)
    }

    /// A folder of this test's own.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Waits until the worker has done a job of this kind.
    pub(crate) fn job_done(&self, kind: &str) {
        self.server.line_with(&["a job is done", kind]);
    }

    /// Runs an operator's command; what it printed. It must succeed.
    pub(crate) fn told(&self, arguments: &[&str]) -> String {
        told(self.folder.path(), arguments)
    }

    /// Says whose key answers, which one and how.
    pub(crate) fn choose(&self, person: &str, key: &str, conduct: &str) {
        self.post(
            "/api/choose",
            &json!({ "person": person, "key": key, "conduct": conduct }),
        );
    }

    /// Writes the person's sample documents of a day; the files.
    pub(crate) fn documents(&self, person: &str, day: &str) -> Vec<PathBuf> {
        let dir = self.folder.path().join("documents");
        let made = Command::new(sandbox())
            .args(["documents", "--person", person, "--day", day, "--dir"])
            .arg(&dir)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        String::from_utf8(made.stdout)
            .unwrap()
            .lines()
            .map(PathBuf::from)
            .collect()
    }

    /// Posts JSON to the town's control API. One short request needs no client.
    fn post(&self, path: &str, body: &Value) {
        let body = body.to_string();
        let mut stream = TcpStream::connect(&self.town_address).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            self.town_address,
            body.len(),
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{body}: {answer}");
    }
}

/// The program `sandbox`, beside ours.
fn sandbox() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_shanyraq")).with_file_name("sandbox");
    assert!(
        program.exists(),
        "build the sandbox first: cargo build -p sandbox"
    );
    program
}

fn shanyraq(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shanyraq"));
    command.arg("--config").arg(folder.join("shanyraq.toml"));
    command
}

fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = shanyraq(folder).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}{error}");
    said
}

/// A port that is free: the portal's own address stands in its configuration, so it is needed before the start. It
/// lies below the ports that the system gives to others meanwhile.
fn free_port() -> u16 {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    loop {
        let next = std::process::id() + GIVEN.fetch_add(1, Ordering::Relaxed);
        let port = u16::try_from(20_000 + next % 12_000).unwrap();
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn configuration(folder: &Path, address: &str, town: &Value) -> String {
    let law = repository().join("law");
    let text = |key: &str| town[key].as_str().unwrap();
    format!(
        r#"environment = "sandbox"
listen = "{address}"
origin = "http://{address}"
[law]
folder = "{law}"
[database]
engine = "sqlite"
path = "{database}"
[signature]
trust = "{trust}"
ocsp = "{ocsp}"
ncalayer = "{ncalayer}"
lists = {lists}
mobile = true
[signature.time]
address = "{tsa}"
policies = ["1.2.398.3.3.2.6.2"]
[phones]
citizens = "{http}api/mobile-citizens"
sms = "{http}api/sms"
[fonts]
regular = "{FONTS}/NotoSans-Regular.ttf"
bold = "{FONTS}/NotoSans-Bold.ttf"
[town]
clock = "{clock}"
page = "{http}"
[log]
format = "text"
level = "info"
"#,
        law = law.display(),
        database = folder.join("shanyraq.db").display(),
        trust = text("trust"),
        ocsp = text("ocsp"),
        tsa = text("tsa"),
        lists = town["lists"],
        ncalayer = text("ncalayer").trim_end_matches('/'),
        clock = text("clock"),
        http = format!("{}/", text("http").trim_end_matches('/')),
    )
}
