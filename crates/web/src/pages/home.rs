//! The catalogue of services, with its search.

use askama::Template;

use super::{Nav, Shell};

/// The first page: a search box, one card for each service, and how it works.
#[derive(Template)]
#[template(path = "home.html")]
pub struct Home {
    /// What surrounds the page.
    pub shell: Shell,
    /// What was searched for; empty when nothing was.
    pub query: String,
    /// The services, or those that were found.
    pub services: Vec<ServiceCard>,
}

/// One service in the catalogue.
pub struct ServiceCard {
    /// The name of the service.
    pub name: String,
    /// One sentence: who receives what.
    pub summary: String,
    /// The address of its passport.
    pub href: String,
    /// Two or three short facts: `8 working days`, `Free`, `Online`.
    pub facts: Vec<String>,
}
