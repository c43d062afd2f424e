//! What the right responder said against a certificate stands, however little else its answer is good for.

use der::asn1::GeneralizedTime;
use jiff::Timestamp;
use sandbox::ca::Form;
use signature::{Evidence, OcspAnswer, Rejected, verify};
use x509_cert::ext::pkix::CrlReason;
use x509_ocsp::{CertStatus, OcspGeneralizedTime, ResponseData, RevokedInfo};

use crate::lists::list;
use crate::revocation::resigned;
use crate::town::{DOCUMENT, NONCE, TOWN, answer, asked, clock, minutes, signed};

fn stamp(at: Timestamp) -> OcspGeneralizedTime {
    let seconds = u64::try_from(at.as_second()).unwrap();
    let since = std::time::Duration::from_secs(seconds);
    OcspGeneralizedTime(GeneralizedTime::from_unix_duration(since).unwrap())
}

fn revoked(at: Timestamp, reason: Option<CrlReason>) -> CertStatus {
    CertStatus::revoked(RevokedInfo {
        revocation_time: stamp(at),
        revocation_reason: reason,
    })
}

/// The code of a failing, and what makes an answer fail so.
type Failing = (&'static str, fn(&mut ResponseData));

/// How an answer fails to be one to our question at noon.
fn failings() -> [Failing; 4] {
    [
        ("ocsp-nonce", |data| data.response_extensions = None),
        ("ocsp-stale", |data| {
            let earlier = stamp(clock("11:00"));
            data.produced_at = earlier;
            data.responses.first_mut().unwrap().this_update = earlier;
        }),
        ("ocsp-malformed", |data| {
            data.produced_at = stamp(clock("11:00"));
        }),
        // One part speaks for the certificate and the other against it.
        ("ocsp-malformed", |data| {
            let mut good = data.responses.first().unwrap().clone();
            good.cert_status = CertStatus::good();
            data.responses.insert(0, good);
        }),
    ]
}

/// The citizen's document at noon, with an answer of the responder as changed, and a clean list beside it if asked.
fn judged(change: impl FnOnce(&mut ResponseData), with_list: bool) -> Result<(), Rejected> {
    let container = signed(&TOWN.citizen, Form::Detached);
    let honest = answer(&container, &asked(), clock("12:00"));
    let response = resigned(&honest, TOWN.ca.responder(), change);
    let clean = list(vec![], |_| {});
    let crls: &[&[u8]] = if with_list { &[&clean] } else { &[] };
    let evidence = Evidence {
        ocsp: Some(OcspAnswer {
            response: &response,
            nonce: Some(NONCE),
        }),
        crls,
        ..Evidence::default()
    };
    let at = clock("12:00");
    verify(&container, DOCUMENT, &asked(), &TOWN.trust, &evidence, at).map(drop)
}

fn says(status: CertStatus, fails: fn(&mut ResponseData)) -> impl FnOnce(&mut ResponseData) {
    move |data| {
        data.responses.first_mut().unwrap().cert_status = status;
        fails(data);
    }
}

#[test]
fn a_list_helps_where_the_answer_is_only_not_usable() {
    for (code, fails) in failings() {
        let alone = judged(says(CertStatus::good(), fails), false).unwrap_err();
        assert_eq!(alone.code(), code);
        assert!(alone.is_pending() && !alone.blocks());
        assert_eq!(judged(says(CertStatus::good(), fails), true), Ok(()));
    }
}

#[test]
fn a_revocation_refutes_in_any_answer_by_the_right_responder() {
    let since = clock("11:30");
    for reason in [None, Some(CrlReason::KeyCompromise)] {
        for (_, fails) in failings() {
            for with_list in [false, true] {
                let refused = judged(says(revoked(since, reason), fails), with_list).unwrap_err();
                assert_eq!(refused.code(), "revoked");
                assert!(!refused.is_pending());
            }
        }
    }
    // Revoked after the proven time says nothing against the signature, and the list still helps.
    for (code, fails) in failings() {
        let later = || revoked(clock("12:30"), None);
        let alone = judged(says(later(), fails), false).unwrap_err();
        assert_eq!(alone.code(), code);
        assert_eq!(judged(says(later(), fails), true), Ok(()));
    }
}

#[test]
fn what_may_be_taken_back_blocks_until_the_responder_is_asked_again() {
    let hold = Some(CrlReason::CertificateHold);
    let cases = [
        (revoked(clock("11:30"), hold), "ocsp-against", "revoked"),
        (
            revoked(Timestamp::UNIX_EPOCH, hold),
            "ocsp-against",
            "not-issued",
        ),
        (CertStatus::unknown(), "ocsp-unknown", "ocsp-unknown"),
    ];
    for (status, blocked, usable) in cases {
        for (_, fails) in failings() {
            for with_list in [false, true] {
                let refused = judged(says(status, fails), with_list).unwrap_err();
                assert_eq!(refused.code(), blocked);
                assert!(refused.is_pending() && refused.blocks());
            }
        }
        let refused = judged(says(status, |_| {}), true).unwrap_err();
        assert_eq!(refused.code(), usable);
    }
}

#[test]
fn a_stranger_or_a_word_about_another_refutes_and_blocks_nothing() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at = clock("12:00");
    let honest = answer(&container, &asked(), at);
    let against = |data: &mut ResponseData| {
        data.responses.first_mut().unwrap().cert_status = revoked(at - minutes(60), None);
    };
    let by_stranger = resigned(&honest, TOWN.rogue.responder(), against);
    let about_another = resigned(&honest, TOWN.ca.responder(), |data| {
        against(data);
        data.responses.first_mut().unwrap().cert_id.serial_number = 7_u8.into();
    });
    let clean = list(vec![], |_| {});
    for response in [by_stranger, about_another] {
        let evidence = Evidence {
            ocsp: Some(OcspAnswer {
                response: &response,
                nonce: Some(NONCE),
            }),
            crls: &[&clean],
            ..Evidence::default()
        };
        let found = verify(&container, DOCUMENT, &asked(), &TOWN.trust, &evidence, at);
        assert!(found.is_ok());
    }
}
