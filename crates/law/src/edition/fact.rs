//! Facts: what a decision may rest on.

use serde::{Deserialize, Serialize};

use super::Source;
use super::Type;
use crate::text::Text;

/// A fact on which a decision may rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// `family-income`; the key in a facts file.
    pub code: String,
    /// Its type with unit.
    pub ty: Type,
    /// What a person reads.
    pub label: Text,
    /// Where it comes from, best first.
    pub origins: Vec<Origin>,
    /// Bounds as decimal texts: (above, from, up to), each optional.
    pub bounds: Bounds,
    /// Its source in the law.
    pub source: Source,
}

/// Where a fact may come from, in order of preference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "code", rename_all = "kebab-case")]
pub enum Origin {
    /// A state register behind the gateway.
    Registry(String),
    /// A document of the case.
    Document(String),
    /// A field of the signed application: `section.field`.
    Form(String),
    /// A figure of the law, at the case's place and day.
    Figure(String),
    /// The consents of a party: a finding that they make themselves.
    Consent(String),
    /// An officer who establishes it.
    Officer,
}

/// The allowed range of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The value must be greater than this.
    pub above: Option<rust_decimal::Decimal>,
    /// The value must be at least this.
    pub at_least: Option<rust_decimal::Decimal>,
    /// The value must be at most this.
    pub at_most: Option<rust_decimal::Decimal>,
}
