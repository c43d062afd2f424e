//! Sending a deed back to the executor. A note that is missing is asked for on the same page.

use app::access::Seen;
use app::officer_command::return_deed as send_back;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use casework::Refusal;

use super::deed::page;
use super::happened::refused;
use super::outcome::noted;
use super::{CaseAddress, Seat};
use crate::form::Posted;
use crate::pages::{Problem, Problems};
use crate::portal::case::number;
use crate::portal::{Answer, draw};

/// Takes the note; the case goes back to its stage.
pub(crate) async fn return_deed(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let note = posted.fields.get("note").trim().to_owned();
    let deed = posted.fields.get("deed").to_owned();
    let office = seat.visit.office();
    let asked = (deed, note.clone());
    match send_back(office, &seat.officer, &number, asked, seat.visit.now).await {
        Ok(_case) => Ok(Redirect::to(&seat.to_case(&number, "?done=returned")).into_response()),
        Err(app::Error::Refused(Refusal::NoteNeeded)) => {
            let view = seat.case(&number, &Seen::Deed).await?;
            let problem = Problem {
                field: "note".to_owned(),
                text: seat.say("refusal-note-needed"),
            };
            let page = page(&seat, &view, &note, Problems(vec![problem])).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&page)?).into_response())
        }
        Err(error) => {
            let typed = noted(&seat, &note);
            refused(&seat, &number, &posted.fields, (error, typed)).await
        }
    }
}
