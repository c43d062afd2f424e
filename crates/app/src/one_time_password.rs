//! Confirming an application by a one-time password. It is a digital confirmation and never passes for a signature.
//!
//! Threats: a phone that somebody typed in (it comes from the mobile citizens database), guessing (six digits from the
//! system's generator, five tries counted before they are compared, five minutes, five passwords an hour), a stolen
//! database (an HMAC with the office's secret is kept, never the code), a password of another text, person, phone or act
//! (all of them are under the HMAC), a password used twice (its use stands in the transaction of the case), a flood
//! of messages at somebody's cost (one a minute, by a unique index), a code that lives on beside a newer one (only
//! the last one that was sent to a person counts).

use casework::event::{Confirmation, FilingEvidence};
use casework::identifier::CaseNumber;
use casework::refusal::WorkRefusal;
use jiff::{SignedDuration, Timestamp};
use law::edition::{Edition, SigningMeans};
use serde_json::json;
use store::{Blob, OneTimePasswordRow, Row, SendLimit, SigningRow};
use subtle::ConstantTimeEq as _;

use crate::case_command::Extra;
use crate::error::{Error, Fault, PasswordProblem, chain};
use crate::office::{Office, Phones};
use crate::session::{Account, Session};
use crate::submit::{self, Taken};
use crate::{draft, job, register_case, review, signing};

/// How long a password counts.
const LASTS: SignedDuration = SignedDuration::from_mins(5);
/// How often one may be tried.
const TRIES_MAX: u64 = 5;
/// How often one is sent to a person.
const LIMIT: SendLimit = SendLimit {
    pause: SignedDuration::from_mins(1),
    count: 5,
    within: SignedDuration::from_hours(1),
};

/// A password that was sent and waits to be typed.
pub struct Waiting {
    /// The text that it confirms.
    pub text: Vec<u8>,
    /// The last two digits of the phone.
    pub phone_end: String,
    /// Until when it counts.
    pub expires_at: Timestamp,
    /// From when on another one can be sent.
    pub resend_at: Timestamp,
}

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
    let phone = phone(phones, account).await?;
    let record = review::show(office, account, session, draft, (text, now)).await?;
    let purpose = review::purpose(&draft.id);
    let shown = signing::find(office, &record, &purpose, session, now).await?;
    let code = code(office)?;
    let row = OneTimePasswordRow {
        id: office.random_id()?,
        record: record.clone(),
        iin: account.person.iin.clone(),
        seal: seal(office, &shown, &phone, &code),
        phone,
        tries: 0,
        sent_at: now,
        expires_at: now + LASTS,
        used_at: None,
    };
    if !office.store.create_one_time_password(&row, LIMIT).await? {
        return Err(too_often(office, account, now).await?.into());
    }
    if let Err(error) = phones.sms.send(&row.phone, &message(&code)).await {
        tracing::error!(error = chain(&error), "a password could not be sent");
        // Only what surely was not sent does not count: else a failing door could be made to send without end.
        if error.is_before_sending() {
            office.store.forget_one_time_password(&row.id).await?;
        }
        return Err(PasswordProblem::NotSent.into());
    }
    tracing::info!("a one-time password was sent");
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
    let row = last(office, account, record).await?;
    Ok(Waiting {
        text: shown.bytes,
        phone_end: end(&row.phone),
        expires_at: row.expires_at,
        resend_at: row.sent_at + LIMIT.pause,
    })
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
    let row = compared(office, account, &record, typed, now).await?;
    let kept = kept(account, &record, &row, now)?;
    let evidence = FilingEvidence::Confirmation {
        confirmation: Confirmation {
            record_digest: kept.digest().to_owned(),
            phone_end: end(&row.phone),
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
    let number = submit::take_in(office, account, (record, draft), taken, now).await?;
    let registered = register_case::register_case(office, &number, now).await;
    job::note("register-case", registered);
    Ok(number)
}

fn allowed<'o>(office: &'o Office, edition: &Edition) -> Result<&'o Phones, Error> {
    let means = SigningMeans::OneTimePassword;
    let not_allowed = || Error::Refused(WorkRefusal::MeansNotAllowed { means }.into());
    if !edition.signing.contains(&means) {
        return Err(not_allowed());
    }
    office.phones.as_deref().ok_or_else(not_allowed)
}

/// The person's phone in the mobile citizens database; a silent database is no phone that could be trusted.
async fn phone(phones: &Phones, account: &Account) -> Result<String, Error> {
    match phones.citizens.phone(account.person.iin.as_str()).await {
        Ok(Some(phone)) => Ok(phone),
        Ok(None) => Err(PasswordProblem::NoPhone.into()),
        Err(error) => {
            tracing::error!(
                error = chain(&error),
                "the mobile citizens database is silent"
            );
            Err(PasswordProblem::Silent.into())
        }
    }
}

/// Six digits; 2⁶⁴ is so large that none of them is likelier than another.
fn code(office: &Office) -> Result<String, Error> {
    let number = u64::from_be_bytes(office.random()?) % 1_000_000;
    Ok(format!("{number:06}"))
}

/// The code under the office's secret, with everything that it is bound to.
fn seal(office: &Office, shown: &SigningRow, phone: &str, code: &str) -> String {
    office.settings.secret.seal(&format!(
        "shanyraq/password/1 {} {} {} {} {phone} {code}",
        shown.id,
        shown.purpose,
        shown.subject.as_str(),
        shown.digest
    ))
}

async fn too_often(
    office: &Office,
    account: &Account,
    now: Timestamp,
) -> Result<PasswordProblem, Error> {
    let last = office.store.last_password_of(&account.person.iin).await?;
    Ok(match last {
        Some(row) if row.sent_at + LIMIT.pause > now => PasswordProblem::TooSoon {
            at: row.sent_at + LIMIT.pause,
        },
        Some(_) | None => PasswordProblem::TooMany,
    })
}

/// The last password sent to the person, if it was for this record.
async fn last(
    office: &Office,
    account: &Account,
    record: &str,
) -> Result<OneTimePasswordRow, Error> {
    let last = office.store.last_password_of(&account.person.iin).await?;
    last.filter(|row| row.record == record)
        .ok_or_else(|| PasswordProblem::Expired.into())
}

/// The password that was sent, if the typed one is it. The try counts before anything is compared.
async fn compared(
    office: &Office,
    account: &Account,
    record: &SigningRow,
    typed: &str,
    now: Timestamp,
) -> Result<OneTimePasswordRow, Error> {
    let row = last(office, account, &record.id).await?;
    if row.expires_at <= now || row.used_at.is_some() {
        return Err(PasswordProblem::Expired.into());
    }
    let typed: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    if typed.len() != 6 || !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PasswordProblem::NotSixDigits.into());
    }
    let has_try = office.store.try_one_time_password(&row.id, TRIES_MAX, now);
    if !has_try.await? {
        return Err(PasswordProblem::TriedTooOften.into());
    }
    let seal = seal(office, record, &row.phone, &typed);
    let is_right: bool = seal.as_bytes().ct_eq(row.seal.as_bytes()).into();
    if is_right {
        return Ok(row);
    }
    tracing::info!("a wrong one-time password");
    let left = TRIES_MAX.saturating_sub(row.tries + 1);
    Err(if left == 0 {
        PasswordProblem::TriedTooOften.into()
    } else {
        PasswordProblem::Wrong { left }.into()
    })
}

/// The record of the confirmation, which says what it is.
fn kept(
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

/// The last two digits.
fn end(phone: &str) -> String {
    let skipped = phone.chars().count().saturating_sub(2);
    phone.chars().skip(skipped).collect()
}
