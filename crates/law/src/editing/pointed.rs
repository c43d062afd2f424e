//! What stands at a place of a file: a name of a node or a property, a value, or nothing yet.

use super::outline::{Outline, Token};
use crate::{
    source_file::Span,
    vocabulary::{Kind, Value, file_of, kind},
};

/// What a place is in.
#[derive(Clone, Debug)]
pub(super) enum Pointed<'t> {
    /// The name of a node, or where one may begin.
    Node { parent: Option<usize>, token: Span },
    /// The name of a property or a bare word, or where one may begin.
    Entry {
        node: usize,
        token: Span,
        text: &'t str,
        word: usize,
    },
    /// A value that may be chosen: the part of it that is one name.
    Value {
        node: usize,
        value: Value,
        token: Span,
        text: &'t str,
    },
    /// A remark, a text: nothing to offer.
    Nothing,
}

/// The path of names from the file down to a node, and what the vocabulary says of it.
pub(super) fn kind_of(path: &str, outline: &Outline<'_>, node: usize) -> Option<&'static Kind> {
    let node = outline.get(node)?;
    let parent = match node.parent {
        Some(parent) => outline.get(parent)?.name.text,
        None => file_of(path)?,
    };
    kind(parent, node.name.text)
}

fn holds(token: Token<'_>, offset: usize) -> bool {
    let from = token.span.offset;
    (from..=from + token.span.length).contains(&offset)
}

/// What stands at `offset`.
pub(super) fn pointed<'t>(path: &str, outline: &Outline<'t>, offset: usize) -> Pointed<'t> {
    let in_remark = |(from, to): &(usize, usize)| (*from..=*to).contains(&offset);
    if outline.remarks.iter().any(in_remark) {
        return Pointed::Nothing;
    }
    let here = Span::new(offset, 0);
    let Some(index) = outline.header_at(offset) else {
        let parent = outline.around(offset);
        return Pointed::Node {
            parent,
            token: here,
        };
    };
    let Some(node) = outline.get(index) else {
        return Pointed::Nothing;
    };
    if holds(node.name, offset) {
        let token = node.name.span;
        return Pointed::Node {
            parent: node.parent,
            token,
        };
    }
    let known = kind_of(path, outline, index);
    for property in &node.properties {
        if holds(property.value, offset) {
            let value = known.and_then(|kind| kind.property(property.name.text));
            return part(index, value, property.value, offset);
        }
        if holds(property.name, offset) {
            let (token, text) = (property.name.span, property.name.text);
            return Pointed::Entry {
                node: index,
                token,
                text,
                word: node.words.len(),
            };
        }
    }
    for (at, word) in node.words.iter().enumerate() {
        if holds(*word, offset) {
            if word.is_quoted {
                return part(index, known.and_then(|kind| kind.word(at)), *word, offset);
            }
            return Pointed::Entry {
                node: index,
                token: word.span,
                text: word.text,
                word: at,
            };
        }
    }
    Pointed::Entry {
        node: index,
        token: here,
        text: "",
        word: node.words.len(),
    }
}

/// The name of a formula or of a quoted list in which the place is; of another value, all of it.
fn part(node: usize, value: Option<Value>, token: Token<'_>, offset: usize) -> Pointed<'_> {
    let Some(value) = value else {
        return Pointed::Nothing;
    };
    let is_end = |c: char| match value {
        Value::Formula => !(c.is_alphanumeric() || c == '-' || c == '_'),
        Value::Code
        | Value::Text
        | Value::Day
        | Value::Number
        | Value::Flag
        | Value::Words(_)
        | Value::Named(..) => c == ' ',
    };
    let within = offset.saturating_sub(token.span.offset);
    let before = token.text.get(..within).unwrap_or_default();
    let after = token.text.get(within..).unwrap_or_default();
    let from = before.rfind(is_end).map_or(0, |at| {
        at + before
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
    });
    let to = within + after.find(is_end).unwrap_or(after.len());
    let text = token.text.get(from..to).unwrap_or_default();
    Pointed::Value {
        node,
        value,
        token: token.span.within(from, to - from),
        text,
    }
}
