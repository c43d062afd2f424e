//! Logging in: a nonce of ours, signed, tells who the person is.
//!
//! Threats: a certificate forged under the right issuer name (the notary checks the chain by signature), a signature
//! of something else used as a login (the text begins with a type of its own and binds purpose, origin, browser,
//! nonce and expiry), a login sent twice (each text is used once), a revoked key (the responder is asked by us), a
//! flood of visits to the page (nothing is kept until somebody signs: the nonce follows from a secret of ours), a text signed long before
//! (nobody but the office can make its nonce).

use casework::canonical::sha256_hex;
use casework::event::PersonRef;
use casework::identifier::Iin;
use jiff::{SignedDuration, Timestamp};
use signature::login::LoginText;
use signature::{Expected, ExpectedRole, Purpose};
use store::SigningRow;

use crate::error::{Error, Fault, SigningOver};
use crate::notary::{self, Judged, Question, Time};
use crate::office::Office;
use crate::second_factor;
use crate::session::{self, NewSession};
use crate::signing::NOBODY;

/// How long a nonce can be signed.
pub const LASTS: SignedDuration = SignedDuration::from_mins(5);

/// What is to be signed to log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// When it was issued; comes back with the signature.
    pub issued: Timestamp,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The text that the browser with this token signs, if issued at `issued`.
///
/// Its nonce follows from the office's secret, the browser's token and the moment: nobody can make it beforehand.
pub fn challenge(office: &Office, token: &str, issued: Timestamp) -> Challenge {
    let nonce = office
        .settings
        .secret
        .seal(&format!("shanyraq/nonce/1 {issued} {token}"));
    let text = LoginText {
        purpose: "login".to_owned(),
        origin: office.settings.origin.clone(),
        session_digest: session::guest(office, token).token_digest,
        nonce,
        issued,
        expires: issued + LASTS,
    };
    Challenge {
        issued,
        bytes: text.bytes(),
    }
}

/// Logs in whoever signed the text issued to this browser at `issued`; the browser gets a new session.
///
/// Where the policy asks for a second factor, the session is half open: it names nobody until the code is given
/// (`second_factor`).
pub async fn log_in(
    office: &Office,
    token: &str,
    issued: Timestamp,
    container: &[u8],
    now: Timestamp,
) -> Result<NewSession, Error> {
    let person = signed(office, token, issued, container, now).await?;
    if office.asks_second_factor(&person.iin).await? {
        return second_factor::begin(office, person, now).await;
    }
    session::open(office, person, now).await
}

/// Who signed the text issued to this browser, or to this program, at `issued`. The text is used up and whatever
/// session its token had is over; the new one is the caller's.
pub(crate) async fn signed(
    office: &Office,
    token: &str,
    issued: Timestamp,
    container: &[u8],
    now: Timestamp,
) -> Result<PersonRef, Error> {
    if now < issued || now >= issued + LASTS {
        return Err(Error::Signing(SigningOver::Expired));
    }
    let challenge = challenge(office, token, issued);
    let id = sha256_hex(&challenge.bytes);
    if office.store.signing(&id).await?.is_some() {
        return Err(Error::Signing(SigningOver::Used));
    }
    let expected = Expected {
        purpose: Purpose::Login,
        iin: None,
        bin: None,
        role: ExpectedRole::Any,
    };
    let bytes = &challenge.bytes;
    let question = Question {
        container,
        signed: bytes,
        expected: &expected,
        time: Time::Receipt,
    };
    let proof = match notary::judge(office, question, now).await? {
        Judged::Counts(proof) => proof,
        Judged::Pending { code, .. } => return Err(Error::Rejected { code }),
    };
    let signer = &proof.verified.signer;
    let nameless = || Error::Rejected { code: "no-person" };
    let iin = signer.iin.as_deref().ok_or_else(nameless)?;
    let person = PersonRef {
        iin: Iin::from_certificate(iin).map_err(|_not_a_number| nameless())?,
        name: spelled(&signer.full_name().ok_or_else(nameless)?),
    };
    use_once(office, token, &challenge, now).await?;
    let before = session::guest(office, token);
    session::close(office, &before).await?;
    Ok(person)
}

/// A name as people write it: certificates spell names in capitals.
fn spelled(name: &str) -> String {
    let word = |word: &str| -> String {
        let mut letters = word.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_uppercase().to_string());
        first.unwrap_or_default() + &letters.as_str().to_lowercase()
    };
    let part = |part: &str| part.split('-').map(word).collect::<Vec<_>>().join("-");
    name.split_whitespace()
        .map(part)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Notes that the text was used; a second time is refused.
async fn use_once(
    office: &Office,
    token: &str,
    challenge: &Challenge,
    now: Timestamp,
) -> Result<(), Error> {
    let id = sha256_hex(&challenge.bytes);
    let row = SigningRow {
        purpose: "login".to_owned(),
        subject: Iin::from_certificate(NOBODY)
            .map_err(|_not_digits| Fault::Law("no subject".to_owned()))?,
        session_digest: session::guest(office, token).token_digest,
        digest: id.clone(),
        bytes: challenge.bytes.clone(),
        created_at: now,
        expires_at: challenge.issued + LASTS,
        used_at: None,
        id: id.clone(),
    };
    office.store.create_signing(&row).await?;
    office
        .store
        .use_signing(&id, now)
        .await
        .map_err(Error::from)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn names_are_spelled_as_people_write_them() {
        assert_eq!(
            spelled("АХМЕТОВА МАДИНА ЕРЛАНҚЫЗЫ"),
            "Ахметова Мадина Ерланқызы"
        );
        assert_eq!(spelled("ИВАНОВА-ҮСЕН  АННА"), "Иванова-Үсен Анна");
    }
}
