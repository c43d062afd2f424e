//! Taking a case.

use app::officer_command;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};

use super::happened::refused;
use super::{CaseAddress, Seat};
use crate::form::Posted;
use crate::portal::Answer;
use crate::portal::case::number;

/// The officer takes the case, and is led to it; whoever comes second reads who has it, and what happened since.
pub(crate) async fn take(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let office = seat.visit.office();
    let now = seat.visit.now;
    match officer_command::take(office, &seat.officer, &number, now).await {
        Ok(_case) => {}
        // Somebody did something to the case in the same moment. Asked again, the rulebook says who has it.
        Err(app::Error::Conflict) => {
            if let Err(error) = officer_command::take(office, &seat.officer, &number, now).await {
                return refused(&seat, &number, &posted.fields, (error, Vec::new())).await;
            }
        }
        Err(error) => {
            return refused(&seat, &number, &posted.fields, (error, Vec::new())).await;
        }
    }
    Ok(Redirect::to(&seat.to_case(&number, "?done=taken")).into_response())
}
