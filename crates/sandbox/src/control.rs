//! The control API: what tests say to a town, as JSON.

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::choice::{Choice, OcspMode, TsaMode};
use crate::clock::{ClockError, read_moment};
use crate::state::State;
use crate::vault::VaultError;

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/api/choose", post(choose))
        .route("/api/clock", get(clock).post(move_clock))
        .route("/api/ocsp", post(ocsp))
        .route("/api/tsa", post(tsa))
        .route("/api/revoke", post(revoke))
        .route("/api/people", get(people))
}

/// A wish to move the clock: to a moment, or forward by seconds. A form may leave one field empty.
#[derive(Deserialize)]
pub(crate) struct Move {
    #[serde(default)]
    moment: Option<String>,
    #[serde(default)]
    forward: Option<i64>,
}

impl Move {
    pub(crate) fn apply(&self, state: &State) -> Result<(), ClockError> {
        match (self.moment.as_deref(), self.forward) {
            (Some(moment), _) if !moment.trim().is_empty() => {
                state.clock.move_to(read_moment(moment)?)?
            }
            (_, Some(seconds)) => state.clock.forward(seconds)?,
            (_, None) => return Err(ClockError::Unreadable),
        };
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mode {
    pub(crate) mode: OcspMode,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stamping {
    pub(crate) mode: TsaMode,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whose {
    person: String,
}

#[derive(Serialize)]
struct PersonRow {
    id: String,
    name: String,
    iin: Option<String>,
    phone: String,
    place: String,
    bin: Option<String>,
    has_key: bool,
}

async fn choose(Shared(state): Shared<Arc<State>>, Json(choice): Json<Choice>) -> Response {
    match state.choose(choice) {
        Ok(()) => Json(state.choice()).into_response(),
        Err(error) => problem(vault_status(&error), &error),
    }
}

async fn clock(Shared(state): Shared<Arc<State>>) -> Response {
    Json(json!({ "now": state.clock.now(), "offset_seconds": state.clock.offset_seconds() }))
        .into_response()
}

async fn move_clock(shared: Shared<Arc<State>>, Json(wish): Json<Move>) -> Response {
    match wish.apply(&shared.0) {
        Ok(()) => clock(shared).await,
        Err(error) => problem(clock_status(&error), &error),
    }
}

async fn ocsp(Shared(state): Shared<Arc<State>>, Json(wish): Json<Mode>) -> Response {
    state.set_ocsp_mode(wish.mode);
    Json(json!({ "mode": wish.mode })).into_response()
}

async fn tsa(Shared(state): Shared<Arc<State>>, Json(wish): Json<Stamping>) -> Response {
    state.set_tsa_mode(wish.mode);
    Json(json!({ "mode": wish.mode })).into_response()
}

async fn revoke(Shared(state): Shared<Arc<State>>, Json(whose): Json<Whose>) -> Response {
    match state.revoke(&whose.person) {
        Ok(()) => Json(json!({ "revoked": whose.person })).into_response(),
        Err(error) => problem(vault_status(&error), &error),
    }
}

async fn people(Shared(state): Shared<Arc<State>>) -> Response {
    let day = crate::clock::local(state.clock.now()).date();
    let rows: Vec<PersonRow> = state
        .register
        .people
        .iter()
        .map(|person| PersonRow {
            id: person.id.clone(),
            name: person.name.full(),
            iin: person.iin().ok(),
            phone: person.phone(),
            place: state.register.place_of(&person.id),
            bin: state
                .register
                .post_of(&person.id)
                .and_then(|(provider, _)| provider.bin().ok()),
            has_key: person.may_hold_key(day),
        })
        .collect();
    Json(rows).into_response()
}

/// 409 where the wish clashes with the present, 422 where it makes no sense, 500 where we failed.
pub(crate) fn clock_status(error: &ClockError) -> StatusCode {
    match error {
        ClockError::Backwards { .. } => StatusCode::CONFLICT,
        ClockError::OutOfRange | ClockError::Unreadable => StatusCode::UNPROCESSABLE_ENTITY,
        ClockError::File(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// 422 for nobody and for children, 500 where the vault failed.
pub(crate) fn vault_status(error: &VaultError) -> StatusCode {
    match error {
        VaultError::Nobody { .. } | VaultError::Child { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        VaultError::File(_)
        | VaultError::Ca(_)
        | VaultError::Der(_)
        | VaultError::Time(_)
        | VaultError::Number(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn problem(status: StatusCode, error: &dyn std::error::Error) -> Response {
    (status, Json(json!({ "problem": error.to_string() }))).into_response()
}
