//! A node that names its children up front, as a table of contents: so that a child that goes missing is missed.

use kdl::KdlNode;

use super::reading::{Reading, named};
use crate::problem::suggest;

/// Compares the codes in the property `prop` with those of the children `name`. A node without the property says
/// nothing of its children.
pub(crate) fn listed(reading: &mut Reading<'_>, node: &KdlNode, prop: &str, name: &str) {
    let Some(word) = reading.prop(node, prop) else {
        return;
    };
    let children: Vec<(String, _)> = named(node, name)
        .filter_map(|child| reading.args(child).into_iter().next())
        .map(|word| (word.text.to_owned(), word.span))
        .collect();
    let codes: Vec<(String, _)> = word
        .split()
        .map(|(code, span)| (code.to_owned(), span))
        .collect();
    for (code, span) in &codes {
        if !children.iter().any(|(known, _)| known == code) {
            let known = children.iter().map(|(known, _)| known.as_str());
            let message = format!("`{prop}` names `{code}`, and there is no such `{name}`");
            let help = suggest(code, known)
                .or_else(|| Some(format!("add `{name} {code} …`, or take it out of `{prop}`")));
            reading.fault(*span, message, help);
        }
    }
    for (code, span) in &children {
        if !codes.iter().any(|(known, _)| known == code) {
            let message = format!("`{prop}` does not name the {name} `{code}`");
            reading.fault(*span, message, Some(format!("add `{code}` to `{prop}`")));
        }
    }
}
