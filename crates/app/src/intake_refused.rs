//! A refusal of documents at a counter, as the journal of the organization keeps it, and the edition by which one is judged.

use casework::Moment;
use casework::actor::{Actor, Officer, Organization};
use casework::deed::receipt::Receipt;
use casework::deed::refused_intake::{self, RefusedIntake};
use casework::event::PersonRef;
use jiff::Timestamp;
use law::edition::{Edition, EditionId, Role};
use serde::{Deserialize, Serialize};
use store::{EventFound, StoredEvent};

use crate::error::{Error, Fault};
use crate::office::Office;

/// The kind of the event.
pub(crate) const KIND: &str = "intake-refused";

/// A refusal as the journal keeps it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IntakeRefused {
    /// The number of the receipt.
    pub(crate) number: String,
    /// The name of the form with which it was asked for.
    pub(crate) form: String,
    /// The edition by which it was judged.
    pub(crate) edition: EditionId,
    /// The branch as it was named that day.
    pub(crate) organization: Organization,
    /// Who refused.
    pub(crate) operator: PersonRef,
    /// What was found, and whom it concerns.
    pub(crate) asked: RefusedIntake,
}

impl IntakeRefused {
    /// What an event says that was found among others; none if it is of another kind, or was erased.
    pub(crate) fn found(found: EventFound) -> Result<Option<Self>, Error> {
        let event = found.event?;
        if event.kind != KIND || event.body.is_none() {
            return Ok(None);
        }
        Self::of(&event).map(Some)
    }

    /// What an event of this kind says.
    pub(crate) fn of(stored: &StoredEvent) -> Result<Self, Error> {
        let body = stored.body.clone();
        let body = body.ok_or_else(|| Fault::BytesGone(format!("event {}", stored.seq)))?;
        serde_json::from_str(&body).map_err(|error| Fault::Body(error).into())
    }

    /// The words of the receipt, from the journal alone.
    pub(crate) fn receipt(&self, office: &Office, at: Timestamp) -> Result<Receipt, Error> {
        let actor = Actor::Officer(Officer {
            person: self.operator.clone(),
            organization: self.organization.code.clone(),
            roles: [Role::Operator].into(),
        });
        let moment = Moment {
            now: at,
            actor: &actor,
            law: &office.law,
            edition: office.edition(&self.edition)?,
            organization: &self.organization,
        };
        Ok(refused_intake::refusal(&self.asked, &moment)?)
    }
}

/// The branch, and the edition of a service that is given at its place on the legal day there.
pub(crate) async fn in_force<'o>(
    office: &'o Office,
    officer: &Officer,
    service: &str,
    now: Timestamp,
) -> Result<(Organization, &'o Edition), Error> {
    let organization = office.organization(&officer.organization).await?;
    let today = office.today_at(&organization.kato, now)?;
    let edition = office.law.edition(service, today);
    let edition = edition.map_err(|_none| Error::NotFound)?;
    let competent = office.competent(service, &organization.kato, today).await?;
    match competent {
        Some(_provider) => Ok((organization, edition)),
        None => Err(Error::NotFound),
    }
}
