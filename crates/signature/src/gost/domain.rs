//! One parameter set with all that verification needs, and the verification itself (RFC 7091 §6.2).
#![expect(
    clippy::many_single_char_names,
    reason = "the letters are those of the standards and of the formulas"
)]

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{CheckedAdd, Odd, U512};

use super::field::{Field, Montgomery};
use super::mersenne::PseudoMersenne;
use super::point::{Affine, Group, Jacobian};
use crate::rejected::Rejected;

/// The numbers of a parameter set as the standards print them: hexadecimal, the highest digit first.
pub(super) struct Numbers {
    /// Length of a coordinate and of a half of a signature in bytes, 32 or 64.
    pub(super) size: usize,
    /// How many times larger the group of all points is than the subgroup.
    pub(super) cofactor: u8,
    /// The prime of the field.
    pub(super) p: &'static str,
    /// The linear coefficient; `None` for −3.
    pub(super) a: Option<&'static str>,
    /// The constant coefficient.
    pub(super) b: &'static str,
    /// The prime order of the subgroup.
    pub(super) q: &'static str,
    /// The generator's x.
    pub(super) x: &'static str,
    /// The generator's y.
    pub(super) y: &'static str,
}

/// A parameter set made ready.
pub(super) struct Domain<F: Field> {
    size: usize,
    cofactor: u8,
    p: U512,
    q: U512,
    modulo_q: FixedMontyParams<8>,
    group: Group<F>,
    table: Vec<Affine<F::Element>>,
}

impl Domain<Montgomery> {
    /// Any parameter set; `None` where p or q is even.
    pub(super) fn any(numbers: &Numbers) -> Option<Self> {
        Self::over(Montgomery::new(odd(numbers.p)?), numbers)
    }
}

impl Domain<PseudoMersenne> {
    /// A parameter set whose p is 2^512 − 569; `None` where q is even.
    pub(super) fn fast(numbers: &Numbers) -> Option<Self> {
        let slow = Montgomery::new(odd(numbers.p)?);
        Self::over(PseudoMersenne::new(slow), numbers)
    }
}

impl<F: Field> Domain<F> {
    fn over(field: F, numbers: &Numbers) -> Option<Self> {
        let q = odd(numbers.q)?;
        let a = numbers.a.map(number);
        let group = Group::new(field, a.as_ref(), &number(numbers.b));
        let generator = Affine {
            x: group.field.element(&number(numbers.x)),
            y: group.field.element(&number(numbers.y)),
        };
        Some(Self {
            size: numbers.size,
            cofactor: numbers.cofactor,
            p: number(numbers.p),
            q: *q,
            modulo_q: FixedMontyParams::new_vartime(q),
            table: group.table(generator),
            group,
        })
    }

    /// Checks a signature over a digest with a public key, all in the layout of the national
    /// authority: little-endian numbers, `x ‖ y` and `r ‖ s`.
    pub(super) fn check(
        &self,
        key: &[u8],
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), Rejected> {
        let [r, s] = self.halves(signature).ok_or(Rejected::SignatureLength {
            bytes: signature.len(),
        })?;
        for (part, value) in [("r", &r), ("s", &s)] {
            if *value == U512::ZERO || *value >= self.q {
                return Err(Rejected::SignatureOutOfRange { part });
            }
        }
        let key = self.public_key(key)?;
        let (u, v) = self.factors(digest, &r, &s);
        let point = self.group.sum_of_multiples(&self.table, &u, key, &v);
        if self.group.is_identity(point) {
            return Err(Rejected::SignatureDegenerate);
        }
        if self.has_x(point, r) {
            Ok(())
        } else {
            Err(Rejected::SignatureInvalid)
        }
    }

    /// Two little-endian numbers of the right length.
    fn halves(&self, bytes: &[u8]) -> Option<[U512; 2]> {
        let (first, second) = bytes.split_at_checked(self.size)?;
        if second.len() != self.size {
            return None;
        }
        Some([little_endian(first), little_endian(second)])
    }

    /// The point of a public key, which must lie on the curve and have more than a few multiples.
    fn public_key(&self, key: &[u8]) -> Result<Affine<F::Element>, Rejected> {
        let length = Rejected::KeyLength { bytes: key.len() };
        let [x, y] = self.halves(key).ok_or(length)?;
        let field = &self.group.field;
        let point = Affine {
            x: field.element(&x),
            y: field.element(&y),
        };
        if x >= self.p || y >= self.p || !self.group.has(point) {
            return Err(Rejected::KeyOffCurve);
        }
        let mut multiple = self.group.lift(point);
        for _ in 0..self.cofactor.ilog2() {
            multiple = self.group.double(multiple);
        }
        if self.group.is_identity(multiple) {
            return Err(Rejected::KeyDegenerate);
        }
        Ok(point)
    }

    /// s/e and −r/e modulo q, where e is the digest, or one if that is zero (steps 3 to 5).
    fn factors(&self, digest: &[u8], r: &U512, s: &U512) -> (U512, U512) {
        let residue = |number: &U512| FixedMontyForm::new(number, &self.modulo_q);
        let one = residue(&U512::ONE);
        let e = residue(&little_endian(digest));
        // Only zero has no inverse.
        let inverse = e.invert_vartime().into_option().unwrap_or(one);
        let u = residue(s).mul(&inverse).retrieve();
        let v = residue(r).mul(&inverse).neg().retrieve();
        (u, v)
    }

    /// Whether the point's x is congruent to `r` modulo q (steps 6 and 7).
    ///
    /// x is one of r, r + q, r + 2q and so on below p, each compared as r·z² = X: a division less.
    fn has_x(&self, point: Jacobian<F::Element>, r: U512) -> bool {
        let field = &self.group.field;
        let square = field.square(point.z);
        let mut candidate = r;
        while candidate < self.p {
            let x = field.mul(field.element(&candidate), square);
            if field.is_equal(x, point.x) {
                return true;
            }
            match candidate.checked_add(&self.q).into_option() {
                Some(next) => candidate = next,
                None => return false,
            }
        }
        false
    }
}

fn odd(hex: &str) -> Option<Odd<U512>> {
    Odd::new(number(hex)).into_option()
}

/// A number of at most 512 bits from its hexadecimal digits, the highest first.
pub(super) fn number(hex: &str) -> U512 {
    let digits = hex.chars().filter_map(|digit| digit.to_digit(16));
    digits.fold(U512::ZERO, |number, digit| {
        number.shl_vartime(4).wrapping_add(&U512::from_u32(digit))
    })
}

/// A number of at most 512 bits from its bytes, the lowest first. Longer input is cut.
fn little_endian(bytes: &[u8]) -> U512 {
    let mut padded = [0; 64];
    for (to, from) in padded.iter_mut().zip(bytes) {
        *to = *from;
    }
    U512::from_le_slice(&padded)
}

#[cfg(test)]
impl<F: Field> Domain<F> {
    fn generator(&self) -> Affine<F::Element> {
        *self.table.first().unwrap()
    }

    /// Whether the generator is on the curve, q − 1 times it is not the identity, and q times it is.
    pub(super) fn order_holds(&self) -> [bool; 3] {
        let (generator, group) = (self.generator(), &self.group);
        let before = self.q.wrapping_sub(&U512::ONE);
        let times = |u: &U512, v: &U512| group.sum_of_multiples(&self.table, u, generator, v);
        [
            group.has(generator),
            !group.is_identity(times(&before, &U512::ZERO)),
            [
                times(&self.q, &U512::ZERO),
                times(&U512::ZERO, &self.q),
                times(&before, &U512::ONE),
            ]
            .iter()
            .all(|point| group.is_identity(*point)),
        ]
    }

    /// Whether uG + vG = (u + v)G, each multiple also by plain doubling and adding.
    pub(super) fn multiples_add_up(&self, u: &U512, v: &U512) -> bool {
        let (generator, group) = (self.generator(), &self.group);
        let both = group.sum_of_multiples(&self.table, u, generator, v);
        let apart = group.add(self.plainly(u), self.plainly(v));
        let difference = group.add(both, self.negated(apart));
        group.is_identity(difference)
    }

    fn plainly(&self, times: &U512) -> Jacobian<F::Element> {
        let mut sum = self.group.double(self.group.lift(self.generator()));
        sum.z = self.group.field.sub(sum.z, sum.z);
        for bit in (0..512).rev() {
            sum = self.group.double(sum);
            if times.bit_vartime(bit) {
                sum = self.group.add_affine(sum, self.generator());
            }
        }
        sum
    }

    fn negated(&self, point: Jacobian<F::Element>) -> Jacobian<F::Element> {
        let zero = self.group.field.element(&U512::ZERO);
        let y = self.group.field.sub(zero, point.y);
        Jacobian { y, ..point }
    }
}
