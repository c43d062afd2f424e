//! The authorities we believe: pinned roots and the authorities that chain to them by signature.

use jiff::Timestamp;

use crate::armour;
use crate::certificate::{Authority, Certificate};
use crate::rejected::Rejected;

/// The most authorities above a certificate. The national chain has two.
pub const MAX_DEPTH: usize = 4;

/// Why a set of authorities cannot be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// A file is not a certificate.
    #[error("file {file} is not a certificate")]
    Malformed {
        /// Position of the file, from zero.
        file: usize,
    },
    /// A certificate is not of an authority.
    ///
    /// It may be a person's, so the error does not say whose.
    #[error("file {file} has a certificate that is not an authority's")]
    NotAnAuthority {
        /// Position of the file, from zero.
        file: usize,
    },
    /// No chain of signatures leads from the certificate to a self-signed one in the same set.
    #[error("the certificate of {subject} does not chain to a root in the set")]
    Unanchored {
        /// Its distinguished name.
        subject: String,
    },
    /// There is no self-signed certificate at all.
    #[error("the set has no root")]
    NoRoot,
}

/// The authorities we believe.
///
/// Certificates found in containers are never added to it.
pub struct Trust {
    authorities: Vec<Pinned>,
}

/// One authority. Only a signature by its own key makes an anchor: names alone say nothing, an
/// authority may certify its own next key.
struct Pinned {
    certificate: Certificate,
    is_anchor: bool,
}

impl Trust {
    /// Reads authorities from files, each DER or PEM, the latter with one or more certificates.
    ///
    /// Self-signed certificates become anchors; others must chain to an anchor by signature.
    pub fn from_certificates<'a>(
        files: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, TrustError> {
        let mut waiting = Vec::new();
        for (file, bytes) in files.into_iter().enumerate() {
            let opened = armour::open(bytes, &["CERTIFICATE"]);
            for der in opened.ok_or(TrustError::Malformed { file })? {
                let read = Certificate::read(&der).ok();
                let read = read.ok_or(TrustError::Malformed { file })?;
                if !may_sign(&read) {
                    return Err(TrustError::NotAnAuthority { file });
                }
                waiting.push(read);
            }
        }
        let is_root = |one: &Certificate| one.is_self_issued() && one.check_signed_by(one).is_ok();
        let (roots, mut waiting): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_root);
        if roots.is_empty() {
            return Err(TrustError::NoRoot);
        }
        let mut trust = Self {
            authorities: Vec::new(),
        };
        trust.extend(roots, true);
        while !waiting.is_empty() {
            let (joined, left): (Vec<_>, Vec<_>) = waiting
                .into_iter()
                .partition(|one| trust.issuers(one).is_ok());
            if let (true, Some(other)) = (joined.is_empty(), left.first()) {
                let subject = other.subject_name().to_string();
                return Err(TrustError::Unanchored { subject });
            }
            trust.extend(joined, false);
            waiting = left;
        }
        Ok(trust)
    }

    fn extend(&mut self, certificates: Vec<Certificate>, is_anchor: bool) {
        let pinned = |certificate| Pinned {
            certificate,
            is_anchor,
        };
        self.authorities
            .extend(certificates.into_iter().map(pinned));
    }

    /// The authorities above a certificate, the nearest first and the anchor last.
    ///
    /// Each link is checked by name and by signature, and each authority at the instant `at`.
    pub(crate) fn chain(
        &self,
        leaf: &Certificate,
        at: Timestamp,
    ) -> Result<Vec<&Certificate>, Rejected> {
        let mut chain: Vec<&Certificate> = Vec::new();
        let mut below = leaf;
        while chain.len() < MAX_DEPTH {
            let issuers = self.issuers(below)?;
            // An authority may have several certificates for one key: take the one in term.
            let in_term = issuers
                .iter()
                .find(|issuer| issuer.certificate.is_valid_at(at));
            let issuer = *in_term
                .or(issuers.first())
                .ok_or(Rejected::ChainUntrusted)?;
            check_authority(&issuer.certificate, chain.len(), at)?;
            chain.push(&issuer.certificate);
            if issuer.is_anchor {
                return Ok(chain);
            }
            below = &issuer.certificate;
        }
        Err(Rejected::ChainUntrusted)
    }

    /// The authorities that have the issuer's name and whose key made the signature.
    fn issuers(&self, below: &Certificate) -> Result<Vec<&Pinned>, Rejected> {
        let mut found = Vec::new();
        let named = |one: &&Pinned| one.certificate.subject() == below.issuer();
        for one in self.authorities.iter().filter(named) {
            match below.check_signed_by(&one.certificate) {
                Ok(()) => found.push(one),
                // Another authority of the same name, or a forgery.
                Err(Rejected::SignatureInvalid) => {}
                Err(other) => return Err(other),
            }
        }
        if found.is_empty() {
            Err(Rejected::ChainUntrusted)
        } else {
            Ok(found)
        }
    }
}

/// Checks that a certificate is an authority's, in term, with room for `below` authorities.
fn check_authority(one: &Certificate, below: usize, at: Timestamp) -> Result<(), Rejected> {
    match one.authority()? {
        Authority::No => return Err(Rejected::CaNotACa),
        Authority::Yes { below: Some(most) } if below > usize::from(most) => {
            return Err(Rejected::CaNotACa);
        }
        Authority::Yes { .. } => {}
    }
    one.check_critical()?;
    if !one.is_valid_at(at) {
        let (not_before, not_after) = (one.not_before(), one.not_after());
        return Err(Rejected::CaOutOfTerm {
            not_before,
            not_after,
            at,
        });
    }
    Ok(())
}

fn may_sign(one: &Certificate) -> bool {
    matches!(one.authority(), Ok(Authority::Yes { .. }))
}
