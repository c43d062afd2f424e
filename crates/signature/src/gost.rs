//! GOST R 34.10-2015 with Streebog, in the byte layout of Kazakhstan's national certification
//! authority.
//!
//! The mathematics is that of RFC 7091, the curves are those of RFC 7836 and RFC 4357, the digest is
//! that of RFC 6986. What differs from RFC 9215, where Russian certificates are described, is the
//! layout: a signature is `r ‖ s` and a public key `x ‖ y`, every number *little-endian*, which is the
//! full reversal of the `s ‖ r` there; and the identifiers are the authority's own, under
//! 1.2.398.3.10. Both were found true on certificates, revocation lists and answers of its test
//! authority.
//!
//! Nothing here knows a secret, so nothing here hides how long it takes.

mod domain;
#[cfg(test)]
mod examples;
mod field;
#[cfg(test)]
mod laws;
mod mersenne;
mod numbers;
mod point;
mod profile;
#[cfg(test)]
mod vectors;

use std::sync::LazyLock;

use streebog::{Digest as _, Streebog256, Streebog512};

use crate::rejected::Rejected;
use domain::Domain;
use field::Montgomery;
use mersenne::PseudoMersenne;

pub(crate) use profile::Strength;

static TC26_512_A: LazyLock<Option<Domain<PseudoMersenne>>> =
    LazyLock::new(|| Domain::fast(&numbers::TC26_512_A));
static TC26_256_A: Lazy = LazyLock::new(|| Domain::any(&numbers::TC26_256_A));
static CRYPTO_PRO_A: Lazy = LazyLock::new(|| Domain::any(&numbers::CRYPTO_PRO_A));
static CRYPTO_PRO_B: Lazy = LazyLock::new(|| Domain::any(&numbers::CRYPTO_PRO_B));
static CRYPTO_PRO_C: Lazy = LazyLock::new(|| Domain::any(&numbers::CRYPTO_PRO_C));
static TC26_512_B: Lazy = LazyLock::new(|| Domain::any(&numbers::TC26_512_B));
static TC26_512_C: Lazy = LazyLock::new(|| Domain::any(&numbers::TC26_512_C));

type Lazy = LazyLock<Option<Domain<Montgomery>>>;

/// A curve with its generator.
///
/// Certificates of the national authority name [`ParameterSet::Tc26_512A`] or
/// [`ParameterSet::Tc26_256A`]; the others are of the same standards and checked by the same code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterSet {
    /// `id-tc26-gost-3410-2012-256-paramSetA`, cofactor 4 (RFC 7836 §A.2).
    Tc26_256A,
    /// `id-GostR3410-2001-CryptoPro-A-ParamSet`, also tc26 256 B (RFC 4357 §11.4).
    CryptoProA,
    /// `id-GostR3410-2001-CryptoPro-B-ParamSet`, also tc26 256 C (RFC 4357 §11.4).
    CryptoProB,
    /// `id-GostR3410-2001-CryptoPro-C-ParamSet`, also tc26 256 D (RFC 4357 §11.4).
    CryptoProC,
    /// `id-tc26-gost-3410-12-512-paramSetA` (RFC 7836 §A.1).
    Tc26_512A,
    /// `id-tc26-gost-3410-12-512-paramSetB` (RFC 7836 §A.1).
    Tc26_512B,
    /// `id-tc26-gost-3410-2012-512-paramSetC`, cofactor 4 (RFC 7836 §A.2).
    Tc26_512C,
}

impl ParameterSet {
    /// Every parameter set, the shorter ones first.
    pub const ALL: [Self; 7] = [
        Self::Tc26_256A,
        Self::CryptoProA,
        Self::CryptoProB,
        Self::CryptoProC,
        Self::Tc26_512A,
        Self::Tc26_512B,
        Self::Tc26_512C,
    ];

    /// The length of a coordinate, of a digest and of a half of a signature in bytes: 32 or 64.
    pub fn size(self) -> usize {
        match self {
            Self::Tc26_256A | Self::CryptoProA | Self::CryptoProB | Self::CryptoProC => 32,
            Self::Tc26_512A | Self::Tc26_512B | Self::Tc26_512C => 64,
        }
    }

    /// The digest that belongs to keys of this length: Streebog-256 or Streebog-512 (RFC 6986).
    pub fn digest(self, data: &[u8]) -> Vec<u8> {
        if self.size() == 32 {
            streebog_256(data)
        } else {
            streebog_512(data)
        }
    }

    fn check(self, key: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), Rejected> {
        let any = |domain: &'static Lazy| {
            let domain = domain.as_ref().ok_or(Rejected::SignatureInvalid)?;
            domain.check(key, digest, signature)
        };
        match self {
            Self::Tc26_256A => any(&TC26_256_A),
            Self::CryptoProA => any(&CRYPTO_PRO_A),
            Self::CryptoProB => any(&CRYPTO_PRO_B),
            Self::CryptoProC => any(&CRYPTO_PRO_C),
            Self::Tc26_512A => {
                let domain = TC26_512_A.as_ref().ok_or(Rejected::SignatureInvalid)?;
                domain.check(key, digest, signature)
            }
            Self::Tc26_512B => any(&TC26_512_B),
            Self::Tc26_512C => any(&TC26_512_C),
        }
    }
}

/// Checks `signature` over `message` with a public key (RFC 7091 §6.2).
///
/// `key` is `x ‖ y` and `signature` is `r ‖ s`, each half [`ParameterSet::size`] bytes, little-endian.
/// Each way to be wrong has its own reason: a length, a number that is zero or not below the order, a
/// point that is not on the curve or has only a few multiples, a sum that is the identity.
pub fn verify(
    set: ParameterSet,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), Rejected> {
    set.check(key, &set.digest(message), signature)
}

/// GOST R 34.11-2012 with 256 bits (RFC 6986).
pub(crate) fn streebog_256(data: &[u8]) -> Vec<u8> {
    Streebog256::digest(data).to_vec()
}

/// GOST R 34.11-2012 with 512 bits (RFC 6986).
pub(crate) fn streebog_512(data: &[u8]) -> Vec<u8> {
    Streebog512::digest(data).to_vec()
}
