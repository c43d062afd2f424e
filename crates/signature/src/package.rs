//! The evidence package: all that is needed to repeat a check in twenty years, with no network.
//!
//! On disk it is a set of files with a manifest of SHA-256 digests, in the form that `sha256sum -c`
//! reads. Archive stamps are tokens over the manifest, each over the files and all stamps before it,
//! so that a new token can take over before the certificate behind the last one ends.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::expected::Expected;
use crate::ocsp::OcspAnswer;
use crate::rejected::Rejected;
use crate::revocation::Evidence;
use crate::token::{TokenFacts, check_token, token_ends};
use crate::trust::Trust;
use crate::verify::{Subject, VERIFIER, Verified, examine_subject};

mod files;

pub use files::{File, MANIFEST, MAX_FILES, is_public};

/// The code of a verdict that the signature counts.
pub const VALID: &str = "valid";

/// What was signed.
#[derive(Clone, PartialEq, Eq)]
pub enum Signed {
    /// The bytes.
    Bytes(Vec<u8>),
    /// The bytes are kept elsewhere: what is needed of them.
    Digest {
        /// Their SHA-256.
        sha256: Vec<u8>,
        /// Their digest by the algorithm of the signature; the same for RSA with SHA-256.
        message: Vec<u8>,
    },
}

/// An answer of the responder as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The DER of the `OCSPResponse`.
    pub response: Vec<u8>,
    /// The nonce we sent, so that late evidence stays believable.
    pub nonce: Option<Vec<u8>>,
}

/// What the notary said, and what was asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The verifier and its version.
    pub verifier: String,
    /// Who was asked to sign, and for what.
    pub expected: Expected,
    /// When the signature was received, or when our token was asked for.
    pub received_at: Timestamp,
    /// [`VALID`], or the code of the reason against it.
    pub code: String,
    /// What was established, when it counts.
    pub verified: Option<Verified>,
}

/// All that is kept about one signature. It is personal data and has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct EvidencePackage {
    /// The container as it was sent.
    pub container: Vec<u8>,
    /// What was signed.
    pub signed: Signed,
    /// The time-stamp token beside the container.
    pub token: Option<Vec<u8>>,
    /// The responder's answer.
    pub ocsp: Option<KeptAnswer>,
    /// The lists of revoked certificates.
    pub crls: Vec<Vec<u8>>,
    /// DER of the authorities above the signer, the nearest first.
    pub authorities: Vec<Vec<u8>>,
    verdict: Verdict,
    verdict_json: Vec<u8>,
    /// Tokens over everything before them, the oldest first, DER.
    pub stamps: Vec<Vec<u8>>,
}

/// A package checked again.
#[derive(Clone, PartialEq, Eq)]
pub struct Reverified {
    /// The verdict found now; in all but the verifier's name it is the one that was kept.
    pub verdict: Verdict,
    /// What the archive stamps established, the oldest first.
    pub stamps: Vec<TokenFacts>,
}

/// Judges a signature and packs it with all that was used. See [`crate::verify`].
pub fn pack(
    container: &[u8],
    signed: Signed,
    expected: &Expected,
    trust: &Trust,
    evidence: &Evidence<'_>,
    at: Timestamp,
) -> EvidencePackage {
    let mut package = unjudged(container, signed, expected, evidence, at);
    let (verdict, authorities) = package.judge(trust);
    package.verdict_json = files::written(&verdict);
    package.verdict = verdict;
    package.authorities = authorities;
    package
}

/// [`crate::verify`] and [`pack`] in one: a signature that counts, with its package. What both look at is looked at once;
/// a signature that does not count is not packed.
pub fn verify_and_pack(
    container: &[u8],
    signed: &[u8],
    expected: &Expected,
    trust: &Trust,
    evidence: &Evidence<'_>,
    at: Timestamp,
) -> Result<(Verified, EvidencePackage), Rejected> {
    let subject = Subject::Bytes(signed);
    let examined = examine_subject(container, subject, expected, trust, evidence.token, at)?;
    let is_judged_alike = !evidence.embedded_only_refutes || examined.brings_no_evidence();
    let authorities = examined.authorities().to_vec();
    let verified = examined.with(evidence)?;
    let signed = Signed::Bytes(signed.to_vec());
    if !is_judged_alike {
        let package = pack(container, signed, expected, trust, evidence, at);
        return Ok((verified, package));
    }
    let mut package = unjudged(container, signed, expected, evidence, at);
    VALID.clone_into(&mut package.verdict.code);
    package.verdict.verified = Some(verified.clone());
    package.verdict_json = files::written(&package.verdict);
    package.authorities = authorities;
    Ok((verified, package))
}

/// What a package is made of, before anybody has judged it.
fn unjudged(
    container: &[u8],
    signed: Signed,
    expected: &Expected,
    evidence: &Evidence<'_>,
    at: Timestamp,
) -> EvidencePackage {
    EvidencePackage {
        container: container.to_vec(),
        signed,
        token: evidence.token.map(<[u8]>::to_vec),
        ocsp: evidence.ocsp.map(|answer| KeptAnswer {
            response: answer.response.to_vec(),
            nonce: answer.nonce.map(<[u8]>::to_vec),
        }),
        crls: evidence.crls.iter().map(|list| list.to_vec()).collect(),
        authorities: Vec::new(),
        verdict: Verdict {
            verifier: VERIFIER.to_owned(),
            expected: expected.clone(),
            received_at: at,
            code: Rejected::RevocationUnknown.code().to_owned(),
            verified: None,
        },
        verdict_json: Vec::new(),
        stamps: Vec::new(),
    }
}

/// Checks a package again from itself and the pinned trust.
///
/// The verdict must come out as it was kept. With `now` the chain of tokens must also reach until
/// then without a gap: each token's authority in term until the next token was made.
pub fn reverify(
    package: &EvidencePackage,
    trust: &Trust,
    now: Option<Timestamp>,
) -> Result<Reverified, Rejected> {
    let mut until = now;
    let mut stamps = Vec::new();
    for (number, stamp) in package.stamps.iter().enumerate().rev() {
        let message = package.stamped(number)?;
        let looked_at = until.unwrap_or(Timestamp::MAX);
        let facts = check_token(stamp, &message, trust, None, looked_at)?;
        reaches(&facts, until)?;
        until = Some(facts.made_at);
        stamps.push(facts);
    }
    stamps.reverse();
    let (verdict, authorities) = package.judge(trust);
    if let Some(facts) = verdict
        .verified
        .as_ref()
        .and_then(|one| one.time_stamp.as_ref())
    {
        reaches(facts, until)?;
    }
    let kept = &package.verdict;
    let strip = |verified: &Option<Verified>| {
        let mut stripped = verified.clone();
        if let Some(one) = &mut stripped {
            one.verifier.clear();
        }
        stripped
    };
    if kept.code != verdict.code || strip(&kept.verified) != strip(&verdict.verified) {
        return Err(Rejected::VerdictDiffers {
            kept: kept.code.clone(),
            found: verdict.code,
        });
    }
    if package.authorities != authorities {
        let part = "authorities".to_owned();
        return Err(Rejected::PackageBroken { part });
    }
    Ok(Reverified { verdict, stamps })
}

/// Whether a new archive stamp is due: what protects the package now ends within `before` of `at`,
/// or nothing protects it.
pub fn needs_restamp(
    package: &EvidencePackage,
    at: Timestamp,
    before: SignedDuration,
) -> Result<bool, Rejected> {
    let of_signature = package.verdict.verified.as_ref();
    let ends = match package.stamps.last() {
        Some(stamp) => Some(token_ends(stamp)?),
        None => of_signature.and_then(|one| one.time_stamp.as_ref().map(|facts| facts.ends)),
    };
    Ok(ends.is_none_or(|ends| ends.duration_since(at) <= before))
}

impl EvidencePackage {
    /// What the notary said when the package was made.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// What the next archive stamp is a token over: the manifest of all files and stamps so far.
    pub fn to_be_stamped(&self) -> Result<Vec<u8>, Rejected> {
        self.stamped(self.stamps.len())
    }

    /// Puts a stamp over everything so far, after checking that it is one. See [`check_token`].
    pub fn add_stamp(
        &mut self,
        token: Vec<u8>,
        trust: &Trust,
        nonce: Option<&[u8]>,
        at: Timestamp,
    ) -> Result<TokenFacts, Rejected> {
        let facts = check_token(&token, &self.to_be_stamped()?, trust, nonce, at)?;
        self.stamps.push(token);
        Ok(facts)
    }

    /// The verdict and the authorities above the signer.
    fn judge(&self, trust: &Trust) -> (Verdict, Vec<Vec<u8>>) {
        let subject = match &self.signed {
            Signed::Bytes(bytes) => Subject::Bytes(bytes),
            Signed::Digest { sha256, message } => Subject::Digest { sha256, message },
        };
        let crls: Vec<&[u8]> = self.crls.iter().map(Vec::as_slice).collect();
        let evidence = Evidence {
            ocsp: self.ocsp.as_ref().map(|kept| OcspAnswer {
                response: &kept.response,
                nonce: kept.nonce.as_deref(),
            }),
            crls: &crls,
            token: self.token.as_deref(),
            // The package's own evidence was brought by us; what lay inside counts as it did then.
            embedded_only_refutes: false,
        };
        let expected = self.verdict.expected.clone();
        let received_at = self.verdict.received_at;
        let token = evidence.token;
        let examined = examine_subject(
            &self.container,
            subject,
            &expected,
            trust,
            token,
            received_at,
        );
        let (found, authorities) = match examined {
            Ok(examined) => {
                let authorities = examined.authorities().to_vec();
                (examined.with(&evidence), authorities)
            }
            Err(reason) => (Err(reason), Vec::new()),
        };
        let (code, verified) = match found {
            Ok(verified) => (VALID.to_owned(), Some(verified)),
            Err(reason) => (reason.code().to_owned(), None),
        };
        let verdict = Verdict {
            verifier: VERIFIER.to_owned(),
            expected,
            received_at,
            code,
            verified,
        };
        (verdict, authorities)
    }
}

/// Refuses a token whose authority ended before something later took over.
fn reaches(facts: &TokenFacts, until: Option<Timestamp>) -> Result<(), Rejected> {
    match until {
        Some(until) if facts.ends < until => Err(Rejected::TokenEnded { ended: facts.ends }),
        Some(_) | None => Ok(()),
    }
}
