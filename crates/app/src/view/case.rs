//! One case, as its recipient or an officer of its organization may see it.

use casework::actor::{Actor, Officer, Organization};
use casework::command::Command;
use casework::deadline::{self, Deadlines};
use casework::event::Event;
use casework::facts;
use casework::identifier::CaseNumber;
use casework::{Moment, Refusal, decide};
use jiff::Timestamp;
use law::Law;
use law::assess::Assessed;
use law::edition::Edition;
use store::DeedRow;

use crate::access::{self, Seen};
use crate::case_command::{self, Loaded};
use crate::error::{Error, Fault};
use crate::office::Office;
use crate::session::Account;

/// A case with its deadlines and deeds.
pub struct CaseView<'o> {
    /// The case, its events, its organization.
    pub loaded: Loaded,
    /// Its edition.
    pub edition: &'o Edition,
    /// Its deadlines, as known today.
    pub deadlines: Deadlines,
    /// Its signed deeds.
    pub deeds: Vec<DeedRow>,
}

/// A case of the person who is signed in; anybody else's does not exist.
pub async fn of_recipient<'o>(
    office: &'o Office,
    account: &Account,
    number: &CaseNumber,
    now: Timestamp,
) -> Result<CaseView<'o>, Error> {
    let loaded = case_command::load(office, number).await?;
    if loaded.case.filed.recipient.iin != account.person.iin {
        return Err(Error::NotFound);
    }
    view(office, loaded, now).await
}

/// A case of the officer's organization; another organization's does not exist. That the officer is about to see it
/// is recorded before this answers.
pub async fn of_officer<'o>(
    office: &'o Office,
    officer: &Officer,
    number: &CaseNumber,
    seen: &Seen,
    now: Timestamp,
) -> Result<CaseView<'o>, Error> {
    let loaded = case_command::load(office, number).await?;
    if loaded.case.filed.organization != officer.organization {
        return Err(Error::NotFound);
    }
    access::record(office, officer, &loaded, seen, now).await?;
    view(office, loaded, now).await
}

async fn view(office: &Office, loaded: Loaded, now: Timestamp) -> Result<CaseView<'_>, Error> {
    let edition = office.edition(&loaded.case.filed.edition)?;
    let actor = Actor::System;
    let moment = moment(&office.law, edition, &loaded.organization, &actor, now);
    let deadlines = deadline::deadlines(&loaded.case, &moment)?;
    let deeds = office
        .store
        .deeds_of_case(&loaded.case.filed.number)
        .await?;
    Ok(CaseView {
        loaded,
        edition,
        deadlines,
        deeds,
    })
}

impl CaseView<'_> {
    /// What a command of `actor` would bring at `now`; nothing is written.
    pub fn would(
        &self,
        office: &Office,
        actor: &Actor,
        command: Command,
        now: Timestamp,
    ) -> Result<Vec<Event>, Refusal> {
        let (law, organization) = (&office.law, &self.loaded.organization);
        let moment = moment(law, self.edition, organization, actor, now);
        decide(&self.loaded.case, command, &moment)
    }

    /// The assessment on the facts established so far.
    pub fn assessed(&self, office: &Office, now: Timestamp) -> Result<Assessed, Error> {
        let actor = Actor::System;
        let moment = moment(
            &office.law,
            self.edition,
            &self.loaded.organization,
            &actor,
            now,
        );
        facts::assess(&self.loaded.case, &moment)
            .map_err(|refusal| Fault::Law(refusal.to_string()).into())
    }
}

/// A moment at an organization under an edition.
fn moment<'a>(
    law: &'a Law,
    edition: &'a Edition,
    organization: &'a Organization,
    actor: &'a Actor,
    now: Timestamp,
) -> Moment<'a> {
    Moment {
        now,
        actor,
        law,
        edition,
        organization,
    }
}
