//! Recording what was found about a fact. What was typed comes back when something is wrong with it.

use app::access::Seen;
use app::officer_command::record_finding;
use app::view::case::CaseView;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use casework::command::RecordFinding;
use casework::facts::{declared, to_establish};
use law::edition::Fact;
use serde_json::Value as Json;

use super::Seat;
use super::fact_form::{Typed, first_id, source};
use super::verification::{Wrong, first_missing, page};
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::Problem;
use crate::portal::case::number;
use crate::portal::{Answer, draw};

/// Takes a finding, and leads on to the next fact that is missing.
pub(crate) async fn finding(
    Path((_, org, text, code)): Path<(String, String, String, String)>,
    posted: Posted,
) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let view = seat.case(&number, &Seen::Verification).await?;
    let mut facts = to_establish(view.edition);
    let fact = facts
        .find(|fact| fact.code == code)
        .ok_or_else(Failure::not_found)?;
    let typed = Typed::read(fact, &posted.fields);
    let value = match posted.fields.get("action") {
        "confirm" => as_declared(&view, fact)?,
        _ => match typed.json(&seat, view.edition, fact) {
            Ok(value) => value,
            Err(problems) => return again(&seat, &view, fact, typed, problems),
        },
    };
    let Some((origin, attachment)) = source(&typed.source) else {
        let problem = Problem {
            field: format!("{}-source", fact.code),
            text: seat.say("refusal-no-such-attachment"),
        };
        return again(&seat, &view, fact, typed, vec![problem]);
    };
    let finding = RecordFinding {
        fact: code,
        value,
        origin,
        attachment,
        note: typed.note.clone(),
    };
    let office = seat.visit.office();
    match record_finding(office, &seat.officer, &number, finding, seat.visit.now).await {
        Ok(_case) => {}
        Err(app::Error::Refused(refusal)) => {
            let problem = Problem {
                field: first_id(fact),
                text: seat.say(&format!("refusal-{}", refusal.code())),
            };
            return again(&seat, &view, fact, typed, vec![problem]);
        }
        Err(app::Error::Conflict) => {
            let problem = Problem {
                field: first_id(fact),
                text: seat.say("error-409-text"),
            };
            return again(&seat, &view, fact, typed, vec![problem]);
        }
        Err(error) => return Err(error.into()),
    }
    let after = seat.case(&number, &Seen::Verification).await?;
    let next = first_missing(&after).map_or_else(
        || "?done=recorded".to_owned(),
        |fact| format!("#{}", fact.code),
    );
    let path = format!("/verification{next}");
    Ok(Redirect::to(&seat.to_case(&number, &path)).into_response())
}

/// What the applicant declared about a fact.
fn as_declared(view: &CaseView<'_>, fact: &Fact) -> Result<Json, Failure> {
    let mut declared = declared(&view.loaded.case, view.edition);
    declared.remove(&fact.code).ok_or_else(Failure::not_found)
}

/// The page again, with everything that was typed about the fact.
fn again(
    seat: &Seat,
    view: &CaseView<'_>,
    fact: &Fact,
    typed: Typed,
    problems: Vec<Problem>,
) -> Answer {
    let wrong = Wrong {
        fact: fact.code.clone(),
        typed,
        problems,
    };
    let page = page(seat, view, Some(&wrong))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&page)?).into_response())
}
