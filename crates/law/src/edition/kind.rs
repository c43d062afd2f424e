//! The types of facts, fields, figures and expressions.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// The type of a fact, a form field, a figure or an expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Type {
    /// True or false.
    Boolean,
    /// A whole number of things or people.
    Count,
    /// An exact number with a unit of the world (m², Gcal, kWh…); empty = none.
    Number {
        /// The unit, for example `m2`.
        unit: String,
    },
    /// A share of one: 5 % is 0.05.
    Share,
    /// Tenge, per period.
    Money {
        /// The period over which the money is counted.
        per: Per,
    },
    /// A calendar day.
    Date,
    /// One of the listed codes.
    Choice {
        /// The codes with their texts.
        options: Vec<ChoiceOption>,
    },
    /// Free text; no formula may use it.
    Line,
    /// A person's name; no formula may use it.
    PersonName,
    /// An individual identification number, twelve digits.
    Iin,
    /// A bank account in IBAN form.
    Iban,
    /// A place by KATO code.
    Place,
    /// A list of rows with typed columns.
    List {
        /// The columns in order.
        columns: Vec<Column>,
    },
}

/// The period of a sum of money. Money per month is not money per quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// A single sum.
    Once,
    /// Per calendar month.
    Month,
    /// Per quarter of the year.
    Quarter,
}

/// One code of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceOption {
    /// `lift`.
    pub code: String,
    /// What a person reads.
    pub label: Text,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// `billed`.
    pub code: String,
    /// Its type; never a list.
    pub ty: Type,
    /// What a person reads.
    pub label: Text,
    /// Whether a row without it is incomplete.
    pub required: bool,
}
