//! The town's lists of revoked certificates, honest by default and dishonest in any one thing asked.

use const_oid::db::rfc5280::{
    ID_CE_CRL_NUMBER, ID_CE_CRL_REASONS, ID_CE_DELTA_CRL_INDICATOR, ID_CE_FRESHEST_CRL,
};
use const_oid::db::rfc5912::SHA_256_WITH_RSA_ENCRYPTION;
use der::asn1::{BitString, GeneralizedTime, Null};
use der::{Decode, Encode};
use jiff::Timestamp;
use sandbox::ca::{Form, Key};
use signature::{Evidence, MAX_CRLS, Rejected, Revocation, Verified, verify};
use spki::AlgorithmIdentifierOwned;
use x509_cert::crl::{CertificateList, RevokedCert, TbsCertList};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::CrlReason;
use x509_cert::time::Time;

use crate::town::{DOCUMENT, TOWN, asked, clock, copy, minutes, revoked_at, signed};
use crate::tsa::extension;

/// An instant as certificates write it.
pub(crate) fn time(at: Timestamp) -> Time {
    let seconds = u64::try_from(at.as_second()).unwrap();
    let since = std::time::Duration::from_secs(seconds);
    Time::GeneralTime(GeneralizedTime::from_unix_duration(since).unwrap())
}

/// An entry about a key's certificate.
pub(crate) fn entry(key: &Key, at: Timestamp, reason: Option<CrlReason>) -> RevokedCert {
    let certificate = x509_cert::Certificate::from_der(key.certificate_der()).unwrap();
    let reason = reason
        .map(|reason| extension(ID_CE_CRL_REASONS, false, reason.to_der().unwrap()))
        .map(|one| vec![one]);
    RevokedCert {
        serial_number: certificate.tbs_certificate.serial_number,
        revocation_date: time(at),
        crl_entry_extensions: reason,
    }
}

/// A list by the town's authority, from 11:00 to 13:00, with number 5.
pub(crate) fn list(entries: Vec<RevokedCert>, change: impl FnOnce(&mut TbsCertList)) -> Vec<u8> {
    list_by(TOWN.ca.issuing(), entries, change)
}

pub(crate) fn list_by(
    signer: &Key,
    entries: Vec<RevokedCert>,
    change: impl FnOnce(&mut TbsCertList),
) -> Vec<u8> {
    let issuer = x509_cert::Certificate::from_der(TOWN.ca.issuing().certificate_der()).unwrap();
    let algorithm = AlgorithmIdentifierOwned {
        oid: SHA_256_WITH_RSA_ENCRYPTION,
        parameters: Some(Null.into()),
    };
    let mut tbs = TbsCertList {
        version: x509_cert::Version::V2,
        signature: algorithm.clone(),
        issuer: issuer.tbs_certificate.subject,
        this_update: time(clock("11:00")),
        next_update: Some(time(clock("13:00"))),
        revoked_certificates: Some(entries),
        crl_extensions: Some(vec![extension(ID_CE_CRL_NUMBER, false, vec![2, 1, 5])]),
    };
    change(&mut tbs);
    let signature = signer.sign(&tbs.to_der().unwrap()).unwrap();
    let list = CertificateList {
        tbs_cert_list: tbs,
        signature_algorithm: algorithm,
        signature: BitString::from_bytes(&signature).unwrap(),
    };
    list.to_der().unwrap()
}

/// Changes to the list with number `since`, themselves number `number`.
fn delta(since: u8, number: u8, entries: Vec<RevokedCert>) -> Vec<u8> {
    list(entries, |tbs| {
        tbs.crl_extensions = Some(vec![
            extension(ID_CE_CRL_NUMBER, false, vec![2, 1, number]),
            extension(ID_CE_DELTA_CRL_INDICATOR, true, vec![2, 1, since]),
        ]);
    })
}

pub(crate) fn judged(key: &Key, lists: &[&[u8]], at: Timestamp) -> Result<Verified, Rejected> {
    let container = signed(key, Form::Detached);
    let evidence = Evidence {
        crls: lists,
        ..Evidence::default()
    };
    verify(&container, DOCUMENT, &asked(), &TOWN.trust, &evidence, at)
}

fn code(key: &Key, lists: &[&[u8]], at: Timestamp) -> &'static str {
    match judged(key, lists, at) {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}

/// The citizen's key whose certificate says that changes to the list are published.
fn with_freshest() -> Key {
    let changed = TOWN.ca.issuing().certify(copy(&TOWN.citizen), |tbs| {
        let point = extension(ID_CE_FRESHEST_CRL, false, vec![0x30, 0]);
        tbs.extensions.as_mut().unwrap().push(point);
    });
    changed.unwrap()
}

#[test]
fn a_list_is_evidence_beside_an_answer() {
    let noon = clock("12:00");
    let other = entry(&TOWN.head, clock("10:00"), None);
    let empty = list(vec![other], |_| {});
    let verified = judged(&TOWN.citizen, &[&empty], noon).unwrap();
    let Revocation::Crl(facts) = &verified.revocation else {
        panic!("the verdict stands on the list");
    };
    assert_eq!(facts.this_update, clock("11:00"));
    assert_eq!(facts.next_update, clock("13:00"));
    assert_eq!(facts.delta_sha256, None);
    assert_eq!(verified.revocation.revoked_later(), None);
    assert!(verified.revocation.ocsp().is_none());
}

#[test]
fn a_listed_certificate_does_not_count_from_its_instant_on() {
    let reason = Some(CrlReason::KeyCompromise);
    let listed = list(vec![entry(&TOWN.citizen, revoked_at(), reason)], |_| {});
    let refused = judged(&TOWN.citizen, &[&listed], clock("12:03")).unwrap_err();
    let since = revoked_at();
    assert_eq!(
        refused,
        Rejected::Revoked {
            since,
            reason: Some(1)
        }
    );
    assert!(!refused.is_pending());
    let verified = judged(&TOWN.citizen, &[&listed], clock("12:01")).unwrap();
    assert_eq!(verified.revocation.revoked_later(), Some(since));
    let held = Some(CrlReason::CertificateHold);
    let held = list(vec![entry(&TOWN.citizen, since, held)], |_| {});
    assert_eq!(code(&TOWN.citizen, &[&held], since), "revoked");
    let bare = list(vec![entry(&TOWN.citizen, since, None)], |_| {});
    assert_eq!(code(&TOWN.citizen, &[&bare], since), "revoked");
}

/// A list changed before it is signed.
fn changed(change: impl FnOnce(&mut TbsCertList)) -> Vec<u8> {
    list(vec![], change)
}

/// A list with one more extension.
fn demanding(one: Extension) -> Vec<u8> {
    changed(|tbs| tbs.crl_extensions.as_mut().unwrap().push(one))
}

fn unbelievable() -> [(Vec<u8>, &'static str); 13] {
    let noon = clock("12:00");
    let unknown = || extension(const_oid::db::rfc5911::ID_DATA, true, vec![5, 0]);
    let scope = const_oid::db::rfc5280::ID_CE_ISSUING_DISTRIBUTION_POINT;
    let mut demanding_entry = entry(&TOWN.head, noon, None);
    demanding_entry.crl_entry_extensions = Some(vec![unknown()]);
    let authorities = TOWN.ca.certificates();
    let root = x509_cert::Certificate::from_der(authorities.first().unwrap()).unwrap();
    let root = root.tbs_certificate.subject;
    let ended = time(noon - minutes(1));
    let begins = time(noon + minutes(1));
    let number = extension(ID_CE_CRL_NUMBER, false, vec![2, 1, 6]);
    [
        (changed(|tbs| tbs.next_update = Some(ended)), "crl-stale"),
        (changed(|tbs| tbs.this_update = begins), "crl-stale"),
        (changed(|tbs| tbs.next_update = None), "crl-stale"),
        (
            list_by(TOWN.ca.responder(), vec![], |_| {}),
            "crl-signature",
        ),
        (
            list_by(TOWN.rogue.issuing(), vec![], |_| {}),
            "crl-signature",
        ),
        (changed(|tbs| tbs.issuer = root), "crl-issuer"),
        (demanding(unknown()), "crl-scope"),
        (
            demanding(extension(scope, false, vec![0x30, 0])),
            "crl-scope",
        ),
        (list(vec![demanding_entry], |_| {}), "crl-scope"),
        (demanding(number), "crl-malformed"),
        (b"nonsense".to_vec(), "crl-malformed"),
        (vec![0x30; signature::MAX_CRL + 1], "crl-malformed"),
        (delta(5, 6, vec![]), "crl-issuer"),
    ]
}

#[test]
fn a_list_that_cannot_be_believed_leaves_the_signature_pending() {
    let noon = clock("12:00");
    for (number, (list, expected)) in unbelievable().iter().enumerate() {
        let refused = judged(&TOWN.citizen, &[list], noon).unwrap_err();
        assert_eq!(refused.code(), *expected, "case {number}");
        assert!(refused.is_pending());
    }
    let good = list(vec![], |_| {});
    let many: Vec<&[u8]> = vec![&good; MAX_CRLS];
    assert_eq!(code(&TOWN.citizen, &many, noon), "ok");
    let flood: Vec<&[u8]> = vec![&good; MAX_CRLS + 1];
    assert_eq!(code(&TOWN.citizen, &flood, noon), "crl-malformed");
}

#[test]
fn changes_are_put_on_the_list_they_continue() {
    let noon = clock("12:00");
    let key = with_freshest();
    let held = Some(CrlReason::CertificateHold);
    let revoked = list(vec![entry(&key, clock("11:00"), held)], |_| {});
    let clean = list(vec![], |_| {});
    let removes = delta(
        5,
        6,
        vec![entry(&key, clock("11:30"), Some(CrlReason::RemoveFromCRL))],
    );
    let adds = delta(5, 6, vec![entry(&key, clock("11:30"), None)]);
    let nothing = delta(5, 6, vec![]);
    let too_new = delta(6, 7, vec![]);
    let too_old = delta(3, 4, vec![]);
    let cases: [(&[&[u8]], &str); 8] = [
        (&[&clean, &nothing], "ok"),
        (&[&clean], "crl-delta-missing"),
        (&[&clean, &too_new], "crl-delta-missing"),
        (&[&clean, &too_old], "crl-delta-missing"),
        (&[&clean, &adds], "revoked"),
        (&[&revoked, &nothing], "revoked"),
        (&[&revoked, &removes], "ok"),
        (&[&nothing], "crl-issuer"),
    ];
    for (number, (lists, expected)) in cases.into_iter().enumerate() {
        assert_eq!(code(&key, lists, noon), expected, "case {number}");
    }
    assert_eq!(code(&TOWN.citizen, &[&clean], noon), "ok");
}

#[test]
fn one_proof_of_revocation_outweighs_a_good_answer() {
    let noon = clock("12:00");
    let container = signed(&TOWN.citizen, Form::Detached);
    let response = crate::town::answer(&container, &asked(), noon);
    let ocsp = Some(signature::OcspAnswer {
        response: &response,
        nonce: Some(crate::town::NONCE),
    });
    let listed = list(vec![entry(&TOWN.citizen, clock("11:00"), None)], |_| {});
    let stale = list(vec![], |tbs| tbs.next_update = None);
    for (list, expected) in [(&listed, Some("revoked")), (&stale, None)] {
        let crls: &[&[u8]] = &[list];
        let evidence = Evidence {
            ocsp,
            crls,
            ..Evidence::default()
        };
        let found = verify(&container, DOCUMENT, &asked(), &TOWN.trust, &evidence, noon);
        assert_eq!(found.err().map(|refused| refused.code()), expected);
    }
}
