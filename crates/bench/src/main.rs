//! The scales: what each thing costs, beside a peer or a limit in the same run. A benchmark, not a test.

mod application;
mod clock;
mod deeds;
mod desk;
mod engine;
mod figure;
mod growth;
mod keys;
mod law_work;
mod load;
mod machine;
mod notary_work;
mod official;
mod pages;
mod pgbench;
mod program;
mod responder;
mod scale;
mod signed;
mod store_commit;
mod submission;
mod town;
mod wire;

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Parser, ValueEnum};
use serde_json::json;

use crate::figure::{Figure, table};
use crate::keys::Keys;
use crate::scale::Scale;

/// Measures the figures of the design, prints one table and writes JSON.
#[derive(Debug, Parser)]
struct Args {
    /// Only these figures; all if left out. May be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<Group>,
    /// Short runs, to see that everything works.
    #[arg(long)]
    quick: bool,
    /// Numbers of cases at which the growth is looked at.
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    sizes: Vec<u64>,
    /// A PostgreSQL cluster with durable commits; without one its figures are left out.
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
    /// The program pgbench.
    #[arg(long, value_name = "PROGRAM")]
    pgbench: Option<String>,
    /// Our program, built for release.
    #[arg(
        long,
        value_name = "PROGRAM",
        default_value = "target/release/shanyraq"
    )]
    program: PathBuf,
    /// The folder of the law.
    #[arg(long, default_value = "law")]
    law: PathBuf,
    /// A folder that may be filled and is emptied again.
    #[arg(long, default_value = "target/bench")]
    work: PathBuf,
    /// Where the JSON goes.
    #[arg(long, default_value = "target/bench.json")]
    out: PathBuf,
    /// The day of the run, for the JSON: the scales have no calendar.
    #[arg(long, default_value = "")]
    date: String,
    /// The commit that is measured, for the JSON.
    #[arg(long, default_value = "")]
    commit: String,
}

/// A group of figures that are measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Group {
    /// One submission in the store.
    Store,
    /// The check of the law, and deadlines.
    Law,
    /// Signatures.
    Notary,
    /// Deeds as PDF.
    Paper,
    /// Start and memory of the program.
    Start,
    /// Signed submissions over HTTP.
    Signed,
    /// An official's step over HTTP.
    Official,
    /// An anonymous page.
    Page,
    /// The cost of each command by the number of cases.
    Growth,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    std::fs::create_dir_all(&args.work)
        .with_context(|| format!("cannot make {}", args.work.display()))?;
    let scale = Scale {
        is_quick: args.quick,
        work: args.work.canonicalize()?,
        law: args.law.canonicalize()?,
        postgres: args.postgres.clone(),
        pgbench: args.pgbench.clone(),
        program: args
            .program
            .canonicalize()
            .unwrap_or_else(|_not_built| args.program.clone()),
        sizes: args.sizes.clone(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let (mut figures, mut made) = (Vec::new(), None);
    let mut loads = vec![machine::load()];
    for group in Group::value_variants() {
        if args.only.is_empty() || args.only.contains(group) {
            say(&format!("… {group:?}"))?;
            let measured = runtime.block_on(measure(*group, &scale, &mut made))?;
            say(&table(&measured))?;
            figures.extend(measured);
            loads.push(machine::load());
        }
    }
    let report = json!({
        "date": args.date,
        "commit": args.commit,
        "quick": args.quick,
        "machine": machine::machine(),
        "load_before_and_after_each": loads,
        "versions": {
            "pgbench": args.pgbench.as_deref().map(|program| machine::version(program, "--version")),
            "openssl": machine::version("openssl", "version"),
            "nginx": machine::version("nginx", "-v"),
            "rustc": machine::version("rustc", "--version"),
        },
        "figures": figures.iter().map(Figure::in_json).collect::<Vec<_>>(),
    });
    std::fs::write(&args.out, serde_json::to_string_pretty(&report)?)
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    std::fs::remove_dir_all(&args.work).ok();
    say(&format!("{}\n\nload {}", table(&figures), loads.join(" ")))?;
    say(&format!("written to {}", args.out.display()))
}

/// The people of the figures over HTTP, made when first asked for.
fn keys(made: &mut Option<Keys>) -> anyhow::Result<&Keys> {
    if made.is_none() {
        *made = Some(keys::keys(64, 32)?);
    }
    made.as_ref().context("the keys")
}

async fn measure(
    group: Group,
    scale: &Scale,
    made: &mut Option<Keys>,
) -> anyhow::Result<Vec<Figure>> {
    match group {
        Group::Store => store_commit::measure(scale).await,
        Group::Law => law_work::measure(scale),
        Group::Notary => notary_work::measure(scale),
        Group::Paper => deeds::measure(scale),
        Group::Start => program::measure(scale).await,
        Group::Signed => signed::measure(scale, keys(made)?).await,
        Group::Official => official::measure(scale, keys(made)?).await,
        Group::Page => pages::measure(scale).await,
        Group::Growth => growth::measure(scale, keys(made)?).await,
    }
}

fn say(text: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}
