//! `rules`, `may-sign`, `fetch` and `mark`.

use kdl::KdlNode;

use super::{
    basis::{Inherited, source_of},
    reading::{Reading, name_span},
    stage::ROLES,
};
use crate::edition::{CodeRule, Fetch, Mark, MarkOn, MaySign, Rules, Without};

/// `rules hearing withdrawal … cite=…`, or `rules … without="hearing" why="…"`; several nodes add up.
pub(crate) fn rules(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    into: &mut Rules,
) {
    reading.cited(node, CodeRule::ALL.len(), &["without"], &[]);
    reading.keep("rules", name_span(node));
    let (source, _) = source_of(reading, node, above);
    let known = CodeRule::ALL.map(|rule| (rule.code(), rule));
    let Some(source) = source else { return };
    for word in reading.args(node) {
        if let Some(rule) = reading.choose(word, "a rule of the Code", &known) {
            into.on.insert(rule, source.clone());
        }
    }
    let Some(word) = reading.prop(node, "without") else {
        return;
    };
    let why = reading.needed(node, "why").map(|why| why.text.to_owned());
    for (name, span) in word.split() {
        let Some((_, rule)) = known.iter().find(|(known, _)| *known == name) else {
            let message = format!("`{name}` is not a rule of the Code");
            let help = crate::problem::suggest(name, known.iter().map(|(known, _)| *known));
            reading.fault(span, message, help);
            continue;
        };
        if into.on.contains_key(rule) {
            let message = format!("`{name}` is switched on and left out");
            reading.fault(span, message, Some("keep one of the two".to_owned()));
        }
        into.without.extend(why.clone().map(|why| {
            let source = source.clone();
            (*rule, Without { why, source })
        }));
    }
}

/// Every rule of the Code is switched on or left out with a reason.
pub(crate) fn all_said(reading: &mut Reading<'_>, edition: &KdlNode, rules: &Rules) {
    let silent: Vec<&str> = CodeRule::ALL
        .iter()
        .filter(|rule| !rules.on.contains_key(rule) && !rules.without.contains_key(rule))
        .map(|rule| rule.code())
        .collect();
    if silent.is_empty() {
        return;
    }
    let span = reading.spans.get("rules").copied();
    let span = span.unwrap_or_else(|| name_span(edition));
    let names = silent.join(", ");
    let message = format!("nothing is said of these rules of the Code: {names}");
    let help = format!(
        "add `rules {} cite=…`, or `rules without=\"{}\" why=\"…\" cite=…`",
        silent.join(" "),
        silent.join(" ")
    );
    reading.fault(span, message, Some(help));
}

/// `may-sign head notice-of-assignment reasoned-refusal cite=…`.
pub(crate) fn may_sign(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    index: usize,
) -> Option<MaySign> {
    reading.cited(node, usize::MAX, &[], &[]);
    let (source, _) = source_of(reading, node, above);
    let role = reading.arg(node, 0, "a role")?;
    let role = reading.choose(role, "a role", ROLES);
    let mut deeds: Vec<String> = Vec::new();
    for (at, word) in reading.args(node).into_iter().skip(1).enumerate() {
        reading.keep(format!("may-sign/{index}/{at}"), word.span);
        deeds.push(word.text.to_owned());
    }
    if deeds.is_empty() {
        reading.fault(name_span(node), "no deed is named", None);
    }
    Some(MaySign {
        role: role?,
        deeds,
        source: source?,
    })
}

/// `fetch real-estate documents="income-proof" cite=… { text … }`.
pub(crate) fn fetch(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    index: usize,
) -> Option<Fetch> {
    reading.cited(node, 1, &["documents", "after"], &["text"]);
    let (source, _) = source_of(reading, node, above);
    let registry = reading.arg(node, 0, "a register")?;
    reading.keep(format!("fetch/{index}"), registry.span);
    let mut documents: Vec<String> = Vec::new();
    if let Some(word) = reading.prop(node, "documents") {
        for (at, (document, span)) in word.split().enumerate() {
            reading.keep(format!("fetch/{index}/{at}"), span);
            documents.push(document.to_owned());
        }
    }
    let after = reading.prop_day(node, "after");
    let text = reading.child_text(node, "text");
    Some(Fetch {
        registry: registry.text.to_owned(),
        documents,
        after,
        text: text?,
        source: source?,
    })
}

/// `mark registered on=registration cite=… { text … }`.
pub(crate) fn mark(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Mark> {
    reading.cited(node, 1, &["on"], &["text"]);
    let code = reading.code(node, "mark")?;
    let (source, _) = source_of(reading, node, above);
    let text = reading.child_text(node, "text");
    let word = reading.needed(node, "on")?;
    reading.keep(format!("mark/{code}/on"), word.span);
    let Some(on) = mark_on(word.text) else {
        let message = format!("`{}` is not an event of a mark", word.text);
        let help = "write filing, registration, stage:code, outcome:stage/code or deed:code";
        reading.fault(word.span, message, Some(help.to_owned()));
        return None;
    };
    Some(Mark {
        code,
        on,
        text: text?,
        source: source?,
    })
}

fn mark_on(word: &str) -> Option<MarkOn> {
    match word {
        "filing" => return Some(MarkOn::Filing),
        "registration" => return Some(MarkOn::Registration),
        _ => {}
    }
    let (kind, code) = word.split_once(':')?;
    match kind {
        "stage" => Some(MarkOn::Stage {
            stage: code.to_owned(),
        }),
        "deed" => Some(MarkOn::Deed {
            deed: code.to_owned(),
        }),
        "outcome" => {
            let (stage, outcome) = code.split_once('/')?;
            Some(MarkOn::Outcome {
                stage: stage.to_owned(),
                outcome: outcome.to_owned(),
            })
        }
        _ => None,
    }
}
