//! A set of authorities is believed only when it hangs together by signatures.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use const_oid::AssociatedOid;
use der::Encode;
use der::asn1::OctetString;
use sandbox::ca::{Form, Key};
use signature::{Trust, TrustError, examine};

use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};

use crate::town::{DOCUMENT, TOWN, asked_login, clock, copy, signed};

fn load(files: &[&[u8]]) -> Result<(), &'static str> {
    load_for(&TOWN.citizen, files)
}

fn load_for(key: &Key, files: &[&[u8]]) -> Result<(), &'static str> {
    let container = signed(key, Form::Detached);
    match Trust::from_certificates(files.iter().copied()) {
        Ok(trust) => match examine(&container, DOCUMENT, &asked_login(), &trust, clock("12:00")) {
            Ok(_) => Ok(()),
            Err(refused) => Err(refused.code()),
        },
        Err(TrustError::Malformed { .. }) => Err("file-malformed"),
        Err(TrustError::NotAnAuthority { .. }) => Err("not-an-authority"),
        Err(TrustError::TestAuthority { .. } | TrustError::Policy { .. }) => Err("not-for-tests"),
        Err(TrustError::Unanchored { .. }) => Err("unanchored"),
        Err(TrustError::NoRoot) => Err("no-root"),
    }
}

fn pem(der: &[u8]) -> String {
    format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        STANDARD.encode(der)
    )
}

#[test]
fn authorities_come_as_der_or_pem_in_any_order() {
    let [root, issuing] = <[Vec<u8>; 2]>::try_from(TOWN.ca.certificates()).unwrap();
    let both = format!("{}{}", pem(&issuing), pem(&root));
    assert_eq!(load(&[&root, &issuing]), Ok(()));
    assert_eq!(load(&[&issuing, &root]), Ok(()));
    assert_eq!(load(&[both.as_bytes()]), Ok(()));
}

#[test]
fn a_set_that_does_not_hang_together_is_refused() {
    let [root, issuing] = <[Vec<u8>; 2]>::try_from(TOWN.ca.certificates()).unwrap();
    let [other_root, other] = <[Vec<u8>; 2]>::try_from(TOWN.rogue.certificates()).unwrap();
    let citizen = TOWN.citizen.certificate_der();
    assert_eq!(load(&[]), Err("no-root"));
    assert_eq!(load(&[&issuing]), Err("no-root"));
    assert_eq!(load(&[&root, &other]), Err("unanchored"));
    assert_eq!(load(&[&root, &issuing, citizen]), Err("not-an-authority"));
    assert_eq!(load(&[&root, b"nonsense"]), Err("file-malformed"));
    assert_eq!(load(&[&root]), Err("chain-untrusted"));
    assert_eq!(load(&[&other_root, &other]), Err("chain-untrusted"));
    assert_eq!(load(&[&other_root, &root, &other, &issuing]), Ok(()));
}

/// A key of the town made an authority under another one.
fn promoted(key: &Key, by: &Key, below: Option<u8>, usages: KeyUsages, ca: bool) -> Key {
    let changed = by.certify(copy(key), |tbs| {
        let constraints = BasicConstraints {
            ca,
            path_len_constraint: below,
        };
        let extensions = [
            (BasicConstraints::OID, constraints.to_der().unwrap()),
            (KeyUsage::OID, KeyUsage(usages.into()).to_der().unwrap()),
        ];
        let extensions = extensions.map(|(extn_id, value)| {
            let extn_value = OctetString::new(value).unwrap();
            Extension {
                extn_id,
                critical: true,
                extn_value,
            }
        });
        tbs.extensions = Some(extensions.to_vec());
    });
    changed.unwrap()
}

#[test]
fn an_authority_needs_both_the_constraint_and_the_usage() {
    let [root, issuing] = <[Vec<u8>; 2]>::try_from(TOWN.ca.certificates()).unwrap();
    let by = TOWN.ca.issuing();
    for (usages, ca, expected) in [
        (KeyUsages::KeyCertSign, true, Ok(())),
        (KeyUsages::KeyCertSign, false, Err("not-an-authority")),
        (KeyUsages::DigitalSignature, true, Err("not-an-authority")),
    ] {
        let middle = promoted(&TOWN.head, by, None, usages, ca);
        let leaf = middle.certify(copy(&TOWN.citizen), |_| {}).unwrap();
        let files: [&[u8]; 3] = [middle.certificate_der(), &issuing, &root];
        assert_eq!(load_for(&leaf, &files), expected);
    }
}

#[test]
fn a_chain_is_no_longer_than_its_authorities_admit_and_never_longer_than_four() {
    let [root, issuing] = <[Vec<u8>; 2]>::try_from(TOWN.ca.certificates()).unwrap();
    let sign = KeyUsages::KeyCertSign;
    for (below, expected) in [
        (None, Ok(())),
        (Some(1), Ok(())),
        (Some(0), Err("path-too-long")),
    ] {
        let third = promoted(&TOWN.head, TOWN.ca.issuing(), below, sign, true);
        let fourth = promoted(&TOWN.revoked, &third, None, sign, true);
        let leaf = fourth.certify(copy(&TOWN.citizen), |_| {}).unwrap();
        let mut files: Vec<&[u8]> = vec![fourth.certificate_der(), third.certificate_der()];
        files.extend([issuing.as_slice(), &root]);
        assert_eq!(load_for(&leaf, &files), expected);
        if below.is_none() {
            let fifth = promoted(&TOWN.employee, &fourth, None, sign, true);
            let leaf = fifth.certify(copy(&TOWN.auth_only), |_| {}).unwrap();
            files.push(fifth.certificate_der());
            assert_eq!(load_for(&leaf, &files), Err("chain-untrusted"));
        }
    }
}
