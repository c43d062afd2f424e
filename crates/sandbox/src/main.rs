//! `sandbox`: starts the town, lists its people, and writes its office file and sample documents.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Parser, Subcommand};
use jiff::civil::Date;
use sandbox::clock::{local, read_moment, real_now, spoken};
use sandbox::documents::samples;
use sandbox::office::office_file;
use sandbox::people::Register;
use sandbox::town::{Config, HTTP_PORT, NCALAYER_PORT, PORTAL, Running, Town};

/// A town to run Shanyraq against: invented people, a test CA, OCSP and an NCALayer stand-in, on loopback only.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the town and keep it running.
    Town(TownArguments),
    /// Print who lives in the town.
    People,
    /// Write the file that `shanyraq office import` reads.
    OfficeFile {
        /// Where to write it; standard output if not said.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Write a person's sample documents into a folder.
    Documents {
        /// Id of a resident, as `sandbox people` prints it.
        #[arg(long)]
        person: String,
        /// The folder; it is made if need be.
        #[arg(long)]
        dir: PathBuf,
        /// The day of the documents; today if not said.
        #[arg(long)]
        day: Option<Date>,
    },
}

#[derive(clap::Args)]
struct TownArguments {
    /// The folder that keeps the clock, the CA, the keys and the trust folder.
    #[arg(long)]
    dir: PathBuf,
    /// The town's moment, such as 2021-03-01T09:00:00+06:00; without a zone it is UTC+5. Never earlier than the town's present.
    #[arg(long)]
    moment: Option<String>,
    /// Port of the pages, the control API and OCSP; 0 takes a free one.
    #[arg(long, default_value_t = HTTP_PORT)]
    http_port: u16,
    /// Port of the NCALayer stand-in; 0 takes a free one.
    #[arg(long, default_value_t = NCALAYER_PORT)]
    ncalayer_port: u16,
    /// Address of the portal, for the link on the start page.
    #[arg(long, default_value = PORTAL)]
    portal: String,
    /// Print the addresses as one line of JSON.
    #[arg(long)]
    json: bool,
}

fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    match Arguments::parse().command {
        Command::Town(arguments) => run(arguments),
        Command::People => people(),
        Command::OfficeFile { out } => {
            let text = office_file(&Register::load()?)?;
            if let Some(file) = out {
                return write(&file, text.as_bytes());
            }
            say(&text)
        }
        Command::Documents { person, dir, day } => {
            let day = day.unwrap_or_else(|| local(real_now()).date());
            let mut names = String::new();
            for file in samples(&Register::load()?, &person, day)? {
                let path = dir.join(&file.name);
                write(&path, &file.bytes)?;
                writeln!(names, "{}", path.display())?;
            }
            say(&names)
        }
    }
}

#[tokio::main]
async fn run(arguments: TownArguments) -> anyhow::Result<()> {
    let is_json = arguments.json;
    let moment = arguments.moment.as_deref().map(read_moment).transpose()?;
    let town = Town::start(Config {
        dir: arguments.dir,
        http_port: arguments.http_port,
        ncalayer_port: arguments.ncalayer_port,
        moment,
        portal: arguments.portal,
    })
    .await?;
    say(&announcement(&town, is_json))?;
    stopped().await?;
    town.stop().await;
    Ok(())
}

fn announcement(town: &Running, is_json: bool) -> String {
    if is_json {
        let line = serde_json::json!({
            "http": town.http_url,
            "ncalayer": town.ncalayer_url,
            "ocsp": town.ocsp_url,
            "tsa": town.tsa_url,
            "lists": town.list_urls,
            "trust": town.trust_dir,
            "clock": town.clock_file,
            "now": town.now(),
        });
        return format!("{line}\n");
    }
    [
        format!("The town is open. It is {} there.\n", spoken(town.now())),
        format!("  pages     {}\n", town.http_url),
        format!("  NCALayer  {}\n", town.ncalayer_url),
        format!("  OCSP      {}\n", town.ocsp_url),
        format!("  stamps    {}\n", town.tsa_url),
        format!("  lists     {}\n", town.list_urls.join(" ")),
        format!("  trust     {}\n", town.trust_dir.display()),
        format!("  clock     {}\n", town.clock_file.display()),
    ]
    .concat()
}

async fn stopped() -> anyhow::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => Ok(interrupted?),
        _signal = terminate.recv() => Ok(()),
    }
}

fn people() -> anyhow::Result<()> {
    let town = Register::load()?;
    let mut text = String::from("id         IIN          name                   in the town as\n");
    for person in &town.people {
        let place = town.place_of(&person.id);
        writeln!(
            text,
            "{:<10} {} {:<22} {place}",
            person.id,
            person.iin()?,
            person.name.latin
        )?;
    }
    text.push('\n');
    for home in &town.households {
        writeln!(text, "{:<10} {}", home.recipient, home.story)?;
    }
    say(&text)
}

/// Prints. A reader who has seen enough and closed the pipe is no failure.
fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn write(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if file.is_dir() {
        bail!("{} is a folder", file.display());
    }
    if let Some(dir) = file.parent() {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    }
    std::fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}
