//! Sessions: who is signed in, in which browser.
//!
//! Threats: a session fixed before login (the token changes when somebody signs in), a stolen database (only the
//! digest of a token is kept), a session whose person has signed and not given the second factor (it names nobody,
//! so that every door takes it for a guest's), a session that never ends (twelve hours, two without use), cross-site requests (a
//! secret of the session in every form, compared in constant time).

use casework::actor::Officer;
use casework::canonical::sha256_hex;
use casework::event::PersonRef;
use jiff::{SignedDuration, Timestamp};
use law::edition::Role;
use store::{PersonRow, SessionRow};
use subtle::ConstantTimeEq as _;

use crate::error::Error;
use crate::office::{Office, hex};

/// A session ends after this long without use.
const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// The end is moved when less than this is left, not on every request.
const REFRESH_BELOW: SignedDuration = SignedDuration::from_mins(90);
/// A session ends after this long in any case.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// How long a session waits for the second factor.
pub(crate) const HALF_OPEN_LASTS: SignedDuration = SignedDuration::from_mins(15);
/// The kind of a session in which somebody is signed in.
const WHOLE: &str = "person";
/// The kind of a session in which somebody has signed in and given the second factor.
const CONFIRMED: &str = "confirmed";
/// The kind of a session whose person has signed and must give the second factor.
const HALF_OPEN: &str = "half-open";

/// A browser that may or may not be signed in.
#[derive(Clone)]
pub struct Session {
    /// SHA-256 of the token in the cookie; signing records are bound to it.
    pub token_digest: String,
    /// The secret that every form sends back.
    pub csrf: String,
    /// Who is signed in.
    pub person: Option<PersonRef>,
    /// Who has signed and not given the second factor yet: this person is *not* signed in.
    pub awaited: Option<PersonRef>,
}

/// A new session, with the token for the cookie.
pub struct NewSession {
    /// The token; 256 random bits as hexadecimal digits. Shown to nobody but the browser.
    pub token: String,
    /// The session.
    pub session: Session,
}

/// Who is signed in, with what the registers know of them.
#[derive(Clone)]
pub struct Account {
    /// The person.
    pub person: PersonRef,
    /// The account, if they have registered.
    pub row: Option<PersonRow>,
    /// Where they are an officer.
    pub officers: Vec<Officer>,
}

impl Session {
    /// Whether a form sent the session's secret back, compared in constant time.
    pub fn is_csrf(&self, sent: &str) -> bool {
        self.csrf.as_bytes().ct_eq(sent.as_bytes()).into()
    }
}

/// A session for a browser that has only a random token of its own: nothing is stored until somebody signs in.
pub fn guest(office: &Office, token: &str) -> Session {
    Session {
        token_digest: sha256_hex(token.as_bytes()),
        csrf: office
            .settings
            .secret
            .seal(&format!("shanyraq/csrf/1 {token}")),
        person: None,
        awaited: None,
    }
}

/// A fresh token for a browser.
pub fn fresh_token(office: &Office) -> Result<String, Error> {
    Ok(hex(&office.random::<32>()?))
}

/// The session of the token in the cookie: signed in if the archive knows it and it has not ended.
pub async fn find(office: &Office, token: &str, now: Timestamp) -> Result<Session, Error> {
    let mut session = guest(office, token);
    let Some(row) = office.store.session(&session.token_digest, now).await? else {
        return Ok(session);
    };
    session.csrf = row.csrf;
    let named = row.iin.map(|iin| PersonRef {
        iin,
        name: row.data,
    });
    match row.kind.as_str() {
        CONFIRMED => session.person = named,
        // Begun without a second factor: where one is asked for meanwhile, it names nobody any more.
        WHOLE => match named {
            Some(person) if office.asks_second_factor(&person.iin).await? => {
                return Ok(session);
            }
            named => session.person = named,
        },
        HALF_OPEN => {
            session.awaited = named;
            // It is never prolonged: whoever does not give the code signs again.
            return Ok(session);
        }
        // A kind that we do not know is nobody.
        _ => return Ok(session),
    }
    if row.expires_at.duration_since(now) < REFRESH_BELOW {
        let end = (now + IDLE).min(row.created_at + LONGEST);
        office
            .store
            .touch_session(&session.token_digest, now, end)
            .await?;
    }
    Ok(session)
}

/// Begins a session for `person`, in place of whatever the browser had.
pub async fn open(office: &Office, person: PersonRef, now: Timestamp) -> Result<NewSession, Error> {
    let (token, mut session, row) = fresh(office, &person, (WHOLE, IDLE), now)?;
    office.store.create_session(&row).await?;
    session.person = Some(person);
    Ok(NewSession { token, session })
}

/// Begins a session in which `person` may do nothing but give the second factor.
pub(crate) async fn open_half(
    office: &Office,
    person: PersonRef,
    now: Timestamp,
) -> Result<NewSession, Error> {
    let (token, mut session, row) = fresh(office, &person, (HALF_OPEN, HALF_OPEN_LASTS), now)?;
    office.store.create_session(&row).await?;
    session.awaited = Some(person);
    Ok(NewSession { token, session })
}

/// Puts a whole session with a new token in the place of a half-open one; once.
pub(crate) async fn open_wholly(
    office: &Office,
    half: &Session,
    now: Timestamp,
) -> Result<NewSession, Error> {
    let person = half.awaited.clone().ok_or(Error::SignedOut)?;
    let (token, mut session, row) = fresh(office, &person, (CONFIRMED, IDLE), now)?;
    let rotated = office.store.rotate_session(&half.token_digest, &row);
    if !rotated.await? {
        return Err(Error::SignedOut);
    }
    session.person = Some(person);
    Ok(NewSession { token, session })
}

/// A session of `person` that names nobody yet, with its token and its row.
fn fresh(
    office: &Office,
    person: &PersonRef,
    (kind, lasts): (&str, SignedDuration),
    now: Timestamp,
) -> Result<(String, Session, SessionRow), Error> {
    let token = fresh_token(office)?;
    let session = guest(office, &token);
    let row = SessionRow {
        token_digest: session.token_digest.clone(),
        iin: Some(person.iin.clone()),
        kind: kind.to_owned(),
        csrf: session.csrf.clone(),
        created_at: now,
        expires_at: now + lasts,
        data: person.name.clone(),
    };
    Ok((token, session, row))
}

/// Ends a session.
pub async fn close(office: &Office, session: &Session) -> Result<(), Error> {
    office.store.delete_session(&session.token_digest).await?;
    Ok(())
}

/// What the registers know of the person who is signed in.
pub async fn account(office: &Office, session: &Session) -> Result<Account, Error> {
    let person = session.person.clone().ok_or(Error::SignedOut)?;
    let row = office.store.person_by_iin(&person.iin).await?;
    let officers = office
        .store
        .officers_by_iin(&person.iin)
        .await?
        .into_iter()
        .map(|row| Officer {
            person: PersonRef {
                iin: row.iin,
                name: row.name,
            },
            organization: row.organization,
            roles: row.roles.iter().filter_map(|role| role_of(role)).collect(),
        })
        .filter(|officer| !officer.roles.is_empty())
        .collect();
    Ok(Account {
        person,
        row,
        officers,
    })
}

impl Account {
    /// The person as an officer of `organization`; to others the organization's pages do not exist.
    pub fn officer_of(&self, organization: &str) -> Result<&Officer, Error> {
        let of_it = |officer: &&Officer| officer.organization == organization;
        self.officers.iter().find(of_it).ok_or(Error::NotFound)
    }
}

/// A role by its word in the office file.
pub fn role_of(word: &str) -> Option<Role> {
    match word {
        "clerk" => Some(Role::Clerk),
        "executor" => Some(Role::Executor),
        "head" => Some(Role::Head),
        "commission" => Some(Role::Commission),
        "operator" => Some(Role::Operator),
        "chair" => Some(Role::Chair),
        "secretary" => Some(Role::Secretary),
        "reviewer" => Some(Role::Reviewer),
        "registrar" => Some(Role::Registrar),
        _ => None,
    }
}
