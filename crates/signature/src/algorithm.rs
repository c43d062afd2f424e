//! The algorithms that count, chosen by object identifier; everything else is refused.
//!
//! A digest, a signature identifier and a verifier are all that the rest of the crate asks of an
//! algorithm: RSA here, GOST R 34.10-2015 in [`crate::gost`].

use aws_lc_rs::digest::{self, SHA256};
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_SHA_256, RSA_ENCRYPTION, SHA_256_WITH_RSA_ENCRYPTION};
use der::asn1::UintRef;
use der::{Decode, Sequence};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use crate::gost::{self, Strength};
use crate::rejected::Rejected;

/// The shortest RSA modulus that counts.
const MIN_RSA_BITS: usize = 2048;

/// A digest and a signature scheme that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    /// RSA PKCS#1 v1.5 with SHA-256, 2048 bits or more.
    RsaSha256,
    /// GOST R 34.10-2015 with Streebog of the same length, as the national authority names them.
    Gost(Strength),
}

/// The method of a signature, as people call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GOST R 34.10-2015.
    Gost,
    /// RSA with SHA-256.
    Rsa,
}

impl From<Algorithm> for Method {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::RsaSha256 => Self::Rsa,
            Algorithm::Gost(_) => Self::Gost,
        }
    }
}

/// `RSAPublicKey` (RFC 8017 §A.1.1).
#[derive(Sequence)]
struct RsaPublicKey<'a> {
    modulus: UintRef<'a>,
    exponent: UintRef<'a>,
}

impl Algorithm {
    /// Every algorithm that counts.
    const ALL: [Self; 3] = [
        Self::RsaSha256,
        Self::Gost(Strength::Bits256),
        Self::Gost(Strength::Bits512),
    ];

    /// The algorithm of a signature on a certificate or an OCSP response.
    pub(crate) fn of_signature(signature: &AlgorithmIdentifierOwned) -> Result<Self, Rejected> {
        if is(signature, SHA_256_WITH_RSA_ENCRYPTION) {
            return Ok(Self::RsaSha256);
        }
        Strength::of_signature(signature.oid)
            .filter(|_| is(signature, signature.oid))
            .map(Self::Gost)
            .ok_or_else(|| refused(signature))
    }

    /// The algorithm of a signer, who names digest and signature apart: they must fit each other.
    ///
    /// RSA is named with or without its digest (RFC 5754 §3.2), GOST always with it.
    pub(crate) fn of_signer(
        digest: &AlgorithmIdentifierOwned,
        signature: &AlgorithmIdentifierOwned,
    ) -> Result<Self, Rejected> {
        let algorithm = if is(signature, RSA_ENCRYPTION) {
            Self::RsaSha256
        } else {
            Self::of_signature(signature)?
        };
        if algorithm.has_digest(digest) {
            Ok(algorithm)
        } else {
            Err(refused(digest))
        }
    }

    /// Whether an identifier names this algorithm's digest.
    pub(crate) fn has_digest(self, digest: &AlgorithmIdentifierOwned) -> bool {
        match self {
            Self::RsaSha256 => is(digest, ID_SHA_256),
            Self::Gost(strength) => is(digest, strength.digest()),
        }
    }

    /// The digest of `data`.
    pub(crate) fn digest(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::RsaSha256 => sha256(data),
            Self::Gost(Strength::Bits256) => gost::streebog_256(data),
            Self::Gost(Strength::Bits512) => gost::streebog_512(data),
        }
    }

    /// Checks `signature` over `message` with the public key of a certificate.
    pub(crate) fn verify(
        self,
        key: &SubjectPublicKeyInfoOwned,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), Rejected> {
        match self {
            Self::RsaSha256 => verify_rsa(key, message, signature),
            Self::Gost(strength) => strength.verify(key, message, signature),
        }
    }
}

fn verify_rsa(
    key: &SubjectPublicKeyInfoOwned,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Rejected> {
    if !is(&key.algorithm, RSA_ENCRYPTION) {
        return Err(refused(&key.algorithm));
    }
    let malformed = Rejected::Malformed { part: "public key" };
    let bytes = key
        .subject_public_key
        .as_bytes()
        .ok_or_else(|| malformed.clone())?;
    let read = RsaPublicKey::from_der(bytes).ok().ok_or(malformed)?;
    let bits = bit_length(read.modulus.as_bytes());
    if bits < MIN_RSA_BITS {
        return Err(Rejected::KeyTooShort { bits });
    }
    let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, bytes);
    public
        .verify(message, signature)
        .ok()
        .ok_or(Rejected::SignatureInvalid)
}

/// The digest of `data` by the algorithm that an identifier names, if it counts.
pub(crate) fn digest_by(id: &AlgorithmIdentifierOwned, data: &[u8]) -> Result<Vec<u8>, Rejected> {
    Algorithm::ALL
        .into_iter()
        .find(|known| known.has_digest(id))
        .map(|known| known.digest(data))
        .ok_or_else(|| refused(id))
}

/// Bits of a big-endian number without leading zero bytes.
fn bit_length(bytes: &[u8]) -> usize {
    let padding = bytes.first().map_or(0, |first| first.leading_zeros());
    bytes.len() * 8 - usize::try_from(padding).unwrap_or_default()
}

/// The digest used for fingerprints and identifiers.
pub(crate) fn sha256(data: &[u8]) -> Vec<u8> {
    digest::digest(&SHA256, data).as_ref().to_vec()
}

/// Whether an identifier is `oid` with parameters absent or NULL.
fn is(id: &AlgorithmIdentifierOwned, oid: ObjectIdentifier) -> bool {
    id.oid == oid && id.parameters.as_ref().is_none_or(der::Any::is_null)
}

fn refused(id: &AlgorithmIdentifierOwned) -> Rejected {
    Rejected::AlgorithmNotAllowed {
        oid: id.oid.to_string(),
    }
}
