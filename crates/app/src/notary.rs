//! Asking the notary: examine, ask the responder with our nonce, verify, keep the evidence.

use casework::canonical::sha256_hex;
use casework::event::Evidence as Kept;
use jiff::Timestamp;
use signature::{Evidence, Examined, Expected, OcspAnswer, Rejected, Verified};
use store::Blob;

use crate::error::{Error, Fault, chain};
use crate::office::Office;

/// A signature that the notary looked at.
pub enum Judged {
    /// It counts.
    Counts(Box<Proof>),
    /// It holds in everything but revocation, and the responder gave no answer that can be believed.
    Pending {
        /// The reason code.
        code: &'static str,
    },
}

/// A signature that counts, with all that is kept of it.
pub struct Proof {
    /// The verdict.
    pub verified: Verified,
    /// How events name the evidence.
    pub kept: Kept,
    /// The container.
    pub container: Blob,
    /// The OCSP response.
    pub ocsp: Blob,
    /// The verdict as JSON.
    pub verdict: Blob,
}

impl Proof {
    /// The blobs to be kept.
    pub fn blobs(self) -> [Blob; 3] {
        [self.container, self.ocsp, self.verdict]
    }
}

/// Judges `container` as a signature over `signed` by `expected`, received at `now`.
pub async fn judge(
    office: &Office,
    container: &[u8],
    signed: &[u8],
    expected: &Expected,
    now: Timestamp,
) -> Result<Judged, Error> {
    let examined = signature::examine(container, signed, expected, &office.trust, now)
        .map_err(|reason| rejected(&reason))?;
    let nonce: [u8; 16] = office.random()?;
    let Some(response) = ask(office, &examined, &nonce).await else {
        return Ok(Judged::Pending {
            code: Rejected::RevocationUnknown.code(),
        });
    };
    let answer = OcspAnswer {
        response: &response,
        nonce: Some(&nonce),
    };
    let evidence = Evidence {
        ocsp: Some(answer),
        ..Evidence::default()
    };
    match signature::verify(container, signed, expected, &office.trust, &evidence, now) {
        Ok(verified) => Ok(Judged::Counts(Box::new(proof(
            container, response, verified,
        )?))),
        Err(reason) if reason.is_pending() => {
            tracing::warn!(
                reason = reason.code(),
                "the responder's answer cannot be believed"
            );
            Ok(Judged::Pending {
                code: reason.code(),
            })
        }
        Err(reason) => Err(rejected(&reason)),
    }
}

/// The responder's answer, or `None`: not knowing is never a pass, and the caller says what then.
async fn ask(office: &Office, examined: &Examined, nonce: &[u8]) -> Option<Vec<u8>> {
    match office.ocsp.ask(examined.ocsp_request(nonce)).await {
        Ok(response) => Some(response),
        Err(error) => {
            tracing::warn!(error = chain(&error), "no answer about revocation");
            None
        }
    }
}

fn proof(container: &[u8], response: Vec<u8>, verified: Verified) -> Result<Proof, Error> {
    let verdict = serde_json::to_vec(&verified).map_err(Fault::Body)?;
    Ok(Proof {
        kept: Kept {
            ocsp_digest: sha256_hex(&response),
            verdict_digest: sha256_hex(&verdict),
            certificate: verified.signer.serial_hex.clone(),
        },
        verified,
        container: Blob::new(container.to_vec()),
        ocsp: Blob::new(response),
        verdict: Blob::new(verdict),
    })
}

/// The notary's reason, logged once by its code.
fn rejected(reason: &Rejected) -> Error {
    let code = reason.code();
    tracing::info!(reason = code, "a signature does not count");
    Error::Rejected { code }
}
