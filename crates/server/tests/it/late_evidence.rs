//! The responder does not answer: the application is received, its day stands, and its number comes later.

use app::Error;
use casework::Refusal;
use casework::case::Phase;
use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use sandbox::choice::{KeyKind, OcspMode};

use crate::office::{Citizen, TestOffice, for_each_engine};

/// Files with a key of that kind while the responder behaves like this.
async fn file_in(citizen: &Citizen<'_>, mode: OcspMode, kind: KeyKind) -> CaseNumber {
    let reviewed = citizen.review(&citizen.fill_in().await).await.unwrap();
    let container = citizen.sign(&reviewed, kind);
    citizen.office.ocsp(mode);
    citizen.submit(&reviewed, &container).await.unwrap()
}

async fn assert_received(office: &TestOffice, number: &CaseNumber) {
    let case = office.case(number).await;
    assert_eq!(case.phase, Phase::Received);
    assert_eq!(case.registration, None);
    assert_eq!(office.kinds(number).await, ["filed"]);
    assert_eq!(office.app.store.jobs_left().await.unwrap(), 1);
}

#[tokio::test]
async fn silent_responder_delays_the_number_and_not_the_day() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let askar = office.official("askar").await;
        let number = file_in(&madina, OcspMode::Down, KeyKind::Good).await;
        assert_received(office, &number).await;
        assert_eq!(madina.cases_and_drafts().await, (1, 0));
        assert_eq!(office.notice_codes("madina").await, ["filed"]);
        let early = askar.take(&number).await;
        assert!(matches!(early, Err(Error::Refused(Refusal::NotRegistered))));

        // It goes on asking, and goes on not knowing.
        for mode in [OcspMode::Down, OcspMode::Stale, OcspMode::Malformed] {
            office.ocsp(mode);
            office.later(SignedDuration::from_mins(10));
            office.drain_jobs().await;
            assert_received(office, &number).await;
        }

        office.at("2026-11-19T08:00");
        office.ocsp(OcspMode::Normal);
        office.drain_jobs().await;
        assert_eq!(
            office.kinds(&number).await,
            ["filed", "evidence-confirmed", "registered"]
        );
        let registration = office.case(&number).await.registration.unwrap();
        assert_eq!(registration.number, "АСТ-2026-000001");
        assert_eq!(registration.day.to_string(), "2026-11-17");
        let deadlines = madina.view(&number).await.unwrap().deadlines;
        assert_eq!(deadlines.answer.day.to_string(), "2026-11-25");
    })
    .await;
}

#[tokio::test]
async fn answer_that_cannot_be_believed_is_no_answer() {
    for_each_engine("2026-11-17T10:00", async |office| {
        for (person, mode) in [
            ("madina", OcspMode::Stale),
            ("kulyash", OcspMode::Malformed),
        ] {
            office.ocsp(OcspMode::Normal);
            let citizen = office.citizen(person).await;
            let number = file_in(&citizen, mode, KeyKind::Good).await;
            assert_received(office, &number).await;
            office.ocsp(OcspMode::Normal);
            office.later(SignedDuration::from_mins(1));
            office.drain_jobs().await;
            assert!(office.case(&number).await.registration.is_some());
        }
    })
    .await;
}

#[tokio::test]
async fn signature_that_turns_out_revoked_voids_the_case_and_the_person_is_told() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let number = file_in(&madina, OcspMode::Down, KeyKind::Revoked).await;
        assert_received(office, &number).await;
        office.ocsp(OcspMode::Normal);
        office.later(SignedDuration::from_mins(10));
        office.drain_jobs().await;
        assert_eq!(office.kinds(&number).await, ["filed", "evidence-rejected"]);
        let case = office.case(&number).await;
        let reason = "revoked".to_owned();
        assert_eq!(case.phase, Phase::Void { reason });
        assert_eq!(case.registration, None, "no number was spent on it");
        assert_eq!(office.notice_codes("madina").await, ["filed", "void"]);
        assert_eq!(office.notices("madina").await[1].facts["reason"], "revoked");
        let late = office.official("askar").await.take(&number).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::Ended { .. }))));

        let kulyash = office.citizen("kulyash").await.file().await;
        let next = office.case(&kulyash).await.registration.unwrap();
        assert_eq!(next.number, "АСТ-2026-000001", "and none is missing");
    })
    .await;
}

#[tokio::test]
async fn evidence_that_came_on_a_day_off_registers_with_the_first_day_that_works() {
    for_each_engine("2026-11-20T19:40", async |office| {
        let madina = office.citizen("madina").await;
        let number = file_in(&madina, OcspMode::Down, KeyKind::Good).await;
        office.at("2026-11-21T12:00");
        office.ocsp(OcspMode::Normal);
        office.drain_jobs().await;
        assert_eq!(office.kinds(&number).await, ["filed", "evidence-confirmed"]);
        office.at("2026-11-23T09:00");
        office.drain_jobs().await;
        let registration = office.case(&number).await.registration.unwrap();
        assert_eq!(registration.day.to_string(), "2026-11-23");
    })
    .await;
}
