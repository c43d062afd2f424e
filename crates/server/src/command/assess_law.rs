//! `shanyraq law assess`: what follows from facts under an edition, line by line.

mod report;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::civil::Date;
use law::Language;
use law::edition::At;
use law::facts::{FactProblem, FactRule, Facts};
use serde_json::{Value as Json, json};

use super::{Output, Setting, Verdict, edition_of, language, place_of};
use report::Assessment;

/// The largest facts file that is read.
const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// Applies an edition to facts: amounts with their derivation, requirements, conclusion, and what is missing.
///
/// Make an empty facts file with `law facts`. A fact that is given goes before the figure that it is
/// otherwise taken from, and the derivation says so. A fact that is not given is unknown, never false.
///
/// Exit 0 if the conclusion is known (favorable or refused), 1 if it is unknown because facts or figures
/// are missing, or if a fact is wrong, 2 if the command could not look. What can be computed is shown in
/// any case.
#[derive(Debug, Args)]
pub struct AssessLaw {
    /// The code of the service: `housing-assistance`.
    service: String,
    /// The day of the decision: chooses the edition and the figures; `day` of the facts file if left out, else today.
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// The facts file, JSON; `-` reads standard input.
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// The KATO code of the place; `place` of the facts file if left out.
    #[arg(long, value_name = "KATO")]
    place: Option<String>,
    /// The language of the labels: kk, ru or en.
    #[arg(long, value_parser = language, default_value = "en")]
    lang: Language,
}

/// Runs the command.
pub fn assess_law(args: &AssessLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let law = setting.law()?;
    let json = read(&args.facts)?;
    let day = setting.day(args.on.or_else(|| day_in(&json)), &law)?;
    let edition = edition_of(&law, &args.service, day)?;
    let mut facts = match Facts::from_json(&json, edition) {
        Ok(facts) => facts,
        Err(problems) => return say_what_is_wrong(&args.facts, &problems, setting.output()),
    };
    facts.day = Some(day);
    if let Some(place) = &args.place {
        facts.place = Some(place.clone());
    }
    let place = facts
        .place
        .as_deref()
        .map(|code| place_of(&law, code))
        .transpose()?;
    let at = At {
        day,
        place: place.map(|place| place.code.as_str()),
    };
    let assessed = law
        .assess(edition, &at, &facts)
        .with_context(|| format!("the formulas of {} are not compiled", edition.id))?;
    let report = Assessment {
        edition,
        day,
        place,
        assessed: &assessed,
        language: args.lang,
    };
    setting.output().print(&report.json()?, || report.words())?;
    Ok(report.is_conclusive().into())
}

fn read(file: &Path) -> anyhow::Result<Json> {
    let name = named(file);
    let mut text = String::new();
    let source: Box<dyn std::io::Read> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(
            std::fs::File::open(file)
                .with_context(|| format!("cannot read the facts in {name}"))?,
        )
    };
    let size = source.take(FILE_BYTES_MAX + 1).read_to_string(&mut text);
    let size = size.with_context(|| format!("cannot read the facts in {name}"))?;
    if u64::try_from(size)? > FILE_BYTES_MAX {
        bail!("the facts in {name} are over the limit of {FILE_BYTES_MAX} bytes");
    }
    serde_json::from_str(&text).with_context(|| {
        format!("the facts in {name} are not JSON; `shanyraq law facts` makes an empty file")
    })
}

fn named(file: &Path) -> String {
    if file.as_os_str() == "-" {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    }
}

/// The day that the facts file names; a wrong one is reported with the other facts.
fn day_in(json: &Json) -> Option<Date> {
    json.get("day")?.as_str()?.parse().ok()
}

fn say_what_is_wrong(
    file: &Path,
    problems: &[FactProblem],
    output: Output,
) -> anyhow::Result<Verdict> {
    let listed: Vec<Json> = problems
        .iter()
        .map(|problem| json!({ "key": problem.key, "rule": problem.rule, "way_out": problem.way_out() }))
        .collect();
    output.print(&json!({ "problems": listed }), || {
        let lines: Vec<String> = problems.iter().map(line).collect();
        format!(
            "The facts in {} are wrong:
{}",
            named(file),
            lines.join(
                "
"
            )
        )
    })?;
    Ok(Verdict::No)
}

fn line(problem: &FactProblem) -> String {
    let key = if problem.key.is_empty() {
        "the file"
    } else {
        &problem.key
    };
    format!("  {key}: {}: {}", what_is_wrong(problem), problem.way_out())
}

fn what_is_wrong(problem: &FactProblem) -> &'static str {
    match problem.rule {
        FactRule::Object => "is not an object",
        FactRule::Declared { .. } => "the edition has no such fact",
        FactRule::OfType { .. } => "is not of its type",
        FactRule::Exact => "would lose digits",
        FactRule::Option { .. } => "is not one of the options",
        FactRule::Within { .. } => "lies outside of its bounds",
        FactRule::Rows { .. } => "has too many rows",
    }
}
