//! The assessment: line by line from the facts to the result.

use askama::Template;

use super::super::{Nav, Problems, Row, RuleField, RuleInput, RulePart, Shell, Tag};
use super::{CaseHead, OutcomeButton};

/// The derivation of a result, the requirements, the grounds, the outcomes that may follow.
#[derive(Template)]
#[template(path = "office_assessment.html")]
pub struct OfficeAssessment {
    /// What surrounds the page.
    pub shell: Shell,
    /// What stands on top.
    pub head: CaseHead,
    /// Why the last proposal was declined.
    pub problems: Problems,
    /// Why the signatory sent the last document back, if they did.
    pub returned: Option<String>,
    /// What comes out.
    pub outcome: Outcome,
    /// The preliminary decision that comes before a refusal.
    pub rule: RulePart,
    /// Why no refusal can be drawn up yet, if so.
    pub waits: Option<String>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// What the edition requires.
    pub requirements: Vec<RequirementLine>,
    /// The grounds for refusal of the act, satisfied or not.
    pub grounds: Vec<GroundLine>,
    /// The outcomes that this official may find now; `None` when they may find none.
    pub propose: Option<Propose>,
}

/// The form that finds the outcome of the stage.
pub struct Propose {
    /// Where it goes, by POST: `stage`, `outcome`, `note`.
    pub action: String,
    /// The stage for which the page was drawn.
    pub stage: String,
    /// The outcomes that agree with the assessment.
    pub outcomes: Vec<OutcomeButton>,
    /// The note as typed.
    pub note: String,
}

/// One step of the derivation.
pub struct Step {
    /// What is computed: `What the family must bear itself`.
    pub label: String,
    /// The formula as the lawyer wrote it: `share * monthly-income`.
    pub formula: String,
    /// The same with its values: `10 % × 50 000`; empty when it says no more than the formula.
    pub line: String,
    /// The paragraph of the act.
    pub cite: String,
    /// The values that went in.
    pub values: Vec<SourceValue>,
    /// What came out.
    pub result: DerivedValue,
    /// The result after rounding, where it is another one.
    pub rounded: Option<String>,
    /// The steps below, each a line with its depth in the tree, for a formula that goes through a list.
    pub rows: Vec<String>,
}

/// A value with its source.
pub struct SourceValue {
    /// Its name.
    pub name: String,
    /// The value with its unit; `None` when it is unknown.
    pub value: Option<String>,
    /// Where it is from.
    pub source: String,
}

/// What a step gives.
pub enum DerivedValue {
    /// A value with its unit.
    Known(String),
    /// Nothing yet: these facts are missing, by name.
    Unknown(Vec<String>),
}

/// What comes out of the assessment.
pub enum Outcome {
    /// In favor: the amounts.
    Give {
        /// Each amount by its name.
        results: Vec<Row>,
    },
    /// Against: which grounds.
    Refuse {
        /// The grounds in words.
        grounds: Vec<String>,
    },
    /// Nothing yet: these facts are missing.
    Unknown {
        /// The missing facts.
        missing: Vec<MissingLine>,
    },
}

/// Something that is missing.
pub struct MissingLine {
    /// Its name.
    pub text: String,
    /// Where it is recorded; `None` when it is the law that says nothing.
    pub href: Option<String>,
}

/// One requirement of the edition.
pub struct RequirementLine {
    /// Its text.
    pub text: String,
    /// The paragraph of the act.
    pub cite: String,
    /// Met, not met, not known.
    pub tag: Tag,
    /// The facts that it rests on, in words.
    pub facts: Vec<String>,
}

/// One ground for refusal.
pub struct GroundLine {
    /// Its text in the act.
    pub text: String,
    /// The paragraph of the act.
    pub cite: String,
    /// The requirements that fail; empty when it does not apply.
    pub facts: Vec<String>,
}
