//! Certificates before and after the CA's signature (RFC 5280 §4.1).

use std::time::Duration;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use const_oid::AssociatedOid;
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::ID_KP_TIME_STAMPING;
use const_oid::db::rfc6960::ID_PKIX_OCSP_NOCHECK;
use der::asn1::{BitString, GeneralizedTime, Null, OctetString, UtcTime};
use der::flagset::FlagSet;
use der::{Decode, Encode};
use jiff::Timestamp;
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::certificate::{Certificate, TbsCertificate, Version};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::certpolicy::PolicyInformation;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies, ExtendedKeyUsage, KeyUsage,
    KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use super::CaError;
use super::key::Key;
use super::pair::Pair;

/// What the CA is asked to sign.
pub(super) struct Blank {
    pub(super) subject: Name,
    pub(super) validity: Validity,
    pub(super) public_key: SubjectPublicKeyInfoOwned,
    pub(super) extensions: Vec<Extension>,
}

impl Blank {
    /// Signs with the subject's own key: a root.
    pub(super) fn self_signed(self, pair: &Pair) -> Result<Vec<u8>, CaError> {
        let issuer = self.subject.clone();
        let authority_key = self.public_key.clone();
        let (certificate, _) = self.signed(issuer, &authority_key, pair)?;
        Ok(certificate)
    }

    /// Signs with the issuer's key; the second part is the new serial number.
    pub(super) fn signed_by(self, issuer: &Key) -> Result<(Vec<u8>, SerialNumber), CaError> {
        let tbs = issuer.certificate()?.tbs_certificate;
        self.signed(tbs.subject, &tbs.subject_public_key_info, issuer.pair())
    }

    fn signed(
        mut self,
        issuer: Name,
        authority_key: &SubjectPublicKeyInfoOwned,
        pair: &Pair,
    ) -> Result<(Vec<u8>, SerialNumber), CaError> {
        let authority = AuthorityKeyIdentifier {
            key_identifier: Some(key_identifier(authority_key)?),
            ..AuthorityKeyIdentifier::default()
        };
        let subject = SubjectKeyIdentifier(key_identifier(&self.public_key)?);
        self.extensions.push(extension(&authority, false)?);
        self.extensions.push(extension(&subject, false)?);
        let serial_number = new_serial()?;
        let tbs_certificate = TbsCertificate {
            version: Version::V3,
            serial_number: serial_number.clone(),
            signature: pair.signature_algorithm(),
            issuer,
            validity: self.validity,
            subject: self.subject,
            subject_public_key_info: self.public_key,
            issuer_unique_id: None,
            subject_unique_id: None,
            extensions: Some(self.extensions),
        };
        let signature = pair.sign(&tbs_certificate.to_der()?)?;
        let certificate = Certificate {
            tbs_certificate,
            signature_algorithm: pair.signature_algorithm(),
            signature: BitString::from_bytes(&signature)?,
        };
        Ok((certificate.to_der()?, serial_number))
    }
}

pub(super) fn basic_constraints(ca: bool) -> Result<Extension, CaError> {
    extension(
        &BasicConstraints {
            ca,
            path_len_constraint: None,
        },
        true,
    )
}

pub(super) fn key_usage(usages: FlagSet<KeyUsages>) -> Result<Extension, CaError> {
    extension(&KeyUsage(usages), true)
}

pub(super) fn key_purposes(purposes: Vec<ObjectIdentifier>) -> Result<Extension, CaError> {
    extension(&ExtendedKeyUsage(purposes), false)
}

/// The one purpose of a time-stamping authority, critical as RFC 3161 §2.3 asks.
pub(super) fn only_time_stamping() -> Result<Extension, CaError> {
    extension(&ExtendedKeyUsage(vec![ID_KP_TIME_STAMPING]), true)
}

pub(super) fn policy(oid: &str) -> Result<Extension, CaError> {
    let policy_identifier = ObjectIdentifier::new(oid).map_err(der::Error::from)?;
    let information = PolicyInformation {
        policy_identifier,
        policy_qualifiers: None,
    };
    extension(&CertificatePolicies(vec![information]), false)
}

/// Tells relying parties not to ask whether the responder itself is revoked (RFC 6960 §4.2.2.2.1).
pub(super) fn ocsp_no_check() -> Result<Extension, CaError> {
    let extn_value = OctetString::new(Null.to_der()?)?;
    Ok(Extension {
        extn_id: ID_PKIX_OCSP_NOCHECK,
        critical: false,
        extn_value,
    })
}

pub(super) fn extension<T: AssociatedOid + Encode>(
    value: &T,
    critical: bool,
) -> Result<Extension, CaError> {
    let extn_value = OctetString::new(value.to_der()?)?;
    Ok(Extension {
        extn_id: T::OID,
        critical,
        extn_value,
    })
}

/// SHA-1 of the public key's bits (RFC 5280 §4.2.1.2, method 1): an identifier, not a proof.
pub(super) fn key_identifier(key: &SubjectPublicKeyInfoOwned) -> Result<OctetString, CaError> {
    let hash = digest(
        &SHA1_FOR_LEGACY_USE_ONLY,
        key.subject_public_key.raw_bytes(),
    );
    Ok(OctetString::new(hash.as_ref())?)
}

/// Twenty random bytes, positive and of full length, as the national CA numbers.
pub(super) fn new_serial() -> Result<SerialNumber, CaError> {
    let mut bytes = [0_u8; 20];
    let refused = CaError::Crypto {
        action: "draw random bytes",
    };
    aws_lc_rs::rand::fill(&mut bytes).ok().ok_or(refused)?;
    if let Some(first) = bytes.first_mut() {
        *first = (*first & 0x7F) | 0x40;
    }
    Ok(SerialNumber::new(&bytes)?)
}

pub(super) fn validity(from: Timestamp, to: Timestamp) -> Result<Validity, CaError> {
    Ok(Validity {
        not_before: time(from)?,
        not_after: time(to)?,
    })
}

/// `UTCTime` until 2049 and `GeneralizedTime` from 2050 on (RFC 5280 §4.1.2.5).
pub(super) fn time(at: Timestamp) -> Result<Time, CaError> {
    match UtcTime::from_unix_duration(since_epoch(at)?) {
        Ok(utc) => Ok(Time::UtcTime(utc)),
        Err(_) => Ok(Time::GeneralTime(general_time(at)?)),
    }
}

pub(super) fn general_time(at: Timestamp) -> Result<GeneralizedTime, CaError> {
    let time = GeneralizedTime::from_unix_duration(since_epoch(at)?);
    time.ok().ok_or(CaError::Time { at })
}

fn since_epoch(at: Timestamp) -> Result<Duration, CaError> {
    let seconds = u64::try_from(at.as_second())
        .ok()
        .ok_or(CaError::Time { at })?;
    Ok(Duration::from_secs(seconds))
}

/// Reads a certificate made here or stored earlier.
pub(super) fn parse(der: &[u8]) -> Result<Certificate, CaError> {
    Ok(Certificate::from_der(der)?)
}
