//! `shanyraq law term`: when a filing is registered, and by when each stage and the answer are due.

use std::fmt::Write as _;

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use law::edition::Edition;
use law::term::amount_text;
use law::text::days;
use law::{Deadline, Language, Law, NotCovered, NotReceived, Place, Plan, Registration};
use serde_json::{Value as Json, json};

use super::{CAPITAL, Setting, Verdict, language, no_edition, place_of, words};

/// Counts the terms of a filing: the day of registration, each stage and the answer, day by day.
///
/// Every stage is taken to use all the time that the law gives it. Working hours are those of the figure
/// `working-hours`. The calendar is the one known on the day of filing, unless --known-on names another
/// day: days off have been moved and withdrawn afterwards.
#[derive(Debug, Args)]
pub struct TermLaw {
    /// The code of the service: `housing-assistance`.
    service: String,
    /// The moment of filing, RFC 3339: `2020-11-26T10:00:00+06:00`; without an offset, local time of the place.
    #[arg(long, value_name = "RFC3339", value_parser = Filed::parse)]
    filed: Filed,
    /// The KATO code of the place.
    #[arg(long, value_name = "KATO", default_value = CAPITAL)]
    place: String,
    /// The track of the procedure, for a service that has tracks.
    #[arg(long, value_name = "CODE")]
    track: Option<String>,
    /// The day whose knowledge of days off is used; the day of filing if left out.
    #[arg(long, value_name = "DAY")]
    known_on: Option<Date>,
    /// The language of the reasons: kk, ru or en.
    #[arg(long, value_parser = language, default_value = "en")]
    lang: Language,
}

/// A moment of filing as somebody writes it.
#[derive(Clone, Copy, Debug)]
enum Filed {
    Instant(Timestamp),
    Local(DateTime),
}

impl Filed {
    fn parse(text: &str) -> Result<Self, String> {
        let instant = text.parse().map(Self::Instant);
        let local = |_| text.parse().map(Self::Local);
        instant.or_else(local).map_err(|_neither: jiff::Error| {
            "write a day and a time: 2020-11-26T10:00:00+06:00".to_owned()
        })
    }

    fn at(self, place: &Place) -> anyhow::Result<Timestamp> {
        match self {
            Self::Instant(instant) => Ok(instant),
            Self::Local(local) => place
                .instant(local)
                .with_context(|| format!("{local} is not a time at place {}", place.code)),
        }
    }
}

/// Runs the command.
pub fn term_law(args: &TermLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let law = setting.law()?;
    let place = place_of(&law, &args.place)?;
    let filed = args.filed.at(place)?;
    let filed_day = place.local(filed).date();
    let hours = law
        .working_hours(filed_day)
        .context("the hours of a provider are not known")?;
    let calendar = law.calendar().known_on(args.known_on.unwrap_or(filed_day));
    let (registration, edition) = law
        .receive(&args.service, filed, place, &hours, calendar)
        .map_err(|reason| not_received(&law, reason))?;
    let Some(path) = edition.path(args.track.as_deref()) else {
        let tracks: Vec<&str> = edition.tracks.iter().map(|it| it.code.as_str()).collect();
        match &args.track {
            Some(track) if tracks.is_empty() => bail!(
                "{} has no tracks, so there is no track {track}: leave --track out",
                edition.id
            ),
            Some(_) | None => bail!(
                "{} has these tracks: {}; name one with --track",
                edition.id,
                tracks.join(", ")
            ),
        }
    };
    let plan = law::plan(&law, &path, filed, place, &hours, calendar)
        .with_context(|| format!("the terms of {} cannot be counted", edition.id))?;
    let report = Terms {
        edition,
        place,
        registration: &registration,
        plan: &plan,
    };
    setting
        .output()
        .print(&report.json(filed), || report.words(args.lang))?;
    Ok(Verdict::Yes)
}

fn not_received(law: &Law, reason: NotReceived) -> anyhow::Error {
    match reason {
        NotReceived::NotCovered(NotCovered { day }) => anyhow::anyhow!(
            "the calendar does not reach {day}: add law/calendar/{}.kdl",
            day.year()
        ),
        NotReceived::NoEdition(reason) => no_edition(law, &reason),
    }
}

struct Terms<'a> {
    edition: &'a Edition,
    place: &'a Place,
    registration: &'a Registration,
    plan: &'a Plan,
}

impl Terms<'_> {
    fn json(&self, filed: Timestamp) -> Json {
        let reasons: Vec<Json> = self
            .registration
            .derivation
            .iter()
            .map(|reason| json!({ "reason": reason, "text": reason.text() }))
            .collect();
        let stages = self.plan.stages.iter().map(|due| {
            let stage = law::procedure::stage(self.edition, &due.stage);
            json!({
                "stage": due.stage,
                "title": stage.map(|stage| &stage.title),
                "actor": due.actor,
                "starts_from": due.starts_from,
                "started": due.started,
                "due": due.due,
                "cite": stage.map(|stage| &stage.term.as_ref().map_or(&stage.source, |term| &term.source).cite),
                "deadline": due.deadline.as_ref().map(deadline),
            })
        });
        json!({
            "service": self.edition.service,
            "place": self.place.code,
            "filed": filed,
            "filed_local": self.registration.filed,
            "registered": self.registration.day,
            "registration": { "cite": law::registration::CITE, "reasons": reasons },
            "edition": self.edition.id,
            "act": self.edition.act,
            "stages": stages.collect::<Vec<_>>(),
            "answer": self.plan.whole.day,
            "term": deadline(&self.plan.whole),
        })
    }

    fn words(&self, language: Language) -> String {
        let mut text = String::new();
        self.write(&mut text, language)
            .map_or_else(|_| String::new(), |()| text)
    }

    fn write(&self, text: &mut String, language: Language) -> std::fmt::Result {
        let day = |day| days::with_weekday(day, language);
        let name = self.place.name(self.registration.day).get(language);
        writeln!(text, "{}", self.edition.name.get(language))?;
        writeln!(
            text,
            "filed       {}, local time in {name} ({})",
            self.registration.filed, self.place.code
        )?;
        writeln!(
            text,
            "registered  {}    [{}]",
            day(self.registration.day),
            law::registration::CITE
        )?;
        for reason in &self.registration.derivation {
            writeln!(text, "              {}", reason.text().get(language))?;
        }
        writeln!(text, "edition     {}", self.edition.id)?;
        writeln!(
            text,
            "              {}",
            self.edition.act.title.get(language)
        )?;
        for due in &self.plan.stages {
            let stage = law::procedure::stage(self.edition, &due.stage);
            let title = stage.map_or(due.stage.as_str(), |stage| stage.title.get(language));
            writeln!(
                text,
                "\n{title} ({}, {})",
                due.stage,
                words::role(due.actor)
            )?;
            match &due.deadline {
                Some(deadline) => {
                    let from = due
                        .starts_from
                        .as_ref()
                        .map(words::start)
                        .unwrap_or_default();
                    counted(text, deadline, &from, language)?;
                }
                None => writeln!(text, "  due {}, at once", day(due.due))?,
            }
        }
        writeln!(text, "\nAnswer")?;
        counted(
            text,
            &self.plan.whole,
            &words::start(&self.edition.term.from),
            language,
        )
    }
}

fn counted(
    text: &mut String,
    deadline: &Deadline,
    from: &str,
    language: Language,
) -> std::fmt::Result {
    let amount = amount_text(deadline.amount, deadline.unit, language);
    write!(
        text,
        "  due {}: {amount} from {from}",
        days::with_weekday(deadline.day, language)
    )?;
    match &deadline.source {
        Some(source) => writeln!(text, "    [{}]", words::source(source))?,
        None => writeln!(text)?,
    }
    for day in &deadline.derivation {
        writeln!(text, "    {}", day.text().get(language))?;
    }
    Ok(())
}

/// A deadline with the words of each day of its derivation.
fn deadline(deadline: &Deadline) -> Json {
    let days = deadline.derivation.iter();
    let days = days.map(|day| {
        json!({ "date": day.date, "number": day.number, "kind": day.kind, "text": day.text() })
    });
    json!({
        "day": deadline.day,
        "amount": deadline.amount,
        "unit": deadline.unit,
        "started": deadline.started,
        "source": deadline.source,
        "text": deadline.text(),
        "derivation": days.collect::<Vec<_>>(),
    })
}
