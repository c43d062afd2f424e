//! The world of these tests: one authority, an impostor of the same name, and their people.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use sandbox::ca::{CrlReason, Form, Key, Organization, Profile, Role, TestCa, Usage};
use signature::{
    Evidence, Expected, ExpectedRole, OcspAnswer, OcspFacts, Purpose, Rejected, Trust, Verified,
    examine, verify,
};

/// The identity of the national test certificates; its check digit is wrong on purpose.
pub(crate) const IIN: &str = "123456789011";
pub(crate) const BIN: &str = "123456789021";
pub(crate) const NAME: &str = "ҰКО 3.0 (RSA SANDBOX)";
pub(crate) const DOCUMENT: &[u8] = "Өтініш: тұрғын үй кезегіне қою".as_bytes();
pub(crate) const NONCE: &[u8] = b"sixteen bytes ok";

/// The keys of the town, made once for all tests.
pub(crate) struct Town {
    pub(crate) ca: TestCa,
    pub(crate) rogue: TestCa,
    pub(crate) trust: Trust,
    pub(crate) citizen: Key,
    pub(crate) auth_only: Key,
    pub(crate) revoked: Key,
    pub(crate) head: Key,
    pub(crate) employee: Key,
    pub(crate) never_issued: Key,
    pub(crate) forged: Key,
    pub(crate) impostor: Key,
    pub(crate) child_of_citizen: Key,
}

pub(crate) static TOWN: LazyLock<Town> = LazyLock::new(build);

/// An instant of the day on which the tests play.
pub(crate) fn clock(time: &str) -> Timestamp {
    format!("2026-03-02T{time}:00Z").parse().unwrap()
}

/// The revoked key was revoked at this instant.
pub(crate) fn revoked_at() -> Timestamp {
    clock("12:02")
}

fn build() -> Town {
    let (from, to) = (
        "2025-01-01T00:00:00Z".parse().unwrap(),
        "2045-01-01T00:00:00Z".parse().unwrap(),
    );
    let mut ca = TestCa::generate(NAME, from, to).unwrap();
    let mut rogue = TestCa::generate(NAME, from, to).unwrap();
    let (from, to) = term();
    let citizen = ca.issue(&person(), from, to).unwrap();
    let auth_only = Profile {
        usage: Usage::AuthOnly,
        ..person()
    };
    let auth_only = ca.issue(&auth_only, from, to).unwrap();
    let revoked = ca.issue(&person(), from, to).unwrap();
    ca.revoke(
        &revoked.serial().unwrap(),
        revoked_at(),
        CrlReason::KeyCompromise,
    )
    .unwrap();
    let files = ca.certificates();
    Town {
        trust: Trust::from_certificates(files.iter().map(Vec::as_slice)).unwrap(),
        head: ca.issue(&official(Role::Head), from, to).unwrap(),
        employee: ca.issue(&official(Role::Employee), from, to).unwrap(),
        never_issued: ca.issue_off_the_books(&person(), from, to).unwrap(),
        forged: ca.forge(&person(), from, to).unwrap(),
        impostor: rogue.issue(&person(), from, to).unwrap(),
        child_of_citizen: ca.issue_under(&citizen, &person(), from, to).unwrap(),
        citizen,
        auth_only,
        revoked,
        ca,
        rogue,
    }
}

/// The validity of every person's certificate.
pub(crate) fn term() -> (Timestamp, Timestamp) {
    (
        "2026-01-01T00:00:00Z".parse().unwrap(),
        "2026-12-31T23:59:59Z".parse().unwrap(),
    )
}

pub(crate) fn person() -> Profile {
    Profile {
        iin: IIN.to_owned(),
        surname: "ТЕСТОВ".to_owned(),
        given_name: "ТЕСТ".to_owned(),
        patronymic: Some("ТЕСТОВИЧ".to_owned()),
        organization: None,
        role: Role::Individual,
        usage: Usage::Sign,
    }
}

fn official(role: Role) -> Profile {
    let organization = Organization {
        bin: BIN.to_owned(),
        name: "АО \"ТЕСТ\"".to_owned(),
    };
    Profile {
        organization: Some(organization),
        role,
        ..person()
    }
}

pub(crate) fn asked() -> Expected {
    Expected {
        purpose: Purpose::Document,
        iin: Some(IIN.to_owned()),
        bin: None,
        role: ExpectedRole::Individual,
    }
}

pub(crate) fn asked_head() -> Expected {
    Expected {
        bin: Some(BIN.to_owned()),
        role: ExpectedRole::Head,
        ..asked()
    }
}

pub(crate) fn asked_login() -> Expected {
    Expected {
        purpose: Purpose::Login,
        iin: None,
        bin: None,
        role: ExpectedRole::Any,
    }
}

pub(crate) fn signed(key: &Key, form: Form) -> Vec<u8> {
    key.sign_cms(DOCUMENT, clock("09:00"), form).unwrap()
}

/// The authority's answer of the same minute about the signer of a container.
pub(crate) fn answer(container: &[u8], expected: &Expected, at: Timestamp) -> Vec<u8> {
    answer_of(&TOWN.ca, container, expected, at, at)
}

pub(crate) fn answer_of(
    ca: &TestCa,
    container: &[u8],
    expected: &Expected,
    at: Timestamp,
    now: Timestamp,
) -> Vec<u8> {
    let examined = examine(container, DOCUMENT, expected, &TOWN.trust, at);
    let request = examined
        .expect("all but revocation holds")
        .ocsp_request(NONCE);
    ca.ocsp(&request, now).unwrap()
}

/// The whole path of an honest server: examine, ask, verify.
pub(crate) fn judge(
    container: &[u8],
    expected: &Expected,
    at: Timestamp,
) -> Result<Verified, Rejected> {
    let examined = examine(container, DOCUMENT, expected, &TOWN.trust, at)?;
    let response = TOWN.ca.ocsp(&examined.ocsp_request(NONCE), at).unwrap();
    judge_with(container, expected, at, &response)
}

pub(crate) fn judge_with(
    container: &[u8],
    expected: &Expected,
    at: Timestamp,
    response: &[u8],
) -> Result<Verified, Rejected> {
    let ocsp = Some(OcspAnswer {
        response,
        nonce: Some(NONCE),
    });
    verify(
        container,
        DOCUMENT,
        expected,
        &TOWN.trust,
        &Evidence {
            ocsp,
            ..Evidence::default()
        },
        at,
    )
}

/// What the responder said, in a verdict that stands on its answer.
pub(crate) fn answered(verified: &Verified) -> OcspFacts {
    let found = verified.revocation.ocsp();
    found.expect("the verdict stands on an answer").clone()
}

pub(crate) fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// A key that can be given another certificate without touching the town's.
pub(crate) fn copy(key: &Key) -> Key {
    Key::from_pem(&key.to_pem().unwrap()).unwrap()
}
