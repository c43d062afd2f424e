//! Arithmetic modulo a prime of at most 512 bits, as the curves need it.
//!
//! Everything here takes a time that depends on the numbers: only public ones are ever computed with.

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, U512};

/// A prime field. Elements mean nothing without the field they come from.
pub(super) trait Field {
    /// A residue, not necessarily in its only form.
    type Element: Copy;

    /// The residue of a number below the prime.
    fn element(&self, number: &U512) -> Self::Element;
    /// `a + b`.
    fn add(&self, a: Self::Element, b: Self::Element) -> Self::Element;
    /// `a − b`.
    fn sub(&self, a: Self::Element, b: Self::Element) -> Self::Element;
    /// `a · b`.
    fn mul(&self, a: Self::Element, b: Self::Element) -> Self::Element;
    /// `a²`.
    fn square(&self, a: Self::Element) -> Self::Element;
    /// Whether the residue is that of zero.
    fn is_zero(&self, a: Self::Element) -> bool;
    /// `a⁻¹`, which zero does not have.
    fn invert(&self, a: Self::Element) -> Option<Self::Element>;

    /// `2a`.
    fn double(&self, a: Self::Element) -> Self::Element {
        self.add(a, a)
    }

    /// Whether two elements are the same residue.
    fn is_equal(&self, a: Self::Element, b: Self::Element) -> bool {
        self.is_zero(self.sub(a, b))
    }
}

/// Any odd prime, by Montgomery's multiplication.
pub(super) struct Montgomery {
    params: FixedMontyParams<8>,
}

impl Montgomery {
    /// The field of an odd prime.
    pub(super) fn new(prime: Odd<U512>) -> Self {
        Self {
            params: FixedMontyParams::new_vartime(prime),
        }
    }

    /// The number that an element is the residue of.
    pub(super) fn number(element: &FixedMontyForm<8>) -> U512 {
        element.retrieve()
    }
}

impl Field for Montgomery {
    type Element = FixedMontyForm<8>;

    fn element(&self, number: &U512) -> Self::Element {
        FixedMontyForm::new(number, &self.params)
    }

    fn add(&self, a: Self::Element, b: Self::Element) -> Self::Element {
        a.add(&b)
    }

    fn sub(&self, a: Self::Element, b: Self::Element) -> Self::Element {
        a.sub(&b)
    }

    fn mul(&self, a: Self::Element, b: Self::Element) -> Self::Element {
        a.mul(&b)
    }

    fn square(&self, a: Self::Element) -> Self::Element {
        a.square()
    }

    fn is_zero(&self, a: Self::Element) -> bool {
        *a.as_montgomery() == U512::ZERO
    }

    fn invert(&self, a: Self::Element) -> Option<Self::Element> {
        a.invert_vartime().into_option()
    }
}
