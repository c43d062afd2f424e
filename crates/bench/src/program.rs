//! Our program as people run it: started on a configuration, looked at from outside.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::Context as _;
use sandbox::ca::{Family, TestCa};

use crate::clock::{Stopwatch, median, microseconds};
use crate::deeds::FONTS;
use crate::engine::{Engine, POOL, engines};
use crate::figure::{Figure, Target, Unit};
use crate::machine;
use crate::notary_work;
use crate::scale::Scale;

/// What the program is configured with besides its database.
pub(crate) struct Setup {
    /// A folder of its own.
    pub(crate) folder: PathBuf,
    /// The law that it reads.
    pub(crate) law: PathBuf,
    /// Where the OCSP responder answers.
    pub(crate) responder: String,
    /// Seconds between the real time and the town's.
    pub(crate) offset_seconds: i64,
}

impl Setup {
    /// The address that people see; nobody compares it with where it listens.
    pub(crate) const ORIGIN: &'static str = "http://127.0.0.1:8080";

    /// The file with the town's clock.
    pub(crate) fn clock(&self) -> PathBuf {
        self.folder.join("clock.json")
    }

    /// Writes the trust folder, the clock and the configuration; the path of the last.
    pub(crate) fn write(&self, ca: &TestCa, engine: &Engine) -> anyhow::Result<PathBuf> {
        let trust = self.folder.join("trust");
        std::fs::create_dir_all(&trust)?;
        for (index, certificate) in ca.certificates().iter().enumerate() {
            std::fs::write(trust.join(format!("{index}.crt")), certificate)?;
        }
        let offset = format!("{{\"offset_seconds\": {}}}", self.offset_seconds);
        std::fs::write(self.clock(), offset)?;
        let database = match engine {
            Engine::Sqlite { folder } => {
                format!(
                    "engine = \"sqlite\"\npath = \"{}\"",
                    folder.join("bench.db").display()
                )
            }
            Engine::Postgres { .. } => format!("engine = \"postgres\"\npool = {POOL}"),
        };
        let text = format!(
            "environment = \"sandbox\"\nlisten = \"127.0.0.1:0\"\norigin = {:?}\n\
             [law]\nfolder = \"{}\"\n[database]\n{database}\n\
             [signature]\ntrust = \"{}\"\nocsp = {:?}\n\
             [fonts]\nregular = \"{FONTS}/NotoSans-Regular.ttf\"\nbold = \"{FONTS}/NotoSans-Bold.ttf\"\n\
             [town]\nclock = \"{}\"\npage = \"http://127.0.0.1:1\"\n\
             [connections]\nmost_of_address = 1000\n\
             [limits]\nlogin = {{}}\ndownload = {{}}\nform = {{}}\npublic = {{}}\npage = {{}}\n\
             [log]\nformat = \"text\"\nlevel = \"error\"\n",
            Self::ORIGIN,
            self.law.display(),
            trust.display(),
            self.responder,
            self.clock().display(),
        );
        let path = self.folder.join("shanyraq.toml");
        std::fs::write(&path, text)?;
        Ok(path)
    }
}

/// The running program; it is stopped with its holder.
pub(crate) struct Program {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// From the start to the first line, which says that it serves; microseconds.
    pub(crate) start_us: u64,
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Program {
    /// Starts it.
    pub(crate) fn start(scale: &Scale, config: &Path, engine: &Engine) -> anyhow::Result<Self> {
        let watch = Stopwatch::start();
        let mut child = Command::new(&scale.program)
            .arg("--config")
            .arg(config)
            .arg("serve")
            .env("SHANYRAQ_DATABASE_URL", engine.address())
            .env("SHANYRAQ_KEYS", crate::engine::ring()?)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", scale.program.display()))?;
        let said = child.stdout.take().context("its output")?;
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line)?;
        let start_us = microseconds(watch.elapsed());
        let address = line.trim().rsplit(' ').next().unwrap_or_default();
        let address = address
            .parse()
            .with_context(|| format!("the program said {line:?}"))?;
        Ok(Self {
            child,
            address,
            start_us,
        })
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }
}

/// Measures the start, and the memory of a program that has nothing to do.
pub(crate) async fn measure(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let ca = notary_work::authority(Family::Rsa)?;
    let mut figures = Vec::new();
    for engine in engines(&scale.work, scale.postgres.as_deref(), "start") {
        let folder = scale.work.join("start-program");
        std::fs::create_dir_all(&folder)?;
        let setup = Setup {
            folder: folder.clone(),
            law: scale.law.clone(),
            responder: "http://127.0.0.1:1/ocsp".to_owned(),
            offset_seconds: 0,
        };
        let config = setup.write(&ca, &engine)?;
        engine.empty().await?;
        drop(engine.open(1).await?);
        let (mut starts, mut idle) = (Vec::new(), Vec::new());
        for _run in 0..5 {
            let program = Program::start(scale, &config, &engine)?;
            starts.push(program.start_us);
            idle.push(machine::memory(program.process())?.0);
        }
        figures.push(
            Figure::new("start: until it serves", median(starts), Unit::Microseconds)
                .on(engine.name())
                .target(Target::AtMost(500_000)),
        );
        figures.push(
            Figure::new(
                "memory: idle after the start",
                median(idle),
                Unit::Kibibytes,
            )
            .on(engine.name())
            .target(Target::AtMost(40 * 1024)),
        );
        engine.remove().await?;
    }
    Ok(figures)
}
