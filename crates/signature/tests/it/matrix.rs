//! The matrix of what a verifier of national signatures must get right: each row with its reason.
//!
//! Rows that another room or another file proves say where.

use const_oid::db::rfc5280::ID_KP_CLIENT_AUTH;
use const_oid::db::rfc5911::{ID_AA_SIGNING_CERTIFICATE_V_2, ID_MESSAGE_DIGEST};
use const_oid::db::rfc5912::ID_SHA_384;
use der::asn1::SetOfVec;
use jiff::Timestamp;
use sandbox::ca::{Form, Key};
use signature::{
    Environment, Evidence, Expected, MAX_OVERHEAD, OcspAnswer, Trust, TrustError, login, verify,
};

use x509_ocsp::CertStatus;

use crate::revocation::resigned as answered_by;
use crate::surgery::{
    flooded, lacking, naming_another, operated, resigned, two_signers, with_signer,
};
use crate::town::{
    DOCUMENT, NONCE, TOWN, answer, answer_of, asked, asked_head, asked_login, clock, judge,
    judge_with, minutes, revoked_at, signed,
};
use crate::tsa::{Stamp, purposes, token, trust, tsa, tsa_with};

/// How a row is proved.
enum Proof {
    /// Here: what the notary says.
    Here(&'static str, fn() -> &'static str),
    /// Elsewhere.
    There(&'static str),
    /// Nowhere yet: what it is about does not exist here.
    Waits(&'static str),
}

use Proof::{Here, There, Waits};

/// Why V3 and N15 are proved nowhere yet.
const FOR_XML: &str = "waits for XML signatures in the gateway";

fn noon() -> Timestamp {
    clock("12:00")
}

fn said<T>(found: Result<T, signature::Rejected>) -> &'static str {
    match found {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}

/// A document signed by a key, judged with an honest answer.
fn by(key: &Key, expected: &Expected) -> &'static str {
    said(judge(&signed(key, Form::Detached), expected, noon()))
}

fn of(container: &[u8]) -> &'static str {
    said(judge(container, &asked(), noon()))
}

/// The citizen's document with a changed answer of the responder.
fn answered(change: impl FnOnce(&[u8], Vec<u8>) -> Vec<u8>) -> &'static str {
    let container = signed(&TOWN.citizen, Form::Detached);
    let honest = answer(&container, &asked(), noon());
    let response = change(&container, honest);
    said(judge_with(&container, &asked(), noon(), &response))
}

/// The citizen's document with a token beside it.
fn stamped(key: &Key, stamped: Option<&[u8]>) -> &'static str {
    let container = signed(&TOWN.citizen, Form::Detached);
    let examined = signature::examine(&container, DOCUMENT, &asked(), &TOWN.trust, noon());
    let value = examined.unwrap().signature_value().to_vec();
    let token = token(key, stamped.unwrap_or(&value), &Stamp::at(noon()));
    let response = answer(&container, &asked(), noon());
    let evidence = Evidence {
        ocsp: Some(OcspAnswer {
            response: &response,
            nonce: Some(NONCE),
        }),
        token: Some(&token),
        ..Evidence::default()
    };
    said(verify(
        &container,
        DOCUMENT,
        &asked(),
        &trust(),
        &evidence,
        noon(),
    ))
}

fn login_cms(as_document: bool) -> &'static str {
    let text = login::LoginText {
        purpose: "portal".to_owned(),
        origin: "https://example.kz".to_owned(),
        session_digest: "ab".to_owned(),
        nonce: "cd".to_owned(),
        issued: noon(),
        expires: noon() + minutes(5),
    };
    let container = TOWN.citizen.sign_cms(&text.bytes(), noon(), Form::Detached);
    let bytes = text.bytes();
    let bytes = if as_document { DOCUMENT } else { &bytes };
    let expected = asked_login();
    said(signature::examine(
        &container.unwrap(),
        bytes,
        &expected,
        &TOWN.trust,
        noon(),
    ))
}

fn in_production() -> &'static str {
    let files = TOWN.ca.certificates();
    let files = files.iter().map(Vec::as_slice);
    match Trust::for_environment(Environment::Production, files) {
        Err(TrustError::TestAuthority { .. }) => "test-authority",
        Ok(_) | Err(_) => "ok",
    }
}

fn honest_rows() -> Vec<(&'static str, Proof)> {
    vec![
        (
            "V1 GOST and Streebog vectors",
            There("src/gost/vectors.rs, gost_oracle.rs"),
        ),
        (
            "V2 national test chain, answer, lists",
            There("src/vectors.rs"),
        ),
        ("V3 imprint of XML signatures", Waits(FOR_XML)),
        ("V4 PKITS", There("pkits.rs")),
        ("V5 RSA by openssl", There("oracle.rs")),
        ("V5 honest", Here("ok", || by(&TOWN.citizen, &asked()))),
        (
            "V5 honest with a token",
            Here("ok", || stamped(&tsa(), None)),
        ),
    ]
}

fn people_rows() -> Vec<(&'static str, Proof)> {
    vec![
        (
            "N1 forged",
            Here("chain-untrusted", || by(&TOWN.forged, &asked())),
        ),
        (
            "N2 same name",
            Here("chain-untrusted", || by(&TOWN.impostor, &asked())),
        ),
        (
            "N3 other person",
            Here("wrong-person", || {
                let iin = Some("123456789012".to_owned());
                by(&TOWN.citizen, &Expected { iin, ..asked() })
            }),
        ),
        (
            "N4 key for signing in",
            Here("authentication-key", || by(&TOWN.auth_only, &asked())),
        ),
        (
            "N5 revoked before",
            Here("revoked", || {
                said(judge(
                    &signed(&TOWN.revoked, Form::Detached),
                    &asked(),
                    revoked_at(),
                ))
            }),
        ),
        (
            "N5 revoked after",
            Here("ok", || {
                let (container, at) = (signed(&TOWN.revoked, Form::Detached), clock("12:01"));
                let late = answer_of(&TOWN.ca, &container, &asked(), at, clock("12:04"));
                said(judge_with(&container, &asked(), at, &late))
            }),
        ),
        (
            "N6 never issued",
            Here("not-issued", || by(&TOWN.never_issued, &asked())),
        ),
        (
            "N16 test in production",
            Here("test-authority", in_production),
        ),
        (
            "N17 employee for the head",
            Here("wrong-role", || by(&TOWN.employee, &asked_head())),
        ),
    ]
}

fn evidence_rows() -> Vec<(&'static str, Proof)> {
    vec![
        (
            "N7 other certificate",
            Here("ocsp-other-certificate", || {
                answered(|_, _| answer(&signed(&TOWN.head, Form::Detached), &asked_head(), noon()))
            }),
        ),
        (
            "N7 wrong responder",
            Here("ocsp-responder", || {
                answered(|_, honest| answered_by(&honest, &TOWN.head, |_| {}))
            }),
        ),
        (
            "N7 stale",
            Here("ocsp-stale", || {
                answered(|container, _| {
                    answer_of(&TOWN.ca, container, &asked(), noon(), noon() - minutes(6))
                })
            }),
        ),
        (
            "N7 other nonce",
            Here("ocsp-nonce", || {
                answered(|_, honest| {
                    answered_by(&honest, TOWN.ca.responder(), |data| {
                        data.response_extensions = None;
                    })
                })
            }),
        ),
        (
            "N8 other signature",
            Here("token-imprint", || stamped(&tsa(), Some(b"other"))),
        ),
        (
            "N8 wrong usage",
            Here("token-usage", || {
                let usage = vec![purposes(true, &[ID_KP_CLIENT_AUTH])];
                stamped(&tsa_with(|tbs| tbs.extensions = Some(usage)), None)
            }),
        ),
        (
            "N8 untrusted",
            Here("token-signer", || {
                stamped(&TOWN.rogue.issuing().certify(tsa(), |_| {}).unwrap(), None)
            }),
        ),
    ]
}

/// The responder's word against a certificate, in answers that could not clear it.
fn adverse_rows() -> Vec<(&'static str, Proof)> {
    vec![
        (
            "N7 other nonce, and revoked",
            Here("revoked", || {
                let revoked = signed(&TOWN.revoked, Form::Detached);
                let at = clock("12:03");
                let honest = answer(&revoked, &asked(), at);
                let cached = answered_by(&honest, TOWN.ca.responder(), |data| {
                    data.response_extensions = None;
                });
                said(judge_with(&revoked, &asked(), at, &cached))
            }),
        ),
        (
            "N7 other nonce, and unknown",
            Here("ocsp-unknown", || {
                answered(|_, honest| {
                    answered_by(&honest, TOWN.ca.responder(), |data| {
                        data.response_extensions = None;
                        let one = data.responses.first_mut().unwrap();
                        one.cert_status = CertStatus::unknown();
                    })
                })
            }),
        ),
    ]
}

fn container_rows() -> Vec<(&'static str, Proof)> {
    vec![
        (
            "N9 nobody",
            Here("signer-count", || {
                of(&operated(&TOWN.citizen, |data| {
                    data.signer_infos.0 = SetOfVec::new();
                }))
            }),
        ),
        ("N9 two", Here("signer-count", || of(&two_signers()))),
        (
            "N10 other content",
            Here("content-differs", || {
                let other = TOWN.citizen.sign_cms(b"other", noon(), Form::Attached);
                of(&other.unwrap())
            }),
        ),
        (
            "N11 no attributes",
            Here("signed-attributes-missing", || {
                of(&resigned(&TOWN.citizen, Vec::clear))
            }),
        ),
        (
            "N11 no message digest",
            Here("signed-attributes-missing", || {
                of(&lacking(ID_MESSAGE_DIGEST))
            }),
        ),
        (
            "N11 no ESS certificate",
            Here("signed-attributes-missing", || {
                of(&lacking(ID_AA_SIGNING_CERTIFICATE_V_2))
            }),
        ),
        (
            "N11 ESS of another",
            Here("ess-mismatch", || of(&naming_another())),
        ),
        (
            "N12 algorithms apart",
            Here("algorithm-not-allowed", || {
                of(&with_signer(&TOWN.citizen, |one| {
                    one.digest_alg.oid = ID_SHA_384;
                }))
            }),
        ),
    ]
}

fn limit_and_login_rows() -> Vec<(&'static str, Proof)> {
    vec![
        (
            "N13 nesting",
            Here("malformed", || of(&[0x30, 0x80].repeat(50_000))),
        ),
        (
            "N13 size",
            Here("too-large", || {
                of(&vec![0x30; 2 * (DOCUMENT.len() + MAX_OVERHEAD) + 1])
            }),
        ),
        (
            "N13 flood of certificates",
            Here("too-large", || of(&flooded())),
        ),
        ("N14 login as login", Here("ok", || login_cms(false))),
        (
            "N14 login as document",
            Here("digest-mismatch", || login_cms(true)),
        ),
        (
            "N14 nonce used or ended",
            There("app, which keeps the offers to sign in"),
        ),
        ("N15 XML wrapping, ids, DTD", Waits(FOR_XML)),
    ]
}

#[test]
fn every_row_of_the_matrix_has_its_reason() {
    let rows = [
        honest_rows(),
        people_rows(),
        evidence_rows(),
        adverse_rows(),
        container_rows(),
        limit_and_login_rows(),
    ];
    let rows: Vec<_> = rows.into_iter().flatten().collect();
    for (row, proof) in &rows {
        match proof {
            Here(expected, found) => assert_eq!(found(), *expected, "{row}"),
            There(place) => assert!(!place.is_empty()),
            Waits(what) => assert_eq!(*what, FOR_XML),
        }
    }
    let waits = rows.iter().filter(|(_, proof)| matches!(proof, Waits(_)));
    let waits: Vec<_> = waits.filter_map(|(row, _)| row.split(' ').next()).collect();
    assert_eq!(waits, ["V3", "N15"], "nothing else is left open");
    let has = |wanted: &str| {
        rows.iter()
            .any(|(row, _)| row.split(' ').next() == Some(wanted))
    };
    let wanted = (1..=5).map(|n| format!("V{n}"));
    for wanted in wanted.chain((1..=17).map(|n| format!("N{n}"))) {
        assert!(has(&wanted), "{wanted} is missing");
    }
}
