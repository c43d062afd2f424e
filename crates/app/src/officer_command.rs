//! An officer's command on a case of their organization.

use casework::actor::{Actor, Officer};
use casework::case::Case;
use casework::command::{Command, FindOutcome, RecordFinding};
use casework::identifier::CaseNumber;
use jiff::Timestamp;

use crate::case_command::{self, Extra};
use crate::error::Error;
use crate::office::Office;

/// Takes a case.
pub async fn take(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    now: Timestamp,
) -> Result<Case, Error> {
    command(office, officer, number, Command::Take, now).await
}

/// Records a finding.
pub async fn record_finding(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    finding: RecordFinding,
    now: Timestamp,
) -> Result<Case, Error> {
    command(
        office,
        officer,
        number,
        Command::RecordFinding(finding),
        now,
    )
    .await
}

/// Finds the outcome of a stage, or draws up the deed that it needs.
pub async fn find_outcome(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    found: FindOutcome,
    now: Timestamp,
) -> Result<Case, Error> {
    command(office, officer, number, Command::FindOutcome(found), now).await
}

/// Sends a deed back to the executor.
pub async fn return_deed(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    (deed, note): (String, String),
    now: Timestamp,
) -> Result<Case, Error> {
    command(
        office,
        officer,
        number,
        Command::ReturnDeed { deed, note },
        now,
    )
    .await
}

/// Any command on the case as the officer saw it, after `seen` events. If more has happened since, somebody was first.
pub async fn as_seen(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    (asked, seen): (Command, u64),
    now: Timestamp,
) -> Result<Case, Error> {
    carry_out(office, officer, number, (asked, Some(seen)), now).await
}

fn command(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    asked: Command,
    now: Timestamp,
) -> impl Future<Output = Result<Case, Error>> {
    carry_out(office, officer, number, (asked, None), now)
}

/// Loads the case and carries the command out, if it is for the officer's organization; else it does not exist.
async fn carry_out(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
    (command, seen): (Command, Option<u64>),
    now: Timestamp,
) -> Result<Case, Error> {
    let loaded = case_command::load(office, number).await?;
    if loaded.case.filed.organization != officer.organization {
        return Err(Error::NotFound);
    }
    if seen.is_some_and(|seen| seen != loaded.case.seq) {
        return Err(Error::Conflict);
    }
    let actor = Actor::Officer(officer.clone());
    let make = Box::new(move |_numbers: &store::Numbers| Ok(command));
    case_command::act(office, loaded, actor, make, Extra::default(), now).await
}
