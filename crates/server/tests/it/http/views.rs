//! Who looked at a person's data: every page and file by which an official sees it leaves a record that the person
//! reads.

use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use store::AccessRow;
use web::routes;

use super::browser::Sent;
use super::{Doors, ORGANIZATION, case_before_its_signature};
use crate::office::{Engine, TestOffice, for_each_engine, moment};

/// Routes of the office that show nothing of a person: the choice of the organization.
const NOTHING_PERSONAL: [&str; 1] = ["/{lang}/office"];

async fn looks(office: &TestOffice, number: &CaseNumber) -> Vec<AccessRow> {
    office
        .app
        .store
        .accesses(number, None, 1_000)
        .await
        .unwrap()
}

#[tokio::test]
async fn every_page_of_the_office_that_shows_a_person_is_recorded() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let number = case_before_its_signature(&office, "madina").await;
    let doors = Doors::of(&office);
    let mut seen = 0;
    for route in routes::all() {
        // A program's looks go through the same door, with a token: its own test looks there.
        let is_page = !route.path.starts_with("/api/");
        // At the counter nobody sees a case: its looks have a test of their own there.
        let is_counter = route.path.contains("/counter");
        if route.method != "GET" || !is_page || is_counter || !route.path.contains("/office") {
            continue;
        }
        // Another day, so that every look is the first one of its hour and of its day.
        office.later(SignedDuration::from_hours(24));
        let mut head = doors.browser();
        let page = head.get("/login").await;
        let sent = head.signed(&page.signed_form(), "aigerim");
        head.send(&sent).await;
        let address = route
            .path
            .replace("{lang}", "kk")
            .replace("{org}", ORGANIZATION)
            .replace("{number}", number.as_str())
            .replace("{what}", "application");
        assert!(!address.contains('{'), "{address}: what is it?");
        let before = looks(&office, &number).await.len();
        let page = head.send(&Sent::get(&address)).await;
        let after = looks(&office, &number).await;
        if NOTHING_PERSONAL.contains(&route.path.as_str()) {
            assert_eq!(after.len(), before, "{address}");
            continue;
        }
        assert_eq!(after.len(), before + 1, "{address}: {}", page.status);
        let look = &after[0];
        assert_eq!(look.at, office.now(), "{address}");
        assert_eq!(look.organization, ORGANIZATION);
        assert_eq!(look.roles, "head");
        seen += 1;
    }
    assert!(seen >= 7, "{seen} pages only");
}

#[tokio::test]
async fn a_search_and_a_list_taken_away_are_recorded_for_those_they_name() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let other = office.citizen("madina").await.file().await;
        let doors = Doors::of(office);
        let mut clerk = doors.signed_in("zarina").await;
        let of = async |what: &str| {
            let count = |rows: Vec<AccessRow>| rows.iter().filter(|it| it.what == what).count();
            let (one, two) = (looks(office, &number).await, looks(office, &other).await);
            (count(one), count(two))
        };
        assert_eq!(
            of("list").await,
            (1, 1),
            "the list is what an official sees first"
        );
        assert_eq!((of("search").await, of("export").await), ((0, 0), (0, 0)));
        let path = format!("/office/{ORGANIZATION}?q={number}");
        assert_eq!(clerk.get(&path).await.status, 200);
        assert_eq!(of("search").await, (1, 0), "who is not found was not seen");
        let path = format!("/office/{ORGANIZATION}?export=csv");
        assert_eq!(clerk.get(&path).await.status, 200);
        assert_eq!(of("export").await, (1, 1));
    })
    .await;
}

#[tokio::test]
async fn forty_refreshes_are_one_line_and_a_stranger_leaves_none() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let doors = Doors::of(office);
        let mut clerk = doors.signed_in("zarina").await;
        let mut stranger = doors.signed_in("marat").await;
        let path = format!("/office/{ORGANIZATION}/cases/{number}");
        let of_case = async || {
            let rows = looks(office, &number).await.into_iter();
            rows.filter(|it| it.what == "case").count()
        };
        for _refresh in 0..40 {
            assert_eq!(clerk.get(&path).await.status, 200);
        }
        assert_eq!(stranger.get(&path).await.status, 404);
        let elsewhere = path.replace(ORGANIZATION, "almaty-social");
        assert_eq!(stranger.get(&elsewhere).await.status, 404);
        let nothing = format!("{path}/files/attachment?of=none");
        assert_eq!(clerk.get(&nothing).await.status, 404);
        assert_eq!(of_case().await, 1);
        assert!(
            looks(office, &number)
                .await
                .iter()
                .all(|it| it.what != "attachment")
        );
        office.later(SignedDuration::from_hours(1));
        clerk.get(&path).await;
        assert_eq!(of_case().await, 2, "another hour");
    })
    .await;
}

#[tokio::test]
async fn person_reads_who_looked_and_nobody_else_does() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        let doors = Doors::of(office);
        let mut madina = doors.registered("madina").await;
        let mut bolat = doors.registered("bolat").await;
        let (case, list) = (format!("/cases/{number}"), format!("/cases/{number}/views"));
        madina
            .get(&list)
            .await
            .shows("бірде-бір лауазымды тұлға ашқан жоқ");
        let mut clerk = doors.signed_in("zarina").await;
        let of_case = format!("/office/{ORGANIZATION}/cases/{number}");
        clerk.get(&of_case).await;
        clerk.get(&format!("{of_case}/files/application")).await;
        let rows = looks(office, &number).await;
        let name = &rows[0].officer_name;
        for (language, said) in [
            ("kk", ["Өтінішіңіз бар іс", "Өтінішіңіз файл түрінде"]),
            ("ru", ["Дело с вашим заявлением", "Ваше заявление файлом"]),
            (
                "en",
                [
                    "The case with your application",
                    "Your application as a file",
                ],
            ),
        ] {
            madina.language = language;
            for path in [&case, &list] {
                let page = madina.get(path).await;
                page.shows(name);
                for it in said {
                    page.shows(it);
                }
            }
        }
        assert_eq!(bolat.get(&list).await.status, 404);
        assert_eq!(
            clerk.get(&list).await.location(),
            format!("/kk/register?next={list}")
        );
        assert_eq!(doors.browser().get(&list).await.status, 303);
        assert_eq!(
            looks(office, &number).await.len(),
            rows.len(),
            "the person is no official"
        );
    })
    .await;
}

#[tokio::test]
async fn a_long_list_of_looks_has_pages_that_lose_none() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let number = office.citizen("madina").await.file().await;
    let doors = Doors::of(&office);
    for _hour in 0..30 {
        office.later(SignedDuration::from_hours(1));
        let officer = office.official("zarina").await;
        let seat = &officer.officer;
        let seen = app::access::Seen::Case;
        let view = app::view::case::of_officer(&office.app, seat, &number, &seen, office.now());
        assert!(view.await.is_ok());
    }
    let mut madina = doors.registered("madina").await;
    let first = madina.get(&format!("/cases/{number}/views")).await;
    let lines = |html: &str| {
        html.matches("<tr class=\"govuk-table__row\"><th scope=\"row\"")
            .count()
    };
    assert_eq!(lines(&first.html()), 25);
    let next = first
        .links()
        .into_iter()
        .find(|link| link.contains("after="));
    let second = madina
        .send(&Sent::get(&next.unwrap().replace("&#38;", "&")))
        .await;
    assert_eq!(lines(&second.html()), 5);
    let broken = madina
        .get(&format!("/cases/{number}/views?after=%FF~~"))
        .await;
    assert_eq!(
        broken.status, 200,
        "what is no place in the list is its beginning"
    );
}
