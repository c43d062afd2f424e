//! Coming in with an electronic digital signature.

use askama::Template;

use super::{Nav, Shell, SignForm};

/// The page where a person signs a short text to come in.
#[derive(Template)]
#[template(path = "login.html")]
pub struct Login {
    /// What surrounds the page.
    pub shell: Shell,
    /// The signing form; its payload is `text` in UTF-8.
    pub sign: SignForm,
    /// The text that will be signed, as it is shown.
    pub text: String,
    /// What the person wanted to do, when a page sent them here: `apply for housing assistance`.
    pub wanted: Option<String>,
}
