//! Time-stamp tokens: the question, the answer and the check (RFC 3161, RFC 5035, RFC 5816).

use const_oid::ObjectIdentifier;
use const_oid::db::rfc4519::COMMON_NAME;
use const_oid::db::rfc5280::{ID_CE_EXT_KEY_USAGE, ID_KP_TIME_STAMPING};
use der::asn1::{GeneralizedTime, Int, OctetString};
use der::{Any, Decode, Sequence};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use spki::AlgorithmIdentifierOwned;

use crate::algorithm::{self, Algorithm, sha256};
use crate::attributes::{EssForms, SignedAttributes};
use crate::certificate::{Certificate, instant};
use crate::container::Container;
use crate::raw::{self, hex, tlv};
use crate::rejected::Rejected;
use crate::signer::texts;
use crate::trust::Trust;
use crate::verify::signer_certificate;

/// The largest token or answer accepted, in bytes.
pub const MAX_TOKEN: usize = 64 * 1024;

/// How far a token's time may lie after the instant at which it is looked at: clocks differ.
pub const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(5);

/// The type of what a time-stamping authority signs, `id-ct-TSTInfo`.
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// What a token established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenFacts {
    /// The time for which the authority vouches.
    pub made_at: Timestamp,
    /// The policy under which it vouches, a dotted identifier.
    pub policy: String,
    /// The token's number.
    pub serial_hex: String,
    /// The common name of the authority.
    pub authority: Option<String>,
    /// The last instant of the authority's certificate: until then the token needs no other.
    pub ends: Timestamp,
    /// SHA-256 of the token as DER.
    pub token_sha256: String,
}

/// `TSTInfo` (RFC 3161 §2.4.2).
#[derive(Sequence)]
struct TstInfo {
    version: u8,
    policy: ObjectIdentifier,
    imprint: MessageImprint,
    serial: Int,
    made_at: GeneralizedTime,
    #[asn1(optional = "true")]
    accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    ordering: bool,
    #[asn1(optional = "true")]
    nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    authority: Option<Any>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    extensions: Option<x509_cert::ext::Extensions>,
}

/// `MessageImprint`: a digest of what was stamped.
#[derive(Sequence)]
struct MessageImprint {
    algorithm: AlgorithmIdentifierOwned,
    digest: OctetString,
}

/// `Accuracy`: shown by nobody, but it must be of the right form.
#[derive(Sequence)]
struct Accuracy {
    #[asn1(optional = "true")]
    seconds: Option<u64>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    millis: Option<u16>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    micros: Option<u16>,
}

/// `TimeStampResp` with the status that decides (RFC 3161 §2.4.2).
#[derive(Sequence)]
struct StatusInfo {
    value: u8,
    #[asn1(optional = "true")]
    words: Option<Vec<Any>>,
    #[asn1(optional = "true")]
    failure: Option<der::asn1::BitString>,
}

/// The DER of a `TimeStampReq` for `stamped`, asking for the authority's certificate.
///
/// `hash` and `policy` are dotted identifiers; the national authority answers under the policy
/// `1.2.398.3.3.2.6.2` for SHA-256. The nonce should be 16 random bytes and is given to
/// [`check_token`] with the answer.
pub fn token_request(
    stamped: &[u8],
    hash: &str,
    policy: Option<&str>,
    nonce: &[u8],
) -> Result<Vec<u8>, Rejected> {
    let oid = |text: &str| {
        let read = ObjectIdentifier::new(text).ok();
        read.ok_or_else(|| Rejected::AlgorithmNotAllowed {
            oid: text.to_owned(),
        })
    };
    let by = AlgorithmIdentifierOwned {
        oid: oid(hash)?,
        parameters: None,
    };
    let digest = tlv(0x04, &[&algorithm::digest_by(&by, stamped)?]);
    let algorithm = tlv(0x30, &[&tlv(0x06, &[by.oid.as_bytes()]), &[0x05, 0x00]]);
    let imprint = tlv(0x30, &[&algorithm, &digest]);
    let policy = policy.map(oid).transpose()?;
    let policy = policy.map(|policy| tlv(0x06, &[policy.as_bytes()]));
    let nonce = tlv(0x02, &[&number(nonce)]);
    let wants_certificate = [0x01, 0x01, 0xFF];
    Ok(tlv(
        0x30,
        &[
            &[0x02, 0x01, 0x01],
            &imprint,
            &policy.unwrap_or_default(),
            &nonce,
            &wants_certificate,
        ],
    ))
}

/// The DER of the token in an authority's answer (`TimeStampResp`). Nothing of it is checked.
pub fn token_of_response(response: &[u8]) -> Result<Vec<u8>, Rejected> {
    if response.len() > MAX_TOKEN {
        return Err(Rejected::TokenMalformed);
    }
    let fields = raw::children(response).ok();
    let fields = fields.ok_or(Rejected::TokenMalformed)?;
    let (status, token) = match fields.as_slice() {
        [status] => (status, None),
        [status, token] => (status, Some(token)),
        _ => return Err(Rejected::TokenMalformed),
    };
    let read = StatusInfo::from_der(status).ok();
    let status = read.ok_or(Rejected::TokenMalformed)?.value;
    match token {
        // Granted, as asked or with changes.
        Some(token) if status <= 1 => Ok(token.to_vec()),
        Some(_) | None => Err(Rejected::TokenRefused { status }),
    }
}

/// Checks a token over `stamped` that is looked at at the instant `at`.
///
/// The authority must be one of [`Trust::with_time_stamping`], with a critical extended key usage
/// for time stamping and nothing else, in term when it made the token. With `nonce` the token must
/// be the answer to our own question.
pub fn check_token(
    token: &[u8],
    stamped: &[u8],
    trust: &Trust,
    nonce: Option<&[u8]>,
    at: Timestamp,
) -> Result<TokenFacts, Rejected> {
    let opened = Opened::open(token)?;
    let info = &opened.info;
    let digest = algorithm::digest_by(&info.imprint.algorithm, stamped)?;
    if info.imprint.digest.as_bytes() != digest {
        return Err(Rejected::TokenImprint);
    }
    if let Some(sent) = nonce {
        let came = info.nonce.as_ref().map(Int::as_bytes);
        if came != Some(number(sent).as_slice()) {
            return Err(Rejected::TokenNonce);
        }
    }
    let made_at = opened.made_at()?;
    if made_at.duration_since(at) > CLOCK_SKEW {
        return Err(Rejected::TokenFuture { made_at, at });
    }
    let (authorities, policies) = trust.time_stamping().ok_or(Rejected::TokenSigner)?;
    check_authority(&opened.signer, authorities, made_at)?;
    if !policies.contains(&info.policy) {
        return Err(Rejected::TokenPolicy {
            oid: info.policy.to_string(),
        });
    }
    Ok(opened.facts(token, made_at))
}

/// Until when a token protects by itself: the last instant of its authority's certificate.
///
/// The token's own signature is checked, but not who made it.
pub fn token_ends(token: &[u8]) -> Result<Timestamp, Rejected> {
    Ok(Opened::open(token)?.signer.not_after())
}

/// A token whose signature holds, whoever made it.
struct Opened {
    info: TstInfo,
    signer: Certificate,
}

impl Opened {
    fn open(token: &[u8]) -> Result<Self, Rejected> {
        if token.len() > MAX_TOKEN {
            return Err(Rejected::TokenMalformed);
        }
        let opened = Container::open(token, MAX_TOKEN).ok();
        let opened = opened.ok_or(Rejected::TokenMalformed)?;
        let content = opened
            .content
            .as_ref()
            .filter(|_| opened.content_type == TST_INFO);
        let content = content.ok_or(Rejected::TokenMalformed)?;
        let info = TstInfo::from_der(content).ok();
        let info = info.ok_or(Rejected::TokenMalformed)?;
        let extensions = info.extensions.as_deref().unwrap_or_default();
        if info.version != 1 || extensions.iter().any(|one| one.critical) {
            return Err(Rejected::TokenMalformed);
        }
        let signer = signed_by(&opened, content)
            .ok()
            .ok_or(Rejected::TokenSignature)?;
        Ok(Self { info, signer })
    }

    fn made_at(&self) -> Result<Timestamp, Rejected> {
        instant(self.info.made_at.into()).ok_or(Rejected::TokenMalformed)
    }

    fn facts(&self, token: &[u8], made_at: Timestamp) -> TokenFacts {
        TokenFacts {
            made_at,
            policy: self.info.policy.to_string(),
            serial_hex: hex(self.info.serial.as_bytes()),
            authority: texts(self.signer.subject_name(), COMMON_NAME).next(),
            ends: self.signer.not_after(),
            token_sha256: hex(&sha256(token)),
        }
    }
}

/// The certificate whose key signed the token's content.
fn signed_by(opened: &Container, content: &[u8]) -> Result<Certificate, Rejected> {
    let info = &opened.signer;
    let algorithm = Algorithm::of_signer(&info.digest_alg, &info.signature_algorithm)?;
    let set = &opened.signed_attributes;
    let attributes = SignedAttributes::read(set, algorithm, EssForms::V1OrV2)?;
    let fits = attributes.content_type == TST_INFO
        && attributes.message_digest == algorithm.digest(content);
    let embedded = opened.certificates.iter().map(|der| Certificate::read(der));
    let embedded = embedded.collect::<Result<Vec<_>, _>>()?;
    let signer = signer_certificate(&info.sid, &embedded, &attributes)?;
    signer.check_bytes(algorithm, set, info.signature.as_bytes())?;
    if fits {
        Ok(signer.clone())
    } else {
        Err(Rejected::TokenSignature)
    }
}

/// Checks that a certificate is of a time-stamping authority that we believe (RFC 3161 §2.3).
fn check_authority(one: &Certificate, trust: &Trust, at: Timestamp) -> Result<(), Rejected> {
    let believed = trust
        .chain(one, at)
        .and_then(|_| one.check_critical())
        .and_then(|()| one.check_term(at));
    believed.ok().ok_or(Rejected::TokenSigner)?;
    let usage = one.key_usage().ok().ok_or(Rejected::TokenUsage)?;
    let signs = usage.is_none_or(|usage| usage.digital_signature() || usage.non_repudiation());
    let purposes = one.key_purposes().unwrap_or_default();
    let only = purposes == [ID_KP_TIME_STAMPING] && one.has_critical(ID_CE_EXT_KEY_USAGE);
    if signs && only {
        Ok(())
    } else {
        Err(Rejected::TokenUsage)
    }
}

/// The contents of a positive INTEGER: no padding, and a zero byte before a high bit.
fn number(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .copied()
        .skip_while(|byte| *byte == 0)
        .collect();
    match digits.first() {
        Some(first) if *first < 0x80 => digits,
        Some(_) | None => [&[0], digits.as_slice()].concat(),
    }
}
