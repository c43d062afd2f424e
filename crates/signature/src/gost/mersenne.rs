//! The field of p = 2^512 − 569 (RFC 7836 §A.1, paramSetA), on which the national keys live.
//!
//! Since 2^512 ≡ 569, what overflows 512 bits comes back multiplied by 569. An element is any number
//! below 2^512 with the right residue, so that only the test for zero has to know two forms.
#![expect(
    clippy::indexing_slicing,
    reason = "the indices run over arrays of fixed length, and the compiler unrolls the loops"
)]

use crypto_bigint::U512;

use super::field::{Field, Montgomery};

/// What 2^512 is worth modulo p.
const FOLD: u64 = 569;

/// A number below 2^512, the least significant limb first.
pub(super) type Limbs = [u64; 8];

/// The field of 2^512 − 569.
pub(super) struct PseudoMersenne {
    slow: Montgomery,
}

impl PseudoMersenne {
    /// `slow` is the same field: it inverts the few elements that are inverted at all.
    pub(super) fn new(slow: Montgomery) -> Self {
        Self { slow }
    }
}

impl Field for PseudoMersenne {
    type Element = Limbs;

    fn element(&self, number: &U512) -> Limbs {
        limbs(number)
    }

    #[inline]
    fn add(&self, a: Limbs, b: Limbs) -> Limbs {
        let mut sum = [0; 8];
        let mut carry = false;
        for i in 0..8 {
            (sum[i], carry) = a[i].carrying_add(b[i], carry);
        }
        fold_in(sum, FOLD * u64::from(carry))
    }

    #[inline]
    fn sub(&self, a: Limbs, b: Limbs) -> Limbs {
        let mut difference = [0; 8];
        let mut borrow = false;
        for i in 0..8 {
            (difference[i], borrow) = a[i].borrowing_sub(b[i], borrow);
        }
        // What was borrowed is 2^512 ≡ 569, and is given back; that may have to borrow once more.
        take_out(difference, FOLD * u64::from(borrow))
    }

    #[inline]
    fn mul(&self, a: Limbs, b: Limbs) -> Limbs {
        let mut wide = [0; 16];
        // One line each, because a loop is not unrolled here, and takes half as long again.
        add_row::<0>(&mut wide, &a, &b);
        add_row::<1>(&mut wide, &a, &b);
        add_row::<2>(&mut wide, &a, &b);
        add_row::<3>(&mut wide, &a, &b);
        add_row::<4>(&mut wide, &a, &b);
        add_row::<5>(&mut wide, &a, &b);
        add_row::<6>(&mut wide, &a, &b);
        add_row::<7>(&mut wide, &a, &b);
        reduce(&wide)
    }

    #[inline]
    fn square(&self, a: Limbs) -> Limbs {
        let mut wide = [0; 16];
        for i in 0..8 {
            let mut carry = 0;
            for j in i + 1..8 {
                (wide[i + j], carry) = a[i].carrying_mul_add(a[j], wide[i + j], carry);
            }
            wide[i + 8] = carry;
        }
        // Each product of two different limbs counts twice, each square once.
        let mut top = 0;
        for limb in &mut wide {
            (*limb, top) = ((*limb << 1) | top, *limb >> 63);
        }
        let mut carry = false;
        for i in 0..8 {
            let (low, high) = a[i].carrying_mul(a[i], 0);
            (wide[2 * i], carry) = wide[2 * i].carrying_add(low, carry);
            (wide[2 * i + 1], carry) = wide[2 * i + 1].carrying_add(high, carry);
        }
        reduce(&wide)
    }

    fn is_zero(&self, a: Limbs) -> bool {
        // Below 2^512 only zero and p itself have the residue of zero.
        a == [0; 8] || (a[0] == FOLD.wrapping_neg() && a[1..].iter().all(|limb| *limb == u64::MAX))
    }

    fn invert(&self, a: Limbs) -> Option<Limbs> {
        let inverse = self.slow.invert(self.slow.element(&number(&a)))?;
        Some(limbs(&Montgomery::number(&inverse)))
    }
}

/// Adds a limb of `a` times all of `b`, in its place.
#[inline]
fn add_row<const LIMB: usize>(wide: &mut [u64; 16], a: &Limbs, b: &Limbs) {
    let mut carry = 0;
    for j in 0..8 {
        (wide[LIMB + j], carry) = a[LIMB].carrying_mul_add(b[j], wide[LIMB + j], carry);
    }
    wide[LIMB + 8] = carry;
}

/// The residue of a product: its upper half comes down multiplied by 569.
#[inline]
fn reduce(wide: &[u64; 16]) -> Limbs {
    let mut low = [0; 8];
    let mut carry = 0;
    for i in 0..8 {
        (low[i], carry) = wide[i + 8].carrying_mul_add(FOLD, wide[i], carry);
    }
    // The carry is at most 569, so the second fold fits one limb.
    fold_in(low, carry * FOLD)
}

/// Adds a small number; what overflows comes back as 569.
#[inline]
fn fold_in(number: Limbs, small: u64) -> Limbs {
    let (mut sum, overflowed) = add_small(number, small);
    if overflowed {
        // The sum is below `small` now: this cannot overflow.
        sum[0] += FOLD;
    }
    sum
}

/// Subtracts a small number; what is borrowed is given back as 569.
#[inline]
fn take_out(number: Limbs, small: u64) -> Limbs {
    let (mut difference, borrowed) = sub_small(number, small);
    if borrowed {
        // The difference is above 2^512 − `small` now: this cannot borrow.
        difference[0] -= FOLD;
    }
    difference
}

#[inline]
fn add_small(mut number: Limbs, small: u64) -> (Limbs, bool) {
    let mut carry;
    (number[0], carry) = number[0].overflowing_add(small);
    for limb in &mut number[1..] {
        (*limb, carry) = limb.carrying_add(0, carry);
    }
    (number, carry)
}

#[inline]
fn sub_small(mut number: Limbs, small: u64) -> (Limbs, bool) {
    let mut borrow;
    (number[0], borrow) = number[0].overflowing_sub(small);
    for limb in &mut number[1..] {
        (*limb, borrow) = limb.borrowing_sub(0, borrow);
    }
    (number, borrow)
}

/// A number in limbs, whatever the machine's word is.
pub(super) fn limbs(number: &U512) -> Limbs {
    let bytes = number.to_le_bytes();
    let (limbs, _) = bytes.as_ref().as_chunks();
    let mut all = [0; 8];
    for (limb, bytes) in all.iter_mut().zip(limbs) {
        *limb = u64::from_le_bytes(*bytes);
    }
    all
}

/// The number that limbs stand for.
pub(super) fn number(limbs: &Limbs) -> U512 {
    let mut bytes = [0; 64];
    let (chunks, _) = bytes.as_chunks_mut();
    for (chunk, limb) in chunks.iter_mut().zip(limbs) {
        *chunk = limb.to_le_bytes();
    }
    U512::from_le_slice(&bytes)
}
