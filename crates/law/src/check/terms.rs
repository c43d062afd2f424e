//! The stages fit the terms on every day of the edition, by the calendar as it was; and what another reading of the
//! text, or a hearing, would make of them.

use jiff::civil::Date;

use super::{Checked, Report, hearings, readings};
use crate::{
    calendar::WeekKind,
    edition::{Path, TermUnit},
    plan::{Counting, LimitDeadline, NoPlan, Plan, plan_from},
    registration::Registration,
    term::amount_text,
    text::Language,
};

pub(super) fn check(checked: &Checked<'_>, path: &Path<'_>, report: &mut Report) {
    let mut days = Days::default();
    let mut day = checked.edition.in_force.day;
    while day <= checked.last_day() {
        match plan_of(checked, path, day) {
            Ok(Some(plan)) => {
                if let Some(message) = too_long(path, &plan) {
                    let steps = Some(said(&plan));
                    report
                        .problems
                        .push(checked.problem(&node(path), message, steps));
                    return;
                }
                if days.excess.is_none() {
                    days.excess = excess(path, &plan);
                }
                days.see(&plan);
            }
            Ok(None) => {}
            Err(NoPlan::NotCovered(_)) => break,
            Err(no_plan) => {
                let message = format!("no deadline for a registration on {day}: {no_plan}");
                let help = Some("add the figure, or mend the term".to_owned());
                report.problems.push(checked.problem(
                    &format!("{}/amount", node(path)),
                    message,
                    help,
                ));
                return;
            }
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    let Some(first) = &days.first else { return };
    if days.is_always_full {
        slack(checked, path, first, report);
    }
    if let Some((node, message, why)) = &days.excess {
        let help = Some(format!("the edition declares it: {why}"));
        let finding = checked.warning(node, message.clone(), help);
        report.findings.push(finding);
    }
    hearings::check(checked, path, first, report);
    readings::check(checked, path, first, report);
}

/// What was seen of the days of an edition.
struct Days {
    first: Option<Plan>,
    /// The first day on which stages pass a limit that the edition says they may.
    excess: Option<(String, String, String)>,
    is_always_full: bool,
}

impl Default for Days {
    fn default() -> Self {
        Self {
            first: None,
            excess: None,
            is_always_full: true,
        }
    }
}

impl Days {
    fn see(&mut self, plan: &Plan) {
        self.is_always_full &= last_due(plan, plan.until.as_deref()) == Some(plan.whole.day);
        if self.first.is_none() {
            self.first = Some(plan.clone());
        }
    }
}

/// Where the whole term of a path stands.
fn node(path: &Path<'_>) -> String {
    match path.track {
        Some(track) if !track.terms.is_empty() => format!("track/{}/term", track.code),
        Some(_) | None => "term".to_owned(),
    }
}

/// The worst case of a registration on `day`; none if it is a day off.
fn plan_of(checked: &Checked<'_>, path: &Path<'_>, day: Date) -> Result<Option<Plan>, NoPlan> {
    let counting = counting(checked, day);
    if !counting.calendar.is_working(day, WeekKind::FiveDay)? {
        return Ok(None);
    }
    plan_from(checked.law, path, registration(day), counting).map(Some)
}

pub(super) fn counting<'l>(checked: &Checked<'l>, day: Date) -> Counting<'l> {
    Counting {
        calendar: checked.law.calendar().in_hindsight(),
        week: WeekKind::FiveDay,
        registered: day,
        place: None,
    }
}

pub(super) fn registration(day: Date) -> Registration {
    Registration {
        day,
        filed: day.at(10, 0, 0, 0),
        derivation: Vec::new(),
    }
}

/// The latest day of the stages up to `until`, inclusive.
fn last_due(plan: &Plan, until: Option<&str>) -> Option<Date> {
    let last = match until {
        Some(until) => plan.stages.iter().position(|it| it.stage == until)?,
        None => plan.stages.len().checked_sub(1)?,
    };
    plan.stages.iter().take(last + 1).map(|it| it.due).max()
}

/// Why the stages do not fit the whole term or a limit, with the counter-example.
fn too_long(path: &Path<'_>, plan: &Plan) -> Option<String> {
    let day = plan.registration.day;
    let text = |amount, unit| amount_text(amount, unit, Language::En);
    let track = path
        .code()
        .map_or_else(String::new, |it| format!(" on the track `{it}`"));
    if let Some(due) = last_due(plan, plan.until.as_deref())
        && due > plan.whole.day
    {
        let whole = text(plan.whole.amount, plan.whole.unit);
        return Some(format!(
            "registered on {day}{track}, the stages may last until {due}, but the whole term of {whole} ends on {}",
            plan.whole.day
        ));
    }
    let declared = |code: &str| {
        path.limits
            .iter()
            .any(|it| it.code == code && it.excess.is_some())
    };
    let mut passed = plan.limits.iter().filter(|limit| !declared(&limit.code));
    passed.find_map(|limit| passes(path, plan, limit))
}

/// A limit that the edition says may be passed, and is: its node, the counter-example, and why.
fn excess(path: &Path<'_>, plan: &Plan) -> Option<(String, String, String)> {
    plan.limits.iter().find_map(|limit| {
        let stated = path.limits.iter().find(|it| it.code == limit.code)?;
        let message = passes(path, plan, limit)?;
        let track = path.track.filter(|track| !track.limits.is_empty());
        let node = match track {
            Some(track) => format!("track/{}/limit/{}", track.code, limit.code),
            None => format!("limit/{}", limit.code),
        };
        Some((node, message, stated.excess.clone()?))
    })
}

/// Whether the stages up to a limit's last one may end after it.
fn passes(path: &Path<'_>, plan: &Plan, limit: &LimitDeadline) -> Option<String> {
    let due = last_due(plan, Some(&limit.until))?;
    let track = path
        .code()
        .map_or_else(String::new, |it| format!(" on the track `{it}`"));
    (due > limit.deadline.day).then(|| {
        format!(
            "registered on {}{track}, `{}` may last until {due}, but `{}` gives {} up to {} ({})",
            plan.registration.day,
            limit.until,
            limit.code,
            amount_text(limit.deadline.amount, limit.deadline.unit, Language::En),
            limit.deadline.day,
            said(plan)
        )
    })
}

/// Each stage with what it is given and its last day.
fn said(plan: &Plan) -> String {
    let stages: Vec<String> = plan
        .stages
        .iter()
        .map(|stage| match &stage.deadline {
            Some(deadline) => {
                let given = amount_text(deadline.amount, deadline.unit, Language::En);
                format!("{} {given} to {}", stage.stage, stage.due)
            }
            None => format!("{} at once", stage.stage),
        })
        .collect();
    stages.join("; ")
}

/// A whole term that the stages always fill. A term of minutes has no day to spare by its nature, and neither has
/// one stage that is given the whole term.
fn slack(checked: &Checked<'_>, path: &Path<'_>, plan: &Plan, report: &mut Report) {
    let bounded = match plan.until.as_deref() {
        Some(until) => path.position(until).map_or(0, |at| at + 1),
        None => path.stages.len(),
    };
    let steps = plan.stages.iter().take(bounded);
    let timed = steps.filter(|it| it.deadline.is_some()).count();
    let is_one_term = plan.stages.iter().take(bounded).any(|stage| {
        let same = |it: &crate::term::Deadline| {
            (it.amount, it.unit) == (plan.whole.amount, plan.whole.unit)
        };
        stage.deadline.as_ref().is_some_and(same)
    });
    if plan.whole.unit == TermUnit::Minutes || timed < 2 || is_one_term {
        return;
    }
    let message = format!(
        "the terms of the stages fill the whole term to the last day: zero slack ({})",
        said(plan)
    );
    let help = "a hearing, an inquiry or an illness has no day of its own".to_owned();
    report
        .findings
        .push(checked.warning(&node(path), message, Some(help)));
}
