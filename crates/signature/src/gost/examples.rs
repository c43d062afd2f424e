//! The examples that the standards print: of Streebog (GOST R 34.11-2012, RFC 6986), of the signature
//! (GOST R 34.10-2012, RFC 7091), and the generators of the parameter sets.

use crypto_bigint::U512;

use super::domain::{Domain, Numbers, number};
use super::{ParameterSet, numbers, streebog_256, streebog_512};
use crate::raw::hex;
use crate::rejected::Rejected;

/// Example A.1 of GOST R 34.10-2012, printed in RFC 7091 too; nobody signs on this curve.
const EXAMPLE_256: Numbers = Numbers {
    size: 32,
    cofactor: 1,
    p: "8000000000000000000000000000000000000000000000000000000000000431",
    a: Some("7"),
    b: "5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7e",
    q: "8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3",
    x: "2",
    y: "8e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8",
};

/// Example A.2 of GOST R 34.10-2012.
const EXAMPLE_512: Numbers = Numbers {
    size: 64,
    cofactor: 1,
    p: "4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15df1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373",
    a: Some("7"),
    b: "1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac4361834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adc",
    q: "4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15da82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6df",
    x: "24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9a",
    y: "2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371e",
};

/// Printed numbers, one after the other, as the national layout has them.
fn layout(size: usize, numbers: &[&str]) -> Vec<u8> {
    let one = |hex: &&str| number(hex).to_le_bytes().as_ref()[..size].to_vec();
    numbers.iter().flat_map(one).collect()
}

/// An example holds, and stops to hold with any bit of any of its parts turned.
fn holds(numbers: &Numbers, key: [&str; 2], digest: &str, signature: [&str; 2]) {
    let domain = Domain::any(numbers).unwrap();
    let size = numbers.size;
    let (key, signature) = (layout(size, &key), layout(size, &signature));
    let digest = layout(size, &[digest]);
    assert_eq!(domain.check(&key, &digest, &signature), Ok(()));
    for bit in (0..16 * size).step_by(13) {
        let turned = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let position = bit / 8 % bytes.len();
            bytes[position] ^= 1 << (bit % 8);
            bytes
        };
        assert!(domain.check(&turned(&key), &digest, &signature).is_err());
        assert!(domain.check(&key, &turned(&digest), &signature).is_err());
        assert!(domain.check(&key, &digest, &turned(&signature)).is_err());
    }
    let (r, s) = signature.split_at(size);
    let swapped = [s, r].concat();
    assert!(domain.check(&key, &digest, &swapped).is_err());
}

#[test]
fn the_standard_example_of_256_bits_holds() {
    holds(
        &EXAMPLE_256,
        [
            "7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80b",
            "26f1b489d6701dd185c8413a977b3cbbaf64d1c593d26627dffb101a87ff77da",
        ],
        "2dfbc1b372d89a1188c09c52e0eec61fce52032ab1022e8e67ece6672b043ee5",
        [
            "41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493",
            "1456c64ba4642a1653c235a98a60249bcd6d3f746b631df928014f6c5bf9c40",
        ],
    );
}

#[test]
fn the_standard_example_of_512_bits_holds() {
    holds(
        &EXAMPLE_512,
        [
            "115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1",
            "37c7c90cd40b0f5621dc3ac1b751cfa0e2634fa0503b3d52639f5d7fb72afd61ea199441d943ffe7f0c70a2759a3cdb84c114e1f9339fdf27f35eca93677beec",
        ],
        "3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c5917184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8c",
        [
            "2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd35492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36",
            "1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4a",
        ],
    );
}

#[test]
fn the_standard_digests_come_out() {
    let first = b"012345678901234567890123456789012345678901234567890123456789012";
    assert_eq!(
        hex(&streebog_512(first)),
        "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48"
    );
    assert_eq!(
        hex(&streebog_256(first)),
        "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"
    );
    // The line of the Lay of Igor's Host, in the code page of the standard.
    let second = [
        0xd1, 0xe5, 0x20, 0xe2, 0xe5, 0xf2, 0xf0, 0xe8, 0x2c, 0x20, 0xd1, 0xf2, 0xf0, 0xe8, 0xe1,
        0xee, 0xe6, 0xe8, 0x20, 0xe2, 0xed, 0xf3, 0xf6, 0xe8, 0x2c, 0x20, 0xe2, 0xe5, 0xfe, 0xf2,
        0xfa, 0x20, 0xf1, 0x20, 0xec, 0xee, 0xf0, 0xff, 0x20, 0xf1, 0xf2, 0xf0, 0xe5, 0xeb, 0xe0,
        0xec, 0xe8, 0x20, 0xed, 0xe0, 0x20, 0xf5, 0xf0, 0xe0, 0xe1, 0xf0, 0xfb, 0xff, 0x20, 0xef,
        0xeb, 0xfa, 0xea, 0xfb, 0x20, 0xc8, 0xe3, 0xee, 0xf0, 0xe5, 0xe2, 0xfb,
    ];
    assert_eq!(
        hex(&streebog_512(&second)),
        "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28"
    );
    assert_eq!(
        hex(&streebog_256(&second)),
        "9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50"
    );
}

/// Every parameter set by the one kind of arithmetic, and the fast one by its own.
#[test]
fn each_generator_is_on_its_curve_and_its_order_is_the_one_printed() {
    for numbers in [
        numbers::TC26_256_A,
        numbers::CRYPTO_PRO_A,
        numbers::CRYPTO_PRO_B,
        numbers::CRYPTO_PRO_C,
        numbers::TC26_512_A,
        numbers::TC26_512_B,
        numbers::TC26_512_C,
        EXAMPLE_256,
        EXAMPLE_512,
    ] {
        assert_eq!(Domain::any(&numbers).unwrap().order_holds(), [true; 3]);
    }
    let fast = Domain::fast(&numbers::TC26_512_A).unwrap();
    assert_eq!(fast.order_holds(), [true; 3]);
}

#[test]
fn each_defect_of_a_key_or_a_signature_has_its_own_reason() {
    let set = ParameterSet::Tc26_512A;
    let numbers = numbers::TC26_512_A;
    let generator = layout(64, &[numbers.x, numbers.y]);
    let refused = |key: &[u8], signature: &[u8]| set.check(key, &[7; 64], signature).unwrap_err();
    let good = layout(64, &["5", "7"]);
    assert_eq!(refused(&generator, &good), Rejected::SignatureInvalid);
    for bytes in [0, 64, 127, 129] {
        let wrong = vec![1; bytes];
        assert_eq!(
            refused(&generator, &wrong),
            Rejected::SignatureLength { bytes }
        );
        assert_eq!(refused(&wrong, &good), Rejected::KeyLength { bytes });
    }
    for (r, s, part) in [
        ("0", "7", "r"),
        (numbers.q, "7", "r"),
        (numbers.p, "7", "r"),
        ("5", "0", "s"),
        ("5", numbers.q, "s"),
    ] {
        let signature = layout(64, &[r, s]);
        assert_eq!(
            refused(&generator, &signature),
            Rejected::SignatureOutOfRange { part }
        );
    }
    for (x, y) in [("0", "0"), ("3", "1"), (numbers.y, numbers.x)] {
        assert_eq!(refused(&layout(64, &[x, y]), &good), Rejected::KeyOffCurve);
    }
    // The same residues in a second form, which would be a second key for one certificate.
    let above = number(numbers.p)
        .wrapping_add(&U512::from_u32(3))
        .to_le_bytes();
    let above = [above.as_ref(), &generator[64..]].concat();
    assert_eq!(refused(&above, &good), Rejected::KeyOffCurve);
    // (s − r)/e · G is the identity where key and generator are one point and r = s.
    assert_eq!(
        refused(&generator, &layout(64, &["5", "5"])),
        Rejected::SignatureDegenerate
    );
}

#[test]
fn a_key_with_few_multiples_is_refused() {
    // x³ + ax + b has one root on the curve of cofactor four: (x, 0) doubles to the identity.
    let domain = Domain::any(&numbers::TC26_256_A).unwrap();
    let root = "100fe73f595ff158e974b44d478d9588744fe5c192ac47ea63075dce7a14aaa";
    let key = layout(32, &[root, "0"]);
    let signature = layout(32, &["5", "7"]);
    assert_eq!(
        domain.check(&key, &[7; 32], &signature),
        Err(Rejected::KeyDegenerate)
    );
}

#[test]
fn a_digest_that_is_zero_modulo_the_order_counts_as_one() {
    let set = ParameterSet::CryptoProA;
    let numbers = numbers::CRYPTO_PRO_A;
    // With the generator as the key and e = 1, r = x of (s − r)G is wanted: s = r + 1 for r = x of G.
    let generator = layout(32, &[numbers.x, numbers.y]);
    let signature = layout(32, &["1", "2"]);
    for digest in ["0", "1", numbers.q] {
        assert_eq!(
            set.check(&generator, &layout(32, &[digest]), &signature),
            Ok(())
        );
    }
    assert!(
        set.check(&generator, &layout(32, &["2"]), &signature)
            .is_err()
    );
}
