//! Signing an application with a phone: the code, how far it is, and what follows.

use app::draft as drafts;
use app::qr_signing::{self, Offer, Signed};
use app::submit::{Submit, submit};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Known, Sent};
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::review::as_read;
use super::shape::{Digest, FiledTold};
use crate::door::Visit;
use crate::portal::qr::state;

pub(super) fn add(api: Api) -> Api {
    let begin = Operation::post(
        "/v1/drafts/{id}/phone",
        "offerToPhone",
        "Offers the reviewed bytes to eGov Mobile: what stands in the QR code.",
    );
    let read = Operation::get(
        "/v1/drafts/{id}/phone/{record}",
        "readPhone",
        "How far the signing by phone is.",
    );
    let file = Operation::post(
        "/v1/drafts/{id}/phone/{record}/file",
        "submitByPhone",
        "Files what the phone has signed.",
    );
    let example = json!({ "record": "0".repeat(32), "qr_text": "mobileSign:http://example.kz/mobile/…",
        "launch": "https://mgovsign.page.link/?link=…", "expires_at": "2026-11-17T05:03:00Z", "state": "waiting" });
    api.on(
        begin
            .takes::<ToPhone>(json!({ "sha256": "0".repeat(64) }))
            .gives::<OfferTold>(201, example.clone()),
        self::begin,
    )
    .on(read.or(&[422]).gives::<OfferTold>(200, example), self::read)
    .on(
        file.gives::<FiledTold>(201, json!({ "number": "2GH4-7K2M-9QX0" })),
        self::file,
    )
}

/// What is offered to a phone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ToPhone {
    /// SHA-256 of the bytes of the review.
    sha256: Digest,
}

/// An offer to a phone.
#[derive(Serialize, ToSchema)]
pub(super) struct OfferTold {
    /// The signing record.
    record: String,
    /// What stands in the QR code.
    qr_text: String,
    /// The link for the phone itself.
    launch: String,
    /// Until when a phone is let in.
    #[schema(format = "date-time")]
    expires_at: String,
    /// `waiting`, `fetched`, `answered` or `over`.
    state: String,
}

impl OfferTold {
    pub(super) fn of(record: String, offer: Offer) -> Self {
        Self {
            record,
            qr_text: offer.qr_text,
            launch: offer.launch,
            expires_at: offer.expires_at.to_string(),
            state: state(offer.state).code().to_owned(),
        }
    }
}

async fn begin(
    Path(id): Path<String>,
    Known(visit): Known,
    Sent(sent): Sent<ToPhone>,
) -> Result<(StatusCode, Json<OfferTold>), Problem> {
    let account = visit.registered()?;
    let office = visit.office();
    let draft = drafts::load(office, account, &id).await?;
    let review = as_read(&visit, &draft, &sent.sha256).await?;
    let who = (account, &visit.session);
    let record = qr_signing::offer_application(office, who, &draft, review.text, visit.now).await?;
    let offer = offer(&visit, &id, &record).await?;
    Ok((StatusCode::CREATED, Json(OfferTold::of(record, offer))))
}

async fn offer(visit: &Visit, id: &str, record: &str) -> Result<Offer, Problem> {
    let what = (Signed::Application(id), record);
    let offered = qr_signing::offered(visit.office(), &visit.session, what, visit.now);
    Ok(offered.await?)
}

async fn read(
    Path((id, record)): Path<(String, String)>,
    Known(visit): Known,
) -> Result<Json<OfferTold>, Problem> {
    drafts::load(visit.office(), visit.registered()?, &id).await?;
    let offer = offer(&visit, &id, &record).await?;
    Ok(Json(OfferTold::of(record, offer)))
}

async fn file(
    Path((id, record)): Path<(String, String)>,
    Known(visit): Known,
) -> Result<(StatusCode, Json<FiledTold>), Problem> {
    let account = visit.registered()?;
    let office = visit.office();
    let what = (Signed::Application(&id), record.as_str());
    let container = qr_signing::container(office, &visit.session, what, visit.now).await?;
    let container =
        container.ok_or_else(|| Problem::conflict("phone-silent", "api-phone-silent"))?;
    let input = Submit {
        draft: &id,
        record: &record,
        container: &container,
    };
    let number = submit(office, account, &visit.session, &input, visit.now).await?;
    let number = number.to_string();
    Ok((StatusCode::CREATED, Json(FiledTold { number })))
}
