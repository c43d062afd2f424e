//! A formula in words: facts, figures and lines by their labels, functions by what they do.
//!
//! If any name in it has no words, the formula stays whole as the lawyer wrote it.

use std::collections::BTreeMap;

use fluent_bundle::FluentArgs;
use law::Text;
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
    // The choice after whose name an equals sign stands: an option that follows is one of its own.
    let mut choice: Option<&Type> = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            let (code, after) = rest.strip_prefix('\'')?.split_once('\'')?;
            let words = option(edition, choice.take(), code)?;
            said.push_str(&quoted(visit, words.get(visit.law_language())));
            rest = after;
        } else if first.is_ascii_lowercase() {
            let (name, after) = name(rest)?;
            rest = after;
            choice = compared(edition, &rows, name, rest);
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

/// The type of what is named, where an option follows that is compared with it.
fn compared<'e>(
    edition: &'e Edition,
    rows: &BTreeMap<&str, &str>,
    name: &str,
    rest: &str,
) -> Option<&'e Type> {
    let mut signs = [" = '", " != '"].into_iter();
    let is_compared = signs.any(|sign| rest.starts_with(sign));
    type_of(edition, rows, name).filter(|_ty| is_compared)
}

/// The type of a fact, of a column of the rows of a list of facts, or of a field of the form.
fn type_of<'e>(edition: &'e Edition, rows: &BTreeMap<&str, &str>, name: &str) -> Option<&'e Type> {
    let Some((row, column)) = name.split_once('.') else {
        return edition.facts.get(name).map(|fact| &fact.ty);
    };
    let Some(list) = rows.get(row) else {
        let section = edition.form.iter().find(|it| it.code == row)?;
        let field = section.fields.iter().find(|it| it.code == column)?;
        return Some(&field.ty);
    };
    let list = edition.facts.get(fact_of(list))?;
    let Type::List { columns } = &list.ty else {
        return None;
    };
    let column = columns.iter().find(|it| it.code == column)?;
    Some(&column.ty)
}

/// The words of an option: that of the choice with which it is compared, else of any choice of the edition if all that
/// have the code agree on its words.
fn option<'e>(edition: &'e Edition, compared: Option<&'e Type>, code: &str) -> Option<&'e Text> {
    if let Some(ty) = compared {
        return option_of(ty, code);
    }
    let types = edition.facts.values().flat_map(|fact| {
        if let Type::List { columns } = &fact.ty {
            columns.iter().map(|it| &it.ty).collect()
        } else {
            vec![&fact.ty]
        }
    });
    let mut labels = types.filter_map(|ty| option_of(ty, code));
    let first = labels.next()?;
    labels.all(|it| it == first).then_some(first)
}

fn option_of<'e>(ty: &'e Type, code: &str) -> Option<&'e Text> {
    let Type::Choice { options } = ty else {
        return None;
    };
    let option = options.iter().find(|it| it.code == code)?;
    Some(&option.label)
}

#[cfg(test)]
#[path = "../../../law/tests/it/folder.rs"]
mod folder;

#[cfg(test)]
mod tests {
    use std::path::Path;

    use law::Language;

    use super::folder::files_below;
    use super::*;

    fn law() -> law::Law {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
        law::load(files_below(&folder))
            .unwrap_or_else(|problems| panic!("{} problems", problems.len()))
    }

    #[test]
    fn option_has_the_words_of_the_choice_with_which_it_is_compared() {
        let law = law();
        let edition = law.editions("privatization").last().unwrap();
        let none = BTreeMap::new();
        let mut words = std::collections::BTreeSet::new();
        for (name, fact) in &edition.facts {
            let Type::Choice { options } = &fact.ty else {
                continue;
            };
            let compared = compared(edition, &none, name, " != 'other'");
            assert_eq!(compared, Some(&fact.ty));
            for it in options {
                let said = option(edition, compared, &it.code);
                assert_eq!(said, Some(&it.label), "{name}: {}", it.code);
                if it.code == "other" {
                    words.insert(it.label.get(Language::En).to_owned());
                }
            }
            let foreign = option(edition, compared, "no-such-option");
            assert_eq!(foreign, None);
        }
        assert!(words.len() > 1, "the code has several words: {words:?}");
        assert_eq!(option(edition, None, "other"), None, "nobody knows whose");
        assert!(
            option(edition, None, "retirement").is_some(),
            "only one has it"
        );
        let after = compared(edition, &none, "end-of-service", " and 'other'");
        assert_eq!(after, None, "it is not compared");
        let assistance = law.editions("housing-assistance").last().unwrap();
        let rows = BTreeMap::from([("c", "costs")]);
        let column = compared(assistance, &rows, "c.kind", " = 'lift' then");
        assert!(matches!(column, Some(Type::Choice { .. })));
    }
}
