//! The check itself, in its order: container, bytes, attributes, signature, chain, term, use,
//! person, revocation.

use std::fmt;

use cms::signed_data::SignerIdentifier;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::algorithm::{Algorithm, sha256};
use crate::attributes::SignedAttributes;
use crate::certificate::{Authority, Certificate};
use crate::container::Container;
use crate::expected::Expected;
use crate::ocsp::{self, OcspAnswer, OcspFacts};
use crate::raw::hex;
use crate::rejected::Rejected;
use crate::signer::Signer;
use crate::trust::Trust;

/// The name and version of this verifier, kept in every verdict.
pub const VERIFIER: &str = concat!("shanyraq-signature/", env!("CARGO_PKG_VERSION"));

/// What is known about revocation.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// The authority's OCSP answer. Without one a signature stays pending.
    pub ocsp: Option<OcspAnswer<'a>>,
}

/// A signature that holds in everything but revocation, which is not known yet.
pub struct Examined {
    signer: Signer,
    claimed_at: Option<Timestamp>,
    at: Timestamp,
    leaf: Certificate,
    issuer: Certificate,
    chain_sha256: Vec<String>,
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
    /// The nonce should be 16 random bytes, and go into [`OcspAnswer::nonce`] with the answer.
    pub fn ocsp_request(&self, nonce: &[u8]) -> Vec<u8> {
        ocsp::request(&self.leaf, &self.issuer, nonce)
    }

    pub(crate) fn leaf(&self) -> &Certificate {
        &self.leaf
    }

    pub(crate) fn issuer(&self) -> &Certificate {
        &self.issuer
    }

    pub(crate) fn at(&self) -> Timestamp {
        self.at
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
    /// What the authority said about revocation.
    pub ocsp: OcspFacts,
    /// SHA-256 of the authorities above the signer, the nearest first.
    pub chain_sha256: Vec<String>,
    /// SHA-256 of the signed bytes.
    pub content_sha256: String,
    /// SHA-256 of the container as it was sent.
    pub container_sha256: String,
    /// The verifier and its version.
    pub verifier: String,
}

/// Checks everything but revocation.
///
/// `signed` are our bytes, the ones stored and shown; an attached content must equal them. `at` is
/// the proven time: that of a time-stamp token checked by the caller, else of receipt.
pub fn examine(
    container: &[u8],
    signed: &[u8],
    expected: &Expected,
    trust: &Trust,
    at: Timestamp,
) -> Result<Examined, Rejected> {
    let opened = Container::open(container, signed.len())?;
    let info = &opened.signer;
    let algorithm = Algorithm::of_signer(&info.digest_alg, &info.signature_algorithm)?;
    if opened
        .content
        .as_ref()
        .is_some_and(|content| content != signed)
    {
        return Err(Rejected::ContentDiffers);
    }
    let attributes = SignedAttributes::read(&opened.signed_attributes, algorithm)?;
    if attributes.content_type != opened.content_type {
        return Err(Rejected::SignedAttributesMissing {
            attribute: "content-type",
        });
    }
    if attributes.message_digest != algorithm.digest(signed) {
        return Err(Rejected::DigestMismatch);
    }
    let embedded = opened.certificates.iter().map(|der| Certificate::read(der));
    let embedded = embedded.collect::<Result<Vec<_>, _>>()?;
    let leaf = signer_certificate(&info.sid, &embedded, &attributes)?;
    leaf.check_bytes(
        algorithm,
        &opened.signed_attributes,
        info.signature.as_bytes(),
    )?;
    let chain = trust
        .chain(leaf, at)
        .map_err(|why| name_pretender(leaf, &embedded, why))?;
    leaf.check_critical()?;
    check_term(leaf, at)?;
    expected.check_usage(leaf)?;
    let who = Signer::of(leaf)?;
    expected.check_person(&who)?;
    let issuer = *chain.first().ok_or(Rejected::ChainUntrusted)?;
    Ok(Examined {
        signer: who,
        claimed_at: attributes.claimed_at,
        at,
        leaf: leaf.clone(),
        issuer: issuer.clone(),
        chain_sha256: chain.iter().map(|one| hex(&sha256(one.der()))).collect(),
        content_sha256: hex(&sha256(signed)),
        container_sha256: hex(&sha256(container)),
    })
}

/// Checks everything. See [`examine`] for the parameters; `evidence` is about revocation.
pub fn verify(
    container: &[u8],
    signed: &[u8],
    expected: &Expected,
    trust: &Trust,
    evidence: &Evidence<'_>,
    at: Timestamp,
) -> Result<Verified, Rejected> {
    let examined = examine(container, signed, expected, trust, at)?;
    let answer = evidence.ocsp.as_ref().ok_or(Rejected::RevocationUnknown)?;
    let facts = ocsp::ocsp_check(answer, &examined)?;
    Ok(Verified {
        signer: examined.signer,
        at,
        claimed_at: examined.claimed_at,
        ocsp: facts,
        chain_sha256: examined.chain_sha256,
        content_sha256: examined.content_sha256,
        container_sha256: examined.container_sha256,
        verifier: VERIFIER.to_owned(),
    })
}

/// The certificate that the signer names by issuer and serial number and, in the signed attributes,
/// by digest.
fn signer_certificate<'a>(
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
        .find(|one| attributes.name(one.der()))
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

fn check_term(leaf: &Certificate, at: Timestamp) -> Result<(), Rejected> {
    if at < leaf.not_before() {
        return Err(Rejected::CertificateNotYetValid {
            not_before: leaf.not_before(),
            at,
        });
    }
    if at > leaf.not_after() {
        return Err(Rejected::CertificateExpired {
            not_after: leaf.not_after(),
            at,
        });
    }
    Ok(())
}
