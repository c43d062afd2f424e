//! Who looked at the person's data: the list of looks at one case, or at the receipts that name them.

use askama::Template;

use super::{Link, Nav, Pager, Shell, View};

/// The list of looks.
#[derive(Template)]
#[template(path = "views.html")]
pub struct Views {
    /// What surrounds the page.
    pub shell: Shell,
    /// The page from which one came.
    pub back: Link,
    /// The heading.
    pub heading: String,
    /// What is recorded.
    pub about: String,
    /// What stands there while nobody has looked.
    pub none: String,
    /// Another list of looks.
    pub other: Option<Link>,
    /// The looks, newest first.
    pub lines: Vec<View>,
    /// The pages of the list.
    pub pager: Pager,
}
