//! Who looked at the person's data: the list of looks at one case.

use askama::Template;

use super::{Nav, Pager, Shell, View};

/// The list of looks.
#[derive(Template)]
#[template(path = "views.html")]
pub struct Views {
    /// What surrounds the page.
    pub shell: Shell,
    /// The number of the case.
    pub number: String,
    /// The looks, newest first.
    pub lines: Vec<View>,
    /// The pages of the list.
    pub pager: Pager,
}
