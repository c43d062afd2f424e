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
use crate::intake_refused::{IntakeRefused, KIND};
use crate::office::Office;

/// How many receipts are written at a time.
const RECEIPTS: usize = 50;

/// Rebuilds the lists of cases with their deadlines as they are counted at `now`, and finds anew whom receipts of refusal
/// name; how many journals of cases there are.
///
/// The first journal that does not tell its case is an error after all others have been read: its row stays as it was,
/// and it is run again once that is mended.
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
                let mut first = first_error
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                first.get_or_insert(error);
                Vec::new()
            },
            |row| vec![row],
        )
    };
    let count = office.store.rebuild_projections(make).await?;
    for code in organizations.keys() {
        tie_receipts(office, &StreamId::organization(code)).await?;
    }
    let first_error = first_error
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    first_error.map_or(Ok(count), Err)
}

/// Writes whom the receipts of a branch name; one whose body was erased names nobody.
async fn tie_receipts(office: &Office, stream: &StreamId) -> Result<(), Error> {
    let mut before = None;
    loop {
        let events = office
            .store
            .events_of_kind((stream, KIND), before, RECEIPTS)
            .await?;
        let Some(last) = events.last() else {
            return Ok(());
        };
        before = Some(last.seq);
        let mut rows = Vec::new();
        for event in events.iter().filter(|event| event.body.is_some()) {
            rows.push(ReceiptRow {
                subject: Subject::event(stream, event.seq),
                recipient: IntakeRefused::of(event)?.asked.recipient.iin,
            });
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
