//! Coming in with an electronic digital signature, and with a code where the policy asks for one.

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

/// The page where a code is typed after the signature.
#[derive(Template)]
#[template(path = "second_factor.html")]
pub struct SecondFactorPage {
    /// What surrounds the page.
    pub shell: Shell,
    /// Where a code was sent, but for most of its digits, and until when it counts; none if none counts now.
    pub sent: Option<(String, String)>,
    /// Where the code goes.
    pub action: String,
    /// Where the form goes that sends another one.
    pub resend: String,
    /// Where the form goes that ends it.
    pub leave: String,
    /// What was wrong with the code that was typed, in a sentence.
    pub error: Option<String>,
}
