//! Formulas, requirements and grounds as an edition states them.

use serde::{Deserialize, Serialize};

use super::Source;
use crate::text::Text;

/// A named formula. `lets` are its steps, `give` its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// `amount`.
    pub code: String,
    /// What a person reads.
    pub label: Text,
    /// The steps in order; later ones may use earlier ones.
    pub lets: Vec<Step>,
    /// The result.
    pub give: Step,
    /// How the result is rounded, once.
    pub rounding: Option<Rounding>,
    /// Its source.
    pub source: Source,
}

/// One line of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The name that later lines use.
    pub code: String,
    /// What a person reads.
    pub label: Text,
    /// The formula as the lawyer wrote it; checked when the edition is loaded.
    pub formula: String,
    /// Its source.
    pub source: Source,
}

/// Rounding of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// The direction.
    pub mode: RoundingMode,
    /// The size of the unit to which the result is rounded, in the result's unit (1 = whole tenge).
    pub to: rust_decimal::Decimal,
}

/// The direction of rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// Half away from zero.
    HalfUp,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// A condition that the recipient or the data must meet; if it fails, its ground is satisfied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// `one-dwelling`.
    pub code: String,
    /// What a person reads.
    pub text: Text,
    /// A boolean formula over facts and assessments; false satisfies the ground.
    pub formula: String,
    /// The code of the ground of refusal.
    pub ground: String,
    /// Its source.
    pub source: Source,
}

/// A listed ground for refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// `unreliable-data`.
    pub code: String,
    /// Its number in the act.
    pub number: u8,
    /// Its words.
    pub text: Text,
    /// Its source.
    pub source: Source,
}
