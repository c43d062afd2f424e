//! The second factor at login, where the policy asks for it.

use std::sync::Arc;
use std::time::Duration;

use app::Office;
use app::office::{Phones, SecondFactor, Settings};
use gateway::{MobileCitizens, SmsSender};
use jiff::SignedDuration;

use super::browser::{Browser, Sent};
use super::page::Page;
use super::phones::{code_of, press, wrong};
use super::{Doors, ORGANIZATION};
use crate::office::{TestOffice, for_each_engine};

const MORNING: &str = "2026-11-17T10:00";

/// The office under a policy.
pub(super) fn strict(office: &TestOffice, second_factor: SecondFactor) -> Office {
    let settings = Settings {
        second_factor,
        ..Settings::clone(&office.app.settings)
    };
    Office {
        settings: Arc::new(settings),
        ..office.app.clone()
    }
}

/// Signs in a fresh browser; the browser, what the signature brought, and the page where the code is typed.
async fn half_open<'d>(doors: &'d Doors<'_>, person: &str) -> (Browser<'d>, Page) {
    let mut browser = doors.browser();
    let page = browser.log_in(person).await;
    assert_eq!(page.status, 303, "{}", page.text());
    let address = page.location().to_owned();
    assert_eq!(address, "/kk/login/code?next=/account");
    let page = browser.send(&Sent::get(&address)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    (browser, page)
}

/// Signs in and goes nowhere from there.
async fn sign(browser: &mut Browser<'_>, person: &str) -> Page {
    let page = browser.get("/login?next=/account").await;
    let sent = browser.signed(&page.signed_form(), person);
    browser.send(&sent).await
}

/// Types a code.
async fn give(browser: &mut Browser<'_>, code: &str) -> Page {
    let address = "/login/code?next=/account";
    browser.post(address, &[("code", code)]).await
}

async fn is_in(browser: &mut Browser<'_>) -> bool {
    let page = browser.get("/account").await;
    let is_asked = page.header("location").starts_with("/kk/login?");
    assert_eq!(is_asked, page.header("location").contains("login"));
    !is_asked
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_code_to_the_known_phone_opens_the_session_and_its_token_changes() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::with(office, strict(office, SecondFactor::Everybody));
        let (mut browser, page) = half_open(&doors, "madina").await;
        page.shows("Кіруді SMS-кодпен растау");
        page.shows("+7 ••• ••• ••");
        let messages = office.town.messages();
        assert_eq!(messages.len(), 1);
        let phone = office.town.register().person("madina").unwrap().phone();
        assert_eq!(messages[0].to, phone, "the phone of the database");
        let code = code_of(office);
        assert!(!page.html().contains(&code), "the page knows the code");
        assert!(!page.html().contains(&phone), "the page tells the phone");
        assert!(!is_in(&mut browser).await, "half open is in");
        let half = browser.cookie.clone();
        let page = give(&mut browser, &code).await;
        assert_eq!(page.location(), "/kk/register?next=/account");
        assert_ne!(browser.cookie, half, "the token stays");
        assert!(is_in(&mut browser).await);
        let whole = browser.cookie.clone();

        // The half-open token is worth nothing any more, with the code or without.
        browser.cookie = half;
        assert!(!is_in(&mut browser).await);
        let again = give(&mut browser, &code).await;
        assert!(again.header("location").starts_with("/kk/login?"));
        assert!(!is_in(&mut browser).await);
        browser.cookie = whole;
        assert!(is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_late_and_repeated_codes_open_nothing() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::with(office, strict(office, SecondFactor::Everybody));
        let (mut browser, page) = half_open(&doors, "madina").await;
        let code = code_of(office);
        let odd = give(&mut browser, "12 34").await;
        assert_eq!(odd.status, 422);
        odd.shows("SMS-тегі алты цифрды теріңіз");
        let soon = press(&mut browser, &page, "/login/code/again").await;
        assert_eq!((soon.status, soon.header("retry-after")), (429, "60"));
        soon.shows("Код жаңа ғана жіберілді");
        assert!(soon.links().contains(&"/kk/login/code".to_owned()));
        for left in [4, 3, 2, 1] {
            let page = give(&mut browser, &wrong(&code)).await;
            assert_eq!(page.status, 422);
            page.shows(&format!("Код қате. Тағы {left} рет"));
        }
        let last = give(&mut browser, &wrong(&code)).await;
        last.shows("Код бес рет қате терілді");
        last.shows("Сіз кірген жоқсыз");
        let right = give(&mut browser, &code).await;
        assert_eq!(right.status, 422, "tried too often and taken");
        assert!(!is_in(&mut browser).await);

        office.later(SignedDuration::from_mins(1));
        let sent = press(&mut browser, &page, "/login/code/again").await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let newer = code_of(office);
        let old = give(&mut browser, &code).await;
        assert_eq!(old.status, 422, "an older code counts beside a newer one");
        office.later(SignedDuration::from_mins(5));
        let late = give(&mut browser, &newer).await;
        assert_eq!(late.status, 422, "a late code counts");
        late.shows("Кодтың уақыты бітті");
        assert!(!is_in(&mut browser).await);

        // A quarter of an hour after the signature even a fresh code is too late.
        let sent = press(&mut browser, &page, "/login/code/again").await;
        assert_eq!(sent.status, 303);
        office.later(SignedDuration::from_mins(9));
        let after = give(&mut browser, &code_of(office)).await;
        assert_ne!(after.header("location"), "/kk/register?next=/account");
        assert!(!is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn code_of_another_session_person_or_act_opens_nothing() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::with(office, strict(office, SecondFactor::Everybody));
        let (mut first, _) = half_open(&doors, "madina").await;
        let code_of_first = code_of(office);
        office.later(SignedDuration::from_mins(1));
        let (mut second, _) = half_open(&doors, "madina").await;
        let code_of_second = code_of(office);
        let (mut bolat, _) = half_open(&doors, "bolat").await;
        for (browser, code) in [(&mut second, &code_of_first), (&mut bolat, &code_of_second)] {
            let page = give(browser, code).await;
            assert_eq!(page.status, 422, "a foreign code counts");
            assert!(!is_in(browser).await);
        }
        // The newer session's code took the place of the older one's.
        let page = give(&mut first, &code_of_first).await;
        assert_eq!(page.status, 422);
        let page = give(&mut first, &code_of_second).await;
        assert_eq!(page.status, 422, "a code of the other session counts");
        let page = give(&mut second, &code_of_second).await;
        assert_eq!(page.status, 303, "{}", page.text());
        // Nobody has signed here at all.
        let mut nobody = doors.browser();
        nobody.get("/verify").await;
        let page = give(&mut nobody, &code_of_second).await;
        assert!(page.header("location").starts_with("/kk/login?"));
        let page = nobody.post("/login/code/again", &[]).await;
        assert!(page.header("location").starts_with("/kk/login?"));
        assert_eq!(office.town.messages().len(), 3, "a message was sent");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn application_code_opens_no_session() {
    for_each_engine(MORNING, async |office| {
        let draft = office.citizen("madina").await.fill_in().await;
        let lax = Doors::of(office);
        let mut inside = lax.signed_in("madina").await;
        let page = inside.get(&format!("/drafts/{draft}/review")).await;
        let sent = press(&mut inside, &page, "/confirm").await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let code = code_of(office);
        let doors = Doors::with(office, strict(office, SecondFactor::Everybody));
        let mut browser = doors.browser();
        let page = sign(&mut browser, "madina").await;
        assert_eq!(page.status, 429, "a second message within the minute");
        assert_eq!(page.header("retry-after"), "60");
        page.shows("Код жаңа ғана жіберілді");
        let page = browser.get("/login/code?next=/account").await;
        page.shows("Қазір жарамды код жоқ");
        let page = give(&mut browser, &code).await;
        assert_eq!(page.status, 422, "a code for an application logs in");
        assert!(!is_in(&mut browser).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_are_asked_and_citizens_are_not_where_the_policy_says_so() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::with(office, strict(office, SecondFactor::Officers));
        let mut madina = doors.signed_in("madina").await;
        assert!(is_in(&mut madina).await);
        assert!(office.town.messages().is_empty());
        let (mut askar, page) = half_open(&doors, "askar").await;
        page.shows("Кіруді SMS-кодпен растау");
        let desk = format!("/office/{ORGANIZATION}");
        let refused = askar.get(&desk).await;
        assert!(refused.location().starts_with("/kk/login?"));
        askar.get("/login/code?next=/account").await;
        let page = give(&mut askar, &code_of(office)).await;
        assert_eq!(page.location(), "/kk/office");
        assert!(is_in(&mut askar).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_in_without_a_phone_or_past_a_silent_door() {
    for_each_engine(MORNING, async |office| {
        let app = strict(office, SecondFactor::Everybody);
        let mut page = Vec::new();
        let doors = Doors::with(office, app.clone());
        let mut olga = doors.browser();
        let answer = sign(&mut olga, sandbox::sms::NOT_IN_THE_BASE).await;
        assert_eq!(answer.header("retry-after"), "", "waiting brings no phone");
        page.push(("no phone", 422, answer));
        assert!(!is_in(&mut olga).await);

        let limit = Duration::from_secs(1);
        let (dead, live) = ("http://127.0.0.1:9/", &office.town.http_url);
        let citizens = |at: &str| MobileCitizens::new(at, limit).unwrap();
        let sms = |at: &str| SmsSender::new(at, limit).unwrap();
        let good = format!("{live}api/mobile-citizens");
        for (why, phones) in [
            ("silent database", Some((citizens(dead), sms(dead)))),
            ("silent messages", Some((citizens(&good), sms(dead)))),
            ("no doors at all", None),
        ] {
            let phones = phones.map(|(citizens, sms)| Arc::new(Phones { citizens, sms }));
            let app = Office {
                phones,
                ..app.clone()
            };
            let doors = Doors::with(office, app);
            let mut browser = doors.browser();
            let answer = sign(&mut browser, "madina").await;
            answer.shows("Код жіберілмеді");
            let way_out = answer.links().into_iter().find(|it| it == "/kk/login/code");
            assert!(way_out.is_some(), "{why}");
            assert_eq!(answer.header("retry-after"), "60", "{why}");
            page.push((why, 503, answer));
            assert!(!is_in(&mut browser).await, "{why}: they are in");
            let shown = browser.get("/login/code").await;
            shown.shows("Қазір жарамды код жоқ");
            let guessed = give(&mut browser, "000000").await;
            assert_eq!(guessed.status, 422, "{why}");
        }
        for (why, status, page) in page {
            assert_eq!(page.status, status, "{why}");
            page.shows("кірген жоқсыз");
        }
        assert!(office.town.messages().is_empty(), "a message was sent");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_the_person_can_leave_the_page_of_the_code() {
    for_each_engine(MORNING, async |office| {
        let doors = Doors::with(office, strict(office, SecondFactor::Everybody));
        for language in ["kk", "ru", "en"] {
            let mut browser = doors.browser();
            browser.language = language;
            browser.log_in("madina").await;
            let page = browser.get("/login/code").await;
            let code = code_of(office);
            let left = press(&mut browser, &page, "/logout").await;
            assert_eq!(left.status, 303, "{language}");
            browser.get("/verify").await;
            let page = give(&mut browser, &code).await;
            assert!(page.header("location").contains("/login?"), "{language}");
            office.later(SignedDuration::from_mins(2));
        }
    })
    .await;
}
