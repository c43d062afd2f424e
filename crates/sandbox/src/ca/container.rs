//! Signed containers as `NCALayer` makes them: CMS with CAdES-BES attributes (RFC 5652, RFC 5035).

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA,
    ID_SIGNING_TIME,
};
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Encode, Sequence};
use jiff::Timestamp;
use x509_cert::attr::Attribute;

use super::pair::sha256;
use super::{CaError, Key, bundle, certificate};

/// Whether the container carries the signed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The bytes are inside.
    Attached,
    /// The verifier has the bytes.
    Detached,
}

/// `ESSCertIDv2` with the default hash, SHA-256, and no issuer (RFC 5035 §3).
#[derive(Sequence)]
struct EssCertIdV2 {
    hash: OctetString,
}

/// `SigningCertificateV2` without policies.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
}

/// The container in the PEM form that `NCALayer` returns.
pub fn pem_cms(der: &[u8]) -> String {
    bundle::block("CMS", der)
}

pub(super) fn signed(
    key: &Key,
    data: &[u8],
    signed_at: Timestamp,
    form: Form,
) -> Result<Vec<u8>, CaError> {
    let own = key.certificate()?;
    let attributes = SetOfVec::try_from(vec![
        attribute(ID_CONTENT_TYPE, &ID_DATA)?,
        attribute(ID_SIGNING_TIME, &certificate::time(signed_at)?)?,
        attribute(
            ID_MESSAGE_DIGEST,
            &OctetString::new(key.pair().digest(data))?,
        )?,
        attribute(
            ID_AA_SIGNING_CERTIFICATE_V_2,
            &SigningCertificateV2 {
                certificates: vec![EssCertIdV2 {
                    hash: OctetString::new(sha256(key.certificate_der()))?,
                }],
            },
        )?,
    ])?;
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: own.tbs_certificate.issuer.clone(),
            serial_number: own.tbs_certificate.serial_number.clone(),
        }),
        digest_alg: key.pair().digest_algorithm(),
        signature: OctetString::new(key.sign(&attributes.to_der()?)?)?,
        signed_attrs: Some(attributes),
        signature_algorithm: key.pair().signature_algorithm(),
        unsigned_attrs: None,
    };
    let econtent = match form {
        Form::Attached => Some(Any::encode_from(&OctetString::new(data)?)?),
        Form::Detached => None,
    };
    let own = CertificateChoices::Certificate(own);
    let signed_data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![key.pair().digest_algorithm()])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: ID_DATA,
            econtent,
        },
        certificates: Some(CertificateSet(SetOfVec::try_from(vec![own])?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
    };
    let content = Any::encode_from(&signed_data)?;
    Ok(ContentInfo {
        content_type: ID_SIGNED_DATA,
        content,
    }
    .to_der()?)
}

fn attribute<T: der::Tagged + der::EncodeValue>(
    oid: ObjectIdentifier,
    value: &T,
) -> Result<Attribute, CaError> {
    let values = SetOfVec::try_from(vec![Any::encode_from(value)?])?;
    Ok(Attribute { oid, values })
}
