//! Confirming an application by a code from a short message, where the edition allows it.

use app::draft as drafts;
use app::one_time_password::{self as password, Waiting};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::door::{Known, Sent};
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::review::as_read;
use super::shape::{Digest, FiledTold, Name};
use crate::portal::confirm::message;

pub(super) fn add(api: Api) -> Api {
    let send = Operation::post(
        "/v1/drafts/{id}/password",
        "sendPassword",
        "Sends a code for the reviewed bytes to the person's phone in the mobile citizens database.",
    );
    let confirm = Operation::post(
        "/v1/drafts/{id}/password/confirm",
        "confirmByPassword",
        "Files the application by the code. It is a digital confirmation, not a signature, and the case says so.",
    );
    api.on(
        send.takes::<ToConfirm>(json!({ "sha256": "0".repeat(64) }))
            .gives::<PasswordSent>(201, PasswordSent::example()),
        self::send,
    )
    .on(
        confirm
            .takes::<Code>(json!({ "record": "0".repeat(32), "code": "123456" }))
            .gives::<FiledTold>(201, json!({ "number": "2GH4-7K2M-9QX0" })),
        self::confirm,
    )
}

/// What is to be confirmed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ToConfirm {
    /// SHA-256 of the bytes of the review.
    sha256: Digest,
}

/// A code on its way.
#[derive(Serialize, ToSchema)]
pub(super) struct PasswordSent {
    /// Comes back with the code.
    record: String,
    /// The last two digits of the phone.
    phone_end: String,
    /// Until when the code counts.
    #[schema(format = "date-time")]
    expires_at: String,
    /// From when on another one can be sent.
    #[schema(format = "date-time")]
    resend_at: String,
}

impl PasswordSent {
    pub(super) fn of(record: String, waiting: &Waiting) -> Self {
        Self {
            record,
            phone_end: waiting.phone_end.clone(),
            expires_at: waiting.expires_at.to_string(),
            resend_at: waiting.resend_at.to_string(),
        }
    }

    pub(super) fn example() -> Value {
        json!({ "record": "0".repeat(32), "phone_end": "67", "expires_at": "2026-11-17T05:05:00Z",
            "resend_at": "2026-11-17T05:01:00Z" })
    }
}

async fn send(
    Path(id): Path<String>,
    Known(visit): Known,
    Sent(sent): Sent<ToConfirm>,
) -> Result<(StatusCode, Json<PasswordSent>), Problem> {
    let account = visit.registered()?;
    let office = visit.office();
    let draft = drafts::load(office, account, &id).await?;
    let review = as_read(&visit, &draft, &sent.sha256).await?;
    let who = (account, &visit.session);
    let message = message(&visit, review.edition);
    let what = (review.edition, review.text);
    let record = password::send(office, who, &draft, what, message, visit.now).await?;
    let waiting = password::waiting(office, who, (&id, &record), visit.now).await?;
    let told = PasswordSent::of(record, &waiting);
    Ok((StatusCode::CREATED, Json(told)))
}

/// A code as it was typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Code {
    /// The record of the code.
    record: Name,
    /// Six digits.
    code: Name,
}

async fn confirm(
    Path(id): Path<String>,
    Known(visit): Known,
    Sent(sent): Sent<Code>,
) -> Result<(StatusCode, Json<FiledTold>), Problem> {
    let account = visit.registered()?;
    let who = (account, &visit.session);
    let what = (id.as_str(), sent.record.0.as_str());
    let filed = password::confirm(visit.office(), who, what, &sent.code.0, visit.now).await?;
    let number = filed.to_string();
    Ok((StatusCode::CREATED, Json(FiledTold { number })))
}
