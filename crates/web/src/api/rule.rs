//! What is done under the rules of the Code, by a person and by an official: shapes in, commands out.

#![expect(
    clippy::large_stack_arrays,
    reason = "the schema of an act lists all of its shapes, once"
)]

use casework::command::RuleCommand;
use casework::command::rule::{AskCorrection, Dispense, Extend, RecordHearing, SendPreliminary};
use casework::event::rule::{Appointment, NoticeMeans};
use jiff::civil::{Date, DateTime};
use law::code::Exception;
use law::edition::TermUnit;
use serde::Deserialize;
use utoipa::ToSchema;

use super::problem::{Problem, Wrong};
use super::shape::{Name, Note, Words};

/// What a person does under the Code.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum PersonAct {
    /// Opens a preliminary decision.
    Open {
        /// The preliminary decision.
        number: Name,
    },
    /// Objects in writing.
    Object {
        /// The preliminary decision.
        number: Name,
        /// The person's words.
        text: Words,
    },
    /// Asks for an oral hearing.
    Hear {
        /// The preliminary decision.
        number: Name,
    },
    /// Asks to go without a hearing.
    Waive {
        /// The preliminary decision.
        number: Name,
    },
    /// Remarks on the protocol.
    Remark {
        /// The preliminary decision.
        number: Name,
        /// The person's words.
        text: Words,
    },
    /// Withdraws the application.
    Withdraw {
        /// The person's words.
        text: Note,
    },
    /// Asks for a slip in a deed to be corrected.
    AskCorrection {
        /// The number of the deed.
        deed: Name,
        /// The field.
        field: Name,
        /// What it should say.
        is: Words,
        /// The person's words.
        text: Note,
    },
}

impl PersonAct {
    /// The command.
    pub(super) fn command(self) -> RuleCommand {
        match self {
            Self::Open { number } => RuleCommand::OpenNotice { number: number.0 },
            Self::Object { number, text } => RuleCommand::Object {
                number: number.0,
                text: text.0,
            },
            Self::Hear { number } => RuleCommand::AskToBeHeard { number: number.0 },
            Self::Waive { number } => RuleCommand::WaiveHearing { number: number.0 },
            Self::Remark { number, text } => RuleCommand::RemarkOnProtocol {
                number: number.0,
                text: text.0,
            },
            Self::Withdraw { text } => RuleCommand::Withdraw { note: text.0 },
            Self::AskCorrection {
                deed,
                field,
                is,
                text,
            } => RuleCommand::AskCorrection(AskCorrection {
                deed: deed.0,
                field: field.0,
                is: is.0,
                note: text.0,
            }),
        }
    }
}

/// What an official does under the Code.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum OfficerAct {
    /// Sends a preliminary decision.
    Preliminary {
        /// The stage.
        stage: Name,
        /// The intended outcome.
        outcome: Name,
        /// How the notice is given.
        means: Means,
        /// Where an oral hearing is called at once.
        #[serde(default)]
        place: Option<Words>,
        /// When it is, in the time of the organization's place: `2026-11-20T15:00`.
        #[serde(default)]
        at: Option<Name>,
        /// The official's words.
        #[serde(default)]
        note: Option<Note>,
    },
    /// Records that a preliminary decision was delivered.
    Deliver {
        /// The preliminary decision.
        number: Name,
        /// The legal day of the delivery.
        day: Name,
        /// What shows it.
        proof: Words,
    },
    /// Fixes place and time of an oral hearing.
    Appoint {
        /// The preliminary decision.
        number: Name,
        /// Where.
        place: Words,
        /// When, in the time of the organization's place.
        at: Name,
    },
    /// Records an oral hearing.
    Record {
        /// The preliminary decision.
        number: Name,
        /// When it began, in the time of the organization's place.
        begun: Name,
        /// When it ended.
        ended: Name,
        /// Whether the person took part.
        is_attended: bool,
        /// Who else took part.
        participants: Vec<Name>,
        /// What was said.
        said: Words,
    },
    /// Says what was made of the written objections.
    Consider {
        /// The preliminary decision.
        number: Name,
        /// The official's words.
        note: Words,
    },
    /// Finds that the person kept silent.
    Silence {
        /// The preliminary decision.
        number: Name,
    },
    /// Goes without a hearing on an exception of the Code.
    Dispense {
        /// The stage.
        stage: Name,
        /// The outcome.
        outcome: Name,
        /// The exception.
        exception: ExceptionSent,
        /// Why it fits.
        reason: Words,
    },
    /// Gives the intended refusal up.
    GiveUp {
        /// The preliminary decision.
        number: Name,
        /// Why.
        note: Words,
    },
    /// Extends the term.
    Extend {
        /// By how many units.
        #[schema(minimum = 0, maximum = 65_535)]
        amount: u16,
        /// The unit.
        unit: UnitSent,
        /// The ground of the act's own rule; left out under the Code.
        #[serde(default)]
        ground: Option<Name>,
        /// What must be established.
        reason: Words,
    },
    /// Declines a request to correct a slip.
    DeclineCorrection {
        /// The number of the deed.
        deed: Name,
        /// The field.
        field: Name,
        /// Why.
        reason: Words,
    },
}

/// How a notice is given.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Means {
    /// In the account.
    Account,
    /// By registered letter.
    Letter,
    /// Handed over against a signature.
    Hand,
}

/// An exception of the Code.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ExceptionSent {
    /// The act is favorable.
    Favorable,
    /// The statutory term is too short.
    ShortTerm,
    /// The person asked for none.
    Requested,
    /// The procedure is automated.
    Automated,
    /// The act follows a court decision.
    CourtDecision,
}

/// A unit of a term.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum UnitSent {
    /// Working days.
    WorkingDays,
    /// Calendar days.
    CalendarDays,
    /// Months.
    Months,
    /// Minutes.
    Minutes,
}

fn day(text: &Name, pointer: &str) -> Result<Date, Problem> {
    text.0.parse().map_err(|_not_a_day| {
        Problem::wrong(vec![Wrong::key(pointer, "not-a-day", "rule-problem-day")])
    })
}

fn moment(text: &Name, pointer: &str) -> Result<DateTime, Problem> {
    text.0.parse().map_err(|_not_a_time| {
        Problem::wrong(vec![Wrong::key(pointer, "not-a-time", "rule-problem-time")])
    })
}

impl OfficerAct {
    /// The command, or what of it cannot be read.
    pub(super) fn command(self) -> Result<RuleCommand, Problem> {
        Ok(match self {
            Self::Preliminary {
                stage,
                outcome,
                means,
                place,
                at,
                note,
            } => RuleCommand::SendPreliminary(SendPreliminary {
                stage: stage.0,
                outcome: outcome.0,
                appointment: called(place, at.as_ref())?,
                means: match means {
                    Means::Account => NoticeMeans::Account,
                    Means::Letter => NoticeMeans::Letter,
                    Means::Hand => NoticeMeans::Hand,
                },
                note: note.unwrap_or_default().0,
            }),
            Self::Deliver { number, day, proof } => RuleCommand::RecordDelivery {
                number: number.0,
                day: self::day(&day, "/day")?,
                proof: proof.0,
            },
            Self::Appoint { number, place, at } => RuleCommand::AppointHearing {
                number: number.0,
                appointment: Appointment {
                    place: place.0,
                    at: moment(&at, "/at")?,
                },
            },
            Self::Record {
                number,
                begun,
                ended,
                is_attended,
                participants,
                said,
            } => RuleCommand::RecordHearing(Box::new(RecordHearing {
                number: number.0,
                begun: moment(&begun, "/begun")?,
                ended: moment(&ended, "/ended")?,
                is_attended,
                participants: participants.into_iter().map(|it| it.0).collect(),
                said: said.0,
            })),
            Self::Consider { number, note } => RuleCommand::ConsiderObjections {
                number: number.0,
                note: note.0,
            },
            Self::Silence { number } => RuleCommand::FindSilence { number: number.0 },
            Self::GiveUp { number, note } => RuleCommand::GiveUpRefusal {
                number: number.0,
                note: note.0,
            },
            rest @ (Self::Dispense { .. }
            | Self::Extend { .. }
            | Self::DeclineCorrection { .. }) => rest.exceptional()?,
        })
    }

    /// The acts that no page has yet.
    fn exceptional(self) -> Result<RuleCommand, Problem> {
        match self {
            Self::Dispense {
                stage,
                outcome,
                exception,
                reason,
            } => Ok(RuleCommand::Dispense(Dispense {
                stage: stage.0,
                outcome: outcome.0,
                exception: match exception {
                    ExceptionSent::Favorable => Exception::Favorable,
                    ExceptionSent::ShortTerm => Exception::ShortTerm,
                    ExceptionSent::Requested => Exception::Requested,
                    ExceptionSent::Automated => Exception::Automated,
                    ExceptionSent::CourtDecision => Exception::CourtDecision,
                },
                reason: reason.0,
            })),
            Self::Extend {
                amount,
                unit,
                ground,
                reason,
            } => Ok(RuleCommand::Extend(Extend {
                amount,
                unit: match unit {
                    UnitSent::WorkingDays => TermUnit::WorkingDays,
                    UnitSent::CalendarDays => TermUnit::CalendarDays,
                    UnitSent::Months => TermUnit::Months,
                    UnitSent::Minutes => TermUnit::Minutes,
                },
                ground: ground.map(|it| it.0),
                reason: reason.0,
            })),
            Self::DeclineCorrection {
                deed,
                field,
                reason,
            } => Ok(RuleCommand::DeclineCorrection {
                deed: deed.0,
                field: field.0,
                reason: reason.0,
            }),
            Self::Preliminary { .. }
            | Self::Deliver { .. }
            | Self::Appoint { .. }
            | Self::Record { .. }
            | Self::Consider { .. }
            | Self::Silence { .. }
            | Self::GiveUp { .. } => Err(Problem::invalid("/act".to_owned(), "shape")),
        }
    }
}

/// An oral hearing that is called at once: both place and time, or neither.
fn called(place: Option<Words>, at: Option<&Name>) -> Result<Option<Appointment>, Problem> {
    match (place, at) {
        (None, None) => Ok(None),
        (Some(place), Some(at)) => Ok(Some(Appointment {
            place: place.0,
            at: moment(at, "/at")?,
        })),
        (None, Some(_)) => Err(Problem::invalid("/place".to_owned(), "required")),
        (Some(_), None) => Err(Problem::invalid("/at".to_owned(), "required")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::rule::{FORMS_OF_OFFICER, FORMS_OF_RECIPIENT};

    /// The acts of a shape, as the document names them.
    fn acts(shape: &str) -> BTreeSet<&'static str> {
        let shapes = &crate::api::document()["components"]["schemas"][shape]["oneOf"];
        let shapes = shapes.as_array().unwrap().iter();
        let act = |it: &'static serde_json::Value| it["properties"]["act"]["enum"][0].as_str();
        shapes.map(|it| act(it).unwrap()).collect()
    }

    #[test]
    fn programs_do_under_the_code_whatever_a_page_has_a_form_for() {
        let of_person: BTreeSet<_> = FORMS_OF_RECIPIENT.into();
        assert_eq!(acts("PersonAct"), of_person);
        let of_officer = acts("OfficerAct");
        for form in FORMS_OF_OFFICER.iter().chain(&["preliminary"]) {
            assert!(of_officer.contains(form), "{form}");
        }
    }
}
