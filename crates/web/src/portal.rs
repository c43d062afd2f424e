//! The portal: what a citizen does, one verb a file.

mod home;
mod log_in;
mod passport;

use askama::Template;
use axum::Router;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{get, post};

use crate::door::Shared;
use crate::failure::Failure;

/// What a handler answers.
pub(crate) type Answer = Result<Response, Failure>;

/// The routes of the portal.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(home::home))
        .route("/services/{code}", get(passport::passport))
        .route("/login", get(log_in::page).post(log_in::log_in))
        .route("/logout", post(log_in::log_out))
}

/// The routes that take files.
pub(crate) fn file_routes() -> Router<Shared> {
    Router::new()
}

/// A page, drawn.
pub(crate) fn draw(page: &impl Template) -> Answer {
    page.render()
        .map(|html| Html(html).into_response())
        .map_err(|error| Failure::undrawn(&error))
}
