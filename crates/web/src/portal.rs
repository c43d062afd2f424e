//! The portal: what a citizen does, one verb a file.

pub(crate) mod account;
pub(crate) mod apply;
pub(crate) mod case;
pub(crate) mod confirm;
pub(crate) mod documents;
pub(crate) mod download;
pub(crate) mod estimate;
pub(crate) mod home;
mod kept;
pub(crate) mod log_in;
mod meanwhile;
mod passport;
pub(crate) mod qr;
mod register;
pub(crate) mod review;
mod rule;
mod search;
mod second_factor;
pub(crate) mod section;
mod verify;
pub(crate) mod views;

use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};

use crate::failure::Failure;
use crate::routes::Routes;

/// What a handler answers.
pub(crate) type Answer = Result<Response, Failure>;

/// The routes of the portal.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/services/{code}", passport::passport)
        .get("/services/{code}/estimate", estimate::page)
        .post("/services/{code}/estimate", estimate::answer)
        .get("/services/{code}/apply", apply::start)
        .post("/services/{code}/apply", apply::begin)
        .get("/login", log_in::page)
        .post("/login", log_in::log_in)
        .get("/login/code", second_factor::page)
        .post("/login/code", second_factor::confirm)
        .post("/login/code/again", second_factor::again)
        .post("/logout", log_in::log_out)
        .get("/register", register::page)
        .post("/register", register::send)
        .get("/profile", register::profile)
        .post("/profile", register::change)
        .get("/drafts/{id}", apply::go_on)
        .post("/drafts/{id}/discard", apply::discard)
        .get("/drafts/{id}/section/{section}", section::section)
        .post("/drafts/{id}/section/{section}", section::send_section)
        .post("/drafts/{id}/section/{section}/autosave", section::autosave)
        .post("/drafts/{id}/documents/done", documents::done)
        .get("/drafts/{id}/files/{sha256}", documents::file)
        .get("/drafts/{id}/review", review::page)
        .post("/drafts/{id}/sign", review::sign)
        .get("/drafts/{id}/confirm", confirm::page)
        .post("/drafts/{id}/confirm", confirm::send)
        .post("/drafts/{id}/confirm/code", confirm::confirm)
        .get("/drafts/{id}/qr", qr::page)
        .post("/drafts/{id}/qr", qr::begin)
        .get("/drafts/{id}/qr/status", qr::status)
        .post("/drafts/{id}/qr/done", qr::done)
        .get("/account", account::account)
        .get("/history", account::history)
        .get("/views", views::of_receipts)
        .get("/notices", account::notices)
        .post("/notices/{id}", account::open_notice)
        .get("/cases/{number}", case::case)
        .post("/cases/{number}/rules/{act}", rule::act)
        .get("/cases/{number}/files/{what}", download::of_case)
        .get("/cases/{number}/views", views::views)
}

/// The routes that take files.
pub(crate) fn file_routes() -> Routes {
    Routes::new()
        .get("/drafts/{id}/documents", documents::page)
        .post("/drafts/{id}/documents", documents::upload)
        .get("/verify", verify::by_its_number)
        .post("/verify", verify::by_its_file)
}

/// A page, drawn.
pub(crate) fn draw(page: &impl Template) -> Answer {
    rendered(page).map(|html| Html(html).into_response())
}

/// A page as text.
pub(crate) fn rendered(page: &impl Template) -> Result<String, Failure> {
    page.render().map_err(|error| Failure::undrawn(&error))
}
