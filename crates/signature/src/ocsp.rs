//! Was the certificate revoked? The request to the authority and the check of its answer (RFC 6960).

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use const_oid::db::rfc4519::COMMON_NAME;
use const_oid::db::rfc5280::ID_KP_OCSP_SIGNING;
use const_oid::db::rfc5912::{ID_SHA_1, ID_SHA_256};
use const_oid::db::rfc6960::{ID_PKIX_OCSP_BASIC, ID_PKIX_OCSP_NOCHECK, ID_PKIX_OCSP_NONCE};
use der::Decode;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use x509_cert::ext::pkix::CrlReason;
use x509_ocsp::{
    BasicOcspResponse, CertId, CertStatus, OcspGeneralizedTime, OcspResponse, OcspResponseStatus,
    SingleResponse,
};

use crate::algorithm::{Algorithm, sha256};
use crate::certificate::Certificate;
use crate::raw::{self, hex, tlv};
use crate::rejected::Rejected;
use crate::signer::texts;
use crate::verify::Examined;

/// How far `thisUpdate` may lie from the proven time on either side. The national authority gives
/// no `nextUpdate`, and the rules of the electronic document card take five minutes. An answer to our
/// own nonce may be later, because evidence may be late: it tells of revocation with its time.
pub const FRESHNESS: SignedDuration = SignedDuration::from_mins(5);

/// The largest OCSP response accepted, in bytes.
pub const MAX_OCSP: usize = 64 * 1024;

/// An authority's answer about a certificate.
#[derive(Debug, Clone, Copy)]
pub struct OcspAnswer<'a> {
    /// The DER of the `OCSPResponse`.
    pub response: &'a [u8],
    /// The nonce we sent; `None` when it is not known any more, as with a stored answer.
    pub nonce: Option<&'a [u8]>,
}

/// What the authority's answer established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OcspFacts {
    /// When the answer was signed.
    pub produced_at: Timestamp,
    /// The time for which the responder speaks.
    pub this_update: Timestamp,
    /// Until when newer information would exist, if the responder says.
    pub next_update: Option<Timestamp>,
    /// When the certificate was revoked *after* the proven time, if it was.
    pub revoked_later: Option<Timestamp>,
    /// Whether the answer carries the nonce that we sent.
    pub nonce_matched: bool,
    /// The common name of the responder.
    pub responder: Option<String>,
    /// SHA-256 of the answer.
    pub response_sha256: String,
}

/// The DER of a request about one certificate, with SHA-256 identifiers and a nonce (RFC 6960 §4.1).
pub(crate) fn request(leaf: &Certificate, issuer: &Certificate, nonce: &[u8]) -> Vec<u8> {
    let algorithm = tlv(0x30, &[&tlv(0x06, &[ID_SHA_256.as_bytes()]), &[0x05, 0x00]]);
    let name = tlv(0x04, &[&sha256(issuer.subject())]);
    let key = tlv(0x04, &[&sha256(issuer.key_bits())]);
    let id = tlv(0x30, &[&algorithm, &name, &key, leaf.serial_tlv()]);
    let list = tlv(0x30, &[&tlv(0x30, &[&id])]);
    let oid = tlv(0x06, &[ID_PKIX_OCSP_NONCE.as_bytes()]);
    let value = tlv(0x04, &[&tlv(0x04, &[nonce])]);
    let extensions = tlv(0xA2, &[&tlv(0x30, &[&tlv(0x30, &[&oid, &value])])]);
    tlv(0x30, &[&tlv(0x30, &[&list, &extensions])])
}

/// Checks an authority's answer about an examined signature, for the instant it was examined at.
pub fn ocsp_check(answer: &OcspAnswer<'_>, examined: &Examined) -> Result<OcspFacts, Rejected> {
    check(answer, examined.leaf(), examined.issuer(), examined.at())
}

pub(crate) fn check(
    answer: &OcspAnswer<'_>,
    leaf: &Certificate,
    issuer: &Certificate,
    at: Timestamp,
) -> Result<OcspFacts, Rejected> {
    let opened = Opened::open(answer.response)?;
    let produced_at = instant(opened.basic.tbs_response_data.produced_at)?;
    // A delegate is judged when it spoke: late evidence may come from the next responder.
    let responder = opened.responder(issuer, produced_at)?;
    opened.check_signature(&responder)?;
    let ours = opened.about(leaf, issuer)?;
    let usable = opened.usable(&ours, answer.nonce, (produced_at, at));
    // What the right responder said against this certificate stands, even in an answer that could not clear it.
    let mut later = None;
    for single in &ours {
        later = later.max(against(single, at, usable.is_ok())?);
    }
    let usable = usable?;
    Ok(OcspFacts {
        produced_at,
        this_update: usable.this_update,
        next_update: usable.next_update,
        revoked_later: later,
        nonce_matched: usable.nonce_matched,
        responder: texts(responder.subject_name(), COMMON_NAME).next(),
        response_sha256: hex(&sha256(answer.response)),
    })
}

/// Of which time an answer is that may be believed for an instant.
struct Usable {
    this_update: Timestamp,
    next_update: Option<Timestamp>,
    nonce_matched: bool,
}

/// When a certificate was revoked, if that was after `at`; an error when the responder speaks against it.
///
/// A revocation is for good, so an answer without our nonce or of another time proves it too. What may be taken back
/// (on hold, never issued, unknown) is proven only by a `usable` answer; in another one it keeps the signature pending.
fn against(
    single: &SingleResponse,
    at: Timestamp,
    usable: bool,
) -> Result<Option<Timestamp>, Rejected> {
    let info = match &single.cert_status {
        CertStatus::Good(_) => return Ok(None),
        CertStatus::Revoked(info) => info,
        CertStatus::Unknown(_) => return Err(Rejected::OcspUnknown),
    };
    let since = instant(info.revocation_time)?;
    if since > at {
        return Ok(Some(since));
    }
    let on_hold = info.revocation_reason == Some(CrlReason::CertificateHold);
    match (on_hold, usable) {
        (true, false) => Err(Rejected::OcspAgainst),
        // A certificate never issued is answered so by the extended revoke (RFC 6960 §2.2).
        (true, true) if since == Timestamp::UNIX_EPOCH => Err(Rejected::NotIssued),
        (true, true) | (false, _) => Err(Rejected::Revoked {
            since,
            reason: info.revocation_reason.map(reason_code),
        }),
    }
}

/// A response with the raw slices that were signed.
struct Opened {
    basic: BasicOcspResponse,
    tbs: Vec<u8>,
    certificates: Vec<Certificate>,
}

impl Opened {
    fn open(response: &[u8]) -> Result<Self, Rejected> {
        if response.len() > MAX_OCSP {
            return Err(Rejected::OcspMalformed);
        }
        let outer = OcspResponse::from_der(response)
            .ok()
            .ok_or(Rejected::OcspMalformed)?;
        let status = match outer.response_status {
            OcspResponseStatus::Successful => 0,
            OcspResponseStatus::MalformedRequest => 1,
            OcspResponseStatus::InternalError => 2,
            OcspResponseStatus::TryLater => 3,
            OcspResponseStatus::SigRequired => 5,
            OcspResponseStatus::Unauthorized => 6,
        };
        if status != 0 {
            return Err(Rejected::OcspRefused { status });
        }
        let bytes = outer.response_bytes.ok_or(Rejected::OcspMalformed)?;
        if bytes.response_type != ID_PKIX_OCSP_BASIC {
            return Err(Rejected::OcspMalformed);
        }
        Self::parse(bytes.response.as_bytes()).ok_or(Rejected::OcspMalformed)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let basic = BasicOcspResponse::from_der(bytes).ok()?;
        let fields = raw::children(bytes).ok()?;
        let mut certificates = Vec::new();
        if let Some(explicit) = fields.get(3) {
            for der in raw::children(raw::body(explicit).ok()?).ok()? {
                certificates.push(Certificate::read(der).ok()?);
            }
        }
        let known = |oid| oid == ID_PKIX_OCSP_NONCE;
        let extensions = basic.tbs_response_data.response_extensions.as_deref();
        if extensions
            .unwrap_or_default()
            .iter()
            .any(|one| one.critical && !known(one.extn_id))
        {
            return None;
        }
        Some(Self {
            tbs: fields.first()?.to_vec(),
            basic,
            certificates,
        })
    }

    /// The certificate that the response names as its signer, if the issuer entrusts it.
    fn responder(&self, issuer: &Certificate, at: Timestamp) -> Result<Certificate, Rejected> {
        let fields = raw::children(&self.tbs)
            .ok()
            .ok_or(Rejected::OcspMalformed)?;
        let id = fields
            .iter()
            .find(|field| [0xA1, 0xA2].contains(&raw::tag(field)));
        let id = id.ok_or(Rejected::OcspMalformed)?;
        let named = raw::body(id).ok().ok_or(Rejected::OcspMalformed)?;
        let is_named = |one: &Certificate| match raw::tag(id) {
            0xA1 => one.subject() == named,
            _ => raw::body(named).is_ok_and(|hash| {
                hash == digest(&SHA1_FOR_LEGACY_USE_ONLY, one.key_bits()).as_ref()
            }),
        };
        if is_named(issuer) {
            return Ok(issuer.clone());
        }
        let delegated = self.certificates.iter().find(|one| is_named(one));
        match delegated {
            Some(one) if is_entrusted(one, issuer, at) => Ok(one.clone()),
            Some(_) | None => Err(Rejected::OcspResponder),
        }
    }

    fn check_signature(&self, responder: &Certificate) -> Result<(), Rejected> {
        Algorithm::of_signature(&self.basic.signature_algorithm)
            .and_then(|known| responder.check_signature(known, &self.tbs, &self.basic.signature))
            .ok()
            .ok_or(Rejected::OcspSignature)
    }

    /// Whether our nonce came back; `false` when we do not know what we sent.
    fn check_nonce(&self, sent: Option<&[u8]>) -> Result<bool, Rejected> {
        let Some(sent) = sent else { return Ok(false) };
        match self.basic.nonce() {
            Some(came) if came.0.as_bytes() == sent => Ok(true),
            Some(_) | None => Err(Rejected::OcspNonce),
        }
    }

    /// The parts of the response that are about this certificate, one at least.
    fn about(
        &self,
        leaf: &Certificate,
        issuer: &Certificate,
    ) -> Result<Vec<&SingleResponse>, Rejected> {
        let responses = self.basic.tbs_response_data.responses.iter();
        let ours: Vec<_> = responses
            .filter(|one| is_about(&one.cert_id, leaf, issuer))
            .collect();
        if ours.is_empty() {
            return Err(Rejected::OcspOtherCertificate);
        }
        Ok(ours)
    }

    /// Whether the answer is to our question, says one thing, and is of the time asked about.
    fn usable(
        &self,
        ours: &[&SingleResponse],
        nonce: Option<&[u8]>,
        (produced_at, at): (Timestamp, Timestamp),
    ) -> Result<Usable, Rejected> {
        let nonce_matched = self.check_nonce(nonce)?;
        let [single] = ours else {
            return Err(Rejected::OcspMalformed);
        };
        let this_update = instant(single.this_update)?;
        let next_update = single.next_update.map(instant).transpose()?;
        if this_update.duration_since(produced_at) > FRESHNESS {
            return Err(Rejected::OcspMalformed);
        }
        let covered = next_update.is_some_and(|next| (this_update..=next).contains(&at));
        let too_old = at.duration_since(this_update) > FRESHNESS;
        let too_late = this_update.duration_since(at) > FRESHNESS && !nonce_matched;
        if !covered && (too_old || too_late) {
            return Err(Rejected::OcspStale { this_update, at });
        }
        Ok(Usable {
            this_update,
            next_update,
            nonce_matched,
        })
    }
}

/// Whether the issuer entrusted a certificate with answering (RFC 6960 §4.2.2.2).
///
/// `ocsp-nocheck` is demanded: otherwise the responder's own revocation would have to be known.
fn is_entrusted(one: &Certificate, issuer: &Certificate, at: Timestamp) -> bool {
    let purposes = one.key_purposes().unwrap_or_default();
    let signs = match one.key_usage() {
        Ok(usage) => usage.is_none_or(|usage| usage.digital_signature()),
        Err(_) => false,
    };
    one.issuer() == issuer.subject()
        && one.check_signed_by(issuer).is_ok()
        && one.is_valid_at(at)
        && one.check_critical().is_ok()
        && one.has(ID_PKIX_OCSP_NOCHECK)
        && purposes.contains(&ID_KP_OCSP_SIGNING)
        && signs
}

/// Whether an identifier means this certificate: issuer's name, issuer's key and serial number.
fn is_about(id: &CertId, leaf: &Certificate, issuer: &Certificate) -> bool {
    let algorithm = if id.hash_algorithm.oid == ID_SHA_256 {
        &SHA256
    } else if id.hash_algorithm.oid == ID_SHA_1 {
        &SHA1_FOR_LEGACY_USE_ONLY
    } else {
        return false;
    };
    id.serial_number.as_bytes() == leaf.serial()
        && id.issuer_name_hash.as_bytes() == digest(algorithm, issuer.subject()).as_ref()
        && id.issuer_key_hash.as_bytes() == digest(algorithm, issuer.key_bits()).as_ref()
}

pub(crate) fn reason_code(reason: CrlReason) -> u8 {
    match reason {
        CrlReason::Unspecified => 0,
        CrlReason::KeyCompromise => 1,
        CrlReason::CaCompromise => 2,
        CrlReason::AffiliationChanged => 3,
        CrlReason::Superseded => 4,
        CrlReason::CessationOfOperation => 5,
        CrlReason::CertificateHold => 6,
        CrlReason::RemoveFromCRL => 8,
        CrlReason::PrivilegeWithdrawn => 9,
        CrlReason::AaCompromise => 10,
    }
}

fn instant(time: OcspGeneralizedTime) -> Result<Timestamp, Rejected> {
    crate::certificate::instant(time.0.into()).ok_or(Rejected::OcspMalformed)
}
