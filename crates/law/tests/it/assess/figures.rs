//! Figures by place and day.

use jiff::civil::date;
use law::{
    edition::{At, Per},
    figures::{FigureType, Figures},
    value::Value,
};

use crate::town::{DAY, NOWHERE, TOWN, figures, parents};

#[test]
fn a_missing_figure_names_itself_the_place_and_the_day() {
    let at = At {
        day: DAY,
        place: Some(NOWHERE),
    };
    let missing = figures().get("housing-share", &at, parents).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "figure housing-share has no value on 2025-09-15 at place 990000000"
    );
    assert!(figures().get("no-such-figure", &at, parents).is_err());
    let early = At {
        day: date(2020, 1, 1),
        place: Some(TOWN),
    };
    assert!(figures().get("housing-share", &early, parents).is_err());
}

#[test]
fn the_last_day_of_a_value_is_the_day_before_its_end() {
    let value = |day| {
        let at = At { day, place: None };
        figures()
            .get("cap-lift", &at, parents)
            .unwrap()
            .value
            .clone()
    };
    assert_eq!(value(date(2025, 8, 10)), None);
    let lift = Value::Money {
        amount: 1300.into(),
        per: Per::Month,
    };
    assert_eq!(value(date(2025, 8, 11)), Some(lift));
}

#[test]
fn places_in_a_circle_end() {
    let at = At {
        day: DAY,
        place: Some("1"),
    };
    let circle = |place: &str| Some(if place == "1" { "2" } else { "1" }.to_owned());
    assert!(figures().get("housing-share", &at, circle).is_err());
}

#[test]
fn two_values_for_one_day_are_found() {
    assert_eq!(figures().overlaps(), []);
    let all = figures();
    let twice: Figures = all.iter().chain(all.iter()).cloned().collect();
    let overlaps = twice.overlaps();
    let lift: Vec<_> = overlaps
        .iter()
        .filter(|overlap| overlap.code == "cap-lift")
        .collect();
    let pairs: Vec<_> = lift
        .iter()
        .map(|overlap| (overlap.first, overlap.second))
        .collect();
    assert_eq!(pairs, [(0, 2), (1, 3)]);
    let shares = overlaps
        .iter()
        .filter(|overlap| overlap.code == "housing-share");
    assert!(shares.clone().all(|overlap| overlap.place.is_some()));
    assert_eq!(shares.count(), 2);
}

#[test]
fn a_value_is_read_by_its_type_or_not_at_all() {
    let rate = FigureType::Money {
        per: Per::Month,
        per_unit: "m2".to_owned(),
    };
    assert_eq!(rate.read("60").unwrap().to_string(), "60/m2");
    assert_eq!(FigureType::Days.read("-1"), None);
    assert_eq!(FigureType::Count.read("1.5"), None);
    assert_eq!(FigureType::Boolean.read("yes"), None);
    assert_eq!(FigureType::Time.read("late"), None);
}
