//! Registration by the chancellery's register: a number per organization and year, without gaps.
//!
//! Source: order 539 ¶9(1): the application is registered on the day of receipt, or on the next working day.

use casework::Refusal;
use casework::actor::{Actor, Organization};
use casework::case::Case;
use casework::command::Command;
use casework::identifier::CaseNumber;
use jiff::Timestamp;
use store::Numbers;

use crate::case_command::{self, Extra};
use crate::error::Error;
use crate::job::Outcome;
use crate::office::Office;

/// The job: registers a case, if its day has come and it waits for it.
pub async fn register_case(
    office: &Office,
    number: &CaseNumber,
    now: Timestamp,
) -> Result<Outcome, Error> {
    match register(office, number, now).await {
        Ok(_case) => Ok(Outcome::Done),
        Err(Error::Refused(Refusal::AlreadyRegistered | Refusal::Ended { .. })) => {
            Ok(Outcome::Done)
        }
        Err(Error::Refused(refusal @ (Refusal::TooEarly { .. } | Refusal::NoEvidence))) => {
            Ok(Outcome::Retry(refusal.code().to_owned()))
        }
        Err(error) => Err(error),
    }
}

/// Gives a case the next number of its organization and year; the case after it.
pub async fn register(office: &Office, number: &CaseNumber, now: Timestamp) -> Result<Case, Error> {
    let loaded = case_command::load(office, number).await?;
    let number = Numbering::of(&loaded.case, &loaded.organization);
    let extra = Extra {
        counters: vec![number.counter.clone()],
        ..Extra::default()
    };
    let make = Box::new(move |drawn: &Numbers| number.command(drawn));
    case_command::act(office, loaded, Actor::System, make, extra, now).await
}

/// How the chancellery numbers the applications of an organization and year.
pub(crate) struct Numbering {
    /// The counter to draw from.
    pub(crate) counter: String,
    prefix: String,
}

impl Numbering {
    pub(crate) fn of(case: &Case, organization: &Organization) -> Self {
        let year = case.filed.registration_day.year();
        Self {
            counter: format!("register/{}/{year}", organization.code),
            prefix: format!("{}-{year}", organization.register),
        }
    }

    /// The command with the number that was drawn.
    pub(crate) fn command(&self, drawn: &Numbers) -> Result<Command, Refusal> {
        let ordinal = drawn.get(&self.counter).ok_or_else(|| Refusal::LawSilent {
            what: self.counter.clone(),
        })?;
        Ok(self.with(ordinal))
    }

    pub(crate) fn with(&self, ordinal: u64) -> Command {
        Command::Register {
            number: format!("{}-{ordinal:06}", self.prefix),
        }
    }
}
