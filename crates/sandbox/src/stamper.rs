//! The doors of the time-stamping authority (RFC 3161 §3.4) and of the lists of revoked certificates, at the town's
//! moment.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, http::HeaderValue};

use crate::ca::Imprinted;
use crate::choice::TsaMode;
use crate::state::State;
use crate::vault::VaultError;

const QUERY: &str = "application/timestamp-query";
const REPLY: HeaderValue = HeaderValue::from_static("application/timestamp-reply");
const LIST: HeaderValue = HeaderValue::from_static("application/pkix-crl");

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/tsa", post(stamp))
        .route("/lists/{name}", get(list))
}

async fn stamp(Shared(state): Shared<Arc<State>>, headers: HeaderMap, query: Bytes) -> Response {
    let kind = headers.get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != QUERY) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let mut modes = state.tsa_modes();
    // Who is slow thinks it over until the mode changes; nobody waits that long.
    tokio::select! {
        _other_mode = modes.wait_for(|mode| *mode != TsaMode::Slow) => {}
        () = state.stop.cancelled() => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
    let mode = *modes.borrow();
    let imprinted = match mode {
        TsaMode::Normal | TsaMode::Slow => Imprinted::Asked,
        TsaMode::WrongImprint => Imprinted::Other,
        TsaMode::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    let now = state.clock.now();
    answer(REPLY, state.vault().stamp(&query, now, imprinted))
}

async fn list(Shared(state): Shared<Arc<State>>, Path(name): Path<String>) -> Response {
    let now = state.clock.now();
    match state.vault().list(&name, now) {
        Some(list) => answer(LIST, list),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(kind: HeaderValue, made: Result<Vec<u8>, VaultError>) -> Response {
    match made {
        Ok(der) => ([(header::CONTENT_TYPE, kind)], der).into_response(),
        Err(error) => {
            tracing::error!(%error, "the authority could not answer");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
