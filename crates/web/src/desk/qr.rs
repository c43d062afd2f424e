//! Signing a deed with a phone: the same data, the head's key in eGov Business.

use app::access::Seen;
use app::qr_signing::{self, Offer, Signed};
use app::sign_deed::sign_deed;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use casework::identifier::CaseNumber;
use serde_json::json;

use super::sign_deed::waiting;
use super::{CaseAddress, Seat};
use crate::door::Visit;
use crate::failure::{Failure, encode};
use crate::form::Posted;
use crate::portal::case::number;
use crate::portal::home::query_of;
use crate::portal::qr::{drawn, state};
use crate::portal::{Answer, draw};

/// Offers the data that were fixed to a phone, and leads to the code.
pub(crate) async fn begin(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let deed = deed(&seat, &number).await?;
    let visit = &seat.visit;
    let record = query_of(&visit.path, "record");
    let what = (Signed::Deed(&deed), record.as_str());
    qr_signing::offer(visit.office(), &visit.session, what, visit.now).await?;
    let path = format!("/deed/qr?record={}", encode(&record));
    Ok(Redirect::to(&seat.to_case(&number, &path)).into_response())
}

/// The code, with what is signed.
pub(crate) async fn page(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let offer = offer(&seat, &number).await?;
    let record = encode(&query_of(&seat.visit.path, "record"));
    let back = seat.to_case(&number, &format!("/deed/sign?record={record}"));
    let address = seat.to_case(&number, "/deed/qr");
    let mut page = drawn(&seat.visit, offer, &address, back)?;
    page.shell = seat.shell();
    draw(&page)
}

/// How far it is, for the script.
pub(crate) async fn status(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let offer = offer(&seat, &number(&text)?).await?;
    Ok(Json(json!({ "state": state(offer.state).code() })).into_response())
}

/// Takes what the phone has signed; the stage ends with it. If nothing came yet, the page again.
pub(crate) async fn done(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let deed = deed(&seat, &number).await?;
    let visit = &seat.visit;
    let record = query_of(&visit.path, "record");
    let what = (Signed::Deed(&deed), record.as_str());
    let container = qr_signing::container(visit.office(), &visit.session, what, visit.now).await?;
    let Some(container) = container else {
        let path = format!("/deed/qr?record={}", encode(&record));
        return Ok(Redirect::to(&seat.to_case(&number, &path)).into_response());
    };
    sign_deed(
        visit.office(),
        &seat.officer,
        &visit.session,
        (&number, &record),
        &container,
        visit.now,
    )
    .await?;
    Ok(Redirect::to(&seat.to_case(&number, "?done=signed")).into_response())
}

async fn deed(seat: &Seat, number: &CaseNumber) -> Result<String, Failure> {
    let view = seat.case(number, &Seen::Deed).await?;
    Ok(waiting(&view.loaded.case.phase)?.number.clone())
}

async fn offer(seat: &Seat, number: &CaseNumber) -> Result<Offer, Failure> {
    let deed = deed(seat, number).await?;
    let visit = &seat.visit;
    let record = query_of(&visit.path, "record");
    let what = (Signed::Deed(&deed), record.as_str());
    let offered = qr_signing::offered(visit.office(), &visit.session, what, visit.now);
    Ok(offered.await?)
}
