//! Where a name is declared.

use super::{
    Files,
    declared::{Declared, in_formula, names},
    outline::Outline,
    pointed::{Pointed, kind_of, pointed},
};
use crate::{source_file::Span, vocabulary::Value};

/// A place in a file of `law/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The path below `law/`.
    pub path: String,
    /// The name there.
    pub span: Span,
}

/// Where the name at `offset` (in bytes) is declared; none if it is no declared name.
pub fn definition(files: &Files, path: &str, offset: usize) -> Option<Target> {
    let (found, _) = named(files, path, offset)?;
    Some(Target {
        path: found.path,
        span: found.span,
    })
}

/// The declaration of the name at `offset`, and the place of the name there.
pub(super) fn named(files: &Files, path: &str, offset: usize) -> Option<(Declared, Span)> {
    let outline = Outline::of(files.get(path)?);
    let (node, value, token, text) = match pointed(path, &outline, offset) {
        Pointed::Value {
            node,
            value,
            token,
            text,
        } => (node, value, token, text),
        Pointed::Entry {
            node,
            token,
            text,
            word,
        } => (
            node,
            kind_of(path, &outline, node)?.word(word)?,
            token,
            text,
        ),
        Pointed::Node { .. } | Pointed::Nothing => return None,
    };
    let found = match value {
        Value::Formula => in_formula(files, path, &outline, node)
            .into_iter()
            .find(|declared| declared.name == text),
        Value::Named(_, prefixed) => prefixed.iter().find_map(|(prefix, kind)| {
            let name = text.strip_prefix(prefix)?;
            names(files, path, *kind)
                .into_iter()
                .find(|declared| declared.name == name)
        }),
        // The declaration itself: its own words are shown.
        Value::Code => super::declared::declared(&outline, path, node, ""),
        Value::Text | Value::Day | Value::Number | Value::Flag | Value::Words(_) => None,
    };
    found.map(|found| (found, token))
}
