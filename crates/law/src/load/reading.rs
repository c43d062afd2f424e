//! Reading one parsed file: words with their places, and every fault kept instead of the first.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kdl::{KdlEntry, KdlNode, KdlValue};
use rust_decimal::Decimal;

use crate::{
    edition::Basis,
    problem::{Problem, suggest},
    source_file::{SourceFile, Span},
    text::{Language, Text},
};

/// One file being read: its problems so far and the places of its nodes.
pub(crate) struct Reading<'s> {
    pub(crate) file: &'s SourceFile,
    pub(crate) problems: Vec<Problem>,
    /// The place of each node by its path, for problems found later by `check`.
    pub(crate) spans: BTreeMap<String, Span>,
    /// The nodes that say on what basis they stand, other than `source`.
    pub(crate) stands: Vec<Stands>,
}

/// A node that says on what basis it stands.
#[derive(Clone, Debug)]
pub(crate) struct Stands {
    /// The node with its first word: `stage verification`.
    pub(crate) node: String,
    pub(crate) span: Span,
    pub(crate) cite: Option<String>,
    pub(crate) basis: Basis,
}

/// A word of the file: an argument or the value of a property.
#[derive(Clone, Copy)]
pub(crate) struct Word<'k> {
    /// The text; of a number, as it was written.
    pub(crate) text: &'k str,
    pub(crate) value: &'k KdlValue,
    pub(crate) span: Span,
}

impl Word<'_> {
    /// The place of the text inside the quotes, if it stands in quotes: where a formula begins.
    pub(crate) fn inner(&self) -> Span {
        if self.value.is_string() && self.span.length == self.text.len() + 2 {
            return self.span.within(1, self.text.len());
        }
        self.span
    }
}

/// The place of a node's name.
pub(crate) fn name_span(node: &KdlNode) -> Span {
    let span = node.name().span();
    Span::new(span.offset(), span.len())
}

/// The children of a node, none if it has no block.
pub(crate) fn children(node: &KdlNode) -> impl Iterator<Item = &KdlNode> {
    node.children()
        .into_iter()
        .flat_map(kdl::KdlDocument::nodes)
}

/// The children of that name.
pub(crate) fn named<'k>(node: &'k KdlNode, name: &str) -> impl Iterator<Item = &'k KdlNode> {
    children(node).filter(move |child| child.name().value() == name)
}

impl<'s> Reading<'s> {
    pub(crate) fn new(file: &'s SourceFile) -> Self {
        Self {
            file,
            problems: Vec::new(),
            spans: BTreeMap::new(),
            stands: Vec::new(),
        }
    }

    /// Keeps a problem.
    pub(crate) fn fault(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        self.problems
            .push(Problem::at(self.file, span, message, help));
    }

    /// Keeps the place of a node under its path.
    pub(crate) fn keep(&mut self, path: impl Into<String>, span: Span) {
        self.spans.insert(path.into(), span);
    }

    fn word<'k>(&self, entry: &'k KdlEntry) -> Word<'k> {
        let whole = Span::new(entry.span().offset(), entry.span().len());
        let written = entry
            .format()
            .map_or("", |format| format.value_repr.as_str());
        // The span of a property covers its name too; the value stands at its end.
        let text = self
            .file
            .text()
            .get(whole.offset..whole.offset + whole.length);
        let span = match text.and_then(|text| text.rfind(written)) {
            Some(at) if !written.is_empty() => whole.within(at, written.len()),
            _ => whole,
        };
        let text = entry.value().as_string().unwrap_or(written);
        Word {
            text,
            value: entry.value(),
            span,
        }
    }

    /// The arguments of a node.
    pub(crate) fn args<'k>(&self, node: &'k KdlNode) -> Vec<Word<'k>> {
        let entries = node.entries().iter().filter(|entry| entry.name().is_none());
        entries.map(|entry| self.word(entry)).collect()
    }

    /// A property of a node.
    pub(crate) fn prop<'k>(&self, node: &'k KdlNode, name: &str) -> Option<Word<'k>> {
        let entries = node.entries().iter().rev();
        entries
            .into_iter()
            .find(|entry| entry.name().is_some_and(|key| key.value() == name))
            .map(|entry| self.word(entry))
    }

    /// A property as text.
    pub(crate) fn prop_text(&self, node: &KdlNode, name: &str) -> Option<String> {
        self.prop(node, name).map(|word| word.text.to_owned())
    }

    /// A property that must be there.
    pub(crate) fn needed<'k>(&mut self, node: &'k KdlNode, name: &str) -> Option<Word<'k>> {
        let found = self.prop(node, name);
        if found.is_none() {
            let message = format!("`{}` has no `{name}`", node.name().value());
            self.fault(name_span(node), message, Some(format!("add `{name}=…`")));
        }
        found
    }

    /// The argument number `index`, which must be there. `what` names it: "a code".
    pub(crate) fn arg<'k>(
        &mut self,
        node: &'k KdlNode,
        index: usize,
        what: &str,
    ) -> Option<Word<'k>> {
        let found = self.args(node).into_iter().nth(index);
        if found.is_none() {
            let name = node.name().value();
            let help = Some(format!("write {what} after `{name}`"));
            self.fault(name_span(node), format!("`{name}` has no {what}"), help);
        }
        found
    }

    /// The code of a node: its first word, in kebab-case, once under `path`.
    pub(crate) fn code(&mut self, node: &KdlNode, path: &str) -> Option<String> {
        let word = self.arg(node, 0, "a code")?;
        let good = word.text.starts_with(|c: char| c.is_ascii_lowercase())
            && word
                .text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !good {
            let message = format!("`{}` is not a code", word.text);
            let help = "a code has lower-case Latin letters, digits and hyphens".to_owned();
            self.fault(word.span, message, Some(help));
            return None;
        }
        let path = format!("{path}/{}", word.text);
        if self.spans.contains_key(&path) {
            let message = format!("`{}` is there twice", word.text);
            self.fault(
                word.span,
                message,
                Some("give one of them another code".to_owned()),
            );
        }
        self.keep(path, word.span);
        Some(word.text.to_owned())
    }

    /// Says of every property, child and superfluous argument outside the lists that it is not known.
    pub(crate) fn only(
        &mut self,
        node: &KdlNode,
        args: usize,
        props: &[&'static str],
        nodes: &[&'static str],
    ) {
        let parent = node.name().value();
        let mut given = 0;
        for entry in node.entries() {
            let Some(key) = entry.name() else {
                given += 1;
                if given > args {
                    let word = self.word(entry);
                    let message = format!("`{parent}` takes no further word here");
                    let help = suggest_property(word.text, props);
                    self.fault(word.span, message, help);
                }
                continue;
            };
            if !props.contains(&key.value()) {
                let span = Span::new(key.span().offset(), key.span().len());
                let message = format!("`{parent}` knows no `{}`", key.value());
                self.fault(span, message, suggest(key.value(), props.iter().copied()));
            }
        }
        self.only_children(children(node), parent, nodes);
    }

    /// As [`Self::only`], for a node that may also have `cite`, `basis`, `from` and `why`.
    pub(crate) fn cited(
        &mut self,
        node: &KdlNode,
        args: usize,
        props: &[&'static str],
        nodes: &[&'static str],
    ) {
        let props = [&["cite", "basis", "from", "why"], props].concat();
        self.only(node, args, &props, nodes);
    }

    /// As [`Self::only`], for a node that says on what basis it stands and cites no paragraph.
    pub(crate) fn based(
        &mut self,
        node: &KdlNode,
        args: usize,
        props: &[&'static str],
        nodes: &[&'static str],
    ) {
        let props = [&["basis", "from", "why"], props].concat();
        self.only(node, args, &props, nodes);
    }

    /// Says of every node outside the list that it is not known.
    pub(crate) fn only_children<'k>(
        &mut self,
        found: impl Iterator<Item = &'k KdlNode>,
        parent: &str,
        nodes: &[&'static str],
    ) {
        for child in found {
            let name = child.name().value();
            if !nodes.contains(&name) {
                let message = format!("there is no `{name}` in {parent}");
                self.fault(
                    name_span(child),
                    message,
                    suggest(name, nodes.iter().copied()),
                );
            }
        }
    }

    /// The only child of that name; a second one is a fault.
    pub(crate) fn single<'k>(&mut self, node: &'k KdlNode, name: &str) -> Option<&'k KdlNode> {
        let mut found = named(node, name);
        let first = found.next();
        if let Some(second) = found.next() {
            let message = format!("`{}` has a second `{name}`", node.name().value());
            self.fault(
                name_span(second),
                message,
                Some("keep one of them".to_owned()),
            );
        }
        first
    }

    /// The child of that name, which must be there.
    pub(crate) fn child<'k>(&mut self, node: &'k KdlNode, name: &str) -> Option<&'k KdlNode> {
        let found = self.single(node, name);
        if found.is_none() {
            let message = format!("`{}` has no `{name}`", node.name().value());
            self.fault(
                name_span(node),
                message,
                Some(format!("add `{name} …` inside it")),
            );
        }
        found
    }

    /// The three texts of a node such as `title kk="…" ru="…" en="…"`.
    pub(crate) fn text(&mut self, node: &KdlNode) -> Option<Text> {
        self.only(node, 0, &["kk", "ru", "en"], &[]);
        self.languages(node)
    }

    /// The three texts of a node that has other properties too.
    pub(crate) fn languages(&mut self, node: &KdlNode) -> Option<Text> {
        let mut get = |language: Language| {
            let code = language.code();
            let word = self.prop(node, code);
            let text = word
                .map(|word| word.text.trim().to_owned())
                .unwrap_or_default();
            if text.is_empty() {
                let span = word.map_or_else(|| name_span(node), |word| word.span);
                let message = format!("`{}` has no text in {code}", node.name().value());
                let help = format!("add `{code}=\"…\"`: every text stands in kk, ru and en");
                self.fault(span, message, Some(help));
                return None;
            }
            Some(text)
        };
        let (kk, ru, en) = (get(Language::Kk), get(Language::Ru), get(Language::En));
        Some(Text {
            kk: kk?,
            ru: ru?,
            en: en?,
        })
    }

    /// The text of the child of that name, which must be there.
    pub(crate) fn child_text(&mut self, node: &KdlNode, name: &str) -> Option<Text> {
        let child = self.child(node, name)?;
        self.text(child)
    }

    /// The text of the child of that name, if it is there.
    pub(crate) fn optional_text(&mut self, node: &KdlNode, name: &str) -> Option<Text> {
        let child = self.single(node, name)?;
        self.text(child)
    }

    /// The texts of all children of that name, in order.
    pub(crate) fn texts(&mut self, node: &KdlNode, name: &str) -> Vec<Text> {
        named(node, name)
            .filter_map(|child| self.text(child))
            .collect()
    }

    /// One of a closed list of words.
    pub(crate) fn choose<T: Copy>(
        &mut self,
        word: Word<'_>,
        what: &str,
        known: &[(&'static str, T)],
    ) -> Option<T> {
        if let Some((_, meaning)) = known.iter().find(|(name, _)| *name == word.text) {
            return Some(*meaning);
        }
        let help = suggest(word.text, known.iter().map(|(name, _)| *name));
        self.fault(word.span, format!("`{}` is not {what}", word.text), help);
        None
    }

    /// A day `YYYY-MM-DD`.
    pub(crate) fn day(&mut self, word: Word<'_>) -> Option<Date> {
        let day = word
            .text
            .parse::<Date>()
            .ok()
            .filter(|_| word.text.len() == 10);
        if day.is_none() {
            let message = format!("`{}` is not a day", word.text);
            self.fault(
                word.span,
                message,
                Some("write it as \"2026-03-08\"".to_owned()),
            );
        }
        day
    }

    /// The day of a property, if it is there.
    pub(crate) fn prop_day(&mut self, node: &KdlNode, name: &str) -> Option<Date> {
        let word = self.prop(node, name)?;
        self.day(word)
    }

    /// A whole number.
    pub(crate) fn whole<T: std::str::FromStr>(&mut self, word: Word<'_>) -> Option<T> {
        let number = word.text.parse::<T>().ok();
        if number.is_none() {
            let message = format!("`{}` is not a whole number in range", word.text);
            self.fault(word.span, message, None);
        }
        number
    }

    /// An exact decimal number.
    pub(crate) fn decimal(&mut self, word: Word<'_>) -> Option<Decimal> {
        let number = Decimal::from_str_exact(word.text).ok();
        if number.is_none() {
            let message = format!("`{}` is not a number", word.text);
            self.fault(word.span, message, Some("write it as \"0.10\"".to_owned()));
        }
        number
    }

    /// A yes or no property; `default` if it is not there.
    pub(crate) fn flag(&mut self, node: &KdlNode, name: &str, default: bool) -> bool {
        let Some(word) = self.prop(node, name) else {
            return default;
        };
        if let Some(value) = word.value.as_bool() {
            return value;
        }
        let message = format!("`{}` is neither #true nor #false", word.text);
        self.fault(word.span, message, Some(format!("write `{name}=#true`")));
        default
    }
}

impl<'k> Word<'k> {
    /// The words of a quoted list with single spaces: `"income-proof bank-account"`.
    pub(crate) fn split(self) -> impl Iterator<Item = (&'k str, Span)> {
        let inner = self.inner();
        self.text
            .split(' ')
            .scan(0_usize, move |at, part| {
                let begins = *at;
                *at += part.len() + 1;
                Some((part, inner.within(begins, part.len())))
            })
            .filter(|(part, _)| !part.is_empty())
    }
}

/// The way out of a bare word that was perhaps meant as a property.
fn suggest_property(word: &str, props: &[&'static str]) -> Option<String> {
    let near = crate::problem::nearest(word, props.iter().copied())?;
    Some(format!("did you mean `{near}=…`?"))
}
