//! Whoever comes second at a case is told who has it and what happened since their page was drawn, and keeps what they
//! typed.

use casework::identifier::CaseNumber;
use jiff::SignedDuration;
use web::locale::Words;

use super::bad_inputs::{LANGUAGES, assert_says, office};
use super::browser::Browser;
use super::page::Page;
use super::{Doors, ORGANIZATION, case_before_its_signature};
use crate::office::TestOffice;

/// How many events of the case the page was drawn from, as its form sends it back.
pub(super) fn seen(page: &Page) -> String {
    let seen = page.events();
    seen.unwrap_or_else(|| panic!("{}: no form says it", page.address))
}

/// Asserts that the page tells of an event: what, by whom and when.
fn assert_tells(page: &Page, words: &Words, event: &str, by: &str, at: &str) {
    page.shows(&words.text("happened-since"));
    page.shows(&format!("{} · {by}", words.text(event)));
    page.shows(at);
}

/// A case that two officials look at in the same minute, and its address.
struct AtOnce<'o> {
    office: &'o TestOffice,
    number: CaseNumber,
    case: String,
    first: Browser<'o>,
    second: Browser<'o>,
}

impl<'o> AtOnce<'o> {
    async fn of(doors: &'o Doors<'o>, office: &'o TestOffice) -> Self {
        let number = office.citizen("madina").await.file().await;
        Self {
            case: format!("/office/{ORGANIZATION}/cases/{number}"),
            first: doors.signed_in("askar").await,
            second: doors.signed_in("elena").await,
            office,
            number,
        }
    }

    async fn name_of_the_first(&self) -> String {
        let case = self.office.case(&self.number).await;
        case.executor.expect("somebody took it").name
    }
}

#[tokio::test]
async fn second_official_is_told_who_has_the_case() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut at_once = AtOnce::of(&doors, &office).await;
    let take = format!("{}/take", at_once.case);
    let seen_by_both = seen(&at_once.first.get(&at_once.case).await);
    assert_eq!(seen(&at_once.second.get(&at_once.case).await), seen_by_both);
    office.at("2026-11-17T10:07");
    let sent = [("events", seen_by_both.as_str())];
    assert_eq!(at_once.first.post(&take, &sent).await.status, 303);
    let events = office.kinds(&at_once.number).await;
    let has_it = at_once.name_of_the_first().await;
    office.later(SignedDuration::from_mins(1));
    for language in LANGUAGES {
        at_once.second.language = language.0;
        let page = at_once.second.post(&take, &sent).await;
        assert_says(&page, 409, language, "refusal-taken-by-another");
        page.shows(&has_it);
        let words = Words::of(language.1);
        assert_tells(&page, words, "event-taken", &has_it, "10:07");
        assert!(
            !page.text().contains(&*words.text("event-registered")),
            "that was there before"
        );
    }
    assert_eq!(office.kinds(&at_once.number).await, events);
}

#[tokio::test]
async fn case_taken_from_a_list_of_before_says_what_happened_since() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut at_once = AtOnce::of(&doors, &office).await;
    let take = format!("{}/take", at_once.case);
    let list = format!("/office/{ORGANIZATION}");
    let page = at_once.second.get(&list).await;
    let form = page
        .forms()
        .into_iter()
        .find(|it| it.action.ends_with(&take));
    let drawn = form.expect("it can be taken from the list").fields;
    let drawn = drawn.into_iter().find(|(name, _)| name == "events");
    let drawn = drawn.expect("the list says what it was drawn from").1;
    assert_eq!(drawn, office.kinds(&at_once.number).await.len().to_string());
    office.at("2026-11-17T10:07");
    let sent = [("events", drawn.as_str())];
    assert_eq!(at_once.first.post(&take, &sent).await.status, 303);
    let has_it = at_once.name_of_the_first().await;
    let page = at_once.second.post(&take, &sent).await;
    assert_eq!(page.status, 409, "{}", page.text());
    page.shows(&has_it);
    let words = Words::of(LANGUAGES[0].1);
    assert_tells(&page, words, "event-taken", &has_it, "10:07");
    assert!(!page.text().contains(&*words.text("event-registered")));
    let page = at_once.second.get(&list).await;
    assert!(!page.html().contains(&take), "nobody else takes it");
}

/// The check with every document marked as expired and a note.
async fn check(browser: &mut Browser<'_>, case: &str, (seen, note): (&str, &str)) -> Page {
    let page = browser.get(case).await;
    let html = page.html();
    let names = html.split("name=\"presence-").skip(1);
    let codes: std::collections::BTreeSet<_> = names
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect();
    // Where the page has no check any more, one document is marked as on the page before.
    let codes = if codes.is_empty() {
        std::collections::BTreeSet::from(["income-proof".to_owned()])
    } else {
        codes
    };
    let marks = codes.iter().map(|code| format!("presence-{code}"));
    let notes = codes.iter().map(|code| format!("note-{code}"));
    let (marks, notes): (Vec<_>, Vec<_>) = (marks.collect(), notes.collect());
    let mut fields = vec![
        ("events", seen),
        ("stage", "completeness"),
        ("outcome", "incomplete"),
    ];
    fields.extend(marks.iter().map(|name| (name.as_str(), "expired")));
    fields.extend(notes.iter().map(|name| (name.as_str(), note)));
    browser.post(&format!("{case}/completeness"), &fields).await
}

#[tokio::test]
async fn check_that_comes_second_keeps_its_notes_and_tells_of_the_first() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut at_once = AtOnce::of(&doors, &office).await;
    let case = at_once.case.clone();
    at_once.first.post(&format!("{case}/take"), &[]).await;
    let drawn = seen(&at_once.first.get(&case).await);
    office.at("2026-11-17T10:09");
    let page = check(&mut at_once.first, &case, (&drawn, "the first note")).await;
    assert_eq!(page.status, 303, "{}", page.text());
    let events = office.kinds(&at_once.number).await;
    assert_eq!(events.last(), Some(&"deed-proposed"), "{events:?}");
    let has_it = at_once.name_of_the_first().await;
    for language in LANGUAGES {
        let words = Words::of(language.1);
        for browser in [&mut at_once.first, &mut at_once.second] {
            browser.language = language.0;
            let note = "a note of <some> length";
            let page = check(browser, &case, (&drawn, note)).await;
            assert_eq!(page.status, 409, "{}", page.text());
            assert!(page.html().contains(&format!("lang=\"{}\"", language.0)));
            page.shows(&words.text("refusal-typed"));
            page.shows(note);
            page.shows(&has_it);
            assert_tells(&page, words, "event-deed-proposed", &has_it, "10:09");
        }
    }
    assert_eq!(office.kinds(&at_once.number).await, events);
}

#[tokio::test]
async fn finding_and_outcome_that_come_second_keep_what_was_typed() {
    let office = office().await;
    let doors = Doors::of(&office);
    let number = office.citizen("madina").await.file().await;
    let case = format!("/office/{ORGANIZATION}/cases/{number}");
    let mut askar = doors.signed_in("askar").await;
    let seen = office.kinds(&number).await.len().to_string();
    office
        .official("askar")
        .await
        .decide_to_assign(&number)
        .await;
    let name = office.case(&number).await.executor.unwrap().name;
    let events = office.kinds(&number).await;
    askar.get(&case).await;
    let words = Words::of(LANGUAGES[0].1);
    let outcome = [
        ("events", seen.as_str()),
        ("stage", "decision"),
        ("outcome", "assign"),
        ("note", "my own reasons"),
    ];
    let page = askar.post(&format!("{case}/outcome"), &outcome).await;
    assert_eq!(page.status, 409, "{}", page.text());
    page.shows("my own reasons");
    assert_tells(&page, words, "event-deed-proposed", &name, "10:00");
    let path = format!("{case}/findings/family-size");
    for source in ["officer", "no source at all"] {
        let finding = [
            ("events", seen.as_str()),
            ("source", source),
            ("value", "7"),
            ("note", "counted twice"),
        ];
        let page = askar.post(&path, &finding).await;
        assert_eq!(page.status, 409, "{source}: {}", page.text());
        page.shows("counted twice");
        assert_tells(&page, words, "event-finding-recorded", &name, "10:00");
    }
    assert_eq!(office.kinds(&number).await, events);
}

#[tokio::test]
async fn deed_that_was_sent_back_meanwhile_is_told_with_the_note_that_came_late() {
    let office = office().await;
    let number = case_before_its_signature(&office, "madina").await;
    let doors = Doors::of(&office);
    let mut head = doors.signed_in("aigerim").await;
    let case = format!("/office/{ORGANIZATION}/cases/{number}");
    let page = head.get(&format!("{case}/deed")).await;
    let drawn = seen(&page);
    let mut forms = page.forms().into_iter().flat_map(|form| form.fields);
    let deed = forms
        .find(|(name, _)| name == "deed")
        .expect("a way back")
        .1;
    let back = format!("{case}/deed/return");
    let sent = |note| {
        [
            ("events", drawn.as_str()),
            ("deed", deed.as_str()),
            ("note", note),
        ]
    };
    assert_eq!(head.post(&back, &sent("count again")).await.status, 303);
    let events = office.kinds(&number).await;
    let page = head.post(&back, &sent("and ask the family")).await;
    assert_eq!(page.status, 409, "{}", page.text());
    page.shows("and ask the family");
    let by = office.case(&number).await.returned.unwrap().officer.name;
    let words = Words::of(LANGUAGES[0].1);
    assert_tells(&page, words, "event-deed-returned", &by, "10:00");
    let prepare = [("events", drawn.as_str())];
    let page = head.post(&format!("{case}/deed/prepare"), &prepare).await;
    assert_eq!(page.status, 409, "{}", page.text());
    assert_tells(&page, words, "event-deed-returned", &by, "10:00");
    assert_eq!(office.kinds(&number).await, events);
}
