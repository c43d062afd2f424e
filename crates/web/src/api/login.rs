//! Logging in with a signed text, as in a browser, for a bearer token.

use app::{bearer, log_in, session};
use axum::Json;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Anyone, Known, Sent};
use super::operation::{Api, Operation};
use super::problem::{Problem, Wrong};
use super::shape::{Container, Digest, Name};
use crate::door::Visit;

pub(super) fn add(api: Api) -> Api {
    let nonce = Operation::post(
        "/v1/login/nonce",
        "issueNonce",
        "A text to be signed within five minutes. Nothing is kept of it.",
    );
    let login = Operation::post(
        "/v1/login",
        "logIn",
        "Logs in whoever signed the text: a CMS container, attached or detached, in base64. Each text counts once.",
    );
    let logout = Operation::post("/v1/logout", "logOut", "Ends the token at once.");
    let nonce_example = "0123456789abcdef".repeat(4);
    api.on(
        nonce.open().gives::<Challenge>(
            200,
            json!({ "nonce": nonce_example, "issued": "2026-11-17T05:00:00Z",
                "expires": "2026-11-17T05:05:00Z", "text": "…", "text_base64": "4oCm" }),
        ),
        issue,
    )
    .on(
        login
            .open()
            .takes::<LogIn>(json!({ "nonce": nonce_example, "issued": "2026-11-17T05:00:00Z", "signature": "MIIB" }))
            .gives::<LoggedIn>(200, json!({
                "status": "signed-in", "token": format!("shanyraq-{nonce_example}"),
                "expires": "2026-11-17T06:00:00Z", "name": "Ахметова Мадина Ерланқызы", "is_registered": true,
                "offices": [],
            })),
        log_in_with,
    )
    .on(logout, log_out)
}

/// What is to be signed.
#[derive(Serialize, ToSchema)]
struct Challenge {
    /// Comes back with the signature.
    nonce: String,
    /// Comes back with the signature.
    #[schema(format = "date-time")]
    issued: String,
    /// Until when it can be signed.
    #[schema(format = "date-time")]
    expires: String,
    /// The text, to be read.
    text: String,
    /// The bytes to be signed, in base64.
    text_base64: String,
}

async fn issue(Anyone(visit): Anyone) -> Result<Json<Challenge>, Problem> {
    let nonce = session::fresh_token(visit.office())?;
    let challenge = log_in::challenge(visit.office(), &nonce, visit.now);
    Ok(Json(Challenge {
        nonce,
        issued: challenge.issued.to_string(),
        expires: (challenge.issued + log_in::LASTS).to_string(),
        text: String::from_utf8_lossy(&challenge.bytes).into_owned(),
        text_base64: STANDARD.encode(&challenge.bytes),
    }))
}

/// A signed text.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LogIn {
    /// As it was issued.
    nonce: Digest,
    /// As it was issued.
    issued: Name,
    /// The CMS container in base64, or as PEM.
    signature: Container,
}

/// Who is logged in now. A login may come to want more than a signature, so programs look at `status` first.
#[derive(Serialize, ToSchema)]
struct LoggedIn {
    /// `signed-in`: the token counts.
    status: String,
    /// The bearer token.
    token: String,
    /// Until when it counts.
    #[schema(format = "date-time")]
    expires: String,
    /// The person's name.
    name: String,
    /// Whether the person has given contacts; else `PUT /api/v1/contacts` comes first.
    is_registered: bool,
    /// Where the person is an official.
    offices: Vec<Seat>,
}

/// Where a person is an official.
#[derive(Serialize, ToSchema)]
pub(super) struct Seat {
    /// The code of the organization.
    organization: String,
    /// The roles there.
    roles: Vec<String>,
}

async fn log_in_with(
    Anyone(visit): Anyone,
    Sent(sent): Sent<LogIn>,
) -> Result<Json<LoggedIn>, Problem> {
    let issued: Timestamp = sent.issued.0.parse().map_err(|_not_a_moment| {
        Problem::wrong(vec![Wrong::key(
            "/issued",
            "not-a-moment",
            "api-not-a-moment",
        )])
    })?;
    let Digest(nonce) = sent.nonce;
    let container = sent.signature.bytes();
    let opened = bearer::log_in(visit.office(), &nonce, issued, container, visit.now).await?;
    let account = session::account(visit.office(), &opened.session).await?;
    Ok(Json(LoggedIn {
        status: "signed-in".to_owned(),
        token: opened.token,
        expires: opened.expires_at.to_string(),
        name: account.person.name.clone(),
        is_registered: account.row.is_some(),
        offices: seats(&account),
    }))
}

/// Where a person is an official, and as what.
pub(super) fn seats(account: &session::Account) -> Vec<Seat> {
    let seats = account.officers.iter().map(|officer| Seat {
        organization: officer.organization.clone(),
        roles: officer
            .roles
            .iter()
            .map(|role| casework::projection::role_name(*role).to_owned())
            .collect(),
    });
    seats.collect()
}

async fn log_out(Known(visit): Known) -> Result<StatusCode, Problem> {
    end(&visit).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end(visit: &Visit) -> Result<(), Problem> {
    Ok(session::close(visit.office(), &visit.session).await?)
}
