//! Values without their types, which the tree knows, and what is known of them.

use std::{cmp::Ordering, collections::BTreeSet};

use jiff::civil::Date;

use super::{
    Fault, Missing, Ty,
    exact::Exact,
    types::{Measure, Shape, Unit},
};
use crate::value::Value;

/// Counts stay below 2⁵³, so that JSON keeps them.
const COUNT_AT_MOST: i64 = (1 << 53) - 1;

/// A value without its type, which the tree knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Boolean(bool),
    Number(Exact),
    Date(Date),
    Code(String),
}

/// What is known of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Known(Scalar),
    None,
    Unknown(BTreeSet<Missing>),
}

impl State {
    pub(crate) fn missing(missing: Missing) -> Self {
        Self::Unknown(BTreeSet::from([missing]))
    }

    pub(crate) fn truth(&self) -> Option<bool> {
        match self {
            Self::Known(Scalar::Boolean(truth)) => Some(*truth),
            Self::Known(_) | Self::None | Self::Unknown(_) => None,
        }
    }

    /// What stands in the way of a result over all of `states`: a limit that is not set, else
    /// everything that is missing.
    pub(crate) fn obstacle<'a>(states: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut missing = BTreeSet::new();
        for state in states {
            match state {
                Self::Known(_) => {}
                // The result is `none` whatever the unknown parts turn out to be.
                Self::None => return Some(Self::None),
                Self::Unknown(more) => missing.extend(more.iter().cloned()),
            }
        }
        (!missing.is_empty()).then_some(Self::Unknown(missing))
    }
}

impl Missing {
    pub(crate) fn too_large(formula: &str) -> Self {
        Self::Undefined {
            formula: formula.to_owned(),
            fault: Fault::TooLarge,
        }
    }
}

impl Scalar {
    /// The value as a scalar of the type; none if it is of another.
    pub(crate) fn of(value: &Value, ty: &Ty) -> Option<Self> {
        match (&ty.shape, value) {
            (Shape::Boolean, Value::Boolean(truth)) => Some(Self::Boolean(*truth)),
            (Shape::Date, Value::Date(day)) => Some(Self::Date(*day)),
            (Shape::Choice(options), Value::Choice(code)) => {
                options.contains(code).then(|| Self::Code(code.clone()))
            }
            (Shape::Quantity(measure), value) => {
                let same = match (measure, value) {
                    (Measure::Count, Value::Count(_)) | (Measure::Share, Value::Share(_)) => true,
                    (Measure::Number(unit), Value::Number { unit: text, .. })
                    | (Measure::Money(_, unit), Value::Rate { unit: text, .. }) => {
                        *unit == Unit::parse(text)
                    }
                    (Measure::Money(_, unit), Value::Money { .. }) => unit.is_plain(),
                    _ => false,
                };
                let period = match (measure, value) {
                    (
                        Measure::Money(per, _),
                        Value::Money { per: given, .. } | Value::Rate { per: given, .. },
                    ) => per == given,
                    _ => true,
                };
                let decimal = value.decimal().filter(|_| same && period)?;
                Exact::of(decimal).map(Self::Number)
            }
            _ => None,
        }
    }

    /// This as a value of the type; none if it does not fit.
    pub(crate) fn value(&self, ty: &Ty) -> Option<Value> {
        let measure = match (self, ty.measure()) {
            (Self::Boolean(truth), _) => return Some(Value::Boolean(*truth)),
            (Self::Date(day), _) => return Some(Value::Date(*day)),
            (Self::Code(code), _) => return Some(Value::Choice(code.clone())),
            (Self::Number(_), None) => return None,
            (Self::Number(number), Some(measure)) => (number, measure),
        };
        let (number, measure) = measure;
        Some(match measure {
            Measure::Count => {
                let count = number.integer()?;
                return (count.abs() <= COUNT_AT_MOST).then_some(Value::Count(count));
            }
            Measure::Share => Value::Share(number.decimal()?),
            Measure::Zero => Value::Number {
                number: number.decimal()?,
                unit: String::new(),
            },
            Measure::Number(unit) => Value::Number {
                number: number.decimal()?,
                unit: unit.to_string(),
            },
            Measure::Money(per, unit) if unit.is_plain() => Value::Money {
                amount: number.decimal()?,
                per: *per,
            },
            Measure::Money(per, unit) => Value::Rate {
                amount: number.decimal()?,
                per: *per,
                unit: unit.to_string(),
            },
        })
    }

    pub(crate) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => Some(left.compare(*right)),
            (Self::Date(left), Self::Date(right)) => Some(left.cmp(right)),
            (Self::Code(left), Self::Code(right)) => Some(left.cmp(right)),
            (Self::Boolean(left), Self::Boolean(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}
