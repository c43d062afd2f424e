//! A formula in words: facts, figures and lines by their labels, functions by what they do.
//!
//! If any name in it has no words, the formula stays whole as the lawyer wrote it.

use std::collections::BTreeMap;

use fluent_bundle::FluentArgs;
use law::edition::{Edition, Type};

use super::label::{column_label, fact_of, label};
use crate::door::Visit;

/// The words of the language of formulas that have words for people.
const SPOKEN: [&str; 27] = [
    "if",
    "then",
    "else",
    "match",
    "and",
    "or",
    "not",
    "true",
    "false",
    "sum",
    "count",
    "any",
    "all",
    "min",
    "max",
    "capped",
    "is-set",
    "monthly",
    "quarterly",
    "per-month",
    "plain",
    "years-between",
    "months-between",
    "add-years",
    "add-months",
    "day",
    "filed-day",
];

/// A formula in the words of a visit.
pub(crate) fn formula(visit: &Visit, edition: &Edition, text: &str) -> String {
    spoken(visit, edition, text).unwrap_or_else(|| text.to_owned())
}

/// A sign or the name of a function with its brackets, as a line has it between its values.
pub(crate) fn sign(visit: &Visit, sign: &str) -> String {
    let name = sign.trim_matches(|it: char| !it.is_ascii_lowercase());
    if SPOKEN.contains(&name) {
        sign.replace(name, &visit.say(&format!("formula-{name}")))
    } else {
        sign.to_owned()
    }
}

/// A name in the quotation marks of the language.
fn quoted(visit: &Visit, name: &str) -> String {
    let mut args = FluentArgs::new();
    args.set("name", name);
    let said = visit.words().text_with("formula-name", &args);
    said.into_owned()
}

fn spoken(visit: &Visit, edition: &Edition, text: &str) -> Option<String> {
    let mut said = String::new();
    let mut rows: BTreeMap<&str, &str> = BTreeMap::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            let (code, after) = rest.strip_prefix('\'')?.split_once('\'')?;
            said.push_str(&quoted(visit, &option(visit, edition, code)?));
            rest = after;
        } else if first.is_ascii_lowercase() {
            let (name, after) = name(rest)?;
            rest = after;
            if SPOKEN.contains(&name) {
                said.push_str(&visit.say(&format!("formula-{name}")));
            } else if let Some(list) = rest.strip_prefix(" in ") {
                // `sum(c in costs: …` goes through the rows of a list: the list is named, its rows are not.
                let (list, after) = self::name(list)?;
                rows.insert(name, list);
                said.push_str(&quoted(visit, &named(visit, edition, list)?));
                rest = after;
            } else {
                let words = match name.split_once('.') {
                    Some((row, column)) if rows.contains_key(row) => {
                        let list = edition.facts.get(fact_of(rows.get(row)?))?;
                        column_label(visit, &list.ty, column)?
                    }
                    Some(_) | None => named(visit, edition, name)?,
                };
                said.push_str(&quoted(visit, &words));
            }
        } else {
            said.push(if first == '*' { '×' } else { first });
            rest = rest.get(first.len_utf8()..)?;
        }
    }
    Some(said)
}

/// The name at the beginning of a text, and what follows it.
fn name(text: &str) -> Option<(&str, &str)> {
    let figure = "figure:";
    let from = if text.starts_with(figure) {
        figure.len()
    } else {
        0
    };
    let is_in_name = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || "-.".contains(it);
    let end = text.get(from..)?.find(|it| !is_in_name(it));
    text.split_at_checked(end.map_or(text.len(), |end| from + end))
}

/// The words for a fact, a figure or a line, if there are any.
fn named(visit: &Visit, edition: &Edition, name: &str) -> Option<String> {
    let code = name.strip_prefix("figure:").unwrap_or(name);
    let words = label(visit, edition, code);
    (words != code).then_some(words)
}

/// The words of an option of any choice of the edition.
fn option(visit: &Visit, edition: &Edition, code: &str) -> Option<String> {
    let types = edition.facts.values().flat_map(|fact| {
        if let Type::List { columns } = &fact.ty {
            columns.iter().map(|it| &it.ty).collect()
        } else {
            vec![&fact.ty]
        }
    });
    let mut options = types.flat_map(|ty| {
        let options: &[_] = if let Type::Choice { options } = ty {
            options
        } else {
            &[]
        };
        options
    });
    let option = options.find(|it| it.code == code)?;
    Some(option.label.get(visit.law_language()).to_owned())
}
