//! A certificate with the raw slices that signatures and comparisons need (RFC 5280).

use const_oid::AssociatedOid;
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{
    ID_CE_BASIC_CONSTRAINTS, ID_CE_CERTIFICATE_POLICIES, ID_CE_EXT_KEY_USAGE,
    ID_CE_INHIBIT_ANY_POLICY, ID_CE_KEY_USAGE, ID_CE_POLICY_CONSTRAINTS,
};
use der::Decode;
use der::asn1::BitString;
use jiff::Timestamp;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage};
use x509_cert::name::Name;
use x509_cert::time::Time;

use crate::algorithm::Algorithm;
use crate::raw;
use crate::rejected::Rejected;

/// Critical extensions whose demands are met here and, for policies, in `policy`.
const UNDERSTOOD: [ObjectIdentifier; 6] = [
    ID_CE_BASIC_CONSTRAINTS,
    ID_CE_KEY_USAGE,
    ID_CE_EXT_KEY_USAGE,
    ID_CE_CERTIFICATE_POLICIES,
    ID_CE_POLICY_CONSTRAINTS,
    ID_CE_INHIBIT_ANY_POLICY,
];

const MALFORMED: Rejected = Rejected::Malformed {
    part: "certificate",
};

/// A certificate as it was sent.
#[derive(Clone)]
pub(crate) struct Certificate {
    der: Vec<u8>,
    tbs: Vec<u8>,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    subject: Vec<u8>,
    read: x509_cert::Certificate,
    not_before: Timestamp,
    not_after: Timestamp,
}

impl Certificate {
    /// Reads one DER certificate.
    pub(crate) fn read(der: &[u8]) -> Result<Self, Rejected> {
        Self::parse(der).ok_or(MALFORMED)
    }

    fn parse(der: &[u8]) -> Option<Self> {
        let read = x509_cert::Certificate::from_der(der).ok()?;
        let outer = raw::children(der).ok()?;
        let tbs: &[u8] = outer.first()?;
        let fields = raw::children(tbs).ok()?;
        // The version comes first, unless it is the default one.
        let skip = usize::from(fields.first().is_some_and(|first| raw::tag(first) == 0xA0));
        let extensions = read
            .tbs_certificate
            .extensions
            .as_deref()
            .unwrap_or_default();
        let repeated = |one: &Extension| {
            extensions
                .iter()
                .filter(|other| other.extn_id == one.extn_id)
                .count()
                > 1
        };
        if extensions.iter().any(repeated) {
            return None;
        }
        Some(Self {
            der: der.to_vec(),
            tbs: tbs.to_vec(),
            serial: fields.get(skip)?.to_vec(),
            issuer: fields.get(skip + 2)?.to_vec(),
            subject: fields.get(skip + 4)?.to_vec(),
            not_before: instant(read.tbs_certificate.validity.not_before)?,
            not_after: instant(read.tbs_certificate.validity.not_after)?,
            read,
        })
    }

    /// The bytes of the whole certificate.
    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    /// The serial number as a raw TLV.
    pub(crate) fn serial_tlv(&self) -> &[u8] {
        &self.serial
    }

    /// The serial number, big-endian without padding.
    pub(crate) fn serial(&self) -> &[u8] {
        self.read.tbs_certificate.serial_number.as_bytes()
    }

    /// The issuer's name as a raw TLV: names are compared by bytes, never by what they display.
    pub(crate) fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    /// The subject's name as a raw TLV.
    pub(crate) fn subject(&self) -> &[u8] {
        &self.subject
    }

    /// The subject's name, read.
    pub(crate) fn subject_name(&self) -> &Name {
        &self.read.tbs_certificate.subject
    }

    /// The issuer's name, read.
    pub(crate) fn issuer_name(&self) -> &Name {
        &self.read.tbs_certificate.issuer
    }

    /// The bits of the public key, as OCSP hashes them.
    pub(crate) fn key_bits(&self) -> &[u8] {
        self.read
            .tbs_certificate
            .subject_public_key_info
            .subject_public_key
            .raw_bytes()
    }

    /// The first instant of validity.
    pub(crate) fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// The last instant of validity.
    pub(crate) fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// Whether the certificate is valid at an instant.
    pub(crate) fn is_valid_at(&self, at: Timestamp) -> bool {
        (self.not_before..=self.not_after).contains(&at)
    }

    /// Refuses an owner's certificate that has not begun or has ended at an instant.
    pub(crate) fn check_term(&self, at: Timestamp) -> Result<(), Rejected> {
        let (not_before, not_after) = (self.not_before, self.not_after);
        if at < not_before {
            return Err(Rejected::CertificateNotYetValid { not_before, at });
        }
        if at > not_after {
            return Err(Rejected::CertificateExpired { not_after, at });
        }
        Ok(())
    }

    /// Whether subject and issuer have one name.
    pub(crate) fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Checks the issuer's signature over the raw certificate; names are the caller's matter.
    pub(crate) fn check_signed_by(&self, issuer: &Self) -> Result<(), Rejected> {
        let inner = &self.read.tbs_certificate.signature;
        if *inner != self.read.signature_algorithm {
            return Err(Rejected::AlgorithmNotAllowed {
                oid: inner.oid.to_string(),
            });
        }
        let algorithm = Algorithm::of_signature(inner)?;
        issuer.check_signature(algorithm, &self.tbs, &self.read.signature)
    }

    /// Checks a signature made with this certificate's key.
    pub(crate) fn check_signature(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &BitString,
    ) -> Result<(), Rejected> {
        let signature = signature.as_bytes().ok_or(Rejected::SignatureInvalid)?;
        self.check_bytes(algorithm, message, signature)
    }

    /// Checks a signature made with this certificate's key, given as plain bytes.
    pub(crate) fn check_bytes(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), Rejected> {
        algorithm.verify(
            &self.read.tbs_certificate.subject_public_key_info,
            message,
            signature,
        )
    }

    /// Refuses demands that we do not understand (RFC 5280 §4.2).
    pub(crate) fn check_critical(&self) -> Result<(), Rejected> {
        let unknown = self
            .extensions()
            .iter()
            .find(|extension| extension.critical && !UNDERSTOOD.contains(&extension.extn_id));
        match unknown {
            Some(extension) => Err(Rejected::UnknownCriticalExtension {
                oid: extension.extn_id.to_string(),
            }),
            None => Ok(()),
        }
    }

    /// Whether the certificate is an authority's, and how many authorities it admits below itself.
    ///
    /// Both the constraint and the usage must say so (RFC 5280 §6.1.4 k–n).
    pub(crate) fn authority(&self) -> Result<Authority, Rejected> {
        let constraints = self.value::<BasicConstraints>()?;
        let signs = self.key_usage()?.is_some_and(|usage| usage.key_cert_sign());
        Ok(match constraints {
            Some(constraints) if constraints.ca && signs => Authority::Yes {
                below: constraints.path_len_constraint,
            },
            Some(_) | None => Authority::No,
        })
    }

    /// The key usage, if the certificate restricts it.
    pub(crate) fn key_usage(&self) -> Result<Option<KeyUsage>, Rejected> {
        self.value()
    }

    /// The extended key usages; none when the certificate has no such extension.
    pub(crate) fn key_purposes(&self) -> Result<Vec<ObjectIdentifier>, Rejected> {
        Ok(self
            .value::<ExtendedKeyUsage>()?
            .map(|usage| usage.0)
            .unwrap_or_default())
    }

    /// Whether the certificate has an extension.
    pub(crate) fn has(&self, oid: ObjectIdentifier) -> bool {
        self.extensions()
            .iter()
            .any(|extension| extension.extn_id == oid)
    }

    fn extensions(&self) -> &[Extension] {
        self.read
            .tbs_certificate
            .extensions
            .as_deref()
            .unwrap_or_default()
    }

    /// Whether the certificate has an extension, and has it as critical.
    pub(crate) fn has_critical(&self, oid: ObjectIdentifier) -> bool {
        self.extensions()
            .iter()
            .any(|extension| extension.extn_id == oid && extension.critical)
    }

    /// The value of an extension, if the certificate has it.
    pub(crate) fn value<'a, T: AssociatedOid + Decode<'a>>(
        &'a self,
    ) -> Result<Option<T>, Rejected> {
        let found = self
            .extensions()
            .iter()
            .find(|extension| extension.extn_id == T::OID);
        match found {
            Some(found) => Ok(Some(
                T::from_der(found.extn_value.as_bytes())
                    .ok()
                    .ok_or(MALFORMED)?,
            )),
            None => Ok(None),
        }
    }
}

/// Whether a certificate may sign certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    /// It may, with at most so many authorities below it.
    Yes {
        /// `pathLenConstraint`.
        below: Option<u8>,
    },
    /// It may not.
    No,
}

/// A certificate's time as an instant.
pub(crate) fn instant(time: Time) -> Option<Timestamp> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
    Timestamp::from_second(seconds).ok()
}
