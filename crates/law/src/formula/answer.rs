//! What a formula answers: a value, none, or which facts are missing.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::value::Value;

/// The answer of a formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
pub enum Answer {
    /// It is known.
    Known(Value),
    /// The law sets no such limit on the day.
    None,
    /// It cannot be known before these are; never empty, and never to be read as false.
    Unknown(BTreeSet<Missing>),
}

impl Answer {
    /// The value, if it is known.
    pub fn known(&self) -> Option<&Value> {
        match self {
            Self::Known(value) => Some(value),
            Self::None | Self::Unknown(_) => None,
        }
    }

    /// Whether it is known to be true or known to be false.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Known(Value::Boolean(truth)) => Some(*truth),
            Self::Known(_) | Self::None | Self::Unknown(_) => None,
        }
    }

    /// What is missing; nothing if the answer is known.
    pub fn missing(&self) -> BTreeSet<Missing> {
        match self {
            Self::Known(_) | Self::None => BTreeSet::new(),
            Self::Unknown(missing) => missing.clone(),
        }
    }
}

/// Why an answer is unknown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Missing {
    /// Nobody has said it yet.
    Fact {
        /// The fact (`family-income`), the field (`dwelling.tenure`) or the cell (`costs[2].billed`,
        /// rows from 1).
        code: String,
    },
    /// The law at hand sets no value there on that day.
    Figure {
        /// The figure.
        code: String,
        /// The place that was asked for.
        place: Option<String>,
        /// The day that was asked for.
        day: Date,
    },
    /// What is given is not of the declared type or lies outside of its bounds.
    Unfit {
        /// The fact or the figure.
        code: String,
    },
    /// The formula cannot be computed with these numbers.
    Undefined {
        /// The part of the formula.
        formula: String,
        /// Why.
        fault: Fault,
    },
}

/// Why a formula cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// The divisor is zero.
    DivisionByZero,
    /// The number, the day or the list does not fit.
    TooLarge,
}
