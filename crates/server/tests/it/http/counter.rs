//! The counter of the State Corporation: a receipt of refusal to accept documents, from the form to the paper (order 539 ¶7,
//! appendix 3).

mod at_once;
mod broken;
mod looks;
mod old_form;
mod program;
mod without_deed;

use std::io::Write as _;
use std::process::{Command, Stdio};

use casework::identifier::Iin;
use casework::story::cast::Player;
use jiff::SignedDuration;
use store::{StreamId, Subject};

use super::browser::{Browser, Sent};
use super::page::Page;
use super::{Doors, ORGANIZATION};
use crate::keys::{holds, stolen};
use crate::office::{Engine, TestOffice, for_each_engine, moment};

/// The branch in the capital, where Aliya works.
pub(super) const BRANCH: &str = "astana-branch";
const COUNTER: &str = "/office/astana-branch/counter";
const FORM: &str = "/office/astana-branch/counter/refuse/housing-assistance";
const ISSUE: &str = "/office/astana-branch/counter/refuse/housing-assistance/issue";

fn bolat() -> (Iin, &'static str) {
    let person = Player::find("bolat").unwrap().person().unwrap();
    (person.iin, "Қуанышев Болат Тілеуұлы")
}

/// What an operator types, with some fields otherwise.
fn typed(form: &str, otherwise: &[(&str, &str)]) -> Vec<(String, String)> {
    let iin = bolat().0;
    let mut fields: Vec<_> = [
        ("form", form),
        ("iin", iin.as_str()),
        ("name", bolat().1),
        ("address", "Атырау, Жайық көшесі, 40 үй"),
        ("applies", "first"),
        ("document-income-proof", "missing"),
        ("document-utility-bills", "expired"),
        ("department", "3"),
        ("executor", "Жұмабаев Арман"),
        ("telephone", "1414"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for (name, value) in otherwise {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn send(browser: &mut Browser<'_>, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

/// The secret of the form on a page.
fn secret(page: &Page) -> String {
    let fields = page.forms().into_iter().flat_map(|form| form.fields);
    let mut secrets = fields.filter(|(name, _)| name == "form");
    secrets.next().expect("a form").1
}

/// The secret of a fresh form.
async fn fresh(browser: &mut Browser<'_>) -> String {
    let page = browser.get(FORM).await;
    assert_eq!(page.status, 200, "{}", page.text());
    secret(&page)
}

/// Issues a receipt; the address of its page.
async fn issued(browser: &mut Browser<'_>, otherwise: &[(&str, &str)]) -> String {
    let form = fresh(browser).await;
    let page = send(browser, ISSUE, &typed(&form, otherwise)).await;
    let place = page.location().split('?').next().unwrap().to_owned();
    assert!(
        place.starts_with(&format!("/kk{COUNTER}/receipts/")),
        "{place}"
    );
    place
}

/// A receipt that was issued, by its place in the branch's journal.
pub(super) async fn a_receipt(office: &TestOffice) -> u64 {
    let doors = Doors::of(office);
    let mut aliya = doors.signed_in("aliya").await;
    let place = issued(&mut aliya, &[]).await;
    place.rsplit('/').next().unwrap().parse().unwrap()
}

/// The kinds of the events of the branch.
async fn kinds(office: &TestOffice) -> Vec<String> {
    let stream = StreamId::organization(BRANCH);
    let events = office.app.store.read_stream(&stream).await.unwrap();
    events.into_iter().map(|event| event.kind).collect()
}

#[tokio::test]
async fn an_operator_refuses_documents_and_gives_a_receipt() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        // Who stands at a counter alone is led there, not to a list of cases that stays empty.
        let page = aliya.get("/office").await;
        assert_eq!(page.location(), format!("/kk{COUNTER}"));
        let page = aliya.get(COUNTER).await;
        page.shows("Тұрғын үй көмегі");
        page.shows("Қабылдау терезесі");
        page.shows("Әзірге бірде-бір қолхат берілмеген");
        assert!(
            page.links().contains(&format!("/kk{FORM}")),
            "{:?}",
            page.links()
        );
        assert!(
            page.links().contains(&format!("/kk{COUNTER}")),
            "in the menu"
        );
        let form = fresh(&mut aliya).await;
        let review = send(&mut aliya, FORM, &typed(&form, &[])).await;
        assert_eq!(review.status, 200, "{}", review.text());
        review.shows("Отбасы табысын растайтын құжаттар: Ұсынылмаған");
        review.shows("Коммуналдық қызметтерді тұтыну шоттары: Мерзімі өткен");
        assert_eq!(kinds(office).await.len(), 1, "a review issues nothing");
        let sent = review
            .forms()
            .into_iter()
            .find(|it| it.action.ends_with("/issue"))
            .unwrap();
        let fields: Vec<_> = sent
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let issue = Sent::form(&sent.action, aliya.origin(), &fields);
        let page = aliya.send(&issue).await;
        let place = page.location().to_owned();
        let page = aliya.follow(&place).await;
        for said in [
            "Қолхат берілді",
            "ХҚО-ҚБТ-2026-000001",
            bolat().1,
            "Жұмабаев Арман",
            "1414",
        ] {
            page.shows(said);
        }
        page.shows("Тұрсынова Әлия Нұрланқызы");
        page.shows("2023 жылғы 8 желтоқсандағы № 117");
        assert_eq!(
            kinds(office).await,
            ["organization-imported", "intake-refused"]
        );
        let list = aliya.get(COUNTER).await;
        list.shows("ХҚО-ҚБТ-2026-000001");
        list.shows(bolat().1);
    })
    .await;
}

#[tokio::test]
async fn a_second_press_gives_the_same_receipt_and_numbers_have_no_gaps() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let form = fresh(&mut aliya).await;
        let fields = typed(&form, &[]);
        let once = send(&mut aliya, ISSUE, &fields).await;
        let twice = send(&mut aliya, ISSUE, &fields).await;
        assert_eq!(once.location(), twice.location());
        assert_eq!(kinds(office).await.len(), 2, "one receipt");
        // The same form with something else: nothing is lost, and nothing is issued.
        let other = typed(&form, &[("department", "4")]);
        let page = send(&mut aliya, ISSUE, &other).await;
        assert_eq!(page.status, 409);
        page.shows("Бұл форма ескірген");
        assert_ne!(secret(&page), form, "a fresh form with what was typed");
        assert!(page.html().contains("value=\"4\""), "{}", page.html());
        // A form that was never given out, and none.
        let never = form.replace('.', "0.");
        for form in [never.as_str(), "", "a.0.b"] {
            let page = send(&mut aliya, ISSUE, &typed(form, &[])).await;
            assert_eq!(page.status, 409, "{form}");
        }
        // A refusal in between draws no number.
        send(
            &mut aliya,
            ISSUE,
            &typed(
                &form,
                &[("document-income-proof", "missing"), ("name", "🏠")],
            ),
        )
        .await;
        let second = issued(&mut aliya, &[]).await;
        let page = aliya.send(&Sent::get(&second)).await;
        page.shows("ХҚО-ҚБТ-2026-000002");
        assert_eq!(kinds(office).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_without_ground_or_with_a_wrong_number_comes_back_with_all_that_was_typed() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let form = fresh(&mut aliya).await;
        let nothing = [
            ("document-income-proof", "in-order"),
            ("document-utility-bills", "in-order"),
        ];
        let again = [
            ("applies", "again"),
            ("document-telecommunications-bill", "missing"),
        ];
        let house = [("name", "Болат 🏠")];
        let empty = [("address", " "), ("department", "")];
        for (otherwise, said) in [
            (&nothing[..], "Негізсіз бас тартуға болмайды"),
            (&[("iin", "790502390137")][..], "цифр"),
            (&[("iin", "79050239013")][..], "12"),
            (&again[..], "Қайта өтініш берген адамнан"),
            (&house[..], "U+1F3E0"),
            (&empty[..], "Бұл жолды толтырыңыз"),
            (
                &[("executor", "Арман\u{202e}")][..],
                "Мәтінді қайта теріңіз",
            ),
        ] {
            let fields = typed(&form, otherwise);
            for path in [FORM, ISSUE] {
                let page = send(&mut aliya, path, &fields).await;
                assert_eq!(page.status, 422, "{otherwise:?}: {}", page.text());
                page.shows(said);
                assert_eq!(secret(&page), form, "the same form");
                for (name, value) in otherwise.iter().filter(|(name, _)| *name == "iin") {
                    assert!(
                        page.html().contains(&format!("value=\"{value}\"")),
                        "{name}"
                    );
                    assert!(page.html().contains("id=\"iin-error\""), "beside it");
                }
                assert!(
                    page.html().contains("value=\"1414\""),
                    "all the rest is kept"
                );
            }
        }
        assert_eq!(
            kinds(office).await,
            ["organization-imported"],
            "nothing was issued"
        );
        // What the review would show is changed, and comes back as it was typed.
        let change = typed(&form, &[("action", "change"), ("department", "17")]);
        let page = send(&mut aliya, FORM, &change).await;
        assert_eq!(page.status, 200);
        assert!(page.html().contains("value=\"17\""));
    })
    .await;
}

#[tokio::test]
async fn the_counter_does_not_exist_for_anybody_else() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let place = issued(&mut aliya, &[]).await;
        let form = fresh(&mut aliya).await;
        let place = place.strip_prefix("/kk").unwrap();
        let of_provider = COUNTER.replace(BRANCH, ORGANIZATION);
        // An operator of another branch, and an officer of this one in another role, are nobody here.
        for official in ["zarina", "askar", "aigerim", "marat"] {
            let mut browser = doors.signed_in(official).await;
            assert!(
                !browser
                    .get(&format!("/office/{ORGANIZATION}"))
                    .await
                    .text()
                    .contains("Қабылдау терезесі")
            );
            let pdf = format!("{place}/files/pdf");
            for path in [COUNTER, FORM, place, pdf.as_str(), of_provider.as_str()] {
                assert_eq!(browser.get(path).await.status, 404, "{official} {path}");
            }
            for path in [FORM, ISSUE] {
                let page = send(&mut browser, path, &typed(&form, &[])).await;
                assert_eq!(page.status, 404, "{official} {path}");
            }
        }
        for path in [
            "/office/astana-branch/counter/receipts/1",
            "/office/astana-branch/counter/receipts/99",
        ] {
            assert_eq!(aliya.get(path).await.status, 404, "no receipt: {path}");
        }
        // A service that nobody gives at the place is not refused there.
        let path = FORM.replace("housing-assistance", "privatization");
        assert_eq!(aliya.get(&path).await.status, 404);
        assert_eq!(kinds(office).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn every_look_at_a_receipt_is_recorded_and_shown() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let place = issued(&mut aliya, &[]).await;
        let seq = place.rsplit('/').next().unwrap().parse().unwrap();
        let subject = Subject::event(&StreamId::organization(BRANCH), seq);
        let looks = async || {
            let rows = office
                .app
                .store
                .accesses_of(&subject, None, 100)
                .await
                .unwrap();
            rows.into_iter().map(|row| row.what).collect::<Vec<_>>()
        };
        assert_eq!(looks().await, Vec::<String>::new(), "issuing it is no look");
        let page = aliya.send(&Sent::get(&place)).await;
        page.shows("Тұрсынова Әлия Нұрланқызы, ");
        page.shows("Құжаттарды қабылдаудан бас тарту туралы қолхат");
        let views = page.html();
        let views = views.split("<tbody").last().unwrap();
        assert!(
            views.contains("Әлия") && views.contains("10:00"),
            "this look stands on it: {views}"
        );
        aliya.send(&Sent::get(&format!("{place}/files/pdf"))).await;
        assert_eq!(looks().await, ["receipt"], "looks of one hour are one");
        office.later(SignedDuration::from_hours(1));
        aliya.send(&Sent::get(&format!("{place}/files/pdf"))).await;
        assert_eq!(looks().await.len(), 2);
        aliya.get(COUNTER).await;
        assert!(looks().await.contains(&"receipts".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn both_copies_are_one_archival_file_and_the_same_each_time() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        let place = format!("{}/files/pdf", issued(&mut aliya, &[]).await);
        let once = aliya.send(&Sent::get(&place)).await;
        office.later(SignedDuration::from_hours(48));
        let mut aliya = doors.signed_in("aliya").await;
        let again = aliya.send(&Sent::get(&place)).await;
        assert!(once.body.starts_with(b"%PDF-"));
        assert_eq!(once.body, again.body, "it is made out of the journal");
        super::downloads::assert_kept_as_a_file(&once);
        let document = lopdf::Document::load_mem(&once.body).unwrap();
        let pages = document.get_pages().len();
        assert_eq!(pages, 4, "two copies in two languages, a page each");
        assert!(document.catalog().unwrap().has(b"OutputIntents"));
        let xmp = document.catalog().unwrap().get(b"Metadata").unwrap();
        let xmp = document.dereference(xmp).unwrap().1.as_stream().unwrap();
        let xmp = xmp
            .decompressed_content()
            .unwrap_or_else(|_| xmp.content.clone());
        let xmp = String::from_utf8(xmp).unwrap();
        for said in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(xmp.contains(said), "{xmp}");
        }
        let text = read(&once.body);
        for said in [
            "1-дана, барлығы 2",
            "2-дана, барлығы 2",
            "Экземпляр 1 из 2",
            "Экземпляр 2 из 2",
            "пункта 2 статьи 20",
            "1) Документы, подтверждающие доходы семьи: не представлено",
            "2) Счета за коммунальные услуги: истёк срок действия",
            "Получил: Ф. И. О. и подпись получателя",
            "Қуанышев Болат Тілеуұлы ______",
            "Тұрсынова Әлия Нұрланқызы ______",
            "17 ноября 2026 года",
            "отдел № 3",
            "улица Шанырак, 4",
        ] {
            assert!(text.contains(said), "no {said:?} in {text}");
        }
    })
    .await;
}

/// The text of a PDF as poppler reads it, with single spaces.
fn read(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("install poppler-utils");
    let mut stdin = reader.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes).unwrap());
    let output = reader.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn receipts_are_listed_page_by_page() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut aliya = doors.signed_in("aliya").await;
        for _receipt in 0..26 {
            issued(&mut aliya, &[]).await;
        }
        let page = aliya.get(COUNTER).await;
        page.shows("ХҚО-ҚБТ-2026-000026");
        assert!(!page.text().contains("ХҚО-ҚБТ-2026-000001"));
        let next = page
            .links()
            .into_iter()
            .find(|it| it.contains("?before="))
            .unwrap();
        let page = aliya.send(&Sent::get(&next)).await;
        page.shows("ХҚО-ҚБТ-2026-000001");
        assert!(!page.text().contains("ХҚО-ҚБТ-2026-000002"));
        assert!(!page.html().contains("rel=\"next\""), "the last page");
        assert!(page.html().contains("rel=\"prev\""));
    })
    .await;
}

#[tokio::test]
async fn a_stolen_archive_tells_nothing_of_whose_documents_were_refused() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    a_receipt(&office).await;
    let bytes = stolen(&office);
    let (iin, name) = bolat();
    for said in [
        iin.as_str(),
        name,
        "Қуанышев",
        "Жайық",
        "income-proof",
        "ҚБТ-2026",
    ] {
        assert!(!holds(&bytes, said.as_bytes()), "{said}");
    }
    // That the search finds what is there is shown by the kind of the event and the counter of the numbers.
    assert!(holds(&bytes, b"intake-refused"));
    assert!(holds(&bytes, b"intake-refusal/astana-branch/2026"));
}
