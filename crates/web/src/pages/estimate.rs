//! Would my family get help: the questions, the answer, and what would change it.

use askama::Template;

use super::field::{Field, FieldKind};
use super::office::{DerivedValue, RequirementLine, Step};
use super::{Link, Nav, Problems, Row, Shell};

/// Questions that anybody may answer, and what follows from the answers.
#[derive(Template)]
#[template(path = "estimate.html")]
pub struct Estimate {
    /// What surrounds the page.
    pub shell: Shell,
    /// The service.
    pub service: Link,
    /// The act that is applied.
    pub act: String,
    /// What is wrong with the answers.
    pub problems: Problems,
    /// The questions.
    pub groups: Vec<QuestionGroup>,
    /// Where the answers go, by POST; `action` is `continue`, `add-row` or `remove-row-N`.
    pub action: String,
    /// What follows; `None` before anything was answered.
    pub answer: Option<EstimateAnswer>,
}

impl Estimate {
    /// Puts each problem beside its question.
    pub fn show_problems(&mut self) {
        for field in self.groups.iter_mut().flat_map(|group| &mut group.fields) {
            let own = self.problems.of(&field.id).map(str::to_owned);
            field.error = own.or(field.error.take());
        }
        self.name_problems();
    }

    /// Every sentence of the summary begins with its question.
    pub fn name_problems(&mut self) {
        let all = self.groups.iter().flat_map(|it| it.fields.clone());
        let fields: Vec<Field> = all.collect();
        self.problems = std::mem::take(&mut self.problems).naming(&fields);
    }
}

/// Questions under one heading.
pub struct QuestionGroup {
    /// The heading.
    pub heading: String,
    /// A sentence under it.
    pub lead: Option<String>,
    /// The questions.
    pub fields: Vec<Field>,
}

/// What follows from the answers.
pub struct EstimateAnswer {
    /// In short.
    pub verdict: EstimateVerdict,
    /// The day whose law was applied, in words.
    pub day: String,
    /// The derivation.
    pub steps: Vec<Step>,
    /// What the edition requires.
    pub requirements: Vec<RequirementLine>,
    /// What would change the answer.
    pub changes: Vec<Change>,
}

/// The answer in short.
pub enum EstimateVerdict {
    /// Help would be given.
    Yes {
        /// The sums by name.
        results: Vec<Row>,
        /// Requirements that were left open: it holds only if they are met.
        provided: Vec<String>,
    },
    /// It would be refused.
    No {
        /// The grounds of the act.
        grounds: Vec<String>,
    },
    /// It cannot be said.
    Open {
        /// What is missing, by name.
        missing: Vec<String>,
    },
}

/// A single change that would turn the answer.
pub struct Change {
    /// What would change.
    pub name: String,
    /// To what: `at least 1 499 971 ₸`.
    pub to: String,
    /// What it is now.
    pub now: Option<String>,
    /// Whether help would then be refused.
    pub is_refused: bool,
}
