//! `shanyraq law term`: when a filing is registered, and by when each stage and the answer are due.

mod report;

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use law::edition::{Channel, Edition, Path};
use law::plan::{Counting, plan_from, plan_with_readings};
use law::problem::suggest;
use law::{Language, Law, NotCovered, NotReceived, Place, Registration, WorkingHours};

use super::{CAPITAL, Setting, Verdict, edition_of, language, no_edition, place_of};
use report::{Terms, Way};

/// Counts the terms of a case: the day of registration, each stage, each limit and the answer, day by day.
///
/// Every stage is taken to use all the time that the law gives it. Where the words of the act may be read
/// in another way, the days of that reading are shown too. A service with tracks is counted on each of
/// them, one after the other, unless --track names one. Working hours are those of the figure
/// `working-hours`. The calendar is the one known on the day of filing or registration, unless --known-on
/// names another day: days off have been moved and withdrawn afterwards.
///
/// Exit 0 if everything could be counted, 2 if not.
#[derive(Debug, Args)]
pub struct TermLaw {
    /// The code of the service: `housing-assistance`.
    service: String,
    /// The moment of filing, RFC 3339: `2020-11-26T10:00:00+06:00`; without an offset, local time of the place.
    #[arg(long, value_name = "RFC3339", value_parser = Filed::parse, required_unless_present = "registered")]
    filed: Option<Filed>,
    /// The day of registration, if that is known already: `2026-02-02`.
    #[arg(long, value_name = "DAY", conflicts_with = "filed")]
    registered: Option<Date>,
    /// The KATO code of the place.
    #[arg(long, value_name = "KATO", default_value = CAPITAL)]
    place: String,
    /// The track of the procedure; all of them if left out.
    #[arg(long, value_name = "CODE")]
    track: Option<String>,
    /// The channel of the filing, where the terms differ: portal or counter.
    #[arg(long, value_name = "CHANNEL", value_parser = channel)]
    channel: Option<Channel>,
    /// The day whose knowledge of days off is used; the day of filing or registration if left out.
    #[arg(long, value_name = "DAY")]
    known_on: Option<Date>,
    /// The language of the reasons: kk, ru or en.
    #[arg(long, value_parser = language, default_value = "en")]
    lang: Language,
}

fn channel(word: &str) -> Result<Channel, String> {
    match word {
        "portal" => Ok(Channel::Portal),
        "counter" => Ok(Channel::Counter),
        _ => Err("write portal or counter".to_owned()),
    }
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
    let filed = args.filed.map(|filed| filed.at(place)).transpose()?;
    let day = match (filed, args.registered) {
        (Some(filed), _) => place.local(filed).date(),
        (None, Some(day)) => day,
        (None, None) => bail!("name the moment with --filed, or the day with --registered"),
    };
    let hours = law
        .working_hours(day)
        .context("the hours of a provider are not known")?;
    let calendar = law.calendar().known_on(args.known_on.unwrap_or(day));
    let (registration, edition) = match filed {
        Some(filed) => law
            .receive(&args.service, filed, place, &hours, calendar)
            .map_err(|reason| not_received(&law, reason))?,
        None => (given(day, &hours), edition_of(&law, &args.service, day)?),
    };
    let counting = Counting {
        calendar,
        week: hours.days,
        registered: registration.day,
        place: Some(&place.code),
    };
    let ways = paths(edition, args)?
        .into_iter()
        .map(|path| way(&law, path, &registration, counting))
        .collect::<anyhow::Result<Vec<Way<'_>>>>()
        .with_context(|| format!("the terms of {} cannot be counted", edition.id))?;
    let report = Terms {
        edition,
        place,
        filed,
        registration: &registration,
        ways: &ways,
    };
    setting
        .output()
        .print(&report.json(), || report.words(args.lang))?;
    Ok(Verdict::Yes)
}

/// A registration that is known: nothing moved it.
fn given(day: Date, hours: &WorkingHours) -> Registration {
    Registration {
        filed: day.to_datetime(hours.from),
        day,
        derivation: Vec::new(),
    }
}

/// The path asked for, or all of them.
fn paths<'e>(edition: &'e Edition, args: &TermLaw) -> anyhow::Result<Vec<Path<'e>>> {
    let paths = match &args.track {
        None => edition.paths(),
        Some(track) if edition.tracks.is_empty() => bail!(
            "{} has no tracks, so there is no track {track}: leave --track out",
            edition.id
        ),
        Some(track) => {
            let Some(path) = edition.path(Some(track)) else {
                let tracks: Vec<&str> = edition.tracks.iter().map(|it| it.code.as_str()).collect();
                let way_out = suggest(track, tracks).unwrap_or_default();
                bail!("{} has no track {track}: {way_out}", edition.id);
            };
            vec![path]
        }
    };
    let on = |path: Path<'e>| match args.channel {
        Some(channel) => path.on(channel),
        None => path,
    };
    Ok(paths.into_iter().map(on).collect())
}

fn way<'e>(
    law: &Law,
    path: Path<'e>,
    registration: &Registration,
    counting: Counting<'_>,
) -> anyhow::Result<Way<'e>> {
    let plan = plan_from(law, &path, registration.clone(), counting)?;
    let others = plan_with_readings(law, &path, registration, counting)?;
    Ok(Way { path, plan, others })
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
