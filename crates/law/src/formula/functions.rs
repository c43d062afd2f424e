//! The closed list of functions: what each takes, what it gives.

use std::cmp::Ordering;

use jiff::{Span, Unit as JiffUnit, civil::Date};

use super::{
    exact::Exact,
    scalar::Scalar,
    types::{Measure, Shape, Ty, Unit},
};
use crate::edition::Per;

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Min,
    Max,
    Capped,
    IsSet,
    Monthly,
    Quarterly,
    PerMonth,
    Plain,
    YearsBetween,
    MonthsBetween,
    AddYears,
    AddMonths,
}

/// What a function asks of its arguments.
pub(crate) enum Signature {
    /// Two or more that compare with one another.
    Alike,
    /// A value, and a limit of the same kind that may be `none`.
    Limit,
    /// One value that may be `none`.
    Optional,
    /// One quantity, of one of the measures that the function knows.
    Quantity,
    /// Two days.
    Days,
    /// A day and a count.
    DayAndCount,
}

impl Function {
    pub(crate) const ALL: [Self; 12] = [
        Self::Min,
        Self::Max,
        Self::Capped,
        Self::IsSet,
        Self::Monthly,
        Self::Quarterly,
        Self::PerMonth,
        Self::Plain,
        Self::YearsBetween,
        Self::MonthsBetween,
        Self::AddYears,
        Self::AddMonths,
    ];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|function| function.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Min => "min",
            Self::Max => "max",
            Self::Capped => "capped",
            Self::IsSet => "is-set",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::PerMonth => "per-month",
            Self::Plain => "plain",
            Self::YearsBetween => "years-between",
            Self::MonthsBetween => "months-between",
            Self::AddYears => "add-years",
            Self::AddMonths => "add-months",
        }
    }

    pub(crate) fn signature(self) -> Signature {
        match self {
            Self::Min | Self::Max => Signature::Alike,
            Self::Capped => Signature::Limit,
            Self::IsSet => Signature::Optional,
            Self::Monthly | Self::Quarterly | Self::PerMonth | Self::Plain => Signature::Quantity,
            Self::YearsBetween | Self::MonthsBetween => Signature::Days,
            Self::AddYears | Self::AddMonths => Signature::DayAndCount,
        }
    }

    /// How it is written, for the way out of a mistake.
    pub(crate) fn usage(self) -> &'static str {
        match self {
            Self::Min => "min(a, b)",
            Self::Max => "max(a, b)",
            Self::Capped => "capped(x, limit)",
            Self::IsSet => "is-set(limit)",
            Self::Monthly => "monthly(money per quarter)",
            Self::Quarterly => "quarterly(money per month)",
            Self::PerMonth => "per-month(money once)",
            Self::Plain => "plain(number with a unit)",
            Self::YearsBetween => "years-between(from, to)",
            Self::MonthsBetween => "months-between(from, to)",
            Self::AddYears => "add-years(day, count)",
            Self::AddMonths => "add-months(day, count)",
        }
    }

    /// What a function of one quantity makes of its measure; none if it does not take that one.
    pub(crate) fn converts(self, measure: &Measure) -> Option<Measure> {
        match (self, measure) {
            (Self::Monthly, Measure::Money(Per::Quarter, unit))
            | (Self::PerMonth, Measure::Money(Per::Once, unit)) => {
                Some(Measure::Money(Per::Month, unit.clone()))
            }
            (Self::Quarterly, Measure::Money(Per::Month, unit)) => {
                Some(Measure::Money(Per::Quarter, unit.clone()))
            }
            (Self::Plain, Measure::Number(_)) => Some(Measure::Number(Unit::default())),
            _ => None,
        }
    }

    /// What a function of days gives.
    pub(crate) fn gives(self) -> Ty {
        match self {
            Self::AddYears | Self::AddMonths => Shape::Date.into(),
            Self::IsSet => Shape::Boolean.into(),
            Self::YearsBetween
            | Self::MonthsBetween
            | Self::Min
            | Self::Max
            | Self::Capped
            | Self::Monthly
            | Self::Quarterly
            | Self::PerMonth
            | Self::Plain => Measure::Count.into(),
        }
    }

    /// Applies a function to arguments that are all known; none if the result does not fit.
    /// (`capped` and `is-set`, which see `none`, are the evaluator's.)
    pub(crate) fn apply(self, arguments: &[Scalar]) -> Option<Scalar> {
        match (self, arguments) {
            (Self::Min | Self::Capped, all) => extreme(all, Ordering::Less),
            (Self::Max, all) => extreme(all, Ordering::Greater),
            (Self::Monthly, [Scalar::Number(x)]) => x.divide(Exact::whole(3)).map(Scalar::Number),
            (Self::Quarterly, [Scalar::Number(x)]) => {
                x.multiply(Exact::whole(3)).map(Scalar::Number)
            }
            (Self::PerMonth | Self::Plain, [Scalar::Number(x)]) => Some(Scalar::Number(*x)),
            (Self::YearsBetween, [Scalar::Date(from), Scalar::Date(to)]) => {
                Some(whole(from.until((JiffUnit::Year, *to)).ok()?.get_years()))
            }
            (Self::MonthsBetween, [Scalar::Date(from), Scalar::Date(to)]) => {
                let span = from.until((JiffUnit::Month, *to)).ok()?;
                Some(whole(span.get_months()))
            }
            (Self::AddYears, [Scalar::Date(day), Scalar::Number(count)]) => {
                let span = Span::new().try_years(count.integer()?).ok()?;
                later(*day, span)
            }
            (Self::AddMonths, [Scalar::Date(day), Scalar::Number(count)]) => {
                let span = Span::new().try_months(count.integer()?).ok()?;
                later(*day, span)
            }
            _ => None,
        }
    }
}

fn whole(number: impl Into<i64>) -> Scalar {
    Scalar::Number(Exact::whole(number.into()))
}

fn later(day: Date, span: Span) -> Option<Scalar> {
    day.checked_add(span).ok().map(Scalar::Date)
}

fn extreme(all: &[Scalar], wanted: Ordering) -> Option<Scalar> {
    let mut best = all.first()?;
    for scalar in all {
        if scalar.compare(best)? == wanted {
            best = scalar;
        }
    }
    Some(best.clone())
}
