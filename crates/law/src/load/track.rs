//! `track`: a variant of the procedure.

use kdl::KdlNode;

use super::{
    basis::{Inherited, source_of},
    reading::{Reading, name_span, named},
    stage::ROLES,
    term::{Stands, limit, term},
};
use crate::edition::{Channel, ExtensionGround, Limit, OwnExtension, Term, Track};

/// `track communal cite=… { text …; when "…"; stages examination decision }`.
pub(crate) fn read(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Track> {
    let nodes = ["text", "when", "stages", "term", "limit", "extension"];
    reading.cited(node, 1, &["addressee"], &nodes);
    let code = reading.code(node, "track")?;
    let path = format!("track/{code}");
    let (source, down) = source_of(reading, node, above);
    let text = reading.child_text(node, "text");
    let when = reading.single(node, "when").and_then(|child| {
        reading.only(child, 1, &[], &[]);
        let word = reading.arg(child, 0, "a condition")?;
        reading.keep(format!("{path}/when/formula"), word.inner());
        Some(word.text.to_owned())
    });
    let stages = reading.child(node, "stages").map(|child| {
        let words = reading.args(child);
        reading.only(child, words.len(), &[], &[]);
        let mut stages: Vec<String> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            reading.keep(format!("{path}/stages/{index}"), word.span);
            if stages.iter().any(|stage| stage == word.text) {
                let message = format!("`{}` is on the track twice", word.text);
                reading.fault(word.span, message, None);
            }
            stages.push(word.text.to_owned());
        }
        if stages.is_empty() {
            reading.fault(name_span(child), "the track has no stage", None);
        }
        stages
    });
    let addressee = match reading.prop(node, "addressee") {
        Some(word) => Some(reading.choose(word, "a role", ROLES)?),
        None => None,
    };
    let terms = terms(reading, node, &down, &path);
    let limits = limits(reading, node, &down, &path);
    Some(Track {
        code,
        text: text?,
        when,
        stages: stages?,
        terms,
        limits,
        extension: reading
            .single(node, "extension")
            .and_then(|child| extension(reading, child, &down, &path)),
        addressee,
        source: source?,
    })
}

/// `extension at-most-working-days=10 notify-working-days=3 cite=… { ground study cite=… { text … } }`.
fn extension(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Option<OwnExtension> {
    let props = ["at-most-working-days", "notify-working-days"];
    reading.cited(node, 0, &props, &["ground"]);
    let path = format!("{path}/extension");
    reading.keep(path.clone(), name_span(node));
    let (source, down) = source_of(reading, node, above);
    let mut days = |name| {
        let word = reading.needed(node, name)?;
        reading.whole(word)
    };
    let (at_most, notify) = (days("at-most-working-days"), days("notify-working-days"));
    let mut grounds = Vec::new();
    for child in named(node, "ground") {
        reading.cited(child, 1, &[], &["text"]);
        let code = reading.code(child, &path);
        let (source, _) = source_of(reading, child, &down);
        let text = reading.child_text(child, "text");
        if let (Some(code), Some(text), Some(source)) = (code, text, source) {
            grounds.push(ExtensionGround { code, text, source });
        }
    }
    if grounds.is_empty() {
        let help = Some("add `ground code cite=… { text … }`".to_owned());
        let message = "a term is extended on named grounds only";
        reading.fault(name_span(node), message, help);
    }
    Some(OwnExtension {
        at_most_working_days: at_most?,
        notify_working_days: notify?,
        grounds,
        source: source?,
    })
}

/// The `limit` nodes of an edition or a track, kept under `PATH/limit/CODE`.
pub(crate) fn limits(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Vec<Limit> {
    let path = under(path, "limit");
    named(node, "limit")
        .filter_map(|child| limit(reading, child, above, &path))
        .collect()
}

/// The `term` nodes of an edition or a track: one for all channels, or one for each. The place of the
/// term of the counter is kept under `PATH/term/counter`, that of any other under `PATH/term`.
pub(crate) fn terms(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for child in named(node, "term") {
        let channel = reading.prop_text(child, "channel");
        let path = under(path, whole_term(channel.as_deref() == Some("counter")));
        let Some(read) = term(reading, child, above, &path, Stands::Whole) else {
            continue;
        };
        if terms.iter().any(|known| known.channel == read.channel) {
            let help = Some("keep one of them, or give each its `channel`".to_owned());
            let message = "a second term for the same channel";
            reading.fault(name_span(child), message, help);
        }
        terms.push(read);
    }
    terms
}

/// The path of a whole term.
pub(crate) fn term_path(path: &str, term: &Term) -> String {
    under(path, whole_term(term.channel == Some(Channel::Counter)))
}

fn whole_term(of_counter: bool) -> &'static str {
    if of_counter { "term/counter" } else { "term" }
}

/// A path below another; an edition has none of its own.
pub(crate) fn under(path: &str, name: &str) -> String {
    if path.is_empty() {
        return name.to_owned();
    }
    format!("{path}/{name}")
}
