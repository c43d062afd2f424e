//! The office: what officials of an organization do, one verb a file.

use axum::Router;

use crate::door::Shared;

/// The routes of the office.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
}
