//! The assessment: line by line from the facts to the result.

use askama::Template;

use super::super::{Nav, Shell};
use super::CaseHead;

/// The derivation of a result, the grounds, the proposed outcome.
#[derive(Template)]
#[template(path = "office_assessment.html")]
pub struct OfficeAssessment {
    /// What surrounds the page.
    pub shell: Shell,
    /// What stands on top.
    pub head: CaseHead,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// What comes out.
    pub outcome: Outcome,
    /// The grounds for refusal of the act, satisfied or not.
    pub grounds: Vec<GroundLine>,
    /// Where the proposal is accepted and the deed drafted, by POST: `outcome` = `propose` or `ground`
    /// with the code of the ground; `None` when this official may not.
    pub propose: Option<String>,
}

/// One step of the derivation.
pub struct Step {
    /// What is computed: `What the family must bear itself`.
    pub label: String,
    /// The formula in words of the edition: `share × family income ÷ 3`.
    pub formula: String,
    /// The paragraph of the act.
    pub cite: String,
    /// The values that went in.
    pub values: Vec<SourceValue>,
    /// What came out.
    pub result: DerivedValue,
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
    /// In favor: what is given.
    Give {
        /// In words: `12 340 ₸ a month`.
        result: String,
    },
    /// Against: which ground.
    Refuse {
        /// The ground in words.
        ground: String,
    },
    /// Nothing yet: these facts are missing, by name, with the address where each is recorded.
    Unknown {
        /// The missing facts.
        missing: Vec<super::Link>,
    },
}

/// One ground for refusal.
pub struct GroundLine {
    /// Its code.
    pub code: String,
    /// Its text in the act.
    pub text: String,
    /// The paragraph of the act.
    pub cite: String,
    /// The facts that satisfy it; empty when it does not apply.
    pub facts: Vec<String>,
}
