//! The vocabulary is what the loader accepts: no word more, no word less.

use std::collections::{BTreeMap, BTreeSet};

use kdl::{KdlDocument, KdlNode};
use law::vocabulary::{self, Kind, Value};

use crate::corpus::files;

/// A word that nobody would write.
const NOT_A_WORD: &str = "zzzzzzzzzzzz";

/// The longest list that the loader prints as a way out.
const LISTED_AT_MOST: usize = 24;

/// A node of a real file, with what the vocabulary says of it.
struct Used {
    path: String,
    kind: &'static Kind,
    node: KdlNode,
}

/// Every node of every real file.
fn used() -> Vec<Used> {
    let mut found = Vec::new();
    for (path, text) in files() {
        let Some(file) = vocabulary::file_of(&path) else {
            continue;
        };
        let document = KdlDocument::parse_v2(&text).unwrap();
        let mut open: Vec<(String, KdlNode)> = document
            .nodes()
            .iter()
            .map(|node| (file.to_owned(), node.clone()))
            .collect();
        while let Some((parent, node)) = open.pop() {
            let name = node.name().value().to_owned();
            let kind = vocabulary::kind(&parent, &name)
                .unwrap_or_else(|| panic!("{path}: `{name}` in `{parent}` is not in the table"));
            let inside = node.children().map(KdlDocument::nodes).unwrap_or_default();
            open.extend(inside.iter().map(|child| (name.clone(), child.clone())));
            let path = path.clone();
            found.push(Used { path, kind, node });
        }
    }
    found
}

/// One real node of each kind.
fn one_of_each() -> Vec<Used> {
    let mut kinds = BTreeSet::new();
    let mut found = used();
    found.retain(|used| kinds.insert((used.kind.name, used.kind.within)));
    found
}

fn texts() -> BTreeMap<String, String> {
    files().into_iter().collect()
}

/// What the loader says of one changed file, as (message, way out).
fn said(path: &str, text: String) -> Vec<(String, Option<String>)> {
    let problems = law::load([(path.to_owned(), text)]).expect_err("the change is refused");
    let here = problems.into_iter().filter(|problem| problem.file == path);
    here.map(|problem| (problem.message, problem.help))
        .collect()
}

/// The words of `expected one of: a, b`.
fn listed(help: Option<&str>) -> Option<BTreeSet<String>> {
    let list = help?.strip_prefix("expected one of: ")?;
    Some(list.split(", ").map(str::to_owned).collect())
}

fn set<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    words.into_iter().map(str::to_owned).collect()
}

/// The loader's list must be the table's; a list too long or empty is not printed.
fn compare(what: &str, help: Option<&str>, table: &BTreeSet<String>) {
    if (1..=LISTED_AT_MOST).contains(&table.len()) {
        assert_eq!(listed(help).as_ref(), Some(table), "{what}: {help:?}");
    } else {
        assert_eq!(help, None, "{what}");
    }
}

#[test]
fn every_node_and_property_of_the_real_law_is_in_the_table() {
    for Used { path, kind, node } in used() {
        let words = node.entries().iter().filter(|entry| entry.name().is_none());
        for at in 0..words.count() {
            assert!(
                kind.word(at).is_some(),
                "{path}: word {at} of `{}`",
                kind.name
            );
        }
        for name in node.entries().iter().filter_map(|entry| entry.name()) {
            let known = kind.property(name.value());
            assert!(
                known.is_some(),
                "{path}: `{}` of `{}`",
                name.value(),
                kind.name
            );
        }
    }
}

#[test]
fn an_unknown_property_is_refused_with_the_properties_of_the_table() {
    let texts = texts();
    let each = one_of_each();
    assert!(
        each.len() > 70,
        "only {} kinds of nodes are used",
        each.len()
    );
    for Used { path, kind, node } in each {
        let span = node.name().span();
        let mut text = texts[&path].clone();
        text.insert_str(span.offset() + span.len(), &format!(" {NOT_A_WORD}=\"x\""));
        let message = format!("`{}` knows no `{NOT_A_WORD}`", kind.name);
        let said = said(&path, text);
        let found = said.iter().find(|(said, _)| *said == message);
        let (_, help) = found.unwrap_or_else(|| panic!("{path}: {message}: {said:?}"));
        let table = set(kind.properties().into_iter().map(|(name, _)| name));
        compare(&message, help.as_deref(), &table);
    }
}

#[test]
fn an_unknown_node_is_refused_with_the_nodes_of_the_table() {
    let texts = texts();
    for Used { path, kind, node } in one_of_each() {
        let mut text = texts[&path].clone();
        let whole = node.span();
        let ends = whole.offset() + whole.len();
        if node.children().is_some() {
            let brace = text.get(..ends).unwrap().trim_end().rfind('}').unwrap();
            text.insert_str(brace, &format!("\n{NOT_A_WORD}\n"));
        } else {
            let entries = node.entries().iter();
            let last = entries
                .map(|entry| entry.span().offset() + entry.span().len())
                .max();
            let name = node.name().span();
            let at = last.unwrap_or(name.offset() + name.len());
            text.insert_str(at, &format!(" {{ {NOT_A_WORD}; }}"));
        }
        let message = format!("there is no `{NOT_A_WORD}` in {}", kind.name);
        let said = said(&path, text);
        let found = said.iter().find(|(said, _)| *said == message);
        let (_, help) = found.unwrap_or_else(|| panic!("{path}: {message}: {said:?}"));
        compare(&message, help.as_deref(), &set(kind.nodes.iter().copied()));
    }
}

#[test]
fn an_unknown_word_is_refused_with_the_words_of_the_table() {
    let texts = texts();
    let mut seen = BTreeSet::new();
    for Used { path, kind, node } in used() {
        for entry in node.entries() {
            let Some(name) = entry.name().map(|name| name.value().to_owned()) else {
                continue;
            };
            // `without` and the like hold several words and are split by the loader.
            let Some(Value::Words(words)) = kind.property(&name) else {
                continue;
            };
            if name == "without" || !seen.insert((kind.name, kind.within, name.clone())) {
                continue;
            }
            let whole = entry.span();
            let mut text = texts[&path].clone();
            let range = whole.offset()..whole.offset() + whole.len();
            text.replace_range(range, &format!("{name}={NOT_A_WORD}"));
            let said = said(&path, text);
            let begins = format!("`{NOT_A_WORD}` is not ");
            let found = said.iter().find(|(said, _)| said.starts_with(&begins));
            let what = format!("{path}: {name} of {}", kind.name);
            let (_, help) = found.unwrap_or_else(|| panic!("{what}: {said:?}"));
            compare(&what, help.as_deref(), &set(words.iter().copied()));
        }
    }
    assert!(
        seen.len() > 12,
        "only {} properties with closed words",
        seen.len()
    );
}
