//! Time that is proven: a signature outlives its certificate, and only an honest token helps it.

use const_oid::db::rfc5280::{ID_KP_CLIENT_AUTH, ID_KP_TIME_STAMPING};
use der::Decode;
use jiff::Timestamp;
use sandbox::ca::{Form, Key};
use signature::{
    CLOCK_SKEW, Evidence, MAX_TOKEN, Rejected, Trust, Verified, check_token, examine, token_ends,
    token_of_response, token_request, verify,
};

use crate::containers::with_unsigned;
use crate::lists::{entry, list, time};
use crate::town::{DOCUMENT, NONCE, TOWN, asked, clock, revoked_at, signed, term};
use crate::tsa::{POLICY, Stamp, purposes, tlv, token, trust, tsa, tsa_with};

/// The instant at which most tokens are made.
fn noon() -> Timestamp {
    clock("12:00")
}

fn value(container: &[u8]) -> Vec<u8> {
    let examined = examine(container, DOCUMENT, &asked(), &TOWN.trust, noon());
    examined.unwrap().signature_value().to_vec()
}

fn code(token: &[u8], stamped: &[u8], trust: &Trust, nonce: Option<&[u8]>) -> &'static str {
    match check_token(token, stamped, trust, nonce, noon()) {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}

/// A list that covers noon, with the given entry.
fn lists(key: &Key, revoked: Option<Timestamp>) -> Vec<u8> {
    let entries = revoked.map(|at| entry(key, at, None)).into_iter().collect();
    list(entries, |_| {})
}

fn judged(
    key: &Key,
    made_at: Timestamp,
    revoked: Option<Timestamp>,
    now: Timestamp,
) -> Result<Verified, Rejected> {
    let container = signed(key, Form::Detached);
    let token = token(&tsa(), &value(&container), &Stamp::at(made_at));
    let crl = lists(key, revoked);
    let evidence = Evidence {
        crls: &[&crl],
        token: Some(&token),
        ..Evidence::default()
    };
    verify(&container, DOCUMENT, &asked(), &trust(), &evidence, now)
}

#[test]
fn a_token_keeps_a_signature_valid_after_its_certificate_has_ended() {
    let (_, ends) = term();
    let later = ends + jiff::SignedDuration::from_hours(24);
    let container = signed(&TOWN.citizen, Form::Detached);
    let without = examine(&container, DOCUMENT, &asked(), &trust(), later);
    assert_eq!(without.unwrap_err().code(), "certificate-expired");
    let verified = judged(&TOWN.citizen, noon(), None, later).unwrap();
    assert_eq!(verified.at, noon());
    let facts = verified.time_stamp.unwrap();
    assert_eq!((facts.made_at, facts.policy.as_str()), (noon(), POLICY));
    assert_eq!(facts.ends, term().1);
}

#[test]
fn a_revocation_counts_against_the_time_of_the_token() {
    let now = clock("15:00");
    let before = judged(&TOWN.citizen, noon(), Some(clock("11:59")), now).unwrap_err();
    assert_eq!(before.code(), "revoked");
    let after = judged(&TOWN.citizen, noon(), Some(clock("12:01")), now).unwrap();
    assert_eq!(after.revocation.revoked_later(), Some(clock("12:01")));
    assert!(revoked_at() > noon());
}

#[test]
fn a_token_must_be_of_this_signature_and_by_an_authority_that_we_believe() {
    let (good, trust) = (tsa(), trust());
    let honest = |key: &Key| token(key, b"value", &Stamp::at(noon()));
    assert_eq!(code(&honest(&good), b"value", &trust, None), "ok");
    assert_eq!(
        code(&honest(&good), b"other", &trust, None),
        "token-imprint"
    );
    assert_eq!(
        code(&honest(&good), b"value", &TOWN.trust, None),
        "token-signer"
    );
    let with = |critical, all: &[_]| {
        let one = purposes(critical, all);
        tsa_with(|tbs| {
            let extensions = tbs.extensions.as_mut().unwrap();
            extensions.retain(|other| other.extn_id != one.extn_id);
            extensions.push(one);
        })
    };
    let ended = |tbs: &mut x509_cert::TbsCertificate| {
        tbs.validity.not_after = time(clock("11:00"));
    };
    let strangers = [
        (
            TOWN.rogue.issuing().certify(tsa(), |_| {}).unwrap(),
            "token-signer",
        ),
        (tsa_with(ended), "token-signer"),
        (with(false, &[ID_KP_TIME_STAMPING]), "token-usage"),
        (
            with(true, &[ID_KP_TIME_STAMPING, ID_KP_CLIENT_AUTH]),
            "token-usage",
        ),
        (with(true, &[ID_KP_CLIENT_AUTH]), "token-usage"),
        (tsa_with(|tbs| tbs.extensions = None), "token-usage"),
    ];
    for (number, (stranger, expected)) in strangers.iter().enumerate() {
        let found = code(&honest(stranger), b"value", &trust, None);
        assert_eq!(found, *expected, "stranger {number}");
    }
}

#[test]
fn each_dishonest_token_has_a_reason_of_its_own() {
    let (key, trust) = (tsa(), trust());
    let stamp = Stamp::at(noon());
    let policy = Stamp {
        policy: "1.2.398.3.3.2.6.1",
        ..stamp.clone()
    };
    let other_certificate = Stamp {
        ess_right: false,
        ..stamp.clone()
    };
    let v1 = Stamp {
        ess_v1: true,
        ..stamp.clone()
    };
    let v1_other = Stamp {
        ess_right: false,
        ..v1.clone()
    };
    let in_time = Stamp::at(noon() + CLOCK_SKEW);
    let too_late = Stamp::at(noon() + CLOCK_SKEW + jiff::SignedDuration::from_secs(1));
    for (number, (stamp, expected)) in [
        (policy, "token-policy"),
        (other_certificate, "token-signature"),
        (v1, "ok"),
        (v1_other, "token-signature"),
        (in_time, "ok"),
        (too_late, "token-future"),
    ]
    .into_iter()
    .enumerate()
    {
        let found = code(&token(&key, b"value", &stamp), b"value", &trust, None);
        assert_eq!(found, expected, "case {number}");
    }
    let mut broken = token(&key, b"value", &stamp);
    let last = broken.len() - 1;
    broken[last] ^= 1;
    assert_eq!(code(&broken, b"value", &trust, None), "token-signature");
    let container = signed(&TOWN.citizen, Form::Attached);
    for bytes in [b"".to_vec(), container, vec![0x30; MAX_TOKEN + 1]] {
        assert_eq!(code(&bytes, b"value", &trust, None), "token-malformed");
    }
}

#[test]
fn a_token_answers_our_question_only_with_our_nonce() {
    let (key, trust) = (tsa(), trust());
    // A high bit and leading zeros are where numbers go wrong.
    for nonce in [NONCE, b"\xFFsixteen bytes ok", b"\0\0\x80high"] {
        let significant = nonce
            .iter()
            .copied()
            .skip_while(|byte| *byte == 0)
            .collect();
        let stamp = Stamp {
            nonce: Some(significant),
            ..Stamp::at(noon())
        };
        let token = token(&key, b"value", &stamp);
        assert_eq!(code(&token, b"value", &trust, Some(nonce)), "ok");
        assert_eq!(
            code(&token, b"value", &trust, Some(b"other")),
            "token-nonce"
        );
        assert_eq!(code(&token, b"value", &trust, None), "ok");
    }
    let silent = token(&key, b"value", &Stamp::at(noon()));
    assert_eq!(code(&silent, b"value", &trust, Some(NONCE)), "token-nonce");
}

#[test]
fn an_answer_is_a_token_only_when_it_was_granted() {
    let made = token(&tsa(), b"value", &Stamp::at(noon()));
    for (status, granted) in [(0, true), (1, true), (2, false), (5, false)] {
        let status_info = tlv(0x30, &[&[2, 1, status]]);
        let answer = tlv(0x30, &[&status_info, &made]);
        let refused = Err(Rejected::TokenRefused { status });
        let expected = if granted { Ok(made.clone()) } else { refused };
        assert_eq!(token_of_response(&answer), expected);
        let empty = token_of_response(&tlv(0x30, &[&status_info]));
        assert_eq!(empty, Err(Rejected::TokenRefused { status }));
    }
    assert_eq!(
        token_of_response(b"nonsense"),
        Err(Rejected::TokenMalformed)
    );
    assert_eq!(token_ends(&made), Ok(term().1));
}

#[test]
fn a_question_is_der_and_names_only_digests_that_count() {
    let sha256 = "2.16.840.1.101.3.4.2.1";
    let request = token_request(b"value", sha256, Some(POLICY), NONCE).unwrap();
    assert!(der::Any::from_der(&request).is_ok());
    assert!(request.windows(NONCE.len()).any(|window| window == NONCE));
    assert!(!request.windows(5).any(|window| window == b"value"));
    let streebog = token_request(b"value", "1.2.398.3.10.1.3.3", None, NONCE).unwrap();
    let digest = sandbox::gost::streebog(b"value");
    let digest: &[u8] = digest.as_ref();
    assert!(
        streebog
            .windows(digest.len())
            .any(|window| window == digest)
    );
    for wrong in ["1.3.14.3.2.26", "nonsense"] {
        let refused = token_request(b"value", wrong, None, NONCE).unwrap_err();
        assert_eq!(refused.code(), "algorithm-not-allowed");
    }
}

#[test]
fn a_token_inside_the_container_counts_when_somebody_is_believed_about_time() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let signature_value = value(&container);
    let made = token(&tsa(), &signature_value, &Stamp::at(noon()));
    let late = clock("15:00");
    let stamped = with_unsigned(&container, &[("1.2.840.113549.1.9.16.2.14", &[&made])]);
    let examined = examine(&stamped, DOCUMENT, &asked(), &trust(), late).unwrap();
    assert_eq!(
        (examined.at(), examined.time_stamp().unwrap().made_at),
        (noon(), noon())
    );
    let unbelieved = examine(&stamped, DOCUMENT, &asked(), &TOWN.trust, late).unwrap();
    assert_eq!((unbelieved.at(), unbelieved.time_stamp()), (late, None));
    let foreign = token(&tsa(), b"another signature", &Stamp::at(noon()));
    let foreign = with_unsigned(&container, &[("1.2.840.113549.1.9.16.2.14", &[&foreign])]);
    let refused = examine(&foreign, DOCUMENT, &asked(), &trust(), late).unwrap_err();
    assert_eq!(refused.code(), "token-imprint");
    let other = token(&tsa(), &signature_value, &Stamp::at(clock("12:01")));
    let two = with_unsigned(
        &container,
        &[("1.2.840.113549.1.9.16.2.14", &[&made, &other])],
    );
    let refused = examine(&two, DOCUMENT, &asked(), &trust(), late).unwrap_err();
    assert_eq!(refused.code(), "too-large");
    // The earlier of a token inside and one beside counts.
    let crl = lists(&TOWN.citizen, None);
    let evidence = Evidence {
        crls: &[&crl],
        token: Some(&other),
        ..Evidence::default()
    };
    let verified = verify(&stamped, DOCUMENT, &asked(), &trust(), &evidence, late).unwrap();
    assert_eq!(verified.at, noon());
}
