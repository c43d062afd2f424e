//! The types of the language: what may be added to what.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use crate::edition::{Column, Per, Type};

/// A product of units: `m2`, `Gcal/m2`, `1/m2`; nothing = a plain number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit(BTreeMap<String, i32>);

impl Unit {
    /// Reads `Gcal/m2`: units joined by `*`, and after one `/` the units it is counted for.
    pub fn parse(text: &str) -> Self {
        let (above, below) = text.split_once('/').unwrap_or((text, ""));
        let part = |text: &str, power: i32| {
            let symbols = text.split('*').map(str::trim);
            let known = symbols.filter(|symbol| !matches!(*symbol, "" | "1"));
            known.fold(Self::default(), |unit, symbol| {
                unit.joined(&Self(BTreeMap::from([(symbol.to_owned(), power)])), 1)
            })
        };
        part(above, 1).joined(&part(below, -1), 1)
    }

    /// Whether this is a plain number.
    pub fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    fn joined(&self, other: &Self, sign: i32) -> Self {
        let mut powers = self.0.clone();
        for (symbol, power) in &other.0 {
            let sum = powers.entry(symbol.clone()).or_insert(0);
            *sum = sum.saturating_add(power.saturating_mul(sign));
        }
        powers.retain(|_, power| *power != 0);
        Self(powers)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |sign: i32| {
            let mut symbols = Vec::new();
            for (symbol, power) in &self.0 {
                match power.saturating_mul(sign) {
                    1 => symbols.push(symbol.clone()),
                    power if power > 1 => symbols.push(format!("{symbol}^{power}")),
                    _ => {}
                }
            }
            symbols.join("*")
        };
        let (above, below) = (side(1), side(-1));
        match (above.as_str(), below.as_str()) {
            (above, "") => f.write_str(above),
            ("", below) => write!(f, "1/{below}"),
            (above, below) => write!(f, "{above}/{below}"),
        }
    }
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The literal 0, which is nothing of whatever it stands beside.
    Zero,
    /// Whole things.
    Count,
    /// A share of one.
    Share,
    /// A number with a unit.
    Number(Unit),
    /// Tenge over a period, with a unit if it is a rate.
    Money(Per, Unit),
}

impl Measure {
    /// A number without a unit.
    pub fn plain() -> Self {
        Self::Number(Unit::default())
    }

    fn dimension(&self) -> (Option<Per>, Unit) {
        match self {
            Self::Zero | Self::Count | Self::Share => (None, Unit::default()),
            Self::Number(unit) => (None, unit.clone()),
            Self::Money(per, unit) => (Some(*per), unit.clone()),
        }
    }

    fn of(per: Option<Per>, unit: Unit) -> Self {
        match per {
            Some(per) => Self::Money(per, unit),
            None => Self::Number(unit),
        }
    }

    /// What a sum, a difference or a choice between the two is; none if they do not compare.
    pub(crate) fn join(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Zero, measure) | (measure, Self::Zero) => Some(measure.clone()),
            _ if self == other => Some(self.clone()),
            _ if self.dimension() == other.dimension() => Some(Self::plain()),
            _ => None,
        }
    }

    /// What the product is; none for money times money.
    pub(crate) fn times(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Count, Self::Count) => return Some(Self::Count),
            (Self::Share, Self::Share) => return Some(Self::Share),
            _ => {}
        }
        let ((left, left_unit), (right, right_unit)) = (self.dimension(), other.dimension());
        let per = match (left, right) {
            (Some(_), Some(_)) => return None,
            (Some(per), None) | (None, Some(per)) => Some(per),
            (None, None) => None,
        };
        Some(Self::of(per, left_unit.joined(&right_unit, 1)))
    }

    /// What the quotient is; none for anything but money of the same period over money.
    pub(crate) fn over(&self, other: &Self) -> Option<Self> {
        let ((left, left_unit), (right, right_unit)) = (self.dimension(), other.dimension());
        let per = match (left, right) {
            (Some(left), Some(right)) if left == right => None,
            (_, Some(_)) => return None,
            (per, None) => per,
        };
        Some(Self::of(per, left_unit.joined(&right_unit, -1)))
    }
}

/// The shape of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// True or false.
    Boolean,
    /// A number of something.
    Quantity(Measure),
    /// A calendar day.
    Date,
    /// One of these codes.
    Choice(BTreeSet<String>),
    /// Rows of these columns.
    List(BTreeMap<String, Ty>),
    /// Something that no formula may use: a name, an IIN, hours.
    Opaque,
}

/// The type of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ty {
    /// Its shape.
    pub shape: Shape,
    /// Whether it may be `none`: the law sets no such limit on the day.
    pub optional: bool,
}

impl From<Shape> for Ty {
    fn from(shape: Shape) -> Self {
        Self {
            shape,
            optional: false,
        }
    }
}

impl From<Measure> for Ty {
    fn from(measure: Measure) -> Self {
        Shape::Quantity(measure).into()
    }
}

impl From<&Type> for Ty {
    fn from(ty: &Type) -> Self {
        let shape = match ty {
            Type::Boolean => Shape::Boolean,
            Type::Count => Shape::Quantity(Measure::Count),
            Type::Number { unit } => Shape::Quantity(Measure::Number(Unit::parse(unit))),
            Type::Share => Shape::Quantity(Measure::Share),
            Type::Money { per } => Shape::Quantity(Measure::Money(*per, Unit::default())),
            Type::Date => Shape::Date,
            Type::Choice { options } => {
                Shape::Choice(options.iter().map(|option| option.code.clone()).collect())
            }
            Type::List { columns } => Shape::List(columns.iter().map(column).collect()),
            Type::Line | Type::PersonName | Type::Iin | Type::Iban | Type::Place => Shape::Opaque,
        };
        shape.into()
    }
}

fn column(column: &Column) -> (String, Ty) {
    (column.code.clone(), (&column.ty).into())
}

impl Ty {
    /// The same, but it may be `none` if `optional` says so.
    #[must_use]
    pub fn or_none(mut self, optional: bool) -> Self {
        self.optional |= optional;
        self
    }

    pub(crate) fn measure(&self) -> Option<&Measure> {
        match &self.shape {
            Shape::Quantity(measure) => Some(measure),
            Shape::Boolean | Shape::Date | Shape::Choice(_) | Shape::List(_) | Shape::Opaque => {
                None
            }
        }
    }

    /// What a choice between the two is; none if they are not of one kind.
    pub(crate) fn join(&self, other: &Self) -> Option<Self> {
        let shape = match (&self.shape, &other.shape) {
            (Shape::Quantity(left), Shape::Quantity(right)) => Shape::Quantity(left.join(right)?),
            (Shape::Choice(left), Shape::Choice(right)) => Shape::Choice(left | right),
            (left, right) if left == right => left.clone(),
            _ => return None,
        };
        Some(Self {
            shape,
            optional: self.optional || other.optional,
        })
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.shape {
            Shape::Boolean => f.write_str("a yes or no"),
            Shape::Quantity(measure) => write!(f, "{measure}"),
            Shape::Date => f.write_str("a day"),
            Shape::Choice(_) => f.write_str("a code"),
            Shape::List(_) => f.write_str("a list"),
            Shape::Opaque => f.write_str("a text"),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero => f.write_str("zero"),
            Self::Count => f.write_str("a count"),
            Self::Share => f.write_str("a share"),
            Self::Number(unit) if unit.is_plain() => f.write_str("a number"),
            Self::Number(unit) => write!(f, "a number of {unit}"),
            Self::Money(per, unit) => {
                f.write_str(match per {
                    Per::Once => "money once",
                    Per::Month => "money per month",
                    Per::Quarter => "money per quarter",
                })?;
                if unit.is_plain() {
                    Ok(())
                } else {
                    write!(f, " and {unit}")
                }
            }
        }
    }
}
