//! Bearer tokens: the sessions of programs that speak the JSON API.
//!
//! Threats: a token of one kind used as the other (a bearer token begins with its own word, which no cookie can hold,
//! and the archive keeps the digest of all of it, so that neither is ever found in place of the other), a stolen
//! token (it ends after an hour, is never prolonged, and ends at once on request), a stolen database (digests only), a way
//! around the second factor (whoever is asked for one gets no token).

use casework::event::PersonRef;
use jiff::{SignedDuration, Timestamp};
use store::SessionRow;

use crate::error::Error;
use crate::log_in;
use crate::office::Office;
use crate::session::{self, Session};

/// What every bearer token begins with.
const WORD: &str = "shanyraq-";
/// The kind of these sessions in the archive.
const KIND: &str = "bearer";
/// Why nobody of whom a second factor is asked has a token: a program cannot hold the person's phone.
const CODE_NEEDED: &str = "code-needed";
/// How long a token counts.
const LASTS: SignedDuration = SignedDuration::from_hours(1);

/// A token that was given out.
pub struct Bearer {
    /// The token. Shown to nobody but the program that logged in.
    pub token: String,
    /// Until when it counts.
    pub expires_at: Timestamp,
    /// The session.
    pub session: Session,
}

/// Logs in whoever signed the text issued to this program at `issued`: the same text and the same notary as in a
/// browser, another kind of session.
pub async fn log_in(
    office: &Office,
    nonce: &str,
    issued: Timestamp,
    container: &[u8],
    now: Timestamp,
) -> Result<Bearer, Error> {
    let person = log_in::signed(office, nonce, issued, container, now).await?;
    if office.asks_second_factor(&person.iin).await? {
        return Err(Error::Rejected { code: CODE_NEEDED });
    }
    open(office, person, now).await
}

async fn open(office: &Office, person: PersonRef, now: Timestamp) -> Result<Bearer, Error> {
    let token = format!("{WORD}{}", session::fresh_token(office)?);
    let mut session = session::guest(office, &token);
    let row = SessionRow {
        token_digest: session.token_digest.clone(),
        iin: Some(person.iin.clone()),
        kind: KIND.to_owned(),
        csrf: session.csrf.clone(),
        created_at: now,
        expires_at: now + LASTS,
        data: person.name.clone(),
    };
    office.store.create_session(&row).await?;
    session.person = Some(person);
    Ok(Bearer {
        token,
        expires_at: now + LASTS,
        session,
    })
}

/// The session of a bearer token; a token that we did not give out, that has ended, or that is a browser's is nobody's.
pub async fn find(office: &Office, token: &str, now: Timestamp) -> Result<Session, Error> {
    if !is_bearer(token) {
        return Err(Error::SignedOut);
    }
    let mut session = session::guest(office, token);
    let row = office.store.session(&session.token_digest, now).await?;
    let row = row.filter(|row| row.kind == KIND && row.expires_at > now);
    let row = row.ok_or(Error::SignedOut)?;
    let iin = row.iin.ok_or(Error::SignedOut)?;
    if office.asks_second_factor(&iin).await? {
        return Err(Error::SignedOut);
    }
    session.person = Some(PersonRef {
        iin,
        name: row.data,
    });
    Ok(session)
}

fn is_bearer(token: &str) -> bool {
    token.strip_prefix(WORD).is_some_and(|rest| {
        rest.len() == 64
            && rest
                .bytes()
                .all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use super::is_bearer;

    #[test]
    fn token_of_a_browser_is_no_bearer_token() {
        let browser = "0f".repeat(32);
        assert!(!is_bearer(&browser));
        assert!(is_bearer(&format!("shanyraq-{browser}")));
        assert!(!is_bearer(&format!("shanyraq-{browser}0")));
        assert!(!is_bearer(&format!("shanyraq-{}", browser.to_uppercase())));
    }
}
