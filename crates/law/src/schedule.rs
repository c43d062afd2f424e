//! Payments by instalments: equal sums in whole tenge, the difference in the last one.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// What is to be paid and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The first payment, whole tenge.
    pub down: u64,
    /// The further payments in order.
    pub payments: Vec<Payment>,
}

/// A payment of a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// From 1.
    pub number: u16,
    /// The day by which it is due, as counted by months; a day off is not moved.
    pub due: Date,
    /// Whole tenge.
    pub amount: u64,
}

/// Why there is no schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSchedule {
    /// More is paid at once than there is to pay.
    #[error("the first payment of {down} exceeds the total of {total}")]
    DownExceedsTotal {
        /// The first payment, whole tenge.
        down: u64,
        /// The whole price, whole tenge.
        total: u64,
    },
    /// Something remains to be paid, and no payments are left for it.
    #[error("{rest} remain after the first payment, and there are no further ones")]
    NoPayments {
        /// Whole tenge.
        rest: u64,
    },
    /// A payment would fall after the last day that the calendar of the world has.
    #[error("the payments run past the end of time")]
    EndOfTime,
}

/// The schedule of a price: `down` at once, the rest in `count` payments, the first on `first_due` and
/// one each month after it, on the same day of the month or its last day. Every payment is the rest
/// divided by their number, rounded down to whole tenge; the last one takes the difference.
///
/// # Errors
/// The sums do not fit, or the days run out.
pub fn instalments(
    total: u64,
    down: u64,
    count: u16,
    first_due: Date,
) -> Result<Schedule, NoSchedule> {
    let rest = total
        .checked_sub(down)
        .ok_or(NoSchedule::DownExceedsTotal { down, total })?;
    let mut payments = Vec::with_capacity(usize::from(count));
    if rest == 0 {
        return Ok(Schedule { down, payments });
    }
    let equal = rest
        .checked_div(u64::from(count))
        .ok_or(NoSchedule::NoPayments { rest })?;
    let mut left = rest;
    for number in 1..=count {
        // Counted from the first day each time: the 31st stays the 31st after a short month.
        let due = first_due
            .checked_add(i32::from(number - 1).months())
            .map_err(|_end_of_time| NoSchedule::EndOfTime)?;
        let amount = if number == count { left } else { equal };
        left -= amount;
        payments.push(Payment {
            number,
            due,
            amount,
        });
    }
    Ok(Schedule { down, payments })
}
