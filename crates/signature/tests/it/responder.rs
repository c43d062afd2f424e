//! Who may answer for the authority, and about what.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use const_oid::db::rfc5280::{ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE, ID_CE_NAME_CONSTRAINTS};
use const_oid::db::rfc5912::ID_SHA_1;
use const_oid::db::rfc6960::ID_PKIX_OCSP_NOCHECK;
use der::asn1::OctetString;
use der::{Decode, Encode};
use sandbox::ca::Form;
use signature::Rejected;
use x509_cert::TbsCertificate;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{KeyUsage, KeyUsages};
use x509_ocsp::{CertId, OcspGeneralizedTime, OcspRequest, ResponderId};

use crate::lists::time;
use crate::revocation::resigned;
use crate::town::{NONCE, TOWN, answer, answer_of, asked, clock, copy, judge_with, signed};

#[test]
fn only_the_issuer_or_its_delegate_may_answer() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let good = answer(&container, &asked(), at);
    let honest = resigned(&good, TOWN.ca.responder(), |_| {});
    assert!(judge_with(&container, &asked(), at, &honest).is_ok());
    for stranger in [&TOWN.citizen, TOWN.rogue.responder()] {
        let response = resigned(&good, stranger, |_| {});
        let refused = judge_with(&container, &asked(), at, &response).unwrap_err();
        assert_eq!(refused, Rejected::OcspResponder);
        assert!(refused.is_pending());
    }
    let issuer = x509_cert::Certificate::from_der(&TOWN.ca.certificates()[1]).unwrap();
    let claims_to_be_the_issuer = resigned(&good, &TOWN.citizen, |data| {
        data.responder_id = ResponderId::ByName(issuer.tbs_certificate.subject);
    });
    let refused = judge_with(&container, &asked(), at, &claims_to_be_the_issuer).unwrap_err();
    assert_eq!(refused, Rejected::OcspSignature);
}

fn without(oid: const_oid::ObjectIdentifier) -> impl Fn(&mut TbsCertificate) {
    move |tbs| {
        tbs.extensions
            .as_mut()
            .unwrap()
            .retain(|one| one.extn_id != oid);
    }
}

fn extension(tbs: &mut TbsCertificate, extn_id: const_oid::ObjectIdentifier, value: &[u8]) {
    without(extn_id)(tbs);
    let extn_value = OctetString::new(value).unwrap();
    let all = tbs.extensions.as_mut().unwrap();
    all.push(Extension {
        extn_id,
        critical: true,
        extn_value,
    });
}

#[test]
fn a_delegate_needs_everything_that_makes_one() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let good = answer(&container, &asked(), at);
    let ended = x509_cert::Certificate::from_der(TOWN.citizen.certificate_der()).unwrap();
    let mut ended = ended.tbs_certificate.validity;
    ended.not_after = ended.not_before;
    let other_usage = KeyUsage(KeyUsages::KeyEncipherment.into())
        .to_der()
        .unwrap();
    let judged = |change: &dyn Fn(&mut TbsCertificate)| {
        let delegate = TOWN
            .ca
            .issuing()
            .certify(copy(TOWN.ca.responder()), change)
            .unwrap();
        let response = resigned(&good, &delegate, |_| {});
        judge_with(&container, &asked(), at, &response).err()
    };
    assert_eq!(judged(&|_| {}), None);
    assert_eq!(judged(&without(ID_CE_KEY_USAGE)), None);
    let changes: [&dyn Fn(&mut TbsCertificate); 6] = [
        &without(ID_CE_EXT_KEY_USAGE),
        &without(ID_PKIX_OCSP_NOCHECK),
        &|tbs| tbs.validity = ended,
        &|tbs| tbs.issuer = tbs.subject.clone(),
        &|tbs| extension(tbs, ID_CE_NAME_CONSTRAINTS, &[0x05, 0x00]),
        &|tbs| extension(tbs, ID_CE_KEY_USAGE, &other_usage),
    ];
    for change in changes {
        assert_eq!(judged(change), Some(Rejected::OcspResponder));
    }
}

#[test]
fn an_answer_is_about_us_only_when_issuer_key_and_number_agree() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let good = answer(&container, &asked(), at);
    let judged = |change: fn(&mut CertId)| {
        let response = resigned(&good, TOWN.ca.responder(), |data| {
            change(&mut data.responses.first_mut().unwrap().cert_id);
        });
        judge_with(&container, &asked(), at, &response).err()
    };
    assert_eq!(judged(|_| {}), None);
    let changes: [fn(&mut CertId); 4] = [
        |id| id.issuer_name_hash = OctetString::new([9; 32]).unwrap(),
        |id| id.issuer_key_hash = OctetString::new([9; 32]).unwrap(),
        |id| id.serial_number = 7_u8.into(),
        |id| id.hash_algorithm.oid = ID_SHA_1,
    ];
    for change in changes {
        assert_eq!(judged(change), Some(Rejected::OcspOtherCertificate));
    }
    let twice = resigned(&good, TOWN.ca.responder(), |data| {
        data.responses.push(data.responses.first().unwrap().clone());
    });
    let refused = judge_with(&container, &asked(), at, &twice).unwrap_err();
    assert_eq!(refused, Rejected::OcspMalformed);
    let demanding = resigned(&good, TOWN.ca.responder(), |data| {
        let extensions = data.response_extensions.as_mut().unwrap();
        let extn_value = OctetString::new([0x05, 0x00]).unwrap();
        extensions.push(Extension {
            extn_id: ID_SHA_1,
            critical: true,
            extn_value,
        });
    });
    let refused = judge_with(&container, &asked(), at, &demanding).unwrap_err();
    assert_eq!(refused, Rejected::OcspMalformed);
}

#[test]
fn a_question_by_sha_1_identifiers_is_answered_and_understood() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let examined = signature::examine(&container, crate::town::DOCUMENT, &asked(), &TOWN.trust, at);
    let request = examined.unwrap().ocsp_request(NONCE);
    let mut request = OcspRequest::from_der(&request).unwrap();
    let issuer = x509_cert::Certificate::from_der(TOWN.ca.issuing().certificate_der()).unwrap();
    let issuer = issuer.tbs_certificate;
    let sha1 =
        |bytes: &[u8]| OctetString::new(digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref()).unwrap();
    let id = &mut request
        .tbs_request
        .request_list
        .first_mut()
        .unwrap()
        .req_cert;
    id.hash_algorithm.oid = ID_SHA_1;
    id.issuer_name_hash = sha1(&issuer.subject.to_der().unwrap());
    id.issuer_key_hash = sha1(
        issuer
            .subject_public_key_info
            .subject_public_key
            .raw_bytes(),
    );
    let response = TOWN.ca.ocsp(&request.to_der().unwrap(), at).unwrap();
    assert!(judge_with(&container, &asked(), at, &response).is_ok());
    let by_key = resigned(&response, TOWN.ca.responder(), |data| {
        let responder = TOWN.ca.responder().certificate_der();
        let responder = x509_cert::Certificate::from_der(responder)
            .unwrap()
            .tbs_certificate;
        let key = responder.subject_public_key_info.subject_public_key;
        data.responder_id = ResponderId::ByKey(sha1(key.raw_bytes()));
    });
    assert!(judge_with(&container, &asked(), at, &by_key).is_ok());
    let by_other_key = resigned(&response, TOWN.ca.responder(), |data| {
        data.responder_id = ResponderId::ByKey(sha1(b"another key"));
    });
    let refused = judge_with(&container, &asked(), at, &by_other_key).unwrap_err();
    assert_eq!(refused, Rejected::OcspResponder);
}

#[test]
fn a_delegate_is_judged_when_it_spoke_and_not_when_the_person_signed() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let late = answer_of(&TOWN.ca, &container, &asked(), at, clock("18:00"));
    let delegate = |from: &str, to: &str| {
        let certified = TOWN.ca.issuing().certify(copy(TOWN.ca.responder()), |tbs| {
            tbs.validity.not_before = time(clock(from));
            tbs.validity.not_after = time(clock(to));
        });
        let response = resigned(&late, &certified.unwrap(), |_| {});
        judge_with(&container, &asked(), at, &response).err()
    };
    assert_eq!(delegate("17:00", "19:00"), None);
    assert_eq!(delegate("11:00", "13:00"), Some(Rejected::OcspResponder));
    let from_the_future = resigned(&late, TOWN.ca.responder(), |data| {
        data.produced_at = answered_at(at);
    });
    let refused = judge_with(&container, &asked(), at, &from_the_future).unwrap_err();
    assert_eq!(refused, Rejected::OcspMalformed);
}

fn answered_at(at: jiff::Timestamp) -> OcspGeneralizedTime {
    match time(at) {
        x509_cert::time::Time::GeneralTime(general) => OcspGeneralizedTime(general),
        x509_cert::time::Time::UtcTime(_) => unreachable!("the town writes general time"),
    }
}
