//! The legal day of registration: found at filing with its reasons, and the number given when it comes.

use app::Error;
use law::registration::Reason;

use crate::office::for_each_engine;

/// The day on which the case is or will be registered, and the kinds of its reasons.
async fn day_and_reasons(
    citizen: &crate::office::Citizen<'_>,
    number: &casework::identifier::CaseNumber,
) -> (String, Vec<&'static str>) {
    let registration = citizen.view(number).await.unwrap().deadlines.registration;
    let reasons = registration.derivation.iter().map(|reason| match reason {
        Reason::FiledDuringHours { .. } => "during hours",
        Reason::FiledBeforeHours { .. } => "before hours",
        Reason::FiledAfterHours { .. } => "after hours",
        Reason::FiledOnDayOff { .. } => "on a day off",
        Reason::AlsoOff { .. } => "also off",
        Reason::MovedWorkingDay { .. } => "moved working day",
        Reason::WithdrawnDayOff { .. } => "withdrawn day off",
        Reason::EditionChanges { .. } => "edition changes",
    });
    (registration.day.to_string(), reasons.collect())
}

#[tokio::test]
async fn filed_on_friday_evening_gets_its_number_on_monday() {
    for_each_engine("2026-11-20T19:40", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        let (day, reasons) = day_and_reasons(&madina, &number).await;
        assert_eq!(day, "2026-11-23");
        assert_eq!(reasons, ["after hours", "also off", "also off"]);
        for early in ["2026-11-21T12:00", "2026-11-22T23:59", "2026-11-23T08:59"] {
            office.at(early);
            office.drain_jobs().await;
            assert_eq!(office.kinds(&number).await, ["filed"], "at {early}");
        }
        let waiting = office
            .app
            .store
            .organizations_to_register("2026-11-23".parse().unwrap());
        assert_eq!(waiting.await.unwrap(), ["astana-social"]);
        office.at("2026-11-23T09:00");
        office.drain_jobs().await;
        let registration = office.case(&number).await.registration.unwrap();
        assert_eq!(registration.number, "АСТ-2026-000001");
        assert_eq!(registration.day.to_string(), "2026-11-23");
        assert_eq!(office.notice_codes("madina").await, ["filed", "registered"]);
    })
    .await;
}

#[tokio::test]
async fn day_off_that_was_withdrawn_works() {
    for_each_engine("2026-08-31T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        let (day, reasons) = day_and_reasons(&madina, &number).await;
        assert_eq!(day, "2026-08-31");
        assert_eq!(reasons, ["during hours", "withdrawn day off"]);
        assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
    })
    .await;
}

#[tokio::test]
async fn last_evening_of_an_order_is_registered_under_the_next() {
    for_each_engine("2023-12-22T18:20", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let old = madina.review(&draft).await.unwrap();
        assert_eq!(
            madina.look_over(&draft).await.unwrap().edition.act.code,
            "order-539"
        );
        // The office closed while the person was reading.
        office.at("2023-12-22T18:30");
        let changed = madina.sign_and_submit(&old).await;
        assert!(matches!(changed, Err(Error::EditionChanged)));
        assert_eq!(madina.cases_and_drafts().await, (0, 1));

        // The new form asks the numbers of the family members: what is there is kept, and the gaps are named.
        let gaps = madina.review(&draft).await;
        assert!(matches!(&gaps, Err(Error::Problems(all)) if all.len() == 3));
        let number = madina.file().await;
        let (day, reasons) = day_and_reasons(&madina, &number).await;
        assert_eq!(day, "2023-12-25");
        assert_eq!(
            reasons,
            ["after hours", "also off", "also off", "edition changes"]
        );
        office.at("2023-12-25T09:00");
        office.drain_jobs().await;
        let case = office.case(&number).await;
        assert_eq!(
            case.filed.edition.0,
            "housing-assistance/2023-12-24-order-117"
        );
        assert_eq!(case.registration.unwrap().number, "АСТ-2023-000001");
    })
    .await;
}

#[tokio::test]
async fn clock_of_the_place_counts_and_not_that_of_the_capital() {
    // In 2021 Atyrau was an hour behind Astana: 19:10 in Astana was 18:10 there, during hours.
    for_each_engine("2021-03-02T19:10", async |office| {
        let bolat = office.citizen("bolat").await;
        let number = bolat.file().await;
        let (day, reasons) = day_and_reasons(&bolat, &number).await;
        assert_eq!(
            (day.as_str(), reasons),
            ("2021-03-02", vec!["during hours"])
        );
        let madina = office.citizen("madina").await;
        let number = madina.file().await;
        let (day, reasons) = day_and_reasons(&madina, &number).await;
        assert_eq!((day.as_str(), reasons), ("2021-03-03", vec!["after hours"]));
        office.at("2021-03-03T09:00");
    })
    .await;
}

#[tokio::test]
async fn where_the_service_is_not_online_the_portal_files_nothing() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let madina = office.citizen("madina").await;
        let draft = madina.fill_in().await;
        let section = &madina.edition().await.form[1];
        let mut answers = madina.draft(&draft).await.unwrap().answers;
        let semey = casework::event::Answer::One("101010000".to_owned());
        answers.insert("dwelling.place".to_owned(), semey);
        let (app, now) = (&office.app, office.now());
        let saved = app::draft::save(app, &madina.account, &draft, (section, &answers), now).await;
        saved.unwrap();
        let refused = madina.review(&draft).await.err();
        assert!(matches!(
            refused,
            Some(Error::Refused(casework::Refusal::NotOnline { place })) if place == "101010000"
        ));
    })
    .await;
}
