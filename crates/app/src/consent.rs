//! The consent of a party: they read exactly what they consent to, and sign it or, only where the edition says so,
//! confirm it by a one-time password, which never passes for a signature.
//!
//! # Threats
//!
//! - Somebody else consents (what is asked is asked of one IIN; to everybody else it does not exist, and the notary
//!   asks for a certificate of that IIN).
//! - Other words are consented to than were read (the text is written by us, kept by its digest, and of one browser).
//! - A code where the edition wants a signature (asked of the rulebook before a code is sent, and again in the
//!   transaction).
//! - A code of another text, case, party, person or session (all of them are under the HMAC), a code used twice (its use
//!   stands in the transaction of the case).
//! - A consent after its time, after an answer, or after the stage (the rulebook decides in the transaction).

use casework::actor::Actor;
use casework::application::ConsentText;
use casework::case::{Case, Consents, Progress};
use casework::command::work::{Consent, ConsentBy};
use casework::command::{Command, WorkCommand};
use casework::event::work::AskedParty;
use casework::identifier::CaseNumber;
use casework::refusal::WorkRefusal;
use casework::{Moment, decide};
use jiff::{SignedDuration, Timestamp};
use law::Language;
use law::edition::{Edition, SigningMeans};
use signature::{Expected, ExpectedRole, Purpose};
use store::{Blob, Row, SigningRow};

use crate::bytes::bytes;
use crate::case_command::{self, Extra, Loaded};
use crate::error::{Error, Fault};
use crate::notary::{self, Judged, Question, Time};
use crate::office::Office;
use crate::one_time_password::{Waiting, code, kept};
use crate::session::{Account, Session};
use crate::signing::{self, Shown};
use crate::work_command::by_party;

/// How long the record of a text that was shown can be used.
const LASTS: SignedDuration = SignedDuration::from_mins(30);

/// What is asked: the case and the code of the party.
#[derive(Clone, Copy, Debug)]
pub struct Which<'a> {
    /// The case.
    pub number: &'a CaseNumber,
    /// The party of the edition as which the person is asked.
    pub party: &'a str,
}

/// A consent that is asked of a person.
pub struct Asked {
    /// Exactly what they would consent to.
    pub text: String,
    /// By what means they may: the edition's, where a way for it is open here.
    pub means: Vec<SigningMeans>,
    /// From when on they can consent no more; none = no limit.
    pub expires: Option<Timestamp>,
}

/// What is asked of the person now, in words; to whom nothing is asked it does not exist.
pub async fn asked(
    office: &Office,
    account: &Account,
    which: Which<'_>,
    (language, now): (Language, Timestamp),
) -> Result<Asked, Error> {
    let loaded = case_command::load(office, which.number).await?;
    let (consents, found) = found(&loaded, account, which)?;
    let edition = office.edition(&loaded.case.filed.edition)?;
    let mut parties = edition.parties.iter();
    let party = parties.find(|it| it.code == which.party);
    let application = bytes(office, &loaded.case.filed.signed_digest).await?;
    let application = std::str::from_utf8(&application)
        .map_err(|_not_utf8| Fault::Law("the signed text is not UTF-8".to_owned()))?;
    let text = ConsentText {
        edition,
        party: party.ok_or(Error::NotFound)?,
        person: &found.person,
        organization: &loaded.organization.name,
        filed: &loaded.case.filed,
        application,
        language,
    }
    .text()
    .map_err(Fault::from)?;
    // Whether it can be answered still is for the rulebook to say; the same words as on the answer itself.
    would(
        office,
        &loaded,
        account,
        decline_of(account, which, String::new()),
        now,
    )?;
    let is_open = |means: &SigningMeans| match means {
        SigningMeans::Eds | SigningMeans::InPerson => true,
        SigningMeans::OneTimePassword => office.phones.is_some(),
    };
    Ok(Asked {
        text,
        means: found.means.iter().copied().filter(is_open).collect(),
        expires: consents.expires,
    })
}

/// Keeps the text that was shown, for a signature in this browser; the id of the record.
pub async fn show(
    office: &Office,
    (account, session): (&Account, &Session),
    which: Which<'_>,
    (language, now): (Language, Timestamp),
) -> Result<String, Error> {
    let asked = asked(office, account, which, (language, now)).await?;
    let shown = Shown {
        purpose: purpose(which),
        subject: account.person.iin.clone(),
        session,
        bytes: asked.text.into_bytes(),
        lasts: LASTS,
    };
    Ok(signing::show(office, shown, now).await?.id)
}

/// Exactly the bytes that were shown under a record of this person in this browser.
pub async fn shown(
    office: &Office,
    who: (&Account, &Session),
    what: (Which<'_>, &str),
    now: Timestamp,
) -> Result<Vec<u8>, Error> {
    Ok(of_person(office, who, what, now).await?.bytes)
}

/// Takes the signature of a consent; the case after it.
pub async fn sign(
    office: &Office,
    (account, session): (&Account, &Session),
    (which, record): (Which<'_>, &str),
    container: &[u8],
    now: Timestamp,
) -> Result<Case, Error> {
    let record = of_person(office, (account, session), (which, record), now).await?;
    let expected = Expected {
        purpose: Purpose::Document,
        iin: Some(account.person.iin.as_str().to_owned()),
        bin: None,
        role: ExpectedRole::Individual,
    };
    let question = Question {
        container,
        signed: &record.bytes,
        expected: &expected,
        time: Time::Stamped,
    };
    let proof = match notary::judge(office, question, now).await? {
        Judged::Counts(proof) => proof,
        Judged::Pending { code, .. } => return Err(Error::Rejected { code }),
    };
    let by = ConsentBy::Eds {
        signed_digest: record.digest.clone(),
        container_digest: proof.container.digest().to_owned(),
        evidence: proof.kept.clone(),
    };
    let written = proof.written(office, (which.number.clone(), None), now)?;
    let extra = Extra {
        blobs: written.blobs,
        rows: vec![written.row],
        jobs: written.jobs,
        ..Extra::default()
    };
    give(office, account, which, (by, extra, record), now).await
}

/// Sends a one-time password for the text that was shown under a record, where the edition allows one.
///
/// `message` writes the short message around the code, in the person's language, about the service of an edition.
pub async fn send(
    office: &Office,
    (account, session): (&Account, &Session),
    (which, record): (Which<'_>, &str),
    message: impl Fn(&Edition, &str) -> String,
    now: Timestamp,
) -> Result<Waiting, Error> {
    let loaded = case_command::load(office, which.number).await?;
    found(&loaded, account, which)?;
    let shown = of_person(office, (account, session), (which, record), now).await?;
    let by = ConsentBy::OneTimePassword {
        challenge_digest: String::new(),
    };
    // What the rulebook would decline is not sent in the first place.
    would(
        office,
        &loaded,
        account,
        consent_of(account, which, by),
        now,
    )?;
    let means = SigningMeans::OneTimePassword;
    let not_here = || Error::Refused(WorkRefusal::MeansNotAllowed { means }.into());
    let phones = office.phones.as_deref().ok_or_else(not_here)?;
    let edition = office.edition(&loaded.case.filed.edition)?;
    let message = |code: &str| message(edition, code);
    code::send(office, phones, &shown, message, now).await?;
    code::waiting(office, shown).await
}

/// Takes the typed code; the case after the consent. The journal says that it was confirmed, not signed.
pub async fn confirm(
    office: &Office,
    (account, session): (&Account, &Session),
    (which, record): (Which<'_>, &str),
    typed: &str,
    now: Timestamp,
) -> Result<Case, Error> {
    let record = of_person(office, (account, session), (which, record), now).await?;
    let row = code::compared(office, &record, typed, now).await?;
    let challenge = kept(account, &record, &row, now)?;
    let by = ConsentBy::OneTimePassword {
        challenge_digest: challenge.digest().to_owned(),
    };
    let extra = Extra {
        blobs: vec![challenge],
        rows: vec![Row::UseOneTimePassword { id: row.id, now }],
        ..Extra::default()
    };
    give(office, account, which, (by, extra, record), now).await
}

/// Declines; the case after it. Nothing is signed: whoever does not consent need not prove it.
pub async fn decline(
    office: &Office,
    account: &Account,
    which: Which<'_>,
    note: String,
    now: Timestamp,
) -> Result<Case, Error> {
    let command = decline_of(account, which, note);
    let person = &account.person;
    by_party(
        office,
        person,
        which.number,
        (command, Extra::default()),
        now,
    )
    .await
}

async fn give(
    office: &Office,
    account: &Account,
    which: Which<'_>,
    (by, mut extra, record): (ConsentBy, Extra, SigningRow),
    now: Timestamp,
) -> Result<Case, Error> {
    extra.blobs.push(Blob::new(record.bytes));
    extra.rows.push(Row::UseSigning { id: record.id, now });
    let command = consent_of(account, which, by);
    let case = by_party(office, &account.person, which.number, (command, extra), now).await?;
    tracing::info!(case = which.number.as_str(), "a party consented");
    Ok(case)
}

/// The consents of the case with what is asked of the person as this party; to whom nothing is asked it does not exist.
fn found<'l>(
    loaded: &'l Loaded,
    account: &Account,
    which: Which<'_>,
) -> Result<(&'l Consents, &'l AskedParty), Error> {
    let Progress::Consent(consents) = &loaded.case.work else {
        return Err(Error::NotFound);
    };
    let is_asked =
        |it: &&AskedParty| it.party == which.party && it.person.iin == account.person.iin;
    let found = consents.asked.iter().find(is_asked);
    Ok((consents, found.ok_or(Error::NotFound)?))
}

/// The record, if it was shown to this person in this browser for this consent.
async fn of_person(
    office: &Office,
    (account, session): (&Account, &Session),
    (which, record): (Which<'_>, &str),
    now: Timestamp,
) -> Result<SigningRow, Error> {
    let record = signing::find(office, record, &purpose(which), session, now).await?;
    if record.subject == account.person.iin {
        Ok(record)
    } else {
        Err(Error::NotFound)
    }
}

/// Asks the rulebook, nothing being written.
fn would(
    office: &Office,
    loaded: &Loaded,
    account: &Account,
    command: WorkCommand,
    now: Timestamp,
) -> Result<(), Error> {
    let actor = Actor::Recipient(account.person.clone());
    let moment = Moment {
        law: &office.law,
        edition: office.edition(&loaded.case.filed.edition)?,
        organization: &loaded.organization,
        actor: &actor,
        now,
    };
    let events = decide(&loaded.case, Command::Work(command), &moment);
    Ok(events.map(drop)?)
}

fn consent_of(account: &Account, which: Which<'_>, by: ConsentBy) -> WorkCommand {
    WorkCommand::Consent(Consent {
        party: which.party.to_owned(),
        person: account.person.iin.clone(),
        by,
    })
}

fn decline_of(account: &Account, which: Which<'_>, note: String) -> WorkCommand {
    WorkCommand::DeclineConsent {
        party: which.party.to_owned(),
        person: account.person.iin.clone(),
        note,
    }
}

fn purpose(which: Which<'_>) -> String {
    format!("consent/{}/{}", which.number, which.party)
}
