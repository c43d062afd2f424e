//! A clock that jumps: nobody is signed in for longer than allowed, no job is lost or done twice, no term moves, and the
//! order of a journal is that of its places.

use app::session;
use jiff::SignedDuration;
use sandbox::choice::KeyKind;

use crate::http::Doors;
use crate::office::{Engine, TestOffice, for_each_engine, log_in, moment};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[tokio::test]
async fn session_ends_on_a_clock_that_jumped_forward_and_is_no_longer_on_one_that_jumped_back() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let now = office.now();
        let session = log_in(office, "madina", KeyKind::Good).await.unwrap();
        let row = office.app.store.session(&session.token_digest, now).await;
        let end = row.unwrap().unwrap().expires_at;
        assert_eq!(end, now + HOUR * 2);
        let at = async |instant| {
            let row = office.app.store.session(&session.token_digest, instant);
            row.await.unwrap().map(|row| row.expires_at)
        };
        assert_eq!(
            at(now - HOUR * 24).await,
            Some(end),
            "back: as long as it was"
        );
        assert_eq!(at(now + HOUR * 24 * 365).await, None, "forward: signed out");
        let account = session::account(&office.app, &session).await;
        assert!(account.is_ok());
    })
    .await;
}

#[tokio::test]
async fn jobs_are_done_once_whichever_way_the_clock_jumps() {
    for_each_engine("2026-11-20T19:40", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        office.at("2026-11-23T09:00");
        let (store, now) = (&office.app.store, office.now());
        let lease = SignedDuration::from_mins(2);
        assert_eq!(store.claim_jobs(now, 9, lease).await.unwrap().len(), 1);
        // The clock is set back while a worker has the job: nobody else takes it, and it is not due.
        assert_eq!(
            app::jobs::run_due(&office.app, now - HOUR, 9)
                .await
                .unwrap(),
            0
        );
        assert_eq!(store.jobs_left().await.unwrap(), 1, "nor is it lost");
        // And forward, far beyond the lease: it is done, and once.
        office.at("2026-11-23T18:00");
        office.drain_jobs().await;
        assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
        office.drain_jobs().await;
        assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
    })
    .await;
}

#[tokio::test]
async fn terms_stand_and_the_journal_keeps_its_order_when_the_clock_is_set_back() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        let before = madina.view(&number).await.unwrap().deadlines.answer.day;
        let askar = office.official("askar").await;
        let earlier = office.now() - HOUR;
        let take = app::officer_command::take(&office.app, &askar.officer, &number, earlier);
        take.await.unwrap();
        assert_eq!(
            office.kinds(&number).await,
            ["filed", "registered", "taken"]
        );
        let after = madina.view(&number).await.unwrap().deadlines.answer.day;
        assert_eq!(after, before, "the term is counted from the registered day");
        let report = office.app.store.verify().await.unwrap();
        assert!(report.is_sound(), "{:?}", report.faults);
    })
    .await;
}

#[tokio::test]
async fn pages_and_forms_go_on_when_the_clock_is_set_back_by_years() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let madina = office.citizen("madina").await;
    let number = madina.file().await;
    let draft = madina.fill_in().await;
    let doors = Doors::of(&office);
    let mut citizen = doors.registered("madina").await;
    let mut executor = doors.signed_in("askar").await;
    let section = format!("/drafts/{draft}/section/account");
    let seen = citizen.get(&section).await;
    assert_eq!(seen.status, 200);
    // To a day on which the edition of the case was not in force yet.
    office.set_back("2022-11-17T10:00");
    let desk = format!("/office/astana-social/cases/{number}");
    for path in [
        "/account".to_owned(),
        format!("/cases/{number}"),
        section.clone(),
    ] {
        let page = citizen.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text());
    }
    for path in ["/office/astana-social".to_owned(), desk.clone()] {
        let page = executor.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text());
    }
    let fields = [("account.iban", "KZ1"), ("account.bank", "Kaspi Bank")];
    let page = citizen.post(&section, &fields).await;
    assert_eq!(page.status, 200, "taken, and judged: {}", page.text());
    let kept = madina.draft(&draft).await.unwrap().answers;
    let bank = casework::event::Answer::One("Kaspi Bank".to_owned());
    assert_eq!(kept["account.bank"], bank);
    assert_eq!(
        executor.post(&format!("{desk}/take"), &[]).await.status,
        303
    );
    let case = office.case(&number).await;
    assert_eq!(
        case.filed.edition.0,
        "housing-assistance/2023-12-24-order-117"
    );
    let report = office.app.store.verify().await.unwrap();
    assert!(report.is_sound(), "{:?}", report.faults);
}
