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

#[cfg(test)]
mod tests {
    //! A key of 256 bits as the authority would certify it; nobody has such a certificate at hand.

    use der::Encode;
    use der::asn1::{Any, BitString, OctetString};
    use spki::AlgorithmIdentifierOwned;

    use super::*;

    /// Key, message and signature by another implementation, in the national layout.
    const KEY: &str = "1a7ba77d8e595ade2fcdf44d780ed99830a04dbcdbcfd0f490481beada0c300313c6f28cdd15feca2ee71247776b9d095a96fd29a643ceadfa02f7c6ec8bace4";
    const MESSAGE: &str = "f41c7a81a89d47273787d18d6a5a77d6132c0d4fe8d78abd0b4b40f9424ac3862fb504";
    const SIGNATURE: &str = "a69386ffd9159924fe412cc760ae016489330e69a20b2db80cdd8a2ef971380a80126c567f82d3805079d7ec5664ea80105cae1a2d247e7bffe5e95b2c541923";

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u32> = hex
            .chars()
            .map(|digit| digit.to_digit(16).unwrap())
            .collect();
        let byte = |pair: &[u32]| u8::try_from(pair[0] * 16 + pair[1]).unwrap();
        digits.chunks(2).map(byte).collect()
    }

    fn key(strength: Strength) -> SubjectPublicKeyInfoOwned {
        let parameters = KeyParameters {
            set: strength.parameters().0,
            digest: Some(strength.digest()),
        };
        let octets = OctetString::new(bytes(KEY)).unwrap().to_der().unwrap();
        SubjectPublicKeyInfoOwned {
            algorithm: AlgorithmIdentifierOwned {
                oid: strength.key(),
                parameters: Some(Any::encode_from(&parameters).unwrap()),
            },
            subject_public_key: BitString::from_bytes(&octets).unwrap(),
        }
    }

    #[test]
    fn a_key_of_256_bits_verifies_with_its_own_names_only() {
        let (message, signature) = (bytes(MESSAGE), bytes(SIGNATURE));
        let short = Strength::Bits256;
        let verdict = short.verify(&key(short), &message, &signature);
        assert_eq!(verdict, Ok(()));
        let other = short.verify(&key(short), b"other", &signature);
        assert_eq!(other, Err(Rejected::SignatureInvalid));
        let long = Strength::Bits512.verify(&key(short), &message, &signature);
        assert_eq!(long.unwrap_err().code(), "algorithm-not-allowed");
        let wrong = short.verify(&key(Strength::Bits512), &message, &signature);
        assert_eq!(wrong.unwrap_err().code(), "algorithm-not-allowed");
        let renamed = SubjectPublicKeyInfoOwned {
            algorithm: AlgorithmIdentifierOwned {
                oid: short.key(),
                ..key(Strength::Bits512).algorithm
            },
            ..key(short)
        };
        let renamed = short.verify(&renamed, &message, &signature);
        assert_eq!(renamed, Err(Rejected::KeyParameters));
    }
}
