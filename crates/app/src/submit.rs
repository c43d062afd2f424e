//! Submitting: a signed application becomes a case, in one transaction.
//!
//! Threats: another text signed than shown (the notary compares with our bytes), another person's key (the IIN of
//! the session is asked for), a signature sent twice or kept from another case (the draft's id is in the signed text, and
//! the draft ends with the commit), a stale page (the caller writes the text anew and compares it with what was signed;
//! the record is of this browser and used once), an edition that changed meanwhile (it is reviewed again).

use casework::Refusal;
use casework::actor::Actor;
use casework::case::Case;
use casework::decide::{self, File};
use casework::event::{Answers, Attachment, Event, Filed};
use casework::identifier::CaseNumber;
use jiff::Timestamp;
use law::edition::{Channel, EditionId};
use serde::Deserialize;
use signature::{Expected, ExpectedRole, Purpose};
use store::{Blob, Commit, Numbers, Row, StreamId};

use crate::case_command::{Desk, uncommitted};
use crate::error::{Error, Fault};
use crate::job;
use crate::notary::{self, Judged, Proof};
use crate::office::Office;
use crate::register_case;
use crate::review;
use crate::session::{Account, Session};
use crate::signing;

/// The data at the end of the signed text; what was signed is what counts.
#[derive(Deserialize)]
struct Signed {
    service: String,
    edition: String,
    organization: String,
    place: String,
    answers: Answers,
    attachments: Vec<Attachment>,
    draft: String,
}

/// What a browser sends to submit.
pub struct Submit<'a> {
    /// The draft.
    pub draft: &'a str,
    /// The signing record.
    pub record: &'a str,
    /// The signature container.
    pub container: &'a [u8],
}

/// Submits a signed application and registers it at once if its day has come, so that the person sees the number; the
/// number of the case.
pub async fn submit(
    office: &Office,
    account: &Account,
    session: &Session,
    input: &Submit<'_>,
    now: Timestamp,
) -> Result<CaseNumber, Error> {
    let number = receive(office, account, session, input, now).await?;
    let registered = register_case::register_case(office, &number, now).await;
    job::note("register-case", registered);
    Ok(number)
}

/// Takes a signed application in; what follows from it waits for the worker.
pub async fn receive(
    office: &Office,
    account: &Account,
    session: &Session,
    input: &Submit<'_>,
    now: Timestamp,
) -> Result<CaseNumber, Error> {
    let purpose = review::purpose(input.draft);
    let record = signing::find(office, input.record, &purpose, session, now).await?;
    if record.subject != account.person.iin {
        return Err(Error::NotFound);
    }
    let signed = data_of(&record.bytes)?;
    // The draft's id is in the signed text, and the draft ends with the commit: no signature files twice.
    if signed.draft != input.draft {
        return Err(Error::NotFound);
    }
    let expected = Expected {
        purpose: Purpose::Document,
        iin: Some(account.person.iin.as_str().to_owned()),
        bin: None,
        role: ExpectedRole::Individual,
    };
    let proof = match notary::judge(office, input.container, &record.bytes, &expected, now).await? {
        Judged::Counts(proof) => Some(*proof),
        Judged::Pending { code } => {
            tracing::warn!(code, "an application is received and waits for evidence");
            None
        }
    };
    let desk = desk(office, account, &signed, now).await?;
    let number = CaseNumber::from_random(u64::from_be_bytes(office.random()?));
    let file = File {
        number: number.clone(),
        place: signed.place,
        channel: Channel::Portal,
        answers: signed.answers,
        attachments: signed.attachments,
        signed_digest: record.digest.clone(),
        container_digest: Blob::new(input.container.to_vec()).digest().to_owned(),
        filed_at: now,
        evidence: proof.as_ref().map(|proof| proof.kept.clone()),
    };
    let rows = vec![
        Row::UseSigning { id: record.id, now },
        Row::DeleteDraft {
            id: input.draft.to_owned(),
        },
    ];
    let blobs = blobs(record.bytes, input.container, proof);
    let edition = EditionId(signed.edition);
    commit(office, desk, edition, file, (rows, blobs)).await?;
    tracing::info!(case = number.as_str(), "an application was filed");
    Ok(number)
}

/// The data at the end of a text that we wrote ourselves.
fn data_of(text: &[u8]) -> Result<Signed, Error> {
    let text = std::str::from_utf8(text)
        .map_err(|_not_utf8| Fault::Law("the signed text is not UTF-8".to_owned()))?;
    let last = text.trim_end().rsplit('\n').next().unwrap_or_default();
    Ok(serde_json::from_str(last).map_err(Fault::Body)?)
}

/// The desk of the organization, if the signed edition still is that of the day of registration.
async fn desk(
    office: &Office,
    account: &Account,
    signed: &Signed,
    now: Timestamp,
) -> Result<Desk, Error> {
    let organization = office.organization(&signed.organization).await?;
    let law = office.law.clone();
    let place = law
        .places()
        .get(&signed.place)
        .ok_or_else(|| Refusal::NotOnline {
            place: signed.place.clone(),
        })?;
    let calendar = law.calendar().known_on(place.local(now).date());
    let (_registration, edition) = law
        .receive(&signed.service, now, place, &organization.hours, calendar)
        .map_err(|error| Fault::Law(error.to_string()))?;
    if edition.id.0 != signed.edition {
        return Err(Error::EditionChanged);
    }
    Ok(Desk {
        law: law.clone(),
        organization,
        actor: Actor::Recipient(account.person.clone()),
        now,
    })
}

fn blobs(signed: Vec<u8>, container: &[u8], proof: Option<Proof>) -> Vec<Blob> {
    let mut blobs = vec![Blob::new(signed)];
    match proof {
        Some(proof) => blobs.extend(proof.blobs()),
        None => blobs.push(Blob::new(container.to_vec())),
    }
    blobs
}

/// One transaction: the event, the lists, the notice, the job, the end of the draft and of the record.
async fn commit(
    office: &Office,
    desk: Desk,
    edition: EditionId,
    file: File,
    (rows, blobs): (Vec<Row>, Vec<Blob>),
) -> Result<(), Error> {
    let notice_id = office.random_id()?;
    let commit = Commit {
        stream: StreamId::case(&file.number),
        expected_seq: 0,
        counters: Vec::new(),
        build: Box::new(move |_numbers: &Numbers| {
            let event = decide::file(file, &desk.moment(&edition)?)?;
            let case = Case::begin(filed(&event)?);
            let mut batch = desk.batch(&case, std::slice::from_ref(&event), &notice_id)?;
            batch.rows.extend(rows);
            batch.blobs.extend(blobs);
            Ok((batch, ()))
        }),
    };
    office.store.commit(commit).await.map_err(uncommitted)?;
    Ok(())
}

fn filed(event: &Event) -> Result<Filed, Refusal> {
    match event {
        Event::Filed(filed) => Ok(filed.as_ref().clone()),
        Event::EvidenceConfirmed(_)
        | Event::EvidenceRejected { .. }
        | Event::Registered { .. }
        | Event::Taken { .. }
        | Event::FindingRecorded(_)
        | Event::StageDecided { .. }
        | Event::Work(_)
        | Event::Rule(_)
        | Event::DeedProposed(_)
        | Event::DeedReturned { .. }
        | Event::DeedSigned(_) => Err(Refusal::NotRegistered),
    }
}
