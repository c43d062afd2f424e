//! `shanyraq law diff`: what changed between two editions, in words.

use anyhow::bail;
use clap::Args;
use law::diff::{Change, diff, report};
use law::edition::Edition;
use law::{Language, Law};
use serde_json::{Value as Json, json};

use super::seal_law::edition_named;
use super::{Setting, Verdict, language};

/// Says in words what changed between two editions: both sides of every change, with their paragraphs.
///
/// Order and paragraph numbers alone are no change. Exit 0 if the editions say the same, 1 if they differ.
#[derive(Debug, Args)]
pub struct DiffLaw {
    /// The earlier edition, or a service: then its last two editions are compared.
    before: String,
    /// The later edition.
    after: Option<String>,
    /// The language of the report: kk, ru or en.
    #[arg(long, value_parser = language, default_value = "en")]
    lang: Language,
}

/// Runs the command.
pub fn diff_law(args: &DiffLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let law = setting.law()?;
    let (before, after) = pair(&law, args)?;
    let changes = diff(before, after);
    let listed: Vec<Json> = changes
        .iter()
        .map(|change| in_json(change, args.lang))
        .collect();
    let whole = json!({ "before": before.id, "after": after.id, "changes": listed });
    setting.output().print(&whole, || {
        format!(
            "# {} → {}\n\n{}",
            before.id,
            after.id,
            report(&changes, args.lang)
        )
    })?;
    Ok(changes.is_empty().into())
}

fn pair<'l>(law: &'l Law, args: &DiffLaw) -> anyhow::Result<(&'l Edition, &'l Edition)> {
    if let Some(after) = &args.after {
        return Ok((
            edition_named(law, &args.before)?,
            edition_named(law, after)?,
        ));
    }
    match law.editions(&args.before) {
        [.., before, after] => Ok((before, after)),
        [only] => bail!(
            "{} has one edition, {}: there is nothing to compare",
            args.before,
            only.id
        ),
        [] => {
            let services: Vec<&str> = law.services().collect();
            let way_out = law::problem::suggest(&args.before, services)
                .unwrap_or_else(|| "name a service or two editions".to_owned());
            bail!("there is no service {}: {way_out}", args.before)
        }
    }
}

/// A change as a machine reads it: which rule, and the same words as in the report.
fn in_json(change: &Change, language: Language) -> Json {
    let (kind, rule, aspect) = match change {
        Change::New(rule) => ("new", rule, None),
        Change::Gone(rule) => ("gone", rule, None),
        Change::Changed(difference) => {
            ("changed", &difference.after, Some(difference.aspect.text()))
        }
    };
    let before = match change {
        Change::New(_) => None,
        Change::Gone(rule) => rule.source.as_ref(),
        Change::Changed(difference) => difference.before.source.as_ref(),
    };
    let after = match change {
        Change::Gone(_) => None,
        Change::New(rule) => rule.source.as_ref(),
        Change::Changed(difference) => difference.after.source.as_ref(),
    };
    json!({
        "kind": kind,
        "rule": rule.key,
        "aspect": aspect.map(|aspect| aspect.get(language).to_owned()),
        "cite_before": before.map(|source| &source.cite),
        "cite_after": after.map(|source| &source.cite),
        "words": report(std::slice::from_ref(change), language),
    })
}
