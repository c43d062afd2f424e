//! What the officer does about the person's position: fixes a hearing, records it, weighs objections, finds
//! silence, gives the refusal up.

use jiff::civil::Date;
use law::edition::CodeRule;

use super::appointment::is_ahead;
use super::preliminary::has_way_out;
use super::{in_force, is_said, last_day, one, under_way};
use crate::case::{Case, Hearing};
use crate::command::rule::RecordHearing;
use crate::decide::officer::at_work;
use crate::event::rule::{Appointment, Consideration, Protocol};
use crate::event::{Event, RuleEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal, WorkRefusal};

/// Fixes place and time of the oral hearing, or other ones.
pub(super) fn appoint(
    case: &Case,
    number: &str,
    appointment: Appointment,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, _stage, role) = at_work(case, moment)?;
    under_way(case, number)?;
    is_ahead(&appointment, moment)?;
    Ok(one(RuleEvent::HearingAppointed {
        number: number.to_owned(),
        appointment,
        officer: officer.acting_as(role),
    }))
}

/// Source: APPC art. 74: the protocol, signed within two working days; remarks within three.
pub(super) fn record(
    case: &Case,
    held: RecordHearing,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, _stage, role) = at_work(case, moment)?;
    let hearing = under_way(case, &held.number)?;
    let code = in_force(case, CodeRule::Hearing, moment)?;
    let appointment = hearing.appointment.as_ref();
    let appointment = appointment.ok_or(RuleRefusal::NotAppointed)?;
    // Who does not come can only be passed over if the notice reached them.
    if !held.is_attended && hearing.receipt.is_none() {
        return Err(RuleRefusal::NotReceived.into());
    }
    if held.begun < appointment.at {
        return Err(RuleRefusal::HearingNotYet { at: appointment.at }.into());
    }
    if held.ended < held.begun || moment.instant(held.ended)? > moment.now {
        let day = held.ended.date();
        return Err(RuleRefusal::DayImpossible { day }.into());
    }
    is_said(&held.said)?;
    let day = moment.today()?;
    let sign = last_day(&code.hearing.protocol, held.ended.date(), moment)?;
    Ok(one(RuleEvent::HearingHeld(Box::new(Protocol {
        number: held.number,
        place: appointment.place.clone(),
        begun: held.begun,
        ended: held.ended,
        is_attended: held.is_attended,
        participants: held.participants,
        said: held.said,
        day,
        is_late: sign.day < day,
        sign,
        remarks: last_day(&code.hearing.remarks, day, moment)?,
        officer: officer.acting_as(role),
    }))))
}

/// The written objections are weighed once nothing more can come.
pub(super) fn consider(
    case: &Case,
    number: &str,
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, _stage, role) = at_work(case, moment)?;
    let hearing = under_way(case, number)?;
    if hearing.objections.is_empty() {
        return Err(RuleRefusal::NoObjection.into());
    }
    let day = nothing_more_comes(hearing, moment)?;
    is_said(&note)?;
    Ok(one(RuleEvent::ObjectionsConsidered(Consideration {
        number: number.to_owned(),
        note,
        day,
        officer: officer.acting_as(role),
    })))
}

/// Source: APPC art. 73(3): the silence of a duly notified person does not stand in the way.
pub(super) fn find_silence(
    case: &Case,
    number: &str,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, _stage, role) = at_work(case, moment)?;
    let hearing = under_way(case, number)?;
    if !hearing.objections.is_empty() {
        return Err(RuleRefusal::PositionStated.into());
    }
    let day = nothing_more_comes(hearing, moment)?;
    Ok(one(RuleEvent::SilenceFound {
        number: number.to_owned(),
        day,
        officer: officer.acting_as(role),
    }))
}

/// The provider gives the refusal up, where the edition's stage for hearings has a way out.
pub(super) fn give_up(
    case: &Case,
    number: &str,
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    under_way(case, number)?;
    if !has_way_out(stage) {
        let stage = stage.code.clone();
        return Err(WorkRefusal::NoSuchWork { stage }.into());
    }
    is_said(&note)?;
    Ok(one(RuleEvent::RefusalGivenUp(Consideration {
        number: number.to_owned(),
        note,
        day: moment.today()?,
        officer: officer.acting_as(role),
    })))
}

/// Today, if the person was notified, asked for no oral hearing and has no day left to object.
fn nothing_more_comes(hearing: &Hearing, moment: &Moment<'_>) -> Result<Date, Refusal> {
    let receipt = hearing.receipt.as_ref().ok_or(RuleRefusal::NotReceived)?;
    if hearing.requested.is_some() || hearing.appointment.is_some() {
        return Err(RuleRefusal::OralHearingAsked.into());
    }
    let today = moment.today()?;
    let until = receipt.objections.day;
    if today <= until {
        return Err(RuleRefusal::ObjectionsOpen { until }.into());
    }
    Ok(today)
}
