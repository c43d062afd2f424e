//! What the other readings of the text would change, with the days by which a lawyer can see it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Checked, Report,
    terms::{counting, registration},
};
use crate::{
    edition::Path,
    plan::{LimitDeadline, Plan, plan_from, plan_read_otherwise, plan_with_readings},
    registration::Registration,
    term::amount_text,
    text::Language,
};

/// Each other reading by itself, on the first working day of the edition; then those of all stages together against
/// the limits over them.
pub(super) fn check(checked: &Checked<'_>, path: &Path<'_>, first: &Plan, report: &mut Report) {
    let day = first.registration.day;
    let mut told: BTreeSet<String> = BTreeSet::new();
    // Some readings part only where filing and registration are not on one day.
    for registered in [registration(day), after_hours(day)] {
        let counting = || counting(checked, day);
        let Ok(followed) = plan_from(checked.law, path, registered.clone(), counting()) else {
            return;
        };
        let Ok(others) = plan_with_readings(checked.law, path, &registered, counting()) else {
            return;
        };
        for other in others {
            let moved = moved(&followed, &other.plan);
            if moved.is_empty() || !told.insert(other.node.clone()) {
                continue;
            }
            let message = format!(
                "{}the text can be read in two ways ({}). By the other one, {}, {}",
                on(path),
                other.reading.source.cite,
                filed(&registered),
                moved.join(", ")
            );
            let help = Some(format!(
                "the edition follows the first: {}",
                other.reading.why
            ));
            report
                .findings
                .push(checked.warning(&other.node, message, help));
        }
    }
    limits(checked, path, day, report);
}

/// The track in front of a sentence.
fn on(path: &Path<'_>) -> String {
    path.code()
        .map_or_else(String::new, |track| format!("`{track}`: "))
}

/// A filing on the evening before, registered in the morning.
fn after_hours(day: Date) -> Registration {
    let evening = day.yesterday().unwrap_or(day);
    Registration {
        filed: evening.at(20, 0, 0, 0),
        ..registration(day)
    }
}

fn filed(registered: &Registration) -> String {
    let (filed, day) = (registered.filed.date(), registered.day);
    if filed == day {
        format!("registered on {day}")
    } else {
        format!("filed on {filed} after hours and registered on {day}")
    }
}

/// The stages and terms that end on another day.
fn moved(followed: &Plan, other: &Plan) -> Vec<String> {
    let stages = followed.stages.iter().zip(&other.stages);
    let stages =
        stages.map(|(first, second)| (format!("`{}`", first.stage), first.due, second.due));
    let limits = followed.limits.iter().zip(&other.limits);
    let limits = limits.map(|(first, second)| {
        (
            format!("the limit `{}`", first.code),
            first.deadline.day,
            second.deadline.day,
        )
    });
    let whole = (
        "the whole term".to_owned(),
        followed.whole.day,
        other.whole.day,
    );
    stages
        .chain(limits)
        .chain(std::iter::once(whole))
        .filter(|(_, first, second)| first != second)
        .map(|(what, first, second)| format!("{what} ends on {second} instead of {first}"))
        .collect()
}

/// Limits that the other readings of the stages would break, or leave unused.
fn limits(checked: &Checked<'_>, path: &Path<'_>, day: Date, report: &mut Report) {
    let read = plan_read_otherwise(
        checked.law,
        path,
        &registration(day),
        counting(checked, day),
    );
    let Ok(Some(plan)) = read else { return };
    for limit in &plan.limits {
        let Some((due, steps)) = steps(path, &plan, limit) else {
            continue;
        };
        let given = amount_text(limit.deadline.amount, limit.deadline.unit, Language::En);
        let last = limit.deadline.day;
        if due == last {
            continue;
        }
        let what = if due > last {
            format!("`{}` ends on {due}, after the limit", limit.until)
        } else {
            format!("all is over on {due}, and the rest of the {given} is never used")
        };
        let message = format!(
            "{}the act gives {given} for `{}` ({}), up to {last} for a registration on {day}; read literally, its steps \
             are {steps}: {what}",
            on(path),
            limit.code,
            limit
                .deadline
                .source
                .as_ref()
                .map_or("", |it| it.cite.as_str()),
        );
        let help =
            "the edition lets the steps follow one another, so that they take what the limit gives"
                .to_owned();
        let node = match path.track {
            Some(track) if !track.limits.is_empty() => {
                format!("track/{}/limit/{}", track.code, limit.code)
            }
            Some(_) | None => format!("limit/{}", limit.code),
        };
        report
            .findings
            .push(checked.warning(&node, message, Some(help)));
    }
}

/// When the last stage of a limit ends, and the terms of the stages that can be read otherwise, in words.
fn steps(path: &Path<'_>, plan: &Plan, limit: &LimitDeadline) -> Option<(Date, String)> {
    let until = path.position(&limit.until)?;
    let planned: Vec<_> = plan.stages.iter().take(until + 1).collect();
    let due = planned.last()?.due;
    let begins = limit.deadline.started;
    let named: Vec<String> = planned
        .iter()
        .filter(|stage| stage.started == begins)
        .filter_map(|stage| {
            let deadline = stage.deadline.as_ref()?;
            let given = amount_text(deadline.amount, deadline.unit, Language::En);
            Some(format!("`{}` {given} from the same day", stage.stage))
        })
        .collect();
    let has_other = path.stages.iter().take(until + 1).any(|stage| {
        stage
            .term
            .as_ref()
            .is_some_and(|it| !it.otherwise.is_empty())
    });
    has_other.then(|| (due, named.join(" and ")))
}
