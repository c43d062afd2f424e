//! The public check of a deed.

use askama::Template;

use super::{Color, Download, Nav, Problems, Row, Shell};

/// The form that checks a deed by its number or by its file, and what came of it.
#[derive(Template)]
#[template(path = "verify.html")]
pub struct Verify {
    /// What surrounds the page.
    pub shell: Shell,
    /// What is wrong with the answers: `number` or `file`.
    pub problems: Problems,
    /// The number as typed.
    pub number: String,
    /// What came of the check; `None` before any.
    pub outcome: Option<Verdict>,
}

/// What came of a check.
pub enum Verdict {
    /// We issued it, and every signature holds.
    Genuine {
        /// The facts of the deed that anybody may know.
        facts: Vec<Row>,
        /// What can be fetched to repeat the check elsewhere.
        downloads: Vec<Download>,
    },
    /// We issued it, but it no longer holds: corrected or repealed.
    Superseded {
        /// The facts of the deed that anybody may know.
        facts: Vec<Row>,
        /// What replaced it and when.
        why: String,
    },
    /// We did not issue it, or it was changed after it was issued.
    NotOurs,
}

impl Verdict {
    /// The color that goes with it.
    pub const fn color(&self) -> Color {
        match self {
            Self::Genuine { .. } => Color::Green,
            Self::Superseded { .. } => Color::Yellow,
            Self::NotOurs => Color::Red,
        }
    }
}
