//! The stages fit the whole term on every day of the edition, by the calendar as it was.

use jiff::civil::Date;

use super::{Checked, Report};
use crate::{
    calendar::WeekKind,
    edition::{Path, TermUnit},
    plan::{Counting, NoPlan, Plan, plan_from},
    registration::Registration,
    term::amount_text,
    text::Language,
};

pub(super) fn check(checked: &Checked<'_>, report: &mut Report) {
    for path in checked.edition.paths() {
        on_path(checked, &path, report);
    }
}

fn on_path(checked: &Checked<'_>, path: &Path<'_>, report: &mut Report) {
    let mut always_full = true;
    let mut counted = false;
    let mut day = checked.edition.in_force.day;
    while day <= checked.last_day() {
        match plan_of(checked, path, day) {
            Ok(Some(plan)) => {
                counted = true;
                let due = bounded(&plan, plan.until.as_deref()).max().unwrap_or(day);
                if due > plan.whole.day {
                    report.problems.push(too_long(checked, day, due, &plan));
                    return;
                }
                always_full &= due == plan.whole.day;
            }
            Ok(None) => {}
            Err(NoPlan::NotCovered(_)) => break,
            Err(no_plan) => {
                let message = format!("no deadline for a registration on {day}: {no_plan}");
                report
                    .problems
                    .push(checked.problem("term/amount", message, None));
                return;
            }
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    if counted && always_full {
        let message = "the terms of the stages fill the whole term to the last day: zero slack";
        let help = "a hearing, an inquiry or an illness has no day of its own".to_owned();
        report
            .findings
            .push(checked.warning("term", message, Some(help)));
    }
}

/// The last days of the stages that a term bounds: those up to `until`, or all of them.
fn bounded(plan: &Plan, until: Option<&str>) -> impl Iterator<Item = Date> {
    let last = plan
        .stages
        .iter()
        .position(|stage| Some(stage.stage.as_str()) == until);
    let count = last.map_or(plan.stages.len(), |last| last + 1);
    plan.stages.iter().take(count).map(|stage| stage.due)
}

/// The worst case of a registration on `day`; none if it is a day off.
fn plan_of(checked: &Checked<'_>, path: &Path<'_>, day: Date) -> Result<Option<Plan>, NoPlan> {
    let calendar = checked.law.calendar().in_hindsight();
    if !calendar.is_working(day, WeekKind::FiveDay)? {
        return Ok(None);
    }
    let counting = Counting {
        calendar,
        week: WeekKind::FiveDay,
        registered: day,
        place: None,
    };
    let filed = day.at(10, 0, 0, 0);
    let registration = Registration {
        day,
        filed,
        derivation: Vec::new(),
    };
    plan_from(checked.law, path, registration, counting).map(Some)
}

fn too_long(checked: &Checked<'_>, day: Date, due: Date, plan: &Plan) -> crate::problem::Problem {
    let text = |amount: u16, unit: TermUnit| amount_text(amount, unit, Language::En);
    let stages: Vec<String> = plan
        .stages
        .iter()
        .map(|stage| match &stage.deadline {
            Some(deadline) => {
                let given = text(deadline.amount, deadline.unit);
                format!("{} {given} to {}", stage.stage, stage.due)
            }
            None => format!("{} at once", stage.stage),
        })
        .collect();
    let message = format!(
        "registered on {day}, the stages may last until {due}, but the whole term of {} ends on {}",
        text(plan.whole.amount, plan.whole.unit),
        plan.whole.day
    );
    checked.problem("term", message, Some(stages.join("; ")))
}
