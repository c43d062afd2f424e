//! The first visit: how a person can be reached.

use askama::Template;

use super::field::{Field, FieldKind};
use super::{Nav, Problems, Shell};

/// The form of the first visit.
#[derive(Template)]
#[template(path = "register.html")]
pub struct Register {
    /// What surrounds the page.
    pub shell: Shell,
    /// What is wrong with the answers.
    pub problems: Problems,
    /// The name, from the certificate.
    pub name: String,
    /// The individual identification number, from the certificate.
    pub iin: String,
    /// Telephone, e-mail, language, acknowledgment that notices sent there are proper: in order.
    pub fields: Vec<Field>,
    /// Where the form goes.
    pub action: String,
}

/// The person's own page: what we know and how they can be reached.
#[derive(Template)]
#[template(path = "profile.html")]
pub struct Profile {
    /// What surrounds the page.
    pub shell: Shell,
    /// What is wrong with the answers.
    pub problems: Problems,
    /// The name, from the certificate.
    pub name: String,
    /// The individual identification number, from the certificate.
    pub iin: String,
    /// Telephone, e-mail, language.
    pub fields: Vec<Field>,
    /// Where the form goes.
    pub action: String,
}
