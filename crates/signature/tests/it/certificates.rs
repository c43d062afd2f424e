//! Certificates that the authority really signed, and that still do not fit.

use const_oid::db::rfc4519::SERIAL_NUMBER;
use const_oid::db::rfc5280::{ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE, ID_CE_NAME_CONSTRAINTS};
use const_oid::{AssociatedOid, ObjectIdentifier};
use der::asn1::{BitString, OctetString, SetOfVec};
use der::{Decode, Encode};
use sandbox::ca::{Form, Key};
use signature::examine;
use x509_cert::TbsCertificate;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};
use x509_cert::name::RelativeDistinguishedName;

use crate::town::{DOCUMENT, TOWN, asked, asked_login, clock, copy, signed};

/// The citizen's key with a changed certificate.
fn changed(change: impl FnOnce(&mut TbsCertificate)) -> Key {
    TOWN.ca
        .issuing()
        .certify(copy(&TOWN.citizen), change)
        .unwrap()
}

fn extensions(change: impl FnOnce(&mut Vec<Extension>)) -> Key {
    changed(|tbs| change(tbs.extensions.as_mut().unwrap()))
}

/// The reasons against signing a document and against signing in.
fn reasons(key: &Key) -> [&'static str; 2] {
    let container = signed(key, Form::Detached);
    [asked(), asked_login()].map(|expected| {
        match examine(&container, DOCUMENT, &expected, &TOWN.trust, clock("12:00")) {
            Ok(_) => "ok",
            Err(refused) => refused.code(),
        }
    })
}

fn usage(usages: impl Into<der::flagset::FlagSet<KeyUsages>>) -> OctetString {
    OctetString::new(KeyUsage(usages.into()).to_der().unwrap()).unwrap()
}

#[test]
fn a_certificate_reissued_unchanged_fits() {
    assert_eq!(reasons(&changed(|_| {})), ["ok", "ok"]);
}

#[test]
fn a_key_without_the_needed_usage_is_refused() {
    let with_usage = |value: OctetString| {
        extensions(|all| {
            let one = all
                .iter_mut()
                .find(|one| one.extn_id == ID_CE_KEY_USAGE)
                .unwrap();
            one.extn_value = value;
        })
    };
    let single = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation | KeyUsages::KeyAgreement;
    assert_eq!(reasons(&with_usage(usage(single))), ["ok", "ok"]);
    assert_eq!(
        reasons(&with_usage(usage(KeyUsages::DigitalSignature))),
        ["key-usage", "ok"]
    );
    assert_eq!(
        reasons(&with_usage(usage(KeyUsages::NonRepudiation))),
        ["key-usage"; 2]
    );
    let without = |oid| extensions(|all| all.retain(|one| one.extn_id != oid));
    assert_eq!(reasons(&without(ID_CE_KEY_USAGE)), ["key-usage"; 2]);
    assert_eq!(reasons(&without(ID_CE_EXT_KEY_USAGE)), ["key-usage"; 2]);
}

#[test]
fn an_authority_does_not_sign_applications() {
    let authority = extensions(|all| {
        let constraints = BasicConstraints {
            ca: true,
            path_len_constraint: None,
        };
        all.push(Extension {
            extn_id: BasicConstraints::OID,
            critical: true,
            extn_value: OctetString::new(constraints.to_der().unwrap()).unwrap(),
        });
        let one = all
            .iter_mut()
            .find(|one| one.extn_id == ID_CE_KEY_USAGE)
            .unwrap();
        one.extn_value = usage(KeyUsages::KeyCertSign | KeyUsages::DigitalSignature);
    });
    assert_eq!(reasons(&authority), ["key-usage"; 2]);
}

#[test]
fn a_demand_that_we_do_not_understand_is_refused() {
    for (extn_id, critical, reason) in [
        (ID_CE_NAME_CONSTRAINTS, true, "unknown-critical-extension"),
        (ObjectIdentifier::new_unwrap("1.2.398.3.3.5"), false, "ok"),
    ] {
        let extn_value = OctetString::new([0x05, 0x00]).unwrap();
        let key = extensions(|all| {
            all.push(Extension {
                extn_id,
                critical,
                extn_value,
            });
        });
        assert_eq!(reasons(&key), [reason; 2]);
    }
    let twice = extensions(|all| all.push(all.first().unwrap().clone()));
    assert_eq!(reasons(&twice), ["malformed"; 2]);
}

#[test]
fn a_short_key_is_refused_before_its_signature_is_looked_at() {
    let key = changed(|tbs| {
        // SEQUENCE { INTEGER of 1024 bits, INTEGER 65537 }
        let mut short = vec![0x30, 0x81, 0x89, 0x02, 0x81, 0x81, 0x00];
        short.extend([0xC5; 128]);
        short.extend([0x02, 0x03, 0x01, 0x00, 0x01]);
        tbs.subject_public_key_info.subject_public_key = BitString::from_bytes(&short).unwrap();
    });
    assert_eq!(reasons(&key), ["key-too-short"; 2]);
}

#[test]
fn a_certificate_that_names_two_algorithms_is_refused() {
    let key = copy(&TOWN.citizen);
    let mut read = x509_cert::Certificate::from_der(key.certificate_der()).unwrap();
    read.signature_algorithm.oid = const_oid::db::rfc5912::SHA_1_WITH_RSA_ENCRYPTION;
    let key = key.with_certificate(&read).unwrap();
    assert_eq!(reasons(&key), ["algorithm-not-allowed"; 2]);
}

/// The citizen's certificate with another `serialNumber`, or with one more.
fn numbered(number: &str, replace: bool) -> Key {
    let value = der::asn1::Utf8StringRef::new(number).unwrap();
    let value = der::Any::encode_from(&value).unwrap();
    changed(|tbs| {
        let is_number = |part: &RelativeDistinguishedName| {
            part.0
                .iter()
                .any(|attribute| attribute.oid == SERIAL_NUMBER)
        };
        if replace {
            tbs.subject.0.retain(|part| !is_number(part));
        }
        let attribute = AttributeTypeAndValue {
            oid: SERIAL_NUMBER,
            value,
        };
        let set = SetOfVec::try_from(vec![attribute]).unwrap();
        tbs.subject.0.push(RelativeDistinguishedName(set));
    })
}

#[test]
fn only_one_whole_number_names_a_person() {
    assert_eq!(reasons(&numbered("IIN123456789011", true)), ["ok", "ok"]);
    assert_eq!(reasons(&numbered("IIN123456789011", false)), ["ok", "ok"]);
    assert_eq!(
        reasons(&numbered("IIN999999999999", false)),
        ["wrong-person", "ok"]
    );
    for number in [
        "IIN1234567890110",
        "IIN12345678901",
        "IIN12345678901X",
        "123456789011",
    ] {
        assert_eq!(reasons(&numbered(number, true)), ["wrong-person", "ok"]);
        let container = signed(&numbered(number, true), Form::Detached);
        let at = clock("12:00");
        let examined = examine(&container, DOCUMENT, &asked_login(), &TOWN.trust, at).unwrap();
        assert_eq!(examined.signer().iin, None);
    }
}

#[test]
fn a_certificate_must_name_the_authority_that_signed_it() {
    let key = changed(|tbs| tbs.issuer = tbs.subject.clone());
    assert_eq!(reasons(&key), ["chain-untrusted"; 2]);
}
