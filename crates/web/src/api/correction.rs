//! A slip in a signed deed, corrected by the head: the new deed is fixed, read and signed. A request for it, and the
//! answer that declines one, are acts.

use app::access::Seen as Looked;
use app::correct_deed::{Slip, correct_deed, prepare_correction};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::desk::{Address, example, first, now};
use super::desk_deed::{ReadyTold, ready_example};
use super::desk_told::OfficeCaseTold;
use super::door::{Known, Seen, Sent};
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::shape::{Container, Name, Words};
use crate::desk::Seat;
use crate::portal::case::number;

pub(super) fn add(api: Api) -> Api {
    let prepare = Operation::post(
        "/v1/offices/{org}/cases/{number}/corrections",
        "prepareCorrection",
        "Writes the corrected deed, which names the old one, and fixes exactly its bytes, for half an hour.",
    );
    let sign = Operation::post(
        "/v1/offices/{org}/cases/{number}/corrections/{record}/sign",
        "signCorrection",
        "Takes the signature of the corrected deed; it takes the place of the old one.",
    );
    let slip = json!({ "deed": "АСТ-2026-000001/1", "field": "recipient", "is": "Ахметова Мадина Еркінқызы",
        "reason": "A slip of the pen." });
    let signed = json!({ "deed": "АСТ-2026-000001/1-1", "signature": "MIIB" });
    api.on(
        prepare
            .if_match()
            .takes::<SlipSent>(slip)
            .gives::<ReadyTold>(201, ready_example()),
        self::prepare,
    )
    .on(
        sign.takes::<CorrectionSigned>(signed)
            .gives::<OfficeCaseTold>(200, example()),
        self::sign,
    )
}

/// A slip as the head corrects it: words only, never what was decided or computed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SlipSent {
    /// The number of the deed that holds it.
    deed: Name,
    /// The field.
    field: Name,
    /// What it should say.
    is: Words,
    /// Why.
    reason: Words,
}

async fn prepare(
    Path((org, text)): Address,
    Known(visit): Known,
    Seen(seen): Seen,
    Sent(body): Sent<SlipSent>,
) -> Result<(StatusCode, Json<ReadyTold>), Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let visit = &seat.visit;
    if seat.case(&number, &Looked::Deed).await?.loaded.case.seq != seen {
        return Err(first(&seat, &number, seen).await?);
    }
    let slip = Slip {
        deed: body.deed.0,
        changes: vec![(body.field.0, body.is.0.trim().to_owned())],
        reason: body.reason.0.trim().to_owned(),
    };
    let (office, asked) = (visit.office(), (&number, slip));
    let ready = prepare_correction(office, &seat.officer, &visit.session, asked, visit.now).await?;
    Ok((StatusCode::CREATED, Json(ReadyTold::of(ready))))
}

/// A signature of a corrected deed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CorrectionSigned {
    /// The number of the corrected deed, as `prepareCorrection` gave it.
    deed: Name,
    /// The CMS container in base64, or as PEM.
    signature: Container,
}

async fn sign(
    Path((org, text, record)): Path<(String, String, String)>,
    Known(visit): Known,
    Sent(body): Sent<CorrectionSigned>,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let visit = &seat.visit;
    correct_deed(
        visit.office(),
        &seat.officer,
        &visit.session,
        (&number, &body.deed.0, &record),
        body.signature.bytes(),
        visit.now,
    )
    .await?;
    now(&seat, &number).await
}
