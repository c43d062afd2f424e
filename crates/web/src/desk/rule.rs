//! What an officer does about a hearing: sends a preliminary decision, records its delivery, appoints and records the
//! hearing, weighs objections, finds silence.

use app::access::Seen;
use app::officer_command::as_seen;
use app::view::case::CaseView;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use casework::Refusal;
use casework::actor::Actor;
use casework::command::rule::SendPreliminary;
use casework::command::{Command, FindOutcome, RuleCommand};
use casework::event::rule::{NoticeMeans, Preliminary};
use casework::event::{Event, RuleEvent};
use casework::refusal::RuleRefusal;

use super::completeness::Marks;
use super::happened::{is_overtaken, since};
use super::{Seat, assessment, case};
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::{DecisionNotice, Problems, RulePart};
use crate::portal::case::number;
use crate::portal::{Answer, draw};
use crate::rule::{
    FORMS_OF_OFFICER, Sent, Side, day, decision, declined, drawn, grounds, overtaken, read,
};

/// The form that sends a preliminary decision.
const PRELIMINARY: &str = "preliminary";

/// Carries the act out. A form with a gap, or one that somebody else was quicker than, comes back with what was typed.
pub(crate) async fn act(
    Path((_, org, text, code)): Path<(String, String, String, String)>,
    posted: Posted,
) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let view = seat.case(&number, &Seen::Case).await?;
    let is_known = code == PRELIMINARY || FORMS_OF_OFFICER.contains(&code.as_str());
    if !is_known {
        return Err(Failure::not_found());
    }
    let typed = Sent {
        code: &code,
        fields: &posted.fields,
    };
    let command = match read(&seat.visit, &typed).ok_or_else(Failure::not_found)? {
        Ok(command) => command,
        Err(problems) => {
            let answer = again(&seat, &view, &typed, problems).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
        }
    };
    // Of a hearing, a term or a slip what was done about them matters; a preliminary decision rests on every fact.
    let matters = |event: &Event| code == PRELIMINARY || matches!(event, Event::Rule(_));
    let is_overtaken = is_overtaken(&view, &posted.fields, matters);
    let done = if is_overtaken && side(&seat, &view).would(command.clone()).is_ok() {
        Err(app::Error::Conflict)
    } else {
        let (office, now) = (seat.visit.office(), seat.visit.now);
        let what = (Command::Rule(command), view.loaded.case.seq);
        as_seen(office, &seat.officer, &number, what, now).await
    };
    let error = match done {
        Ok(_case) => {
            return Ok(Redirect::to(&seat.to_case(&number, said(&code))).into_response());
        }
        Err(error) => error,
    };
    let view = seat.case(&number, &Seen::Case).await?;
    if matches!(error, app::Error::Conflict) {
        return too_late(&seat, &view, &typed).await;
    }
    let mut shell = seat.shell_at(&view, "");
    shell.flash = since(&seat, &view, &posted.fields);
    declined(shell, &typed, error, seat.to_case(&number, ""))
}

/// The page of a form that somebody was quicker than: what happened since, and what was typed, to be looked at again.
async fn too_late(seat: &Seat, view: &CaseView<'_>, typed: &Sent<'_>) -> Answer {
    let problems = overtaken(&seat.visit, typed);
    let answer = again(seat, view, typed, problems).await?;
    Ok((StatusCode::CONFLICT, answer).into_response())
}

/// What the page says after such an act: what was done, and what comes next.
fn said(code: &str) -> &'static str {
    match code {
        PRELIMINARY => "?done=notice-sent",
        "deliver" => "?done=delivered",
        "appoint" => "?done=hearing-appointed",
        "record" => "?done=hearing-recorded",
        "consider" => "?done=objections-considered",
        "silence" => "?done=silence-found",
        "give-up" => "?done=refusal-given-up",
        "extend" => "?done=extended",
        "decline-correction" => "?done=correction-declined",
        _ => "?done=saved",
    }
}

/// The page of the form with what was typed, and what is wrong with it.
async fn again(seat: &Seat, view: &CaseView<'_>, typed: &Sent<'_>, problems: Problems) -> Answer {
    let what = (Some(typed), problems);
    let flash = since(seat, view, typed.fields);
    if typed.code == PRELIMINARY {
        let mut page = assessment::page(seat, view, "", what)?;
        page.shell.flash = flash;
        draw(&page)
    } else {
        let mut page = case::page(seat, view, &Marks::default(), what).await?;
        page.shell.flash = flash;
        draw(&page)
    }
}

/// The side of an officer.
pub(super) fn side<'a>(seat: &'a Seat, view: &'a CaseView<'a>) -> Side<'a> {
    Side {
        visit: &seat.visit,
        view,
        actor: Actor::Officer(seat.officer.clone()),
        to: seat.to_case(&view.loaded.case.filed.number, "/rules"),
    }
}

/// What the Code asks for before an outcome of the present stage can be found.
pub(super) enum Before {
    /// Nothing.
    Nothing,
    /// The hearing under way, or a day: in words.
    Wait(String),
    /// A preliminary decision: with its grounds, its earliest day and the form that sends it.
    Preliminary(Box<RulePart>),
}

/// Asks the rulebook what comes before an outcome of `stage`.
pub(super) fn before(
    seat: &Seat,
    view: &CaseView<'_>,
    (stage, outcome): (&str, &str),
    typed: Option<&Sent<'_>>,
) -> Before {
    let side = side(seat, view);
    let find = Command::FindOutcome(FindOutcome {
        stage: stage.to_owned(),
        outcome: outcome.to_owned(),
        note: String::new(),
        missing: Vec::new(),
    });
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let Err(refusal) = view.would(office, &side.actor, find, now) else {
        return Before::Nothing;
    };
    let wait = |day: Option<jiff::civil::Date>| {
        let words = seat.say(&format!("refusal-{}", refusal.code()));
        let day = day.map(|day| seat.visit.words().day(day));
        Before::Wait(
            std::iter::once(words)
                .chain(day)
                .collect::<Vec<_>>()
                .join(" "),
        )
    };
    if let Refusal::Rule(RuleRefusal::TooSoonAfterNotice { day }) = &refusal {
        return wait(Some(*day));
    }
    if let Refusal::Rule(RuleRefusal::HearingUnderWay { .. }) = &refusal {
        return wait(None);
    }
    let needs_notice = matches!(
        refusal,
        Refusal::HearingNeeded | Refusal::Rule(RuleRefusal::NewGrounds { .. })
    );
    match intended(&side, stage, outcome).filter(|_| needs_notice) {
        Some(decision) => Before::Preliminary(Box::new(proposed(&side, &decision, typed))),
        None => Before::Nothing,
    }
}

/// The preliminary decision as it would be sent now.
fn intended(side: &Side<'_>, stage: &str, outcome: &str) -> Option<Preliminary> {
    let events = side.would(RuleCommand::SendPreliminary(SendPreliminary {
        stage: stage.to_owned(),
        outcome: outcome.to_owned(),
        appointment: None,
        means: NoticeMeans::Account,
        note: String::new(),
    }));
    events.ok()?.into_iter().find_map(|event| {
        let Event::Rule(rule) = event else {
            return None;
        };
        let RuleEvent::PreliminaryDecisionSent(decision) = *rule else {
            return None;
        };
        Some(*decision)
    })
}

fn proposed(side: &Side<'_>, it: &Preliminary, typed: Option<&Sent<'_>>) -> RulePart {
    let mut form = drawn(side, (PRELIMINARY, &it.number), None, typed);
    form.hidden.push(("stage", it.stage.clone()));
    form.hidden.push(("outcome", it.outcome.clone()));
    RulePart {
        notices: vec![DecisionNotice {
            // How it is given is chosen in the form.
            rows: decision(side, it).into_iter().take(3).collect(),
            grounds: grounds(side, &it.grounds),
        }],
        days: vec![day(side, "earliest", &it.earliest)],
        forms: vec![form],
        ..RulePart::default()
    }
}
