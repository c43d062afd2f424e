//! `shanyraq law facts`: an empty facts file.

use clap::Args;
use jiff::civil::Date;
use law::Language;
use law::facts::empty_facts;

use super::{Output, Setting, Verdict, edition_of, language};

/// What the command line adds to the meaning of the keys that are no facts.
const REMARKS: [(&str, &str); 5] = [
    (
        "$",
        "Fill in what is known and leave null what is not. Keys that begin with $ are remarks",
    ),
    (
        "place",
        "where the figures of the law are looked up; --place goes before it",
    ),
    (
        "day",
        "the day of the decision, which chooses the edition and the figures; --on goes before it",
    ),
    ("filed-day", "the day of the filing"),
    ("channel", "how it was filed, where the law asks"),
];

/// Prints an empty facts file: fill it in and give it to `law assess`. Always JSON.
#[derive(Debug, Args)]
pub struct ListFacts {
    /// The code of the service: `housing-assistance`.
    service: String,
    /// The day whose edition is asked; today if left out.
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// The language of the labels: kk, ru or en.
    #[arg(long, value_parser = language, default_value = "en")]
    lang: Language,
}

/// Runs the command.
pub fn list_facts(args: &ListFacts, setting: &Setting) -> anyhow::Result<Verdict> {
    let law = setting.law()?;
    let day = setting.day(args.on, &law)?;
    let edition = edition_of(&law, &args.service, day)?;
    let mut facts = empty_facts(edition, args.lang);
    if let Some(about) = facts
        .pointer_mut("/$about")
        .and_then(serde_json::Value::as_object_mut)
    {
        for (key, remark) in REMARKS {
            let remark = about
                .get(key)
                .and_then(serde_json::Value::as_str)
                .map_or_else(
                    || remark.to_owned(),
                    |type_of_key| format!("{type_of_key}; {remark}"),
                );
            about.insert(key.to_owned(), remark.into());
        }
    }
    Output::Json.print(&facts, String::new)?;
    Ok(Verdict::Yes)
}
