//! Payments: what the assessments make due, what arrives, and what is late.

use jiff::ToSpan as _;
use jiff::civil::Date;
use law::assess::Assessed;
use law::edition::{Stage, Task, Trigger};
use law::schedule::instalments;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::{is_open, is_possible, is_system, no_such_work, one, outcome, present};
use crate::actor::Actor;
use crate::case::{Case, Payments, Progress};
use crate::deadline;
use crate::decide::officer::at_work;
use crate::event::Event;
use crate::event::work::{Due, Payment, Schedule, WorkEvent};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

/// Tiyn in a tenge.
const TIYN: u64 = 100;

/// Fixes what is due, as the stage begins. One sum and a first payment are due by the term of the stage, further
/// ones each month from the day on which it began.
pub(super) fn schedule(
    case: &Case,
    stage: &Stage,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Task::Pay {
        total, down, count, ..
    } = &stage.task
    else {
        return Err(no_such_work(stage));
    };
    let assessed = facts::known_assessment(case, moment)?;
    let total = whole(&assessed, total)?;
    let further = match count {
        Some(code) => u16::try_from(whole(&assessed, code)?).map_err(|_many| silent(code))?,
        None => 0,
    };
    let down = match down {
        Some(code) => whole(&assessed, code)?,
        None if further == 0 => total,
        None => 0,
    };
    let began = case.entered.unwrap_or(moment.today()?);
    let term = deadline::of_stage(case, stage, began, moment)?;
    let first = began.checked_add(1.month());
    let first = first.map_err(|_end| silent("a month"))?;
    let plan = instalments(total, down, further, first);
    let plan = plan.map_err(|fault| silent(&fault.to_string()))?;
    let at_once = (plan.down > 0).then_some((term.map_or(began, |it| it.day), plan.down));
    let later = plan.payments.iter().map(|it| (it.due, it.amount));
    let payments = at_once.into_iter().chain(later).map(|(day, tenge)| Due {
        day,
        sum_tiyn: tenge.saturating_mul(TIYN),
    });
    Ok(one(WorkEvent::PaymentsScheduled(Schedule {
        total_tiyn: total.saturating_mul(TIYN),
        payments: payments.collect(),
    })))
}

fn silent(what: &str) -> Refusal {
    Refusal::LawSilent {
        what: what.to_owned(),
    }
}

/// A sum in whole tenge, or a number.
fn whole(assessed: &Assessed, code: &str) -> Result<u64, Refusal> {
    let result = assessed.assessments.get(code);
    let value = result.and_then(|found| found.result.known()?.decimal());
    let value = value.ok_or_else(|| silent(code))?;
    if value.fract() != Decimal::ZERO {
        return Err(silent(code));
    }
    value.to_u64().ok_or_else(|| silent(code))
}

/// A sum counts once, by its reference.
pub(super) fn receive(
    case: &Case,
    reference: String,
    (sum_tiyn, day): (u64, Date),
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let stage = match moment.actor {
        Actor::System => present(case, moment)?,
        Actor::Officer(_) | Actor::Recipient(_) => at_work(case, moment)?.1,
    };
    let payments = payments(case, stage)?;
    let is_known = |payment: &Payment| payment.reference == reference;
    if payments.received.iter().any(is_known) {
        return Err(WorkRefusal::AnsweredAlready.into());
    }
    if sum_tiyn == 0 || reference.trim().is_empty() {
        return Err(WorkRefusal::SumNeeded.into());
    }
    is_possible(day, case, moment)?;
    Ok(one(WorkEvent::PaymentReceived(Payment {
        reference,
        sum_tiyn,
        day,
    })))
}

/// A sum is overdue on the day after its day, and not before.
pub(super) fn find_overdue(case: &Case, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    is_system(moment)?;
    let stage = present(case, moment)?;
    let payments = payments(case, stage)?;
    is_open(case)?;
    match payments.next_due() {
        Some(due) if due < moment.today()? => {
            outcome(stage, Trigger::Overdue)?;
            Ok(one(WorkEvent::PaymentsOverdue { due }))
        }
        due => Err(WorkRefusal::NotOverdue { due }.into()),
    }
}

fn payments<'c>(case: &'c Case, stage: &Stage) -> Result<&'c Payments, Refusal> {
    if let Progress::Pay(payments) = &case.work {
        Ok(payments)
    } else {
        Err(no_such_work(stage))
    }
}
