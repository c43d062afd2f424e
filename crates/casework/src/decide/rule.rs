//! The cross-cutting rules of the Administrative Procedural and Process Code: one verb, one file.
//!
//! An edition switches each rule on; it applies to cases registered while the Code is in force.

use jiff::civil::Date;
use law::code::{Code, Period, applies};
use law::edition::{CodeRule, Source, TermUnit};
use law::term::{self, Deadline};

use crate::actor::Actor;
use crate::case::{Case, Hearing};
use crate::command::RuleCommand;
use crate::event::{Event, PersonRef, RuleEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal};

mod appointment;
mod correct;
mod dispense;
mod extend;
mod hear;
mod position;
mod preliminary;
mod standing;
mod withdraw;

pub(super) use standing::{Standing, standing};

/// The events that something asked under a rule of the Code makes.
pub(super) fn rule(
    case: &Case,
    command: RuleCommand,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    match command {
        RuleCommand::SendPreliminary(sent) => preliminary::send(case, sent, moment),
        RuleCommand::OpenNotice { number } => position::open(case, &number, moment),
        RuleCommand::RecordDelivery { number, day, proof } => {
            position::deliver(case, &number, (day, proof), moment)
        }
        RuleCommand::Object { number, text } => position::object(case, &number, text, moment),
        RuleCommand::AskToBeHeard { number } => position::ask(case, &number, moment),
        RuleCommand::WaiveHearing { number } => position::waive(case, &number, moment),
        RuleCommand::AppointHearing {
            number,
            appointment,
        } => hear::appoint(case, &number, appointment, moment),
        RuleCommand::RecordHearing(held) => hear::record(case, *held, moment),
        RuleCommand::RemarkOnProtocol { number, text } => {
            position::remark(case, &number, text, moment)
        }
        RuleCommand::ConsiderObjections { number, note } => {
            hear::consider(case, &number, note, moment)
        }
        RuleCommand::FindSilence { number } => hear::find_silence(case, &number, moment),
        RuleCommand::Dispense(dispensed) => dispense::dispense(case, dispensed, moment),
        RuleCommand::GiveUpRefusal { number, note } => hear::give_up(case, &number, note, moment),
        RuleCommand::Withdraw { note } => withdraw::withdraw(case, note, moment),
        RuleCommand::Extend(extended) => extend::extend(case, extended, moment),
        RuleCommand::AskCorrection(asked) => correct::ask(case, asked, moment),
        RuleCommand::DeclineCorrection {
            deed,
            field,
            reason,
        } => correct::decline(case, (deed, field), reason, moment),
        RuleCommand::Correct(corrected) => correct::correct(case, *corrected, moment),
    }
}

fn one(event: RuleEvent) -> Vec<Event> {
    vec![Event::Rule(Box::new(event))]
}

/// The Code, where the rule applies to the case; none else.
pub(crate) fn code<'e>(case: &Case, rule: CodeRule, moment: &Moment<'e>) -> Option<&'e Code> {
    let code = moment.law.code(case.filed.registration_day);
    code.filter(|code| applies(rule, Some(code), moment.edition))
}

/// The Code, which must apply to the case with this rule.
fn in_force<'e>(case: &Case, rule: CodeRule, moment: &Moment<'e>) -> Result<&'e Code, Refusal> {
    code(case, rule, moment).ok_or_else(|| RuleRefusal::RuleNotInForce { rule }.into())
}

/// The last day of a period of the Code that runs from the event on `started`.
pub(crate) fn last_day(
    period: &Period,
    started: Date,
    moment: &Moment<'_>,
) -> Result<Deadline, Refusal> {
    let source = Some(period.source.clone());
    counted((period.amount, period.unit), started, source, moment)
}

/// The last day of so many units that run from the event on `started`, by the calendar as it is known today.
pub(crate) fn counted(
    (amount, unit): (u16, TermUnit),
    started: Date,
    source: Option<Source>,
    moment: &Moment<'_>,
) -> Result<Deadline, Refusal> {
    let calendar = moment.law.calendar().known_on(moment.today()?);
    let week = moment.organization.hours.days;
    let counted = term::deadline(amount, unit, started, calendar, week);
    let mut deadline = counted.map_err(|uncovered| Refusal::LawSilent {
        what: uncovered.to_string(),
    })?;
    deadline.source = source;
    Ok(deadline)
}

/// The actor as the person of the case; to anybody else the case does not exist.
fn recipient<'a>(case: &Case, moment: &Moment<'a>) -> Result<&'a PersonRef, Refusal> {
    match moment.actor {
        Actor::Recipient(person) if person.iin == case.filed.recipient.iin => Ok(person),
        Actor::Recipient(_) | Actor::Officer(_) | Actor::System => Err(Refusal::NotYours),
    }
}

/// The hearing of that preliminary decision, which must be under way.
fn under_way<'c>(case: &'c Case, number: &str) -> Result<&'c Hearing, Refusal> {
    super::officer::open_stage(case)?;
    let hearing = case.rules.hearing(number);
    let hearing = hearing.ok_or_else(|| RuleRefusal::NoSuchNotice {
        number: number.to_owned(),
    })?;
    match hearing.end {
        None => Ok(hearing),
        Some(_) => Err(RuleRefusal::HearingOver.into()),
    }
}

/// Words that must be said.
fn is_said(words: &str) -> Result<(), Refusal> {
    if words.trim().is_empty() {
        Err(Refusal::NoteNeeded)
    } else {
        Ok(())
    }
}
