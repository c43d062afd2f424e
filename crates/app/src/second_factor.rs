//! The second factor at login, where the policy asks for it: after the signature, a code sent to the person's phone.
//!
//! # Threats
//!
//! - A stolen key with its password: whoever signs and does not hold the person's phone stays half open, and a half-open
//!   session is a guest at every door but this one (`session::find` names no person).
//! - A phone that somebody typed in: it comes from the mobile citizens database, never from the account.
//! - A code of another person, session or act: all of them are under the HMAC, and the record is of this session.
//! - Guessing: five tries counted before they are compared, five codes an hour, five minutes.
//! - A code used twice, or in two requests at once: its use is one statement that succeeds once.
//! - A session fixed before the code: the token changes again when the session opens.
//! - A silent database, a failing door, a policy without doors: nobody gets in.

use casework::canonical::sha256_hex;
use casework::event::PersonRef;
use jiff::Timestamp;
use store::SigningRow;

use crate::error::{Error, PasswordProblem};
use crate::office::Office;
use crate::one_time_password::code::{self, Waiting};
use crate::session::{self, HALF_OPEN_LASTS, NewSession, Session};
use crate::signing;

/// For what a code is sent; a code for anything else opens no session.
const PURPOSE: &str = "second-factor";

/// Opens a session that may do nothing but give the code.
pub(crate) async fn begin(
    office: &Office,
    person: PersonRef,
    now: Timestamp,
) -> Result<NewSession, Error> {
    let iin = person.iin.clone();
    let opened = session::open_half(office, person, now).await?;
    let digest = &opened.session.token_digest;
    let bytes = format!("shanyraq/{PURPOSE}/1\nlog in\n{}\n{digest}\n", iin.as_str());
    let row = SigningRow {
        // The record is the session's own: nobody else can name it.
        id: digest.clone(),
        purpose: PURPOSE.to_owned(),
        subject: iin,
        session_digest: digest.clone(),
        digest: sha256_hex(bytes.as_bytes()),
        bytes: bytes.into_bytes(),
        created_at: now,
        expires_at: now + HALF_OPEN_LASTS,
        used_at: None,
    };
    office.store.create_signing(&row).await?;
    Ok(opened)
}

/// Sends a code to the phone of whoever waits in this half-open session.
///
/// `message` writes the short message around the code, in the person's language.
pub async fn send(
    office: &Office,
    session: &Session,
    message: impl Fn(&str) -> String,
    now: Timestamp,
) -> Result<(), Error> {
    let shown = shown(office, session, now).await?;
    // A policy that cannot be kept keeps everybody out.
    let phones = office.phones.as_deref().ok_or(PasswordProblem::NotSent)?;
    code::send(office, phones, &shown, message, now).await
}

/// The code that waits to be typed in this half-open session; none if another one must be sent first.
pub async fn waiting(
    office: &Office,
    session: &Session,
    now: Timestamp,
) -> Result<Option<Waiting>, Error> {
    let shown = shown(office, session, now).await?;
    match code::waiting(office, shown).await {
        Ok(waiting) => Ok(Some(waiting)),
        Err(Error::Password(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Takes the typed code; the session opens under a new token.
pub async fn confirm(
    office: &Office,
    session: &Session,
    typed: &str,
    now: Timestamp,
) -> Result<NewSession, Error> {
    let shown = shown(office, session, now).await?;
    let row = code::compared(office, &shown, typed, now).await?;
    if !office.store.use_one_time_password(&row.id, now).await? {
        return Err(PasswordProblem::Expired.into());
    }
    let used = office.store.use_signing(&shown.id, now).await;
    used.map_err(Error::from)?;
    session::open_wholly(office, session, now).await
}

/// What this half-open session waits for; a session that waits for nothing must sign first.
async fn shown(office: &Office, session: &Session, now: Timestamp) -> Result<SigningRow, Error> {
    let person = session.awaited.as_ref().ok_or(Error::SignedOut)?;
    let shown = signing::find(office, &session.token_digest, PURPOSE, session, now).await?;
    if shown.subject == person.iin {
        Ok(shown)
    } else {
        Err(Error::SignedOut)
    }
}
