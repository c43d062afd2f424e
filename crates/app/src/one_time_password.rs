//! Confirming an application by a one-time password. It is a digital confirmation and never passes for a signature.
//!
//! Threats: a phone that somebody typed in (it comes from the mobile citizens database), guessing (six digits from the
//! system's generator, five tries counted before they are compared, five minutes, five passwords an hour), a stolen
//! database (an HMAC with the office's secret is kept, never the code), a password of another text, person, phone or act
//! (all of them are under the HMAC), a password used twice (its use stands in the transaction of the case), a flood
//! of messages at somebody's cost (one a minute, by a unique index), a code that lives on beside a newer one (only
//! the last one that was sent to a person counts).

pub(crate) mod code;

pub use code::Waiting;

use casework::event::{Confirmation, FilingEvidence};
use casework::identifier::CaseNumber;
use casework::refusal::WorkRefusal;
use jiff::Timestamp;
use law::edition::{Edition, SigningMeans};
use serde_json::json;
use store::{Blob, OneTimePasswordRow, Row, SigningRow};

use crate::case_command::Extra;
use crate::error::{Error, Fault};
use crate::office::{Office, Phones};
use crate::session::{Account, Session};
use crate::submit::{self, Registering, Taken};
use crate::{draft, review, signing};

/// Whether an application under `edition` may be confirmed so here.
pub fn is_offered(office: &Office, edition: &Edition) -> bool {
    office.phones.is_some() && edition.signing.contains(&SigningMeans::OneTimePassword)
}

/// Sends a password for the reviewed `text` to the person's phone; the id of the record to confirm.
///
/// `message` writes the short message around the code, in the person's language.
pub async fn send(
    office: &Office,
    (account, session): (&Account, &Session),
    draft: &draft::Draft,
    (edition, text): (&Edition, String),
    message: impl Fn(&str) -> String,
    now: Timestamp,
) -> Result<String, Error> {
    let phones = allowed(office, edition)?;
    let record = review::show(office, account, session, draft, (text, now)).await?;
    let purpose = review::purpose(&draft.id);
    let shown = signing::find(office, &record, &purpose, session, now).await?;
    code::send(office, phones, &shown, message, now).await?;
    Ok(record)
}

/// What waits to be confirmed in this browser.
pub async fn waiting(
    office: &Office,
    (account, session): (&Account, &Session),
    (draft, record): (&str, &str),
    now: Timestamp,
) -> Result<Waiting, Error> {
    let shown = signing::find(office, record, &review::purpose(draft), session, now).await?;
    if shown.subject != account.person.iin {
        return Err(Error::NotFound);
    }
    code::waiting(office, shown).await
}

/// Takes the typed password and files the application; the number of the case.
pub async fn confirm(
    office: &Office,
    (account, session): (&Account, &Session),
    (draft, record): (&str, &str),
    typed: &str,
    now: Timestamp,
) -> Result<CaseNumber, Error> {
    let record = signing::find(office, record, &review::purpose(draft), session, now).await?;
    if record.subject != account.person.iin {
        return Err(Error::NotFound);
    }
    let row = code::compared(office, &record, typed, now).await?;
    let kept = kept(account, &record, &row, now)?;
    let evidence = FilingEvidence::Confirmation {
        confirmation: Confirmation {
            record_digest: kept.digest().to_owned(),
            phone_end: code::end(&row.phone),
            confirmed_at: now,
        },
    };
    let taken = Taken {
        container_digest: kept.digest().to_owned(),
        evidence: Some(evidence),
        extra: Extra {
            blobs: vec![kept],
            rows: vec![Row::UseOneTimePassword { id: row.id, now }],
            ..Extra::default()
        },
        number: CaseNumber::from_random(u64::from_be_bytes(office.random()?)),
    };
    let taking = (record, draft, Registering::WhenDue);
    submit::take_in(office, account, taking, taken, now).await
}

fn allowed<'o>(office: &'o Office, edition: &Edition) -> Result<&'o Phones, Error> {
    let means = SigningMeans::OneTimePassword;
    let not_allowed = || Error::Refused(WorkRefusal::MeansNotAllowed { means }.into());
    if !edition.signing.contains(&means) {
        return Err(not_allowed());
    }
    office.phones.as_deref().ok_or_else(not_allowed)
}

/// The record of the confirmation, which says what it is.
pub(crate) fn kept(
    account: &Account,
    record: &SigningRow,
    row: &OneTimePasswordRow,
    now: Timestamp,
) -> Result<Blob, Error> {
    let text = json!({
        "type": "shanyraq/confirmation/1",
        "what": "digital confirmation by one-time password; not an electronic digital signature",
        "person": account.person,
        "phone": row.phone,
        "phone_source": "mobile citizens database",
        "action": record.purpose,
        "document": record.digest,
        "sent_at": row.sent_at,
        "confirmed_at": now,
        "tries": row.tries + 1,
    });
    let bytes = serde_json::to_vec_pretty(&text).map_err(Fault::Body)?;
    Ok(Blob::new(bytes))
}
