//! Was the certificate revoked? All the evidence together: answers of the responder and lists.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::certificate::Certificate;
use crate::container::Embedded;
use crate::crl::{self, CrlFacts};
use crate::ocsp::{self, OcspAnswer, OcspFacts};
use crate::rejected::Rejected;

/// What is known about time and revocation beside the container.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// The authority's OCSP answer.
    pub ocsp: Option<OcspAnswer<'a>>,
    /// The authority's lists of revoked certificates, whole ones and changes, DER or PEM.
    pub crls: &'a [&'a [u8]],
    /// A time-stamp token over the signature value, DER.
    pub token: Option<&'a [u8]>,
    /// Whether what lay inside the container may only refute: at receipt a signer must not bring the proof that
    /// their own certificate was not revoked, for an old list stays believable until its term ends.
    pub embedded_only_refutes: bool,
}

/// How it is known that the certificate was not revoked at the proven time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Revocation {
    /// By an answer about this certificate.
    Ocsp(OcspFacts),
    /// By lists of the issuer.
    Crl(CrlFacts),
}

impl Revocation {
    /// When the certificate was revoked *after* the proven time, if it was.
    pub fn revoked_later(&self) -> Option<Timestamp> {
        match self {
            Self::Ocsp(facts) => facts.revoked_later,
            Self::Crl(facts) => facts.revoked_later,
        }
    }

    /// The responder's answer, if that is how it is known.
    pub fn ocsp(&self) -> Option<&OcspFacts> {
        match self {
            Self::Ocsp(facts) => Some(facts),
            Self::Crl(_) => None,
        }
    }
}

/// Weighs all evidence for the instant `at`: one proof of revocation refutes, a responder's word against the certificate
/// leaves the signature pending whatever else is good, one good answer that covers the instant is needed, and what cannot
/// be believed leaves the signature pending.
pub(crate) fn check(
    evidence: &Evidence<'_>,
    embedded: &Embedded,
    leaf: &Certificate,
    issuer: &Certificate,
    at: Timestamp,
) -> Result<Revocation, Rejected> {
    let mut found = Vec::new();
    if let Some(answer) = &evidence.ocsp {
        found.push(ocsp::check(answer, leaf, issuer, at).map(Revocation::Ocsp));
    }
    if !evidence.crls.is_empty() {
        found.push(crl::check(evidence.crls, leaf, &[issuer], at).map(Revocation::Crl));
    }
    let brought = found.len();
    for response in &embedded.ocsp {
        let nonce = None;
        let answer = OcspAnswer { response, nonce };
        found.push(ocsp::check(&answer, leaf, issuer, at).map(Revocation::Ocsp));
    }
    if !embedded.crls.is_empty() {
        let lists: Vec<&[u8]> = embedded.crls.iter().map(Vec::as_slice).collect();
        found.push(crl::check(&lists, leaf, &[issuer], at).map(Revocation::Crl));
    }
    let inside = found.split_off(brought);
    let inside = inside
        .into_iter()
        .filter(|one| one.is_err() || !evidence.embedded_only_refutes);
    found.extend(inside);
    let mut why = Rejected::RevocationUnknown;
    let (mut good, mut blocked) = (None, None);
    for one in found {
        match one {
            Ok(known) => good = good.or(Some(known)),
            Err(refuted) if !refuted.is_pending() => return Err(refuted),
            Err(blocking) if blocking.blocks() => blocked = blocked.or(Some(blocking)),
            // What was brought from outside says why better than what lay inside.
            Err(pending) if why == Rejected::RevocationUnknown => why = pending,
            Err(_) => {}
        }
    }
    match blocked {
        Some(against) => Err(against),
        None => good.ok_or(why),
    }
}
