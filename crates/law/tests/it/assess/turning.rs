//! What would change the answer, on the worked cases.

use jiff::civil::date;
use law::{
    edition::At,
    facts::Facts,
    turning::{Turn, TurningPoint, turning_points},
};
use serde_json::{Value as Json, json};

use crate::corpus::LAW;

fn points(facts: &Json) -> Vec<TurningPoint> {
    let day = date(2026, 11, 17);
    let edition = LAW.edition("housing-assistance", day).unwrap();
    let facts = Facts::from_json(facts, edition).unwrap();
    let at = At {
        day,
        place: Some("230000000"),
    };
    turning_points(&LAW, edition, &at, &facts)
}

fn said(points: &[TurningPoint], fact: &str) -> Vec<String> {
    let of_fact = points.iter().filter(|point| point.fact == fact);
    of_fact
        .map(|point| match &point.turn {
            Turn::Is(value) => format!("is {value}"),
            Turn::AtLeast(value) => format!("at least {value}"),
            Turn::AtMost(value) => format!("at most {value}"),
        })
        .collect()
}

fn family(income: u32, billed: u32) -> Json {
    json!({
        "family-income": income, "family-size": 3, "area": 54, "owned-dwellings": 1, "tenure": "owner",
        "registered-at-dwelling": true,
        "costs": [{ "kind": "other", "billed": billed }, { "kind": "rubbish", "billed": 500 }],
    })
}

/// The share of Atyrau is 5 %: of 600,000 a quarter the family bears 10,000 a month. An amount is rounded to whole
/// tenge, so that help ends where less than half a tenge would be left.
#[test]
fn income_and_bills_say_where_help_ends() {
    let points = points(&family(600_000, 24_500));
    assert!(points.iter().all(|point| point.is_refused));
    assert_eq!(said(&points, "family-income"), ["at least 1 499 971"]);
    assert_eq!(said(&points, "costs"), ["at most 9 500"]);
    let costs = points.iter().find(|point| point.fact == "costs").unwrap();
    assert_eq!(costs.cell, Some((0, "billed".to_owned())));
    assert_eq!(said(&points, "owned-dwellings"), ["at least 2"]);
    assert_eq!(said(&points, "registered-at-dwelling"), ["is false"]);
    assert!(
        said(&points, "area").is_empty(),
        "the area decides nothing here"
    );
}

#[test]
fn a_refused_family_learns_what_would_help() {
    let points = points(&family(1_500_000, 24_500));
    assert!(points.iter().all(|point| !point.is_refused));
    assert_eq!(said(&points, "family-income"), ["at most 1 499 970"]);
    assert_eq!(said(&points, "costs"), ["at least 24 501"]);
    assert!(said(&points, "owned-dwellings").is_empty());
}

#[test]
fn two_hindrances_are_not_cured_by_one_change() {
    let mut facts = family(1_500_000, 24_500);
    facts["owned-dwellings"] = json!(2);
    assert!(points(&facts).is_empty());
}
