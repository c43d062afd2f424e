//! The evidence package: checked again offline it says the same, and nothing in it can be changed.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use sandbox::ca::{Family, Form, Key, TestCa};
use sandbox::gost::streebog;
use signature::package::{
    EvidencePackage, File, MANIFEST, MAX_FILES, Signed, VALID, needs_restamp, pack, reverify,
    verify_and_pack,
};
use signature::{Evidence, OcspAnswer, Rejected, Trust, VERIFIER, examine};

use crate::lists::{entry, list, time};
use crate::town::{
    DOCUMENT, NONCE, TOWN, answer, answer_of, asked, clock, minutes, person, signed, term,
};
use crate::tsa::{POLICY, Stamp, token, trust, tsa, tsa_with};

fn noon() -> Timestamp {
    clock("12:00")
}

fn value(container: &[u8]) -> Vec<u8> {
    let examined = examine(container, DOCUMENT, &asked(), &TOWN.trust, noon());
    examined.unwrap().signature_value().to_vec()
}

/// A package with everything in it: a token, an answer, a list.
fn whole() -> EvidencePackage {
    let container = signed(&TOWN.citizen, Form::Attached);
    let token = token(&tsa(), &value(&container), &Stamp::at(noon()));
    let response = answer(&container, &asked(), noon());
    let crl = list(vec![], |_| {});
    let evidence = Evidence {
        ocsp: Some(OcspAnswer {
            response: &response,
            nonce: Some(NONCE),
        }),
        crls: &[&crl],
        token: Some(&token),
        embedded_only_refutes: true,
    };
    let signed = Signed::Bytes(DOCUMENT.to_vec());
    pack(
        &container,
        signed,
        &asked(),
        &trust(),
        &evidence,
        clock("12:01"),
    )
}

fn code<T>(found: Result<T, Rejected>) -> &'static str {
    match found {
        Ok(_) => "ok",
        Err(refused) => refused.code(),
    }
}

fn reread(package: &EvidencePackage) -> EvidencePackage {
    EvidencePackage::from_files(&package.to_files().unwrap()).unwrap()
}

#[test]
fn a_package_read_back_says_what_it_said() {
    let package = whole();
    assert_eq!(package.verdict().code, VALID);
    assert_eq!(package.verdict().verifier, VERIFIER);
    let files = package.to_files().unwrap();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "container.p7s",
        "signed.bin",
        "token.tst",
        "ocsp.der",
        "ocsp-nonce.bin",
        "list-000",
        "authority-000",
        "authority-001",
        "verdict.json",
        MANIFEST,
    ];
    assert_eq!(names, expected);
    let again = reread(&package);
    assert!(again == package);
    assert_eq!(again.to_files().unwrap(), files);
    for now in [None, Some(clock("12:01")), Some(term().1)] {
        let found = reverify(&again, &trust(), now).unwrap();
        assert!(found.verdict == *package.verdict());
        assert_eq!(found.stamps, []);
    }
    assert_eq!(code(reverify(&again, &TOWN.trust, None)), "verdict-differs");
}

#[test]
fn late_evidence_stays_believable_because_its_nonce_is_kept() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let late = answer_of(&TOWN.ca, &container, &asked(), noon(), clock("18:00"));
    let ocsp = Some(OcspAnswer {
        response: &late,
        nonce: Some(NONCE),
    });
    let evidence = Evidence {
        ocsp,
        ..Evidence::default()
    };
    let signed = Signed::Bytes(DOCUMENT.to_vec());
    let package = pack(&container, signed, &asked(), &TOWN.trust, &evidence, noon());
    assert_eq!(package.verdict().code, VALID);
    assert_eq!(code(reverify(&reread(&package), &TOWN.trust, None)), "ok");
    let mut forgetful = package;
    forgetful.ocsp.as_mut().unwrap().nonce = None;
    assert_eq!(
        code(reverify(&forgetful, &TOWN.trust, None)),
        "verdict-differs"
    );
}

#[test]
fn verifying_and_packing_in_one_gives_what_both_give_apart() {
    let container = signed(&TOWN.citizen, Form::Attached);
    let response = answer(&container, &asked(), noon());
    let nonce = Some(NONCE);
    let answered = |response| Evidence {
        ocsp: Some(OcspAnswer { response, nonce }),
        embedded_only_refutes: true,
        ..Evidence::default()
    };
    let evidence = answered(&response);
    let (verified, package) = verify_and_pack(
        &container,
        DOCUMENT,
        &asked(),
        &TOWN.trust,
        &evidence,
        noon(),
    )
    .unwrap();
    let bytes = Signed::Bytes(DOCUMENT.to_vec());
    let apart = pack(&container, bytes, &asked(), &TOWN.trust, &evidence, noon());
    assert!(package == apart);
    assert_eq!(package.verdict().verified, Some(verified));
    assert!(reverify(&package, &TOWN.trust, None).is_ok());
    // What does not count is not packed.
    let other = verify_and_pack(
        &container,
        b"other",
        &asked(),
        &TOWN.trust,
        &evidence,
        noon(),
    );
    assert_eq!(code(other), "content-differs");
    let silent = Evidence::default();
    let unproven = verify_and_pack(&container, DOCUMENT, &asked(), &TOWN.trust, &silent, noon());
    assert_eq!(code(unproven), "revocation-unknown");
}

#[test]
fn a_verdict_against_a_signature_is_kept_and_repeated_too() {
    let revoked = list(vec![entry(&TOWN.citizen, clock("11:00"), None)], |_| {});
    for (crls, expected) in [
        (&[revoked.as_slice()][..], "revoked"),
        (&[], "revocation-unknown"),
    ] {
        let container = signed(&TOWN.citizen, Form::Detached);
        let evidence = Evidence {
            crls,
            ..Evidence::default()
        };
        let signed = Signed::Bytes(DOCUMENT.to_vec());
        let package = pack(&container, signed, &asked(), &TOWN.trust, &evidence, noon());
        assert_eq!(package.verdict().code, expected);
        assert!(package.verdict().verified.is_none());
        let found = reverify(&reread(&package), &TOWN.trust, None).unwrap();
        assert_eq!(found.verdict.code, expected);
    }
}

#[test]
fn a_digest_stands_for_bytes_that_are_kept_elsewhere() {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, DOCUMENT);
    for form in [Form::Attached, Form::Detached] {
        let container = signed(&TOWN.citizen, form);
        let crl = list(vec![], |_| {});
        let evidence = Evidence {
            crls: &[&crl],
            ..Evidence::default()
        };
        let of = |digest: &[u8]| Signed::Digest {
            sha256: digest.to_vec(),
            message: digest.to_vec(),
        };
        let packed = |signed| pack(&container, signed, &asked(), &TOWN.trust, &evidence, noon());
        let package = packed(of(digest.as_ref()));
        assert_eq!(package.verdict().code, VALID);
        assert_eq!(code(reverify(&reread(&package), &TOWN.trust, None)), "ok");
        let expected = match form {
            Form::Attached => "content-differs",
            Form::Detached => "digest-mismatch",
        };
        assert_eq!(packed(of(&[7; 32])).verdict().code, expected);
    }
}

#[test]
fn a_gost_signature_is_packed_by_its_own_digest_and_stamped_by_an_rsa_authority() {
    let (from, to) = term();
    let mut ca = TestCa::generate_as(Family::Gost, "ҰКО (GOST SANDBOX)", from, to).unwrap();
    let key = ca.issue(&person(), from, to).unwrap();
    let files = [ca.certificates(), TOWN.ca.certificates()].concat();
    let load = || Trust::from_certificates(files.iter().map(Vec::as_slice)).unwrap();
    let trust = load().with_time_stamping(load(), [POLICY]).unwrap();
    let container = signed(&key, Form::Detached);
    let examined = examine(&container, DOCUMENT, &asked(), &trust, noon()).unwrap();
    let token = token(&tsa(), examined.signature_value(), &Stamp::at(noon()));
    let response = ca.ocsp(&examined.ocsp_request(NONCE), noon()).unwrap();
    let evidence = Evidence {
        ocsp: Some(OcspAnswer {
            response: &response,
            nonce: Some(NONCE),
        }),
        token: Some(&token),
        ..Evidence::default()
    };
    let own = streebog(DOCUMENT);
    let sha256 = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, DOCUMENT);
    let sha256 = sha256.as_ref().to_vec();
    for (message, expected) in [(own, VALID), (sha256.clone(), "digest-mismatch")] {
        let sha256 = sha256.clone();
        let signed = Signed::Digest { sha256, message };
        let package = pack(
            &container,
            signed,
            &asked(),
            &trust,
            &evidence,
            clock("15:00"),
        );
        assert_eq!(package.verdict().code, expected);
        let now = Some(clock("15:00"));
        assert_eq!(code(reverify(&reread(&package), &trust, now)), "ok");
    }
}

#[test]
fn a_set_of_files_that_is_not_the_manifests_is_broken() {
    let files = whole().to_files().unwrap();
    let broken = |change: &dyn Fn(&mut Vec<File>)| {
        let mut changed = files.clone();
        change(&mut changed);
        code(EvidencePackage::from_files(&changed))
    };
    assert_eq!(broken(&|all| all.reverse()), "ok");
    for missing in 0..files.len() {
        assert_eq!(
            broken(&|all| drop(all.remove(missing))),
            "package-broken",
            "{missing}"
        );
    }
    let extra = |name: &str| (name.to_owned(), b"extra".to_vec());
    assert_eq!(broken(&|all| all.push(extra("stranger"))), "package-broken");
    assert_eq!(
        broken(&|all| all.push(extra("token.tst"))),
        "package-broken"
    );
    let listed = |all: &mut Vec<File>, name: &str| {
        let (_, manifest) = all.iter_mut().find(|(one, _)| one == MANIFEST).unwrap();
        let digest = "3b9358fd1b4ae3c3e1bd0ae4a8ca31a1dc1fad97bfe8cdd4a5b1be1c9a4bb5c4";
        manifest.extend(format!("{digest}  {name}\n").bytes());
        all.push(extra(name));
    };
    assert_eq!(broken(&|all| listed(all, "stranger")), "package-broken");
    let flood = |all: &mut Vec<File>| all.extend((0..MAX_FILES).map(|n| extra(&n.to_string())));
    assert_eq!(broken(&flood), "package-broken");
}

#[test]
fn the_shell_can_check_the_manifest() {
    let text = whole().to_files().unwrap().pop().unwrap().1;
    let text = String::from_utf8(text).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    assert_eq!(first, "# shanyraq/evidence/1");
    for line in rest.lines() {
        let (digest, name) = line.split_once("  ").unwrap();
        assert_eq!(digest.len(), 64);
        assert!(!name.contains(' '));
    }
}

/// An authority for stamps whose certificate ends at an instant.
fn until(ends: &str) -> Key {
    let ends: Timestamp = ends.parse().unwrap();
    tsa_with(|tbs| tbs.validity.not_after = time(ends))
}

fn stamp(package: &mut EvidencePackage, key: &Key, at: &str) -> &'static str {
    let at: Timestamp = at.parse().unwrap();
    let message = package.to_be_stamped().unwrap();
    let token = token(key, &message, &Stamp::at(at));
    code(package.add_stamp(token, &trust(), None, at))
}

#[test]
fn stamps_hand_the_package_from_one_authority_to_the_next() {
    let mut package = whole();
    let end_of_2026 = term().1;
    let day = SignedDuration::from_hours(24);
    let due = |package: &EvidencePackage, at: &str| {
        needs_restamp(package, at.parse().unwrap(), 30 * day).unwrap()
    };
    assert!(!due(&package, "2026-11-01T00:00:00Z"));
    assert!(due(&package, "2026-12-05T00:00:00Z"));
    let after = Some(end_of_2026 + day);
    assert_eq!(code(reverify(&package, &trust(), after)), "token-ended");
    assert_eq!(
        stamp(
            &mut package,
            &until("2030-01-01T00:00:00Z"),
            "2026-12-05T00:00:00Z"
        ),
        "ok"
    );
    assert!(!due(&package, "2026-12-05T00:00:00Z"));
    assert_eq!(code(reverify(&package, &trust(), after)), "ok");
    assert!(due(&package, "2029-12-15T00:00:00Z"));
    assert_eq!(
        stamp(
            &mut package,
            &until("2035-01-01T00:00:00Z"),
            "2029-12-15T00:00:00Z"
        ),
        "ok"
    );
    let package = reread(&package);
    let in_2034 = Some("2034-01-01T00:00:00Z".parse().unwrap());
    let found = reverify(&package, &trust(), in_2034).unwrap();
    assert_eq!(found.verdict.code, VALID);
    assert_eq!(found.stamps.len(), 2);
    assert!(found.stamps[0].made_at < found.stamps[1].made_at);
    let in_2036 = Some("2036-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(code(reverify(&package, &trust(), in_2036)), "token-ended");
    assert_eq!(code(reverify(&package, &trust(), None)), "ok");
}

#[test]
fn a_stamp_after_a_gap_or_out_of_order_saves_nothing() {
    let mut late = whole();
    assert_eq!(
        stamp(
            &mut late,
            &until("2030-01-01T00:00:00Z"),
            "2027-01-01T00:00:00Z"
        ),
        "ok"
    );
    assert_eq!(code(reverify(&late, &trust(), None)), "token-ended");
    let mut swapped = whole();
    for at in ["2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"] {
        assert_eq!(
            stamp(&mut swapped, &until("2030-01-01T00:00:00Z"), at),
            "ok"
        );
    }
    assert_eq!(code(reverify(&swapped, &trust(), None)), "ok");
    swapped.stamps.swap(0, 1);
    assert_eq!(code(reverify(&swapped, &trust(), None)), "token-imprint");
    let mut changed = whole();
    assert_eq!(
        stamp(
            &mut changed,
            &until("2030-01-01T00:00:00Z"),
            "2026-04-01T00:00:00Z"
        ),
        "ok"
    );
    changed.crls.clear();
    assert_eq!(code(reverify(&changed, &trust(), None)), "token-imprint");
}

#[test]
fn what_no_token_protects_is_due_for_a_stamp() {
    let container = signed(&TOWN.citizen, Form::Detached);
    let crl = list(vec![], |_| {});
    let evidence = Evidence {
        crls: &[&crl],
        ..Evidence::default()
    };
    let signed = Signed::Bytes(DOCUMENT.to_vec());
    let mut package = pack(&container, signed, &asked(), &TOWN.trust, &evidence, noon());
    assert!(needs_restamp(&package, noon(), minutes(0)).unwrap());
    assert_eq!(stamp(&mut package, &tsa(), "2026-03-02T12:05:00Z"), "ok");
    assert!(!needs_restamp(&package, noon(), minutes(0)).unwrap());
    package.stamps.push(b"nonsense".to_vec());
    assert_eq!(
        code(needs_restamp(&package, noon(), minutes(0))),
        "token-malformed"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flipped_bit_in_any_file_is_seen(file in any::<prop::sample::Index>(), bit in any::<usize>()) {
        let mut files = PACKED.clone();
        let (name, bytes) = &mut files[file.index(PACKED.len())];
        let name = name.clone();
        let place = bit / 8 % bytes.len();
        bytes[place] ^= 1 << (bit % 8);
        let found = EvidencePackage::from_files(&files);
        prop_assert_eq!(code(found), "package-broken", "{}", name);
    }

    #[test]
    fn a_flipped_bit_is_seen_by_the_stamp_even_when_the_manifest_is_written_anew(
        file in any::<prop::sample::Index>(),
        bit in any::<usize>(),
    ) {
        let mut files = PACKED.clone();
        files.pop();
        let (name, bytes) = &mut files[file.index(PACKED.len() - 1)];
        let name = name.clone();
        let place = bit / 8 % bytes.len();
        bytes[place] ^= 1 << (bit % 8);
        files.push((MANIFEST.to_owned(), manifest(&files)));
        if let Ok(package) = EvidencePackage::from_files(&files) {
            // The last stamp is protected by nothing but itself: its unsigned parts say nothing.
            let found = reverify(&package, &trust(), None);
            let is_stamp = name.starts_with("stamp-");
            prop_assert!(found.is_err() || is_stamp, "{}", name);
        }
    }
}

/// The whole package with a stamp, as files.
static PACKED: std::sync::LazyLock<Vec<File>> = std::sync::LazyLock::new(|| {
    let mut package = whole();
    assert_eq!(stamp(&mut package, &tsa(), "2026-04-01T00:00:00Z"), "ok");
    package.to_files().unwrap()
});

/// A manifest as a forger writes it.
fn manifest(files: &[File]) -> Vec<u8> {
    let mut text = b"# shanyraq/evidence/1\n".to_vec();
    for (name, bytes) in files {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
        let digits = digest.as_ref().iter().map(|byte| format!("{byte:02x}"));
        text.extend(digits.collect::<String>().bytes());
        text.extend(format!("  {name}\n").bytes());
    }
    text
}
