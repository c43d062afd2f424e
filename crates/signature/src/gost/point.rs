//! Points of a curve y² = x³ + ax + b in Jacobian coordinates, and the sum of two multiples.
#![expect(
    clippy::many_single_char_names,
    reason = "the letters are those of the standards and of the formulas"
)]

use crypto_bigint::U512;

use super::field::Field;
use super::mersenne::limbs;

/// The window for multiples that are computed once for a curve: 64 points.
const WIDE: u32 = 8;

/// The window for multiples that are computed for one signature: 8 points.
const NARROW: u32 = 5;

/// One digit per bit, and one for the carry above them.
const DIGITS: usize = 513;

/// The signed digits of a number, the least significant first.
type Digits = [i8; DIGITS];

/// A point other than the identity.
#[derive(Clone, Copy)]
pub(super) struct Affine<E> {
    pub(super) x: E,
    pub(super) y: E,
}

/// The point (x/z², y/z³), or the identity where z is zero.
#[derive(Clone, Copy)]
pub(super) struct Jacobian<E> {
    pub(super) x: E,
    pub(super) y: E,
    pub(super) z: E,
}

/// The group of a curve over a field.
pub(super) struct Group<F: Field> {
    pub(super) field: F,
    /// `None` where a = −3, for which doubling is cheaper.
    a: Option<F::Element>,
    b: F::Element,
    one: F::Element,
    zero: F::Element,
}

impl<F: Field> Group<F> {
    /// The group of y² = x³ + ax + b; `a` is `None` for −3.
    pub(super) fn new(field: F, a: Option<&U512>, b: &U512) -> Self {
        Self {
            a: a.map(|a| field.element(a)),
            b: field.element(b),
            one: field.element(&U512::ONE),
            zero: field.element(&U512::ZERO),
            field,
        }
    }

    /// Whether a point lies on the curve.
    pub(super) fn has(&self, point: Affine<F::Element>) -> bool {
        let f = &self.field;
        let square = f.square(point.x);
        let linear = match self.a {
            Some(a) => f.add(square, a),
            None => f.sub(square, self.three()),
        };
        let right = f.add(f.mul(linear, point.x), self.b);
        f.is_equal(f.square(point.y), right)
    }

    fn three(&self) -> F::Element {
        self.field.add(self.field.double(self.one), self.one)
    }

    fn identity(&self) -> Jacobian<F::Element> {
        Jacobian {
            x: self.one,
            y: self.one,
            z: self.zero,
        }
    }

    /// Whether a point is the identity.
    pub(super) fn is_identity(&self, point: Jacobian<F::Element>) -> bool {
        self.field.is_zero(point.z)
    }

    /// The same point in other coordinates.
    pub(super) fn lift(&self, point: Affine<F::Element>) -> Jacobian<F::Element> {
        Jacobian {
            x: point.x,
            y: point.y,
            z: self.one,
        }
    }

    fn negated(&self, point: Affine<F::Element>, is_negative: bool) -> Affine<F::Element> {
        let y = if is_negative {
            self.field.sub(self.zero, point.y)
        } else {
            point.y
        };
        Affine { x: point.x, y }
    }

    /// `2P`.
    pub(super) fn double(&self, point: Jacobian<F::Element>) -> Jacobian<F::Element> {
        let f = &self.field;
        let z2 = f.square(point.z);
        let y2 = f.square(point.y);
        let xy2 = f.mul(point.x, y2);
        let slope = if let Some(a) = self.a {
            let x2 = f.square(point.x);
            f.add(f.add(f.double(x2), x2), f.mul(a, f.square(z2)))
        } else {
            let third = f.mul(f.sub(point.x, z2), f.add(point.x, z2));
            f.add(f.double(third), third)
        };
        let four = f.double(f.double(xy2));
        let x = f.sub(f.square(slope), f.double(four));
        let z = f.sub(f.sub(f.square(f.add(point.y, point.z)), y2), z2);
        let eight = f.double(f.double(f.double(f.square(y2))));
        let y = f.sub(f.mul(slope, f.sub(four, x)), eight);
        Jacobian { x, y, z }
    }

    /// `P + Q`, whatever the two are.
    pub(super) fn add(
        &self,
        p: Jacobian<F::Element>,
        q: Jacobian<F::Element>,
    ) -> Jacobian<F::Element> {
        let f = &self.field;
        if f.is_zero(p.z) {
            return q;
        }
        if f.is_zero(q.z) {
            return p;
        }
        let (pz2, qz2) = (f.square(p.z), f.square(q.z));
        let px = f.mul(p.x, qz2);
        let py = f.mul(p.y, f.mul(qz2, q.z));
        let h = f.sub(f.mul(q.x, pz2), px);
        let r = f.sub(f.mul(q.y, f.mul(pz2, p.z)), py);
        if f.is_zero(h) {
            return self.of_one_x(p, r);
        }
        self.chord((px, py), h, r, f.mul(f.mul(p.z, q.z), h))
    }

    /// `P + Q` for a `Q` in plain coordinates, which saves four multiplications and a square.
    pub(super) fn add_affine(
        &self,
        p: Jacobian<F::Element>,
        q: Affine<F::Element>,
    ) -> Jacobian<F::Element> {
        let f = &self.field;
        if f.is_zero(p.z) {
            return self.lift(q);
        }
        let z2 = f.square(p.z);
        let h = f.sub(f.mul(q.x, z2), p.x);
        let r = f.sub(f.mul(q.y, f.mul(z2, p.z)), p.y);
        if f.is_zero(h) {
            return self.of_one_x(p, r);
        }
        self.chord((p.x, p.y), h, r, f.mul(p.z, h))
    }

    /// The sum of two points of one x: they are equal where the difference of their y is zero.
    fn of_one_x(&self, p: Jacobian<F::Element>, difference: F::Element) -> Jacobian<F::Element> {
        if self.field.is_zero(difference) {
            self.double(p)
        } else {
            self.identity()
        }
    }

    /// The third point of a chord from `from`, with the differences `h` of x and `r` of y.
    fn chord(
        &self,
        from: (F::Element, F::Element),
        h: F::Element,
        r: F::Element,
        z: F::Element,
    ) -> Jacobian<F::Element> {
        let f = &self.field;
        let h2 = f.square(h);
        let h3 = f.mul(h2, h);
        let v = f.mul(from.0, h2);
        let x = f.sub(f.sub(f.square(r), h3), f.double(v));
        let y = f.sub(f.mul(r, f.sub(v, x)), f.mul(from.1, h3));
        Jacobian { x, y, z }
    }

    /// The odd multiples of a point that the narrow window asks for.
    fn odd_multiples(&self, point: Jacobian<F::Element>, window: u32) -> Vec<Jacobian<F::Element>> {
        let twice = self.double(point);
        let mut next = point;
        let mut multiples = Vec::new();
        for _ in 0..1_u32 << (window - 2) {
            multiples.push(next);
            next = self.add(next, twice);
        }
        multiples
    }

    /// The multiples of a generator that [`Group::sum_of_multiples`] asks for, computed once.
    ///
    /// The generator has a large prime order, so none of them is the identity.
    pub(super) fn table(&self, generator: Affine<F::Element>) -> Vec<Affine<F::Element>> {
        let f = &self.field;
        let plain = |point: Jacobian<F::Element>| {
            let inverse = f.invert(point.z)?;
            let square = f.square(inverse);
            Some(Affine {
                x: f.mul(point.x, square),
                y: f.mul(point.y, f.mul(square, inverse)),
            })
        };
        let multiples = self.odd_multiples(self.lift(generator), WIDE);
        multiples.into_iter().filter_map(plain).collect()
    }

    /// `uG + vQ`: both chains of additions share their doublings. `table` is that of `G`.
    pub(super) fn sum_of_multiples(
        &self,
        table: &[Affine<F::Element>],
        u: &U512,
        q: Affine<F::Element>,
        v: &U512,
    ) -> Jacobian<F::Element> {
        let multiples = self.odd_multiples(self.lift(q), NARROW);
        let (u, v) = (digits(u, WIDE), digits(v, NARROW));
        let mut sum = self.identity();
        for (u, v) in u.iter().zip(&v).rev() {
            sum = self.double(sum);
            if let Some(point) = entry(table, *u) {
                sum = self.add_affine(sum, self.negated(point, *u < 0));
            }
            if let Some(mut point) = entry(&multiples, *v) {
                if *v < 0 {
                    point.y = self.field.sub(self.zero, point.y);
                }
                sum = self.add(sum, point);
            }
        }
        sum
    }
}

/// The odd multiple that a digit stands for, without its sign; zero has none.
fn entry<T: Copy>(multiples: &[T], digit: i8) -> Option<T> {
    if digit == 0 {
        return None;
    }
    multiples
        .get(usize::from(digit.unsigned_abs()) / 2)
        .copied()
}

/// A number in non-adjacent form: odd digits below 2^(window−1), each followed by zeros.
fn digits(number: &U512, window: u32) -> Digits {
    let limbs = limbs(number);
    let limb = |index: usize| limbs.get(index).copied().unwrap_or_default();
    // The `window` bits from a position on.
    let bits = |from: usize| {
        let (index, shift) = (from / 64, from % 64);
        let low = limb(index) >> shift;
        let high = limb(index + 1).checked_shl(u32::try_from(64 - shift).unwrap_or(64));
        (low | high.unwrap_or_default()) & ((1 << window) - 1)
    };
    let mut found = [0; DIGITS];
    let mut carry = 0;
    let mut skip = 0;
    for (position, digit) in found.iter_mut().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if bits(position) & 1 == carry {
            continue;
        }
        let word = bits(position) + carry;
        carry = word >> (window - 1);
        let signed = i64::try_from(word).unwrap_or_default()
            - i64::try_from(carry << window).unwrap_or_default();
        *digit = i8::try_from(signed).unwrap_or_default();
        skip = window - 1;
    }
    found
}
