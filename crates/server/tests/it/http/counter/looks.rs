//! Whom a receipt of refusal names reads who looked at it, on a page and as a program; to nobody else it shows.

use app::access::of_receipts;
use jiff::SignedDuration;
use serde_json::json;
use store::{ReceiptRow, StreamId, Subject};

use super::super::Doors;
use super::super::api::{Client, conforms, json_of, problem, text};
use super::super::browser::Sent;
use super::{BRANCH, COUNTER, a_receipt, bolat, issued};
use crate::office::{Engine, TestOffice, for_each_engine, moment};

const MORNING: &str = "2026-11-17T10:00";
const NUMBER: &str = "ХҚО-ҚБТ-2026-000001";

#[tokio::test]
async fn person_named_on_a_receipt_reads_who_looked_and_nobody_else_does() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let place = issued(&mut aliya, &[]).await;
        // Whom a counter sent away may have no account.
        let mut bolat = doors.signed_in("bolat").await;
        bolat.get("/views").await.shows("Көрсететін қараулар жоқ");
        aliya.send(&Sent::get(&place)).await;
        aliya.get(COUNTER).await;
        for (language, said) in [
            ("kk", ["бас тарту туралы қолхат", "қолхаттар тізімі"]),
            ("ru", ["Расписка об отказе", "Список расписок"]),
            ("en", ["The receipt of refusal", "A list of receipts"]),
        ] {
            bolat.language = language;
            let page = bolat.get("/views").await;
            assert_eq!(page.status, 200);
            for it in said {
                page.shows(it);
            }
            page.shows(NUMBER);
            page.shows("Тұрсынова Әлия Нұрланқызы");
            page.shows("10:00");
        }
        for person in ["madina", "askar", "aliya"] {
            let mut other = doors.signed_in(person).await;
            let page = other.get("/views").await;
            page.shows("Көрсететін қараулар жоқ");
            assert!(!page.html().contains(NUMBER), "{person}");
        }
        let nobody = doors.browser().get("/views").await;
        assert_eq!(nobody.location(), "/kk/login?next=/views");
        let receipt = Subject::event(&StreamId::organization(BRANCH), 2);
        let rows = office.app.store.accesses_of(&receipt, None, 9).await;
        assert_eq!(rows.unwrap().len(), 2, "the person is no official");
    })
    .await;
}

#[tokio::test]
async fn program_reads_who_looked_at_receipts_and_at_cases_of_its_person() {
    for_each_engine(MORNING, async |office| {
        let number = office.citizen("madina").await.file().await;
        let place = a_receipt(office).await;
        let doors = Doors::of(office);
        let mut aliya = Client::new(office, doors.browser());
        aliya.log_in("aliya").await;
        let file = format!("/offices/{BRANCH}/counter/receipts/{place}/files/pdf");
        assert_eq!(aliya.get(&file).await.status, 200);
        let mut clerk = doors.signed_in("zarina").await;
        let path = format!("/office/{}/cases/{number}", super::ORGANIZATION);
        assert_eq!(clerk.get(&path).await.status, 200);

        let mut bolat = Client::new(office, doors.browser());
        problem(&bolat.get("/views").await, 401);
        bolat.log_in("bolat").await;
        let told = json_of(&bolat.get("/views").await);
        assert_eq!(told["next"], json!(null));
        assert_eq!(told["views"].as_array().unwrap().len(), 1);
        let look = &told["views"][0];
        assert_eq!(look["name"], "Тұрсынова Әлия Нұрланқызы");
        assert_eq!(look["roles"], json!(["operator"]));
        assert_eq!(look["organization"], BRANCH);
        assert_eq!(
            (&look["what"], &look["detail"]),
            (&json!("receipt"), &json!(NUMBER))
        );
        assert!(text(look, "text").ends_with(NUMBER));
        let of_case = format!("/cases/{number}/views");
        bolat.register().await;
        problem(&bolat.get(&of_case).await, 404);
        problem(&bolat.get("/views?after=x").await, 422);
        problem(&bolat.get("/views?before=x").await, 400);

        let mut madina = Client::new(office, doors.browser());
        madina.log_in("madina").await;
        assert_eq!(json_of(&madina.get("/views").await)["views"], json!([]));
        problem(&aliya.get(&of_case).await, 403);
        madina.register().await;
        let told = json_of(&madina.get(&of_case).await);
        let whats: Vec<_> = told["views"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| text(it, "what"))
            .collect();
        assert!(
            whats.contains(&"case") && !whats.contains(&"receipt"),
            "{whats:?}"
        );
        conforms(&bolat.seen);
        conforms(&madina.seen);
    })
    .await;
}

#[tokio::test]
async fn long_list_of_looks_at_a_receipt_has_pages_that_lose_none() {
    let office = TestOffice::open(Engine::Sqlite, moment(MORNING)).await;
    let place = a_receipt(&office).await;
    for _hour in 0..30 {
        office.later(SignedDuration::from_hours(1));
        let officer = office.official("aliya").await.officer.clone();
        let seen = app::view::counter::receipt(&office.app, &officer, place, office.now());
        assert!(seen.await.is_ok());
    }
    let doors = Doors::of(&office);
    let mut bolat = doors.signed_in("bolat").await;
    let first = bolat.get("/views").await;
    assert_eq!(first.html().matches(NUMBER).count(), 25);
    let mut links = first.links().into_iter();
    let next = links.find(|link| link.contains("after=")).unwrap();
    let second = bolat.send(&Sent::get(&next.replace("&#38;", "&"))).await;
    assert_eq!(second.html().matches(NUMBER).count(), 5);
    // Where the list goes on is nothing by which the official's number is found again.
    let mut program = Client::new(&office, doors.browser());
    program.log_in("bolat").await;
    let told = json_of(&program.get("/views").await);
    let goes_on = text(&told, "next").to_owned();
    let receipt = Subject::event(&StreamId::organization(BRANCH), place);
    let rows = office.app.store.accesses_of(&receipt, None, 99).await;
    let rows = rows.unwrap();
    let iin = office.iin("aliya");
    let bare = format!("shanyraq/officer/1 {BRANCH} {}", iin.as_str());
    let bare = casework::canonical::sha256_hex(bare.as_bytes());
    assert_eq!(rows.len(), 30);
    for row in rows {
        assert!(!goes_on.contains(&row.officer) && !next.contains(&row.officer));
        assert_ne!(row.officer, bare);
    }
    assert!(!goes_on.contains(&bare), "{goes_on}");
    // A place of before, which had it, is none any more.
    let before = format!("/views?after=2026-11-17T10:00:00Z~{bare}~receipt~x");
    problem(&program.get(&before).await, 422);
}

#[tokio::test]
async fn operators_read_of_looks_at_a_list_in_words_that_are_not_those_to_the_person() {
    let office = TestOffice::open(Engine::Sqlite, moment(MORNING)).await;
    let doors = Doors::of(&office);
    let mut aliya = doors.signed_in("aliya").await;
    let place = issued(&mut aliya, &[]).await;
    aliya.get(COUNTER).await;
    let mut bolat = doors.signed_in("bolat").await;
    for (language, said, to_the_person) in [
        ("kk", "Қолхаттар тізімі", "Атыңыз"),
        ("ru", "Список расписок", "с вашим именем"),
        ("en", "A list of receipts", "with your name"),
    ] {
        let address = place.replacen("/kk/", &format!("/{language}/"), 1);
        let page = aliya.send(&Sent::get(&address)).await;
        page.shows(said);
        assert!(!page.text().contains(to_the_person), "{}", page.text());
        bolat.language = language;
        bolat.get("/views").await.shows(to_the_person);
    }
}

#[tokio::test]
async fn journal_says_whom_a_receipt_names_and_a_rebuild_finds_it_anew() {
    for_each_engine(MORNING, async |office| {
        let place = a_receipt(office).await;
        let officer = office.official("aliya").await.officer.clone();
        let seen = app::view::counter::receipt(&office.app, &officer, place, office.now());
        assert!(seen.await.is_ok());
        let of = async |person: &str| {
            let account = office.citizen(person).await.account;
            let looks = of_receipts(&office.app, &account, None).await;
            looks.unwrap().rows.len()
        };
        assert_eq!((of("bolat").await, of("madina").await), (1, 0));
        // A row as one that was written wrong, or by a thief who writes: the journal has another number.
        let wrong = ReceiptRow {
            subject: Subject::event(&StreamId::organization(BRANCH), place),
            recipient: office.citizen("madina").await.account.person.iin,
        };
        office.app.store.tie_receipts(&[wrong]).await.unwrap();
        assert_eq!((of("bolat").await, of("madina").await), (0, 0));
        let rebuilt = app::rebuild_lists::rebuild_lists(&office.app, office.now()).await;
        assert!(rebuilt.is_ok());
        assert_eq!((of("bolat").await, of("madina").await), (1, 0));
        assert_eq!(bolat().0, office.citizen("bolat").await.account.person.iin);
    })
    .await;
}
