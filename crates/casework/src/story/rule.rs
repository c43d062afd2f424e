//! What is done under the rules of the Code, as a story says it.

use jiff::civil::{Date, DateTime};
use law::code::Exception;
use law::edition::TermUnit;

use super::deed::evidence;
use crate::actor::Organization;
use crate::canonical::sha256_hex;
use crate::case::Case;
use crate::command::rule::{
    AskCorrection, Correct, Dispense, Extend, RecordHearing, RuleCommand, SendPreliminary,
};
use crate::command::{Command, SignDeed};
use crate::event::rule::{Appointment, NoticeMeans};

/// An act under a rule of the Code: the sentence, read when the case that it is about is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleAct {
    verb: &'static str,
    rest: String,
}

/// The beginnings of the sentences and what follows them.
const VERBS: [(&str, &str); 18] = [
    (
        "intends ",
        "OUTCOME[ at PLACE on DAY TIME][, by letter|by hand][: NOTE]",
    ),
    ("opens the notice", ""),
    ("notes the delivery of ", "DAY: PROOF"),
    ("objects", ": TEXT"),
    ("asks to be heard", ""),
    ("waives the hearing", ""),
    ("appoints the hearing at ", "PLACE on DAY TIME"),
    (
        "holds the hearing on ",
        "DAY from TIME to TIME[, without the person]: WHAT WAS SAID",
    ),
    ("remarks", ": TEXT"),
    ("considers the objections", ": NOTE"),
    ("finds the person silent", ""),
    (
        "goes without a hearing for ",
        "OUTCOME on EXCEPTION: REASON",
    ),
    ("gives the refusal up", ": NOTE"),
    ("withdraws", "[: NOTE]"),
    (
        "extends by ",
        "NUMBER working-days|calendar-days|months[ on GROUND]: REASON",
    ),
    ("asks to correct ", "FIELD of deed ORDINAL to VALUE[: NOTE]"),
    ("declines to correct ", "FIELD of deed ORDINAL: REASON"),
    ("corrects ", "FIELD of deed ORDINAL to VALUE: REASON"),
];

/// The sentence `text`, if it begins like one about a rule of the Code.
pub(super) fn read(text: &str) -> Option<RuleAct> {
    VERBS.iter().find_map(|(verb, _)| {
        let rest = text.strip_prefix(verb)?;
        Some(RuleAct {
            verb,
            rest: rest.to_owned(),
        })
    })
}

/// The beginnings of all sentences, for those who wrote another.
pub(super) fn verbs() -> String {
    let verbs: Vec<&str> = VERBS.iter().map(|(verb, _)| verb.trim()).collect();
    verbs.join(", ")
}

/// The command of an act under a rule of the Code.
///
/// # Errors
/// The sentence cannot be read to its end; how it is written.
pub fn act_of_rule(
    act: &RuleAct,
    case: &Case,
    organization: &Organization,
) -> Result<Command, String> {
    let command = act.command(case, organization);
    command.map(Command::Rule).ok_or_else(|| {
        let form = VERBS.iter().find(|(verb, _)| *verb == act.verb);
        let rest = form.map_or("", |(_, rest)| rest);
        format!("write `{}{rest}`", act.verb)
    })
}

impl RuleAct {
    fn command(&self, case: &Case, organization: &Organization) -> Option<RuleCommand> {
        let (what, said) = self.rest.split_once(": ").unwrap_or((&self.rest, ""));
        let said = said.to_owned();
        let number = notice(case);
        Some(match self.verb {
            "intends " => RuleCommand::SendPreliminary(intends(what, said, case)?),
            "opens the notice" => RuleCommand::OpenNotice { number },
            "notes the delivery of " => RuleCommand::RecordDelivery {
                number,
                day: what.parse().ok()?,
                proof: said,
            },
            "objects" => RuleCommand::Object { number, text: said },
            "asks to be heard" => RuleCommand::AskToBeHeard { number },
            "waives the hearing" => RuleCommand::WaiveHearing { number },
            "appoints the hearing at " => RuleCommand::AppointHearing {
                number,
                appointment: appointment(what)?,
            },
            "holds the hearing on " => {
                RuleCommand::RecordHearing(Box::new(held(what, said, case)?))
            }
            "remarks" => RuleCommand::RemarkOnProtocol { number, text: said },
            "considers the objections" => RuleCommand::ConsiderObjections { number, note: said },
            "finds the person silent" => RuleCommand::FindSilence { number },
            "goes without a hearing for " => RuleCommand::Dispense(dispense(what, said, case)?),
            "gives the refusal up" => RuleCommand::GiveUpRefusal { number, note: said },
            "withdraws" => RuleCommand::Withdraw { note: said },
            "extends by " => RuleCommand::Extend(extends(what, said)?),
            _ => return correction(self.verb, what, said, (case, organization)),
        })
    }
}

/// The number of the latest preliminary decision.
fn notice(case: &Case) -> String {
    let latest = case.rules.hearings.last();
    latest.map_or_else(String::new, |it| it.preliminary.number.clone())
}

fn stage(case: &Case) -> String {
    case.stage().unwrap_or_default().to_owned()
}

/// `OUTCOME[ at PLACE on DAY TIME][, by letter|by hand]`.
fn intends(what: &str, note: String, case: &Case) -> Option<SendPreliminary> {
    let (what, means) = match what.split_once(", ") {
        None => (what, NoticeMeans::Account),
        Some((what, "by letter")) => (what, NoticeMeans::Letter),
        Some((what, "by hand")) => (what, NoticeMeans::Hand),
        Some((_, _)) => return None,
    };
    let (outcome, appointment) = match what.split_once(" at ") {
        Some((outcome, at)) => (outcome, Some(appointment(at)?)),
        None => (what, None),
    };
    Some(SendPreliminary {
        stage: stage(case),
        outcome: outcome.to_owned(),
        appointment,
        means,
        note,
    })
}

/// `PLACE on DAY TIME`.
fn appointment(text: &str) -> Option<Appointment> {
    let (place, at) = text.split_once(" on ")?;
    let (day, time) = at.split_once(' ')?;
    Some(Appointment {
        place: place.to_owned(),
        at: moment(day.parse().ok()?, time)?,
    })
}

fn moment(day: Date, time: &str) -> Option<DateTime> {
    let time = jiff::civil::Time::strptime("%H:%M", time).ok()?;
    Some(day.to_datetime(time))
}

/// `DAY from TIME to TIME[, without the person]`.
fn held(what: &str, said: String, case: &Case) -> Option<RecordHearing> {
    let (what, is_attended) = match what.strip_suffix(", without the person") {
        Some(what) => (what, false),
        None => (what, true),
    };
    let (day, times) = what.split_once(" from ")?;
    let (begun, ended) = times.split_once(" to ")?;
    let day: Date = day.parse().ok()?;
    Some(RecordHearing {
        number: notice(case),
        begun: moment(day, begun)?,
        ended: moment(day, ended)?,
        is_attended,
        participants: Vec::new(),
        said,
    })
}

/// `OUTCOME on EXCEPTION`.
fn dispense(what: &str, reason: String, case: &Case) -> Option<Dispense> {
    let (outcome, exception) = what.split_once(" on ")?;
    let exception = match exception {
        "court-decision" => Exception::CourtDecision,
        "automated" => Exception::Automated,
        "requested" => Exception::Requested,
        "short-term" => Exception::ShortTerm,
        "favorable" => Exception::Favorable,
        _ => return None,
    };
    Some(Dispense {
        stage: stage(case),
        outcome: outcome.to_owned(),
        exception,
        reason,
    })
}

/// `NUMBER UNIT[ on GROUND]`.
fn extends(what: &str, reason: String) -> Option<Extend> {
    let (amount, ground) = match what.split_once(" on ") {
        Some((amount, ground)) => (amount, Some(ground.to_owned())),
        None => (what, None),
    };
    let (amount, unit) = amount.split_once(' ')?;
    let unit = match unit {
        "working-days" => TermUnit::WorkingDays,
        "calendar-days" => TermUnit::CalendarDays,
        "months" => TermUnit::Months,
        _ => return None,
    };
    Some(Extend {
        amount: amount.parse().ok()?,
        unit,
        ground,
        reason,
    })
}

/// `FIELD of deed ORDINAL[ to VALUE]`.
fn correction(
    verb: &str,
    what: &str,
    said: String,
    (case, organization): (&Case, &Organization),
) -> Option<RuleCommand> {
    let (field, rest) = what.split_once(" of deed ")?;
    let (ordinal, is) = rest.split_once(" to ").unwrap_or((rest, ""));
    let (field, is) = (field.to_owned(), is.to_owned());
    let deed = super::deed::deed_number(case, Some(ordinal));
    let next = (case.deeds_drawn_up + 1).to_string();
    Some(match verb {
        "asks to correct " => RuleCommand::AskCorrection(AskCorrection {
            deed,
            field,
            is,
            note: said,
        }),
        "declines to correct " => RuleCommand::DeclineCorrection {
            deed,
            field,
            reason: said,
        },
        "corrects " => RuleCommand::Correct(Box::new(Correct {
            deed,
            changes: vec![(field, is)],
            reason: said,
            signed: SignDeed {
                deed: super::deed::deed_number(case, Some(&next)),
                data_digest: sha256_hex(b"the corrected deed"),
                container_digest: sha256_hex(b"container of the corrected deed"),
                evidence: evidence(),
                bin: organization.bin.clone(),
            },
        })),
        _ => return None,
    })
}
