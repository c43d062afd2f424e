//! Figures: what the law says in numbers, by place and by day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    edition::{At, Per, Source},
    formula::{Measure, Shape, Ty, Unit},
    text::Text,
    value::{Value, read_decimal, read_hours, read_share},
};

/// How many places may lie around one another: district, city, region, and room for two more.
/// A circle of parents ends here too.
const PLACES_AT_MOST: usize = 5;

/// The type of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FigureType {
    /// True or false.
    Boolean,
    /// A whole number of things or people.
    Count,
    /// A whole number of days.
    Days,
    /// A share of one.
    Share,
    /// A number with a unit; empty = a plain number.
    Number {
        /// `m2`, `Gcal/m2`.
        unit: String,
    },
    /// Tenge.
    Money {
        /// The period.
        per: Per,
        /// For each of this unit (`m2`); empty = a plain sum.
        per_unit: String,
    },
    /// Hours of a day.
    Time,
}

impl FigureType {
    /// The type in formulas.
    pub fn ty(&self) -> Ty {
        match self {
            Self::Boolean => Shape::Boolean.into(),
            Self::Count | Self::Days => Measure::Count.into(),
            Self::Share => Measure::Share.into(),
            Self::Number { unit } => Measure::Number(Unit::parse(unit)).into(),
            Self::Money { per, per_unit } => {
                Measure::Money(*per, Unit::parse(&format!("1/{per_unit}"))).into()
            }
            Self::Time => Shape::Opaque.into(),
        }
    }

    /// Reads a value as it stands in a figures file: `0.05`, `5 %`, `1300`, `true`,
    /// `09:00-13:00 14:30-18:30`; none if it is not of this type.
    pub fn read(&self, text: &str) -> Option<Value> {
        match self {
            Self::Boolean => text.parse().ok().map(Value::Boolean),
            Self::Count | Self::Days => {
                let count = text.parse().ok().filter(|count: &u32| *count < u32::MAX)?;
                Some(Value::Count(i64::from(count)))
            }
            Self::Share => read_share(text).map(Value::Share),
            Self::Number { unit } => {
                let unit = Unit::parse(unit).to_string();
                read_decimal(text).map(|number| Value::Number { number, unit })
            }
            Self::Money { per, per_unit } => {
                let amount = read_decimal(text)?;
                let unit = Unit::parse(&format!("1/{per_unit}"));
                let per = *per;
                Some(if unit.is_plain() {
                    Value::Money { amount, per }
                } else {
                    let unit = unit.to_string();
                    Value::Rate { amount, per, unit }
                })
            }
            Self::Time => read_hours(text).map(Value::Hours),
        }
    }
}

/// A figure of the law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// `housing-share`.
    pub code: String,
    /// What a person reads.
    pub label: Text,
    /// Its type.
    pub ty: FigureType,
    /// Whether it is set place by place.
    pub by_place: bool,
    /// Its values, in any order.
    pub values: Vec<FigureValue>,
}

/// What a figure says in a place for some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureValue {
    /// None = the law sets no such limit in this time, which is not the same as unknown.
    pub value: Option<Value>,
    /// The KATO code; none = everywhere.
    pub place: Option<String>,
    /// From this day.
    pub from: Date,
    /// Until the day before this one; none = still.
    pub to: Option<Date>,
    /// The act that sets it, in words.
    pub act: String,
    /// Why we believe it.
    pub source: Source,
    /// When somebody last looked at the act.
    pub checked: Option<Date>,
}

impl FigureValue {
    /// Whether it applies on `day`.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    fn meets(&self, other: &Self) -> bool {
        let before = |to: Option<Date>, from: Date| to.is_some_and(|to| to <= from);
        self.place == other.place && !before(self.to, other.from) && !before(other.to, self.from)
    }
}

impl Figure {
    /// The type in formulas: optional if the law sets no limit at some time.
    pub fn ty(&self) -> Ty {
        let optional = self.values.iter().any(|value| value.value.is_none());
        self.ty.ty().or_none(optional)
    }

    fn at(&self, day: Date, place: Option<&str>) -> Option<&FigureValue> {
        let here = |value: &&FigureValue| value.place.as_deref() == place && value.covers(day);
        // The checker refuses two values for one day; until it has, the later act wins.
        let applying = self.values.iter().filter(here);
        applying.max_by_key(|value| value.from)
    }
}

/// A figure has no value there on that day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("figure {code} has no value on {day} at place {}", place.as_deref().unwrap_or("(none)"))]
pub struct FigureMissing {
    /// The figure.
    pub code: String,
    /// The place that was asked for.
    pub place: Option<String>,
    /// The day that was asked for.
    pub day: Date,
}

/// Two values of one figure for the same place and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The figure.
    pub code: String,
    /// The place.
    pub place: Option<String>,
    /// The index of the one in [`Figure::values`].
    pub first: usize,
    /// The index of the other.
    pub second: usize,
}

/// All figures by code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures(BTreeMap<String, Figure>);

impl FromIterator<Figure> for Figures {
    /// Figures of one code are put together; the loader reports a figure that is declared twice.
    fn from_iter<I: IntoIterator<Item = Figure>>(figures: I) -> Self {
        let mut all: BTreeMap<String, Figure> = BTreeMap::new();
        for figure in figures {
            match all.get_mut(&figure.code) {
                Some(known) => known.values.extend(figure.values),
                None => {
                    all.insert(figure.code.clone(), figure);
                }
            }
        }
        Self(all)
    }
}

impl Figures {
    /// The figure of this code.
    pub fn figure(&self, code: &str) -> Option<&Figure> {
        self.0.get(code)
    }

    /// All figures in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.0.values()
    }

    /// The value at a place on a day: that of the place itself, else of the place around it and so
    /// on, else the one for everywhere. `parents` names the place around a place on that day.
    ///
    /// # Errors
    /// [`FigureMissing`] with the place, if nothing applies.
    pub fn get(
        &self,
        code: &str,
        at: &At<'_>,
        parents: impl Fn(&str) -> Option<String>,
    ) -> Result<&FigureValue, FigureMissing> {
        let missing = || FigureMissing {
            code: code.to_owned(),
            place: at.place.map(str::to_owned),
            day: at.day,
        };
        let figure = self.0.get(code).ok_or_else(missing)?;
        let start = at.place.filter(|_| figure.by_place).map(str::to_owned);
        let around = |place: &String| parents(place);
        let places = std::iter::successors(start, around).take(PLACES_AT_MOST);
        for place in places {
            if let Some(value) = figure.at(at.day, Some(&place)) {
                return Ok(value);
            }
        }
        figure.at(at.day, None).ok_or_else(missing)
    }

    /// Every pair of values that would both apply in one place on one day.
    pub fn overlaps(&self) -> Vec<Overlap> {
        let mut overlaps = Vec::new();
        for figure in self.0.values() {
            for (first, one) in figure.values.iter().enumerate() {
                let rest = figure.values.iter().enumerate().skip(first + 1);
                for (second, _) in rest.filter(|(_, other)| one.meets(other)) {
                    overlaps.push(Overlap {
                        code: figure.code.clone(),
                        place: one.place.clone(),
                        first,
                        second,
                    });
                }
            }
        }
        overlaps
    }
}
