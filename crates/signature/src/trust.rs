//! The authorities we believe: pinned roots and the authorities that chain to them by signature.

use std::collections::BTreeSet;

use const_oid::ObjectIdentifier;
use jiff::Timestamp;

use crate::armour;
use crate::certificate::{Authority, Certificate};
use crate::path;
use crate::policy::{self, PathPolicy};
use crate::rejected::Rejected;
use crate::signer::words;

/// The most authorities above a certificate. The national chain has two.
pub const MAX_DEPTH: usize = 4;

/// Words by which authorities that are only for trying things out name themselves.
const TEST_WORDS: [&str; 4] = ["TEST", "ТЕСТ", "SANDBOX", "DEMO"];

/// Where signatures will have legal force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// Real people, real force: an authority for trying things out is refused.
    Production,
    /// A sandbox or a test stand.
    Test,
}

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
    /// An authority for trying things out was offered for production.
    #[error("{subject} is a test authority and has no place in production")]
    TestAuthority {
        /// Its distinguished name.
        subject: String,
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
    /// A policy is not an object identifier.
    #[error("{policy:?} is not an object identifier")]
    Policy {
        /// What was given.
        policy: String,
    },
}

/// The authorities we believe.
///
/// Certificates found in containers are never added to it.
pub struct Trust {
    environment: Environment,
    authorities: Vec<Pinned>,
    policies: BTreeSet<ObjectIdentifier>,
    time_stamping: Option<Box<TimeStamping>>,
}

/// Whom we believe about time.
struct TimeStamping {
    authorities: Trust,
    policies: BTreeSet<ObjectIdentifier>,
}

/// One authority. Only a signature by its own key makes an anchor: names alone say nothing, an
/// authority may certify its own next key.
struct Pinned {
    certificate: Certificate,
    is_anchor: bool,
}

impl Trust {
    /// Reads authorities for [`Environment::Test`]. See [`Trust::for_environment`].
    pub fn from_certificates<'a>(
        files: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Self, TrustError> {
        Self::for_environment(Environment::Test, files)
    }

    /// Reads authorities from files, each DER or PEM, the latter with one or more certificates.
    ///
    /// Self-signed certificates become anchors; others must chain to an anchor by signature. In
    /// production an authority that names itself or its issuer a test is refused.
    pub fn for_environment<'a>(
        environment: Environment,
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
                if environment == Environment::Production && is_test(&read) {
                    let subject = read.subject_name().to_string();
                    return Err(TrustError::TestAuthority { subject });
                }
                waiting.push(read);
            }
        }
        let is_root = |one: &Certificate| one.is_self_issued() && one.check_signed_by(one).is_ok();
        let (roots, waiting): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_root);
        if roots.is_empty() {
            return Err(TrustError::NoRoot);
        }
        let mut trust = Self {
            environment,
            authorities: Vec::new(),
            policies: BTreeSet::new(),
            time_stamping: None,
        };
        trust.extend(roots, true);
        trust.join(waiting)?;
        Ok(trust)
    }

    /// Demands that an owner's certificate asserts one of these policies, as dotted identifiers.
    ///
    /// The national authorities have policies of their own, so that the demand is on the owner's
    /// certificate; what authorities demand of each other is checked in any case.
    pub fn requiring<'a>(
        mut self,
        policies: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, TrustError> {
        self.policies = identifiers(policies)?;
        Ok(self)
    }

    /// Believes time-stamp tokens made under one of `policies` by authorities of their own set.
    ///
    /// The set may be a production one in a test: `NCALayer` takes its tokens from the production
    /// service even when a test key signs. A test set in production is refused.
    pub fn with_time_stamping<'a>(
        mut self,
        authorities: Self,
        policies: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, TrustError> {
        if self.environment == Environment::Production
            && authorities.environment != Environment::Production
        {
            let subject = authorities.authorities.first().map(|one| {
                let name = one.certificate.subject_name();
                name.to_string()
            });
            let subject = subject.unwrap_or_default();
            return Err(TrustError::TestAuthority { subject });
        }
        let policies = identifiers(policies)?;
        self.time_stamping = Some(Box::new(TimeStamping {
            authorities,
            policies,
        }));
        Ok(self)
    }

    /// Where signatures under this trust have force.
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// The authorities believed about time and their policies, if any.
    pub(crate) fn time_stamping(&self) -> Option<(&Self, &BTreeSet<ObjectIdentifier>)> {
        let found = self.time_stamping.as_deref()?;
        Some((&found.authorities, &found.policies))
    }

    /// Adds the authorities that chain to those already here, until none is left.
    fn join(&mut self, mut waiting: Vec<Certificate>) -> Result<(), TrustError> {
        while !waiting.is_empty() {
            let (joined, left): (Vec<_>, Vec<_>) = waiting
                .into_iter()
                .partition(|one| self.issuers(one).is_ok());
            if let (true, Some(other)) = (joined.is_empty(), left.first()) {
                let subject = other.subject_name().to_string();
                return Err(TrustError::Unanchored { subject });
            }
            self.extend(joined, false);
            waiting = left;
        }
        Ok(())
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
    /// Each link is checked by name and by signature, and the path at the instant `at`.
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
            chain.push(&issuer.certificate);
            if issuer.is_anchor {
                path::check_above(leaf, &chain, &PathPolicy::default(), at)?;
                return Ok(chain);
            }
            below = &issuer.certificate;
        }
        Err(Rejected::ChainUntrusted)
    }

    /// The authorities of that name, the raw DER of it.
    pub(crate) fn named<'t>(&'t self, name: &[u8]) -> impl Iterator<Item = &'t Certificate> {
        let all = self.authorities.iter().map(|one| &one.certificate);
        all.filter(move |one| one.subject() == name)
    }

    /// Refuses an owner's certificate without a policy that we require.
    pub(crate) fn check_policies(&self, leaf: &Certificate) -> Result<(), Rejected> {
        if self.policies.is_empty() || !self.policies.is_disjoint(&policy::policies(leaf)?) {
            Ok(())
        } else {
            Err(Rejected::PolicyMissing)
        }
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

fn identifiers<'a>(
    policies: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeSet<ObjectIdentifier>, TrustError> {
    let read = policies.into_iter().map(|text| {
        let policy = || text.to_owned();
        ObjectIdentifier::new(text).map_err(|_bad| TrustError::Policy { policy: policy() })
    });
    read.collect()
}

fn may_sign(one: &Certificate) -> bool {
    matches!(one.authority(), Ok(Authority::Yes { .. }))
}

/// Whether an authority, or the one above it, says of itself that it is for trying things out.
fn is_test(one: &Certificate) -> bool {
    [one.subject_name(), one.issuer_name()]
        .into_iter()
        .flat_map(words)
        .any(|word| TEST_WORDS.contains(&word.as_str()))
}
