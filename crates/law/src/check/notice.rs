//! Every adverse outcome is of a kind that the act provides, is heard first where the Code asks for it, and says
//! where to appeal.

use std::collections::BTreeSet;

use super::{Checked, Report};
use crate::{
    edition::{Adverse, CodeRule, Outcome, Stage},
    procedure::deed,
};

pub(super) fn check(checked: &Checked<'_>, report: &mut Report) {
    grounds(checked, report);
    for stage in &checked.edition.stages {
        for outcome in &stage.outcomes {
            if outcome.adverse.is_some() {
                appeal(checked, outcome, report);
            }
            if outcome.adverse == Some(Adverse::Ground) {
                heard(checked, stage, outcome, report);
            }
        }
    }
}

/// Source: Administrative Procedural and Process Code, art. 80(5).
fn appeal(checked: &Checked<'_>, outcome: &Outcome, report: &mut Report) {
    let named = outcome.deed.as_ref();
    let Some(found) = named.and_then(|named| deed(checked.edition, &named.deed)) else {
        return;
    };
    let node = format!("deed/{}", found.code);
    let says = found.fields.iter().any(|field| field.from == "law.appeal");
    if !found.appeal || !says || checked.edition.appeal.is_empty() {
        let message = format!(
            "the adverse deed `{}` does not say where to appeal",
            found.code
        );
        let help = "write `appeal=#true` and a field `from=law.appeal` on the deed, and an \
                    `appeal { text … }` (APPC art. 80(5))";
        let problem = checked.problem(&node, message, Some(help.to_owned()));
        if !report.problems.contains(&problem) {
            report.problems.push(problem);
        }
    }
}

/// Source: Administrative Procedural and Process Code, art. 73.
fn heard(checked: &Checked<'_>, stage: &Stage, outcome: &Outcome, report: &mut Report) {
    let Some(code) = checked.law.code(checked.last_day()) else {
        return;
    };
    let rules = &checked.edition.rules;
    if rules.has(CodeRule::Hearing) || rules.without.contains_key(&CodeRule::Hearing) {
        return;
    }
    let message = format!(
        "`{}` refuses on a ground, and nobody is heard before it ({} since {})",
        outcome.code, code.hearing.source.cite, code.in_force.day
    );
    let help = "add `hearing` to `rules`, or `without=\"hearing\" why=\"…\"`";
    let node = format!("stage/{}/{}", stage.code, outcome.code);
    report
        .problems
        .push(checked.problem(&node, message, Some(help.to_owned())));
}

/// Grounds that no requirement satisfies or no outcome refuses on, and a row of the standard that lists others.
fn grounds(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    let refusing: Vec<&Outcome> = edition
        .stages
        .iter()
        .flat_map(|stage| &stage.outcomes)
        .filter(|outcome| outcome.adverse == Some(Adverse::Ground))
        .collect();
    for (index, ground) in edition.grounds.iter().enumerate() {
        let node = format!("ground/{}", ground.code);
        let mut problem = |message: String, help: &str| {
            report
                .problems
                .push(checked.problem(&node, message, Some(help.to_owned())));
        };
        let is_reached = refusing
            .iter()
            .any(|it| it.grounds.is_empty() || it.grounds.contains(&ground.code));
        if !is_reached {
            problem(
                format!("no outcome refuses on the ground `{}`", ground.code),
                "add an outcome with `adverse=ground`, or name it in `grounds=`",
            );
        }
        if edition
            .requirements
            .iter()
            .all(|it| it.ground != ground.code)
        {
            problem(
                format!("no requirement satisfies the ground `{}`", ground.code),
                "add `require … ground=…`: a refusal shows the facts on which its ground rests",
            );
        }
        if usize::from(ground.number) != index + 1 {
            problem(
                format!(
                    "ground {} stands where ground {} should",
                    ground.number,
                    index + 1
                ),
                "the grounds are numbered as the act lists them, none left out",
            );
        }
    }
    let Some(row) = edition
        .standard
        .iter()
        .find(|row| row.number == GROUNDS_ROW)
    else {
        return;
    };
    let known: BTreeSet<&str> = edition.grounds.iter().map(|it| it.code.as_str()).collect();
    let named: BTreeSet<&str> = row.names.iter().map(String::as_str).collect();
    for code in known.symmetric_difference(&named) {
        let message = if known.contains(code) {
            format!("row 9 of the standard does not name the ground `{code}`")
        } else {
            format!(
                "row 9 of the standard names the ground `{code}`, which the edition does not have"
            )
        };
        let help = "write the codes of all grounds in `row 9 … grounds=\"…\"`";
        report
            .problems
            .push(checked.problem("standard/9", message, Some(help.to_owned())));
    }
}

/// The row of the standard that lists the grounds for refusal.
const GROUNDS_ROW: u8 = 9;

/// Facts that are collected and that no decision or deed uses.
pub(super) fn unused_facts(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    let Some(compiled) = checked.law.compiled(&edition.id) else {
        return;
    };
    let formulas = compiled.formulas();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for formula in formulas {
        used.extend(formula.names().facts.iter().map(String::as_str));
    }
    let fields = edition.deeds.iter().flat_map(|deed| &deed.fields);
    used.extend(fields.filter_map(|field| field.from.strip_prefix("fact.")));
    let idle = edition
        .facts
        .values()
        .filter(|fact| !used.contains(fact.code.as_str()));
    for fact in idle {
        let message = format!(
            "the fact `{}` is collected, and no decision uses it",
            fact.code
        );
        let help = Some("take it out, or say in the edition what it is for".to_owned());
        let node = format!("fact/{}", fact.code);
        report.findings.push(checked.note(&node, message, help));
    }
}
