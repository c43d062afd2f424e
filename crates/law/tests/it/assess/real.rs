//! The worked examples of housing assistance on the real editions and figures.

use jiff::civil::{Date, date};
use law::{
    assess::{Assessed, Conclusion},
    edition::At,
    facts::Facts,
    formula::{Answer, Missing},
    value::Value,
};
use serde_json::{Value as Json, json};

use crate::corpus::LAW;

const SERVICE: &str = "housing-assistance";

/// Under order 539.
const EARLY: Date = date(2021, 3, 1);

/// Under order 117 with the caps of August 2025.
const CAPPED: Date = date(2025, 9, 15);

fn assessed(day: Date, place: &str, json: &Json) -> Assessed {
    let edition = LAW.edition(SERVICE, day).unwrap();
    let facts = Facts::from_json(json, edition).unwrap();
    let at = At {
        day,
        place: Some(place),
    };
    LAW.assess(edition, &at, &facts).unwrap()
}

fn check(day: Date, json: &Json, expected: &[(&str, &str)]) -> Assessed {
    let found = assessed(day, "710000000", json);
    for (code, expected) in expected {
        let value = found.assessments[*code].result.known();
        let shown = value.map_or_else(|| "?".to_owned(), Value::to_string);
        assert_eq!(shown, *expected, "{code} of {json}");
    }
    found
}

fn family(income: u32, share: &str, costs: &[(&str, u32)]) -> Json {
    let row = |(kind, billed): &(&str, u32)| json!({"kind": kind, "billed": billed});
    let costs: Vec<Json> = costs.iter().map(row).collect();
    json!({"family-income": income, "share": share, "costs": costs})
}

#[test]
fn every_amount_of_the_worked_examples_comes_out() {
    let other = |income, share, billed| family(income, share, &[("other", billed)]);
    // HA-P1, HA-C1, HA-C3, HA-C6.
    let month_and_quarter = |amount, quarter| [("amount", amount), ("amount-quarter", quarter)];
    check(
        EARLY,
        &other(150_000, "10 %", 15_000),
        &month_and_quarter("10 000", "30 000"),
    );
    check(
        EARLY,
        &other(600_000, "5 %", 25_000),
        &month_and_quarter("15 000", "45 000"),
    );
    check(
        EARLY,
        &other(600_000, "10 %", 20_000),
        &month_and_quarter("0", "0"),
    );
    check(
        EARLY,
        &other(0, "5 %", 18_000),
        &month_and_quarter("18 000", "54 000"),
    );
    // HA-C9.
    let costs = [("lift", 1500), ("telephone", 1800), ("other", 10_000)];
    let expected = [
        ("counted-costs", "12 699"),
        ("limit", "5 000"),
        ("amount", "7 699"),
    ];
    check(CAPPED, &family(300_000, "5 %", &costs), &expected);
}

#[test]
fn the_area_counts_up_to_the_national_norm() {
    // HA-L10, HA-L11.
    let area = |size: u32, area: u32| json!({"family-size": size, "area": area});
    check(CAPPED, &area(4, 90), &[("counted-area", "72 m2")]);
    check(CAPPED, &area(1, 45), &[("counted-area", "30 m2")]);
}

#[test]
fn the_owner_of_two_dwellings_is_refused_by_ground_two() {
    // HA-C17, under both orders, although nothing else is known.
    for day in [EARLY, CAPPED] {
        let found = assessed(day, "710000000", &json!({"owned-dwellings": 2}));
        let Conclusion::Refused { grounds } = &found.conclusion else {
            panic!("not refused on {day}");
        };
        let edition = LAW.edition(SERVICE, day).unwrap();
        let number = |code: &str| {
            edition
                .grounds
                .iter()
                .find(|g| g.code == code)
                .unwrap()
                .number
        };
        let numbers: Vec<u8> = grounds
            .iter()
            .map(|ground| number(&ground.ground))
            .collect();
        assert_eq!(numbers, [2]);
    }
}

#[test]
fn a_family_that_meets_everything_is_assigned_and_one_at_its_limit_refused() {
    let mut json = json!({
        "family-income": 600_000, "share": "5 %", "family-size": 4, "area": 60, "owned-dwellings": 1,
        "tenure": "owner", "registered-at-dwelling": true, "lives-in-dwelling": true,
        "data-reliable": true, "court-ban": false, "court-deprivation": false,
        "costs": [{"kind": "other", "billed": 25_000}],
    });
    let found = assessed(EARLY, "710000000", &json);
    assert_eq!(found.conclusion, Conclusion::Favorable);
    // HA-C3.
    json["share"] = json!("10 %");
    json["costs"][0]["billed"] = json!(20_000);
    let found = assessed(EARLY, "710000000", &json);
    let Conclusion::Refused { grounds } = &found.conclusion else {
        panic!("not refused");
    };
    assert_eq!(grounds.len(), 1);
    assert_eq!(grounds[0].requirement, "costs-above-limit");
    assert!(found.missing.is_empty());
}

#[test]
fn a_place_without_a_share_is_named() {
    let json = json!({"family-income": 300_000, "costs": [{"kind": "other", "billed": 10_000}]});
    let found = assessed(CAPPED, "151010000", &json);
    let Answer::Unknown(missing) = &found.assessments["amount"].result else {
        panic!("an amount without a share");
    };
    let figure = Missing::Figure {
        code: "housing-share".to_owned(),
        place: Some("151010000".to_owned()),
        day: CAPPED,
    };
    assert_eq!(missing.iter().collect::<Vec<_>>(), [&figure]);
}
