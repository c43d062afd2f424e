//! Completion, hover and definition in real editions, as somebody would ask while typing.

use law::{
    Language,
    editing::{self, Files, Suggested, complete, definition, hover},
};

use crate::corpus::files;

const EDITION: &str = "services/housing-assistance/2023-12-24-order-117.kdl";

fn shelf() -> Files {
    files().into_iter().collect()
}

/// The law with `from` replaced in the edition, and the place behind `|` in `to`.
fn typed(from: &str, to: &str) -> (Files, usize) {
    let mut files = shelf();
    let text = files.get_mut(EDITION).unwrap();
    let at = text
        .find(from)
        .unwrap_or_else(|| panic!("{from} is not in the edition"));
    let cursor = at + to.find('|').expect("the place is marked");
    text.replace_range(at..at + from.len(), &to.replacen('|', "", 1));
    (files, cursor)
}

fn offered(from: &str, to: &str) -> Vec<editing::Suggestion> {
    let (files, at) = typed(from, to);
    complete(&files, EDITION, at)
}

fn labels(found: &[editing::Suggestion]) -> Vec<&str> {
    found.iter().map(|one| one.label.as_str()).collect()
}

/// The text before a place.
fn before(text: &str, offset: usize) -> &str {
    text.get(..offset).unwrap()
}

const STAGE: &str = "stage completeness actor=executor work=check";

#[test]
fn a_stage_that_is_being_written_offers_what_stands_in_a_stage() {
    let found = offered(STAGE, &format!("{STAGE} {{\n  ou|\n}}\n{STAGE}"));
    let labels = labels(&found);
    assert!(
        labels.contains(&"outcome") && labels.contains(&"vote"),
        "{labels:?}"
    );
    assert!(
        !labels.contains(&"ground"),
        "a ground stands in the edition: {labels:?}"
    );
    assert!(
        found
            .iter()
            .all(|one| one.what == Suggested::Node && one.replaces.length == 2)
    );
}

#[test]
fn a_property_is_offered_once() {
    let found = offered(STAGE, "stage completeness actor=executor |");
    let labels = labels(&found);
    assert!(
        labels.contains(&"work") && labels.contains(&"not"),
        "{labels:?}"
    );
    assert!(
        !labels.contains(&"actor"),
        "it is there already: {labels:?}"
    );
    assert!(!labels.contains(&"signed-by"), "an outcome's: {labels:?}");
}

#[test]
fn a_closed_word_is_offered_for_its_property() {
    let found = offered(STAGE, "stage completeness actor=| work=check");
    assert!(labels(&found).contains(&"registrar"), "{found:?}");
    let found = offered(STAGE, "stage completeness actor=executor work=v|");
    assert!(labels(&found).contains(&"vote"), "{found:?}");
    assert!(!labels(&found).contains(&"executor"), "{found:?}");
}

#[test]
fn a_declared_name_is_offered_where_it_is_meant() {
    let found = offered("outcome complete to=", "outcome complete to=|");
    let labels = labels(&found);
    for name in ["verification", "decision", "closed", "next"] {
        assert!(labels.contains(&name), "{name}: {labels:?}");
    }
    let stage = found.iter().find(|one| one.label == "decision").unwrap();
    assert_eq!(stage.what, Suggested::Name);
    assert!(stage.detail.is_some(), "with the title of the stage");
}

#[test]
fn registers_and_figures_of_the_law_are_offered_after_their_prefix() {
    let found = offered("from registry:income", "from reg|");
    let labels = labels(&found);
    assert!(labels.contains(&"registry:real-estate"), "{labels:?}");
    assert!(labels.contains(&"figure:housing-share"), "{labels:?}");
    assert!(labels.contains(&"officer"), "{labels:?}");
}

#[test]
fn a_formula_offers_facts_steps_figures_and_functions() {
    let found = offered("\"monthly(family-income)\"", "\"monthly(fam|)\"");
    let of = |what| {
        let all = found.iter().filter(move |one| one.what == what);
        all.map(|one| one.label.as_str()).collect::<Vec<_>>()
    };
    assert!(of(Suggested::Name).contains(&"family-income"), "{found:?}");
    assert!(of(Suggested::Name).contains(&"cap-lift"), "{found:?}");
    assert!(of(Suggested::Function).contains(&"monthly"), "{found:?}");
    let fact = found
        .iter()
        .find(|one| one.label == "family-income")
        .unwrap();
    assert_eq!(
        fact.replaces.length, 3,
        "only the name under the cursor is replaced"
    );
}

#[test]
fn nothing_is_offered_in_a_remark_or_a_text() {
    assert_eq!(offered(STAGE, &format!("// sta|ge\n{STAGE}")), []);
    assert_eq!(offered("title kk=\"", "title kk=\"|"), []);
}

#[test]
fn a_file_without_its_last_braces_is_completed_all_the_same() {
    let (mut files, at) = typed(STAGE, &format!("{STAGE} {{\n  |"));
    let text = files.get_mut(EDITION).unwrap();
    text.truncate(at);
    let found = complete(&files, EDITION, at);
    assert!(labels(&found).contains(&"outcome"), "{found:?}");
}

#[test]
fn a_name_tells_its_words_its_paragraph_and_its_place() {
    let (files, at) = typed("\"monthly(family-income)\"", "\"monthly(fami|ly-income)\"");
    let found = hover(&files, EDITION, at).unwrap();
    assert_eq!(found.name, "fact family-income");
    let languages: Vec<Language> = found.texts.iter().map(|(language, _)| *language).collect();
    assert_eq!(languages, Language::ALL);
    assert!(found.cite.is_some());
    let target = definition(&files, EDITION, at).unwrap();
    assert_eq!(target.path, EDITION);
    let text = &files[EDITION];
    let span = target.span;
    let declared = text.get(span.offset..).unwrap();
    assert!(declared.starts_with("family-income"));
    assert!(
        before(text, span.offset).ends_with("fact "),
        "it is the declaration"
    );
}

#[test]
fn a_figure_is_declared_in_another_file() {
    let (files, at) = typed("figure:housing-share", "figure:housing|-share");
    let target = definition(&files, EDITION, at).unwrap();
    assert!(target.path.starts_with("figures/"), "{target:?}");
    assert!(hover(&files, EDITION, at).unwrap().texts.len() == 3);
}

#[test]
fn a_stage_is_found_from_the_outcome_that_leads_to_it() {
    let (files, at) = typed(
        "outcome complete to=verification",
        "outcome complete to=veri|fication",
    );
    let target = definition(&files, EDITION, at).unwrap();
    let text = &files[EDITION];
    assert!(
        before(text, target.span.offset).ends_with("stage "),
        "{target:?}"
    );
    assert_eq!(
        hover(&files, EDITION, at).unwrap().name,
        "stage verification"
    );
    let (files, at) = typed(
        "outcome complete to=verification",
        "outcome complete to=nobo|dy",
    );
    assert_eq!(definition(&files, EDITION, at), None);
    assert_eq!(hover(&files, EDITION, at), None);
}
