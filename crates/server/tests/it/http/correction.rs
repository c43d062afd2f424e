//! After the signature and before the term: a slip is corrected by a new deed, and a term is extended, through the doors.

use casework::identifier::CaseNumber;
use jiff::civil::Date;

use super::browser::Browser;
use super::{Doors, ORGANIZATION, case_before_its_signature};
use crate::office::{TestOffice, for_each_engine};

/// What the deed should say.
const RIGHT: &str = "Ахметова Мадина Еркінқызы";

/// What the head signs at an address; where it leads.
async fn sign(browser: &mut Browser<'_>, person: &str, at: &str) -> String {
    let page = browser.get(at).await;
    let sent = browser.signed(&page.signed_form(), person);
    let page = browser.send(&sent).await;
    page.location().to_owned()
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one slip told from its discovery to the public check"
)]
async fn slip_is_corrected_by_a_new_deed_that_names_the_old_one() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = case_before_its_signature(office, "madina").await;
        let doors = Doors::of(office);
        let desk = format!("/office/{ORGANIZATION}/cases/{number}");
        let mine = format!("/cases/{number}");
        let mut head = doors.signed_in("aigerim").await;
        let page = head.get(&format!("{desk}/correction")).await;
        assert_eq!(page.status, 404, "nothing is signed yet");
        Box::pin(office.official("aigerim").await.sign(&number))
            .await
            .unwrap();
        let old = office.case(&number).await.deeds[0].number.clone();
        let slip = format!("recipient|{old}");

        // The recipient sees the slip and asks.
        let mut madina = doors.registered("madina").await;
        let ask = format!("{mine}/rules/ask-correction");
        let turned = "Ахметова\u{202e}Мадина";
        let long = "А".repeat(501);
        for (is, words, said) in [
            (turned, "Әкем – Еркін.", "Мәтінді қайта теріңіз"),
            (RIGHT, turned, "Мәтінді қайта теріңіз"),
            (&long, "Әкем – Еркін.", "Жауапты қысқартыңыз"),
        ] {
            let sent = [("slip", slip.as_str()), ("is", is), ("words", words)];
            let page = madina.post(&ask, &sent).await;
            assert_eq!(page.status, 422);
            page.shows(said);
            assert!(
                page.html().contains(is) && page.html().contains(words),
                "kept"
            );
        }
        let asked = office.case(&number).await.rules.corrections_asked;
        assert!(asked.is_empty());
        let page = madina.get(&mine).await;
        assert!(page.html().contains(&format!("value=\"{slip}\"")));
        // No field is chosen beforehand; who chooses none is told so, and keeps what was typed.
        assert_eq!(chosen(&page), "");
        let typed = [("slip", ""), ("is", RIGHT), ("words", "Әкем – Еркін.")];
        let page = madina.post(&ask, &typed).await;
        assert_eq!(page.status, 422);
        page.shows("Қате қай жолда екенін таңдаңыз");
        let html = page.html();
        assert!(html.contains("href=\"#ask-correction-slip\"") && html.contains(RIGHT));
        assert!(html.contains("Әкем – Еркін.</textarea>") && chosen(&page).is_empty());
        let page = madina
            .post(&ask, &[("slip", &slip), ("words", "Әкем – Еркін.")])
            .await;
        assert_eq!(page.status, 422, "it does not say what should stand there");
        page.shows("Әкем – Еркін.");
        let is = ("is", RIGHT);
        madina.post(&ask, &[("slip", &slip), is]).await;
        assert_eq!(office.case(&number).await.rules.corrections_asked.len(), 1);

        // Nobody but the head corrects, and only words.
        let mut askar = doors.signed_in("askar").await;
        let page = askar.get(&format!("{desk}/correction")).await;
        assert_eq!(page.status, 404);
        let correction = format!("{desk}/correction");
        let page = head.get(&desk).await;
        assert!(page.html().contains(&format!("{desk}/correction\"")));
        page.shows("Ахметова Мадина Еркінқызы");
        head.get(&correction).await;
        let page = head.post(&correction, &[("slip", &slip), is]).await;
        assert_eq!(page.status, 422, "a correction has its reason");
        assert!(
            page.html().contains(&format!("value=\"{}\"", is.1)),
            "typed"
        );
        let amount = format!("amount|{old}");
        let of_law = [("slip", amount.as_str()), ("is", "1"), ("reason", "–")];
        let page = head.post(&correction, &of_law).await;
        assert_eq!(page.status, 422, "what the law computes is no slip");
        let mistaken = "Жазу қатесі.";
        for (is, reason, said) in [
            (turned, mistaken, "Мәтінді қайта теріңіз"),
            (RIGHT, turned, "Мәтінді қайта теріңіз"),
            (&long, mistaken, "Жауапты қысқартыңыз"),
            ("Ахметова 🏠", mistaken, "U+1F3E0"),
        ] {
            let sent = [("slip", slip.as_str()), ("is", is), ("reason", reason)];
            let page = head.post(&correction, &sent).await;
            assert_eq!(page.status, 422, "it would be signed: {}", page.text());
            page.shows(said);
            assert!(
                page.html().contains(is) && page.html().contains(reason),
                "kept"
            );
        }
        let corrected = [("slip", slip.as_str()), is, ("reason", mistaken)];
        let page = askar.post(&correction, &corrected).await;
        assert_ne!(page.status, 303, "an executor does not correct");
        let page = head.post(&correction, &corrected).await;
        let to = page.location().trim_start_matches("/kk").to_owned();
        assert_eq!(office.case(&number).await.deeds.len(), 1, "not signed yet");
        let page = head.get(&to).await;
        page.shows("құжаттың орнына берілді");
        let led = sign(&mut head, "aigerim", &to).await;
        assert!(led.ends_with("?done=signed"), "{led}");
        office.drain_jobs().await;

        // The new deed is printed like any other; the old one says what replaced it.
        let case = office.case(&number).await;
        assert_eq!(case.rules.corrections.len(), 1);
        assert!(case.rules.corrections_asked.is_empty());
        let new = case.rules.corrections[0].signed.number.clone();
        assert_eq!(office.app.store.given_up_jobs(10).await.unwrap(), []);
        let row = office.app.store.deed(&new).await.unwrap().unwrap();
        assert!(row.pdf_digest.is_some(), "printed");
        let page = madina.get(&mine).await;
        page.shows(&format!("орнына № {new} берілді"));
        let told = office.notice_codes("madina").await;
        assert_eq!(told.iter().filter(|it| *it == "deed").count(), 2);
        let mut anybody = doors.browser();
        let page = anybody.get(&format!("/verify?number={old}")).await;
        page.shows(&format!("№ {new}"));
        assert!(!page.html().contains("Еркінқызы"), "nobody reads of whom");
        let page = anybody.get(&format!("/verify?number={new}")).await;
        page.shows("Құжат түпнұсқа");
        let page = head.post(&correction, &corrected).await;
        assert_ne!(page.status, 303, "once");
    })
    .await;
}

#[tokio::test]
async fn term_is_extended_once_by_the_head_and_the_person_is_told() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = office.citizen("madina").await.file().await;
        office.official("askar").await.take(&number).await.unwrap();
        let doors = Doors::of(office);
        let desk = format!("/office/{ORGANIZATION}/cases/{number}");
        let extend = format!("{desk}/rules/extend");
        let form = [
            ("amount", "1"),
            ("unit", "months"),
            ("reason", "Табыс туралы мәлімет керек."),
        ];
        let mut askar = doors.signed_in("askar").await;
        let page = askar.get(&desk).await;
        assert!(!page.html().contains("/rules/extend"), "not the executor");
        assert_ne!(askar.post(&extend, &form).await.status, 303);
        let mut head = doors.signed_in("aigerim").await;
        let page = head.get(&desk).await;
        assert!(page.html().contains("/rules/extend"));
        page.shows("2026 ж. 5 мамыр");
        let wrong = [("amount", "бір"), form[1], form[2]];
        let page = head.post(&extend, &wrong).await;
        assert_eq!(page.status, 422);
        page.shows("Табыс туралы мәлімет керек.");
        let before = office.case(&number).await.rules.extensions.len();
        assert_eq!(before, 0);
        head.post(&extend, &form).await;
        let case = office.case(&number).await;
        assert_eq!(case.rules.extensions.len(), 1);
        let page = head.get(&desk).await;
        assert!(!page.html().contains("/rules/extend"), "once");
        assert_eq!(head.post(&extend, &form).await.status, 409);
        let mut madina = doors.registered("madina").await;
        let page = madina.get(&format!("/cases/{number}")).await;
        page.shows("Табыс туралы мәлімет керек.");
        let told = office.notice_codes("madina").await;
        assert_eq!(told.iter().filter(|it| *it == "extended").count(), 1);
    })
    .await;
}

/// The value that is chosen in the form of a correction; empty where none is.
fn chosen(page: &super::page::Page) -> String {
    let html = page.html();
    let options = html.split("<option value=\"").skip(1);
    let mut chosen = options.filter(|it| it.split('>').next().unwrap().contains(" selected"));
    let value = chosen.next().expect("a choice").split('"').next();
    value.unwrap().to_owned()
}

/// Nobody asked: nothing is chosen, and nothing is corrected by chance.
async fn nothing_is_corrected_by_chance(head: &mut Browser<'_>, correction: &str) {
    let page = head.get(correction).await;
    assert!(page.html().contains("<option value=\"\" selected>"));
    assert_eq!(chosen(&page), "");
    let unasked = [("slip", ""), ("is", "Көше, 1"), ("reason", "Жазу қатесі.")];
    let page = head.post(correction, &unasked).await;
    assert_eq!(page.status, 422);
    page.shows("Қате қай жолда екенін таңдаңыз");
    page.shows("қазақша да, орысша да");
    assert!(page.html().contains("value=\"Көше, 1\""), "typed");
}

/// What the address should say.
const ADDRESS: &str = "Абай көшесі, 10-үй, 5-пәтер";

/// Madina asks for both to be put right.
async fn ask_for(doors: &Doors<'_>, number: &CaseNumber, deed: &str) {
    let mut madina = doors.registered("madina").await;
    let ask = format!("/cases/{number}/rules/ask-correction");
    let name = format!("recipient|{deed}");
    let name = [
        ("slip", name.as_str()),
        ("is", RIGHT),
        ("words", "Әкем – Еркін."),
    ];
    let address = format!("address|{deed}");
    let address = [("slip", address.as_str()), ("is", ADDRESS)];
    for sent in [&name[..], &address[..]] {
        assert_eq!(madina.post(&ask, sent).await.status, 303);
    }
}

#[tokio::test]
async fn head_reads_who_asked_for_what_and_no_field_is_chosen_unasked() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = case_before_its_signature(office, "madina").await;
        let doors = Doors::of(office);
        let desk = format!("/office/{ORGANIZATION}/cases/{number}");
        let correction = format!("{desk}/correction");
        let mut head = doors.signed_in("aigerim").await;
        // The executor is not the one whose turn it is.
        let page = head.get(&format!("/office/{ORGANIZATION}")).await;
        page.shows("басшы (істі жүргізуші: ");
        Box::pin(office.official("aigerim").await.sign(&number))
            .await
            .unwrap();
        let old = office.case(&number).await.deeds[0].number.clone();
        let slip = |field: &str| format!("{field}|{old}");

        nothing_is_corrected_by_chance(&mut head, &correction).await;

        // Two slips are asked about: who asked, for what and when stands on top; the first is filled in.
        ask_for(&doors, &number, &old).await;
        let recipient = office.case(&number).await.filed.recipient.name.clone();
        let page = head.get(&correction).await;
        for shown in [&recipient, "2026 ж. 5 наурыз", "Әкем – Еркін.", ADDRESS] {
            page.shows(shown);
        }
        assert_eq!(chosen(&page), slip("recipient"));
        assert!(page.html().contains(&format!("value=\"{RIGHT}\"")));

        // The other request outlives the correction: it is about the new deed now, and may be declined.
        let (is, reason) = (("is", RIGHT), ("reason", "Жазу қатесі."));
        let of_name = slip("recipient");
        let page = head
            .post(&correction, &[("slip", &of_name), is, reason])
            .await;
        let to = page.location().trim_start_matches("/kk").to_owned();
        head.get(&to).await;
        sign(&mut head, "aigerim", &to).await;
        let case = office.case(&number).await;
        let new = case.rules.corrections[0].signed.number.clone();
        let left = format!("address|{new}");
        let page = head.get(&correction).await;
        assert_eq!(chosen(&page), left);
        let page = head.get(&desk).await;
        assert!(page.html().contains("/rules/decline-correction"));
        let decline = format!("{desk}/rules/decline-correction");
        let page = head.post(&decline, &[("slip", &left), reason]).await;
        assert_eq!(page.status, 303, "{}", page.text());
        let asked = office.case(&number).await.rules.corrections_asked;
        assert!(asked.is_empty());
        let page = head.get(&correction).await;
        assert_eq!(chosen(&page), "");
        assert!(!page.text().contains("Әкем – Еркін."), "answered");
    })
    .await;
}

/// What the list and the case say of a request of Thursday 5 March 2026, and whose turn it is.
const ASKED: [(&str, &str, &str); 3] = [
    (
        "kk",
        "түзету сұралды, қараудың соңғы күні – 2026 ж. 11 наурыз",
        "басшы",
    ),
    (
        "ru",
        "просят исправить описку, рассмотреть по 11 марта 2026 г. включительно",
        "руководитель",
    ),
    (
        "en",
        "a correction is asked for, to be considered up to and including 11 March 2026",
        "head",
    ),
];

/// The work list of the organization.
async fn work(browser: &mut Browser<'_>, language: &'static str) -> super::page::Page {
    browser.language = language;
    browser.get(&format!("/office/{ORGANIZATION}")).await
}

/// The list, the case, the closed cases and the row all say what was asked and until when, in each language.
async fn asked_everywhere(
    office: &TestOffice,
    head: &mut Browser<'_>,
    number: &CaseNumber,
    consider: Date,
) {
    let address = format!("/office/{ORGANIZATION}/cases/{number}");
    for (language, said, who) in ASKED {
        let page = work(head, language).await;
        assert!(page.html().contains(&address), "{language}");
        page.shows(said);
        page.shows(who);
        let page = head.get(&address).await;
        page.shows(said);
        let closed = head
            .get(&format!("/office/{ORGANIZATION}?stage=closed"))
            .await;
        assert!(
            closed.html().contains(&address),
            "it is closed, and says so"
        );
        closed.shows(said);
    }
    let row = office.app.store.case_row(number).await.unwrap().unwrap();
    assert_eq!((row.turn.as_str(), row.due), ("head", Some(consider)));
    assert_eq!(row.closed_as.as_deref(), Some("favorable"), "it is decided");
}

#[tokio::test]
async fn request_for_a_correction_is_work_of_the_head_until_it_is_answered() {
    for_each_engine("2026-03-05T10:00", async |office| {
        let number = case_before_its_signature(office, "madina").await;
        let doors = Doors::of(office);
        Box::pin(office.official("aigerim").await.sign(&number))
            .await
            .unwrap();
        office.drain_jobs().await;
        let mut head = doors.signed_in("aigerim").await;
        let address = format!("/office/{ORGANIZATION}/cases/{number}");
        let page = work(&mut head, "kk").await;
        assert!(!page.html().contains(&address), "nothing is left to do");

        let old = office.case(&number).await.deeds[0].number.clone();
        let mut madina = doors.registered("madina").await;
        let slip = format!("recipient|{old}");
        let asked = [("slip", slip.as_str()), ("is", RIGHT)];
        let ask = format!("/cases/{number}/rules/ask-correction");
        assert_eq!(madina.post(&ask, &asked).await.status, 303);

        // Thursday the 5th: Friday is the first working day, the 9th is off for the holiday of the 8th.
        let consider = office.case(&number).await.rules.corrections_asked[0]
            .consider
            .day;
        assert_eq!(consider.to_string(), "2026-03-11");
        asked_everywhere(office, &mut head, &number, consider).await;
        app::rebuild_lists::rebuild_lists(&office.app, office.now())
            .await
            .unwrap();
        asked_everywhere(office, &mut head, &number, consider).await;
        let page = head
            .get(&format!("/office/{ORGANIZATION}?holder=sign"))
            .await;
        assert!(page.html().contains(&address), "it waits for the head");
        office.at("2026-03-12T10:00");
        let mut head = doors.signed_in("aigerim").await;
        let page = head
            .get(&format!("/office/{ORGANIZATION}?due=overdue"))
            .await;
        assert!(page.html().contains(&address), "the day has passed");

        let declined = [("slip", slip.as_str()), ("reason", "Төлқұжатта солай.")];
        let decline = format!("{address}/rules/decline-correction");
        head.get(&address).await;
        assert_eq!(head.post(&decline, &declined).await.status, 303);
        let page = work(&mut head, "kk").await;
        assert!(!page.html().contains(&address), "answered");
        let closed = format!("/office/{ORGANIZATION}?stage=closed");
        let closed = head.get(&closed).await;
        assert!(closed.html().contains(&address), "closed as before");
    })
    .await;
}
