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
    /// How many facts are recorded.
    pub recorded: u64,
    /// How many there are.
    pub total: u64,
    /// The facts.
    pub facts: Vec<FactLine>,
    /// The costs that the applicant claims.
    pub costs: Vec<CostLine>,
    /// Questions of the form that adds a cost, sent to `add_cost`.
    pub cost_fields: Vec<Field>,
    /// Where a cost is added, by POST; `None` when the service counts no costs.
    pub add_cost: Option<String>,
    /// The page that comes next, when every fact is recorded.
    pub next: Option<String>,
}

/// One fact of the edition.
pub struct FactLine {
    /// Its code, which is also the `id` of its part of the page.
    pub code: String,
    /// Its name with its unit: `Income of the family, tenge per quarter`.
    pub name: String,
    /// The paragraph of the act.
    pub cite: String,
    /// What the applicant declared.
    pub declared: Option<String>,
    /// What was found, when it was: value and source.
    pub found: Option<String>,
    /// Where it may come from.
    pub sources: Vec<SourceOption>,
    /// Questions of the form: the value, the document, the note; the source is asked before them.
    pub fields: Vec<Field>,
    /// Where a finding is recorded, by POST: `source` and the fields.
    pub action: String,
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

/// One cost.
pub struct CostLine {
    /// What for: heating, water.
    pub name: String,
    /// What was billed, in words.
    pub billed: String,
    /// What may be counted, in words; `None` when no norm is known.
    pub cap: Option<String>,
    /// The document.
    pub document: String,
    /// Where it is removed, by POST.
    pub remove: Option<String>,
}

impl FactLine {
    /// Recorded or missing: the key of the words and the color.
    pub(super) fn state(&self) -> (&'static str, Color) {
        match self.found {
            Some(_) => ("fact-recorded", Color::Green),
            None => ("fact-missing", Color::Yellow),
        }
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
