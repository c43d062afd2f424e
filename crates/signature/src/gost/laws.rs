//! The laws of the arithmetic: our field against the generic one, and the group against its axioms.

use crypto_bigint::U512;
use proptest::prelude::*;

use super::domain::{Domain, number};
use super::field::{Field, Montgomery};
use super::mersenne::{Limbs, PseudoMersenne, limbs, number as value};
use super::numbers::{TC26_256_A, TC26_512_A, TC26_512_C};

fn generic() -> Montgomery {
    Montgomery::new(crypto_bigint::Odd::new(number(TC26_512_A.p)).unwrap())
}

fn ours() -> PseudoMersenne {
    PseudoMersenne::new(generic())
}

/// Limbs of every kind, the ones near zero, p and 2^512 more often than chance would have them.
fn any_limbs() -> impl Strategy<Value = Limbs> {
    let limb = prop_oneof![
        any::<u64>(),
        Just(0),
        Just(u64::MAX),
        0..1200_u64,
        (u64::MAX - 1200)..=u64::MAX
    ];
    prop_oneof![
        any::<Limbs>(),
        prop::array::uniform8(limb),
        (0..1200_u64).prop_map(|low| {
            let mut limbs = [u64::MAX; 8];
            limbs[0] = u64::MAX - low;
            limbs
        }),
    ]
}

/// The residue of limbs, the same for each of their forms.
fn residue(limbs: Limbs) -> U512 {
    Montgomery::number(&generic().element(&value(&limbs)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn our_field_agrees_with_the_generic_one(a in any_limbs(), b in any_limbs()) {
        let (ours, generic) = (ours(), generic());
        let (x, y) = (generic.element(&value(&a)), generic.element(&value(&b)));
        let expect = |element| Montgomery::number(&element);
        prop_assert_eq!(residue(ours.add(a, b)), expect(generic.add(x, y)));
        prop_assert_eq!(residue(ours.sub(a, b)), expect(generic.sub(x, y)));
        prop_assert_eq!(residue(ours.mul(a, b)), expect(generic.mul(x, y)));
        prop_assert_eq!(residue(ours.square(a)), expect(generic.square(x)));
        prop_assert_eq!(residue(ours.double(a)), expect(generic.double(x)));
        prop_assert_eq!(ours.is_zero(a), generic.is_zero(x));
        prop_assert_eq!(ours.is_equal(a, b), generic.is_equal(x, y));
        prop_assert_eq!(limbs(&value(&a)), a);
    }

    #[test]
    fn what_has_an_inverse_gives_one_with_it(a in any_limbs()) {
        let ours = ours();
        match ours.invert(a) {
            Some(inverse) => prop_assert_eq!(residue(ours.mul(a, inverse)), U512::ONE),
            None => prop_assert!(ours.is_zero(a)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn multiples_add_up(u in any_limbs(), v in any_limbs()) {
        let (u, v) = (value(&u), value(&v));
        prop_assert!(Domain::fast(&TC26_512_A).unwrap().multiples_add_up(&u, &v));
        prop_assert!(Domain::any(&TC26_512_A).unwrap().multiples_add_up(&u, &v));
        prop_assert!(Domain::any(&TC26_512_C).unwrap().multiples_add_up(&u, &v));
        prop_assert!(Domain::any(&TC26_256_A).unwrap().multiples_add_up(&u, &v));
    }
}
