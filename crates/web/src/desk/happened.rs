//! What happened to a case since the page was drawn from which a form came: whoever comes second is told what the first
//! one did, and keeps what they typed.

use app::access::Seen;
use app::view::case::CaseView;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use casework::Refusal;
use casework::event::{Author, Event};
use casework::identifier::CaseNumber;
use jiff::Timestamp;

use super::Seat;
use crate::form::Fields;
use crate::pages::{Flash, RefusalPage, Row};
use crate::portal::{Answer, draw};
use crate::show;

/// The most events that are told; the case's own page has all that came of them.
const TOLD_MAX: usize = 20;

/// Of how many events the page was drawn from which a form came, if the form says it.
pub(super) fn drawn_of(form: &Fields) -> Option<u64> {
    form.find("events")?.parse().ok()
}

/// The events that this page could not show; none is known where the form does not say what it was drawn from.
fn missed<'v>(view: &'v CaseView<'_>, form: &Fields) -> Option<&'v [(Timestamp, Event)]> {
    let drawn = usize::try_from(drawn_of(form)?).ok()?;
    view.loaded.events.get(drawn..)
}

/// Whether anything `that` matters happened since. Not knowing counts as such: what is decided rests on what was read.
pub(super) fn is_overtaken(
    view: &CaseView<'_>,
    form: &Fields,
    that: impl Fn(&Event) -> bool,
) -> bool {
    missed(view, form).is_none_or(|events| events.iter().any(|(_at, event)| that(event)))
}

/// What happened since, for the top of the page; none where nothing did.
pub(super) fn since(seat: &Seat, view: &CaseView<'_>, form: &Fields) -> Option<Flash> {
    let lines = missed(view, form)
        .unwrap_or_default()
        .iter()
        .take(TOLD_MAX)
        .map(|(at, event)| {
            let at = show::moment(&seat.visit, *at, &seat.organization.kato);
            let what = seat.say(&format!("event-{}", kind(event)));
            let by = match event.author() {
                Author::Officer(officer) => Some(officer.name.clone()),
                Author::Recipient => Some(view.loaded.case.filed.recipient.name.clone()),
                Author::Other => None,
            };
            [Some(at), Some(what), by]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| Flash {
        is_success: false,
        text: seat.say("happened-since"),
        lines,
    })
}

/// The page of a refusal, with what happened since the form's page was drawn and with what was typed.
pub(super) async fn refused(
    seat: &Seat,
    number: &CaseNumber,
    form: &Fields,
    (error, typed): (app::Error, Vec<Row>),
) -> Answer {
    let app::Error::Refused(refusal) = error else {
        return Err(error.into());
    };
    let view = seat.case(number, &Seen::Case).await?;
    let mut page = RefusalPage::of(seat.shell_at(&view, ""), &refusal, seat.to_case(number, ""));
    page.shell.flash = since(seat, &view, form);
    page.typed = typed;
    Ok((StatusCode::CONFLICT, draw(&page)?).into_response())
}

/// Why the officer does not work at the case now: nobody has it, another one has, or the stage is over.
pub(super) fn not_at_work(seat: &Seat, view: &CaseView<'_>) -> Refusal {
    let case = &view.loaded.case;
    match &case.executor {
        None => Refusal::NotTaken,
        Some(other) if other.iin != seat.officer.person.iin => Refusal::TakenByAnother {
            officer: other.name.clone(),
        },
        Some(_own) => Refusal::AnotherStage {
            asked: case.stage().unwrap_or_default().to_owned(),
            at: None,
        },
    }
}

/// What is called by its own words; the steps of the other kinds of work are called by one.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::Work(_) => "work",
        Event::Rule(rule) => rule.kind(),
        Event::Filed(_)
        | Event::EvidenceConfirmed(_)
        | Event::EvidenceRejected { .. }
        | Event::Registered { .. }
        | Event::Taken { .. }
        | Event::FindingRecorded(_)
        | Event::StageDecided { .. }
        | Event::DeedProposed(_)
        | Event::DeedReturned { .. }
        | Event::DeedSigned(_) => event.kind(),
    }
}
