//! `deed`: its title, paragraphs and fields.

use kdl::KdlNode;

use super::{
    basis::{Inherited, hand_down, source_of},
    reading::{Reading, named},
};
use crate::edition::{Deed, DeedField, IssuedAt};

const MOMENTS: &[(&str, IssuedAt)] = &[
    ("intake", IssuedAt::Intake),
    ("hearing", IssuedAt::Hearing),
    ("extension", IssuedAt::Extension),
    ("withdrawal", IssuedAt::Withdrawal),
    ("correction", IssuedAt::Correction),
    ("notice", IssuedAt::Notice),
];

/// `deed notice-of-assignment appeal=#false copies=1 { title …; text …; field … }`.
pub(crate) fn read(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Deed> {
    reading.cited(
        node,
        1,
        &["appeal", "copies", "at"],
        &["title", "text", "field"],
    );
    let code = reading.code(node, "deed")?;
    let path = format!("deed/{code}");
    let (source, down) = source_of(reading, node, above);
    let title = reading.child_text(node, "title");
    let paragraphs = reading.texts(node, "text");
    for (index, child) in named(node, "text").enumerate() {
        reading.keep(
            format!("{path}/text/{index}"),
            super::reading::name_span(child),
        );
    }
    let mut fields: Vec<DeedField> = Vec::new();
    for child in named(node, "field") {
        reading.based(child, 1, &["source"], &["label"]);
        let Some(code) = reading.code(child, &path) else {
            continue;
        };
        // A field says only where its value comes from; its paragraph is the deed's.
        hand_down(reading, child, &down, "source");
        let label = reading.child_text(child, "label");
        let from = reading.needed(child, "from");
        let (Some(label), Some(from)) = (label, from) else {
            continue;
        };
        reading.keep(format!("{path}/{code}/from"), from.span);
        fields.push(DeedField {
            code,
            label,
            from: from.text.to_owned(),
        });
    }
    let copies = match reading.prop(node, "copies") {
        Some(word) => reading.whole(word)?,
        None => 1,
    };
    let appeal = reading.flag(node, "appeal", false);
    let at = match reading.prop(node, "at") {
        Some(word) => Some(reading.choose(word, "a moment at which a deed is issued", MOMENTS)?),
        None => None,
    };
    Some(Deed {
        code,
        title: title?,
        paragraphs,
        fields,
        copies,
        appeal,
        at,
        source: source?,
    })
}
