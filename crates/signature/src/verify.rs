//! The check itself, in its order: container, bytes, attributes, signature, chain, term, use,
//! person, revocation.

use std::fmt;

use cms::signed_data::SignerIdentifier;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::algorithm::{Algorithm, sha256};
use crate::attributes::{EssForms, SignedAttributes};
use crate::certificate::{Authority, Certificate};
use crate::container::{Container, Embedded, MAX_CONTAINER};
use crate::expected::Expected;
use crate::ocsp;
use crate::raw::hex;
use crate::rejected::Rejected;
use crate::revocation::{self, Evidence, Revocation};
use crate::signer::Signer;
use crate::token::{TokenFacts, check_token};
use crate::trust::Trust;

/// The name and version of this verifier, kept in every verdict.
pub const VERIFIER: &str = concat!("shanyraq-signature/", env!("CARGO_PKG_VERSION"));

/// A signature that holds in everything but revocation, which is not known yet.
pub struct Examined {
    signer: Signer,
    claimed_at: Option<Timestamp>,
    at: Timestamp,
    leaf: Certificate,
    issuer: Certificate,
    authorities: Vec<Vec<u8>>,
    time_stamp: Option<TokenFacts>,
    signature: Vec<u8>,
    embedded: Embedded,
    content_sha256: String,
    container_sha256: String,
}

impl fmt::Debug for Examined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Examined")
            .field("signer", &self.signer)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl Examined {
    /// Who signed, if the certificate turns out not to be revoked.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The DER of the OCSP request about the signer's certificate, to be sent to the authority.
    ///
    /// The nonce should be 16 random bytes, and go into [`OcspAnswer::nonce`](crate::OcspAnswer::nonce) with the answer.
    pub fn ocsp_request(&self, nonce: &[u8]) -> Vec<u8> {
        ocsp::request(&self.leaf, &self.issuer, nonce)
    }

    /// The signature value: what a time-stamp token is asked for.
    pub fn signature_value(&self) -> &[u8] {
        &self.signature
    }

    /// What the time-stamp token in the container established, if one was believed.
    pub fn time_stamp(&self) -> Option<&TokenFacts> {
        self.time_stamp.as_ref()
    }

    /// The instant for which everything was checked: the token's, else the one given.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// DER of the authorities above the signer, the nearest first.
    pub fn authorities(&self) -> &[Vec<u8>] {
        &self.authorities
    }

    pub(crate) fn leaf(&self) -> &Certificate {
        &self.leaf
    }

    pub(crate) fn issuer(&self) -> &Certificate {
        &self.issuer
    }

    /// Whether nothing about revocation lay inside the container.
    pub(crate) fn brings_no_evidence(&self) -> bool {
        self.embedded.ocsp.is_empty() && self.embedded.crls.is_empty()
    }

    /// Turns what was examined into a verdict, if the evidence lets it.
    pub(crate) fn with(self, evidence: &Evidence<'_>) -> Result<Verified, Rejected> {
        let (leaf, issuer) = (&self.leaf, &self.issuer);
        let known = revocation::check(evidence, &self.embedded, leaf, issuer, self.at)?;
        let digests = self.authorities.iter().map(|der| hex(&sha256(der)));
        Ok(Verified {
            signer: self.signer,
            at: self.at,
            claimed_at: self.claimed_at,
            time_stamp: self.time_stamp,
            revocation: known,
            chain_sha256: digests.collect(),
            content_sha256: self.content_sha256,
            container_sha256: self.container_sha256,
            verifier: VERIFIER.to_owned(),
        })
    }
}

/// A signature that counts: the verdict, kept beside the container and its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Who signed.
    pub signer: Signer,
    /// The proven time for which everything was checked.
    pub at: Timestamp,
    /// What the signer's own clock said: shown, never trusted.
    pub claimed_at: Option<Timestamp>,
    /// The time-stamp token that proved the time; `None` when it is the time of receipt.
    pub time_stamp: Option<TokenFacts>,
    /// What the authority said about revocation.
    pub revocation: Revocation,
    /// SHA-256 of the authorities above the signer, the nearest first.
    pub chain_sha256: Vec<String>,
    /// SHA-256 of the signed bytes.
    pub content_sha256: String,
    /// SHA-256 of the container as it was sent.
    pub container_sha256: String,
    /// The verifier and its version.
    pub verifier: String,
}

/// What was signed, as we know it.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'a> {
    /// The bytes.
    Bytes(&'a [u8]),
    /// The bytes are kept elsewhere, or not any more.
    Digest {
        /// Their SHA-256.
        sha256: &'a [u8],
        /// Their digest by the algorithm of the signature.
        message: &'a [u8],
    },
}

impl Subject<'_> {
    fn length(self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Digest { .. } => MAX_CONTAINER,
        }
    }

    fn sha256(self) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => sha256(bytes),
            Self::Digest { sha256, .. } => sha256.to_vec(),
        }
    }

    fn message_digest(self, algorithm: Algorithm) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => algorithm.digest(bytes),
            Self::Digest { message, .. } => message.to_vec(),
        }
    }

    /// Whether an attached content is the same, bit for bit.
    fn is(self, content: &[u8], algorithm: Algorithm) -> bool {
        match self {
            Self::Bytes(bytes) => content == bytes,
            Self::Digest {
                sha256: digest,
                message,
            } => sha256(content) == digest && algorithm.digest(content) == message,
        }
    }
}

/// Checks everything but revocation.
///
/// `signed` are our bytes, the ones stored and shown; an attached content must equal them. `at` is
/// the instant of receipt. A time-stamp token in the container moves the proven time back to its
/// own, if the trust says whom to believe about time; otherwise the token is not looked at.
pub fn examine(
    container: &[u8],
    signed: &[u8],
    expected: &Expected,
    trust: &Trust,
    at: Timestamp,
) -> Result<Examined, Rejected> {
    examine_subject(container, Subject::Bytes(signed), expected, trust, None, at)
}

/// Checks everything. See [`examine`] for the parameters; `evidence` is about revocation and time.
pub fn verify(
    container: &[u8],
    signed: &[u8],
    expected: &Expected,
    trust: &Trust,
    evidence: &Evidence<'_>,
    at: Timestamp,
) -> Result<Verified, Rejected> {
    let subject = Subject::Bytes(signed);
    examine_subject(container, subject, expected, trust, evidence.token, at)?.with(evidence)
}

pub(crate) fn examine_subject(
    container: &[u8],
    subject: Subject<'_>,
    expected: &Expected,
    trust: &Trust,
    token: Option<&[u8]>,
    at: Timestamp,
) -> Result<Examined, Rejected> {
    let opened = Container::open(container, subject.length())?;
    let (leaf, embedded, claimed_at) = signed_by(&opened, subject)?;
    let (at, time_stamp) = proven_time(&opened, token, trust, at)?;
    let chain = trust
        .chain(&leaf, at)
        .map_err(|why| name_pretender(&leaf, &embedded, why))?;
    leaf.check_critical()?;
    leaf.check_term(at)?;
    trust.check_policies(&leaf)?;
    expected.check_usage(&leaf)?;
    let who = Signer::of(&leaf)?;
    expected.check_person(&who)?;
    let issuer = *chain.first().ok_or(Rejected::ChainUntrusted)?;
    Ok(Examined {
        signer: who,
        claimed_at,
        at,
        issuer: issuer.clone(),
        authorities: chain.iter().map(|one| one.der().to_vec()).collect(),
        leaf,
        time_stamp,
        signature: opened.signer.signature.as_bytes().to_vec(),
        embedded: opened.embedded,
        content_sha256: hex(&subject.sha256()),
        container_sha256: hex(&sha256(container)),
    })
}

/// The signer's certificate, all certificates, and what the signer's clock said. The signature is
/// over our bytes and by that certificate's key; whose certificate it is has not been asked yet.
fn signed_by(
    opened: &Container,
    subject: Subject<'_>,
) -> Result<(Certificate, Vec<Certificate>, Option<Timestamp>), Rejected> {
    let info = &opened.signer;
    let algorithm = Algorithm::of_signer(&info.digest_alg, &info.signature_algorithm)?;
    let content = opened.content.as_deref();
    if content.is_some_and(|content| !subject.is(content, algorithm)) {
        return Err(Rejected::ContentDiffers);
    }
    let set = &opened.signed_attributes;
    let attributes = SignedAttributes::read(set, algorithm, EssForms::V2)?;
    if attributes.content_type != opened.content_type {
        return Err(Rejected::SignedAttributesMissing {
            attribute: "content-type",
        });
    }
    if attributes.message_digest != subject.message_digest(algorithm) {
        return Err(Rejected::DigestMismatch);
    }
    let embedded = opened.certificates.iter().map(|der| Certificate::read(der));
    let embedded = embedded.collect::<Result<Vec<_>, _>>()?;
    let leaf = signer_certificate(&info.sid, &embedded, &attributes)?.clone();
    leaf.check_bytes(algorithm, set, info.signature.as_bytes())?;
    Ok((leaf, embedded, attributes.claimed_at))
}

/// The earliest time that a believed token proves, or the time of receipt.
///
/// A token beside the container needs somebody to believe about time; one inside is not looked at
/// as long as there is nobody.
fn proven_time(
    opened: &Container,
    beside: Option<&[u8]>,
    trust: &Trust,
    at: Timestamp,
) -> Result<(Timestamp, Option<TokenFacts>), Rejected> {
    let believed = trust.time_stamping().is_some();
    let inside = opened.tokens.iter().map(Vec::as_slice);
    let signature = opened.signer.signature.as_bytes();
    let mut earliest: Option<TokenFacts> = None;
    for token in beside.into_iter().chain(inside.filter(|_| believed)) {
        let facts = check_token(token, signature, trust, None, at)?;
        if earliest
            .as_ref()
            .is_none_or(|known| facts.made_at < known.made_at)
        {
            earliest = Some(facts);
        }
    }
    let proven = earliest.as_ref().map_or(at, |facts| facts.made_at.min(at));
    Ok((proven, earliest))
}

/// The certificate that the signer names by issuer and serial number and, in the signed attributes,
/// by digest.
pub(crate) fn signer_certificate<'a>(
    named: &SignerIdentifier,
    embedded: &'a [Certificate],
    attributes: &SignedAttributes,
) -> Result<&'a Certificate, Rejected> {
    let SignerIdentifier::IssuerAndSerialNumber(named) = named else {
        return Err(Rejected::Malformed {
            part: "signer identifier",
        });
    };
    let mut candidates = embedded
        .iter()
        .filter(|one| *one.issuer_name() == named.issuer)
        .filter(|one| one.serial() == named.serial_number.as_bytes())
        .peekable();
    if candidates.peek().is_none() {
        return Err(Rejected::CertificateMissing);
    }
    candidates
        .find(|one| attributes.certificate.names(one.der()))
        .ok_or(Rejected::EssMismatch)
}

/// Says more about an untrusted chain: an ordinary owner may have played the authority.
fn name_pretender(leaf: &Certificate, embedded: &[Certificate], why: Rejected) -> Rejected {
    let pretender = embedded
        .iter()
        .filter(|one| one.subject() == leaf.issuer() && leaf.check_signed_by(one).is_ok())
        .any(|one| matches!(one.authority(), Ok(Authority::No)));
    if pretender { Rejected::CaNotACa } else { why }
}
