//! What may be written at a place.

use super::{
    Files,
    declared::{in_formula, names},
    outline::Outline,
    pointed::{Pointed, kind_of, pointed},
};
use crate::{
    facts::INPUTS,
    formula::function_names,
    source_file::Span,
    vocabulary::{Value, file_of, outermost},
};

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suggested {
    /// A node.
    Node,
    /// A property.
    Property,
    /// A word of the vocabulary.
    Word,
    /// A name that the law declares.
    Name,
    /// A function of formulas.
    Function,
}

/// Something that may be written at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// What it is.
    pub what: Suggested,
    /// As it is shown: `stage`.
    pub label: String,
    /// As it is written: `signed-by=`.
    pub insert: String,
    /// The words of the law for it, in English.
    pub detail: Option<String>,
    /// What it takes the place of.
    pub replaces: Span,
}

/// Everything that may stand at `offset` (in bytes) of the file at `path`, whatever is written there now.
pub fn complete(files: &Files, path: &str, offset: usize) -> Vec<Suggestion> {
    let Some(text) = files.get(path) else {
        return Vec::new();
    };
    let outline = Outline::of(text);
    match pointed(path, &outline, offset) {
        Pointed::Nothing => Vec::new(),
        Pointed::Node { parent, token, .. } => nodes(path, &outline, parent, token),
        Pointed::Entry {
            node, token, word, ..
        } => {
            let mut found = match kind_of(path, &outline, node).and_then(|kind| kind.word(word)) {
                // A formula stands in quotes, so it does not begin here.
                Some(Value::Formula) | None => Vec::new(),
                Some(value) => values(files, path, &outline, (node, value, token)),
            };
            found.extend(properties(path, &outline, node, token));
            found
        }
        Pointed::Value {
            node, value, token, ..
        } => values(files, path, &outline, (node, value, token)),
    }
}

fn nodes(path: &str, outline: &Outline<'_>, parent: Option<usize>, token: Span) -> Vec<Suggestion> {
    let known = match parent {
        Some(parent) => kind_of(path, outline, parent).map(|kind| kind.nodes.to_vec()),
        None => file_of(path).map(outermost),
    };
    let known = known.unwrap_or_default().into_iter();
    known
        .map(|name| suggestion(Suggested::Node, name, name, None, token))
        .collect()
}

/// The properties that the node does not have yet, and the one that is being written.
fn properties(path: &str, outline: &Outline<'_>, node: usize, token: Span) -> Vec<Suggestion> {
    let (Some(kind), Some(node)) = (kind_of(path, outline, node), outline.get(node)) else {
        return Vec::new();
    };
    let written = |name: &str| {
        let mut others = node
            .properties
            .iter()
            .filter(|known| known.name.span != token);
        others.any(|known| known.name.text == name)
    };
    let is_named = node.properties.iter().any(|known| known.name.span == token);
    let properties = kind
        .properties()
        .into_iter()
        .filter(|(name, _)| !written(name));
    properties
        .map(|(name, value)| {
            let insert = match value {
                _ if is_named => name.to_owned(),
                Value::Text | Value::Day | Value::Formula => format!("{name}=\"\""),
                Value::Code | Value::Number | Value::Flag | Value::Words(_) | Value::Named(..) => {
                    format!("{name}=")
                }
            };
            suggestion(Suggested::Property, name, &insert, None, token)
        })
        .collect()
}

fn values(
    files: &Files,
    path: &str,
    outline: &Outline<'_>,
    (node, value, token): (usize, Value, Span),
) -> Vec<Suggestion> {
    let words = |words: &[&str]| -> Vec<Suggestion> {
        let words = words.iter();
        words
            .map(|word| suggestion(Suggested::Word, word, word, None, token))
            .collect()
    };
    match value {
        Value::Code | Value::Text | Value::Day | Value::Number => Vec::new(),
        Value::Flag => words(&["#true", "#false"]),
        Value::Words(known) => words(known),
        Value::Named(known, prefixed) => {
            let mut found = words(known);
            for (prefix, kind) in prefixed {
                for declared in names(files, path, *kind) {
                    let name = format!("{prefix}{}", declared.name);
                    found.push(suggestion(
                        Suggested::Name,
                        &name,
                        &name,
                        declared.label,
                        token,
                    ));
                }
            }
            found
        }
        Value::Formula => {
            let mut found = words(&INPUTS);
            for function in function_names() {
                found.push(suggestion(
                    Suggested::Function,
                    function,
                    function,
                    None,
                    token,
                ));
            }
            for declared in in_formula(files, path, outline, node) {
                let (name, label) = (declared.name, declared.label);
                found.push(suggestion(Suggested::Name, &name, &name, label, token));
            }
            found.sort();
            found.dedup_by(|a, b| a.label == b.label);
            found
        }
    }
}

fn suggestion(
    what: Suggested,
    label: &str,
    insert: &str,
    detail: Option<String>,
    replaces: Span,
) -> Suggestion {
    Suggestion {
        what,
        label: label.to_owned(),
        insert: insert.to_owned(),
        detail,
        replaces,
    }
}
