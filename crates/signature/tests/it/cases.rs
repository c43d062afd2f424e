//! Each way to fail has its own reason, and the honest ways do not fail.

use std::collections::BTreeSet;

use jiff::Timestamp;
use sandbox::ca::{Form, Key, pem_cms};
use signature::{
    Expected, MAX_CONTAINER, MAX_OVERHEAD, Rejected, Role, VERIFIER, content, examine, login,
};

use crate::town::{
    BIN, DOCUMENT, IIN, TOWN, answered, asked, asked_head, asked_login, clock, judge, signed, term,
};

fn code(key: &Key, expected: &Expected, at: Timestamp) -> &'static str {
    match judge(&signed(key, Form::Detached), expected, at) {
        Ok(_) => "ok",
        Err(rejected) => rejected.code(),
    }
}

#[test]
fn every_wrapping_of_an_honest_signature_counts() {
    let der = signed(&TOWN.citizen, Form::Detached);
    let pem = pem_cms(&der);
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let wrapped = format!(
        "{}\r\n",
        body.as_bytes()
            .chunks(76)
            .map(|line| String::from_utf8(line.to_vec()).unwrap())
            .collect::<Vec<_>>()
            .join("\r\n")
    );
    let attached = signed(&TOWN.citizen, Form::Attached);
    for container in [
        &der,
        pem.as_bytes(),
        body.as_bytes(),
        wrapped.as_bytes(),
        &attached,
    ] {
        let verified = judge(container, &asked(), clock("09:00")).unwrap();
        assert_eq!(verified.signer.iin.as_deref(), Some(IIN));
    }
    assert_eq!(content(&attached).unwrap().as_deref(), Some(DOCUMENT));
    assert_eq!(content(&der).unwrap(), None);
}

#[test]
fn the_verdict_says_who_signed_and_what_was_believed() {
    let container = signed(&TOWN.head, Form::Detached);
    let at = clock("09:03");
    let verified = judge(&container, &asked_head(), at).unwrap();
    assert_eq!(verified.signer.common_name.as_deref(), Some("ТЕСТОВ ТЕСТ"));
    assert_eq!(verified.signer.bin.as_deref(), Some(BIN));
    assert_eq!(
        verified.signer.roles,
        BTreeSet::from([Role::LegalEntity, Role::Head])
    );
    assert_eq!(verified.claimed_at, Some(clock("09:00")));
    assert_eq!(answered(&verified).this_update, at);
    assert!(answered(&verified).nonce_matched);
    assert_eq!(answered(&verified).revoked_later, None);
    assert_eq!(verified.chain_sha256.len(), 2);
    assert_eq!(verified.verifier, VERIFIER);
    let json = serde_json::to_string(&verified).unwrap();
    assert_eq!(
        serde_json::from_str::<signature::Verified>(&json).unwrap(),
        verified
    );
    assert!(json.contains(IIN));
    let debug = format!("{verified:?}");
    assert!(!debug.contains(IIN) && !debug.contains(BIN) && !debug.contains("ТЕСТОВ"));
}

#[test]
fn each_stranger_is_refused_for_a_reason_of_his_own() {
    let noon = clock("12:00");
    let stranger = Expected {
        iin: Some("123456789012".to_owned()),
        ..asked()
    };
    let other_office = Expected {
        bin: Some("123456789029".to_owned()),
        ..asked_head()
    };
    let no_bin = Expected {
        bin: None,
        ..asked_head()
    };
    let (from, to) = term();
    let second = jiff::SignedDuration::from_secs(1);
    let cases = [
        (&TOWN.citizen, asked(), noon, "ok"),
        (&TOWN.citizen, asked_login(), noon, "ok"),
        (&TOWN.citizen, asked(), from, "ok"),
        (&TOWN.citizen, asked(), to, "ok"),
        (
            &TOWN.citizen,
            asked(),
            from - second,
            "certificate-not-yet-valid",
        ),
        (&TOWN.citizen, asked(), to + second, "certificate-expired"),
        (&TOWN.citizen, stranger, noon, "wrong-person"),
        (&TOWN.citizen, asked_head(), noon, "wrong-organization"),
        (&TOWN.auth_only, asked(), noon, "authentication-key"),
        (&TOWN.auth_only, asked_login(), noon, "ok"),
        (&TOWN.head, asked_head(), noon, "ok"),
        (&TOWN.head, other_office, noon, "wrong-organization"),
        (&TOWN.head, no_bin, noon, "wrong-organization"),
        (&TOWN.head, asked(), noon, "wrong-role"),
        (&TOWN.employee, asked_head(), noon, "wrong-role"),
        (&TOWN.never_issued, asked(), noon, "not-issued"),
        (&TOWN.forged, asked(), noon, "chain-untrusted"),
        (&TOWN.impostor, asked(), noon, "chain-untrusted"),
        (&TOWN.child_of_citizen, asked(), noon, "chain-untrusted"),
    ];
    for (number, (key, expected, at, reason)) in cases.into_iter().enumerate() {
        assert_eq!(code(key, &expected, at), reason, "case {number}");
    }
}

#[test]
fn an_authority_out_of_term_vouches_for_nobody() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let at: Timestamp = "2046-01-01T00:00:00Z".parse().unwrap();
    let refused = examine(&container, DOCUMENT, &asked(), &TOWN.trust, at).err();
    assert_eq!(refused.unwrap().code(), "ca-out-of-term");
}

#[test]
fn other_bytes_than_ours_are_refused() {
    let at = clock("12:00");
    for (form, reason) in [
        (Form::Detached, Rejected::DigestMismatch),
        (Form::Attached, Rejected::ContentDiffers),
    ] {
        let container = signed(&TOWN.citizen, form);
        let mut other = DOCUMENT.to_vec();
        other.push(b' ');
        let refused = examine(&container, &other, &asked(), &TOWN.trust, at).err();
        assert_eq!(refused, Some(reason));
    }
}

#[test]
fn what_is_not_a_container_is_malformed_or_too_large() {
    let at = clock("12:00");
    let der = signed(&TOWN.citizen, Form::Detached);
    let wrong_label = pem_cms(&der).replace("CMS", "CERTIFICATE");
    let two = format!("{0}{0}", pem_cms(&der));
    let mut tail = der.clone();
    tail.push(0);
    let certificate = TOWN.citizen.certificate_der();
    for bytes in [
        b"".as_slice(),
        b"???",
        wrong_label.as_bytes(),
        two.as_bytes(),
        &tail,
        certificate,
    ] {
        let refused = examine(bytes, DOCUMENT, &asked(), &TOWN.trust, at)
            .err()
            .unwrap();
        assert_eq!(refused.code(), "malformed");
    }
    // Nesting without end.
    for bomb in [
        [0x30, 0x80].repeat(50_000),
        [0xA0, 0x80, 0x24, 0x80].repeat(20_000),
    ] {
        let bomb = [vec![0x30, 0x80], bomb].concat();
        let refused = examine(&bomb, DOCUMENT, &asked(), &TOWN.trust, at).unwrap_err();
        assert_eq!(refused.code(), "malformed");
    }
    let most = 2 * (DOCUMENT.len() + MAX_OVERHEAD);
    for (length, reason) in [(most, "malformed"), (most + 1, "too-large")] {
        let refused = examine(&vec![0x30; length], DOCUMENT, &asked(), &TOWN.trust, at);
        assert_eq!(refused.unwrap_err().code(), reason);
    }
    let flood = vec![0x30; MAX_CONTAINER + 1];
    assert_eq!(content(&flood).unwrap_err().code(), "too-large");
}

#[test]
fn a_login_text_binds_everything_and_no_value_adds_a_line() {
    let text = login::LoginText {
        purpose: "portal".to_owned(),
        origin: "https://example.kz".to_owned(),
        session_digest: "ab\nnonce: cd".to_owned(),
        nonce: "ef".to_owned(),
        issued: clock("12:00"),
        expires: clock("12:05"),
    };
    let expected = "shanyraq/login/1\npurpose: portal\norigin: https://example.kz\n\
        session: ab nonce: cd\nnonce: ef\nissued: 2026-03-02T12:00:00Z\n\
        expires: 2026-03-02T12:05:00Z\n";
    assert_eq!(String::from_utf8(text.bytes()).unwrap(), expected);
    let container = TOWN
        .citizen
        .sign_cms(&text.bytes(), clock("12:01"), Form::Detached)
        .unwrap();
    let at = clock("12:01");
    assert!(examine(&container, &text.bytes(), &asked_login(), &TOWN.trust, at).is_ok());
    let replayed = login::LoginText {
        nonce: "00".to_owned(),
        ..text
    };
    let refused = examine(
        &container,
        &replayed.bytes(),
        &asked_login(),
        &TOWN.trust,
        at,
    )
    .err();
    assert_eq!(refused, Some(Rejected::DigestMismatch));
}
