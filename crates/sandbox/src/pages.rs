//! The town's pages for people: plain forms, no script.

mod person;
mod view;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Form, Path, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, http::HeaderValue};

use crate::choice::Choice;
use crate::control::{Mode, Move, Stamping, clock_status, vault_status};
use crate::documents::samples;
use crate::state::State;

pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/", get(home))
        .route("/keys", get(keys).post(choose))
        .route("/people", get(people))
        .route("/people/{id}", get(one_person))
        .route("/people/{id}/documents/{name}", get(document))
        .route("/clock", get(clock).post(move_clock))
        .route("/people/{id}/revoke", post(revoke))
        .route("/ocsp-mode", get(ocsp).post(set_ocsp))
        .route("/tsa-mode", get(tsa).post(set_tsa))
        .layer(axum::middleware::map_response(guard))
}

/// Nothing but our own styles and forms.
async fn guard(mut response: Response) -> Response {
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn home(Shared(state): Shared<Arc<State>>) -> Response {
    page(&view::Home::of(&state))
}

async fn keys(Shared(state): Shared<Arc<State>>) -> Response {
    page(&view::Keys::of(&state))
}

async fn choose(Shared(state): Shared<Arc<State>>, Form(choice): Form<Choice>) -> Response {
    let place = format!("/keys#{}", choice.person);
    match state.choose(choice) {
        Ok(()) => Redirect::to(&place).into_response(),
        Err(error) => problem(vault_status(&error), &error),
    }
}

async fn people(Shared(state): Shared<Arc<State>>) -> Response {
    page(&view::People::of(&state))
}

async fn one_person(Shared(state): Shared<Arc<State>>, Path(id): Path<String>) -> Response {
    match person::Card::of(&state, &id) {
        Some(card) => page(&card),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn document(
    Shared(state): Shared<Arc<State>>,
    Path((id, name)): Path<(String, String)>,
) -> Response {
    let day = crate::clock::local(state.clock.now()).date();
    let files = samples(&state.register, &id, day).unwrap_or_default();
    match files.into_iter().find(|file| file.name == name) {
        Some(file) => ([(header::CONTENT_TYPE, file.mime)], file.bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn clock(Shared(state): Shared<Arc<State>>) -> Response {
    page(&view::Clock::of(&state))
}

async fn move_clock(Shared(state): Shared<Arc<State>>, Form(wish): Form<Move>) -> Response {
    match wish.apply(&state) {
        Ok(()) => Redirect::to("/clock").into_response(),
        Err(error) => problem(clock_status(&error), &error),
    }
}

async fn ocsp(Shared(state): Shared<Arc<State>>) -> Response {
    page(&view::Ocsp::of(&state))
}

async fn set_ocsp(Shared(state): Shared<Arc<State>>, Form(wish): Form<Mode>) -> Response {
    state.set_ocsp_mode(wish.mode);
    Redirect::to("/ocsp-mode").into_response()
}

async fn tsa(Shared(state): Shared<Arc<State>>) -> Response {
    page(&view::Tsa::of(&state))
}

async fn set_tsa(Shared(state): Shared<Arc<State>>, Form(wish): Form<Stamping>) -> Response {
    state.set_tsa_mode(wish.mode);
    Redirect::to("/tsa-mode").into_response()
}

async fn revoke(Shared(state): Shared<Arc<State>>, Path(id): Path<String>) -> Response {
    match state.revoke(&id) {
        Ok(()) => Redirect::to(&format!("/people/{id}")).into_response(),
        Err(error) => problem(vault_status(&error), &error),
    }
}

fn problem(status: StatusCode, error: &dyn std::error::Error) -> Response {
    (
        status,
        page(&view::Problem {
            text: error.to_string(),
        }),
    )
        .into_response()
}

fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
