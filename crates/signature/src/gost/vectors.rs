//! What the national test authority signed with GOST, when `SHANYRAQ_VECTORS` names its folder.

use der::Decode;
use x509_cert::crl::CertificateList;
use x509_ocsp::{BasicOcspResponse, OcspResponse};

use super::Strength;
use crate::algorithm::Algorithm;
use crate::certificate::{Authority, Certificate};
use crate::raw;
use crate::rejected::Rejected;
use crate::vectors::{certificate, vector};

const GOST: Algorithm = Algorithm::Gost(Strength::Bits512);

/// A signature holds over its bytes and stops to hold with one of their bits turned.
fn holds(signer: &Certificate, tbs: &[u8], signature: &[u8]) {
    assert_eq!(signer.check_bytes(GOST, tbs, signature), Ok(()));
    let mut other = tbs.to_vec();
    other[tbs.len() / 2] ^= 1;
    let refused = Err(Rejected::SignatureInvalid);
    assert_eq!(signer.check_bytes(GOST, &other, signature), refused);
    // The layout of RFC 9215 is the same bytes in reverse: it does not hold here.
    let reversed: Vec<u8> = signature.iter().rev().copied().collect();
    assert!(signer.check_bytes(GOST, tbs, &reversed).is_err());
}

#[test]
fn the_national_test_authority_signed_its_revocation_list() {
    let Some(authority) = certificate("nca_gost2015_test.cer") else {
        return;
    };
    assert!(matches!(authority.authority(), Ok(Authority::Yes { .. })));
    let der = vector("nca_gost2022_test.crl").unwrap();
    let list = CertificateList::from_der(&der).unwrap();
    assert_eq!(Algorithm::of_signature(&list.signature_algorithm), Ok(GOST));
    let fields = raw::children(&der).unwrap();
    holds(&authority, fields[0], list.signature.raw_bytes());
    // Its own certificate is signed by a root that is not public, so not by itself.
    assert!(!authority.is_self_issued());
    let refused = authority.check_signed_by(&authority);
    assert_eq!(refused, Err(Rejected::SignatureInvalid));
}

#[test]
fn the_national_test_responder_was_entrusted_and_signed_its_answer() {
    let Some(authority) = certificate("nca_gost2015_test.cer") else {
        return;
    };
    let der = vector("ocsp_response_individual_2015.bin").unwrap();
    let outer = OcspResponse::from_der(&der).unwrap();
    let bytes = outer.response_bytes.unwrap().response;
    let basic = BasicOcspResponse::from_der(bytes.as_bytes()).unwrap();
    let fields = raw::children(bytes.as_bytes()).unwrap();
    let certificates = raw::children(raw::body(fields[3]).unwrap()).unwrap();
    let responder = Certificate::read(certificates[0]).unwrap();
    assert_eq!(responder.issuer(), authority.subject());
    assert_eq!(responder.check_signed_by(&authority), Ok(()));
    let refused = responder.check_signed_by(&responder);
    assert_eq!(refused, Err(Rejected::SignatureInvalid));
    holds(&responder, fields[0], basic.signature.raw_bytes());
    let other = authority.check_bytes(GOST, fields[0], basic.signature.raw_bytes());
    assert_eq!(other, Err(Rejected::SignatureInvalid));
}

#[test]
fn keys_of_two_families_do_not_mix() {
    let (Some(gost), Some(rsa)) = (
        certificate("nca_gost2015_test.cer"),
        certificate("nca_rsa_test.crt"),
    ) else {
        return;
    };
    for (key, algorithm) in [
        (&rsa, GOST),
        (&gost, Algorithm::RsaSha256),
        (&gost, Algorithm::Gost(Strength::Bits256)),
    ] {
        let refused = key.check_bytes(algorithm, b"text", &[1; 128]).unwrap_err();
        assert_eq!(refused.code(), "algorithm-not-allowed");
    }
}
