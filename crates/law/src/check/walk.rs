//! Every way of a case through a path, walked by the same step that runs cases.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checked, Report};
use crate::{
    edition::{Adverse, Next, Outcome, Path, Stage},
    procedure::{Findings, Hearing, Step, Stuck, step},
};

/// A way may come to the same stage this often: once, and once more after it was sent back.
const VISITS_AT_MOST: usize = 2;

/// The most ways of one path; a procedure with more could not be understood by anybody.
const WAYS_AT_MOST: usize = 20_000;

/// One move of a way: the stage, and the outcome found there.
#[derive(Clone, Copy)]
pub(super) struct Move<'e> {
    pub(super) stage: &'e Stage,
    pub(super) outcome: &'e Outcome,
}

/// A way from registration to the end.
pub(super) type Way<'e> = Vec<Move<'e>>;

/// Where the outcomes of each stage lead.
struct Graph<'e> {
    moves: BTreeMap<&'e str, Vec<(Move<'e>, Next<'e>)>>,
}

/// Every way of a path; what cannot be walked is a problem on its word.
pub(super) fn ways<'e>(
    checked: &Checked<'e>,
    path: &Path<'e>,
    report: &mut Report,
) -> Vec<Way<'e>> {
    let Some(first) = path.first() else {
        let node = path
            .code()
            .map_or_else(|| "in-force".to_owned(), |track| format!("track/{track}"));
        let message = "there are no stages: nobody could decide";
        let help = Some("add a `stage`, or name the stages of the track".to_owned());
        report.problems.push(checked.problem(&node, message, help));
        return Vec::new();
    };
    let graph = graph(checked, path, report);
    unreachable(checked, path, &graph, first, report);
    let mut found = Vec::new();
    go(&graph, first, &mut Vec::new(), &mut found);
    if found.len() > WAYS_AT_MOST {
        let message = format!(
            "there are more than {WAYS_AT_MOST} ways from {}",
            first.code
        );
        let help = Some("send cases back less often, or divide the stage".to_owned());
        report
            .problems
            .push(checked.problem(&format!("stage/{}", first.code), message, help));
    }
    report.ways += found.len();
    found
}

fn graph<'e>(checked: &Checked<'e>, path: &Path<'e>, report: &mut Report) -> Graph<'e> {
    let mut moves = BTreeMap::new();
    for stage in path.stages.iter().copied() {
        let mut leading = Vec::new();
        for outcome in &stage.outcomes {
            match take(checked, path, stage, outcome) {
                Ok(next) => leading.push((Move { stage, outcome }, next)),
                Err(stuck) => {
                    let node = format!("stage/{}/{}", stage.code, outcome.code);
                    let help = Some("mend the outcome, or take it out".to_owned());
                    report
                        .problems
                        .push(checked.problem(&node, stuck.to_string(), help));
                }
            }
        }
        moves.insert(stage.code.as_str(), leading);
    }
    Graph { moves }
}

/// The step with findings under which the outcome is right: it must then be possible.
fn take<'e>(
    checked: &Checked<'e>,
    path: &Path<'e>,
    stage: &'e Stage,
    outcome: &'e Outcome,
) -> Result<Next<'e>, Stuck> {
    let edition = checked.edition;
    let all: Vec<String> = edition.grounds.iter().map(|it| it.code.clone()).collect();
    let grounds = match outcome.adverse {
        Some(Adverse::Ground) => all.as_slice(),
        Some(Adverse::Incompleteness | Adverse::Consent | Adverse::Lapse) | None => &[],
    };
    let findings = Findings {
        hearing: Hearing::Held,
        grounds: Some(grounds),
        done: outcome.on,
    };
    let step = step(edition, path.code(), &stage.code, &outcome.code, findings)?;
    Ok(match step {
        Step::To(to) => Next::To(to),
        Step::Close => Next::Close,
        Step::SignDeed { then, .. } => then,
    })
}

fn go<'e>(graph: &Graph<'e>, at: &'e Stage, way: &mut Way<'e>, found: &mut Vec<Way<'e>>) {
    let visits = way.iter().filter(|it| it.stage.code == at.code).count();
    if visits >= VISITS_AT_MOST || found.len() > WAYS_AT_MOST {
        return;
    }
    for (taken, next) in graph.moves.get(at.code.as_str()).into_iter().flatten() {
        way.push(*taken);
        match next {
            Next::Close => found.push(way.clone()),
            Next::To(stage) => go(graph, stage, way, found),
        }
        way.pop();
    }
}

/// Stages that no way enters, and stages that no way leaves.
fn unreachable<'e>(
    checked: &Checked<'e>,
    path: &Path<'e>,
    graph: &Graph<'e>,
    first: &'e Stage,
    report: &mut Report,
) {
    let (reached, ending) = (reached(graph, &first.code), ending(graph));
    let on = path
        .code()
        .map_or_else(String::new, |track| format!(" on the track `{track}`"));
    for stage in &path.stages {
        let node = format!("stage/{}", stage.code);
        if !reached.contains(stage.code.as_str()) {
            let message = format!("no outcome leads to the stage `{}`{on}", stage.code);
            let help = Some("name it in the `to=` of an outcome, or take it out".to_owned());
            report.problems.push(checked.problem(&node, message, help));
        } else if !ending.contains(stage.code.as_str()) {
            let message = format!(
                "a case can never be closed once it is in `{}`{on}",
                stage.code
            );
            let help = Some("give some stage of the circle an outcome with `to=closed`".to_owned());
            report.problems.push(checked.problem(&node, message, help));
        }
    }
}

fn reached<'e>(graph: &Graph<'e>, first: &'e str) -> BTreeSet<&'e str> {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut open = vec![first];
    while let Some(stage) = open.pop() {
        if reached.insert(stage) {
            let moves = graph.moves.get(stage).into_iter().flatten();
            open.extend(moves.filter_map(|(_, next)| match next {
                Next::To(stage) => Some(stage.code.as_str()),
                Next::Close => None,
            }));
        }
    }
    reached
}

fn ending<'e>(graph: &Graph<'e>) -> BTreeSet<&'e str> {
    let mut ending: BTreeSet<&str> = BTreeSet::new();
    loop {
        let before = ending.len();
        for (stage, moves) in &graph.moves {
            let ends = moves.iter().any(|(_, next)| match next {
                Next::Close => true,
                Next::To(stage) => ending.contains(stage.code.as_str()),
            });
            if ends {
                ending.insert(stage);
            }
        }
        if ending.len() == before {
            return ending;
        }
    }
}

/// A way in words: `completeness: complete → decision: assigned`.
pub(super) fn said(way: &[Move<'_>]) -> String {
    let moves: Vec<String> = way
        .iter()
        .map(|it| format!("{}: {}", it.stage.code, it.outcome.code))
        .collect();
    moves.join(" → ")
}
