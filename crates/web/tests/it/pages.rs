//! Every page, in every state, in every language.

use web::locale::{Language, Words};
use web::pages::samples::{self, Sample};

use crate::html::{Tag, ids, read};

/// Draws everything and hands over each page with its name.
fn every_page(mut look: impl FnMut(&str, &str, &[Tag])) {
    let mut count = 0;
    for language in Language::all() {
        for Sample { name, html } in samples::all(Words::of(language)) {
            let html = html.unwrap();
            let (tags, faults) = read(&html);
            let page = format!("{name}-{}", language.code());
            assert!(faults.is_empty(), "{page}: {faults:?}");
            look(&page, &html, &tags);
            count += 1;
        }
    }
    assert!(count > 200, "only {count} pages were drawn");
}

#[test]
fn no_page_carries_a_script_or_a_style_of_its_own() {
    every_page(|page, html, tags| {
        assert!(!html.contains("<style"), "{page}");
        for tag in tags {
            assert!(
                tag.get("style").is_none(),
                "{page}: style on <{}>",
                tag.name
            );
            let handler = tag
                .attributes
                .iter()
                .find(|(name, _)| name.starts_with("on"));
            assert!(handler.is_none(), "{page}: {handler:?}");
            let is_loaded = tag
                .get("src")
                .is_some_and(|src| src.starts_with("/assets/"));
            assert!(tag.name != "script" || is_loaded, "{page}: inline script");
        }
    });
}

#[test]
fn every_label_and_description_names_something_on_the_page() {
    every_page(|page, _, tags| {
        let (ids, twice) = ids(tags);
        assert!(twice.is_empty(), "{page}: {twice:?} twice");
        for tag in tags {
            for name in [
                "for",
                "aria-describedby",
                "aria-labelledby",
                "aria-controls",
            ] {
                for id in tag.get(name).unwrap_or_default().split_whitespace() {
                    assert!(
                        ids.contains(id),
                        "{page}: {name} names {id}, which is not there"
                    );
                }
            }
            let anchor = tag.get("href").and_then(|href| href.strip_prefix('#'));
            assert!(
                anchor.is_none_or(|id| ids.contains(id)),
                "{page}: {anchor:?}"
            );
        }
    });
}

#[test]
fn every_control_has_a_label() {
    every_page(|page, _, tags| {
        for tag in tags
            .iter()
            .filter(|it| ["input", "select", "textarea"].contains(&it.name.as_str()))
        {
            let is_hidden = tag.get("type") == Some("hidden");
            let id = tag.get("id");
            let is_labeled = tags
                .iter()
                .any(|it| it.name == "label" && it.get("for") == id);
            assert!(
                is_hidden || (id.is_some() && is_labeled),
                "{page}: {id:?} has no label"
            );
        }
    });
}

#[test]
fn every_form_that_posts_carries_the_secret() {
    every_page(|page, _, tags| {
        let posts = tags
            .iter()
            .filter(|it| it.get("method") == Some("post"))
            .count();
        let secrets = tags
            .iter()
            .filter(|it| it.get("name") == Some("csrf"))
            .count();
        assert_eq!(posts, secrets, "{page}");
        let signs = tags.iter().any(|it| it.get("data-sign").is_some());
        let script = tags
            .iter()
            .filter_map(|it| it.get("src"))
            .any(|it| it.contains("/sign-"));
        assert_eq!(
            signs, script,
            "{page}: the signing script stands where there is a signing form"
        );
    });
}

#[test]
fn every_page_has_one_heading_its_language_and_the_switch() {
    every_page(|page, html, tags| {
        let lang = page.rsplit('-').next().unwrap();
        assert_eq!(tags[0].get("lang"), Some(lang), "{page}");
        assert_eq!(
            tags.iter().filter(|it| it.name == "h1").count(),
            1,
            "{page}"
        );
        let switches = tags.iter().filter_map(|it| it.get("hreflang")).count();
        assert_eq!(switches, 2, "{page}");
        let is_wrong = html.contains("govuk-error-summary__title");
        assert!(is_wrong || !html.contains("govuk-error-message"), "{page}");
        let says = ["<title>Қате:", "<title>Ошибка:", "<title>Error:"];
        assert_eq!(says.iter().any(|it| html.contains(it)), is_wrong, "{page}");
    });
}

#[test]
fn what_was_typed_is_kept_and_is_never_markup() {
    let page = samples::all(Words::of(Language::En))
        .into_iter()
        .find(|it| it.name == "apply-section-2")
        .unwrap();
    let html = page.html.unwrap();
    assert!(html.contains("value=\"сорок\""));
    assert!(!html.contains("<b>"));
    assert!(html.contains("&#60;b&#62;"));
}
