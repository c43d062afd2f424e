//! The authority's answer counts only when it is about this certificate, of this time, and its own.

use const_oid::db::rfc5911::ID_DATA;
use der::asn1::{BitString, OctetString};
use der::{Decode, Encode};
use sandbox::ca::{Form, Key};
use signature::{Evidence, FRESHNESS, MAX_OCSP, OcspAnswer, Rejected, verify};
use x509_cert::ext::Extension;
use x509_ocsp::{
    BasicOcspResponse, CertStatus, OcspGeneralizedTime, OcspResponse, ResponderId, ResponseData,
};

use crate::town::{
    DOCUMENT, NONCE, TOWN, answer, answer_of, answered, asked, clock, judge, judge_with, minutes,
    revoked_at, signed,
};

/// A response with other data, signed anew by `signer`, who names himself or somebody else.
pub(crate) fn resigned(
    response: &[u8],
    signer: &Key,
    change: impl FnOnce(&mut ResponseData),
) -> Vec<u8> {
    let outer = OcspResponse::from_der(response).unwrap();
    let bytes = outer.response_bytes.unwrap();
    let mut basic = BasicOcspResponse::from_der(bytes.response.as_bytes()).unwrap();
    let certificate = x509_cert::Certificate::from_der(signer.certificate_der()).unwrap();
    let name = certificate.tbs_certificate.subject.clone();
    basic.tbs_response_data.responder_id = ResponderId::ByName(name);
    change(&mut basic.tbs_response_data);
    let signature = signer
        .sign(&basic.tbs_response_data.to_der().unwrap())
        .unwrap();
    basic.signature = BitString::from_bytes(&signature).unwrap();
    basic.certs = Some(vec![certificate]);
    OcspResponse::successful(basic).unwrap().to_der().unwrap()
}

fn time(at: jiff::Timestamp) -> OcspGeneralizedTime {
    let seconds = u64::try_from(at.as_second()).unwrap();
    let since = std::time::Duration::from_secs(seconds);
    OcspGeneralizedTime(der::asn1::GeneralizedTime::from_unix_duration(since).unwrap())
}

#[test]
fn a_revocation_counts_from_its_instant_on() {
    let container = signed(&TOWN.revoked, Form::Detached);
    for at in [revoked_at(), clock("12:03")] {
        let refused = judge(&container, &asked(), at).unwrap_err();
        let expected = Rejected::Revoked {
            since: revoked_at(),
            reason: Some(1),
        };
        assert_eq!(refused, expected);
        assert!(!refused.is_pending());
    }
    let at = clock("12:01");
    let response = answer_of(&TOWN.ca, &container, &asked(), at, clock("12:04"));
    let verified = judge_with(&container, &asked(), at, &response).unwrap();
    assert_eq!(answered(&verified).revoked_later, Some(revoked_at()));
}

#[test]
fn not_knowing_is_never_a_pass() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let none = Evidence::default();
    let refused = verify(&container, DOCUMENT, &asked(), &TOWN.trust, &none, at).unwrap_err();
    assert_eq!(refused, Rejected::RevocationUnknown);
    assert!(refused.is_pending());
    let good = answer(&container, &asked(), at);
    let unknown = resigned(&good, TOWN.ca.responder(), |data| {
        data.responses.first_mut().unwrap().cert_status = CertStatus::unknown();
    });
    let refused = judge_with(&container, &asked(), at, &unknown).unwrap_err();
    assert_eq!(refused, Rejected::OcspUnknown);
    assert!(refused.is_pending());
}

#[test]
fn a_responder_that_declines_leaves_the_signature_pending() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let foreign = answer_of(&TOWN.rogue, &container, &asked(), at, at);
    let cases = [
        (
            OcspResponse::malformed_request().to_der().unwrap(),
            Rejected::OcspRefused { status: 1 },
        ),
        (
            OcspResponse::try_later().to_der().unwrap(),
            Rejected::OcspRefused { status: 3 },
        ),
        (foreign, Rejected::OcspRefused { status: 6 }),
        (
            TOWN.ca.ocsp(b"nonsense", at).unwrap(),
            Rejected::OcspRefused { status: 1 },
        ),
        (b"nonsense".to_vec(), Rejected::OcspMalformed),
    ];
    for (response, expected) in cases {
        let refused = judge_with(&container, &asked(), at, &response).unwrap_err();
        assert_eq!(refused, expected);
        assert!(refused.is_pending());
    }
}

#[test]
fn an_answer_larger_than_any_honest_one_is_refused_unread() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let good = answer(&container, &asked(), at);
    for (padding, expected) in [(1024, None), (MAX_OCSP, Some(Rejected::OcspMalformed))] {
        let padded = resigned(&good, TOWN.ca.responder(), |data| {
            let extn_value = OctetString::new(vec![0; padding]).unwrap();
            let padding = Extension {
                extn_id: ID_DATA,
                critical: false,
                extn_value,
            };
            data.response_extensions.as_mut().unwrap().push(padding);
        });
        assert_eq!(
            judge_with(&container, &asked(), at, &padded).err(),
            expected
        );
    }
}

#[test]
fn an_answer_about_another_certificate_is_no_answer() {
    let at = clock("12:00");
    let other = signed(&TOWN.auth_only, Form::Detached);
    let response = answer(&other, &crate::town::asked_login(), at);
    let container = signed(&TOWN.citizen, Form::Detached);
    let refused = judge_with(&container, &asked(), at, &response).unwrap_err();
    assert_eq!(refused, Rejected::OcspOtherCertificate);
    assert!(refused.is_pending());
}

#[test]
fn an_answer_to_another_question_is_refused_unless_the_question_is_forgotten() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let response = answer(&container, &asked(), at);
    let judged = |nonce| {
        let ocsp = Some(OcspAnswer {
            response: &response,
            nonce,
        });
        verify(
            &container,
            DOCUMENT,
            &asked(),
            &TOWN.trust,
            &Evidence {
                ocsp,
                ..Evidence::default()
            },
            at,
        )
    };
    assert!(answered(&judged(Some(NONCE)).unwrap()).nonce_matched);
    assert_eq!(
        judged(Some(b"another sixteen.")).unwrap_err(),
        Rejected::OcspNonce
    );
    assert!(!answered(&judged(None).unwrap()).nonce_matched);
    let silent = resigned(&response, TOWN.ca.responder(), |data| {
        data.response_extensions = None;
    });
    let refused = judge_with(&container, &asked(), at, &silent).unwrap_err();
    assert_eq!(refused, Rejected::OcspNonce);
}

#[test]
fn an_answer_covers_five_minutes_around_it_or_the_span_it_states() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let second = jiff::SignedDuration::from_secs(1);
    for (offset, fresh) in [
        (FRESHNESS, true),
        (-FRESHNESS, true),
        // Evidence may be late, if it answers our own nonce.
        (FRESHNESS + second, true),
        (-FRESHNESS - second, false),
    ] {
        let this_update = at + offset;
        let response = answer_of(&TOWN.ca, &container, &asked(), at, this_update);
        match judge_with(&container, &asked(), at, &response) {
            Ok(verified) => assert!(fresh && answered(&verified).this_update == this_update),
            Err(refused) => {
                assert_eq!(refused, Rejected::OcspStale { this_update, at });
                assert!(!fresh && refused.is_pending());
            }
        }
    }
    let this_update = at + FRESHNESS + second;
    let late = answer_of(&TOWN.ca, &container, &asked(), at, this_update);
    let evidence = Evidence {
        ocsp: Some(OcspAnswer {
            response: &late,
            nonce: None,
        }),
        ..Evidence::default()
    };
    let refused = verify(&container, DOCUMENT, &asked(), &TOWN.trust, &evidence, at);
    assert_eq!(
        refused.unwrap_err(),
        Rejected::OcspStale { this_update, at }
    );
    let old = answer_of(&TOWN.ca, &container, &asked(), at, at - minutes(60));
    for (next, fresh) in [(minutes(0), true), (minutes(-1), false)] {
        let spanning = resigned(&old, TOWN.ca.responder(), |data| {
            data.responses.first_mut().unwrap().next_update = Some(time(at + next));
        });
        assert_eq!(
            judge_with(&container, &asked(), at, &spanning).is_ok(),
            fresh
        );
    }
}

#[test]
fn a_town_keeps_its_authority_over_a_restart() {
    let kept = sandbox::ca::TestCa::from_pem_bundle(&TOWN.ca.to_pem_bundle().unwrap()).unwrap();
    assert_eq!(kept.certificates(), TOWN.ca.certificates());
    let key = Key::from_pem(&TOWN.revoked.to_pem().unwrap()).unwrap();
    assert_eq!(key.chain(), TOWN.revoked.chain());
    let container = signed(&key, Form::Detached);
    let at = clock("12:03");
    let response = answer_of(&kept, &container, &asked(), at, at);
    let refused = judge_with(&container, &asked(), at, &response).unwrap_err();
    assert_eq!(refused.code(), "revoked");
    let other = TOWN.citizen.to_pem().unwrap();
    let (private, _) = other.split_once("-----BEGIN CERTIFICATE").unwrap();
    let own = TOWN.revoked.to_pem().unwrap();
    let (_, certificates) = own.split_once("-----BEGIN CERTIFICATE").unwrap();
    assert!(Key::from_pem(&format!("{private}-----BEGIN CERTIFICATE{certificates}")).is_err());
}
