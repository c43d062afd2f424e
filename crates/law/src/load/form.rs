//! `form`, `document` and `party`: what a person is asked.

use kdl::KdlNode;

use super::{
    basis::{Inherited, hand_down, source_of},
    reading::{Reading, children, named},
};
use crate::edition::{Channel, Document, DocumentChannel, Field, Party, Section, SigningMeans};

/// The ways of signing by their words.
pub(crate) const MEANS: &[(&str, SigningMeans)] = &[
    ("eds", SigningMeans::Eds),
    ("one-time-password", SigningMeans::OneTimePassword),
    ("in-person", SigningMeans::InPerson),
];

/// `form { section … }`.
pub(crate) fn read(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Vec<Section> {
    reading.based(node, 0, &[], &["section"]);
    let down = hand_down(reading, node, above, "from");
    let mut sections: Vec<Section> = Vec::new();
    for child in named(node, "section") {
        let Some(section) = section(reading, child, &down) else {
            continue;
        };
        sections.push(section);
    }
    sections
}

fn section(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Section> {
    reading.cited(node, 1, &[], &["title", "hint", "field"]);
    let code = reading.code(node, "form")?;
    let path = format!("form/{code}");
    let (source, down) = source_of(reading, node, above);
    let title = reading.child_text(node, "title");
    let hint = reading.optional_text(node, "hint");
    let mut fields: Vec<Field> = Vec::new();
    for child in named(node, "field") {
        fields.extend(field(reading, child, &down, &path));
    }
    Some(Section {
        code,
        title: title?,
        hint,
        fields,
        source: source?,
    })
}

fn field(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Option<Field> {
    reading.cited(
        node,
        1,
        &["type", "unit", "per", "required", "prefill"],
        &["label", "hint", "option", "column"],
    );
    let code = reading.code(node, path)?;
    let (source, _) = source_of(reading, node, above);
    let ty = super::kind::read(reading, node);
    let label = reading.child_text(node, "label");
    let hint = reading.optional_text(node, "hint");
    let required = reading.flag(node, "required", false);
    let prefill = reading.prop_text(node, "prefill");
    Some(Field {
        code,
        ty: ty?,
        label: label?,
        hint,
        required,
        prefill,
        source: source?,
    })
}

/// `document income-proof { text …; portal; counter unless=registry:income; when "…" { text … } }`.
pub(crate) fn document(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
) -> Option<Document> {
    reading.cited(
        node,
        1,
        &["renewal", "unconditional"],
        &["text", "portal", "counter", "when"],
    );
    let code = reading.code(node, "document")?;
    let (source, _) = source_of(reading, node, above);
    let text = reading.child_text(node, "text");
    let mut channels: Vec<DocumentChannel> = Vec::new();
    for child in children(node) {
        let channel = match child.name().value() {
            "portal" => Channel::Portal,
            "counter" => Channel::Counter,
            _ => continue,
        };
        if let Some(word) = reading.prop(child, "unless") {
            let path = format!("document/{code}/{}/unless", child.name().value());
            reading.keep(path, word.span);
        }
        channels.extend(document_channel(reading, child, channel));
    }
    let mut when = None;
    let mut when_text = None;
    if let Some(child) = reading.single(node, "when") {
        reading.only(child, 1, &[], &["text"]);
        let formula = reading.arg(child, 0, "a condition");
        if let Some(word) = formula {
            reading.keep(format!("document/{code}/when/formula"), word.inner());
            when = Some(word.text.to_owned());
        }
        when_text = reading.child_text(child, "text");
    }
    let on_renewal = reading.flag(node, "renewal", false);
    let unconditional = reading.flag(node, "unconditional", false);
    Some(Document {
        code,
        text: text?,
        channels,
        when,
        when_text,
        on_renewal,
        unconditional,
        source: source?,
    })
}

fn document_channel(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    channel: Channel,
) -> Option<DocumentChannel> {
    reading.only(node, 0, &["unless", "original", "request"], &[]);
    let unless_registry = match reading.prop(node, "unless") {
        None => None,
        Some(word) => {
            let Some(registry) = word.text.strip_prefix("registry:") else {
                let message = format!("`{}` names no registry", word.text);
                let help = Some("write `unless=registry:income`".to_owned());
                reading.fault(word.span, message, help);
                return None;
            };
            Some(registry.to_owned())
        }
    };
    Some(DocumentChannel {
        channel,
        unless_registry,
        original_shown: reading.flag(node, "original", false),
        is_the_request: reading.flag(node, "request", false),
    })
}

/// `party recipient { text …; by eds one-time-password }`.
pub(crate) fn party(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Party> {
    reading.cited(node, 1, &["each", "when", "iin"], &["text", "by"]);
    let code = reading.code(node, "party")?;
    let (source, _) = source_of(reading, node, above);
    let text = reading.child_text(node, "text");
    let means = reading.child(node, "by").map(|by| {
        reading.only(by, MEANS.len(), &[], &[]);
        means(reading, by)
    });
    let mut said = |name: &str| {
        let word = reading.prop(node, name)?;
        reading.keep(format!("party/{code}/{name}"), word.span);
        Some(word)
    };
    let (each, iin, when) = (said("each"), said("iin"), said("when"));
    if let Some(word) = when {
        reading.keep(format!("party/{code}/when/formula"), word.inner());
        if each.is_none() {
            let help = Some("add `each=\"section.field\"`, or take `when` out".to_owned());
            reading.fault(word.span, "a condition on rows without rows", help);
        }
    }
    if let (Some(_), Some(word)) = (each, iin) {
        let help = Some("a party is either one person or the rows of a list".to_owned());
        reading.fault(word.span, "`iin` stands beside `each`", help);
    }
    Some(Party {
        code,
        text: text?,
        means: means?,
        each: each.map(|word| word.text.to_owned()),
        when: when.map(|word| word.text.to_owned()),
        iin: iin.map(|word| word.text.to_owned()),
        source: source?,
    })
}

/// The ways of signing that a node names as its words.
pub(crate) fn means(reading: &mut Reading<'_>, node: &KdlNode) -> Vec<SigningMeans> {
    let words = reading.args(node);
    if words.is_empty() {
        let span = super::reading::name_span(node);
        let help = Some("write `eds`, `one-time-password` or `in-person`".to_owned());
        reading.fault(span, "no way of signing is named", help);
    }
    words
        .into_iter()
        .filter_map(|word| reading.choose(word, "a way of signing", MEANS))
        .collect()
}
