//! Importing an office file: organizations, working hours, officers, roles; journalled.

use casework::actor::Organization;
use casework::identifier::Iin;
use jiff::Timestamp;
use serde_json::json;
use store::{Batch, Body, Commit, EventDraft, Offer, OfficerRow, OrganizationRow, Row, StreamId};

use crate::case_command::uncommitted;
use crate::error::{Error, Fault};
use crate::office::Office;

/// The kind of the event.
pub(crate) const KIND: &str = "organization-imported";

/// An organization with its officers, as an office file says.
#[derive(Clone, Debug)]
pub struct Import {
    /// The organization.
    pub organization: Organization,
    /// Number, name and roles of each officer.
    pub officers: Vec<(Iin, String, Vec<String>)>,
}

/// How an import went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// It was written.
    Written,
    /// Nothing in it is new.
    Unchanged,
}

/// Writes one organization, if anything about it is new.
pub async fn import_office(
    office: &Office,
    import: Import,
    now: Timestamp,
) -> Result<Imported, Error> {
    let organization = &import.organization;
    let json = serde_json::to_value(organization).map_err(Fault::Body)?;
    let before = office.store.organization(&organization.code).await?;
    let mut known = office.store.officers_of(&organization.code).await?;
    let mut officers: Vec<OfficerRow> = import
        .officers
        .iter()
        .map(|(iin, name, roles)| OfficerRow {
            organization: organization.code.clone(),
            iin: iin.clone(),
            name: name.clone(),
            roles: roles.clone(),
        })
        .collect();
    officers.sort_by(|a, b| a.iin.cmp(&b.iin));
    known.retain(|row| !row.roles.is_empty());
    known.sort_by(|a, b| a.iin.cmp(&b.iin));
    if before.is_some_and(|before| before.json == json) && known == officers {
        return Ok(Imported::Unchanged);
    }
    let left = known
        .into_iter()
        .filter(|row| !officers.iter().any(|officer| officer.iin == row.iin))
        .map(|row| OfficerRow {
            roles: Vec::new(),
            ..row
        });
    officers.extend(left.collect::<Vec<_>>());
    write(office, import.organization, officers, json, now).await?;
    Ok(Imported::Written)
}

async fn write(
    office: &Office,
    organization: Organization,
    officers: Vec<OfficerRow>,
    json: serde_json::Value,
    now: Timestamp,
) -> Result<(), Error> {
    let stream = StreamId::organization(&organization.code);
    let expected_seq = office.store.stream_seq(&stream).await?;
    let people: Vec<_> = officers
        .iter()
        .map(|row| json!({ "iin": row.iin, "name": row.name, "roles": row.roles }))
        .collect();
    let event = EventDraft {
        at: now,
        actor: "operator".to_owned(),
        edition: None,
        kind: KIND.to_owned(),
        body: Body::of(&json!({ "organization": json, "officers": people })),
    };
    let offers = organization
        .services
        .iter()
        .map(|service| Offer {
            service: service.clone(),
            kato: organization.kato.clone(),
        })
        .collect();
    let row = OrganizationRow {
        code: organization.code,
        bin: organization.bin.as_str().to_owned(),
        kato: organization.kato,
        register: organization.register,
        json,
        offers,
    };
    let commit = Commit {
        stream,
        expected_seq,
        counters: Vec::new(),
        build: Box::new(move |_numbers| {
            let mut rows = vec![Row::Organization(Box::new(row))];
            rows.extend(officers.into_iter().map(|row| Row::Officer(Box::new(row))));
            Ok((
                Batch {
                    events: vec![event],
                    rows,
                    ..Batch::default()
                },
                (),
            ))
        }),
    };
    office.store.commit(commit).await.map_err(uncommitted)?;
    Ok(())
}
