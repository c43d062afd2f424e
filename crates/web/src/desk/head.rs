//! What stands on top of every page about one case: who, where it is, by when, and its pages.

use app::view::case::CaseView;
use casework::case::Phase;
use casework::projection::{CaseRow, list_row};
use jiff::civil::Date;
use law::edition::{Edition, Stage, Work};

use super::Seat;
use crate::failure::Failure;
use crate::locale::Words;
use crate::pages::office::{CaseHead, CasePageLink};
use crate::pages::{Color, Link, Tag};
use crate::show;

/// The pages of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Case,
    Verification,
    Assessment,
    Deed,
}

impl Page {
    /// The end of its address.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Case => "",
            Self::Verification => "/verification",
            Self::Assessment => "/assessment",
            Self::Deed => "/deed",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Case => "tab-case",
            Self::Verification => "tab-verification",
            Self::Assessment => "tab-assessment",
            Self::Deed => "tab-deed",
        }
    }

    /// Whether there is anything to see there yet.
    fn exists(self, view: &CaseView<'_>) -> bool {
        let case = &view.loaded.case;
        match self {
            Self::Case => true,
            Self::Verification | Self::Assessment => case.registration.is_some(),
            Self::Deed => {
                matches!(case.phase, Phase::AwaitingSignature { .. }) || !case.deeds.is_empty()
            }
        }
    }
}

/// The top of a case, with one of its pages open.
pub(super) fn head(seat: &Seat, view: &CaseView<'_>, open: Page) -> Result<CaseHead, Failure> {
    let case = &view.loaded.case;
    let language = seat.visit.law_language();
    let number = &case.filed.number;
    let row = list_row(case, &view.deadlines);
    let today = seat.today()?;
    let stage = stage_words(seat, view);
    let stage = match waiting(seat.visit.words(), &row, today) {
        Some(waiting) => format!("{stage} – {waiting}"),
        None => stage,
    };
    let pages = [Page::Case, Page::Verification, Page::Assessment, Page::Deed];
    Ok(CaseHead {
        list: seat.to(""),
        service: view.edition.name.get(language).to_owned(),
        number: number.to_string(),
        applicant: case.filed.recipient.name.clone(),
        stage,
        due: row.due.map(|day| show::day(&seat.visit, day)),
        tag: tag(seat.visit.words(), today, &row),
        pages: pages
            .into_iter()
            .filter(|page| page.exists(view))
            .map(|page| CasePageLink {
                link: Link {
                    text: seat.say(page.key()),
                    href: seat.to_case(number, page.path()),
                },
                is_current: page == open,
            })
            .collect(),
    })
}

/// The stage that the case is at.
pub(super) fn stage<'e>(view: &CaseView<'e>) -> Option<&'e Stage> {
    stage_of(view.edition, view.loaded.case.stage()?)
}

/// The stage of this code.
pub(super) fn stage_of<'e>(edition: &'e Edition, code: &str) -> Option<&'e Stage> {
    edition.stages.iter().find(|stage| stage.code == code)
}

/// The work of the stage at which an officer works now.
pub(super) fn work(view: &CaseView<'_>) -> Option<Work> {
    match &view.loaded.case.phase {
        Phase::AtStage { .. } => stage(view).map(Stage::work),
        Phase::Received
        | Phase::AwaitingSignature { .. }
        | Phase::Decided { .. }
        | Phase::Withdrawn { .. }
        | Phase::Void { .. } => None,
    }
}

fn stage_words(seat: &Seat, view: &CaseView<'_>) -> String {
    let language = seat.visit.law_language();
    let title = |code: &str| {
        stage_of(view.edition, code)
            .map_or_else(String::new, |it| it.title.get(language).to_owned())
    };
    match &view.loaded.case.phase {
        Phase::Received => seat.say("at-received"),
        Phase::AtStage { stage } => title(stage),
        Phase::AwaitingSignature { proposal } => {
            format!("{} – {}", title(&proposal.stage), seat.say("at-waits"))
        }
        Phase::Decided { .. } => seat.say("at-closed"),
        Phase::Withdrawn { .. } => seat.say("at-withdrawn"),
        Phase::Void { .. } => seat.say("at-void"),
    }
}

/// What is waited for besides the work of the stage, in words; none where nothing is, or nothing that a list knows.
pub(super) fn waiting(words: &'static Words, row: &CaseRow, today: Date) -> Option<String> {
    let day = row.waits_until;
    let key = match (row.waits_for.as_deref()?, day) {
        // Without a day of its own it was answered by a program that did not know of it.
        ("correction", Some(_)) if row.due.is_some() => "at-correction",
        ("hearing", Some(_)) => "at-hearing",
        ("objections", Some(day)) if day < today => "at-objections-over",
        ("objections", Some(_)) => "at-objections-until",
        ("objections", None) => "at-objections",
        (_, _) => return None,
    };
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("day", day.map_or_else(String::new, |day| words.day(day)));
    Some(words.text_with(key, &args).into_owned())
}

/// Whether a hearing runs that the office waits for: the day of the stage does not move with it (see
/// [`casework::projection::list_row`]). A notice that nobody has opened has no day by which to wait: the stage is late.
fn is_heard(row: &CaseRow, today: Date) -> bool {
    let is_hearing = matches!(row.waits_for.as_deref(), Some("objections" | "hearing"));
    is_hearing && row.waits_until.is_some_and(|until| today <= until)
}

/// How a case stands against its day. A closed one with a request to correct a deed has a day again.
pub(super) fn tag(words: &'static Words, today: Date, row: &CaseRow) -> Tag {
    let closed = row.closed_as.as_deref();
    if let Some(how) = closed.filter(|_| row.due.is_none()) {
        let (key, color) = match how {
            "favorable" => ("work-favorable", Color::Green),
            "adverse" => ("work-adverse", Color::Red),
            "withdrawn" => ("work-withdrawn", Color::Grey),
            _ => ("work-void", Color::Grey),
        };
        return Tag {
            text: words.text(key).into_owned(),
            color,
        };
    }
    let Some(due) = row.due else {
        return Tag {
            text: words.text("work-open").into_owned(),
            color: Color::Grey,
        };
    };
    let days = due.duration_since(today).as_hours() / 24;
    let count = days.unsigned_abs().to_string();
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("count", crate::locale::number(&count));
    let (text, color) = match days {
        ..0 if is_heard(row, today) => (words.text_with("work-late-heard", &args), Color::Yellow),
        ..0 => (words.text_with("work-late", &args), Color::Red),
        0 => (words.text("work-today"), Color::Yellow),
        1..=2 => (words.text_with("work-left", &args), Color::Yellow),
        3..=7 => (words.text_with("work-left", &args), Color::Blue),
        8.. => (words.text_with("work-left", &args), Color::Grey),
    };
    Tag {
        text: text.into_owned(),
        color,
    }
}
