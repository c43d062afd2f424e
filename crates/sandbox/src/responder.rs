//! The OCSP responder's door (RFC 6960 appendix A.1): POST of a request, answer of the town's CA at the town's moment.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::post};
use jiff::SignedDuration;

use crate::ca::Answering;
use crate::choice::OcspMode;
use crate::state::State;

const REQUEST: &str = "application/ocsp-request";
const RESPONSE: &str = "application/ocsp-response";

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new().route("/ocsp", post(answer))
}

async fn answer(Shared(state): Shared<Arc<State>>, headers: HeaderMap, request: Bytes) -> Response {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if kind != Some(REQUEST) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let now = state.clock.now();
    let yesterday = now.saturating_add(SignedDuration::from_hours(-24));
    let (at, answering) = match state.ocsp_mode() {
        OcspMode::Normal => (now, Answering::AsAsked),
        OcspMode::Stale => (yesterday.unwrap_or(now), Answering::AsAsked),
        OcspMode::NoNonce => (now, Answering::WithoutNonce),
        OcspMode::Unknown => (now, Answering::KnowingNobody),
        OcspMode::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        OcspMode::Malformed => {
            return ([(header::CONTENT_TYPE, RESPONSE)], "no response at all").into_response();
        }
    };
    match state.vault().ocsp(&request, at, answering) {
        Ok(der) => ([(header::CONTENT_TYPE, RESPONSE)], der).into_response(),
        Err(error) => {
            tracing::error!(%error, "the responder could not answer");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
