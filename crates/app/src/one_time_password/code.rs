//! The code itself: drawn, sealed, sent, and compared. What it confirms is the caller's business.

use casework::identifier::Iin;
use jiff::{SignedDuration, Timestamp};
use store::{OneTimePasswordRow, SendLimit, SigningRow};
use subtle::ConstantTimeEq as _;

use crate::error::{Error, PasswordProblem, chain};
use crate::office::{Office, Phones};

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

/// Sends a password for what was `shown` to its subject.
///
/// `message` writes the short message around the code, in the person's language.
pub(crate) async fn send(
    office: &Office,
    phones: &Phones,
    shown: &SigningRow,
    message: impl Fn(&str) -> String,
    now: Timestamp,
) -> Result<(), Error> {
    let iin = &shown.subject;
    let phone = phone(phones, iin).await?;
    let code = code(office)?;
    let row = OneTimePasswordRow {
        id: office.random_id()?,
        record: shown.id.clone(),
        iin: iin.clone(),
        seal: seal(office, shown, &phone, &code),
        phone,
        tries: 0,
        sent_at: now,
        expires_at: now + LASTS,
        used_at: None,
    };
    if !office.store.create_one_time_password(&row, LIMIT).await? {
        return Err(too_often(office, iin, now).await?.into());
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
    Ok(())
}

/// The password that waits for what was shown.
pub(crate) async fn waiting(office: &Office, shown: SigningRow) -> Result<Waiting, Error> {
    let row = last(office, &shown).await?;
    Ok(Waiting {
        text: shown.bytes,
        phone_end: end(&row.phone),
        expires_at: row.expires_at,
        resend_at: row.sent_at + LIMIT.pause,
    })
}

/// The person's phone in the mobile citizens database; a silent database is no phone that could be trusted.
async fn phone(phones: &Phones, iin: &Iin) -> Result<String, Error> {
    match phones.citizens.phone(iin.as_str()).await {
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

/// Why no further one is sent now. An hour after the last one none of those before it counts any more; if the last one
/// was forgotten meanwhile, as it could not be sent, a minute is enough.
async fn too_often(office: &Office, iin: &Iin, now: Timestamp) -> Result<PasswordProblem, Error> {
    let last = office.store.last_password_of(iin).await?;
    let last = last.map_or(now, |row| row.sent_at);
    let (soon, late) = (last + LIMIT.pause, last + LIMIT.within);
    Ok(if soon > now {
        PasswordProblem::TooSoon {
            seconds: seconds_until(soon, now),
        }
    } else {
        PasswordProblem::TooMany {
            seconds: seconds_until(late, now),
        }
    })
}

/// Whole seconds up to a moment, 1 and more: whoever waits for them does not come too early.
fn seconds_until(moment: Timestamp, now: Timestamp) -> u64 {
    let wait = moment.duration_since(now);
    let begun = i64::from(wait.subsec_nanos() > 0);
    u64::try_from(wait.as_secs() + begun).map_or(1, |it| it.max(1))
}

/// The last password sent to the person, if it was for this record.
async fn last(office: &Office, shown: &SigningRow) -> Result<OneTimePasswordRow, Error> {
    let last = office.store.last_password_of(&shown.subject).await?;
    last.filter(|row| row.record == shown.id)
        .ok_or_else(|| PasswordProblem::Expired.into())
}

/// The password that was sent, if the typed one is it. The try counts before anything is compared.
pub(crate) async fn compared(
    office: &Office,
    record: &SigningRow,
    typed: &str,
    now: Timestamp,
) -> Result<OneTimePasswordRow, Error> {
    let row = last(office, record).await?;
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

/// The last two digits.
pub(crate) fn end(phone: &str) -> String {
    let skipped = phone.chars().count().saturating_sub(2);
    phone.chars().skip(skipped).collect()
}
