//! Every way ends in a result that the standard names or in an adverse deed, and nothing stands idle.

use std::collections::BTreeSet;

use super::{
    Checked, Report,
    walk::{Way, said},
};
use crate::edition::{Outcome, Path, Signer, Stage, Task, Work};

/// The row of the standard that names the results.
pub(super) const RESULT_ROW: u8 = 5;

/// Ways of one path that end in nothing.
pub(super) fn results(
    checked: &Checked<'_>,
    path: &Path<'_>,
    ways: &[Way<'_>],
    report: &mut Report,
) {
    let named = named_results(checked);
    // That the standard names nothing at all is said once, of its row.
    if named.is_empty() {
        return;
    }
    let mut told: BTreeSet<String> = BTreeSet::new();
    for way in ways {
        let Some(last) = way.last() else { continue };
        let gives = way.iter().flat_map(|it| given(it.stage, it.outcome));
        let is_result =
            last.outcome.adverse.is_some() || gives.into_iter().any(|it| named.contains(it));
        let node = format!("stage/{}/{}", last.stage.code, last.outcome.code);
        if is_result || !told.insert(node.clone()) {
            continue;
        }
        let track = path.code().map_or_else(String::new, |it| format!("{it}: "));
        let message = format!(
            "a case may end without a result that the standard names: {track}{}",
            said(way)
        );
        let help = "name what the way gives in `row 5 … results=\"…\"`, or let it end in a deed";
        report
            .problems
            .push(checked.problem(&node, message, Some(help.to_owned())));
    }
}

/// The deeds and registers that the standard names as results.
fn named_results<'e>(checked: &Checked<'e>) -> BTreeSet<&'e str> {
    let rows = checked.edition.standard.iter();
    let rows = rows.filter(|row| row.number == RESULT_ROW);
    rows.flat_map(|row| row.names.iter().map(String::as_str))
        .collect()
}

/// What an outcome gives: its deed, and what the work of its stage has made.
fn given<'e>(stage: &'e Stage, outcome: &'e Outcome) -> Vec<&'e str> {
    let deed = outcome.deed.as_ref().map(|it| it.deed.as_str());
    let made = match &stage.task {
        Task::Agree { deed, .. } => Some(deed.as_str()),
        Task::Transfer { act, .. } => Some(act.as_str()),
        Task::Enrol { queue, .. } => Some(queue.as_str()),
        Task::Record { register, .. } => Some(register.as_str()),
        Task::Check
        | Task::Assess
        | Task::Sign
        | Task::Consent { .. }
        | Task::Registry { .. }
        | Task::Vote { .. }
        | Task::Pay { .. }
        | Task::Hear { .. }
        | Task::Forward { .. } => None,
    };
    deed.into_iter().chain(made).collect()
}

/// Results that nothing gives, deeds that nobody draws up, checks that check nothing.
pub(super) fn idle(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    let all = edition
        .stages
        .iter()
        .flat_map(|stage| stage.outcomes.iter().map(move |outcome| (stage, outcome)));
    let gives: BTreeSet<&str> = all
        .flat_map(|(stage, outcome)| given(stage, outcome))
        .collect();
    for row in edition
        .standard
        .iter()
        .filter(|row| row.number == RESULT_ROW)
    {
        if row.names.is_empty() {
            let help =
                Some("add `results=\"notice reasoned-refusal\"`: the codes of deeds".to_owned());
            let message = "the standard names no result of the service";
            report
                .problems
                .push(checked.problem("standard/5", message, help));
        }
        for result in row.names.iter().filter(|it| !gives.contains(it.as_str())) {
            let message =
                format!("the standard names the result `{result}`, which no outcome gives");
            let help = Some("let an outcome give it, or take it out of `results=`".to_owned());
            report
                .problems
                .push(checked.problem("standard/5", message, help));
        }
    }
    for deed in edition.deeds.iter().filter(|deed| deed.at.is_none()) {
        if !gives.contains(deed.code.as_str()) {
            let message = format!("the deed `{}` is never drawn up", deed.code);
            let help = "name it in an outcome, say when it is issued (`at=intake`), or take it out";
            let node = format!("deed/{}", deed.code);
            report
                .problems
                .push(checked.problem(&node, message, Some(help.to_owned())));
        }
    }
    for stage in &edition.stages {
        one_answer(checked, stage, report);
    }
}

/// A check with one outcome checks nothing.
fn one_answer(checked: &Checked<'_>, stage: &Stage, report: &mut Report) {
    if stage.work() == Work::Check && stage.outcomes.len() < 2 {
        let message = format!("the check `{}` has a single outcome", stage.code);
        let help = "a check that can end in one way only checks nothing: add the other outcome";
        let node = format!("stage/{}", stage.code);
        report
            .problems
            .push(checked.problem(&node, message, Some(help.to_owned())));
    }
}

/// The roles and parties that sign a deed of several, for the check of signatories.
pub(super) fn signers(stage: &Stage) -> Option<(&str, Vec<&Signer>)> {
    match &stage.task {
        Task::Agree { deed, by, .. } => Some((deed, by.iter().map(|it| &it.who).collect())),
        Task::Check
        | Task::Assess
        | Task::Sign
        | Task::Consent { .. }
        | Task::Registry { .. }
        | Task::Vote { .. }
        | Task::Transfer { .. }
        | Task::Enrol { .. }
        | Task::Pay { .. }
        | Task::Hear { .. }
        | Task::Forward { .. }
        | Task::Record { .. } => None,
    }
}
