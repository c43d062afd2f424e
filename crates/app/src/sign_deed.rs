//! Signing a deed: the head reads exactly the data that are signed, and signs them with the key of the head of
//! that organization.

use casework::Refusal;
use casework::actor::{Actor, Officer};
use casework::case::{Case, Phase};
use casework::command::{Command, SignDeed};
use casework::deed::{self, DeedDocument, Signing};
use casework::event::DeedProposal;
use casework::identifier::{Bin, CaseNumber};
use jiff::{SignedDuration, Timestamp};
use signature::{Expected, ExpectedRole, Purpose};
use store::{Blob, Row, SigningRow};

use crate::case_command::{self, Extra, Loaded};
use crate::error::{Error, Fault, SigningOver};
use crate::notary::{self, Judged, Question, Time};
use crate::office::Office;
use crate::session::Session;
use crate::signing::{self, Shown};

/// With this the purpose of a signing record of a deed begins.
pub(crate) const OF_DEED: &str = "deed/";

/// How long a deed that was shown can be signed.
const LASTS: SignedDuration = SignedDuration::from_mins(30);

/// A deed shown for signature.
pub struct Ready {
    /// The record.
    pub record: String,
    /// The deed.
    pub document: DeedDocument,
    /// The bytes to be signed.
    pub bytes: Vec<u8>,
}

/// The deed that waits on a case, as it would be signed today by `officer`. Nothing is kept.
pub fn draft(
    office: &Office,
    loaded: &Loaded,
    officer: &Officer,
    now: Timestamp,
) -> Result<DeedDocument, Error> {
    write(office, loaded, waiting(loaded)?, officer, now)
}

fn waiting(loaded: &Loaded) -> Result<&DeedProposal, Refusal> {
    match &loaded.case.phase {
        Phase::AwaitingSignature { proposal } => Ok(proposal),
        Phase::Received
        | Phase::AtStage { .. }
        | Phase::Decided { .. }
        | Phase::Withdrawn { .. }
        | Phase::Void { .. } => Err(Refusal::NoDeedWaiting),
    }
}

/// Shows the deed that waits for signature in this browser.
pub async fn prepare(
    office: &Office,
    officer: &Officer,
    session: &Session,
    number: &CaseNumber,
    now: Timestamp,
) -> Result<Ready, Error> {
    let loaded = load(office, officer, number).await?;
    let proposal = waiting(&loaded)?;
    if !officer.has(proposal.signed_by) {
        return Err(Refusal::NotYourRole {
            needed: proposal.signed_by,
        }
        .into());
    }
    let document = write(office, &loaded, proposal, officer, now)?;
    show(office, officer, session, document, now).await
}

/// Fixes the data of a deed for signature in this browser.
pub(crate) async fn show(
    office: &Office,
    officer: &Officer,
    session: &Session,
    document: DeedDocument,
    now: Timestamp,
) -> Result<Ready, Error> {
    let bytes = document.bytes().map_err(Fault::from)?;
    let shown = Shown {
        purpose: purpose(&document.number),
        subject: officer.person.iin.clone(),
        session,
        bytes: bytes.clone(),
        lasts: LASTS,
    };
    let record = signing::show(office, shown, now).await?.id;
    Ok(Ready {
        record,
        document,
        bytes,
    })
}

/// What was shown for signature, if it can still be signed in this browser.
pub async fn shown(
    office: &Office,
    officer: &Officer,
    session: &Session,
    (deed, record): (&str, &str),
    now: Timestamp,
) -> Result<Ready, Error> {
    let row = signing::find(office, record, &purpose(deed), session, now).await?;
    read(own(row, officer)?)
}

fn own(row: SigningRow, officer: &Officer) -> Result<SigningRow, Error> {
    if row.subject == officer.person.iin {
        Ok(row)
    } else {
        Err(Error::NotFound)
    }
}

fn read(row: SigningRow) -> Result<Ready, Error> {
    let document = serde_json::from_slice(&row.bytes).map_err(Fault::Body)?;
    Ok(Ready {
        record: row.id,
        document,
        bytes: row.bytes,
    })
}

/// Takes the signature of the deed that was shown; the case after it. The PDF is made by the job that the commit holds.
pub async fn sign_deed(
    office: &Office,
    officer: &Officer,
    session: &Session,
    (number, record): (&CaseNumber, &str),
    container: &[u8],
    now: Timestamp,
) -> Result<Case, Error> {
    let loaded = load(office, officer, number).await?;
    // Whoever signed already hears first that nothing waits, and only of another deed that this one was used.
    waiting(&loaded)?;
    let is_deed = |purpose: &str| purpose.starts_with(OF_DEED);
    let row = signing::find_for(office, record, is_deed, session, now).await?;
    let row = own(row, officer)?;
    let ready = still(row, draft(office, &loaded, officer, now)?)?;
    let deed = ready.document.number.clone();
    let (signed, extra) = judged(office, officer, (&loaded, ready), container, now).await?;
    let make = Box::new(move |_numbers: &store::Numbers| Ok(Command::SignDeed(signed)));
    let actor = Actor::Officer(officer.clone());
    let case = case_command::act(office, loaded, actor, make, extra, now).await?;
    tracing::info!(case = number.as_str(), deed, "a deed was signed");
    Ok(case)
}

/// What was shown, if the case still `waits` for it: written once more, it is the same bytes, and nobody has to read
/// those. Of another number the rulebook speaks.
fn still(row: SigningRow, waits: DeedDocument) -> Result<Ready, Error> {
    if waits.bytes().map_err(Fault::from)? == row.bytes {
        return Ok(Ready {
            record: row.id,
            document: waits,
            bytes: row.bytes,
        });
    }
    let ready = read(row)?;
    if waits.number == ready.document.number {
        return Err(Error::Signing(SigningOver::Expired));
    }
    Ok(ready)
}

/// The signature of a deed that was shown, with what is written down of it: it counts, it is of today, and the key is
/// that of the head of the organization.
pub(crate) async fn judged(
    office: &Office,
    officer: &Officer,
    (loaded, ready): (&Loaded, Ready),
    container: &[u8],
    now: Timestamp,
) -> Result<(SignDeed, Extra), Error> {
    let number = &loaded.case.filed.number;
    let deed = ready.document.number;
    let today = office.today_at(&loaded.organization.kato, now)?;
    if ready.document.day != today || ready.document.case != number.as_str() {
        return Err(Error::Signing(SigningOver::Expired));
    }
    let expected = Expected {
        purpose: Purpose::Document,
        iin: Some(officer.person.iin.as_str().to_owned()),
        bin: Some(loaded.organization.bin.as_str().to_owned()),
        role: ExpectedRole::Head,
    };
    let question = Question {
        container,
        signed: &ready.bytes,
        expected: &expected,
        time: Time::Stamped,
    };
    let proof = match notary::judge(office, question, now).await? {
        Judged::Counts(proof) => proof,
        Judged::Pending { code, .. } => return Err(Error::Rejected { code }),
    };
    let data = Blob::new(ready.bytes);
    let bin = proof.verified.signer.bin.as_deref().unwrap_or_default();
    let signed = SignDeed {
        deed: deed.clone(),
        data_digest: data.digest().to_owned(),
        container_digest: proof.container.digest().to_owned(),
        evidence: proof.kept.clone(),
        bin: Bin::parse(bin).map_err(|_odd_number| Error::Rejected {
            code: "wrong-organization",
        })?,
    };
    let written = proof.written(office, (number.clone(), Some(deed)), now)?;
    let mut blobs = vec![data];
    blobs.extend(written.blobs);
    let used = Row::UseSigning {
        id: ready.record,
        now,
    };
    let extra = Extra {
        blobs,
        rows: vec![used, written.row],
        jobs: written.jobs,
        ..Extra::default()
    };
    Ok((signed, extra))
}

pub(crate) async fn load(
    office: &Office,
    officer: &Officer,
    number: &CaseNumber,
) -> Result<Loaded, Error> {
    let loaded = case_command::load(office, number).await?;
    if loaded.case.filed.organization == officer.organization {
        Ok(loaded)
    } else {
        Err(Error::NotFound)
    }
}

fn write(
    office: &Office,
    loaded: &Loaded,
    proposal: &DeedProposal,
    officer: &Officer,
    now: Timestamp,
) -> Result<DeedDocument, Error> {
    let day = office.today_at(&loaded.organization.kato, now)?;
    let signing = Signing {
        law: &office.law,
        edition: office.edition(&loaded.case.filed.edition)?,
        organization: &loaded.organization,
        day,
        signatory: &officer.acting_as(proposal.signed_by),
    };
    deed::write(&loaded.case, proposal, &signing).map_err(|fault| Fault::Deed(fault).into())
}

/// What a signing record of a deed is for.
pub(crate) fn purpose(deed: &str) -> String {
    format!("{OF_DEED}{deed}")
}
