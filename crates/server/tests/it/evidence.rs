//! What proves a signature: a token at once or later, a list where the responder is silent, a package that anybody
//! checks again, and stamps for years.

use casework::case::Phase;
use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use sandbox::choice::{KeyKind, OcspMode, TsaMode};
use signature::package::{EvidencePackage, Reverified, VALID, reverify};

use crate::http::Program;
use crate::office::{Citizen, TestOffice, for_each_engine};

const YEAR: SignedDuration = SignedDuration::from_hours(24 * 365);

async fn file_with(citizen: &Citizen<'_>, kind: KeyKind) -> CaseNumber {
    let reviewed = citizen.review(&citizen.fill_in().await).await.unwrap();
    let container = citizen.sign(&reviewed, kind);
    citizen.submit(&reviewed, &container).await.unwrap()
}

/// The package of the application's signature.
async fn package(office: &TestOffice, number: &CaseNumber) -> EvidencePackage {
    let case = office.case(number).await;
    let digest = &case.filed.container_digest;
    let package = app::evidence::package_of(&office.app, digest).await;
    package.unwrap().expect("a package is kept")
}

/// The package checked again, with no network: the town may have burnt down.
fn again(office: &TestOffice, package: &EvidencePackage) -> Reverified {
    let found = reverify(package, &office.app.trust, Some(office.now()));
    let Ok(found) = found else {
        panic!("another verdict");
    };
    assert_eq!(found.verdict.code, VALID);
    found
}

#[tokio::test]
async fn signature_gets_its_token_at_once_and_the_package_is_checked_again_alone() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = file_with(&office.citizen("madina").await, KeyKind::Good).await;
        let left = office.app.store.jobs_left().await.unwrap();
        assert_eq!(
            left, 0,
            "the number came with the filing, the token at once"
        );
        let package = package(office, &number).await;
        let found = again(office, &package);
        assert!(found.stamps.is_empty());
        let verified = found.verdict.verified.unwrap();
        let token = verified.time_stamp.expect("a token over the signature");
        assert_eq!(token.policy, sandbox::ca::STAMP_POLICY);
        assert!(verified.revocation.ocsp().unwrap().nonce_matched);

        // Anything changed in it shows.
        for (name, _) in package.to_files().ok().unwrap() {
            let mut files = package.to_files().ok().unwrap();
            let one = files.iter_mut().find(|file| file.0 == name).unwrap();
            one.1.push(b' ');
            let read = EvidencePackage::from_files(&files);
            assert!(read.is_err(), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn authority_that_is_slow_silent_or_wrong_holds_nobody_and_the_token_comes_later() {
    for_each_engine("2026-11-17T10:00", async |office| {
        for (person, mode) in [
            ("madina", TsaMode::Slow),
            ("kulyash", TsaMode::Down),
            ("viktor", TsaMode::WrongImprint),
        ] {
            let citizen = office.citizen(person).await;
            office.tsa(mode);
            let received = office.now();
            let number = file_with(&citizen, KeyKind::Good).await;
            let case = office.case(&number).await;
            assert!(case.registration.is_some(), "the case is not held");
            let early = package(office, &number).await;
            let verified = early.verdict().verified.clone().unwrap();
            assert_eq!(verified.time_stamp, None);
            assert_eq!(verified.at, received, "our receipt is the proven time");
            office.later(SignedDuration::from_mins(10));
            office.drain_jobs().await;
            assert!(package(office, &number).await.stamps.is_empty());
            assert_eq!(office.app.store.jobs_left().await.unwrap(), 1, "it asks on");

            office.tsa(TsaMode::Normal);
            office.later(SignedDuration::from_mins(20));
            office.drain_jobs().await;
            let late = package(office, &number).await;
            assert_eq!(late.verdict().verified, early.verdict().verified);
            assert_eq!(again(office, &late).stamps.len(), 1);
            assert_eq!(office.app.store.jobs_left().await.unwrap(), 0);
        }
    })
    .await;
}

#[tokio::test]
async fn token_is_not_lost_while_the_responder_is_silent() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        office.ocsp(OcspMode::Down);
        let number = file_with(&madina, KeyKind::Good).await;
        assert_eq!(office.case(&number).await.phase, Phase::Received);
        office.later(SignedDuration::from_hours(30));
        office.ocsp(OcspMode::Normal);
        office.drain_jobs().await;
        let package = package(office, &number).await;
        let verified = again(office, &package).verdict.verified.unwrap();
        let made_at = verified.time_stamp.unwrap().made_at;
        let filed_at = office.case(&number).await.filed.filed_at;
        let apart = made_at.duration_since(filed_at).abs();
        assert!(apart < SignedDuration::from_mins(5), "{apart}");
    })
    .await;
}

#[tokio::test]
async fn list_answers_where_the_responder_is_silent() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let (madina, kulyash) = (
            office.citizen("madina").await,
            office.citizen("kulyash").await,
        );
        // The revoked key is issued before the list is made.
        office.town.key("kulyash", KeyKind::Revoked).unwrap();
        let came = app::lists::refresh_lists(&office.app, office.town.now()).await;
        assert_eq!(came.unwrap(), 4, "two of each family");
        let again_soon = app::lists::refresh_lists(&office.app, office.town.now()).await;
        assert_eq!(again_soon.unwrap(), 0, "within the hour");
        office.at_instant(office.town.now() + SignedDuration::from_mins(1));
        office.ocsp(OcspMode::Down);
        let number = file_with(&madina, KeyKind::Good).await;
        let filed = office.case(&number).await;
        assert!(filed.registration.is_some());
        assert!(filed.evidence.unwrap().signature().unwrap().by_list);
        let package = package(office, &number).await;
        assert!(again(office, &package).verdict.verified.is_some());

        let reviewed = kulyash.review(&kulyash.fill_in().await).await.unwrap();
        let container = kulyash.sign(&reviewed, KeyKind::Revoked);
        let revoked = kulyash.submit(&reviewed, &container).await;
        assert!(matches!(
            revoked,
            Err(app::Error::Rejected { code: "revoked" })
        ));

        // A list that has run out says nothing: the case waits as before.
        office.later(SignedDuration::from_hours(49));
        let waiting = file_with(&kulyash, KeyKind::Good).await;
        assert_eq!(office.case(&waiting).await.phase, Phase::Received);
        office.ocsp(OcspMode::Normal);
        office.later(SignedDuration::from_mins(10));
        office.drain_jobs().await;
        assert!(office.case(&waiting).await.evidence.is_some());
    })
    .await;
}

#[tokio::test]
async fn key_revoked_at_the_town_signs_nothing_from_then_on() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let before = file_with(&madina, KeyKind::Good).await;
        office.town.revoke("madina").unwrap();
        office.later(SignedDuration::from_hours(1));
        let reviewed = madina.review(&madina.fill_in().await).await.unwrap();
        let container = madina.sign(&reviewed, KeyKind::Good);
        let after = madina.submit(&reviewed, &container).await;
        assert!(matches!(
            after,
            Err(app::Error::Rejected { code: "revoked" })
        ));
        // What was signed before stands, and its package says so.
        let package = package(office, &before).await;
        again(office, &package);
    })
    .await;
}

#[tokio::test]
async fn new_stamps_take_over_for_years_and_each_only_once() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = file_with(&office.citizen("madina").await, KeyKind::Good).await;
        office.drain_jobs().await;
        let first = again(office, &package(office, &number).await);
        let ends = first.verdict.verified.unwrap().time_stamp.unwrap().ends;
        let mut stamps = 0;
        for _ in 0..3 {
            // The authority's certificate lasts three years; the town makes a new one a month before.
            let due = ends + YEAR * 3 * stamps - SignedDuration::from_hours(24 * 20);
            office.at_instant(due);
            let enqueued = app::evidence::enqueue_stamps(&office.app, office.now(), 9).await;
            assert_eq!(enqueued.unwrap(), 1);
            let twice = app::evidence::enqueue_stamps(&office.app, office.now(), 9).await;
            assert_eq!(twice.unwrap(), 1, "enqueued under the same key");
            office.drain_jobs().await;
            stamps += 1;
            let found = again(office, &package(office, &number).await);
            assert_eq!(i32::try_from(found.stamps.len()).unwrap(), stamps);
            let enough = app::evidence::enqueue_stamps(&office.app, office.now(), 9).await;
            assert_eq!(enough.unwrap(), 0);
        }
        assert!(
            office.now() > ends + YEAR,
            "the first certificate ended long ago"
        );

        // Without the stamps in between the same package would prove nothing today.
        let mut bare = package(office, &number).await;
        bare.stamps.clear();
        let files = bare.to_files().ok().unwrap();
        let bare = EvidencePackage::from_files(&files).ok().unwrap();
        let late = reverify(&bare, &office.app.trust, Some(office.now()));
        assert_eq!(late.err().unwrap().code(), "token-ended");
    })
    .await;
}

#[tokio::test]
async fn exported_package_is_checked_again_by_the_program_and_a_changed_one_is_not() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = file_with(&office.citizen("madina").await, KeyKind::Good).await;
        office.drain_jobs().await;
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("package");
        let (to, trust) = (
            to.to_str().unwrap(),
            office.town.trust_dir.to_str().unwrap(),
        );
        let export = ["signature", "export", number.as_str(), "--to", to];
        let (code, said) = Program::told(office, &export);
        assert_eq!(code, Some(0), "{said}");
        let (code, said) = Program::told(office, &export);
        assert_eq!(code, Some(2), "nothing is mixed up: {said}");
        let (code, said) = Program::told(office, &["signature", "export", "none", "--to", "x"]);
        assert_eq!(code, Some(2), "{said}");

        let verify = ["signature", "verify", "--evidence", to, "--trust", trust];
        let (code, said) = Program::told(office, &verify);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.starts_with("verdict      valid: "), "{said}");
        let (code, said) = Program::told(office, &[&["--json"], &verify[..]].concat());
        let report: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!((code, &report["verdict"]), (Some(0), &"valid".into()));
        assert_eq!(report["signer"]["iin"], office.iin("madina").as_str());

        // Long after the certificate behind the token the package without new stamps proves nothing.
        let late = [&verify[..], &["--at", "2040-01-01T00:00:00Z"]].concat();
        let (code, said) = Program::told(office, &late);
        assert_eq!(code, Some(1));
        assert!(said.contains("token-ended"), "{said}");

        let signed = std::path::Path::new(to).join("signed.bin");
        std::fs::write(signed, "another application").unwrap();
        let (code, said) = Program::told(office, &verify);
        assert_eq!(code, Some(1));
        assert!(said.contains("package-broken"), "{said}");
    })
    .await;
}
