//! What eGov Mobile asks on a phone: API-1 and API-2. No cookie and no form: the address and the token are the secret.
//!
//! Threats: see `app::qr_signing`. The body is limited by the route; whatever is wrong is answered without a reason.

use app::qr_signing;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, header::AUTHORIZATION};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use crate::door::Shared;

type Address = Path<(String, String)>;

/// API-1: what is asked, by whom, until when, and where the document is.
pub(crate) async fn describe(
    State(front): State<Shared>,
    Path((record, seal)): Address,
) -> Response {
    let now = (front.clock)();
    answer(qr_signing::describe(&front.office, (&record, &seal), now).await)
}

/// API-2, there: the document.
pub(crate) async fn documents(
    State(front): State<Shared>,
    Path((record, seal)): Address,
    headers: HeaderMap,
) -> Response {
    let now = (front.clock)();
    let token = bearer(&headers);
    answer(qr_signing::documents(&front.office, (&record, &seal), token, now).await)
}

/// API-2, back: the signature.
pub(crate) async fn receive(
    State(front): State<Shared>,
    Path((record, seal)): Address,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let now = (front.clock)();
    let token = bearer(&headers);
    let received = qr_signing::receive(&front.office, (&record, &seal), token, &body, now);
    answer(received.await.map(|()| serde_json::json!({})))
}

fn bearer(headers: &HeaderMap) -> &str {
    let sent = headers.get(AUTHORIZATION);
    let sent = sent.and_then(|value| value.to_str().ok());
    sent.and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default()
}

fn answer<T: Serialize>(answer: Result<T, app::Error>) -> Response {
    let mut response = match answer {
        Ok(body) => Json(body).into_response(),
        Err(app::Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(app::Error::Conflict) => StatusCode::CONFLICT.into_response(),
        Err(app::Error::Rejected { .. }) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
        Err(error) => {
            tracing::error!(
                error = app::error::chain(&error),
                "a phone was not answered"
            );
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}
