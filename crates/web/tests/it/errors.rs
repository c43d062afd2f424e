//! What is wrong is said by the rules of GOV.UK: first, in plain words, at its question, and with its question.

use web::locale::{Language, Words};
use web::pages::samples::{self, Sample};

use crate::html::{Tag, ids, read};

/// Words that blame, beg or say nothing.
const BANNED: [&str; 9] = [
    "invalid",
    "please",
    "forbidden",
    "illegal",
    "oops",
    "sorry",
    "mandatory",
    "not valid",
    "an error occurred",
];

/// Every page on which something is wrong with what was typed.
fn wrong_pages() -> Vec<(String, String, Vec<Tag>)> {
    let mut pages = Vec::new();
    for language in Language::all() {
        for Sample { name, html } in samples::all(Words::of(language)) {
            let html = html.unwrap();
            let (tags, _faults) = read(&html);
            if has_class(&tags, "govuk-error-summary").next().is_some() {
                pages.push((format!("{name}-{}", language.code()), html, tags));
            }
        }
    }
    assert!(pages.len() > 20, "only {} pages are wrong", pages.len());
    pages
}

fn has_class<'t>(tags: &'t [Tag], class: &'t str) -> impl Iterator<Item = &'t Tag> {
    tags.iter().filter(move |it| {
        let classes = it.get("class").unwrap_or_default();
        classes.split_whitespace().any(|one| one == class)
    })
}

/// The links of the summary: where they lead and what they say.
fn links(html: &str) -> Vec<(&str, &str)> {
    let (_, list) = html.split_once("govuk-error-summary__list\"").unwrap();
    let (list, _) = list.split_once("</ul>").unwrap();
    list.split("<li>")
        .skip(1)
        .map(|item| {
            let (_, link) = item.split_once("href=\"").unwrap();
            let (to, rest) = link.split_once("\">").unwrap();
            (to, rest.split_once("</a>").unwrap().0)
        })
        .collect()
}

#[test]
fn the_summary_stands_first_and_leads_to_a_control() {
    for (page, html, tags) in wrong_pages() {
        let is_summary = |it: &Tag| it.get("class") == Some("govuk-error-summary");
        let summary = tags.iter().position(is_summary);
        let heading = tags.iter().position(|it| it.name == "h1");
        assert!(summary.is_some(), "{page}");
        assert!(
            summary < heading,
            "{page}: the heading stands before the summary"
        );
        let (ids, _twice) = ids(&tags);
        let links = links(&html);
        assert!(!links.is_empty(), "{page}: the summary is empty");
        for (to, text) in links {
            let is_elsewhere = to.starts_with('/');
            let is_here = to.strip_prefix('#').is_some_and(|id| ids.contains(id));
            assert!(is_elsewhere || is_here, "{page}: {text} leads to {to}");
        }
    }
}

#[test]
fn no_two_sentences_of_a_summary_are_the_same() {
    for (page, html, _tags) in wrong_pages() {
        let mut said: Vec<_> = links(&html).into_iter().map(|(_, text)| text).collect();
        let count = said.len();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), count, "{page}: {said:?}");
    }
}

#[test]
fn every_sentence_beside_a_question_is_read_with_its_control_and_stands_in_the_summary() {
    for (page, html, tags) in wrong_pages() {
        let links = links(&html);
        for message in has_class(&tags, "govuk-error-message") {
            let id = message.get("id").unwrap_or_default();
            let is_read = tags.iter().any(|it| {
                let described = it.get("aria-describedby").unwrap_or_default();
                described.split_whitespace().any(|one| one == id)
            });
            assert!(is_read, "{page}: nothing is described by {id:?}");
            let control = id.strip_suffix("-error").unwrap_or_default();
            let is_led = links
                .iter()
                .any(|(to, _)| to.strip_prefix('#') == Some(control));
            assert!(is_led, "{page}: the summary does not lead to {control:?}");
        }
    }
}

#[test]
fn no_sentence_blames_or_begs() {
    for (page, html, _tags) in wrong_pages() {
        for (_, text) in links(&html) {
            let text = text.to_lowercase();
            let banned = BANNED.iter().find(|word| text.contains(**word));
            assert_eq!(banned, None, "{page}: {text}");
            assert!(!text.ends_with('!'), "{page}: {text}");
        }
    }
    let english = [
        "apply",
        "office",
        "rule",
        "signature",
        "estimate",
        "portal",
        "account",
    ];
    for file in english {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../locales/en/");
        let words = std::fs::read_to_string(format!("{folder}{file}.ftl")).unwrap();
        for line in words.lines().filter(|it| is_about_a_problem(it)) {
            let (_, text) = line.split_once(" = ").unwrap();
            let text = text.to_lowercase();
            let banned = BANNED.iter().find(|word| text.contains(**word));
            assert_eq!(banned, None, "{file}: {line}");
            assert!(!text.ends_with('.'), "{file}: {line}");
        }
    }
}

/// Whether a line of a locale says what is wrong with an answer.
fn is_about_a_problem(line: &str) -> bool {
    let key = line.split_once(" = ").map_or("", |(key, _)| key);
    let is_state = key == "sign-missing";
    !is_state
        && (key.starts_with("problem-")
            || key.starts_with("rule-problem-")
            || key.ends_with("-missing"))
}
