//! Filing: a signed application becomes a case.

use jiff::Timestamp;
use law::edition::{Channel, SigningMeans};

use crate::actor::Actor;
use crate::event::{Answers, Attachment, Filed, FilingEvidence};
use crate::identifier::CaseNumber;
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

/// A signed application, verified by the notary or waiting for late evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The number to give.
    pub number: CaseNumber,
    /// KATO code of the place.
    pub place: String,
    /// The channel.
    pub channel: Channel,
    /// The checked answers.
    pub answers: Answers,
    /// The files.
    pub attachments: Vec<Attachment>,
    /// SHA-256 of the signed bytes.
    pub signed_digest: String,
    /// SHA-256 of the container.
    pub container_digest: String,
    /// When the signature arrived.
    pub filed_at: Timestamp,
    /// What stands behind it, if at hand.
    pub evidence: Option<FilingEvidence>,
}

/// The event with which a case begins: the legal day of registration is found here, once.
pub fn file(file: File, moment: &Moment<'_>) -> Result<Filed, Refusal> {
    let Actor::Recipient(recipient) = moment.actor else {
        return Err(Refusal::NotYours);
    };
    let edition = moment.edition;
    let place = moment.law.places().get(&file.place);
    let is_online = place.is_some_and(|place| place.online(&edition.service).is_some());
    if file.channel == Channel::Portal && !is_online {
        return Err(Refusal::NotOnline { place: file.place });
    }
    let confirmed = file
        .evidence
        .as_ref()
        .and_then(FilingEvidence::confirmation);
    let means = SigningMeans::OneTimePassword;
    if confirmed.is_some() && !edition.signing.contains(&means) {
        return Err(WorkRefusal::MeansNotAllowed { means }.into());
    }
    let registration = moment.registration(file.filed_at)?;
    let in_force = moment.law.edition(&edition.service, registration.day);
    let in_force = in_force.map_err(|none| Refusal::LawSilent {
        what: none.to_string(),
    })?;
    // Read in the evening of the last day and signed a minute after hours: what was signed is no longer the law.
    if in_force.id != edition.id {
        return Err(Refusal::EditionChanged {
            edition: in_force.id.0.clone(),
        });
    }
    Ok(Filed {
        number: file.number,
        service: edition.service.clone(),
        edition: edition.id.clone(),
        edition_digest: edition.digest.clone(),
        organization: moment.organization.code.clone(),
        place: file.place,
        channel: file.channel,
        recipient: recipient.clone(),
        answers: file.answers,
        attachments: file.attachments,
        signed_digest: file.signed_digest,
        container_digest: file.container_digest,
        filed_at: file.filed_at,
        registration_day: registration.day,
        evidence: file.evidence,
    })
}
