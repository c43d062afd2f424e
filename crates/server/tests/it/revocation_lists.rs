//! The responder against the lists: lists help where it is silent, never against its word; and which lists are kept.

use std::net::TcpListener;

use app::lists::{keep_list, refresh_lists};
use app::{Error, Office};
use casework::case::Phase;
use casework::event::Evidence;
use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use sandbox::ca::{Form, Points, Role, TestCa};
use sandbox::choice::{KeyKind, OcspMode};

use crate::office::{Citizen, TestOffice, for_each_engine};
use crate::signatures::{container, profile};

async fn submit(citizen: &Citizen<'_>) -> Result<CaseNumber, Error> {
    let reviewed = citizen.review(&citizen.fill_in().await).await.unwrap();
    let container = citizen.sign(&reviewed, KeyKind::Good);
    citizen.submit(&reviewed, &container).await
}

fn assert_revoked(found: &Result<CaseNumber, Error>) {
    assert!(matches!(found, Err(Error::Rejected { code: "revoked" })));
}

/// Fetches the lists that are due, and lets a minute pass.
async fn refresh(office: &TestOffice) -> usize {
    let came = refresh_lists(&office.app, office.town.now()).await.unwrap();
    office.at_instant(office.town.now() + SignedDuration::from_mins(1));
    came
}

/// The SHA-256 of the list that is kept from the town's address with that ending.
async fn kept(office: &Office, ending: &str) -> String {
    let rows = office.store.lists().await.unwrap();
    let row = rows.iter().find(|row| row.address.ends_with(ending));
    row.expect("it is kept").digest.clone()
}

async fn evidence(office: &TestOffice, number: &CaseNumber) -> Evidence {
    let evidence = office.case(number).await.evidence.unwrap();
    evidence.signature().unwrap().clone()
}

#[tokio::test]
async fn person_revoked_after_the_list_was_made_is_found_by_the_changes() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let kulyash = office.citizen("kulyash").await;
        assert_eq!(refresh(office).await, 4);
        let whole = kept(&office.app, "rsa.crl").await;
        let changes = kept(&office.app, "rsa-delta.crl").await;
        office.ocsp(OcspMode::Down);
        let before = submit(&madina).await.unwrap();
        let named = evidence(office, &before).await;
        assert!(named.by_list);
        assert_eq!(
            (&named.ocsp_digest, named.delta_digest),
            (&whole, Some(changes.clone()))
        );

        office.town.revoke("madina").unwrap();
        office.later(SignedDuration::from_hours(1));
        assert_eq!(refresh(office).await, 4);
        assert_eq!(kept(&office.app, "rsa.crl").await, whole, "of the same day");
        assert_ne!(kept(&office.app, "rsa-delta.crl").await, changes);
        assert_revoked(&submit(&madina).await);
        // Others are not touched by it, and their evidence is their own authority's.
        let number = submit(&kulyash).await.unwrap();
        let named = evidence(office, &number).await;
        assert_eq!(named.ocsp_digest, kept(&office.app, "gost.crl").await);
        let changes = kept(&office.app, "gost-delta.crl").await;
        assert_eq!(named.delta_digest, Some(changes));
        // Everything that the journal names is kept.
        for digest in [Some(named.ocsp_digest), named.delta_digest]
            .into_iter()
            .flatten()
        {
            assert!(
                office
                    .app
                    .store
                    .blob(&digest, u64::MAX)
                    .await
                    .unwrap()
                    .is_some()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn lists_help_where_the_answer_cannot_be_believed_and_never_against_its_word() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let kulyash = office.citizen("kulyash").await;
        refresh(office).await;
        for mode in [OcspMode::NoNonce, OcspMode::Stale, OcspMode::Malformed] {
            office.ocsp(mode);
            let number = submit(&kulyash).await.unwrap();
            assert!(evidence(office, &number).await.by_list, "{}", mode.word());
            assert!(office.case(&number).await.registration.is_some());
        }

        // The lists do not know it yet, and the responder says so in an answer without our nonce.
        office.town.revoke("madina").unwrap();
        office.at_instant(office.town.now() + SignedDuration::from_mins(1));
        office.ocsp(OcspMode::NoNonce);
        assert_revoked(&submit(&madina).await);
        assert_eq!(madina.cases_and_drafts().await.0, 0);

        // It knows nobody: the case waits although the lists are clean, and goes on when the responder does.
        office.ocsp(OcspMode::Unknown);
        let number = submit(&kulyash).await.unwrap();
        for _ in 0..2 {
            let case = office.case(&number).await;
            assert_eq!((case.phase, case.evidence), (Phase::Received, None));
            office.later(SignedDuration::from_mins(10));
            office.drain_jobs().await;
        }
        office.ocsp(OcspMode::Normal);
        office.later(SignedDuration::from_mins(10));
        office.drain_jobs().await;
        let named = evidence(office, &number).await;
        assert!(!named.by_list);
        assert_eq!(named.delta_digest, None);
        let digest = office.case(&number).await.filed.container_digest;
        let package = app::evidence::package_of(&office.app, &digest)
            .await
            .unwrap();
        let answer = package.unwrap().ocsp.unwrap().response;
        assert_eq!(named.ocsp_digest, casework::canonical::sha256_hex(&answer));
    })
    .await;
}

#[tokio::test]
async fn old_forged_or_broken_list_never_takes_the_place_of_the_kept_one() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let bundle = std::fs::read_to_string(office.town_folder().join("ca.pem")).unwrap();
        let ca = TestCa::from_pem_bundle(&bundle).unwrap();
        let (from, until) = ("2018-01-01T00:00:00Z", "2046-12-31T00:00:00Z");
        let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
        let rogue = TestCa::generate(sandbox::vault::CA_NAME, from, until).unwrap();
        assert_eq!(refresh(office).await, 4);
        assert_eq!(refresh(office).await, 0, "within the hour");
        let now = office.now();
        let (hour, day) = (
            SignedDuration::from_hours(1),
            SignedDuration::from_hours(24),
        );
        let later = now + hour;
        let broken = {
            let mut list = ca.changes(later).unwrap();
            let end = list.len() - 1;
            list[end] ^= 1;
            list
        };
        let [whole, changes, ..] = &office.town.list_urls;
        let app = &office.app;
        let bad = [
            (whole, ca.list(now - day).unwrap()),
            (changes, ca.changes(now - hour).unwrap()),
            (whole, rogue.list(later + day).unwrap()),
            (changes, rogue.changes(later).unwrap()),
            (changes, broken),
            (changes, b"<html>maintenance</html>".to_vec()),
            (changes, Vec::new()),
        ];
        let before = app.store.lists().await.unwrap();
        for (address, list) in bad {
            assert!(!keep_list(app, address, list, later).await.unwrap());
            assert_eq!(app.store.lists().await.unwrap(), before);
        }
        let newer = ca.changes(later).unwrap();
        let digest = casework::canonical::sha256_hex(&newer);
        assert!(keep_list(app, changes, newer, later).await.unwrap());
        assert_eq!(kept(app, "rsa-delta.crl").await, digest);
    })
    .await;
}

#[tokio::test]
async fn address_in_a_certificate_is_never_asked() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let trap = TcpListener::bind("127.0.0.1:0").unwrap();
        trap.set_nonblocking(true).unwrap();
        let address = format!("http://{}/list.crl", trap.local_addr().unwrap());
        let bundle = std::fs::read_to_string(office.town_folder().join("ca.pem")).unwrap();
        let ca = TestCa::from_pem_bundle(&bundle)
            .unwrap()
            .publishing_at(Points {
                whole: address.clone(),
                changes: address.clone(),
            });
        let day = SignedDuration::from_hours(24);
        let madina = profile(office, "madina", Role::Individual, None);
        let (from, until) = (office.now() - day, office.now() + day);
        let key = ca.issue_off_the_books(&madina, from, until).unwrap();
        let written = key.certificate_der();
        let is_written = written
            .windows(address.len())
            .any(|one| one == address.as_bytes());
        assert!(is_written, "the certificate says so");

        let madina = office.citizen("madina").await;
        refresh(office).await;
        office.ocsp(OcspMode::Down);
        let reviewed = madina.review(&madina.fill_in().await).await.unwrap();
        let signed = container(&key, &reviewed.text, office, Form::Attached);
        let number = madina.submit(&reviewed, &signed).await.unwrap();
        assert!(evidence(office, &number).await.by_list);
        let asked = trap.accept();
        assert!(asked.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock));
    })
    .await;
}
