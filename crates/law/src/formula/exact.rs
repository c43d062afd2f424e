//! Exact fractions: a third of an income is a third, not 0.3333.
//!
//! Every operation is checked. What does not fit 127 bits is a fault of the evaluation, never a
//! silently wrong number.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::edition::{Rounding, RoundingMode};

/// Decimal places to which a fraction without a finite decimal form is cut when it is shown.
const PLACES_AT_MOST: u32 = 12;

/// A mantissa below this takes one more digit and still fits the 96 bits of a decimal.
const MANTISSA_ROOM: u128 = (1 << 96) / 10 - 1;

/// A reduced fraction with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// Nothing.
    pub(crate) const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// A whole number.
    pub(crate) fn whole(number: i64) -> Self {
        Self {
            numerator: i128::from(number),
            denominator: 1,
        }
    }

    /// The reduced form of `numerator / denominator`; none if the denominator is zero or too large.
    fn reduced(numerator: i128, denominator: i128) -> Option<Self> {
        let divisor =
            i128::try_from(gcd(numerator.unsigned_abs(), denominator.unsigned_abs())).ok()?;
        let sign = if denominator < 0 { -1 } else { 1 };
        Some(Self {
            numerator: numerator.checked_div(divisor)?.checked_mul(sign)?,
            denominator: denominator.checked_div(divisor)?.checked_mul(sign)?,
        })
        .filter(|exact| exact.denominator > 0)
    }

    /// The fraction of a decimal.
    pub(crate) fn of(decimal: Decimal) -> Option<Self> {
        let decimal = decimal.normalize();
        Self::reduced(decimal.mantissa(), 10_i128.checked_pow(decimal.scale())?)
    }

    /// The decimal of this fraction, cut after twelve places if it does not end before; none if it
    /// does not fit a decimal.
    pub(crate) fn decimal(self) -> Option<Decimal> {
        let mut mantissa = self.numerator.checked_div(self.denominator)?;
        let mut rest = self.numerator.checked_rem(self.denominator)?;
        let mut scale = 0;
        while rest != 0 && scale < PLACES_AT_MOST && mantissa.unsigned_abs() < MANTISSA_ROOM {
            let Some(tenfold) = rest.checked_mul(10) else {
                break;
            };
            mantissa = mantissa
                .checked_mul(10)?
                .checked_add(tenfold.checked_div(self.denominator)?)?;
            rest = tenfold.checked_rem(self.denominator)?;
            scale += 1;
        }
        Decimal::try_from_i128_with_scale(mantissa, scale)
            .ok()
            .map(|decimal| decimal.normalize())
    }

    /// The whole number that this is, if it is one.
    pub(crate) fn integer(self) -> Option<i64> {
        (self.denominator == 1)
            .then(|| i64::try_from(self.numerator).ok())
            .flatten()
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator {
            let sum = self.numerator.checked_add(other.numerator)?;
            return Self::reduced(sum, self.denominator);
        }
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::reduced(
            left.checked_add(right)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    pub(crate) fn negative(self) -> Option<Self> {
        Some(Self {
            numerator: self.numerator.checked_neg()?,
            ..self
        })
    }

    pub(crate) fn subtract(self, other: Self) -> Option<Self> {
        self.add(other.negative()?)
    }

    pub(crate) fn multiply(self, other: Self) -> Option<Self> {
        let left = Self::reduced(self.numerator, other.denominator)?;
        let right = Self::reduced(other.numerator, self.denominator)?;
        Self::reduced(
            left.numerator.checked_mul(right.numerator)?,
            left.denominator.checked_mul(right.denominator)?,
        )
    }

    /// None for a division by zero too; the caller asks [`Self::is_zero`] first to tell which.
    pub(crate) fn divide(self, other: Self) -> Option<Self> {
        self.multiply(Self::reduced(other.denominator, other.numerator)?)
    }

    pub(crate) fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The order of two fractions, by their continued fractions, so that nothing can overflow.
    pub(crate) fn compare(self, other: Self) -> Ordering {
        let (mut left, mut right) = (self, other);
        loop {
            let whole = left.numerator.div_euclid(left.denominator);
            let order = whole.cmp(&right.numerator.div_euclid(right.denominator));
            if order != Ordering::Equal {
                return order;
            }
            let left_rest = left.numerator.rem_euclid(left.denominator);
            let right_rest = right.numerator.rem_euclid(right.denominator);
            if left_rest == 0 || right_rest == 0 {
                return left_rest.cmp(&right_rest);
            }
            // a/b < c/d exactly when d/c < b/a, and both rests are smaller than what they divide.
            (left, right) = (
                Self {
                    numerator: right.denominator,
                    denominator: right_rest,
                },
                Self {
                    numerator: left.denominator,
                    denominator: left_rest,
                },
            );
        }
    }

    /// Rounded to a multiple of the unit of `rounding`; none if the unit is not positive or the
    /// result does not fit.
    pub(crate) fn round(self, rounding: &Rounding) -> Option<Self> {
        let unit = Self::of(rounding.to)?;
        if unit.numerator <= 0 {
            return None;
        }
        let units = self.divide(unit)?;
        let towards_zero = units.numerator.checked_div(units.denominator)?;
        let rest = units
            .numerator
            .checked_rem(units.denominator)?
            .unsigned_abs();
        let half = units.denominator.unsigned_abs().checked_sub(rest)? <= rest;
        let away = match rounding.mode {
            RoundingMode::Down => false,
            RoundingMode::Up => rest != 0,
            RoundingMode::HalfUp => half,
        };
        let step = if away { units.numerator.signum() } else { 0 };
        unit.multiply(Self {
            numerator: towards_zero.checked_add(step)?,
            denominator: 1,
        })
    }
}

/// The greatest common divisor; of zero and zero it is zero.
fn gcd(left: u128, right: u128) -> u128 {
    if let (Ok(mut a), Ok(mut b)) = (u64::try_from(left), u64::try_from(right)) {
        // Nearly every number of a case fits here, and 64-bit division is several times faster.
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return u128::from(a);
    }
    let (mut a, mut b) = (left, right);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
