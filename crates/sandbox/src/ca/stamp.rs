//! The time-stamping authority (RFC 3161): its answers to queries, signed by a key that may do nothing else.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, ID_SIGNED_DATA,
};
use der::asn1::{Any, GeneralizedTime, Int, OctetString, SetOfVec};
use der::{Decode, Encode, Sequence};
use jiff::Timestamp;
use spki::AlgorithmIdentifierOwned;

use super::container::{attribute, names};
use super::{CaError, Key, certificate};

/// The policy of the national authority's stamps for RSA, and of the town's.
pub const STAMP_POLICY: &str = "1.2.398.3.3.2.6.2";

const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap(STAMP_POLICY);
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
/// `PKIStatus` (RFC 3161 §2.4.2).
const GRANTED: u8 = 0;
const REJECTION: u8 = 2;

#[derive(Clone, Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    digest: OctetString,
}

/// `TimeStampReq` without extensions (RFC 3161 §2.4.1).
#[derive(Sequence)]
struct Query {
    version: u8,
    imprint: Imprint,
    #[asn1(optional = "true")]
    policy: Option<ObjectIdentifier>,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(default = "Default::default")]
    certificate: bool,
}

/// `TSTInfo` as the national authority fills it.
#[derive(Sequence)]
struct Info {
    version: u8,
    policy: ObjectIdentifier,
    imprint: Imprint,
    serial: Int,
    made_at: GeneralizedTime,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
}

#[derive(Sequence)]
struct Status {
    status: u8,
}

#[derive(Sequence)]
struct Answer {
    status: Status,
    #[asn1(optional = "true")]
    token: Option<ContentInfo>,
}

/// What is stamped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imprinted {
    /// What was asked.
    Asked,
    /// Something else, as a broken or dishonest authority would.
    Other,
}

/// The DER answer of the authority with this key to a DER query at `now`.
///
/// An unreadable query, or one for another policy, is answered by a rejection.
pub fn answer_stamp(
    key: &Key,
    query: &[u8],
    now: Timestamp,
    imprinted: Imprinted,
) -> Result<Vec<u8>, CaError> {
    let query = Query::from_der(query).ok();
    let query = query.filter(|asked| asked.policy.is_none_or(|policy| policy == POLICY));
    let answer = match query {
        Some(query) => Answer {
            status: Status { status: GRANTED },
            token: Some(token(key, query, now, imprinted)?),
        },
        None => Answer {
            status: Status { status: REJECTION },
            token: None,
        },
    };
    Ok(answer.to_der()?)
}

fn token(
    key: &Key,
    query: Query,
    now: Timestamp,
    imprinted: Imprinted,
) -> Result<ContentInfo, CaError> {
    let mut imprint = query.imprint;
    if imprinted == Imprinted::Other {
        let other = vec![0x5A; imprint.digest.as_bytes().len()];
        imprint.digest = OctetString::new(other)?;
    }
    let info = Info {
        version: 1,
        policy: POLICY,
        imprint,
        serial: Int::new(certificate::new_serial()?.as_bytes())?,
        made_at: certificate::general_time(now)?,
        nonce: query.nonce,
    };
    signed(key, &info.to_der()?)
}

/// A container of the stamp's data, as RFC 3161 §2.4.2 asks: one signer, its certificate named and inside.
fn signed(key: &Key, content: &[u8]) -> Result<ContentInfo, CaError> {
    let own = key.certificate()?;
    let tbs = &own.tbs_certificate;
    let attributes = SetOfVec::try_from(vec![
        attribute(ID_CONTENT_TYPE, &TST_INFO)?,
        attribute(
            ID_MESSAGE_DIGEST,
            &OctetString::new(key.pair().digest(content))?,
        )?,
        attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &names(key)?)?,
    ])?;
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer.clone(),
            serial_number: tbs.serial_number.clone(),
        }),
        digest_alg: key.pair().digest_algorithm(),
        signature: OctetString::new(key.sign(&attributes.to_der()?)?)?,
        signed_attrs: Some(attributes),
        signature_algorithm: key.pair().signature_algorithm(),
        unsigned_attrs: None,
    };
    let econtent = Some(Any::encode_from(&OctetString::new(content)?)?);
    let certificates = vec![CertificateChoices::Certificate(own)];
    let data = SignedData {
        version: CmsVersion::V3,
        digest_algorithms: SetOfVec::try_from(vec![key.pair().digest_algorithm()])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: TST_INFO,
            econtent,
        },
        certificates: Some(CertificateSet(SetOfVec::try_from(certificates)?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
    };
    Ok(ContentInfo {
        content_type: ID_SIGNED_DATA,
        content: Any::encode_from(&data)?,
    })
}
