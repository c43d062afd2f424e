//! `code/<day>-<act>.kdl`: the rules of the Code; and `registries.kdl`.

use kdl::{KdlDocument, KdlNode};

use super::{
    basis::{Inherited, hand_down, source_of},
    edition::{act, legal_day},
    reading::{Reading, name_span, named},
    term::UNITS,
};
use crate::{
    code::{
        AppealRule, Code, Correction, Exception, Extension, HearingRule, NotNeeded, Period,
        Silence, Withdrawal,
    },
    edition::{Basis, Source},
    registries::Register,
    source_file::Span,
    text::Text,
};

const RULES: &[&str] = &[
    "act",
    "in-force",
    "repealed",
    "hearing",
    "withdrawal",
    "extension",
    "correction",
    "silence",
    "appeal",
    "default-term",
];

const EXCEPTIONS: &[(&str, Exception)] = &[
    ("favorable", Exception::Favorable),
    ("short-term", Exception::ShortTerm),
    ("requested", Exception::Requested),
    ("automated", Exception::Automated),
    ("court-decision", Exception::CourtDecision),
];

/// The registers of `registries.kdl`.
pub(crate) fn registers(reading: &mut Reading<'_>, document: &KdlDocument) -> Vec<Register> {
    reading.only_children(document.nodes().iter(), "registries.kdl", &["registry"]);
    let above = Inherited {
        basis: Some(Basis::Source),
    };
    let mut registers: Vec<Register> = Vec::new();
    for node in document.nodes() {
        reading.cited(node, 1, &[], &["text"]);
        let code = reading.code(node, "registry");
        let (source, _) = source_of(reading, node, &above);
        let text = reading.child_text(node, "text");
        if let (Some(code), Some(text), Some(source)) = (code, text, source) {
            registers.push(Register { code, text, source });
        }
    }
    registers
}

/// `code appc basis=found from="…" { … }`.
pub(crate) fn read(reading: &mut Reading<'_>, document: &KdlDocument) -> Option<Code> {
    reading.only_children(document.nodes().iter(), "a file of the Code", &["code"]);
    let Some(node) = document.nodes().first() else {
        let help = Some("begin it with `code appc basis=found from=\"…\" {`".to_owned());
        reading.fault(Span::default(), "the file has no `code`", help);
        return None;
    };
    reading.based(node, 1, &[], RULES);
    let above = hand_down(reading, node, &Inherited::default(), "from");
    if above.basis.is_none() {
        let help = Some("add `basis=source` or `basis=found from=\"…\"`".to_owned());
        reading.fault(name_span(node), "the Code does not say on what basis", help);
    }
    let above = Inherited {
        basis: above.basis.or(Some(Basis::Source)),
    };
    let code = reading.code(node, "code");
    let act = reading
        .child(node, "act")
        .and_then(|child| act(reading, child));
    let in_force = reading.child(node, "in-force").and_then(|child| {
        reading.cited(child, 1, &[], &[]);
        legal_day(reading, child, &above, "in-force")
    });
    let repealed = reading.single(node, "repealed").and_then(|child| {
        reading.cited(child, 1, &["by"], &[]);
        legal_day(reading, child, &above, "repealed")
    });
    let hearing = hearing(reading, node, &above);
    let mut rules = Rules { reading, node };
    let (withdrawal, extension) = (rules.withdrawal(&above), rules.extension(&above));
    let (correction, silence) = (rules.correction(&above), rules.silence(&above));
    let appeal = rules.appeal(&above);
    let default_term = period(rules.reading, node, "default-term", &above);
    Some(Code {
        code: code?,
        act: act?,
        in_force: in_force?,
        repealed,
        hearing: hearing?,
        withdrawal: withdrawal?,
        extension: extension?,
        correction: correction?,
        silence: silence?,
        appeal: appeal?,
        default_term: default_term?,
    })
}

/// The node that reads rule after rule.
struct Rules<'r, 's, 'k> {
    reading: &'r mut Reading<'s>,
    node: &'k KdlNode,
}

impl<'k> Rules<'_, '_, 'k> {
    /// A rule with its periods, its text and its source.
    fn rule(
        &mut self,
        name: &str,
        periods: &[&'static str],
        above: &Inherited,
    ) -> Option<(&'k KdlNode, Text, Source, Inherited)> {
        let node = self.reading.child(self.node, name)?;
        let nodes = [periods, &["text"]].concat();
        self.reading.cited(node, 0, &[], &nodes);
        let (source, down) = source_of(self.reading, node, above);
        let text = self.reading.child_text(node, "text");
        Some((node, text?, source?, down))
    }

    fn withdrawal(&mut self, above: &Inherited) -> Option<Withdrawal> {
        let (node, text, source, down) = self.rule("withdrawal", &["notify"], above)?;
        Some(Withdrawal {
            notify: period(self.reading, node, "notify", &down)?,
            text,
            source,
        })
    }

    fn extension(&mut self, above: &Inherited) -> Option<Extension> {
        let (node, text, source, down) = self.rule("extension", &["at-most", "notify"], above)?;
        let at_most = period(self.reading, node, "at-most", &down);
        let notify = period(self.reading, node, "notify", &down);
        Some(Extension {
            at_most: at_most?,
            notify: notify?,
            text,
            source,
        })
    }

    fn correction(&mut self, above: &Inherited) -> Option<Correction> {
        let (node, text, source, down) = self.rule("correction", &["consider", "send"], above)?;
        let consider = period(self.reading, node, "consider", &down);
        let send = period(self.reading, node, "send", &down);
        Some(Correction {
            consider: consider?,
            send: send?,
            text,
            source,
        })
    }

    fn silence(&mut self, above: &Inherited) -> Option<Silence> {
        let (_, text, source, _) = self.rule("silence", &[], above)?;
        Some(Silence { text, source })
    }

    fn appeal(&mut self, above: &Inherited) -> Option<AppealRule> {
        let periods = ["within", "uninformed", "forward"];
        let (node, text, source, down) = self.rule("appeal", &periods, above)?;
        let [within, uninformed, forward] =
            periods.map(|name| period(self.reading, node, name, &down));
        Some(AppealRule {
            within: within?,
            uninformed: uninformed?,
            forward: forward?,
            text,
            source,
        })
    }
}

fn hearing(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<HearingRule> {
    let node = reading.child(node, "hearing")?;
    let periods = ["notice", "objections", "protocol", "remarks"];
    let nodes = [periods.as_slice(), &["not-needed", "text"]].concat();
    reading.cited(node, 0, &[], &nodes);
    let (source, down) = source_of(reading, node, above);
    let [notice, objections, protocol, remarks] =
        periods.map(|name| period(reading, node, name, &down));
    let mut not_needed: Vec<NotNeeded> = Vec::new();
    for child in named(node, "not-needed") {
        reading.cited(child, 1, &UNITS.map(|(name, _)| name), &["text"]);
        let word = reading.arg(child, 0, "a reason");
        let exception =
            word.and_then(|word| reading.choose(word, "a reason against a hearing", EXCEPTIONS));
        let (source, _) = source_of(reading, child, &down);
        let text = reading.child_text(child, "text");
        let (Some(exception), Some(source), Some(text)) = (exception, source, text) else {
            continue;
        };
        let shorter_than = if exception == Exception::ShortTerm {
            length(reading, child, &source)
        } else {
            None
        };
        not_needed.push(NotNeeded {
            exception,
            shorter_than,
            text,
            source,
        });
    }
    let text = reading.optional_text(node, "text");
    Some(HearingRule {
        notice: notice?,
        objections: objections?,
        protocol: protocol?,
        remarks: remarks?,
        not_needed,
        text,
        source: source?,
    })
}

/// The child `name` with its length: `notify working-days=3 cite=…`.
fn period(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    name: &str,
    above: &Inherited,
) -> Option<Period> {
    let node = reading.child(node, name)?;
    reading.cited(node, 0, &UNITS.map(|(name, _)| name), &[]);
    let (source, _) = source_of(reading, node, above);
    length(reading, node, &source?)
}

fn length(reading: &mut Reading<'_>, node: &KdlNode, source: &Source) -> Option<Period> {
    let found = UNITS
        .into_iter()
        .find_map(|(name, unit)| reading.prop(node, name).map(|word| (word, unit)));
    let Some((word, unit)) = found else {
        let help = Some("add `working-days=…` or `months=…`".to_owned());
        let message = format!("`{}` has no length", node.name().value());
        reading.fault(name_span(node), message, help);
        return None;
    };
    Some(Period {
        amount: reading.whole(word)?,
        unit,
        source: source.clone(),
    })
}
