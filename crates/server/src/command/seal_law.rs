//! `shanyraq law seal`: a lawyer answers for an edition, and it does not change any more.

use std::fs::OpenOptions;
use std::io::Write as _;

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::civil::Date;
use law::Law;
use law::edition::{Edition, EditionId};
use law::problem::suggest;
use law::seal::{NotSealed, SEALS, seal};
use serde_json::json;

use super::{Setting, Verdict};

/// Seals an edition: its digest goes into `sealed.txt`, and from then on the file must stay as it is.
///
/// Seal what a lawyer has confirmed, inferred nodes included. A sealed edition is corrected by a new edition
/// from a day on; unsealing is a line removed by hand, with the reason in the commit.
#[derive(Debug, Args)]
pub struct SealLaw {
    /// The edition: `housing-assistance/2020-11-06-order-539`.
    edition: String,
    /// Who answers for it.
    #[arg(long, value_name = "NAME")]
    by: String,
    /// The day of the seal; today if left out.
    #[arg(long, value_name = "DAY")]
    day: Option<Date>,
}

/// Runs the command.
pub fn seal_law(args: &SealLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let law = setting.law()?;
    let edition = edition_named(&law, &args.edition)?;
    let day = setting.day(args.day, &law)?;
    let seal = match seal(&law, edition, &args.by, day) {
        Ok(seal) => seal,
        Err(reason @ NotSealed::Already { .. }) => bail!(
            "{reason}: a seal is not renewed; write a new edition, or remove the line from {SEALS} and say why"
        ),
        Err(reason @ (NotSealed::Nameless | NotSealed::Unknown)) => return Err(reason.into()),
    };
    let file = setting.law_folder()?.join(SEALS);
    let before = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", file.display())),
    };
    // A last line without its end must not swallow the new one.
    let gap = if before.is_empty() || before.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let opened = OpenOptions::new().create(true).append(true).open(&file);
    opened
        .and_then(|mut seals| seals.write_all(format!("{gap}{seal}\n").as_bytes()))
        .with_context(|| format!("cannot write {}", file.display()))?;
    let report = json!({
        "edition": edition.id,
        "digest": seal.digest,
        "path": seal.path,
        "day": seal.day,
        "by": seal.by,
    });
    setting.output().print(&report, || {
        format!(
            "{} is sealed by {} on {}\n{seal}",
            edition.id, seal.by, seal.day
        )
    })?;
    Ok(Verdict::Yes)
}

/// The edition of that name.
pub(super) fn edition_named<'l>(law: &'l Law, name: &str) -> anyhow::Result<&'l Edition> {
    if let Some(edition) = law.edition_by_id(&EditionId(name.to_owned())) {
        return Ok(edition);
    }
    let editions = law.all_editions();
    let known: Vec<&str> = editions.map(|edition| edition.id.0.as_str()).collect();
    let way_out = suggest(name, known).unwrap_or_else(|| "see law/services/".to_owned());
    bail!("there is no edition {name}: {way_out}")
}
