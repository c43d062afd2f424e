//! A place where a service is not provided online: an answer, not an error.

use askama::Template;

use super::{Nav, Place, Shell};

/// What a person can do where the service is not online.
#[derive(Template)]
#[template(path = "not_online.html")]
pub struct NotOnline {
    /// What surrounds the page.
    pub shell: Shell,
    /// The name of the service.
    pub service: String,
    /// The name of the place.
    pub place: String,
    /// The places where it is online.
    pub places: Vec<Place>,
}
