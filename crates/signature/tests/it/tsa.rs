//! A time-stamping authority of the town, honest by default and dishonest in any one thing asked.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ID_CE_EXT_KEY_USAGE, ID_KP_TIME_STAMPING};
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE, ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST,
    ID_SIGNED_DATA,
};
use const_oid::db::rfc5912::{ID_SHA_256, SHA_256_WITH_RSA_ENCRYPTION};
use der::asn1::{Any, Null, OctetString, SetOfVec};
use der::{Decode, Encode, Tag, Tagged};
use jiff::Timestamp;
use sandbox::ca::Key;
use signature::Trust;
use spki::AlgorithmIdentifierOwned;
use x509_cert::TbsCertificate;
use x509_cert::attr::Attribute;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage, KeyUsages};

use crate::town::{TOWN, copy};

/// The policy of the national authority for RSA.
pub(crate) const POLICY: &str = "1.2.398.3.3.2.6.2";

const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// What a token is made of.
#[derive(Clone)]
pub(crate) struct Stamp {
    pub(crate) made_at: Timestamp,
    pub(crate) policy: &'static str,
    pub(crate) nonce: Option<Vec<u8>>,
    /// The first form of the attribute that names the certificate, with SHA-1.
    pub(crate) ess_v1: bool,
    /// Whether that attribute names the certificate used.
    pub(crate) ess_right: bool,
}

impl Stamp {
    pub(crate) fn at(made_at: Timestamp) -> Self {
        Self {
            made_at,
            policy: POLICY,
            nonce: None,
            ess_v1: false,
            ess_right: true,
        }
    }
}

/// A key of the town certified for time stamping, changed as asked.
pub(crate) fn tsa_with(change: impl FnOnce(&mut TbsCertificate)) -> Key {
    let certified = TOWN.ca.issuing().certify(copy(&TOWN.auth_only), |tbs| {
        tbs.extensions = Some(vec![
            usage(KeyUsages::DigitalSignature),
            purposes(true, &[ID_KP_TIME_STAMPING]),
        ]);
        change(tbs);
    });
    certified.unwrap()
}

pub(crate) fn tsa() -> Key {
    tsa_with(|_| {})
}

fn usage(usages: KeyUsages) -> Extension {
    let value = KeyUsage(usages.into()).to_der().unwrap();
    extension(const_oid::db::rfc5280::ID_CE_KEY_USAGE, true, value)
}

pub(crate) fn purposes(critical: bool, all: &[ObjectIdentifier]) -> Extension {
    let value = ExtendedKeyUsage(all.to_vec()).to_der().unwrap();
    extension(ID_CE_EXT_KEY_USAGE, critical, value)
}

pub(crate) fn extension(extn_id: ObjectIdentifier, critical: bool, value: Vec<u8>) -> Extension {
    Extension {
        extn_id,
        critical,
        extn_value: OctetString::new(value).unwrap(),
    }
}

/// The town's trust, with somebody to believe about time.
pub(crate) fn trust() -> Trust {
    let files = TOWN.ca.certificates();
    let load = || Trust::from_certificates(files.iter().map(Vec::as_slice)).unwrap();
    load().with_time_stamping(load(), [POLICY]).unwrap()
}

/// One TLV around the parts.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let tag = Tag::try_from(tag).unwrap();
    Any::new(tag, parts.concat()).unwrap().to_der().unwrap()
}

fn sha256_id() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: ID_SHA_256,
        parameters: Some(Null.into()),
    }
}

/// A positive INTEGER.
fn integer(bytes: &[u8]) -> Vec<u8> {
    let pad: &[u8] = if bytes.first() >= Some(&0x80) {
        &[0]
    } else {
        &[]
    };
    tlv(0x02, &[pad, bytes])
}

fn info(stamped: &[u8], stamp: &Stamp) -> Vec<u8> {
    let hashed = digest(&SHA256, stamped);
    let imprint = tlv(
        0x30,
        &[
            &sha256_id().to_der().unwrap(),
            &tlv(0x04, &[hashed.as_ref()]),
        ],
    );
    let policy = ObjectIdentifier::new(stamp.policy).unwrap();
    let made_at = stamp.made_at.strftime("%Y%m%d%H%M%SZ").to_string();
    let nonce = stamp.nonce.as_deref().map(integer).unwrap_or_default();
    tlv(
        0x30,
        &[
            &[2, 1, 1],
            &policy.to_der().unwrap(),
            &imprint,
            &[2, 1, 7],
            &tlv(0x18, &[made_at.as_bytes()]),
            &nonce,
        ],
    )
}

/// The attribute that names the certificate.
fn ess(key: &Key, stamp: &Stamp) -> Attribute {
    let certificate = if stamp.ess_right {
        key.certificate_der()
    } else {
        TOWN.citizen.certificate_der()
    };
    let (oid, by) = if stamp.ess_v1 {
        (ID_AA_SIGNING_CERTIFICATE, &SHA1_FOR_LEGACY_USE_ONLY)
    } else {
        (ID_AA_SIGNING_CERTIFICATE_V_2, &SHA256)
    };
    let hash = digest(by, certificate);
    let id = tlv(0x30, &[&tlv(0x04, &[hash.as_ref()])]);
    let value = tlv(0x30, &[&tlv(0x30, &[&id])]);
    Attribute {
        oid,
        values: SetOfVec::try_from(vec![Any::from_der(&value).unwrap()]).unwrap(),
    }
}

fn attribute<T: Tagged + der::EncodeValue>(oid: ObjectIdentifier, value: &T) -> Attribute {
    let values = SetOfVec::try_from(vec![Any::encode_from(value).unwrap()]).unwrap();
    Attribute { oid, values }
}

/// A token over `stamped`, signed by `key`.
pub(crate) fn token(key: &Key, stamped: &[u8], stamp: &Stamp) -> Vec<u8> {
    let content = info(stamped, stamp);
    let hashed = OctetString::new(digest(&SHA256, &content).as_ref()).unwrap();
    let attributes = vec![
        attribute(ID_CONTENT_TYPE, &TST_INFO),
        attribute(ID_MESSAGE_DIGEST, &hashed),
        ess(key, stamp),
    ];
    let attributes = SetOfVec::try_from(attributes).unwrap();
    let own = x509_cert::Certificate::from_der(key.certificate_der()).unwrap();
    let tbs = own.tbs_certificate.clone();
    let signer = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer,
            serial_number: tbs.serial_number,
        }),
        digest_alg: sha256_id(),
        signature: OctetString::new(key.sign(&attributes.to_der().unwrap()).unwrap()).unwrap(),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned {
            oid: SHA_256_WITH_RSA_ENCRYPTION,
            parameters: Some(Null.into()),
        },
        unsigned_attrs: None,
    };
    let own = CertificateChoices::Certificate(own);
    let content = OctetString::new(content).unwrap();
    let data = SignedData {
        version: CmsVersion::V3,
        digest_algorithms: SetOfVec::try_from(vec![sha256_id()]).unwrap(),
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: TST_INFO,
            econtent: Some(Any::encode_from(&content).unwrap()),
        },
        certificates: Some(CertificateSet(SetOfVec::try_from(vec![own]).unwrap())),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![signer]).unwrap()),
    };
    let content = Any::encode_from(&data).unwrap();
    let outer = ContentInfo {
        content_type: ID_SIGNED_DATA,
        content,
    };
    outer.to_der().unwrap()
}
