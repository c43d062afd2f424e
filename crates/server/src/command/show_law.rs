//! `shanyraq law show`: the edition of a service in force on a day.

use std::fmt::Write as _;

use anyhow::Context as _;
use clap::Args;
use jiff::civil::Date;
use law::edition::{
    Channel, Destination, Document, Edition, Outcome, Pending, SigningMeans, Stage, Term,
};
use law::term::amount_text;
use law::{Language, Law};
use serde_json::json;

use super::{Setting, Verdict, edition_of, language, words};

/// Shows the edition in force on a day: act, standard, stages, documents, grounds. `--json` gives all of it.
#[derive(Debug, Args)]
pub struct ShowLaw {
    /// The code of the service: `housing-assistance`.
    service: String,
    /// The day; today if left out.
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// The language of the law's words: kk, ru or en.
    #[arg(long, value_parser = language, default_value = "en")]
    lang: Language,
}

/// Runs the command.
pub fn show_law(args: &ShowLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let law = setting.law()?;
    let day = setting.day(args.on, &law)?;
    let edition = edition_of(&law, &args.service, day)?;
    let shown = Shown {
        law: &law,
        edition,
        day,
        language: args.lang,
    };
    let mut text = String::new();
    shown
        .write(&mut text)
        .context("the edition cannot be written")?;
    setting
        .output()
        .print(&json!({ "day": day, "edition": edition }), || text)?;
    Ok(Verdict::Yes)
}

struct Shown<'a> {
    law: &'a Law,
    edition: &'a Edition,
    day: Date,
    language: Language,
}

impl Shown<'_> {
    fn write(&self, text: &mut String) -> std::fmt::Result {
        self.head(text)?;
        for row in &self.edition.standard {
            writeln!(
                text,
                "\n{}. {}    [{}]",
                row.number,
                row.heading.get(self.language),
                words::source(&row.source)
            )?;
            for paragraph in &row.paragraphs {
                writeln!(text, "   {}", paragraph.get(self.language))?;
            }
        }
        writeln!(text, "\nStages")?;
        for stage in &self.edition.stages {
            self.stage(text, stage)?;
        }
        for channel in [Channel::Portal, Channel::Counter] {
            writeln!(text, "\nDocuments at the {}", words::channel(channel))?;
            for document in &self.edition.documents {
                self.document(text, document, channel)?;
            }
        }
        writeln!(text, "\nGrounds for refusal")?;
        for ground in &self.edition.grounds {
            let words = ground.text.get(self.language);
            writeln!(
                text,
                "  {}. {words} ({})    [{}]",
                ground.number,
                ground.code,
                words::source(&ground.source)
            )?;
        }
        writeln!(text, "\nAppeal")?;
        for paragraph in &self.edition.appeal {
            writeln!(text, "  {}", paragraph.get(self.language))?;
        }
        Ok(())
    }

    fn head(&self, text: &mut String) -> std::fmt::Result {
        let edition = self.edition;
        writeln!(text, "{}", edition.name.get(self.language))?;
        writeln!(text, "{}", edition.summary.get(self.language))?;
        writeln!(text, "\non          {}", self.day)?;
        writeln!(text, "edition     {}", edition.id)?;
        writeln!(text, "act         {}", edition.act.title.get(self.language))?;
        let from = &edition.in_force;
        writeln!(
            text,
            "in force    from {}    [{}]",
            from.day,
            words::source(&from.source)
        )?;
        if let Some(until) = &edition.repealed {
            let by = edition
                .repealed_by
                .as_deref()
                .unwrap_or("an act that is not named");
            writeln!(
                text,
                "repealed    from {} by {by}    [{}]",
                until.day,
                words::source(&until.source)
            )?;
        }
        let pending = match edition.pending {
            Pending::Stay => "keep their edition when it is replaced",
            Pending::Move => "move to the next edition by a recorded event",
        };
        writeln!(text, "cases       {pending}")?;
        writeln!(text, "term        {}", self.term(&edition.term))?;
        let means: Vec<&str> = edition
            .signing
            .iter()
            .map(|means| signing(*means))
            .collect();
        writeln!(text, "signed by   {}", means.join(", "))?;
        writeln!(
            text,
            "files       at most {} bytes together",
            edition.attachments_limit_bytes
        )
    }

    /// The length of the day, or of the figure if it has none without a place.
    fn term(&self, term: &Term) -> String {
        let amount = match self.law.amount(&term.amount, self.day, None) {
            Ok(amount) => amount_text(amount, term.unit, self.language),
            Err(reason) => format!("unknown, since {reason}"),
        };
        format!(
            "{amount} from {}    [{}]",
            words::start(&term.from),
            words::source(&term.source)
        )
    }

    fn stage(&self, text: &mut String, stage: &Stage) -> std::fmt::Result {
        let title = stage.title.get(self.language);
        let (actor, work) = (words::role(stage.actor), words::work(stage.work()));
        writeln!(
            text,
            "  {}: {title} ({actor}, {work})    [{}]",
            stage.code,
            words::source(&stage.source)
        )?;
        match &stage.term {
            Some(term) => writeln!(text, "    {}", self.term(term))?,
            None => writeln!(text, "    at once")?,
        }
        stage
            .outcomes
            .iter()
            .try_for_each(|outcome| self.outcome(text, outcome))
    }

    fn outcome(&self, text: &mut String, outcome: &Outcome) -> std::fmt::Result {
        let to = match &outcome.to {
            Destination::Stage(stage) => stage,
            Destination::Next => "next",
            Destination::Closed => "closed",
        };
        write!(
            text,
            "    {} -> {to}: {}",
            outcome.code,
            outcome.text.get(self.language)
        )?;
        if let Some(deed) = &outcome.deed {
            write!(
                text,
                "; deed {}, signed by the {}",
                deed.deed,
                words::role(deed.signed_by)
            )?;
        }
        if outcome.adverse.is_some() {
            write!(text, "; adverse")?;
        }
        writeln!(text, "    [{}]", words::source(&outcome.source))
    }

    fn document(
        &self,
        text: &mut String,
        document: &Document,
        channel: Channel,
    ) -> std::fmt::Result {
        let Some(asked) = document
            .channels
            .iter()
            .find(|asked| asked.channel == channel)
        else {
            return Ok(());
        };
        write!(
            text,
            "  {} ({})",
            document.text.get(self.language),
            document.code
        )?;
        if asked.is_the_request {
            write!(text, "; the signed application is it")?;
        }
        if asked.original_shown {
            write!(text, "; the original is shown and given back")?;
        }
        if let Some(registry) = &asked.unless_registry {
            write!(text, "; not if registry {registry} answers")?;
        }
        if let Some(when) = &document.when_text {
            write!(text, "; only: {}", when.get(self.language))?;
        }
        if document.on_renewal {
            write!(text, "; again on a re-application")?;
        }
        writeln!(text, "    [{}]", words::source(&document.source))
    }
}

fn signing(means: SigningMeans) -> &'static str {
    match means {
        SigningMeans::Eds => "EDS",
        SigningMeans::OneTimePassword => "one-time password",
        SigningMeans::InPerson => "hand, in person",
    }
}
