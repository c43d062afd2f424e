//! The container: CMS `SignedData` with one signer, and the raw slices that were signed (RFC 5652).

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::ID_SIGNED_DATA;
use const_oid::db::rfc6960::ID_PKIX_OCSP_BASIC;
use der::asn1::{OctetStringRef, SetOfVec};
use der::{Decode, Encode};

use crate::algorithm::{Algorithm, Method};
use crate::armour;
use crate::ber;
use crate::raw;
use crate::rejected::Rejected;

/// The tag of `SignedData.crls`.
const CRLS: u8 = 0xA1;

/// `id-aa-timeStampToken`.
const TIME_STAMP_TOKEN: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// `id-ri-ocsp-response`.
const RI_OCSP_RESPONSE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.16.2");

/// `id-aa-ets-revocationValues`.
const REVOCATION_VALUES: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.24");

/// The largest container accepted, in bytes as sent.
pub const MAX_CONTAINER: usize = 16 * 1024 * 1024;

/// The most that a container may add to the bytes it signs: certificates, attributes, a time stamp.
pub const MAX_OVERHEAD: usize = 256 * 1024;

/// The most certificates accepted in a container.
pub const MAX_CERTIFICATES: usize = 8;

/// The most time-stamp tokens accepted beside a signature.
pub const MAX_TOKENS: usize = 1;

/// The most answers and lists accepted in a container.
pub const MAX_REVOCATIONS: usize = 8;

const MALFORMED: Rejected = Rejected::Malformed { part: "container" };

/// What a container says, before any of it is believed.
pub(crate) struct Container {
    /// The type of what was signed.
    pub(crate) content_type: ObjectIdentifier,
    /// The bytes that the container carries, when attached.
    pub(crate) content: Option<Vec<u8>>,
    /// The certificates, each as raw DER.
    pub(crate) certificates: Vec<Vec<u8>>,
    /// The only signer.
    pub(crate) signer: SignerInfo,
    /// The time-stamp tokens beside the signature, each as raw DER.
    pub(crate) tokens: Vec<Vec<u8>>,
    /// What the container brings along about revocation.
    pub(crate) embedded: Embedded,
    /// The signer's signed attributes as a raw TLV with the tag of a SET, as they were signed.
    pub(crate) signed_attributes: Vec<u8>,
}

impl Container {
    /// Reads a container that is DER or BER, bare, as PEM with the label `CMS`, or as base64 with
    /// line breaks.
    ///
    /// `content` is the length of what must have been signed: a container much larger is refused
    /// unread. Base64 with line breaks is less than twice as long as what it carries.
    pub(crate) fn open(bytes: &[u8], content: usize) -> Result<Self, Rejected> {
        let limit = content.saturating_add(MAX_OVERHEAD).saturating_mul(2);
        let raw = signed_data(bytes, limit.min(MAX_CONTAINER))?;
        let fields = raw::children(&raw).ok().ok_or(MALFORMED)?;
        let read = read(&fields)?;
        let found = read.signer_infos.0.len();
        let mut signers = read.signer_infos.0.into_vec();
        let (1, Some(signer)) = (found, signers.pop()) else {
            return Err(Rejected::SignerCount { found });
        };
        let certificates = match fields.iter().find(|field| raw::tag(field) == 0xA0) {
            Some(set) => raw::children(set).ok().ok_or(MALFORMED)?,
            None => Vec::new(),
        };
        if certificates.len() > MAX_CERTIFICATES {
            return Err(Rejected::TooLarge {
                part: "set of certificates",
                limit: MAX_CERTIFICATES,
            });
        }
        let tokens = tokens(&signer)?;
        let embedded = Embedded::read(&fields, &signer)?;
        Ok(Self {
            embedded,
            tokens,
            content_type: read.encap_content_info.econtent_type,
            content: attached(read.encap_content_info.econtent.as_ref())?,
            certificates: certificates.into_iter().map(<[u8]>::to_vec).collect(),
            signer,
            signed_attributes: signed_attributes(&fields)?,
        })
    }
}

/// What a container brings along about revocation, as signatures for the long term have it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Embedded {
    /// DER of OCSP responses.
    pub(crate) ocsp: Vec<Vec<u8>>,
    /// DER of lists of revoked certificates.
    pub(crate) crls: Vec<Vec<u8>>,
}

impl Embedded {
    /// Reads both places: `SignedData.crls` (RFC 5652 §10.2.1, RFC 5940) and the unsigned
    /// attribute of revocation values (RFC 5126 §6.3.4).
    fn read(fields: &[&[u8]], signer: &SignerInfo) -> Result<Self, Rejected> {
        let mut found = Self::default();
        found.add(fields, signer).ok().ok_or(MALFORMED)?;
        if found.ocsp.len() + found.crls.len() > MAX_REVOCATIONS {
            return Err(Rejected::TooLarge {
                part: "set of answers about revocation",
                limit: MAX_REVOCATIONS,
            });
        }
        Ok(found)
    }

    fn add(&mut self, fields: &[&[u8]], signer: &SignerInfo) -> der::Result<()> {
        if let Some(set) = fields.iter().find(|field| raw::tag(field) == CRLS) {
            for one in raw::children(set)? {
                match (raw::tag(one), raw::children(one)?.as_slice()) {
                    (0xA1, [oid, response]) if *oid == id(RI_OCSP_RESPONSE) => {
                        self.ocsp.push(response.to_vec());
                    }
                    (0x30, _) => self.crls.push(one.to_vec()),
                    _other => {}
                }
            }
        }
        let attributes = signer.unsigned_attrs.as_ref();
        let attributes = attributes.map(SetOfVec::as_slice).unwrap_or_default();
        let values = attributes.iter().filter(|one| one.oid == REVOCATION_VALUES);
        for value in values.flat_map(|one| one.values.iter()) {
            for part in raw::children(&value.to_der()?)? {
                let inside = raw::children(raw::body(part)?)?;
                match raw::tag(part) {
                    0xA0 => self.crls.extend(inside.into_iter().map(<[u8]>::to_vec)),
                    0xA1 => self.ocsp.extend(inside.into_iter().map(whole_response)),
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// A basic response in the envelope of a successful answer (RFC 6960 §4.2.1).
fn whole_response(basic: &[u8]) -> Vec<u8> {
    let bytes = raw::tlv(0x30, &[&id(ID_PKIX_OCSP_BASIC), &raw::tlv(0x04, &[basic])]);
    raw::tlv(0x30, &[&[0x0A, 0x01, 0x00], &raw::tlv(0xA0, &[&bytes])])
}

fn id(oid: ObjectIdentifier) -> Vec<u8> {
    raw::tlv(0x06, &[oid.as_bytes()])
}

/// The content that a container carries, or `None` when it is detached. Nothing is checked.
pub fn content(container: &[u8]) -> Result<Option<Vec<u8>>, Rejected> {
    let raw = signed_data(container, MAX_CONTAINER)?;
    let fields = raw::children(&raw).ok().ok_or(MALFORMED)?;
    attached(read(&fields)?.encap_content_info.econtent.as_ref())
}

/// The method that a container's only signer names. Nothing is checked.
pub fn method(container: &[u8]) -> Result<Method, Rejected> {
    let signer = Container::open(container, MAX_CONTAINER)?.signer;
    let algorithm = Algorithm::of_signer(&signer.digest_alg, &signer.signature_algorithm)?;
    Ok(algorithm.into())
}

/// The raw `SignedData` inside the wrappings.
fn signed_data(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Rejected> {
    if bytes.len() > limit {
        return Err(Rejected::TooLarge {
            part: "container",
            limit,
        });
    }
    let opened = armour::open(bytes, &["CMS", "PKCS7"]).ok_or(MALFORMED)?;
    let [sent] = opened.as_slice() else {
        return Err(MALFORMED);
    };
    let der = ber::to_der(sent).ok_or(MALFORMED)?;
    let outer = ContentInfo::from_der(&der).ok().ok_or(MALFORMED)?;
    if outer.content_type != ID_SIGNED_DATA {
        return Err(MALFORMED);
    }
    let explicit = raw::children(&der)
        .ok()
        .and_then(|fields| fields.get(1).copied());
    let inner = explicit
        .and_then(|tlv| raw::body(tlv).ok())
        .ok_or(MALFORMED)?;
    Ok(inner.to_vec())
}

/// The structure without its `crls`: RFC 5652 §10.2.1 names their other formats by a bare object
/// identifier, which the parser takes for an algorithm. [`Embedded`] reads them.
fn read(fields: &[&[u8]]) -> Result<SignedData, Rejected> {
    let crls = |field: &&&[u8]| raw::tag(field) == CRLS;
    let kept: Vec<&[u8]> = fields.iter().filter(|one| !crls(one)).copied().collect();
    let rest = raw::tlv(0x30, &kept);
    SignedData::from_der(&rest).ok().ok_or(MALFORMED)
}

fn attached(content: Option<&der::Any>) -> Result<Option<Vec<u8>>, Rejected> {
    let Some(content) = content else {
        return Ok(None);
    };
    let octets = content
        .decode_as::<OctetStringRef<'_>>()
        .ok()
        .ok_or(MALFORMED)?;
    Ok(Some(octets.as_bytes().to_vec()))
}

/// The time-stamp tokens among the unsigned attributes (RFC 3161, appendix A).
fn tokens(signer: &SignerInfo) -> Result<Vec<Vec<u8>>, Rejected> {
    let attributes = signer.unsigned_attrs.as_ref();
    let attributes = attributes.map(SetOfVec::as_slice).unwrap_or_default();
    let stamps = attributes.iter().filter(|one| one.oid == TIME_STAMP_TOKEN);
    let values = stamps.flat_map(|one| one.values.iter());
    let found: der::Result<Vec<_>> = values.map(Encode::to_der).collect();
    let found = found.ok().ok_or(MALFORMED)?;
    if found.len() > MAX_TOKENS {
        return Err(Rejected::TooLarge {
            part: "set of time-stamp tokens",
            limit: MAX_TOKENS,
        });
    }
    Ok(found)
}

/// The signed attributes of the only signer, retagged as they were signed (RFC 5652 §5.4).
fn signed_attributes(fields: &[&[u8]]) -> Result<Vec<u8>, Rejected> {
    let signers = fields
        .last()
        .and_then(|set| raw::children(set).ok())
        .ok_or(MALFORMED)?;
    let [signer] = signers.as_slice() else {
        return Err(MALFORMED);
    };
    let signer = raw::children(signer).ok().ok_or(MALFORMED)?;
    let missing = Rejected::SignedAttributesMissing { attribute: "any" };
    let implicit = signer
        .iter()
        .find(|field| raw::tag(field) == 0xA0)
        .ok_or(missing)?;
    let mut set = implicit.to_vec();
    if let Some(first) = set.first_mut() {
        *first = 0x31;
    }
    Ok(set)
}
