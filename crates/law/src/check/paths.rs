//! Every path of a procedure: walked by the same step that runs cases.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Checked, Report};
use crate::{
    edition::{Adverse, Edition, Outcome, Path, Stage, Work},
    procedure::{Findings, Hearing, Next, Step, Stuck, deed, step},
};

/// The first day of the Administrative Procedural and Process Code.
const CODE_IN_FORCE: Date = Date::constant(2021, 7, 1);

pub(super) fn check(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    if edition.stages.is_empty() {
        let message = "the edition has no stages: nobody could decide";
        report
            .problems
            .push(checked.problem("in-force", message, None));
        return;
    }
    for path in edition.paths() {
        on_path(checked, &path, report);
    }
    grounds(checked, report);
    adverse(checked, report);
    unused_facts(checked, report);
}

/// Every stage of a path is reached, and leads to an end.
fn on_path(checked: &Checked<'_>, path: &Path<'_>, report: &mut Report) {
    let Some(first) = path.first() else { return };
    let graph = walk(checked, path, report);
    let reached = reachable(&graph, &first.code);
    let ending = leads_to_an_end(&graph);
    for stage in &path.stages {
        let path = format!("stage/{}", stage.code);
        if !reached.contains(stage.code.as_str()) {
            let message = format!("no outcome leads to the stage `{}`", stage.code);
            let help = Some("name it in the `to=` of an outcome, or take it out".to_owned());
            report.problems.push(checked.problem(&path, message, help));
        } else if !ending.contains(stage.code.as_str()) {
            let message = format!("a case can never be closed once it is in `{}`", stage.code);
            let help = Some("give some stage of the circle an outcome with `to=closed`".to_owned());
            report.problems.push(checked.problem(&path, message, help));
        }
    }
}

/// Where the outcomes of each stage lead; none = closed.
type Graph<'e> = BTreeMap<&'e str, Vec<Option<&'e str>>>;

fn walk<'e>(checked: &Checked<'e>, path: &Path<'e>, report: &mut Report) -> Graph<'e> {
    let edition = checked.edition;
    let mut graph = Graph::new();
    for &stage in &path.stages {
        let mut next = Vec::new();
        for outcome in &stage.outcomes {
            match take(edition, path.code(), stage, outcome) {
                Ok(
                    Step::To(to)
                    | Step::SignDeed {
                        then: Next::To(to), ..
                    },
                ) => {
                    next.push(Some(to.code.as_str()));
                }
                Ok(
                    Step::Close
                    | Step::SignDeed {
                        then: Next::Close, ..
                    },
                ) => next.push(None),
                Err(stuck) => {
                    let path = format!("stage/{}/{}", stage.code, outcome.code);
                    report
                        .problems
                        .push(checked.problem(&path, stuck.to_string(), None));
                }
            }
        }
        graph.insert(&stage.code, next);
    }
    graph
}

/// The step with findings under which the outcome is right: it must then be possible.
fn take<'e>(
    edition: &'e Edition,
    track: Option<&str>,
    stage: &Stage,
    outcome: &Outcome,
) -> Result<Step<'e>, Stuck> {
    let all: Vec<String> = edition
        .grounds
        .iter()
        .map(|ground| ground.code.clone())
        .collect();
    let grounds = match outcome.adverse {
        Some(Adverse::Ground) => all.as_slice(),
        Some(Adverse::Incompleteness | Adverse::Consent | Adverse::Lapse) | None => &[],
    };
    let findings = Findings {
        hearing: Hearing::Held,
        grounds: Some(grounds),
        done: outcome.on,
    };
    step(edition, track, &stage.code, &outcome.code, findings)
}

fn reachable<'e>(graph: &Graph<'e>, first: &'e str) -> BTreeSet<&'e str> {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open = vec![first];
    while let Some(stage) = open.pop() {
        if reached.insert(stage) {
            open.extend(graph.get(stage).into_iter().flatten().flatten());
        }
    }
    reached
}

fn leads_to_an_end<'e>(graph: &Graph<'e>) -> BTreeSet<&'e str> {
    let mut ending: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = ending.len();
        for (stage, next) in graph {
            let ends = next
                .iter()
                .any(|to| to.is_none_or(|to| ending.contains(to)));
            if ends {
                ending.insert(stage);
            }
        }
        if ending.len() == before {
            return ending;
        }
    }
}

/// Grounds that nothing leads to, and grounds that no stage can refuse on.
fn grounds(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    let refuses = edition
        .stages
        .iter()
        .flat_map(|stage| &stage.outcomes)
        .any(|outcome| outcome.adverse == Some(Adverse::Ground));
    for ground in &edition.grounds {
        let path = format!("ground/{}", ground.code);
        if !refuses {
            let message = format!("no outcome refuses on the ground `{}`", ground.code);
            let help = Some("add an outcome with `adverse=ground`".to_owned());
            report.problems.push(checked.problem(&path, message, help));
        } else if edition
            .requirements
            .iter()
            .all(|known| known.ground != ground.code)
        {
            let message = format!("no requirement satisfies the ground `{}`", ground.code);
            let help = Some("add `require … ground=…`: else only an officer states it".to_owned());
            report.findings.push(checked.note(&path, message, help));
        }
    }
}

/// Adverse deeds say where to appeal, and a refusal on a ground is heard first.
fn adverse(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    let hears = edition
        .stages
        .iter()
        .any(|stage| stage.work() == Work::Hear);
    for stage in &edition.stages {
        for outcome in stage
            .outcomes
            .iter()
            .filter(|outcome| outcome.adverse.is_some())
        {
            let path = format!("stage/{}/{}", stage.code, outcome.code);
            let found = outcome
                .deed
                .as_ref()
                .and_then(|named| deed(edition, &named.deed));
            if let Some(found) = found
                && (!found.appeal || edition.appeal.is_empty())
            {
                let message = format!(
                    "the adverse deed `{}` does not say where to appeal",
                    found.code
                );
                let help =
                    "write `appeal=#true` on the deed and an `appeal { text … }` (APPC art. 80(5))";
                let path = format!("deed/{}", found.code);
                report
                    .problems
                    .push(checked.problem(&path, message, Some(help.to_owned())));
            }
            let is_ground = outcome.adverse == Some(Adverse::Ground);
            if is_ground && !hears && checked.last_day() >= CODE_IN_FORCE {
                let message = format!(
                    "the outcome `{}` needs a hearing first since {CODE_IN_FORCE} (APPC art. 73), \
                     and the edition has no stage for it",
                    outcome.code
                );
                let help = "the decision is held back until the hearing is recorded as held";
                report
                    .findings
                    .push(checked.warning(&path, message, Some(help.to_owned())));
            }
        }
    }
}

/// Facts that are collected and that no decision or deed uses.
fn unused_facts(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    let Some(compiled) = checked.law.compiled(&edition.id) else {
        return;
    };
    let assessments = compiled.assessments.iter().flat_map(|assessment| {
        assessment
            .lets
            .iter()
            .chain(std::iter::once(&assessment.give))
    });
    let formulas = assessments
        .chain(&compiled.requirements)
        .chain(compiled.documents.values());
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for formula in formulas {
        used.extend(formula.names().facts.iter().map(String::as_str));
    }
    let fields = edition.deeds.iter().flat_map(|deed| &deed.fields);
    used.extend(fields.filter_map(|field| field.from.strip_prefix("fact.")));
    for fact in edition
        .facts
        .values()
        .filter(|fact| !used.contains(fact.code.as_str()))
    {
        let message = format!(
            "the fact `{}` is collected, and no decision uses it",
            fact.code
        );
        let help = Some("take it out, or say in the edition what it is for".to_owned());
        let path = format!("fact/{}", fact.code);
        report.findings.push(checked.note(&path, message, help));
    }
}
