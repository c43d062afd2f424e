//! The appointment of an oral hearing, at once with a preliminary decision or later.

use super::is_said;
use crate::event::rule::Appointment;
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal};

/// A hearing is called for a time to come, at a place that is named.
pub(super) fn is_ahead(appointment: &Appointment, moment: &Moment<'_>) -> Result<(), Refusal> {
    is_said(&appointment.place)?;
    if moment.instant(appointment.at)? <= moment.now {
        let day = appointment.at.date();
        return Err(RuleRefusal::DayImpossible { day }.into());
    }
    Ok(())
}
