//! What stands on top of every page about one case: who, where it is, by when, and its pages.

use app::view::case::CaseView;
use casework::case::Phase;
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
    let due = due(view);
    let pages = [Page::Case, Page::Verification, Page::Assessment, Page::Deed];
    Ok(CaseHead {
        list: seat.to(""),
        service: view.edition.name.get(language).to_owned(),
        number: number.to_string(),
        applicant: case.filed.recipient.name.clone(),
        stage: stage_words(seat, view),
        due: due.map(|day| show::day(&seat.visit, day)),
        tag: tag(seat.visit.words(), seat.today()?, due, closed(&case.phase)),
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

/// The day by which the present stage must end.
fn due(view: &CaseView<'_>) -> Option<Date> {
    let case = &view.loaded.case;
    match &case.phase {
        Phase::Received => Some(case.filed.registration_day),
        Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => {
            let at = case.stage()?;
            let stages = &view.deadlines.stages;
            stages.iter().find(|it| it.stage == at).map(|it| it.due)
        }
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => None,
    }
}

/// How a case was closed, as the list keeps it.
fn closed(phase: &Phase) -> Option<&'static str> {
    match phase {
        Phase::Decided { adverse: None, .. } => Some("favorable"),
        Phase::Decided {
            adverse: Some(_), ..
        } => Some("adverse"),
        Phase::Withdrawn { .. } => Some("withdrawn"),
        Phase::Void { .. } => Some("void"),
        Phase::Received | Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => None,
    }
}

/// How a case stands against its day.
pub(super) fn tag(
    words: &'static Words,
    today: Date,
    due: Option<Date>,
    closed: Option<&str>,
) -> Tag {
    if let Some(how) = closed {
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
    let Some(due) = due else {
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
