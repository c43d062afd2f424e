//! Finding the outcome of a stage on the assessment: at once, or by a deed that goes to its signatory.

use app::access::Seen;
use app::officer_command::as_seen;
use app::view::case::CaseView;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use casework::Refusal;
use casework::actor::Actor;
use casework::case::{Case, Phase};
use casework::command::{Command, FindOutcome};

use super::assessment::page;
use super::case::is_at_work;
use super::happened::{drawn_of, refused, since};
use super::head::{Page, stage_of};
use super::{CaseAddress, Seat};
use crate::failure::Failure;
use crate::form::{Fields, Posted};
use crate::pages::{Problem, Problems, Row};
use crate::portal::case::number;
use crate::portal::{Answer, draw};
use crate::reason::label::label;

/// Takes an outcome; what the rulebook declines comes back on the page with its words and the note.
pub(crate) async fn outcome(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let note = posted.fields.get("note").trim().to_owned();
    let found = FindOutcome {
        stage: posted.fields.get("stage").to_owned(),
        outcome: posted.fields.get("outcome").to_owned(),
        note: note.clone(),
        missing: Vec::new(),
    };
    let (office, now) = (seat.visit.office(), seat.visit.now);
    // What is decided rests on the page that was read: of a case that went on nothing is found unseen.
    let drawn = drawn_of(&posted.fields).unwrap_or_default();
    let command = Command::FindOutcome(found);
    let asked = (command.clone(), drawn);
    let error = match as_seen(office, &seat.officer, &number, asked, now).await {
        Ok(case) => {
            let path = next(&seat, &case)?;
            return Ok(Redirect::to(&seat.to_case(&number, &path)).into_response());
        }
        Err(error) => error,
    };
    let view = seat.case(&number, &Seen::Assessment).await?;
    let refusal = if let app::Error::Refused(refusal) = error {
        Some(refusal)
    } else if matches!(error, app::Error::Conflict) {
        let actor = Actor::Officer(seat.officer.clone());
        view.would(office, &actor, command, now).err()
    } else {
        return Err(error.into());
    };
    let text = match refusal {
        Some(refusal) if !is_at_work(&seat, &view) => {
            let typed = noted(&seat, &note);
            return refused(&seat, &number, &posted.fields, (refusal.into(), typed)).await;
        }
        Some(refusal) => declined(&seat, &view, &refusal),
        None => seat.say("rule-overtaken"),
    };
    again(&seat, &view, (&note, &posted.fields), text)
}

/// The page on which the officer goes on.
fn next(seat: &Seat, case: &Case) -> Result<String, Failure> {
    let edition = seat.visit.office().edition(&case.filed.edition)?;
    Ok(match &case.phase {
        Phase::AwaitingSignature { .. } => "/deed?done=drafted".to_owned(),
        Phase::AtStage { stage } => {
            let work = stage_of(edition, stage).map(law::edition::Stage::work);
            let page = match work {
                Some(law::edition::Work::Sign) => Page::Assessment,
                _ => Page::Case,
            };
            format!("{}?done=stage", page.path())
        }
        Phase::Received | Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            "?done=stage".to_owned()
        }
    })
}

/// The refusal's words, with its facts by their names.
fn declined(seat: &Seat, view: &CaseView<'_>, refusal: &Refusal) -> String {
    let language = seat.visit.law_language();
    let mut names: Vec<String> = Vec::new();
    if let Refusal::FactsMissing { missing } = refusal {
        let codes = missing
            .iter()
            .map(|code| code.split('@').next().unwrap_or(code));
        names.extend(codes.map(|code| label(&seat.visit, view.edition, code)));
    }
    if let Refusal::AssessmentDiffers { grounds } = refusal {
        let all = view.edition.grounds.iter();
        let satisfied = all.filter(|ground| grounds.contains(&ground.code));
        names.extend(satisfied.map(|ground| ground.text.get(language).to_owned()));
    }
    if let Refusal::TakenByAnother { officer } = refusal {
        names.push(officer.clone());
    }
    let words = seat.say(&format!("refusal-{}", refusal.code()));
    if names.is_empty() {
        words
    } else {
        format!("{words} {}", names.join("; "))
    }
}

/// The note as it was typed, for the page of a refusal.
pub(super) fn noted(seat: &Seat, note: &str) -> Vec<Row> {
    let row = (!note.is_empty()).then(|| Row::new(seat.say("rule-field-note"), note));
    row.into_iter().collect()
}

/// The assessment again as the case stands now, with why nothing was done, what happened meanwhile, and the note.
fn again(seat: &Seat, view: &CaseView<'_>, (note, form): (&str, &Fields), text: String) -> Answer {
    let problem = Problem {
        field: "main".to_owned(),
        text,
    };
    let mut page = page(seat, view, note, (None, Problems(vec![problem])))?;
    page.shell.flash = since(seat, view, form);
    Ok((StatusCode::CONFLICT, draw(&page)?).into_response())
}
