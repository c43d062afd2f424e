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
use super::case::is_at_work;
use super::fact_form::{Typed, first_id, source};
use super::happened::{not_at_work, refused, since};
use super::verification::{Wrong, first_missing, page};
use crate::failure::Failure;
use crate::form::{Fields, Posted};
use crate::pages::{Problem, Row};
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
            Err(problems) => {
                return again(&seat, &view, (fact, &posted.fields), (typed, problems)).await;
            }
        },
    };
    let Some((origin, attachment)) = source(&typed.source) else {
        let problem = Problem {
            field: format!("{}-source", fact.code),
            text: seat.say("refusal-no-such-attachment"),
        };
        return again(&seat, &view, (fact, &posted.fields), (typed, vec![problem])).await;
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
            let view = seat.case(&number, &Seen::Verification).await?;
            if !is_at_work(&seat, &view) {
                let typed = as_typed(&seat, fact, &typed);
                return refused(&seat, &number, &posted.fields, (refusal.into(), typed)).await;
            }
            let problem = Problem {
                field: first_id(fact),
                text: seat.say(&format!("refusal-{}", refusal.code())),
            };
            return again(&seat, &view, (fact, &posted.fields), (typed, vec![problem])).await;
        }
        Err(app::Error::Conflict) => {
            let view = seat.case(&number, &Seen::Verification).await?;
            let problem = Problem {
                field: first_id(fact),
                text: seat.say("error-409-text"),
            };
            return again(&seat, &view, (fact, &posted.fields), (typed, vec![problem])).await;
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

/// The value and the note as they were typed, for the page of a refusal.
fn as_typed(seat: &Seat, fact: &Fact, typed: &Typed) -> Vec<Row> {
    let rows = typed.rows.iter();
    let rows = rows.map(|row| row.values().cloned().collect::<Vec<_>>().join(" · "));
    let said = rows.chain([typed.value.clone(), typed.note.clone()]);
    let said: Vec<_> = said.filter(|it| !it.trim().is_empty()).collect();
    let label = fact.label.get(seat.visit.law_language());
    let row = (!said.is_empty()).then(|| Row {
        label: label.to_owned(),
        value: said,
        change: None,
    });
    row.into_iter().collect()
}

/// The page again, with everything that was typed about the fact and what happened meanwhile; a refusal, if nothing is
/// recorded at this stage any more.
async fn again(
    seat: &Seat,
    view: &CaseView<'_>,
    (fact, form): (&Fact, &Fields),
    (typed, problems): (Typed, Vec<Problem>),
) -> Answer {
    if !is_at_work(seat, view) {
        let refusal = not_at_work(seat, view);
        let number = &view.loaded.case.filed.number;
        let typed = as_typed(seat, fact, &typed);
        return refused(seat, number, form, (refusal.into(), typed)).await;
    }
    let wrong = Wrong {
        fact: fact.code.clone(),
        typed,
        problems,
    };
    let mut page = page(seat, view, Some(&wrong))?;
    page.shell.flash = since(seat, view, form);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&page)?).into_response())
}
