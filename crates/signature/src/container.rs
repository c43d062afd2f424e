//! The container: CMS `SignedData` with one signer, and the raw slices that were signed (RFC 5652).

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::ID_SIGNED_DATA;
use der::Decode;
use der::asn1::OctetStringRef;

use crate::armour;
use crate::ber;
use crate::raw;
use crate::rejected::Rejected;

/// The largest container accepted, in bytes as sent.
pub const MAX_CONTAINER: usize = 16 * 1024 * 1024;

/// The most that a container may add to the bytes it signs: certificates, attributes, a time stamp.
pub const MAX_OVERHEAD: usize = 256 * 1024;

/// The most certificates accepted in a container.
pub const MAX_CERTIFICATES: usize = 8;

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
        let read = SignedData::from_der(&raw).ok().ok_or(MALFORMED)?;
        let fields = raw::children(&raw).ok().ok_or(MALFORMED)?;
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
        Ok(Self {
            content_type: read.encap_content_info.econtent_type,
            content: attached(read.encap_content_info.econtent.as_ref())?,
            certificates: certificates.into_iter().map(<[u8]>::to_vec).collect(),
            signer,
            signed_attributes: signed_attributes(&fields)?,
        })
    }
}

/// The content that a container carries, or `None` when it is detached. Nothing is checked.
pub fn content(container: &[u8]) -> Result<Option<Vec<u8>>, Rejected> {
    let raw = signed_data(container, MAX_CONTAINER)?;
    let read = SignedData::from_der(&raw).ok().ok_or(MALFORMED)?;
    attached(read.encap_content_info.econtent.as_ref())
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
