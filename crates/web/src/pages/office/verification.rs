//! Verification: each fact of the edition, what was declared, what the official found.

use askama::Template;

use super::super::field::{Field, FieldKind};
use super::super::{Color, Nav, Problems, Shell, Tag};
use super::CaseHead;

/// The facts that the decision will rest on, each recorded with its source.
#[derive(Template)]
#[template(path = "office_verification.html")]
pub struct OfficeVerification {
    /// What surrounds the page.
    pub shell: Shell,
    /// What stands on top.
    pub head: CaseHead,
    /// What is wrong with the answers.
    pub problems: Problems,
    /// Why nothing can be recorded now, if nothing can.
    pub closed: Option<String>,
    /// How many facts are recorded.
    pub recorded: usize,
    /// How many there are.
    pub total: usize,
    /// The facts.
    pub facts: Vec<FactLine>,
    /// The page that comes next, when every fact is recorded.
    pub next: Option<String>,
}

/// One fact of the edition.
pub struct FactLine {
    /// Its code, which is also the `id` of its part of the page.
    pub code: String,
    /// Its name: `Income of the family in the quarter`.
    pub name: String,
    /// The paragraph of the act.
    pub cite: String,
    /// What the applicant declared, one line for each row of a list.
    pub declared: Vec<String>,
    /// What was found.
    pub found: Option<Found>,
    /// How it is recorded; `None` when this official may not.
    pub form: Option<FactForm>,
}

/// What was found.
pub struct Found {
    /// The value, one line for each row of a list.
    pub value: Vec<String>,
    /// Where it is from, who established it, when.
    pub source: String,
}

/// The form that records a fact.
pub struct FactForm {
    /// Where it is recorded, by POST: `source`, `value` and `note`; `action` = `confirm` takes the declared value.
    pub action: String,
    /// Where it may come from.
    pub sources: Vec<SourceOption>,
    /// Whether the declared value can be taken over with one press.
    pub is_confirmable: bool,
    /// Whether something typed is wrong, so that the form must be seen.
    pub is_open: bool,
    /// The value and the note.
    pub fields: Vec<Field>,
    /// The value as a table, for a list.
    pub table: Option<Table>,
}

/// A list as a table of controls; a row without anything in it is left out.
pub struct Table {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows; each cell is a text, an amount or a choice.
    pub rows: Vec<Vec<Field>>,
}

/// Where a fact may come from.
pub struct SourceOption {
    /// The value sent.
    pub value: String,
    /// The words.
    pub text: String,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

impl FactLine {
    /// Recorded or missing: the key of the words and the color.
    pub(super) fn state(&self) -> (&'static str, Color) {
        match self.found {
            Some(_) => ("fact-recorded", Color::Green),
            None => ("fact-missing", Color::Yellow),
        }
    }

    /// Whether the form stands open: nothing is recorded and nothing was declared, or something typed is wrong.
    pub(super) fn is_open(&self) -> bool {
        let form = self.form.as_ref();
        let is_wrong = form.is_some_and(|form| form.is_open);
        let is_confirmable = form.is_some_and(|form| form.is_confirmable);
        is_wrong || (self.found.is_none() && !is_confirmable)
    }
}

impl OfficeVerification {
    /// The tag of a fact.
    fn tag(&self, fact: &FactLine) -> Tag {
        let (key, color) = fact.state();
        Tag {
            text: self.shell.t(key).into_owned(),
            color,
        }
    }
}
