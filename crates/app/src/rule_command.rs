//! Something asked under a rule of the Code: by an officer, by the recipient.

use casework::actor::{Actor, Officer};
use casework::case::Case;
use casework::command::{Command, RuleCommand};
use casework::identifier::CaseNumber;
use jiff::Timestamp;

use crate::case_command::{self, Extra};
use crate::error::Error;
use crate::office::Office;
use crate::session::Account;

/// An officer's command on a case of their organization; to others it does not exist.
pub async fn by_officer(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    command: RuleCommand,
    now: Timestamp,
) -> Result<Case, Error> {
    let loaded = case_command::load(office, number).await?;
    if loaded.case.filed.organization != officer.organization {
        return Err(Error::NotFound);
    }
    let actor = Actor::Officer(officer.clone());
    let make = Box::new(move |_numbers: &store::Numbers| Ok(Command::Rule(command)));
    case_command::act(office, loaded, actor, make, Extra::default(), now).await
}

/// The recipient's command on their own case; anybody else's does not exist.
pub async fn by_recipient(
    office: &Office,
    account: &Account,
    number: &CaseNumber,
    command: RuleCommand,
    now: Timestamp,
) -> Result<Case, Error> {
    let loaded = case_command::load(office, number).await?;
    if loaded.case.filed.recipient.iin != account.person.iin {
        return Err(Error::NotFound);
    }
    let actor = Actor::Recipient(account.person.clone());
    let make = Box::new(move |_numbers: &store::Numbers| Ok(Command::Rule(command)));
    case_command::act(office, loaded, actor, make, Extra::default(), now).await
}
