//! Logging in: a nonce of ours, signed, tells who the person is.
//!
//! Threats: a certificate forged under the right issuer name (the notary checks the chain by signature), a signature
//! of something else used as a login (the text begins with a type of its own and binds purpose, origin, browser,
//! nonce and expiry), a login sent twice (the record is used once), a revoked key (the responder is asked by us).

use casework::event::PersonRef;
use casework::identifier::Iin;
use jiff::{SignedDuration, Timestamp};
use signature::login::LoginText;
use signature::{Expected, ExpectedRole, Purpose};

use crate::error::{Error, Fault};
use crate::notary::{self, Judged};
use crate::office::{Office, hex};
use crate::session::{self, NewSession, Session};
use crate::signing::{self, NOBODY, Shown};

/// How long a nonce can be signed.
const LASTS: SignedDuration = SignedDuration::from_mins(5);
const PURPOSE: &str = "login";

/// What is to be signed to log in.
pub struct Challenge {
    /// The record.
    pub id: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Makes a nonce for this browser.
pub async fn begin(office: &Office, session: &Session, now: Timestamp) -> Result<Challenge, Error> {
    let text = LoginText {
        purpose: "shanyraq".to_owned(),
        origin: office.settings.origin.clone(),
        session_digest: session.token_digest.clone(),
        nonce: hex(&office.random::<32>()?),
        issued: now,
        expires: now + LASTS,
    };
    let shown = Shown {
        purpose: PURPOSE.to_owned(),
        subject: Iin::from_certificate(NOBODY)
            .map_err(|_not_digits| Fault::Law("no subject".to_owned()))?,
        session,
        bytes: text.bytes(),
        lasts: LASTS,
    };
    let row = signing::show(office, shown, now).await?;
    Ok(Challenge {
        id: row.id,
        bytes: row.bytes,
    })
}

/// Logs in whoever signed the nonce; the browser gets a new session.
pub async fn finish(
    office: &Office,
    session: &Session,
    id: &str,
    container: &[u8],
    now: Timestamp,
) -> Result<NewSession, Error> {
    let row = signing::find(office, id, PURPOSE, session, now).await?;
    office
        .store
        .use_signing(id, now)
        .await
        .map_err(signing::over)?;
    let expected = Expected {
        purpose: Purpose::Login,
        iin: None,
        bin: None,
        role: ExpectedRole::Any,
    };
    let proof = match notary::judge(office, container, &row.bytes, &expected, now).await? {
        Judged::Counts(proof) => proof,
        Judged::Pending { code } => return Err(Error::Rejected { code }),
    };
    let signer = &proof.verified.signer;
    let nameless = || Error::Rejected { code: "no-person" };
    let iin = signer.iin.as_deref().ok_or_else(nameless)?;
    let person = PersonRef {
        iin: Iin::from_certificate(iin).map_err(|_not_a_number| nameless())?,
        name: signer.common_name.clone().ok_or_else(nameless)?,
    };
    session::open(office, person, now).await
}
