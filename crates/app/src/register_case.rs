//! Registration by the chancellery's register: a number per organization and year, without gaps.
//!
//! Source: order 539 ¶9(1): the application is registered on the day of receipt, or on the next working day.

use casework::Refusal;
use casework::actor::Actor;
use casework::case::Case;
use casework::command::Command;
use casework::identifier::CaseNumber;
use jiff::Timestamp;

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
    let organization = &loaded.organization;
    let year = loaded.case.filed.registration_day.year();
    let counter = format!("register/{}/{year}", organization.code);
    let register = organization.register.clone();
    let drawn = counter.clone();
    let make = move |numbers: &store::Numbers| {
        let ordinal = numbers.get(&drawn).ok_or_else(|| Refusal::LawSilent {
            what: drawn.clone(),
        })?;
        Ok(Command::Register {
            number: format!("{register}-{year}-{ordinal:06}"),
        })
    };
    let extra = Extra {
        counters: vec![counter],
        ..Extra::default()
    };
    case_command::act(office, loaded, Actor::System, Box::new(make), extra, now).await
}
