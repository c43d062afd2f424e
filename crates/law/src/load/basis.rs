//! `cite`, which every node names itself, and `basis`, which it may have from the node around it.

use kdl::KdlNode;

use super::reading::{Reading, Stands, Word, name_span};
use crate::edition::{Basis, Source};

/// What a node hands down to its children. A paragraph is never handed down: who takes a `cite` out
/// must notice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inherited {
    pub(crate) basis: Option<Basis>,
}

#[derive(Clone, Copy)]
enum Kind {
    Source,
    Found,
    Inferred,
    CarriedOver,
}

const KINDS: &[(&str, Kind)] = &[
    ("source", Kind::Source),
    ("found", Kind::Found),
    ("inferred", Kind::Inferred),
    ("carried-over", Kind::CarriedOver),
];

/// What the node hands down: its own `basis`, else the one handed to it.
/// `from` names the property that tells the text of a found basis.
pub(crate) fn hand_down(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    from: &str,
) -> Inherited {
    let basis = match reading.prop(node, "basis") {
        Some(word) => own(reading, node, word, from),
        None => None,
    };
    Inherited {
        basis: basis.or_else(|| above.basis.clone()),
    }
}

/// The source of a node, which must cite a paragraph itself.
pub(crate) fn source_of(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
) -> (Option<Source>, Inherited) {
    source_by(reading, node, above, "from")
}

/// As [`source_of`], for a node whose `from` means something else and whose found text is `source`.
pub(crate) fn source_by(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    from: &str,
) -> (Option<Source>, Inherited) {
    let down = hand_down(reading, node, above, from);
    let cite = reading
        .prop_text(node, "cite")
        .filter(|cite| !cite.trim().is_empty());
    if cite.is_none() {
        let message = format!("`{}` cites no paragraph", node.name().value());
        let help = "add `cite=\"¶…\"`: every rule names its own".to_owned();
        reading.fault(name_span(node), message, Some(help));
    }
    let source = match (cite, down.basis.clone()) {
        (Some(cite), Some(basis)) => Some(Source { cite, basis }),
        (None, _) | (_, None) => None,
    };
    (source, down)
}

/// The basis of an entry of a calendar, of places or of figures: `source` if it says nothing.
pub(crate) fn of_entry(reading: &mut Reading<'_>, node: &KdlNode) -> Basis {
    let word = reading.prop(node, "basis");
    word.and_then(|word| own(reading, node, word, "source"))
        .unwrap_or(Basis::Source)
}

/// The basis that a node itself names; all but `source` are kept for the lawyer's list.
fn own(reading: &mut Reading<'_>, node: &KdlNode, word: Word<'_>, from: &str) -> Option<Basis> {
    let basis = named(reading, node, word, from)?;
    if basis != Basis::Source {
        let first = reading.args(node).into_iter().next();
        let name = node.name().value();
        reading.stands.push(Stands {
            node: first.map_or_else(|| name.to_owned(), |first| format!("{name} {}", first.text)),
            span: name_span(node),
            cite: reading
                .prop_text(node, "cite")
                .or_else(|| reading.prop_text(node, "act")),
            basis: basis.clone(),
        });
    }
    Some(basis)
}

fn named(reading: &mut Reading<'_>, node: &KdlNode, word: Word<'_>, from: &str) -> Option<Basis> {
    let needed = |reading: &mut Reading<'_>, name: &str| {
        let found = reading
            .prop_text(node, name)
            .filter(|text| !text.trim().is_empty());
        if found.is_none() {
            let message = format!("a basis `{}` must say `{name}`", word.text);
            reading.fault(word.span, message, Some(format!("add `{name}=\"…\"`")));
        }
        found
    };
    match reading.choose(word, "a basis", KINDS)? {
        Kind::Source => Some(Basis::Source),
        Kind::Found => Some(Basis::Found {
            from: needed(reading, from)?,
        }),
        Kind::Inferred => Some(Basis::Inferred {
            why: needed(reading, "why")?,
        }),
        Kind::CarriedOver => {
            let (from, why) = (needed(reading, from), needed(reading, "why"));
            Some(Basis::CarriedOver {
                from: from?,
                why: why?,
            })
        }
    }
}
