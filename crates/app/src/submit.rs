//! Submitting: a signed application becomes a case, in one transaction.
//!
//! Threats: another text signed than shown (the notary compares with our bytes), another person's key (the IIN of
//! the session is asked for), a signature sent twice or kept from another case (the draft's id is in the signed text, and
//! the draft ends with the commit), a stale page (the caller writes the text anew and compares it with what was signed;
//! the record is of this browser and used once), an edition that changed meanwhile (it is reviewed again).

use std::sync::Arc;

use casework::Refusal;
use casework::actor::Actor;
use casework::canonical::sha256_hex;
use casework::case::Case;
use casework::command::Command;
use casework::decide::{self, File};
use casework::event::{Answers, Attachment, Event, FilingEvidence};
use casework::identifier::CaseNumber;
use jiff::Timestamp;
use law::edition::{Channel, EditionId};
use serde::Deserialize;
use signature::{Expected, ExpectedRole, Purpose};
use store::{Batch, Blob, Commit, CommitError, Numbers, Row, SigningRow, StreamId};

use crate::case_command::{Desk, Extra, uncommitted};
use crate::error::{Error, Fault};
use crate::notary::{self, Judged, Question, Time};
use crate::office::Office;
use crate::register_case::Numbering;
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

/// Submits a signed application and registers it in the same transaction if its day has come, so that the person sees
/// the number; the number of the case.
pub async fn submit(
    office: &Office,
    account: &Account,
    session: &Session,
    input: &Submit<'_>,
    now: Timestamp,
) -> Result<CaseNumber, Error> {
    let (record, taken) = judged(office, account, session, input, now).await?;
    let taking = (record, input.draft, Registering::WhenDue);
    take_in(office, account, taking, taken, now).await
}

/// Takes a signed application in; what follows from it, its registration too, waits for the worker.
pub async fn receive(
    office: &Office,
    account: &Account,
    session: &Session,
    input: &Submit<'_>,
    now: Timestamp,
) -> Result<CaseNumber, Error> {
    let (record, taken) = judged(office, account, session, input, now).await?;
    let taking = (record, input.draft, Registering::ByWorker);
    take_in(office, account, taking, taken, now).await
}

/// What the notary says of it.
async fn judged(
    office: &Office,
    account: &Account,
    session: &Session,
    input: &Submit<'_>,
    now: Timestamp,
) -> Result<(SigningRow, Taken), Error> {
    let purpose = review::purpose(input.draft);
    let record = signing::find(office, input.record, &purpose, session, now).await?;
    if record.subject != account.person.iin {
        return Err(Error::NotFound);
    }
    let expected = Expected {
        purpose: Purpose::Document,
        iin: Some(account.person.iin.as_str().to_owned()),
        bin: None,
        role: ExpectedRole::Individual,
    };
    let question = Question {
        container: input.container,
        signed: &record.bytes,
        expected: &expected,
        time: Time::Stamped,
    };
    let judged = notary::judge(office, question, now).await?;
    let number = CaseNumber::from_random(u64::from_be_bytes(office.random()?));
    let taken = Taken {
        container_digest: sha256_hex(input.container),
        evidence: match &judged {
            Judged::Counts(proof) => Some(FilingEvidence::Signature(proof.kept.clone())),
            Judged::Pending { .. } => None,
        },
        extra: kept(office, input.container, judged, &number, now)?,
        number,
    };
    Ok((record, taken))
}

/// Who gives the case its number in the chancellery's register.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Registering {
    /// Whoever files it, if its day has come and its evidence is at hand; the worker otherwise.
    WhenDue,
    /// The worker.
    ByWorker,
}

/// What stands behind an application that is taken in.
pub(crate) struct Taken {
    /// The number of the case that it becomes.
    pub(crate) number: CaseNumber,
    /// SHA-256 of the signature container, or of the record of a confirmation.
    pub(crate) container_digest: String,
    /// The evidence, if at hand.
    pub(crate) evidence: Option<FilingEvidence>,
    /// What is kept of it, and what ends or goes on with it.
    pub(crate) extra: Extra,
}

/// Makes a case of a record that was signed or confirmed.
pub(crate) async fn take_in(
    office: &Office,
    account: &Account,
    (record, draft, registering): (SigningRow, &str, Registering),
    taken: Taken,
    now: Timestamp,
) -> Result<CaseNumber, Error> {
    let signed = data_of(&record.bytes)?;
    // The draft's id is in the signed text, and the draft ends with the commit: no signature files twice.
    if signed.draft != draft {
        return Err(Error::NotFound);
    }
    let desk = desk(office, account, &signed, now).await?;
    let number = taken.number;
    let file = File {
        number: number.clone(),
        place: signed.place,
        channel: Channel::Portal,
        answers: signed.answers,
        attachments: signed.attachments,
        signed_digest: record.digest.clone(),
        container_digest: taken.container_digest,
        filed_at: now,
        evidence: taken.evidence,
    };
    let mut extra = taken.extra;
    extra.blobs.push(Blob::new(record.bytes));
    extra.rows.extend([
        Row::UseSigning { id: record.id, now },
        Row::DeleteDraft {
            id: draft.to_owned(),
        },
    ]);
    let edition = EditionId(signed.edition);
    commit(office, desk, (edition, file), extra, registering).await?;
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

/// The edition and the organization of an application that we wrote.
pub(crate) fn addressed(text: &[u8]) -> Result<(String, String), Error> {
    let signed = data_of(text)?;
    Ok((signed.edition, signed.organization))
}

/// What is kept of the signature: all evidence, or the container and a token while the responder is silent.
fn kept(
    office: &Office,
    container: &[u8],
    judged: Judged,
    number: &CaseNumber,
    now: Timestamp,
) -> Result<Extra, Error> {
    let mut extra = Extra::default();
    match judged {
        Judged::Counts(proof) => {
            let written = proof.written(office, (number.clone(), None), now)?;
            extra.blobs = written.blobs;
            extra.rows.push(written.row);
            extra.jobs = written.jobs;
        }
        Judged::Pending { code, token } => {
            tracing::warn!(code, "an application is received and waits for evidence");
            extra.blobs.push(Blob::new(container.to_vec()));
            if let Some(token) = token {
                let (row, token) = notary::waiting(container, &token, number.clone());
                extra.rows.push(row);
                extra.blobs.push(token);
            }
        }
    }
    Ok(extra)
}

/// One transaction: the events, the lists, the notices, the job, the end of the draft and of the record.
async fn commit(
    office: &Office,
    desk: Desk,
    (edition, file): (EditionId, File),
    extra: Extra,
    registering: Registering,
) -> Result<(), Error> {
    let filed = decide::file(file, &desk.moment(&edition)?)?;
    let case = Case::begin(filed.clone());
    // Tried before a number is drawn: a refusal then would leave the application unfiled.
    let number = Numbering::of(&case, &desk.organization);
    let is_due = registering == Registering::WhenDue
        && desk.of_system().decide(&case, number.with(1)).is_ok();
    let filing = Arc::new(Filing {
        notice_id: office.random_id()?,
        desk,
        filed: Event::Filed(Box::new(filed)),
        case,
        extra,
    });
    let written = filing.clone().write(office, is_due.then_some(number)).await;
    match written {
        // Somebody keeps the register. Nothing was written, and no day is lost by waiting for a number.
        Err(CommitError::Fault(store::Fault::Busy { .. })) if is_due => {
            tracing::warn!("the register is busy; the worker gives the number");
            filing.write(office, None).await
        }
        written => written,
    }
    .map_err(uncommitted)
}

/// An application that was decided on and waits to be written.
struct Filing {
    desk: Desk,
    filed: Event,
    case: Case,
    extra: Extra,
    notice_id: String,
}

impl Filing {
    /// Writes it, with a number of the register or without.
    async fn write(
        self: Arc<Self>,
        office: &Office,
        number: Option<Numbering>,
    ) -> Result<(), CommitError<Refusal>> {
        let commit = Commit {
            stream: StreamId::case(&self.case.filed.number),
            expected_seq: 0,
            counters: number.iter().map(|it| it.counter.clone()).collect(),
            build: Box::new(move |drawn: &Numbers| {
                let command = number.map(|it| it.command(drawn)).transpose()?;
                Ok((self.batch(command)?, ()))
            }),
        };
        office.store.commit(commit).await.map(drop)
    }

    fn batch(&self, register: Option<Command>) -> Result<Batch, Refusal> {
        let system = self.desk.of_system();
        let registered = match register {
            Some(command) => system.decide(&self.case, command)?,
            None => Vec::new(),
        };
        let after = system.fold(self.case.clone(), &registered)?;
        let mut batch = Batch::default();
        let filed = std::slice::from_ref(&self.filed);
        self.desk.tell(&after, filed, &self.notice_id, &mut batch)?;
        system.tell(&after, &registered, &self.notice_id, &mut batch)?;
        system.list(&after, &mut batch)?;
        batch.rows.extend_from_slice(&self.extra.rows);
        batch.blobs.extend_from_slice(&self.extra.blobs);
        batch.jobs.extend_from_slice(&self.extra.jobs);
        Ok(batch)
    }
}
