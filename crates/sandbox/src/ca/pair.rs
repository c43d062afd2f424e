//! Private keys of both families that the national authority has certified, and what they sign with.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_SHA_256, RSA_ENCRYPTION, SHA_256_WITH_RSA_ENCRYPTION};
use der::asn1::{Any, BitString, Null, OctetString};
use der::{Decode, Encode, Sequence};
use serde::{Deserialize, Serialize};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::CaError;
use crate::gost::{SecretKey, streebog};

const GOST_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.2.2");
const GOST_PARAMETERS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.2.2.1");
const GOST_SIGNATURE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.10.1.1.2.3.2");
const STREEBOG_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.398.3.10.1.3.3");

/// The kind of mathematics of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// RSA with 2048 bits and SHA-256, issued until 2024.
    #[default]
    Rsa,
    /// GOST R 34.10-2015 with 512 bits and Streebog-512, issued since.
    Gost,
}

/// A private key.
pub(super) enum Pair {
    Rsa(Box<KeyPair>),
    Gost(SecretKey),
}

/// The parameters of a GOST key.
#[derive(Sequence)]
struct GostParameters {
    set: ObjectIdentifier,
    digest: ObjectIdentifier,
}

/// `PrivateKeyInfo` (RFC 5208 §5) without attributes.
#[derive(Sequence)]
struct PrivateKeyInfo {
    version: u8,
    algorithm: AlgorithmIdentifierOwned,
    key: OctetString,
}

impl Pair {
    /// Makes a key.
    pub(super) fn generate(family: Family) -> Result<Self, CaError> {
        let refused = CaError::Crypto {
            action: "make a key",
        };
        match family {
            Family::Rsa => {
                let pair = KeyPair::generate(KeySize::Rsa2048).ok().ok_or(refused)?;
                Ok(Self::Rsa(Box::new(pair)))
            }
            Family::Gost => SecretKey::generate().map(Self::Gost).ok_or(refused),
        }
    }

    /// The family of the key.
    pub(super) fn family(&self) -> Family {
        match self {
            Self::Rsa(_) => Family::Rsa,
            Self::Gost(_) => Family::Gost,
        }
    }

    /// The public half as a certificate carries it.
    pub(super) fn public_key(&self) -> Result<SubjectPublicKeyInfoOwned, CaError> {
        let (algorithm, bits) = match self {
            Self::Rsa(pair) => (
                with_null(RSA_ENCRYPTION),
                pair.public_key().as_ref().to_vec(),
            ),
            Self::Gost(key) => (
                gost_algorithm()?,
                OctetString::new(key.public_key())?.to_der()?,
            ),
        };
        Ok(SubjectPublicKeyInfoOwned {
            algorithm,
            subject_public_key: BitString::from_bytes(&bits)?,
        })
    }

    /// The algorithm of the signatures.
    pub(super) fn signature_algorithm(&self) -> AlgorithmIdentifierOwned {
        with_null(match self {
            Self::Rsa(_) => SHA_256_WITH_RSA_ENCRYPTION,
            Self::Gost(_) => GOST_SIGNATURE,
        })
    }

    /// The digest of the signatures.
    pub(super) fn digest_algorithm(&self) -> AlgorithmIdentifierOwned {
        with_null(match self {
            Self::Rsa(_) => ID_SHA_256,
            Self::Gost(_) => STREEBOG_512,
        })
    }

    /// The digest of `data`.
    pub(super) fn digest(&self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Rsa(_) => digest(&SHA256, data).as_ref().to_vec(),
            Self::Gost(_) => streebog(data),
        }
    }

    /// A raw signature over `data`.
    pub(super) fn sign(&self, data: &[u8]) -> Result<Vec<u8>, CaError> {
        let refused = CaError::Crypto { action: "sign" };
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let random = SystemRandom::new();
                let done = pair.sign(&RSA_PKCS1_SHA256, &random, data, &mut signature);
                done.ok().ok_or(refused)?;
                Ok(signature)
            }
            Self::Gost(key) => key.sign(data).ok_or(refused),
        }
    }

    /// The storage form: PKCS#8. A GOST key lies there as the national key files have it, an OCTET
    /// STRING of the little-endian number.
    pub(super) fn to_pkcs8(&self) -> Result<Vec<u8>, CaError> {
        match self {
            Self::Rsa(pair) => {
                let refused = CaError::Crypto {
                    action: "write an RSA key",
                };
                let private: Pkcs8V1Der<'_> = pair.as_der().ok().ok_or(refused)?;
                Ok(private.as_ref().to_vec())
            }
            Self::Gost(key) => {
                let inner = OctetString::new(key.to_bytes())?.to_der()?;
                let info = PrivateKeyInfo {
                    version: 0,
                    algorithm: gost_algorithm()?,
                    key: OctetString::new(inner)?,
                };
                Ok(info.to_der()?)
            }
        }
    }

    /// Reads the storage form; `None` where it is not what [`Pair::to_pkcs8`] writes.
    pub(super) fn from_pkcs8(der: &[u8]) -> Option<Self> {
        let info = PrivateKeyInfo::from_der(der).ok()?;
        if info.algorithm.oid != GOST_KEY {
            return Some(Self::Rsa(Box::new(KeyPair::from_pkcs8(der).ok()?)));
        }
        if info.algorithm != gost_algorithm().ok()? {
            return None;
        }
        let inner = OctetString::from_der(info.key.as_bytes()).ok()?;
        SecretKey::from_bytes(inner.as_bytes()).map(Self::Gost)
    }
}

fn with_null(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: Some(Null.into()),
    }
}

fn gost_algorithm() -> Result<AlgorithmIdentifierOwned, CaError> {
    let parameters = GostParameters {
        set: GOST_PARAMETERS,
        digest: STREEBOG_512,
    };
    Ok(AlgorithmIdentifierOwned {
        oid: GOST_KEY,
        parameters: Some(Any::encode_from(&parameters)?),
    })
}

/// SHA-256, whatever the key: the digest that `NCALayer` names certificates by.
pub(super) fn sha256(data: &[u8]) -> Vec<u8> {
    digest(&SHA256, data).as_ref().to_vec()
}
