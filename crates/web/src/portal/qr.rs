//! Signing an application with a phone: the QR code, how far it is, and what follows.

use app::draft;
use app::qr_signing::{self, Offer, Signed, State};
use app::submit::{Submit, submit};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::canonical::sha256_hex;
use qrcode::{EcLevel, QrCode};
use serde_json::json;

use super::review::as_shown;
use super::{Answer, draw};
use crate::door::{CAPITAL, Visit};
use crate::failure::{Failure, encode};
use crate::form::Posted;
use crate::pages::{PhoneState, QrPage};
use crate::portal::apply::draft_of;
use crate::portal::home::query_of;
use crate::show;

/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// Offers the text that the page showed to a phone, and leads to the code.
pub(crate) async fn begin(Path((_, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    let account = visit.registered()?;
    let draft = draft_of(&visit, &id).await?;
    let review = match as_shown(&visit, &draft, posted.fields.get("payload")).await? {
        Ok(review) => review,
        Err(page) => return Ok(page),
    };
    let who = (account, &visit.session);
    let text = review.text;
    let record =
        qr_signing::offer_application(visit.office(), who, &draft, text, visit.now).await?;
    let path = format!("/drafts/{id}/qr?record={}", encode(&record));
    Ok(Redirect::to(&visit.to(&path)).into_response())
}

/// The code, with what is signed.
pub(crate) async fn page(Path((_, id)): Path<(String, String)>, visit: Visit) -> Answer {
    let offer = offer(&visit, &id).await?;
    let address = visit.to(&format!("/drafts/{id}"));
    draw(&drawn(
        &visit,
        offer,
        &format!("{address}/qr"),
        format!("{address}/review"),
    )?)
}

/// How far it is, for the script.
pub(crate) async fn status(Path((_, id)): Path<(String, String)>, visit: Visit) -> Answer {
    let offer = offer(&visit, &id).await?;
    Ok(Json(json!({ "state": state(offer.state).code() })).into_response())
}

async fn offer(visit: &Visit, id: &str) -> Result<Offer, Failure> {
    draft::load(visit.office(), visit.registered()?, id).await?;
    let record = query_of(&visit.path, "record");
    let what = (Signed::Application(id), record.as_str());
    let offered = qr_signing::offered(visit.office(), &visit.session, what, visit.now);
    Ok(offered.await?)
}

/// Files what the phone has signed; if nothing came yet, the page again.
pub(crate) async fn done(Path((_, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    let account = visit.registered()?;
    let record = query_of(&visit.path, "record");
    let what = (Signed::Application(&id), record.as_str());
    let container = qr_signing::container(visit.office(), &visit.session, what, visit.now).await?;
    let Some(container) = container else {
        let path = format!("/drafts/{id}/qr?record={}", encode(&record));
        return Ok(Redirect::to(&visit.to(&path)).into_response());
    };
    let input = Submit {
        draft: &id,
        record: &record,
        container: &container,
    };
    match submit(visit.office(), account, &visit.session, &input, visit.now).await {
        Ok(number) => {
            let to = visit.to(&format!("/cases/{number}?done=submitted"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(app::Error::EditionChanged) => {
            Ok(Redirect::to(&visit.to(&format!("/drafts/{id}/review"))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The page of an offer whose addresses begin with `address`.
pub(crate) fn drawn(
    visit: &Visit,
    offer: Offer,
    address: &str,
    back: String,
) -> Result<QrPage, Failure> {
    let record = encode(&query_of(&visit.path, "record"));
    let (code, side) = squares(&offer.qr_text).ok_or_else(Failure::not_found)?;
    let is_business = offer.launch.contains("business");
    Ok(QrPage {
        shell: visit.shell(),
        back,
        code,
        side,
        code_text: offer.qr_text,
        launch: offer.launch,
        program: if is_business {
            "eGov Business"
        } else {
            "eGov Mobile"
        },
        until: show::moment(visit, offer.expires_at, CAPITAL),
        state: state(offer.state),
        status: format!("{address}/status?record={record}"),
        done: format!("{address}/done?record={record}"),
        again: format!("{address}?record={record}"),
        digest: sha256_hex(&offer.bytes),
        payload: STANDARD.encode(&offer.bytes),
        text: String::from_utf8_lossy(&offer.bytes).into_owned(),
    })
}

pub(crate) fn state(state: State) -> PhoneState {
    match state {
        State::Waiting => PhoneState::Waiting,
        State::Fetched => PhoneState::Fetched,
        State::Answered => PhoneState::Answered,
        State::Over => PhoneState::Over,
    }
}

/// The dark modules of a code as the path of an SVG, and how many modules a side has with its quiet zone.
pub(crate) fn squares(text: &str) -> Option<(String, usize)> {
    use std::fmt::Write as _;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == qrcode::Color::Dark {
            let (x, y) = (at % width + QUIET, at / width + QUIET);
            // Writing to a String cannot fail.
            let _infallible = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    Some((path, width + 2 * QUIET))
}
