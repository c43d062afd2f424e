//! `shanyraq law passport`: everything a person should know of a service before asking for it.

use clap::Args;
use jiff::civil::Date;
use law::{Language, Passport};
use serde_json::json;

use super::{Setting, Verdict, edition_of, language};

/// Prints the passport of a service as Markdown: the ten rows of the standard, documents by channel, terms,
/// grounds, how to complain, and what is not confirmed yet.
#[derive(Debug, Args)]
pub struct PassportLaw {
    /// The code of the service: `housing-assistance`.
    service: String,
    /// The day; today if left out.
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// The language: kk, ru or en.
    #[arg(long, value_parser = language)]
    lang: Language,
}

/// Runs the command.
pub fn passport_law(args: &PassportLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let law = setting.law()?;
    let day = setting.day(args.on, &law)?;
    let edition = edition_of(&law, &args.service, day)?;
    let text = Passport::new(&law, edition, day).markdown(args.lang);
    let whole =
        json!({ "day": day, "edition": edition.id, "language": args.lang, "markdown": text });
    setting.output().print(&whole, || text.clone())?;
    Ok(Verdict::Yes)
}
