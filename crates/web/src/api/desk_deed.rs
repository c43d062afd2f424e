//! A deed at the desk: read as it would be signed, signed by its signatory with a key or a phone, or sent back.

use app::access::Seen as Looked;
use app::qr_signing::{self, Offer, Signed};
use app::sign_deed::{Ready, draft, prepare as fix, sign_deed};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::canonical::sha256_hex;
use casework::command::Command;
use casework::identifier::CaseNumber;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::desk::{Address, command, example, first, now};
use super::desk_told::OfficeCaseTold;
use super::door::{Known, Seen, Sent};
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::qr::OfferTold;
use super::shape::{Container, Name, Words};
use crate::desk::Seat;
use crate::portal::case::number;

pub(super) fn add(api: Api) -> Api {
    let read = Operation::get(
        "/v1/offices/{org}/cases/{number}/deed",
        "readDeed",
        "The deed that waits, as it would be signed today by the caller.",
    );
    let prepare = Operation::post(
        "/v1/offices/{org}/cases/{number}/deed",
        "prepareDeed",
        "Fixes exactly the bytes to be signed, for half an hour.",
    );
    let sign = Operation::post(
        "/v1/offices/{org}/cases/{number}/deed/{record}/sign",
        "signDeed",
        "Takes the signature of the deed; the stage ends with it.",
    );
    let send_back = Operation::post(
        "/v1/offices/{org}/cases/{number}/deed/return",
        "returnDeed",
        "Sends the deed back to the executor.",
    );
    let text = json!({ "deed": "АСТ-2026-000001/1", "data": {} });
    let api = api
        .on(read.or(&[409]).gives::<DeedDraft>(200, text), self::read)
        .on(
            prepare.if_match().gives::<ReadyTold>(201, ready_example()),
            self::prepare,
        )
        .on(
            sign.takes::<DeedSigned>(json!({ "signature": "MIIB" }))
                .gives::<OfficeCaseTold>(200, example()),
            self::sign,
        )
        .on(
            send_back
                .if_match()
                .takes::<SentBack>(
                    json!({ "deed": "АСТ-2026-000001/1", "note": "Count the lift anew." }),
                )
                .gives::<OfficeCaseTold>(200, example()),
            self::send_back,
        );
    add_phone(api)
}

fn add_phone(api: Api) -> Api {
    let begin = Operation::post(
        "/v1/offices/{org}/cases/{number}/deed/{record}/phone",
        "offerDeedToPhone",
        "Offers the fixed bytes to eGov Business.",
    );
    let read = Operation::get(
        "/v1/offices/{org}/cases/{number}/deed/{record}/phone",
        "readDeedPhone",
        "How far the signing by phone is.",
    );
    let done = Operation::post(
        "/v1/offices/{org}/cases/{number}/deed/{record}/phone/sign",
        "signDeedByPhone",
        "Takes what the phone has signed.",
    );
    let offer = json!({ "record": "0".repeat(32), "qr_text": "mobileSign:http://example.kz/mobile/…",
        "launch": "https://egovbusiness.page.link/?link=…", "expires_at": "2026-11-17T05:03:00Z", "state": "waiting" });
    api.on(begin.gives::<OfferTold>(201, offer.clone()), begin_phone)
        .on(
            read.or(&[409, 422]).gives::<OfferTold>(200, offer),
            read_phone,
        )
        .on(done.gives::<OfficeCaseTold>(200, example()), sign_by_phone)
}

/// A deed that waits for its signatory.
#[derive(Serialize, ToSchema)]
struct DeedDraft {
    /// Its number.
    deed: String,
    /// The data as they would be signed today; the signature is over the bytes that `prepareDeed` fixes.
    data: Value,
}

async fn read(Path((org, text)): Address, Known(visit): Known) -> Result<Json<DeedDraft>, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let view = seat.case(&number(&text)?, &Looked::Deed).await?;
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let document = draft(office, &view.loaded, &seat.officer, now)?;
    let data = serde_json::to_value(&document)
        .map_err(|error| app::Error::Fault(app::Fault::Body(error)))?;
    Ok(Json(DeedDraft {
        deed: document.number,
        data,
    }))
}

/// An example of a deed whose bytes are fixed, for the document.
pub(super) fn ready_example() -> Value {
    json!({ "record": "0".repeat(32), "deed": "АСТ-2026-000001/1", "text_base64": "e30=", "sha256": "0".repeat(64) })
}

/// A deed whose bytes are fixed.
#[derive(Serialize, ToSchema)]
pub(super) struct ReadyTold {
    /// The signing record.
    record: String,
    /// The number of the deed.
    deed: String,
    /// The bytes to be signed, in base64: canonical JSON.
    text_base64: String,
    /// SHA-256 of the bytes.
    sha256: String,
}

impl ReadyTold {
    /// What was fixed.
    pub(super) fn of(ready: Ready) -> Self {
        Self {
            record: ready.record,
            deed: ready.document.number,
            sha256: sha256_hex(&ready.bytes),
            text_base64: STANDARD.encode(&ready.bytes),
        }
    }
}

async fn prepare(
    Path((org, text)): Address,
    Known(visit): Known,
    Seen(seen): Seen,
) -> Result<(StatusCode, Json<ReadyTold>), Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let visit = &seat.visit;
    if seat.case(&number, &Looked::Deed).await?.loaded.case.seq != seen {
        return Err(first(&seat, &number, seen).await?);
    }
    let fixed = fix(
        visit.office(),
        &seat.officer,
        &visit.session,
        &number,
        visit.now,
    );
    Ok((StatusCode::CREATED, Json(ReadyTold::of(fixed.await?))))
}

/// A signature of a deed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DeedSigned {
    /// The CMS container in base64, or as PEM.
    signature: Container,
}

/// The address of a signing record of a deed.
type RecordAddress = Path<(String, String, String)>;

async fn sign(
    Path((org, text, record)): RecordAddress,
    Known(visit): Known,
    Sent(body): Sent<DeedSigned>,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    take_signature(&seat, (&number, &record), body.signature.bytes()).await
}

async fn take_signature(
    seat: &Seat,
    what: (&CaseNumber, &str),
    container: &[u8],
) -> Result<Response, Problem> {
    let visit = &seat.visit;
    let (office, session) = (visit.office(), &visit.session);
    sign_deed(office, &seat.officer, session, what, container, visit.now).await?;
    now(seat, what.0).await
}

/// The number of the deed that waits.
async fn deed(seat: &Seat, number: &CaseNumber) -> Result<String, Problem> {
    let view = seat.case(number, &Looked::Deed).await?;
    let proposal = crate::desk::waiting(&view.loaded.case.phase)?;
    Ok(proposal.number.clone())
}

/// A deed that is sent back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SentBack {
    /// Its number.
    deed: Name,
    /// What must be mended.
    note: Words,
}

async fn send_back(
    Path((org, text)): Address,
    Known(visit): Known,
    Seen(seen): Seen,
    Sent(body): Sent<SentBack>,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let asked = Command::ReturnDeed {
        deed: body.deed.0,
        note: body.note.0.trim().to_owned(),
    };
    command((&seat, &number), seen, asked).await
}

async fn offer(seat: &Seat, number: &CaseNumber, record: &str) -> Result<Offer, Problem> {
    let deed = deed(seat, number).await?;
    let visit = &seat.visit;
    let what = (Signed::Deed(&deed), record);
    let offered = qr_signing::offered(visit.office(), &visit.session, what, visit.now);
    Ok(offered.await?)
}

async fn begin_phone(
    Path((org, text, record)): RecordAddress,
    Known(visit): Known,
) -> Result<(StatusCode, Json<OfferTold>), Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let deed = deed(&seat, &number).await?;
    let visit = &seat.visit;
    let what = (Signed::Deed(&deed), record.as_str());
    qr_signing::offer(visit.office(), &visit.session, what, visit.now).await?;
    let offer = offer(&seat, &number, &record).await?;
    Ok((StatusCode::CREATED, Json(OfferTold::of(record, offer))))
}

async fn read_phone(
    Path((org, text, record)): RecordAddress,
    Known(visit): Known,
) -> Result<Json<OfferTold>, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let offer = offer(&seat, &number(&text)?, &record).await?;
    Ok(Json(OfferTold::of(record, offer)))
}

async fn sign_by_phone(
    Path((org, text, record)): RecordAddress,
    Known(visit): Known,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let deed = deed(&seat, &number).await?;
    let visit = &seat.visit;
    let what = (Signed::Deed(&deed), record.as_str());
    let container = qr_signing::container(visit.office(), &visit.session, what, visit.now).await?;
    let container =
        container.ok_or_else(|| Problem::conflict("phone-silent", "api-phone-silent"))?;
    take_signature(&seat, (&number, &record), &container).await
}
