//! `services/<code>/<in-force-day>-<act>.kdl`: one edition.

use std::collections::BTreeMap;

use kdl::{KdlDocument, KdlNode};

use super::{
    assessment,
    basis::{Inherited, hand_down, source_of},
    deed, form,
    reading::{Reading, children, name_span, named},
    rules, stage, track,
};
use crate::{
    edition::{
        Act, Assessment, Channel, Deed, Document, Edition, EditionId, Fact, Fetch, Ground,
        LegalDay, Limit, Mark, MaySign, Party, Pending, Requirement, Rules, Section, SigningMeans,
        Stage, StandardRow, Term, Track,
    },
    source_file::Span,
    text::Text,
};

const NODES: &[&str] = &[
    "act",
    "in-force",
    "repealed",
    "pending",
    "name",
    "summary",
    "signing",
    "attachments",
    "term",
    "limit",
    "rules",
    "standard",
    "form",
    "fact",
    "document",
    "party",
    "assess",
    "require",
    "ground",
    "track",
    "stage",
    "deed",
    "may-sign",
    "fetch",
    "mark",
    "appeal",
];

const PENDING: &[(&str, Pending)] = &[("stay", Pending::Stay), ("move", Pending::Move)];

pub(crate) fn read(reading: &mut Reading<'_>, document: &KdlDocument) -> Option<Edition> {
    reading.only_children(document.nodes().iter(), "a file of a service", &["edition"]);
    let mut nodes = document
        .nodes()
        .iter()
        .filter(|node| node.name().value() == "edition");
    let Some(node) = nodes.next() else {
        let help = Some("begin it with `edition service-code basis=source {`".to_owned());
        reading.fault(Span::default(), "the file has no `edition`", help);
        return None;
    };
    if let Some(second) = nodes.next() {
        let help = Some("one file holds one edition".to_owned());
        reading.fault(name_span(second), "a second edition in one file", help);
    }
    reading.based(node, 1, &[], NODES);
    let above = hand_down(reading, node, &Inherited::default(), "from");
    if above.basis.is_none() && reading.prop(node, "basis").is_none() {
        let help = Some("add `basis=source`, or `basis=carried-over from=… why=…`".to_owned());
        reading.fault(
            name_span(node),
            "the edition does not say on what basis it stands",
            help,
        );
    }
    // With a placeholder every other fault of the file still comes out in the same run.
    let above = Inherited {
        basis: above.basis.or(Some(crate::edition::Basis::Source)),
    };
    let head = head(reading, node, &above);
    let body = body(reading, node, &above);
    let path = reading.file.path().to_owned();
    let head = head?;
    Some(assemble(reading, head, body, &path))
}

/// What there must be one of.
struct Head {
    service: String,
    act: Act,
    in_force: LegalDay,
    repealed: Option<(LegalDay, String, Option<String>)>,
    pending: Pending,
    name: Text,
    summary: Text,
    signing: Vec<SigningMeans>,
    attachments_limit_bytes: u64,
    term: Term,
    terms: Vec<Term>,
}

fn head(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Head> {
    let service = reading.code(node, "edition");
    let act = reading
        .child(node, "act")
        .and_then(|child| act(reading, child));
    let in_force = reading.child(node, "in-force").and_then(|child| {
        reading.cited(child, 1, &[], &[]);
        legal_day(reading, child, above, "in-force")
    });
    let repealed = reading.single(node, "repealed").and_then(|child| {
        reading.cited(child, 1, &["by", "gap"], &[]);
        let day = legal_day(reading, child, above, "repealed")?;
        let by = reading.needed(child, "by")?.text.to_owned();
        Some((day, by, reading.prop_text(child, "gap")))
    });
    let pending = reading.child(node, "pending").and_then(|child| {
        reading.only(child, 1, &[], &[]);
        let word = reading.arg(child, 0, "`stay` or `move`")?;
        reading.choose(word, "what happens to cases under way", PENDING)
    });
    let name = reading.child_text(node, "name");
    let summary = reading.child_text(node, "summary");
    let signing = reading.child(node, "signing").map(|child| {
        reading.cited(child, form::MEANS.len(), &[], &[]);
        source_of(reading, child, above);
        form::means(reading, child)
    });
    let limit = reading.child(node, "attachments").and_then(|child| {
        reading.cited(child, 0, &["limit-bytes"], &[]);
        source_of(reading, child, above);
        let word = reading.needed(child, "limit-bytes")?;
        reading.whole(word)
    });
    let terms = track::terms(reading, node, above, "");
    if named(node, "term").next().is_none() {
        let help = Some("add `term working-days=… from=registration cite=…`".to_owned());
        reading.fault(name_span(node), "the edition has no `term`", help);
    }
    let of = |channel: Option<Channel>| terms.iter().find(|term| term.channel == channel);
    let term = of(None).or_else(|| of(Some(Channel::Portal)));
    let term = term.or(terms.first()).cloned();
    Some(Head {
        service: service?,
        act: act?,
        in_force: in_force?,
        repealed,
        pending: pending?,
        name: name?,
        summary: summary?,
        signing: signing?,
        attachments_limit_bytes: limit?,
        term: term?,
        terms,
    })
}

pub(crate) fn act(reading: &mut Reading<'_>, node: &KdlNode) -> Option<Act> {
    reading.only(node, 1, &["dated", "registered"], &["title"]);
    let code = reading.code(node, "act");
    let dated = reading
        .needed(node, "dated")
        .and_then(|word| reading.day(word));
    let registered = reading.prop_text(node, "registered");
    let title = reading.child_text(node, "title");
    Some(Act {
        code: code?,
        dated: dated?,
        registered,
        title: title?,
    })
}

pub(crate) fn legal_day(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Option<LegalDay> {
    let word = reading.arg(node, 0, "a day")?;
    reading.keep(path, word.span);
    let (source, _) = source_of(reading, node, above);
    let day = reading.day(word)?;
    Some(LegalDay {
        day,
        source: source?,
    })
}

/// What there may be many of.
#[derive(Default)]
struct Body {
    standard: Vec<StandardRow>,
    form: Vec<Section>,
    facts: BTreeMap<String, Fact>,
    documents: Vec<Document>,
    parties: Vec<Party>,
    assessments: Vec<Assessment>,
    requirements: Vec<Requirement>,
    stages: Vec<Stage>,
    grounds: Vec<Ground>,
    deeds: Vec<Deed>,
    appeal: Vec<Text>,
    limits: Vec<Limit>,
    rules: Rules,
    tracks: Vec<Track>,
    may_sign: Vec<MaySign>,
    fetches: Vec<Fetch>,
    marks: Vec<Mark>,
}

fn body(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Body {
    let mut body = Body {
        limits: track::limits(reading, node, above, ""),
        ..Body::default()
    };
    for (index, child) in named(node, "may-sign").enumerate() {
        body.may_sign
            .extend(rules::may_sign(reading, child, above, index));
    }
    for (index, child) in named(node, "fetch").enumerate() {
        body.fetches
            .extend(rules::fetch(reading, child, above, index));
    }
    for child in children(node) {
        match child.name().value() {
            "standard" => body.standard.extend(standard(reading, child, above)),
            "form" => body.form.extend(form::read(reading, child, above)),
            "fact" => {
                let fact = assessment::fact(reading, child, above);
                body.facts
                    .extend(fact.map(|fact| (fact.code.clone(), fact)));
            }
            "document" => body.documents.extend(form::document(reading, child, above)),
            "party" => body.parties.extend(form::party(reading, child, above)),
            "assess" => body
                .assessments
                .extend(assessment::assessment(reading, child, above)),
            "require" => body
                .requirements
                .extend(assessment::requirement(reading, child, above)),
            "ground" => body
                .grounds
                .extend(assessment::ground(reading, child, above)),
            "rules" => rules::rules(reading, child, above, &mut body.rules),
            "track" => body.tracks.extend(track::read(reading, child, above)),
            "mark" => body.marks.extend(rules::mark(reading, child, above)),
            "stage" => body.stages.extend(stage::read(reading, child, above)),
            "deed" => body.deeds.extend(deed::read(reading, child, above)),
            "appeal" => {
                reading.cited(child, 0, &[], &["text"]);
                source_of(reading, child, above);
                reading.keep("appeal", name_span(child));
                body.appeal.extend(reading.texts(child, "text"));
            }
            _ => {}
        }
    }
    rules::all_said(reading, node, &body.rules);
    reading.single(node, "standard");
    reading.single(node, "form");
    body
}

fn standard(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Vec<StandardRow> {
    reading.cited(node, 0, &[], &["row"]);
    let down = hand_down(reading, node, above, "from");
    let mut rows: Vec<StandardRow> = Vec::new();
    for child in named(node, "row") {
        reading.cited(child, 1, &["results", "grounds"], &["heading", "text"]);
        let (source, _) = source_of(reading, child, &down);
        let word = reading.arg(child, 0, "a number");
        let number: Option<u8> = word.and_then(|word| reading.whole(word));
        let heading = reading.child_text(child, "heading");
        let paragraphs = reading.texts(child, "text");
        let results: Vec<String> = reading
            .prop_text(
                child,
                if number == Some(9) {
                    "grounds"
                } else {
                    "results"
                },
            )
            .map(|text| text.split_whitespace().map(str::to_owned).collect())
            .unwrap_or_default();
        let (Some(number), Some(heading), Some(source)) = (number, heading, source) else {
            continue;
        };
        if usize::from(number) != rows.len() + 1 {
            let message = format!("row {number} stands where row {} should", rows.len() + 1);
            reading.fault(name_span(child), message, None);
        }
        reading.keep(format!("standard/{number}"), name_span(child));
        rows.push(StandardRow {
            number,
            heading,
            paragraphs,
            names: results,
            source,
        });
    }
    if rows.len() != 10 && named(node, "row").count() != 10 {
        let message = format!("the standard has {} rows and not ten", rows.len());
        reading.fault(name_span(node), message, None);
    }
    rows
}

fn assemble(reading: &mut Reading<'_>, head: Head, body: Body, path: &str) -> Edition {
    let stem = path.rsplit('/').next().unwrap_or(path);
    let stem = stem.strip_suffix(".kdl").unwrap_or(stem);
    let folder = path.rsplit('/').nth(1).unwrap_or_default();
    let due = format!("{}-{}", head.in_force.day, head.act.code);
    let edition_span = reading
        .spans
        .get(&format!("edition/{}", head.service))
        .copied();
    let span = edition_span.unwrap_or_default();
    if stem != due {
        let message = format!("the file must be called {due}.kdl: its day and act say so");
        reading.fault(span, message, None);
    }
    if folder != head.service {
        let message = format!(
            "the service is `{}`, but the folder is `{folder}`",
            head.service
        );
        reading.fault(span, message, None);
    }
    if let Some((repealed, _, _)) = &head.repealed
        && repealed.day <= head.in_force.day
    {
        let span = reading.spans.get("repealed").copied().unwrap_or_default();
        reading.fault(span, "repealed before it came into force", None);
    }
    let (repealed, repealed_by, gap) = match head.repealed {
        Some((day, by, gap)) => (Some(day), Some(by), gap),
        None => (None, None, None),
    };
    Edition {
        id: EditionId(format!("{}/{due}", head.service)),
        service: head.service,
        digest: reading.file.digest().to_owned(),
        act: head.act,
        in_force: head.in_force,
        repealed,
        repealed_by,
        gap,
        pending: head.pending,
        name: head.name,
        summary: head.summary,
        standard: body.standard,
        signing: head.signing,
        attachments_limit_bytes: head.attachments_limit_bytes,
        term: head.term,
        terms: head.terms,
        limits: body.limits,
        rules: body.rules,
        tracks: body.tracks,
        form: body.form,
        facts: body.facts,
        documents: body.documents,
        parties: body.parties,
        assessments: body.assessments,
        requirements: body.requirements,
        stages: body.stages,
        grounds: body.grounds,
        deeds: body.deeds,
        may_sign: body.may_sign,
        fetches: body.fetches,
        marks: body.marks,
        appeal: body.appeal,
    }
}
