//! `stage` with its outcomes.

use kdl::KdlNode;

use super::{
    basis::{Inherited, source_of},
    listing::listed,
    reading::{Reading, named},
    task,
    term::{Stands, term},
};
use crate::edition::{
    Adverse, Destination, Excluded, Outcome, OutcomeDeed, Role, Stage, Task, Trigger, Work,
};

/// The roles by their words.
pub(crate) const ROLES: &[(&str, Role)] = &[
    ("clerk", Role::Clerk),
    ("executor", Role::Executor),
    ("head", Role::Head),
    ("commission", Role::Commission),
    ("operator", Role::Operator),
    ("recipient", Role::Recipient),
    ("chair", Role::Chair),
    ("secretary", Role::Secretary),
    ("party", Role::Party),
    ("reviewer", Role::Reviewer),
    ("registrar", Role::Registrar),
    ("outside", Role::Outside),
    ("system", Role::System),
];

const WORK: &[(&str, Work)] = &[
    ("check", Work::Check),
    ("consent", Work::Consent),
    ("registry", Work::Registry),
    ("assess", Work::Assess),
    ("vote", Work::Vote),
    ("sign", Work::Sign),
    ("agree", Work::Agree),
    ("transfer", Work::Transfer),
    ("enrol", Work::Enrol),
    ("pay", Work::Pay),
    ("hear", Work::Hear),
    ("forward", Work::Forward),
    ("record", Work::Record),
];

const ADVERSE: &[(&str, Adverse)] = &[
    ("incompleteness", Adverse::Incompleteness),
    ("ground", Adverse::Ground),
    ("consent", Adverse::Consent),
    ("lapse", Adverse::Lapse),
];

const EXCLUDED: &[(&str, Excluded)] = &[("complained-of", Excluded::ComplainedOf)];

/// `stage completeness actor=executor work=check { title …; term …; outcome … }`.
pub(crate) fn read(reading: &mut Reading<'_>, node: &KdlNode, above: &Inherited) -> Option<Stage> {
    let nodes = [&["title", "term", "outcome"], task::NODES].concat();
    reading.cited(node, 1, &["actor", "work", "not", "outcomes"], &nodes);
    let code = reading.code(node, "stage")?;
    let path = format!("stage/{code}");
    let (source, down) = source_of(reading, node, above);
    let actor = reading
        .needed(node, "actor")
        .and_then(|word| reading.choose(word, "a role", ROLES));
    let work = reading
        .needed(node, "work")
        .and_then(|word| reading.choose(word, "a kind of work", WORK));
    if let Some(kind) = reading.prop(node, "work") {
        reading.keep(format!("{path}#work"), kind.span);
    }
    let excluded = match reading.prop(node, "not") {
        Some(who) => Some(reading.choose(who, "who may not act", EXCLUDED)?),
        None => None,
    };
    let task = work.and_then(|work| task::read(reading, node, work, &down));
    let title = reading.child_text(node, "title");
    let term = match reading.single(node, "term") {
        Some(child) => {
            let path = format!("{path}/term");
            Some(term(reading, child, &down, &path, Stands::Stage)?)
        }
        None => None,
    };
    listed(reading, node, "outcomes", "outcome");
    let mut outcomes: Vec<Outcome> = Vec::new();
    for child in named(node, "outcome") {
        outcomes.extend(outcome(reading, child, &down, &path));
    }
    let all = named(node, "outcome").count() == outcomes.len();
    if let (Some(task), true) = (&task, all) {
        results(reading, task, &outcomes, &path);
    }
    Some(Stage {
        code,
        title: title?,
        actor: actor?,
        task: task?,
        not: excluded,
        term,
        outcomes,
        source: source?,
    })
}

fn outcome(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    above: &Inherited,
    path: &str,
) -> Option<Outcome> {
    let props = ["to", "on", "adverse", "grounds", "deed", "signed-by"];
    reading.cited(node, 1, &props, &["text"]);
    let code = reading.code(node, path)?;
    let path = format!("{path}/{code}");
    let (source, _) = source_of(reading, node, above);
    let text = reading.child_text(node, "text");
    let to = reading.needed(node, "to");
    if let Some(word) = to {
        reading.keep(format!("{path}/to"), word.span);
    }
    let adverse = match reading.prop(node, "adverse") {
        Some(word) => Some(reading.choose(word, "a kind of adverse outcome", ADVERSE)?),
        None => None,
    };
    let on = match reading.prop(node, "on") {
        Some(word) => {
            reading.keep(format!("{path}/on"), word.span);
            let known = Trigger::ALL.map(|trigger| (trigger.code(), trigger));
            Some(reading.choose(word, "what a work brings", &known)?)
        }
        None => None,
    };
    let grounds = grounds(reading, node, adverse, &path);
    let deed = deed(reading, node, &path);
    let to = match to?.text {
        "closed" => Destination::Closed,
        "next" => Destination::Next,
        stage => Destination::Stage(stage.to_owned()),
    };
    Some(Outcome {
        code,
        text: text?,
        to,
        on,
        grounds,
        deed,
        adverse,
        source: source?,
    })
}

fn deed(reading: &mut Reading<'_>, node: &KdlNode, path: &str) -> Option<OutcomeDeed> {
    match (reading.prop(node, "deed"), reading.prop(node, "signed-by")) {
        (None, None) => None,
        (Some(deed), None) => {
            let message = format!("nobody signs the deed `{}`", deed.text);
            reading.fault(deed.span, message, Some("add `signed-by=head`".to_owned()));
            None
        }
        (None, Some(signer)) => {
            let help = Some("add `deed=…`, or take `signed-by` out".to_owned());
            reading.fault(signer.span, "a signature without a deed", help);
            None
        }
        (Some(deed), Some(signer)) => {
            reading.keep(format!("{path}/deed"), deed.span);
            reading.keep(format!("{path}/signed-by"), signer.span);
            let signed_by = reading.choose(signer, "a role", ROLES)?;
            Some(OutcomeDeed {
                deed: deed.text.to_owned(),
                signed_by,
            })
        }
    }
}

/// `grounds="not-compliant"`: the only grounds that can be found at this outcome.
fn grounds(
    reading: &mut Reading<'_>,
    node: &KdlNode,
    adverse: Option<Adverse>,
    path: &str,
) -> Vec<String> {
    let Some(word) = reading.prop(node, "grounds") else {
        return Vec::new();
    };
    if adverse != Some(Adverse::Ground) {
        let help = Some("add `adverse=ground`, or take `grounds` out".to_owned());
        reading.fault(
            word.span,
            "grounds of an outcome that refuses on none",
            help,
        );
    }
    let mut grounds: Vec<String> = Vec::new();
    for (index, (ground, span)) in word.split().enumerate() {
        reading.keep(format!("{path}/grounds/{index}"), span);
        grounds.push(ground.to_owned());
    }
    if grounds.is_empty() {
        reading.fault(word.span, "no ground is named", None);
    }
    grounds
}

/// Each result that the work must bring has one outcome, and no outcome waits for what never comes.
fn results(reading: &mut Reading<'_>, task: &Task, outcomes: &[Outcome], path: &str) {
    let work = task.work();
    let place = |reading: &Reading<'_>, path: String| reading.spans.get(&path).copied();
    let here = place(reading, format!("{path}#work")).unwrap_or_default();
    let required = task.required();
    let may: Vec<Trigger> = required
        .iter()
        .chain(work.brings().optional)
        .copied()
        .collect();
    let words: Vec<&str> = may.iter().map(|trigger| trigger.code()).collect();
    for outcome in outcomes {
        let outcome_path = format!("{path}/{}", outcome.code);
        let Some(on) = outcome.on else {
            if !may.is_empty() {
                let span = place(reading, outcome_path).unwrap_or_default();
                let message = format!("the outcome `{}` does not say what brings it", outcome.code);
                let help = format!("add `on=`: a {} brings {}", work.code(), words.join(", "));
                reading.fault(span, message, Some(help));
            }
            continue;
        };
        let span = place(reading, format!("{outcome_path}/on")).unwrap_or_default();
        if may.is_empty() {
            let message = format!("an officer chooses the outcome of a {}", work.code());
            reading.fault(span, message, Some("take `on` out".to_owned()));
        } else if !may.contains(&on) {
            let message = format!("`{}` is not what a {} brings", on.code(), work.code());
            let help = crate::problem::suggest(on.code(), words.iter().copied());
            reading.fault(span, message, help);
        } else if on == Trigger::Lapsed && !required.contains(&on) {
            let message = "consents that are waited for without end cannot lapse";
            let help = Some("add `expires=figure:…` to `consent`".to_owned());
            reading.fault(span, message, help);
        }
        let first = outcomes.iter().find(|other| other.on == outcome.on);
        if first.is_some_and(|first| first.code != outcome.code) {
            let message = format!("a second outcome on={}", on.code());
            reading.fault(span, message, Some("keep one of them".to_owned()));
        }
    }
    for needed in required {
        if outcomes.iter().all(|outcome| outcome.on != Some(needed)) {
            let message = format!("a {} needs an outcome on={}", work.code(), needed.code());
            let help = format!("add `outcome … on={} to=…`", needed.code());
            reading.fault(here, message, Some(help));
        }
    }
    if work == Work::Check && outcomes.len() == 1 {
        let message = "a check has only one outcome: there is nothing to find";
        let help = Some("add the other outcome, or write `work=assess`".to_owned());
        reading.fault(here, message, help);
    }
}
