//! Whether a hearing finds its place inside the terms (Administrative Procedural and Process Code, art. 73).

use jiff::civil::Date;

use super::{Checked, Report};
use crate::{
    calendar::WeekKind,
    code::Code,
    edition::{Adverse, Path, Stage, Task, TermUnit, Work},
    plan::{Plan, StageDeadline},
    procedure::Hearing,
    term::{amount_text, deadline},
    text::Language,
};

/// Says how a hearing fits, on the worst day seen first; nothing if no outcome of the path needs one.
pub(super) fn check(checked: &Checked<'_>, path: &Path<'_>, plan: &Plan, report: &mut Report) {
    let Some((code, day)) = first_day_of_code(checked) else {
        return;
    };
    let own = path
        .stages
        .iter()
        .copied()
        .find(|stage| stage.work() == Work::Hear);
    match own {
        Some(stage) => inside(checked, path, (stage, plan), code, report),
        None => by_the_code(checked, path, plan, (code, day), report),
    }
}

/// The Code, and the first day on which both it and the edition apply.
fn first_day_of_code<'l>(checked: &Checked<'l>) -> Option<(&'l Code, Date)> {
    let code = checked.law.code(checked.last_day())?;
    Some((code, code.in_force.day.max(checked.edition.in_force.day)))
}

/// A hearing that the act itself orders, inside the term of the decision.
fn inside(
    checked: &Checked<'_>,
    path: &Path<'_>,
    (stage, plan): (&Stage, &Plan),
    code: &Code,
    report: &mut Report,
) {
    let Some(hearing) = planned(plan, &stage.code) else {
        return;
    };
    let decision = path.stages.iter().copied().find(|it| refuses(it));
    let Some(decision) = decision.and_then(|it| planned(plan, &it.code)) else {
        return;
    };
    let (Task::Hear { objections, .. }, bound) = (&stage.task, &plan.whole) else {
        return;
    };
    let days = objections.unwrap_or(code.hearing.objections.amount);
    let Some(heard) = working(checked, hearing.due, days) else {
        return;
    };
    if decision.due > bound.day {
        return;
    }
    let left = heard.until(decision.due).map_or(0, |span| span.get_days());
    let track = path
        .code()
        .map_or_else(String::new, |it| format!("`{it}`: "));
    let message = format!(
        "{track}the hearing and the objections lie inside the same {} as the decision. Registered on {}, the notice may \
         go out until {}, objections are taken until {heard}, and the decision is due on {}: {left} calendar days are \
         left for it, and nothing extends the term",
        amount_text(bound.amount, bound.unit, Language::En),
        plan.registration.day,
        hearing.due,
        decision.due,
    );
    let help =
        Some("send the notice early; the edition can give no day that the act does not".to_owned());
    let node = format!("stage/{}", stage.code);
    report.findings.push(checked.warning(&node, message, help));
}

/// A hearing that the Code asks for, where the act has no day for it.
fn by_the_code(
    checked: &Checked<'_>,
    path: &Path<'_>,
    plan: &Plan,
    (code, since): (&Code, Date),
    report: &mut Report,
) {
    let needed = Hearing::required(checked.law, checked.edition, path.term(), since, None);
    if needed != Ok(true) || plan.whole.unit == TermUnit::Minutes {
        return;
    }
    for stage in path.stages.iter().filter(|stage| refuses(stage)) {
        let Some(planned) = planned(plan, &stage.code) else {
            continue;
        };
        let Some(earliest) = working(checked, planned.started, code.hearing.notice.amount) else {
            continue;
        };
        if earliest <= planned.due {
            continue;
        }
        let message = format!(
            "a refusal at `{}` needs notice {} before it ({}), and its term has no such days: registered on {}, the \
             stage may begin on {} and is due on {}, the notice of that day allows a refusal on {earliest}",
            stage.code,
            amount_text(
                code.hearing.notice.amount,
                code.hearing.notice.unit,
                Language::En
            ),
            code.hearing.notice.source.cite,
            plan.registration.day,
            planned.started,
            planned.due,
        );
        let help = "whoever sees a ground coming sends the notice while the stage before still runs, or the term is \
                    extended (art. 76(3))";
        let node = format!("stage/{}", stage.code);
        report
            .findings
            .push(checked.warning(&node, message, Some(help.to_owned())));
    }
}

fn refuses(stage: &Stage) -> bool {
    let mut outcomes = stage.outcomes.iter();
    outcomes.any(|outcome| outcome.adverse == Some(Adverse::Ground))
}

fn planned<'p>(plan: &'p Plan, stage: &str) -> Option<&'p StageDeadline> {
    plan.stages.iter().find(|it| it.stage == stage)
}

/// So many working days after a day.
fn working(checked: &Checked<'_>, from: Date, days: u16) -> Option<Date> {
    let calendar = checked.law.calendar().in_hindsight();
    let found = deadline(
        days,
        TermUnit::WorkingDays,
        from,
        calendar,
        WeekKind::FiveDay,
    );
    found.ok().map(|it| it.day)
}
