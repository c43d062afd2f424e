//! The portal: what a citizen does, one verb a file.

mod account;
mod apply;
pub(crate) mod case;
mod documents;
pub(crate) mod download;
pub(crate) mod home;
pub(crate) mod log_in;
mod passport;
mod register;
pub(crate) mod review;
mod verify;

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
        .route("/services/{code}", get(passport::passport))
        .route(
            "/services/{code}/apply",
            get(apply::start).post(apply::begin),
        )
        .route("/login", get(log_in::page).post(log_in::log_in))
        .route("/logout", post(log_in::log_out))
        .route("/register", get(register::page).post(register::send))
        .route("/profile", get(register::profile).post(register::change))
        .route("/drafts/{id}", get(apply::go_on))
        .route("/drafts/{id}/discard", post(apply::discard))
        .route(
            "/drafts/{id}/section/{section}",
            get(apply::section).post(apply::send_section),
        )
        .route(
            "/drafts/{id}/section/{section}/autosave",
            post(apply::autosave),
        )
        .route("/drafts/{id}/documents/done", post(documents::done))
        .route("/drafts/{id}/files/{sha256}", get(documents::file))
        .route("/drafts/{id}/review", get(review::page))
        .route("/drafts/{id}/sign", post(review::sign))
        .route("/account", get(account::account))
        .route("/history", get(account::history))
        .route("/notices", get(account::notices))
        .route("/notices/{id}", post(account::open_notice))
        .route("/cases/{number}", get(case::case))
        .route("/cases/{number}/files/{what}", get(download::of_case))
}

/// The routes that take files.
pub(crate) fn file_routes() -> Router<Shared> {
    Router::new()
        .route(
            "/drafts/{id}/documents",
            get(documents::page).post(documents::upload),
        )
        .route(
            "/verify",
            get(verify::by_its_number).post(verify::by_its_file),
        )
}

/// A page, drawn.
pub(crate) fn draw(page: &impl Template) -> Answer {
    page.render()
        .map(|html| Html(html).into_response())
        .map_err(|error| Failure::undrawn(&error))
}
