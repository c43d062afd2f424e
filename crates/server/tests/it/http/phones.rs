//! A citizen without NCALayer: an application confirmed by a code from a short message, or signed with a phone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use sandbox::choice::KeyKind;
use serde_json::{Value, json};

use super::Doors;
use super::browser::{Browser, Sent};
use super::page::Page;
use crate::office::{TestOffice, for_each_engine};

const MORNING: &str = "2026-11-17T10:00";

/// A browser before the review page of a whole application.
async fn at_review<'d>(
    doors: &'d Doors<'_>,
    office: &TestOffice,
    person: &str,
) -> (Browser<'d>, String, Page) {
    let draft = office.citizen(person).await.fill_in().await;
    let mut browser = doors.signed_in(person).await;
    let page = browser.get(&format!("/drafts/{draft}/review")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    (browser, draft, page)
}

/// Sends the form of a page that goes to an address with this end.
pub(super) async fn press(browser: &mut Browser<'_>, page: &Page, end: &str) -> Page {
    let form = page.forms().into_iter().find(|form| {
        let path = form.action.split('?').next().unwrap_or_default();
        path.ends_with(end)
    });
    let form = form.unwrap_or_else(|| panic!("no form to {end} at {}", page.address));
    let fields: Vec<(&str, &str)> = form
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let sent = Sent::form(&form.action, browser.origin(), &fields);
    browser.send(&sent).await
}

async fn follow(browser: &mut Browser<'_>, page: &Page) -> Page {
    assert_eq!(page.status, 303, "{}", page.text());
    let next = page.location().to_owned();
    browser.follow(&next).await
}

/// Types a code into the page that asks for it.
async fn type_code(browser: &mut Browser<'_>, page: &Page, code: &str) -> Page {
    let forms = page.forms();
    let form = forms.iter().find(|it| it.action.contains("/confirm/code"));
    let csrf = browser.csrf.clone();
    let fields = [("csrf", csrf.as_str()), ("code", code)];
    let sent = Sent::form(&form.unwrap().action, browser.origin(), &fields);
    browser.send(&sent).await
}

/// The code in the last message.
pub(super) fn code_of(office: &TestOffice) -> String {
    let message = office
        .town
        .messages()
        .into_iter()
        .next()
        .expect("a message");
    message.text.chars().take(6).collect()
}

/// Some other code.
pub(super) fn wrong(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

fn number_of(page: &Page) -> CaseNumber {
    let address = page.location();
    let text = address.split("/cases/").nth(1).unwrap();
    let text = text.split('?').next().unwrap();
    CaseNumber::parse(text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn confirmed_application_is_a_case_that_says_how_it_was_confirmed() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut browser, draft, page) = at_review(&doors, office, "madina").await;
        let sent = press(&mut browser, &page, "/confirm").await;
        let page = follow(&mut browser, &sent).await;
        page.shows("+7 ••• ••• ••");
        page.shows("Ол электрондық цифрлық қолтаңба емес");
        let messages = office.town.messages();
        assert_eq!(messages.len(), 1, "one message");
        let phone = office.town.register().person("madina").unwrap().phone();
        assert_eq!(messages[0].to, phone, "the phone of the database");
        assert!(
            !page.html().contains(&code_of(office)),
            "the page knows the code"
        );
        let done = type_code(&mut browser, &page, &code_of(office)).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let number = number_of(&done);
        let page = follow(&mut browser, &done).await;
        page.shows("Цифрлық растау (ЭЦҚ емес)");
        assert!(
            !page.html().contains("application.p7s"),
            "a signature is offered"
        );
        let case = office.case(&number).await;
        let evidence = case.evidence.expect("evidence");
        assert!(evidence.signature().is_none(), "it passes for a signature");
        let confirmation = evidence.confirmation().unwrap();
        assert_eq!(case.filed.container_digest, confirmation.record_digest);
        let files = format!("/cases/{number}/files");
        let record = browser
            .get(&format!("{files}/application.confirmation"))
            .await;
        let record: Value = serde_json::from_slice(&record.body).unwrap();
        assert_eq!(record["document"], case.filed.signed_digest.as_str());
        assert_eq!(record["action"], format!("submit/{draft}"));
        assert_eq!(record["phone"], phone.as_str());
        for absent in ["application.p7s", "application.ocsp", "application.verdict"] {
            assert_eq!(browser.get(&format!("{files}/{absent}")).await.status, 404);
        }
        let mut official = doors.signed_in("askar").await;
        let page = official
            .get(&format!("/office/{}/cases/{number}", super::ORGANIZATION))
            .await;
        page.shows("цифрлық растау, ЭЦҚ емес");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_late_and_repeated_codes_are_told_apart_and_lose_nothing() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut browser, draft, review) = at_review(&doors, office, "madina").await;
        let sent = press(&mut browser, &review, "/confirm").await;
        let page = follow(&mut browser, &sent).await;
        let code = code_of(office);
        let odd = type_code(&mut browser, &page, "12 34").await;
        assert_eq!(odd.status, 422);
        odd.shows("SMS-тегі алты цифрды теріңіз");
        let soon = press(&mut browser, &page, "/confirm").await;
        assert_eq!((soon.status, soon.header("retry-after")), (429, "60"));
        soon.shows("Код жаңа ғана жіберілді");
        for left in [4, 3, 2, 1] {
            let wrong = type_code(&mut browser, &page, &wrong(&code)).await;
            assert_eq!(wrong.status, 422);
            wrong.shows(&format!("Код қате. Тағы {left} рет"));
        }
        let last = type_code(&mut browser, &page, &wrong(&code)).await;
        last.shows("Код бес рет қате терілді");
        let right = type_code(&mut browser, &page, &code).await;
        assert_eq!(right.status, 422, "tried too often and taken");
        office.later(SignedDuration::from_mins(1));
        let sent = press(&mut browser, &review, "/confirm").await;
        let newer = follow(&mut browser, &sent).await;
        let old = type_code(&mut browser, &page, &code).await;
        old.shows("Кодтың уақыты бітті");
        office.later(SignedDuration::from_mins(5));
        let late = type_code(&mut browser, &newer, &code_of(office)).await;
        assert_eq!(late.status, 422, "a late code is taken");
        late.shows("Кодтың уақыты бітті");
        let review = format!("/kk/drafts/{draft}/review");
        assert!(late.links().contains(&review), "{:?}", late.links());
        let citizen = office.citizen("madina").await;
        assert!(citizen.draft(&draft).await.is_ok(), "the draft is lost");
        assert_eq!(citizen.cases_and_drafts().await, (0, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sixth_code_within_an_hour_is_not_sent() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut browser, draft, review) = at_review(&doors, office, "madina").await;
        for _code in 0..5 {
            let sent = press(&mut browser, &review, "/confirm").await;
            assert_eq!(sent.status, 303, "{}", sent.text());
            office.later(SignedDuration::from_mins(2));
        }
        let sixth = press(&mut browser, &review, "/confirm").await;
        // The last code went out two minutes ago; an hour after it none of the five counts.
        assert_eq!((sixth.status, sixth.header("retry-after")), (429, "3480"));
        sixth.shows("Кодтар тым көп сұралды");
        assert_eq!(office.town.messages().len(), 5);
        office.later(SignedDuration::from_secs(3480));
        let mut again = doors.signed_in("madina").await;
        let review = again.get(&format!("/drafts/{draft}/review")).await;
        let sent = press(&mut again, &review, "/confirm").await;
        assert_eq!(sent.status, 303, "as it was said: {}", sent.text());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn code_counts_once_and_in_its_own_browser_only() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut browser, _draft, review) = at_review(&doors, office, "madina").await;
        let sent = press(&mut browser, &review, "/confirm").await;
        let page = follow(&mut browser, &sent).await;
        let code = code_of(office);
        let mut elsewhere = doors.signed_in("madina").await;
        elsewhere.get("/verify").await;
        let foreign = type_code(&mut elsewhere, &page, &code).await;
        assert_eq!(foreign.status, 422, "another browser files it");
        let mut other = doors.registered("bolat").await;
        let foreign = type_code(&mut other, &page, &code).await;
        assert_eq!(foreign.status, 422, "another person files it");
        assert_eq!(type_code(&mut browser, &page, &code).await.status, 303);
        let again = type_code(&mut browser, &page, &code).await;
        assert_ne!(again.status, 303, "a code counts twice");
        let citizen = office.citizen("madina").await;
        assert_eq!(citizen.cases_and_drafts().await, (1, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn person_without_a_phone_in_the_database_is_told_the_way_out() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let nobody = sandbox::sms::NOT_IN_THE_BASE;
        let (mut browser, _draft, review) = at_review(&doors, office, nobody).await;
        let answer = press(&mut browser, &review, "/confirm").await;
        assert_eq!(answer.status, 422);
        answer.shows("Нөміріңіз ұялы азаматтар базасында жоқ");
        assert!(office.town.messages().is_empty(), "a message was sent");
        let citizen = office.citizen(nobody).await;
        assert_eq!(citizen.cases_and_drafts().await, (0, 1));
    })
    .await;
}

/// What eGov Mobile does with the code of a page, up to the documents it shows.
async fn scan(phone: &mut Browser<'_>, page: &Page) -> (String, String, Value) {
    let text = page.text();
    let code = text.split("mobileSign:").nth(1).expect("a code");
    let address = code.split(' ').next().unwrap();
    let path = address.strip_prefix(phone.origin()).unwrap().to_owned();
    let described = phone.send(&Sent::get(&path)).await;
    assert_eq!(described.status, 200);
    let (begun, _seal) = path.rsplit_once('/').unwrap();
    let guessed = format!("{begun}/{}", "0".repeat(64));
    assert_eq!(phone.send(&Sent::get(&guessed)).await.status, 404);
    let described: Value = serde_json::from_slice(&described.body).unwrap();
    let document = &described["document"];
    assert_eq!(document["auth_type"], "Bearer");
    let token = format!("Bearer {}", document["auth_token"].as_str().unwrap());
    let uri = document["uri"].as_str().unwrap();
    let uri = uri.strip_prefix(phone.origin()).unwrap().to_owned();
    assert_eq!(phone.send(&Sent::get(&uri)).await.status, 404, "no token");
    let sent = Sent::get(&uri).with("authorization", Some(&token));
    let documents = phone.send(&sent).await;
    assert_eq!(documents.status, 200);
    let documents = serde_json::from_slice(&documents.body).unwrap();
    (uri, token, documents)
}

/// What the phone sends back after a person signed.
fn answer(
    office: &TestOffice,
    person: &str,
    (uri, token, mut documents): (String, String, Value),
) -> Sent {
    let data = "/documentsToSign/0/document/file/data";
    let bytes = documents.pointer(data).unwrap().as_str().unwrap();
    let bytes = STANDARD.decode(bytes).unwrap();
    let pem = office.sign(person, KeyKind::Good, &bytes);
    let pem = String::from_utf8(pem).unwrap();
    let plain: String = pem.lines().filter(|it| !it.starts_with('-')).collect();
    *documents.pointer_mut(data).unwrap() = json!(plain);
    let mut sent = Sent::get(&uri).with("authorization", Some(&token));
    sent.method = "PUT";
    sent.body = documents.to_string().into_bytes();
    sent.with("content-type", Some("application/json"))
}

#[tokio::test(flavor = "multi_thread")]
async fn application_signed_with_a_phone_is_a_case_with_a_signature() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut browser, draft, page) = at_review(&doors, office, "madina").await;
        let begun = press(&mut browser, &page, "/qr").await;
        let status = begun.location().replace("/qr?", "/qr/status?");
        let page = follow(&mut browser, &begun).await;
        assert_eq!(state(&mut browser, &status).await, "waiting");
        let early = press(&mut browser, &page, "/qr/done").await;
        assert!(early.location().contains("/qr?"), "{}", early.location());
        let mut phone = doors.browser();
        let scanned = scan(&mut phone, &page).await;
        let name = &scanned.2["documentsToSign"][0]["meta"][0]["value"];
        page.shows(name.as_str().unwrap());
        assert_eq!(state(&mut browser, &status).await, "fetched");
        let sent = answer(office, "madina", scanned);
        assert_eq!(phone.send(&sent).await.status, 200);
        assert_eq!(phone.send(&sent).await.status, 409, "a second answer");
        assert_eq!(state(&mut browser, &status).await, "answered");
        let page = browser
            .get(&format!("/drafts/{draft}/qr?{}", query(&status)))
            .await;
        let done = press(&mut browser, &page, "/qr/done").await;
        let number = number_of(&done);
        let case = office.case(&number).await;
        assert!(case.evidence.unwrap().signature().is_some());
    })
    .await;
}

fn query(address: &str) -> &str {
    address.split('?').nth(1).unwrap()
}

async fn state(browser: &mut Browser<'_>, address: &str) -> String {
    let page = browser.send(&Sent::get(address)).await;
    let json: Value = serde_json::from_slice(&page.body).unwrap();
    json["state"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_phone_and_a_late_one_file_nothing() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::of(office);
        let (mut browser, draft, review) = at_review(&doors, office, "madina").await;
        let begun = press(&mut browser, &review, "/qr").await;
        let page = follow(&mut browser, &begun).await;
        let mut phone = doors.browser();
        let sent = answer(office, "bolat", scan(&mut phone, &page).await);
        assert_eq!(phone.send(&sent).await.status, 200);
        let done = press(&mut browser, &page, "/qr/done").await;
        assert_eq!(done.status, 422);
        done.shows("Бұл – басқа адамның кілті");
        let back = format!("/kk/drafts/{draft}/review");
        assert!(done.links().contains(&back), "{:?}", done.links());
        let begun = press(&mut browser, &review, "/qr").await;
        let page = follow(&mut browser, &begun).await;
        let scanned = scan(&mut phone, &page).await;
        office.later(SignedDuration::from_mins(3));
        let late = answer(office, "madina", scanned);
        assert_eq!(phone.send(&late).await.status, 404, "a late phone");
        let over = browser.follow(begun.location()).await;
        over.shows("Кодтың уақыты бітті, ештеңеге қол қойылмады");
        assert!(!over.html().contains("<svg class=\"sq-qr\""), "a dead code");
        let citizen = office.citizen("madina").await;
        assert_eq!(citizen.cases_and_drafts().await, (0, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn head_signs_a_deed_with_a_phone() {
    for_each_engine(MORNING, async |office| {
        let number = super::case_before_its_signature(office, "madina").await;
        let doors = Doors::of(office);
        let mut head = doors.signed_in("aigerim").await;
        let case = format!("/office/{}/cases/{number}", super::ORGANIZATION);
        let page = head.get(&format!("{case}/deed")).await;
        let sent = press(&mut head, &page, "/deed/prepare").await;
        let page = follow(&mut head, &sent).await;
        let sent = press(&mut head, &page, "/deed/qr").await;
        let page = follow(&mut head, &sent).await;
        page.shows("eGov Business");
        let mut phone = doors.browser();
        let sent = answer(office, "aigerim", scan(&mut phone, &page).await);
        assert_eq!(phone.send(&sent).await.status, 200);
        let done = press(&mut head, &page, "/qr/done").await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert_eq!(office.case(&number).await.deeds.len(), 1);
    })
    .await;
}
