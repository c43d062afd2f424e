//! What the national authority calls its algorithms, and how a certificate carries a key.
//!
//! An `AlgorithmIdentifier` of a key is `SEQUENCE { key, SEQUENCE { parameters, digest } }`; the key
//! itself is an OCTET STRING inside the BIT STRING.

use const_oid::ObjectIdentifier;
use der::asn1::OctetStringRef;
use der::{Decode, Sequence};
use spki::SubjectPublicKeyInfoOwned;

use super::{ParameterSet, verify};
use crate::rejected::Rejected;

/// A length of GOST keys that the authority has identifiers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// 256 bits: allowed by the standard, seldom issued.
    Bits256,
    /// 512 bits: the only keys issued since 2024.
    Bits512,
}

/// The parameters of a key; the digest may be left out (RFC 9215 §4.2).
#[derive(Sequence)]
struct KeyParameters {
    set: ObjectIdentifier,
    #[asn1(optional = "true")]
    digest: Option<ObjectIdentifier>,
}

impl Strength {
    /// The strength whose signatures an identifier names.
    pub(crate) fn of_signature(oid: ObjectIdentifier) -> Option<Self> {
        let all = [Self::Bits256, Self::Bits512];
        all.into_iter().find(|one| one.signature() == oid)
    }

    fn signature(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::Bits256 => "1.2.398.3.10.1.1.2.3.1",
            Self::Bits512 => "1.2.398.3.10.1.1.2.3.2",
        })
    }

    /// The identifier of Streebog of this length.
    pub(crate) fn digest(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::Bits256 => "1.2.398.3.10.1.3.2",
            Self::Bits512 => "1.2.398.3.10.1.3.3",
        })
    }

    fn key(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::Bits256 => "1.2.398.3.10.1.1.2.1",
            Self::Bits512 => "1.2.398.3.10.1.1.2.2",
        })
    }

    /// The only parameter set the authority names for this length.
    fn parameters(self) -> (ObjectIdentifier, ParameterSet) {
        let (oid, set) = match self {
            Self::Bits256 => ("1.2.398.3.10.1.1.2.1.1", ParameterSet::Tc26_256A),
            Self::Bits512 => ("1.2.398.3.10.1.1.2.2.1", ParameterSet::Tc26_512A),
        };
        (ObjectIdentifier::new_unwrap(oid), set)
    }

    /// Checks `signature` over `message` with the public key of a certificate.
    pub(crate) fn verify(
        self,
        key: &SubjectPublicKeyInfoOwned,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), Rejected> {
        if key.algorithm.oid != self.key() {
            return Err(Rejected::AlgorithmNotAllowed {
                oid: key.algorithm.oid.to_string(),
            });
        }
        let named = key.algorithm.parameters.as_ref();
        let named = named.and_then(|named| named.decode_as::<KeyParameters>().ok());
        let named = named.ok_or(Rejected::KeyParameters)?;
        let (oid, set) = self.parameters();
        if named.set != oid || named.digest.is_some_and(|digest| digest != self.digest()) {
            return Err(Rejected::KeyParameters);
        }
        let malformed = Rejected::Malformed { part: "public key" };
        let bits = key.subject_public_key.as_bytes();
        let octets = bits.and_then(|bits| OctetStringRef::from_der(bits).ok());
        verify(set, octets.ok_or(malformed)?.as_bytes(), message, signature)
    }
}
