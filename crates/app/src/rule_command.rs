//! Something that the recipient asks under a rule of the Code; an officer's acts are commands of an officer.

use casework::actor::Actor;
use casework::case::Case;
use casework::command::{Command, RuleCommand};
use casework::identifier::CaseNumber;
use jiff::Timestamp;

use crate::case_command::{self, Extra};
use crate::error::Error;
use crate::office::Office;
use crate::session::Account;

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
