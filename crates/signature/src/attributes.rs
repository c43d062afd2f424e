//! The signed attributes: what the signer says about the signature (RFC 5652 §11, RFC 5035 §3).

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, ID_SIGNING_TIME,
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

/// `SigningCertificateV2`; the policies are not restrictions on us.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    policies: Option<Vec<Any>>,
}

/// The attributes that every signature must have, each exactly once.
pub(crate) struct SignedAttributes {
    /// Type of what was signed.
    pub(crate) content_type: ObjectIdentifier,
    /// Digest of what was signed.
    pub(crate) message_digest: Vec<u8>,
    /// Digest of the signer's certificate, and by which algorithm: SHA-256 when not named, which
    /// `NCALayer` relies on with GOST keys too.
    certificate_digest: (Option<AlgorithmIdentifierOwned>, Vec<u8>),
    /// What the signer's clock said, if anything.
    pub(crate) claimed_at: Option<Timestamp>,
}

impl SignedAttributes {
    /// Whether the attributes name a certificate, given as DER.
    pub(crate) fn name(&self, certificate: &[u8]) -> bool {
        match &self.certificate_digest {
            (None, expected) => algorithm::sha256(certificate) == *expected,
            (Some(by), expected) => algorithm::digest_by(by, certificate).as_ref() == Ok(expected),
        }
    }

    /// Reads the raw SET of attributes.
    pub(crate) fn read(set: &[u8], algorithm: Algorithm) -> Result<Self, Rejected> {
        let mut attributes = Vec::new();
        for tlv in raw::children(set).ok().ok_or(MALFORMED)? {
            attributes.push(Attribute::from_der(tlv).ok().ok_or(MALFORMED)?);
        }
        let content_type = only(&attributes, ID_CONTENT_TYPE, "content-type")?;
        let message_digest = only(&attributes, ID_MESSAGE_DIGEST, "message-digest")?;
        let ess = only(
            &attributes,
            ID_AA_SIGNING_CERTIFICATE_V_2,
            "signing-certificate-v2",
        )?;
        let ess = ess
            .decode_as::<SigningCertificateV2>()
            .ok()
            .ok_or(MALFORMED)?;
        let first = ess.certificates.into_iter().next().ok_or(MALFORMED)?;
        let fits = |named: &AlgorithmIdentifierOwned| {
            named.oid == ID_SHA_256 || algorithm.has_digest(named)
        };
        if let Some(named) = first.algorithm.as_ref().filter(|named| !fits(named)) {
            return Err(Rejected::AlgorithmNotAllowed {
                oid: named.oid.to_string(),
            });
        }
        let digest = message_digest
            .decode_as::<OctetString>()
            .ok()
            .ok_or(MALFORMED)?;
        Ok(Self {
            content_type: content_type.decode_as().ok().ok_or(MALFORMED)?,
            message_digest: digest.into_bytes(),
            certificate_digest: (first.algorithm, first.hash.into_bytes()),
            claimed_at: signing_time(&attributes)?,
        })
    }
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
