//! Several organizations: which one an official works for now.

use askama::Template;

use super::super::{Link, Nav, Shell};

/// The organizations of an official.
#[derive(Template)]
#[template(path = "office_choice.html")]
pub struct OfficeChoice {
    /// What surrounds the page.
    pub shell: Shell,
    /// The work list of each.
    pub organizations: Vec<Link>,
}
