//! The signed attributes: what the signer says about the signature (RFC 5652 §11, RFC 5035 §3).

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE, ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST,
    ID_SIGNING_TIME,
};
use const_oid::db::rfc5912::ID_SHA_256;
use der::asn1::OctetString;
use der::{Any, Decode, Encode, Sequence};
use jiff::Timestamp;
use spki::AlgorithmIdentifierOwned;
use x509_cert::attr::Attribute;
use x509_cert::time::Time;

use crate::algorithm::{self, Algorithm};
use crate::certificate::instant;
use crate::raw;
use crate::rejected::Rejected;

const MALFORMED: Rejected = Rejected::Malformed {
    part: "signed attributes",
};

/// `ESSCertIDv2`: the digest is SHA-256 when not named.
#[derive(Sequence)]
struct EssCertIdV2 {
    #[asn1(optional = "true")]
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<IssuerSerial>,
}

/// `IssuerSerial`; the hash already binds what it says.
#[derive(Sequence)]
struct IssuerSerial {
    issuer: Any,
    serial: Any,
}

/// `ESSCertID`: the digest is SHA-1 (RFC 2634 §5.4.1).
#[derive(Sequence)]
struct EssCertId {
    hash: OctetString,
    #[asn1(optional = "true")]
    issuer_serial: Option<IssuerSerial>,
}

/// `SigningCertificate`; the policies are not restrictions on us.
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<EssCertId>,
    #[asn1(optional = "true")]
    policies: Option<Vec<Any>>,
}

/// `SigningCertificateV2`; the policies are not restrictions on us.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Vec<Any>>,
}

/// Which forms of the attribute that names the signer's certificate count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EssForms {
    /// The second only: what people sign.
    V2,
    /// Also the first, with SHA-1: time-stamping authorities still write it. The signature itself
    /// stands on a better digest, and a second certificate for the key would have to be the
    /// authority's too.
    V1OrV2,
}

/// How the signed attributes name the signer's certificate.
pub(crate) enum EssDigest {
    /// SHA-1.
    V1(Vec<u8>),
    /// By the algorithm named, or SHA-256.
    V2(Option<AlgorithmIdentifierOwned>, Vec<u8>),
}

impl EssDigest {
    /// Whether a certificate is the one named.
    pub(crate) fn names(&self, der: &[u8]) -> bool {
        match self {
            Self::V1(hash) => digest(&SHA1_FOR_LEGACY_USE_ONLY, der).as_ref() == hash,
            Self::V2(None, hash) => algorithm::sha256(der) == *hash,
            Self::V2(Some(by), hash) => algorithm::digest_by(by, der).as_ref() == Ok(hash),
        }
    }
}

/// The attributes that every signature must have, each exactly once.
pub(crate) struct SignedAttributes {
    /// Type of what was signed.
    pub(crate) content_type: ObjectIdentifier,
    /// Digest of what was signed.
    pub(crate) message_digest: Vec<u8>,
    /// Which certificate is the signer's.
    pub(crate) certificate: EssDigest,
    /// What the signer's clock said, if anything.
    pub(crate) claimed_at: Option<Timestamp>,
}

impl SignedAttributes {
    /// Reads the raw SET of attributes.
    pub(crate) fn read(
        set: &[u8],
        algorithm: Algorithm,
        forms: EssForms,
    ) -> Result<Self, Rejected> {
        let mut attributes = Vec::new();
        for tlv in raw::children(set).ok().ok_or(MALFORMED)? {
            attributes.push(Attribute::from_der(tlv).ok().ok_or(MALFORMED)?);
        }
        let content_type = only(&attributes, ID_CONTENT_TYPE, "content-type")?;
        let message_digest = only(&attributes, ID_MESSAGE_DIGEST, "message-digest")?;
        let certificate = ess(&attributes, algorithm, forms)?;
        let digest = message_digest
            .decode_as::<OctetString>()
            .ok()
            .ok_or(MALFORMED)?;
        Ok(Self {
            content_type: content_type.decode_as().ok().ok_or(MALFORMED)?,
            message_digest: digest.into_bytes(),
            certificate,
            claimed_at: signing_time(&attributes)?,
        })
    }
}

/// The attribute that names the signer's certificate; the second form wins when both are there.
fn ess(
    attributes: &[Attribute],
    algorithm: Algorithm,
    forms: EssForms,
) -> Result<EssDigest, Rejected> {
    let has_v2 = attributes
        .iter()
        .any(|one| one.oid == ID_AA_SIGNING_CERTIFICATE_V_2);
    if forms == EssForms::V1OrV2 && !has_v2 {
        let value = only(attributes, ID_AA_SIGNING_CERTIFICATE, "signing-certificate")?;
        let read = value.decode_as::<SigningCertificate>().ok();
        let first = read.and_then(|read| read.certificates.into_iter().next());
        return Ok(EssDigest::V1(first.ok_or(MALFORMED)?.hash.into_bytes()));
    }
    let value = only(
        attributes,
        ID_AA_SIGNING_CERTIFICATE_V_2,
        "signing-certificate-v2",
    )?;
    let read = value.decode_as::<SigningCertificateV2>().ok();
    let first = read.and_then(|read| read.certificates.into_iter().next());
    let first = first.ok_or(MALFORMED)?;
    let fits =
        |named: &AlgorithmIdentifierOwned| named.oid == ID_SHA_256 || algorithm.has_digest(named);
    if let Some(named) = first.algorithm.as_ref().filter(|named| !fits(named)) {
        return Err(Rejected::AlgorithmNotAllowed {
            oid: named.oid.to_string(),
        });
    }
    Ok(EssDigest::V2(first.algorithm, first.hash.into_bytes()))
}

fn signing_time(attributes: &[Attribute]) -> Result<Option<Timestamp>, Rejected> {
    if !attributes
        .iter()
        .any(|attribute| attribute.oid == ID_SIGNING_TIME)
    {
        return Ok(None);
    }
    let value = only(attributes, ID_SIGNING_TIME, "signing-time")?;
    let time = value
        .to_der()
        .and_then(|der| Time::from_der(&der))
        .ok()
        .and_then(instant);
    Ok(Some(time.ok_or(MALFORMED)?))
}

/// The only value of the only attribute with this identifier.
fn only<'a>(
    attributes: &'a [Attribute],
    oid: ObjectIdentifier,
    attribute: &'static str,
) -> Result<&'a Any, Rejected> {
    let mut found = attributes.iter().filter(|attribute| attribute.oid == oid);
    match (
        found.next().map(|first| first.values.as_slice()),
        found.next(),
    ) {
        (Some([value]), None) => Ok(value),
        (Some(_) | None, _) => Err(Rejected::SignedAttributesMissing { attribute }),
    }
}
