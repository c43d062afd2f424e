//! People with GOST keys go through the same door as people with RSA keys, and each defect of theirs
//! has its own reason.

use std::sync::LazyLock;

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerInfo};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_AA_SIGNING_CERTIFICATE_V_2, ID_SIGNED_DATA};
use const_oid::db::rfc5912::{ID_SHA_256, RSA_ENCRYPTION, SHA_256_WITH_RSA_ENCRYPTION};
use der::asn1::{Any, BitString, Null, OctetString, SetOfVec};
use der::{Decode, Encode, Sequence};
use jiff::Timestamp;
use proptest::prelude::*;
use sandbox::ca::{CrlReason, Family, Form, Key, TestCa};
use sandbox::gost::streebog;
use signature::{Evidence, Expected, OcspAnswer, Rejected, Trust, Verified, examine, verify};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use crate::town::{
    DOCUMENT, IIN, NONCE, TOWN, asked, asked_login, clock, copy, person, revoked_at, signed, term,
};

const SIGNATURE_512: &str = "1.2.398.3.10.1.1.2.3.2";
const SIGNATURE_256: &str = "1.2.398.3.10.1.1.2.3.1";
const STREEBOG_512: &str = "1.2.398.3.10.1.3.3";
const STREEBOG_256: &str = "1.2.398.3.10.1.3.2";

/// The keys of the GOST side of the town.
struct House {
    ca: TestCa,
    /// Both families: a portal trusts them side by side.
    trust: Trust,
    citizen: Key,
    revoked: Key,
    forged: Key,
    impostor: Key,
}

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let (from, to) = (
        "2025-01-01T00:00:00Z".parse().unwrap(),
        "2045-01-01T00:00:00Z".parse().unwrap(),
    );
    let name = "ҰКО (GOST SANDBOX)";
    let mut ca = TestCa::generate_as(Family::Gost, name, from, to).unwrap();
    let mut rogue = TestCa::generate_as(Family::Gost, name, from, to).unwrap();
    let (from, to) = term();
    let revoked = ca.issue(&person(), from, to).unwrap();
    let serial = revoked.serial().unwrap();
    ca.revoke(&serial, revoked_at(), CrlReason::KeyCompromise)
        .unwrap();
    let files = [TOWN.ca.certificates(), ca.certificates()].concat();
    House {
        trust: Trust::from_certificates(files.iter().map(Vec::as_slice)).unwrap(),
        citizen: ca.issue(&person(), from, to).unwrap(),
        forged: ca.forge(&person(), from, to).unwrap(),
        impostor: rogue.issue(&person(), from, to).unwrap(),
        revoked,
        ca,
    }
});

fn judge(container: &[u8], expected: &Expected, at: Timestamp) -> Result<Verified, Rejected> {
    let trust = &HOUSE.trust;
    let examined = examine(container, DOCUMENT, expected, trust, at)?;
    let response = HOUSE.ca.ocsp(&examined.ocsp_request(NONCE), at).unwrap();
    let ocsp = Some(OcspAnswer {
        response: &response,
        nonce: Some(NONCE),
    });
    let evidence = Evidence {
        ocsp,
        ..Evidence::default()
    };
    verify(container, DOCUMENT, expected, trust, &evidence, at)
}

fn reason(container: &[u8]) -> &'static str {
    match judge(container, &asked(), clock("12:00")) {
        Ok(_) => "ok",
        Err(rejected) => rejected.code(),
    }
}

/// A signed container with a changed signer.
fn with_signer(key: &Key, change: impl FnOnce(&mut SignerInfo)) -> Vec<u8> {
    let outer = ContentInfo::from_der(&signed(key, Form::Detached)).unwrap();
    let mut data: SignedData = outer.content.decode_as().unwrap();
    let mut signers = std::mem::take(&mut data.signer_infos.0).into_vec();
    change(signers.first_mut().unwrap());
    data.signer_infos.0 = SetOfVec::try_from(signers).unwrap();
    let content = Any::encode_from(&data).unwrap();
    let content_type = ID_SIGNED_DATA;
    let outer = ContentInfo {
        content_type,
        content,
    };
    outer.to_der().unwrap()
}

fn named(oid: &str) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: ObjectIdentifier::new_unwrap(oid),
        parameters: Some(Null.into()),
    }
}

#[test]
fn a_gost_signature_counts_and_names_the_person() {
    for form in [Form::Attached, Form::Detached] {
        for expected in [asked(), asked_login()] {
            let container = signed(&HOUSE.citizen, form);
            let verified = judge(&container, &expected, clock("12:00")).unwrap();
            assert_eq!(verified.signer.iin.as_deref(), Some(IIN));
            assert!(verified.revocation.ocsp().unwrap().nonce_matched);
            assert_eq!(verified.chain_sha256.len(), 2);
        }
    }
}

#[test]
fn a_gost_key_is_refused_for_the_same_reasons_as_another() {
    for (key, at, code) in [
        (&HOUSE.forged, "12:00", "chain-untrusted"),
        (&HOUSE.impostor, "12:00", "chain-untrusted"),
        (&HOUSE.revoked, "12:00", "ok"),
        (&HOUSE.revoked, "12:03", "revoked"),
    ] {
        let verdict = judge(&signed(key, Form::Detached), &asked(), clock(at));
        assert_eq!(
            verdict.map_or_else(|refused| refused.code(), |_| "ok"),
            code
        );
    }
    let stranger = Expected {
        iin: Some("123456789012".to_owned()),
        ..asked()
    };
    let container = signed(&HOUSE.citizen, Form::Detached);
    let refused = judge(&container, &stranger, clock("12:00"));
    assert_eq!(refused, Err(Rejected::WrongPerson));
    let elsewhere = examine(&container, DOCUMENT, &asked(), &TOWN.trust, clock("12:00"));
    assert_eq!(elsewhere.err(), Some(Rejected::ChainUntrusted));
}

#[test]
fn an_authority_of_one_family_may_certify_a_key_of_the_other() {
    let issuing = HOUSE.ca.issuing();
    let key = issuing.certify(copy(&TOWN.citizen), |_| {}).unwrap();
    let examined = examine(
        &signed(&key, Form::Detached),
        DOCUMENT,
        &asked(),
        &HOUSE.trust,
        clock("12:00"),
    );
    assert_eq!(examined.unwrap().signer().iin.as_deref(), Some(IIN));
}

#[test]
fn algorithms_of_two_families_are_not_mixed_in_one_signature() {
    let rsa = SHA_256_WITH_RSA_ENCRYPTION.to_string();
    let (sha, bare) = (ID_SHA_256.to_string(), RSA_ENCRYPTION.to_string());
    for (digest, signature) in [
        (sha.as_str(), SIGNATURE_512),
        (STREEBOG_256, SIGNATURE_512),
        (STREEBOG_512, SIGNATURE_256),
        (STREEBOG_512, &rsa),
        (STREEBOG_512, &bare),
        (STREEBOG_512, "1.2.398.3.10.1.1.2.2"),
        // The Russian names of the same algorithms go with the other layout.
        ("1.2.643.7.1.1.2.3", "1.2.643.7.1.1.3.3"),
        // GOST 34.310-2004, whose parameters nobody could confirm.
        ("1.2.398.3.10.1.3.1", "1.2.398.3.10.1.1.1.2"),
    ] {
        let container = with_signer(&HOUSE.citizen, |signer| {
            signer.digest_alg = named(digest);
            signer.signature_algorithm = named(signature);
        });
        assert_eq!(
            reason(&container),
            "algorithm-not-allowed",
            "{digest} {signature}"
        );
    }
    // Names that fit each other, but neither the key nor what was signed.
    for (key, digest, signature) in [
        (&HOUSE.citizen, sha.as_str(), rsa.as_str()),
        (&HOUSE.citizen, STREEBOG_256, SIGNATURE_256),
        (&TOWN.citizen, STREEBOG_512, SIGNATURE_512),
    ] {
        let container = with_signer(key, |signer| {
            signer.digest_alg = named(digest);
            signer.signature_algorithm = named(signature);
        });
        assert_eq!(reason(&container), "digest-mismatch");
    }
}

#[test]
fn a_signature_of_one_family_under_a_certificate_of_the_other_is_refused() {
    for (key, certificate) in [
        (&HOUSE.citizen, &TOWN.citizen),
        (&TOWN.citizen, &HOUSE.citizen),
    ] {
        let read = x509_cert::Certificate::from_der(certificate.certificate_der()).unwrap();
        let mixed = copy(key).with_certificate(&read).unwrap();
        let code = reason(&signed(&mixed, Form::Detached));
        assert_eq!(code, "algorithm-not-allowed");
    }
}

/// `ESSCertIDv2` with its digest named.
#[derive(Sequence)]
struct EssCertIdV2 {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
}

#[test]
fn the_certificate_may_be_named_by_its_streebog_too() {
    let key = &HOUSE.citizen;
    let named_by = |algorithm: &str, hash: Vec<u8>| {
        let ess = SigningCertificateV2 {
            certificates: vec![EssCertIdV2 {
                algorithm: named(algorithm),
                hash: OctetString::new(hash).unwrap(),
            }],
        };
        let container = with_signer(key, |signer| {
            let mut attributes = signer.signed_attrs.take().unwrap().into_vec();
            let one = attributes
                .iter_mut()
                .find(|one| one.oid == ID_AA_SIGNING_CERTIFICATE_V_2)
                .unwrap();
            one.values = SetOfVec::try_from(vec![Any::encode_from(&ess).unwrap()]).unwrap();
            let attributes = SetOfVec::try_from(attributes).unwrap();
            let signature = key.sign(&attributes.to_der().unwrap()).unwrap();
            signer.signature = OctetString::new(signature).unwrap();
            signer.signed_attrs = Some(attributes);
        });
        reason(&container)
    };
    let digest = streebog(key.certificate_der());
    assert_eq!(named_by(STREEBOG_512, digest.clone()), "ok");
    assert_eq!(named_by(STREEBOG_512, streebog(b"another")), "ess-mismatch");
    assert_eq!(
        named_by(STREEBOG_256, digest.clone()),
        "algorithm-not-allowed"
    );
    assert_eq!(named_by("2.16.840.1.101.3.4.2.1", digest), "ess-mismatch");
}

/// The citizen's certificate with another public key in it, honestly signed.
fn with_public_key(change: impl FnOnce(&mut SubjectPublicKeyInfoOwned)) -> &'static str {
    let issuing = HOUSE.ca.issuing();
    let key = issuing.certify(copy(&HOUSE.citizen), |tbs| {
        change(&mut tbs.subject_public_key_info);
    });
    reason(&signed(&key.unwrap(), Form::Detached))
}

fn parameters(oids: &[&str]) -> Any {
    let oids = oids.iter().map(|oid| ObjectIdentifier::new_unwrap(oid));
    Any::encode_from(&oids.collect::<Vec<_>>()).unwrap()
}

#[test]
fn a_public_key_that_is_not_what_it_should_be_is_refused_for_its_own_reason() {
    let set = "1.2.398.3.10.1.1.2.2.1";
    // The serial number stays, so that the responder knows the certificate.
    assert_eq!(with_public_key(|_| {}), "ok");
    let only_set = with_public_key(|key| key.algorithm.parameters = Some(parameters(&[set])));
    assert_eq!(only_set, "ok");
    for wrong in [
        None,
        Some(Null.into()),
        Some(parameters(&[])),
        Some(parameters(&["1.2.398.3.10.1.1.2.1.1", STREEBOG_512])),
        Some(parameters(&["1.2.643.7.1.2.1.2.1", STREEBOG_512])),
        Some(parameters(&[set, STREEBOG_256])),
        Some(parameters(&[set, STREEBOG_512, STREEBOG_512])),
    ] {
        let code = with_public_key(|key| key.algorithm.parameters = wrong);
        assert_eq!(code, "key-parameters");
    }
    let other = "1.2.643.7.1.1.1.2";
    let code = with_public_key(|key| key.algorithm.oid = ObjectIdentifier::new_unwrap(other));
    assert_eq!(code, "algorithm-not-allowed");
    let bits = |bytes: &[u8]| {
        let octets = OctetString::new(bytes).unwrap().to_der().unwrap();
        BitString::from_bytes(&octets).unwrap()
    };
    let point = |bytes: Vec<u8>| with_public_key(|key| key.subject_public_key = bits(&bytes));
    assert_eq!(point(vec![1; 127]), "key-length");
    assert_eq!(point(vec![1; 64]), "key-length");
    assert_eq!(point(vec![1; 128]), "key-off-curve");
    assert_eq!(point(vec![0; 128]), "key-off-curve");
    let bare = BitString::from_bytes(&[1; 128]).unwrap();
    assert_eq!(
        with_public_key(|key| key.subject_public_key = bare),
        "malformed"
    );
}

#[test]
fn a_signature_that_is_no_pair_of_numbers_is_refused_for_its_own_reason() {
    let put = |signature: &[u8]| {
        let signature = OctetString::new(signature).unwrap();
        reason(&with_signer(&HOUSE.citizen, |signer| {
            signer.signature = signature;
        }))
    };
    assert_eq!(put(&[1; 128]), "signature-invalid");
    assert_eq!(put(&[1; 127]), "signature-length");
    assert_eq!(put(&[]), "signature-length");
    assert_eq!(put(&[0; 128]), "signature-out-of-range");
    assert_eq!(put(&[0xFF; 128]), "signature-out-of-range");
    // The layout of RFC 9215 is the same bytes in reverse.
    let reversed = with_signer(&HOUSE.citizen, |signer| {
        let bytes = signer.signature.as_bytes();
        let bytes: Vec<u8> = bytes.iter().rev().copied().collect();
        signer.signature = OctetString::new(bytes).unwrap();
    });
    assert_eq!(reason(&reversed), "signature-invalid");
}

#[test]
fn keys_of_both_families_come_back_from_storage() {
    for ca in [&HOUSE.ca, &TOWN.ca] {
        let kept = TestCa::from_pem_bundle(&ca.to_pem_bundle().unwrap()).unwrap();
        assert_eq!(kept.certificates(), ca.certificates());
        assert_eq!(kept.family(), ca.family());
    }
    let container = signed(&copy(&HOUSE.citizen), Form::Detached);
    assert_eq!(reason(&container), "ok");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flipped_bit_in_a_gost_container_never_yields_another_verdict(bit in any::<usize>()) {
        static GOOD: LazyLock<Vec<u8>> =
            LazyLock::new(|| signed(&HOUSE.citizen, Form::Attached));
        static HONEST: LazyLock<Verified> =
            LazyLock::new(|| judge(&GOOD, &asked(), clock("12:00")).unwrap());
        let mut bytes = GOOD.clone();
        let byte = bit / 8 % bytes.len();
        bytes[byte] ^= 1 << (bit % 8);
        if let Ok(verified) = judge(&bytes, &asked(), clock("12:00")) {
            prop_assert_eq!(&verified.signer, &HONEST.signer);
            prop_assert_eq!(verified.claimed_at, HONEST.claimed_at);
            prop_assert_eq!(&verified.content_sha256, &HONEST.content_sha256);
        }
    }
}
