//! The worst case of real editions: TERM-1 and TERM-2 of the worked examples.

use jiff::civil::{Date, date};
use law::{Plan, Reason, plan};

use crate::{
    corpus::LAW,
    term::{filed, hours},
};

fn worst(local: jiff::civil::DateTime) -> Plan {
    let place = LAW.places().get("710000000").unwrap();
    let known = LAW.calendar().known_on(local.date());
    let (registration, edition) = LAW
        .receive("housing-assistance", filed(local), place, &hours(), known)
        .unwrap();
    let plan = plan(
        &LAW,
        &edition.path(None).unwrap(),
        filed(local),
        place,
        &hours(),
        known,
    )
    .unwrap();
    assert_eq!(plan.registration.day, registration.day);
    plan
}

fn due(plan: &Plan) -> Vec<(&str, Date)> {
    plan.stages
        .iter()
        .map(|stage| (stage.stage.as_str(), stage.due))
        .collect()
}

/// TERM-1: order 539, filed and registered on Thursday 26 November 2020 at 10:00 in Astana.
#[test]
fn an_application_of_november_2020_is_answered_by_the_ninth_of_december() {
    let plan = worst(date(2020, 11, 26).at(10, 0, 0, 0));
    assert_eq!(plan.registration.day, date(2020, 11, 26));
    assert_eq!(plan.whole.day, date(2020, 12, 9));
    assert_eq!(
        due(&plan),
        [
            ("completeness", date(2020, 11, 30)),
            ("verification", date(2020, 12, 8)),
            ("decision", date(2020, 12, 9)),
        ]
    );
    assert_eq!(plan.whole.source.unwrap().cite, "¶8; app 2, row 3");
}

/// TERM-2: the same, filed on Friday 13 November 2020 at 19:40.
#[test]
fn a_friday_evening_is_registered_on_monday() {
    let plan = worst(date(2020, 11, 13).at(19, 40, 0, 0));
    assert_eq!(plan.registration.day, date(2020, 11, 16));
    assert_eq!(plan.whole.day, date(2020, 11, 26));
}

/// A term by a figure is that of the day of registration: eight days, and six since 20 September 2024.
#[test]
fn a_figure_gives_the_term_of_the_day_of_registration() {
    let before = worst(date(2024, 9, 19).at(10, 0, 0, 0));
    let after = worst(date(2024, 9, 20).at(10, 0, 0, 0));
    assert_eq!(
        (before.whole.amount, before.whole.day),
        (8, date(2024, 10, 1))
    );
    assert_eq!(
        (after.whole.amount, after.whole.day),
        (6, date(2024, 9, 30))
    );
    assert_eq!(before.stages.last().unwrap().due, before.whole.day);
    assert_eq!(after.stages.last().unwrap().due, after.whole.day);
}

#[test]
fn the_edition_is_that_of_the_day_of_registration() {
    let place = LAW.places().get("710000000").unwrap();
    // Saturday 23 December 2023: the last day of order 539; registered on Monday under order 117.
    let filing = filed(date(2023, 12, 23).at(11, 0, 0, 0));
    let known = LAW.calendar().in_hindsight();
    let (registration, edition) = LAW
        .receive("housing-assistance", filing, place, &hours(), known)
        .unwrap();
    assert_eq!(registration.day, date(2023, 12, 25));
    assert_eq!(edition.act.code, "order-117");
    let last = registration.derivation.last().unwrap();
    assert!(
        matches!(last, Reason::EditionChanges { from: Some(from), .. } if from.0.ends_with("order-539"))
    );
    assert!(last.text().ru.starts_with("Применяется акт"));
}

#[test]
fn the_hours_of_the_figures_are_those_of_a_provider() {
    assert_eq!(LAW.working_hours(date(2026, 1, 5)).unwrap(), hours());
    LAW.working_hours(date(2019, 1, 5)).unwrap_err();
}
