//! What the person does about a preliminary decision: opens it, objects, asks to be heard, waives, remarks.

use jiff::civil::Date;
use law::edition::{CodeRule, Task, TermUnit};
use law::term::Deadline;

use super::{counted, in_force, is_said, last_day, one, recipient, under_way};
use crate::case::{Case, Hearing};
use crate::decide::officer::{at_work, stage_of};
use crate::event::rule::{Objection, Receipt, Remark};
use crate::event::{Event, RuleEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal};

/// The most objections, and the most remarks, of one hearing.
///
/// Inferred: the Code names no number. Each text is kept in the journal for ever and an officer must weigh each; twenty are
/// several a day over the two working days of art. 73(3), and what is more can be said in one of them.
const TEXTS_MAX: usize = 20;

/// The notice is opened in the account: it is received.
pub(super) fn open(case: &Case, number: &str, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    recipient(case, moment)?;
    let hearing = under_way(case, number)?;
    received(case, hearing, moment).map(|(events, _)| events)
}

/// An officer records that the notice was delivered, and what shows it.
pub(super) fn deliver(
    case: &Case,
    number: &str,
    (day, proof): (Date, String),
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, _stage, role) = at_work(case, moment)?;
    let hearing = under_way(case, number)?;
    if let Some(receipt) = &hearing.receipt {
        return Err(RuleRefusal::ReceivedAlready { day: receipt.day }.into());
    }
    is_said(&proof)?;
    if day < hearing.preliminary.day || moment.today()? < day {
        return Err(RuleRefusal::DayImpossible { day }.into());
    }
    Ok(one(RuleEvent::NoticeReceived(Receipt {
        number: number.to_owned(),
        day,
        officer: Some(officer.acting_as(role)),
        proof,
        objections: until(case, hearing, day, moment)?,
    })))
}

/// Source: APPC art. 73(3): objections come within two working days of receipt.
pub(super) fn object(
    case: &Case,
    number: &str,
    text: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    recipient(case, moment)?;
    let hearing = under_way(case, number)?;
    let (mut events, until) = received(case, hearing, moment)?;
    let day = in_time(&until, moment)?;
    is_said(&text)?;
    has_room(hearing.objections.len())?;
    events.extend(one(RuleEvent::ObjectionFiled(Objection {
        number: number.to_owned(),
        text,
        day,
    })));
    Ok(events)
}

/// Source: APPC art. 73(3): an oral hearing is asked for within the same two working days.
pub(super) fn ask(case: &Case, number: &str, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    recipient(case, moment)?;
    let hearing = under_way(case, number)?;
    let (mut events, until) = received(case, hearing, moment)?;
    let day = in_time(&until, moment)?;
    if hearing.requested.is_some() || hearing.appointment.is_some() {
        return Err(RuleRefusal::OralHearingAsked.into());
    }
    let number = number.to_owned();
    events.extend(one(RuleEvent::HearingRequested { number, day }));
    Ok(events)
}

/// Source: APPC art. 73(2)(5): the participant asks to go without a hearing.
pub(super) fn waive(case: &Case, number: &str, moment: &Moment<'_>) -> Result<Vec<Event>, Refusal> {
    recipient(case, moment)?;
    let hearing = under_way(case, number)?;
    let code = in_force(case, CodeRule::Hearing, moment)?;
    let exception = law::code::Exception::Requested;
    if code.exception(exception).is_none() {
        return Err(RuleRefusal::ExceptionNotAllowed { exception }.into());
    }
    let (mut events, _until) = received(case, hearing, moment)?;
    events.extend(one(RuleEvent::HearingWaived {
        number: number.to_owned(),
        day: moment.today()?,
    }));
    Ok(events)
}

/// Source: APPC art. 74: remarks on the protocol, until the decision is signed.
pub(super) fn remark(
    case: &Case,
    number: &str,
    text: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    recipient(case, moment)?;
    if !case.is_open() {
        return Err(Refusal::Ended {
            number: case.filed.number.clone(),
        });
    }
    let hearing = case.rules.hearing(number);
    let remarks = hearing.map_or(0, |hearing| hearing.remarks.len());
    let protocol = hearing.and_then(|hearing| hearing.protocol.as_ref());
    let protocol = protocol.ok_or_else(|| RuleRefusal::NoSuchNotice {
        number: number.to_owned(),
    })?;
    let day = moment.today()?;
    if protocol.remarks.day < day {
        let day = protocol.remarks.day;
        return Err(RuleRefusal::RemarksOver { day }.into());
    }
    is_said(&text)?;
    has_room(remarks)?;
    Ok(one(RuleEvent::ProtocolRemarked(Remark {
        number: number.to_owned(),
        text,
        day,
    })))
}

/// Whether one more text finds room.
fn has_room(sent: usize) -> Result<(), Refusal> {
    if sent < TEXTS_MAX {
        Ok(())
    } else {
        let most = TEXTS_MAX;
        Err(RuleRefusal::SaidEnough { most }.into())
    }
}

/// The receipt that the person's own act shows, unless there is one; and until when objections come.
fn received(
    case: &Case,
    hearing: &Hearing,
    moment: &Moment<'_>,
) -> Result<(Vec<Event>, Deadline), Refusal> {
    if let Some(receipt) = &hearing.receipt {
        return Ok((Vec::new(), receipt.objections.clone()));
    }
    let day = moment.today()?;
    let objections = until(case, hearing, day, moment)?;
    let receipt = Receipt {
        number: hearing.preliminary.number.clone(),
        day,
        officer: None,
        proof: String::new(),
        objections: objections.clone(),
    };
    Ok((one(RuleEvent::NoticeReceived(receipt)), objections))
}

/// Objections come until then: the days of the edition's stage for hearings, else those of the Code.
fn until(
    case: &Case,
    hearing: &Hearing,
    received: Date,
    moment: &Moment<'_>,
) -> Result<Deadline, Refusal> {
    let code = in_force(case, CodeRule::Hearing, moment)?;
    let stage = stage_of(case, &hearing.preliminary.stage, moment.edition)?;
    if let Task::Hear {
        objections: Some(days),
        source,
        ..
    } = &stage.task
    {
        let days = (*days, TermUnit::WorkingDays);
        return counted(days, received, source.clone(), moment);
    }
    last_day(&code.hearing.objections, received, moment)
}

/// Today, if it is not later than the last day.
fn in_time(until: &Deadline, moment: &Moment<'_>) -> Result<Date, Refusal> {
    let today = moment.today()?;
    if until.day < today {
        return Err(RuleRefusal::ObjectionsOver { day: until.day }.into());
    }
    Ok(today)
}
