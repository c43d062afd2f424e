//! Every day has its edition, its calendar and its figures, or the gap is declared.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Checked, Finding, Report, Severity, problem};
use crate::{
    edition::{Edition, Origin, TermAmount},
    figures::{Figure, FigureValue},
    law::Law,
    places::Place,
    problem::Problem,
    text::Language,
};

pub(super) fn check(law: &Law, until: Date, report: &mut Report) {
    for service in law.services() {
        gaps(law, law.editions(service), until, report);
    }
    let first = law.all_editions().map(|edition| edition.in_force.day).min();
    let Some(first) = first.filter(|first| *first <= until) else {
        return;
    };
    for year in first.year()..=until.year() {
        let known = law.calendar().years().find(|known| known.number == year);
        match known {
            None => {
                let file = format!("calendar/{year}.kdl");
                let help = "add the file: no deadline can be counted into that year".to_owned();
                let message = format!("there is no calendar of {year}");
                report
                    .problems
                    .push(Problem::of_file(&file, message, Some(help)));
            }
            Some(known) => report
                .findings
                .extend(known.provisional.as_ref().map(|why| {
                    let file = format!("calendar/{year}.kdl");
                    let message = format!("the calendar of {year} is provisional: {why}");
                    Finding {
                        severity: Severity::Warning,
                        problem: Problem::of_file(&file, message, None),
                    }
                })),
        }
    }
    for edition in law.all_editions() {
        figures(
            &Checked {
                law,
                edition,
                until,
            },
            report,
        );
    }
}

/// Days between two editions, or after the last one.
fn gaps(law: &Law, editions: &[Edition], until: Date, report: &mut Report) {
    for (index, edition) in editions.iter().enumerate() {
        let Some(repealed) = &edition.repealed else {
            continue;
        };
        let next = editions.get(index + 1).map(|next| next.in_force.day);
        let is_closed = next.is_some_and(|next| next <= repealed.day);
        if is_closed || edition.gap.is_some() || repealed.day > until {
            continue;
        }
        let message = match next {
            Some(next) => format!("no edition applies from {} until {next}", repealed.day),
            None => format!("no edition applies from {} on", repealed.day),
        };
        let help = "add the next edition, or say why there is none: `repealed … gap=\"…\"`";
        let found = problem(law, edition, "repealed", message, Some(help.to_owned()));
        report.problems.push(found);
    }
}

/// The figures that an edition uses, each with the node that uses it.
fn used(law: &Law, edition: &Edition) -> Vec<(String, String)> {
    let mut used: Vec<(String, String)> = Vec::new();
    let mut term = |amount: &TermAmount, path: String| {
        if let TermAmount::Figure(code) = amount {
            used.push((code.clone(), path));
        }
    };
    term(&edition.term.amount, "term/amount".to_owned());
    for stage in &edition.stages {
        if let Some(found) = &stage.term {
            term(&found.amount, format!("stage/{}/term/amount", stage.code));
        }
    }
    for fact in edition.facts.values() {
        for (index, origin) in fact.origins.iter().enumerate() {
            if let Origin::Figure(code) = origin {
                used.push((code.clone(), format!("fact/{}/from/{index}", fact.code)));
            }
        }
    }
    let Some(compiled) = law.compiled(&edition.id) else {
        return used;
    };
    for (assessment, formulas) in edition.assessments.iter().zip(&compiled.assessments) {
        let path = format!("assess/{}", assessment.code);
        for (step, formula) in assessment.lets.iter().zip(&formulas.lets) {
            let path = format!("{path}/let/{}/formula", step.code);
            used.extend(
                formula
                    .names()
                    .figures
                    .iter()
                    .map(|code| (code.clone(), path.clone())),
            );
        }
        let give = format!("{path}/give/formula");
        let names = formulas.give.names();
        used.extend(
            names
                .figures
                .iter()
                .map(|code| (code.clone(), give.clone())),
        );
    }
    for (requirement, formula) in edition.requirements.iter().zip(&compiled.requirements) {
        let path = format!("require/{}/formula", requirement.code);
        used.extend(
            formula
                .names()
                .figures
                .iter()
                .map(|code| (code.clone(), path.clone())),
        );
    }
    used
}

fn figures(checked: &Checked<'_>, report: &mut Report) {
    let (law, edition) = (checked.law, checked.edition);
    let (from, to) = (edition.in_force.day, checked.last_day());
    if to < from {
        return;
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (code, path) in used(law, edition) {
        let Some(figure) = law.figures().figure(&code) else {
            continue;
        };
        if !seen.insert(code.clone()) {
            continue;
        }
        if figure.by_place {
            places(checked, figure, &path, report);
            continue;
        }
        let everywhere = figure.values.iter().filter(|value| value.place.is_none());
        if let Some(day) = first_gap(everywhere, from, to) {
            let message =
                format!("figure `{code}` has no value on {day}, while the edition applies");
            let help = Some("add a `value`, or `value none` if the law sets none".to_owned());
            report.problems.push(checked.problem(&path, message, help));
        }
    }
}

/// The places where the service is offered and a figure is missing on some day.
fn places(checked: &Checked<'_>, figure: &Figure, path: &str, report: &mut Report) {
    let law = checked.law;
    let (from, to) = (checked.edition.in_force.day, checked.last_day());
    let lacking: Vec<&Place> = law
        .places()
        .online(&checked.edition.service)
        .filter(|place| {
            // Parents change rarely; those of the last day are the ones that count from now on.
            let around = law.places().chain(&place.code, to);
            let values = figure.values.iter().filter(|value| match &value.place {
                None => true,
                Some(code) => around.iter().any(|place| place.code == *code),
            });
            first_gap(values, from, to).is_some()
        })
        .collect();
    if lacking.is_empty() {
        return;
    }
    let names: Vec<&str> = lacking
        .iter()
        .map(|p| p.name(to).get(Language::En))
        .collect();
    let message = format!(
        "figure `{}` has no value for some days of this edition in {} places where the service is \
         offered: {}",
        figure.code,
        names.len(),
        names.join(", ")
    );
    let help = "until it is found, an application from there is an error that names the place";
    report
        .findings
        .push(checked.warning(path, message, Some(help.to_owned())));
}

/// The first day from `from` to `to` without a value.
fn first_gap<'v>(
    values: impl Iterator<Item = &'v FigureValue>,
    from: Date,
    to: Date,
) -> Option<Date> {
    let mut periods: Vec<(Date, Option<Date>)> =
        values.map(|value| (value.from, value.to)).collect();
    periods.sort_unstable();
    let mut day = from;
    for (begins, ends) in periods {
        if begins > day {
            break;
        }
        match ends {
            None => return None,
            Some(ends) => day = day.max(ends),
        }
    }
    (day <= to).then_some(day)
}
