//! `type=…` with its `unit`, `per`, options and columns.

use kdl::KdlNode;

use super::reading::{Reading, Word, named};
use crate::edition::{ChoiceOption, Column, Per, Type};

#[derive(Clone, Copy)]
enum Kind {
    Boolean,
    Count,
    Number,
    Share,
    Money,
    Date,
    Choice,
    Line,
    PersonName,
    Iin,
    Iban,
    Place,
    List,
}

const KINDS: &[(&str, Kind)] = &[
    ("boolean", Kind::Boolean),
    ("count", Kind::Count),
    ("number", Kind::Number),
    ("share", Kind::Share),
    ("money", Kind::Money),
    ("date", Kind::Date),
    ("choice", Kind::Choice),
    ("line", Kind::Line),
    ("person-name", Kind::PersonName),
    ("iin", Kind::Iin),
    ("iban", Kind::Iban),
    ("place", Kind::Place),
    ("list", Kind::List),
];

pub(crate) const PERIODS: &[(&str, Per)] = &[
    ("once", Per::Once),
    ("month", Per::Month),
    ("quarter", Per::Quarter),
];

/// The type that a node declares.
pub(crate) fn read(reading: &mut Reading<'_>, node: &KdlNode) -> Option<Type> {
    let word = reading.needed(node, "type")?;
    let kind = reading.choose(word, "a type", KINDS)?;
    belongs(
        reading,
        node,
        "unit",
        "number",
        matches!(kind, Kind::Number),
    );
    belongs(reading, node, "per", "money", matches!(kind, Kind::Money));
    if !matches!(kind, Kind::Choice) {
        no_children(reading, node, "option", "choice");
    }
    if !matches!(kind, Kind::List) {
        no_children(reading, node, "column", "list");
    }
    Some(match kind {
        Kind::Boolean => Type::Boolean,
        Kind::Count => Type::Count,
        Kind::Number => Type::Number {
            unit: reading.prop_text(node, "unit").unwrap_or_default(),
        },
        Kind::Share => Type::Share,
        Kind::Money => {
            let per = reading.needed(node, "per")?;
            Type::Money {
                per: reading.choose(per, "a period of money", PERIODS)?,
            }
        }
        Kind::Date => Type::Date,
        Kind::Choice => Type::Choice {
            options: options(reading, node, word),
        },
        Kind::Line => Type::Line,
        Kind::PersonName => Type::PersonName,
        Kind::Iin => Type::Iin,
        Kind::Iban => Type::Iban,
        Kind::Place => Type::Place,
        Kind::List => Type::List {
            columns: columns(reading, node, word),
        },
    })
}

fn belongs(reading: &mut Reading<'_>, node: &KdlNode, name: &str, kind: &str, is_kind: bool) {
    if let Some(word) = reading.prop(node, name)
        && !is_kind
    {
        let message = format!("only a {kind} has `{name}`");
        reading.fault(word.span, message, Some(format!("take `{name}` out")));
    }
}

fn no_children(reading: &mut Reading<'_>, node: &KdlNode, name: &str, kind: &str) {
    if let Some(child) = named(node, name).next() {
        let span = super::reading::name_span(child);
        reading.fault(span, format!("only a {kind} has `{name}`"), None);
    }
}

fn options(reading: &mut Reading<'_>, node: &KdlNode, word: Word<'_>) -> Vec<ChoiceOption> {
    let mut options: Vec<ChoiceOption> = Vec::new();
    for child in named(node, "option") {
        reading.only(child, 1, &["kk", "ru", "en"], &[]);
        let code = reading.arg(child, 0, "a code");
        let label = reading.languages(child);
        let (Some(code), Some(label)) = (code, label) else {
            continue;
        };
        if options.iter().any(|known| known.code == code.text) {
            reading.fault(code.span, format!("`{}` is there twice", code.text), None);
        }
        options.push(ChoiceOption {
            code: code.text.to_owned(),
            label,
        });
    }
    if named(node, "option").next().is_none() {
        let help = "add `option code kk=\"…\" ru=\"…\" en=\"…\"` lines".to_owned();
        reading.fault(word.span, "a choice without options", Some(help));
    }
    options
}

fn columns(reading: &mut Reading<'_>, node: &KdlNode, word: Word<'_>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for child in named(node, "column") {
        reading.based(
            child,
            1,
            &["type", "unit", "per", "required"],
            &["label", "option", "column"],
        );
        // An inferred column says so, as any other node.
        super::basis::hand_down(reading, child, &super::basis::Inherited::default(), "from");
        let code = reading.arg(child, 0, "a code");
        let ty = read(reading, child);
        let label = reading.child_text(child, "label");
        let required = reading.flag(child, "required", false);
        if let (Some(Type::List { .. }), Some(word)) = (&ty, reading.prop(child, "type")) {
            reading.fault(word.span, "a column cannot itself be a list", None);
        }
        let (Some(code), Some(ty), Some(label)) = (code, ty, label) else {
            continue;
        };
        if columns.iter().any(|known| known.code == code.text) {
            reading.fault(code.span, format!("`{}` is there twice", code.text), None);
        }
        columns.push(Column {
            code: code.text.to_owned(),
            ty,
            label,
            required,
        });
    }
    if named(node, "column").next().is_none() {
        let help = Some("add `column code type=… { label … }` lines".to_owned());
        reading.fault(word.span, "a list without columns", help);
    }
    columns
}
