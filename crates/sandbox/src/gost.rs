//! GOST R 34.10-2015 keys of 512 bits that sign, in the layout of the national authority.
//!
//! The notary only verifies; whatever signs is here, where nobody's real key ever comes. It shares no
//! code with the notary, and adds points by other formulas, so that each is a test of the other.
#![expect(
    clippy::many_single_char_names,
    reason = "the letters are those of the standards and of the formulas"
)]

use std::fmt;

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, U512};
use streebog::{Digest as _, Streebog512};

/// A residue modulo the prime of the field or the order of the group.
type Residue = FixedMontyForm<8>;

/// id-tc26-gost-3410-12-512-paramSetA (RFC 7836 §A.1); a is −3, x of the generator is 3.
const P: Odd<U512> = Odd::<U512>::from_be_hex(
    "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc7",
);
const B: U512 = U512::from_be_hex(
    "e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760",
);
const Q: Odd<U512> = Odd::<U512>::from_be_hex(
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275",
);
const X: U512 = U512::from_u32(3);
const Y: U512 = U512::from_be_hex(
    "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4",
);

static FIELD: FixedMontyParams<8> = FixedMontyParams::new(P);
static ORDER: FixedMontyParams<8> = FixedMontyParams::new(Q);
static B_IN_FIELD: Residue = Residue::new(&B, &FIELD);

/// A private key: a number from one to below the order of the group.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(U512);

impl fmt::Debug for SecretKey {
    /// Says nothing: the key is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey").finish_non_exhaustive()
    }
}

impl SecretKey {
    /// Makes a key; `None` where there is no randomness.
    pub fn generate() -> Option<Self> {
        Some(Self(random_number()?))
    }

    /// Reads a key, 64 bytes, little-endian; `None` where it is zero or not below the order.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 64] = bytes.try_into().ok()?;
        let number = U512::from_le_slice(bytes);
        is_in_range(&number).then_some(Self(number))
    }

    /// The key as 64 bytes, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_le_bytes().as_ref().to_vec()
    }

    /// The public key, `x ‖ y`, each 64 bytes, little-endian.
    pub fn public_key(&self) -> Vec<u8> {
        // The order is prime, so no key leads to the identity.
        let point = Point::generator().times(&self.0).plain();
        let (x, y) = point.unwrap_or_default();
        [x.to_le_bytes().as_ref(), y.to_le_bytes().as_ref()].concat()
    }

    /// Signs the Streebog-512 of `message`: `r ‖ s`, each 64 bytes, little-endian (RFC 7091 §6.1).
    ///
    /// `None` where there is no randomness.
    pub fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let digest: [u8; 64] = Streebog512::digest(message).into();
        let residue = |number: &U512| Residue::new(number, &ORDER);
        let mut e = residue(&U512::from_le_slice(&digest));
        if e.retrieve() == U512::ZERO {
            e = residue(&U512::ONE);
        }
        loop {
            let k = random_number()?;
            let (x, _) = Point::generator().times(&k).plain()?;
            let r = residue(&x);
            let s = r.mul(&residue(&self.0)).add(&residue(&k).mul(&e));
            let (r, s) = (r.retrieve(), s.retrieve());
            if r != U512::ZERO && s != U512::ZERO {
                return Some([r.to_le_bytes().as_ref(), s.to_le_bytes().as_ref()].concat());
            }
        }
    }
}

/// Streebog-512, the digest of these keys (RFC 6986).
pub fn streebog(data: &[u8]) -> Vec<u8> {
    Streebog512::digest(data).to_vec()
}

/// A number of the group's order, from one on.
fn random_number() -> Option<U512> {
    let mut bytes = [0; 64];
    loop {
        aws_lc_rs::rand::fill(&mut bytes).ok()?;
        let number = U512::from_le_slice(&bytes);
        if is_in_range(&number) {
            return Some(number);
        }
    }
}

fn is_in_range(number: &U512) -> bool {
    *number != U512::ZERO && *number < *Q
}

/// The point (x/z, y/z).
#[derive(Clone, Copy)]
struct Point {
    x: Residue,
    y: Residue,
    z: Residue,
}

impl Point {
    fn generator() -> Self {
        Self {
            x: Residue::new(&X, &FIELD),
            y: Residue::new(&Y, &FIELD),
            z: Residue::one(&FIELD),
        }
    }

    fn identity() -> Self {
        Self {
            x: Residue::zero(&FIELD),
            y: Residue::one(&FIELD),
            z: Residue::zero(&FIELD),
        }
    }

    /// The sum of any two points by one formula (Renes, Costello and Batina 2016, algorithm 4).
    fn plus(&self, other: &Self) -> Self {
        let b = &B_IN_FIELD;
        let triple = |a: Residue| a.double().add(&a);
        let xx = self.x.mul(&other.x);
        let yy = self.y.mul(&other.y);
        let zz = self.z.mul(&other.z);
        let cross = |a: [&Residue; 2], c: [&Residue; 2], both: &Residue| {
            let [left, right] = [a, c].map(|[one, two]| one.add(two));
            left.mul(&right).sub(both)
        };
        let xy = cross([&self.x, &self.y], [&other.x, &other.y], &xx.add(&yy));
        let yz = cross([&self.y, &self.z], [&other.y, &other.z], &yy.add(&zz));
        let xz = cross([&self.x, &self.z], [&other.x, &other.z], &xx.add(&zz));
        let even = triple(xz.sub(&b.mul(&zz)));
        let (minus, plus) = (yy.sub(&even), yy.add(&even));
        let zz = triple(zz);
        let odd = triple(b.mul(&xz).sub(&zz.add(&xx)));
        let rest = triple(xx).sub(&zz);
        Self {
            x: plus.mul(&xy).sub(&yz.mul(&odd)),
            y: plus.mul(&minus).add(&rest.mul(&odd)),
            z: minus.mul(&yz).add(&xy.mul(&rest)),
        }
    }

    /// The multiple of a point, four bits at a time.
    fn times(&self, number: &U512) -> Self {
        let mut multiples = vec![Self::identity()];
        for _ in 1..16 {
            let next = multiples.last().map_or(*self, |last| last.plus(self));
            multiples.push(next);
        }
        let mut sum = Self::identity();
        for byte in number.to_be_bytes().as_ref() {
            for digit in [byte >> 4, byte & 0x0F] {
                for _ in 0..4 {
                    sum = sum.plus(&sum);
                }
                if let Some(multiple) = multiples.get(usize::from(digit)) {
                    sum = sum.plus(multiple);
                }
            }
        }
        sum
    }

    /// x and y, which the identity does not have.
    fn plain(&self) -> Option<(U512, U512)> {
        let inverse = self.z.invert().into_option()?;
        let plain = |a: &Residue| a.mul(&inverse).retrieve();
        Some((plain(&self.x), plain(&self.y)))
    }
}
