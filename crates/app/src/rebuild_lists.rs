//! Making the lists anew out of the journals: an operator's act.

use std::collections::BTreeMap;
use std::sync::Mutex;

use casework::actor::Organization;
use casework::case::{Case, NotACase};
use casework::event::Event;
use jiff::Timestamp;
use store::{ReceiptRow, Row, StoredEvent, StreamId, Subject};

use crate::case_command::{self, case_entry};
use crate::error::{Error, Fault};
use crate::intake_refused::IntakeRefused;
use crate::office::Office;

/// How many events of a branch are read at a time.
const RECEIPTS: u32 = 50;

/// Rebuilds the lists of cases with their deadlines as they are counted at `now`, and finds anew whom receipts of refusal
/// name; how many journals of cases there are.
///
/// The first journal that does not tell its case, and the first receipt that does not open, is an error after all others
/// have been read: its row stays as it was, and it is run again once that is mended.
pub async fn rebuild_lists(office: &Office, now: Timestamp) -> Result<u64, Error> {
    let mut organizations = BTreeMap::new();
    for row in office.store.organizations().await? {
        let organization: Organization = serde_json::from_value(row.json).map_err(Fault::Body)?;
        organizations.insert(row.code, organization);
    }
    let first_error = Mutex::new(None);
    let make = |_case: &StreamId, events: Vec<StoredEvent>| {
        row(office, &organizations, events, now).map_or_else(
            |error| {
                keep_first(&first_error, error);
                Vec::new()
            },
            |row| vec![row],
        )
    };
    let count = office.store.rebuild_projections(make).await?;
    for code in organizations.keys() {
        tie_receipts(office, &StreamId::organization(code), &first_error).await?;
    }
    office.store.untie_strays().await?;
    let first_error = first_error
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    first_error.map_or(Ok(count), Err)
}

fn keep_first(first_error: &Mutex<Option<Error>>, error: Error) {
    let first = first_error.lock();
    let mut first = first.unwrap_or_else(std::sync::PoisonError::into_inner);
    first.get_or_insert(error);
}

/// Writes whom the receipts of a branch name; one whose body was erased names nobody, and one that does not open is passed
/// over.
async fn tie_receipts(
    office: &Office,
    stream: &StreamId,
    first_error: &Mutex<Option<Error>>,
) -> Result<(), Error> {
    let mut before = None;
    loop {
        let events = office.store.events_before(stream, before, RECEIPTS).await?;
        let Some(last) = events.last() else {
            return Ok(());
        };
        before = Some(last.place);
        let mut rows = Vec::new();
        for found in events {
            let subject = Subject::event(stream, found.place);
            match IntakeRefused::found(found) {
                Ok(None) => {}
                Ok(Some(refused)) => rows.push(ReceiptRow {
                    subject,
                    recipient: refused.asked.recipient.iin,
                }),
                Err(error) => keep_first(first_error, error),
            }
        }
        office.store.tie_receipts(&rows).await?;
    }
}

/// The row of the case that a journal tells.
fn row(
    office: &Office,
    organizations: &BTreeMap<String, Organization>,
    events: Vec<StoredEvent>,
    now: Timestamp,
) -> Result<Row, Error> {
    let events = events
        .into_iter()
        .map(|stored| case_command::event_of(stored).map(|(_at, event)| event))
        .collect::<Result<Vec<_>, _>>()?;
    let Some(Event::Filed(filed)) = events.first() else {
        return Err(Fault::Journal(NotACase::NoFiling).into());
    };
    let edition = office.edition(&filed.edition)?;
    let organization = organizations
        .get(&filed.organization)
        .ok_or_else(|| Fault::OrganizationGone(filed.organization.clone()))?;
    let case = Case::replay(&events, edition).map_err(Fault::Journal)?;
    let entry = case_entry(office, &case, organization, now)?;
    Ok(Row::Case(Box::new(entry)))
}
