//! The JSON API of programs: every command of the portal and of the office, thin over `app`.
//!
//! # Threats
//! A browser made to send what its person did not ask for: a cookie never authenticates here and a bearer token never
//! comes in a cookie (`app::bearer`), so there is nothing that another site could ride on. A stolen token: an hour,
//! never prolonged, ended by `logout`. A body made to exhaust: one limit on bytes, unknown fields refused, texts with
//! limits. Cases guessed by their numbers: what is not the caller's does not exist. A retry that does a thing twice:
//! a draft has the id of its key, an application is filed once, an office command names what it has seen, and what a
//! counter issues, the form with which it does.

mod account;
mod case;
mod case_told;
mod confirm;
mod consent;
mod correction;
mod counter;
mod desk;
mod desk_deed;
mod desk_told;
mod document;
mod door;
mod draft;
mod estimate;
mod files;
mod login;
mod operation;
mod problem;
mod qr;
mod review;
mod rule;
mod service;
mod shape;
mod terms;
mod views;
mod work;

use axum::{Router, middleware};

use crate::door::{Shared, gate};
use crate::routes::Routes;
use operation::Api;

/// The most bytes of a body: a file of the edition's limit in base64, and room around it.
const BYTES_MAX: usize = 1_048_576 / 3 * 4 + 128 * 1024;

/// Every operation with its handler.
fn api() -> Api {
    let api = Api::new();
    let api = document::add(api);
    let api = service::add(api);
    let api = terms::add(api);
    let api = estimate::add(api);
    let api = login::add(api);
    let api = account::add(api);
    let api = draft::add(api);
    let api = review::add(api);
    let api = confirm::add(api);
    let api = qr::add(api);
    let api = case::add(api);
    let api = views::add(api);
    let api = work::add(api);
    let api = desk::add(api);
    let api = counter::add(api);
    let api = desk_deed::add(api);
    let api = correction::add(api);
    consent::add(api)
}

/// The routes of the API.
pub(crate) fn routes() -> Routes {
    api().routes.below("/api", BYTES_MAX)
}

/// The routes behind their door. Whatever goes wrong is answered as a problem.
pub(crate) fn router(front: &Shared) -> Router<Shared> {
    let behind_door = |router: Router<Shared>| {
        let metered = middleware::from_fn_with_state(front.clone(), gate::meter);
        let timed = middleware::from_fn_with_state(front.clone(), gate::limit_time);
        router
            .fallback(|| async { problem::Problem::not_found() })
            .layer(metered)
            .layer(timed)
            .layer(middleware::from_fn(door::guard))
    };
    api()
        .routes
        .behind(behind_door)
        .below("/api", BYTES_MAX)
        .router
}

/// The `OpenAPI` document, as it is served.
pub fn document() -> &'static serde_json::Value {
    document::whole()
}
