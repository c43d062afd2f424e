//! Files of facts: what is read, what is refused, and the empty one.

use law::{
    Language,
    facts::{FactRule, Facts, empty_facts},
    value::{Value, read_decimal, read_hours, read_share},
};
use serde_json::{Value as Json, json};

use crate::town::{edition, known};

fn refused(json: &Json) -> Vec<(String, String)> {
    let Err(problems) = Facts::from_json(json, &edition()) else {
        panic!("{json} is taken");
    };
    problems
        .iter()
        .map(|problem| (problem.key.clone(), problem.way_out()))
        .collect()
}

#[test]
fn numbers_are_read_exactly_however_they_are_written() {
    for json in [json!(1500.5), json!("1500.50"), json!("1 500.5")] {
        let facts = known(&json!({"rent": json}));
        let amount = facts.get("rent").unwrap().value.decimal().unwrap();
        assert_eq!(amount.to_string(), "1500.5");
    }
    for json in [json!(0.05), json!("0.05"), json!("5 %"), json!("5%")] {
        let facts = known(&json!({"share": json}));
        assert_eq!(
            facts.get("share").unwrap().value,
            Value::Share("0.05".parse().unwrap())
        );
    }
}

#[test]
fn remarks_and_null_are_not_facts() {
    let facts = known(
        &json!({"$about": {"rent": "tenge"}, "$note": 1, "rent": null, "place": "710000000", "day": "2025-09-15", "filed-day": "2025-09-14"}),
    );
    assert!(facts.entries.is_empty());
    assert_eq!(facts.place.as_deref(), Some("710000000"));
    assert_eq!(
        facts.day.map(|day| day.to_string()).as_deref(),
        Some("2025-09-15")
    );
    assert_eq!(
        facts.filed_day.map(|day| day.to_string()).as_deref(),
        Some("2025-09-14")
    );
}

#[test]
fn each_wrong_fact_is_named_with_its_way_out_and_all_at_once() {
    let found = refused(&json!({
        "area": "wide", "consents": "yes", "costs": [{"kind": "lft"}, {"bill": 1}, 5, {"billed": -1}],
        "day": "soon", "family-income": -1, "family-size": 1.5, "rentt": 5, "rent": "1.005",
        "share": 0.11, "tenure": "renter",
    }));
    let expected = [
        ("area", "write a number of m2: \"72.5\""),
        ("consents", "write true or false"),
        ("costs[1].kind", "did you mean `lift`?"),
        ("costs[2].bill", "leave it out, or prefix a remark with `$`"),
        ("costs[3]", "write one object: {\"fact\": value, …}"),
        ("costs[4].billed", "it must be at least 0"),
        ("day", "write a day: \"2026-01-31\""),
        ("family-income", "it must be at least 0"),
        ("family-size", "write a whole number: 4"),
        (
            "rent",
            "write tenge per month, with at most two decimals: \"50000\"",
        ),
        ("rentt", "did you mean `rent`?"),
        ("share", "it must be above 0 and at most 0.1"),
        ("tenure", "write one of: owner, tenant, other"),
    ];
    let expected = expected.map(|(key, way)| (key.to_owned(), way.to_owned()));
    assert_eq!(found, expected);
    assert_eq!(refused(&json!([])).len(), 1);
}

#[test]
fn the_bounds_of_the_share_hold_on_the_border() {
    assert!(Facts::from_json(&json!({"share": "10 %"}), &edition()).is_ok());
    assert_eq!(refused(&json!({"share": "0"})).len(), 1);
    assert_eq!(refused(&json!({"share": "0.1000001"})).len(), 1);
    assert_eq!(refused(&json!({"share": "5"})).len(), 1);
}

#[test]
fn a_number_that_json_cannot_keep_is_asked_for_as_a_string() {
    let json: Json = serde_json::from_str(r#"{"rent": 12345678901234567.89}"#).unwrap();
    let problems = Facts::from_json(&json, &edition()).unwrap_err();
    assert_eq!(problems[0].rule, FactRule::Exact);
    let rows: Vec<Json> = vec![json!({}); 501];
    let problems = Facts::from_json(&json!({"costs": rows}), &edition()).unwrap_err();
    assert_eq!(problems[0].rule, FactRule::Rows { at_most: 500 });
}

#[test]
fn an_empty_facts_file_knows_nothing_and_explains_everything() {
    let empty = empty_facts(&edition(), Language::En);
    let object = empty.as_object().unwrap();
    for (key, value) in object {
        assert!(key == "$about" || value.is_null(), "{key}");
    }
    for code in edition().facts.keys() {
        assert!(object.contains_key(code), "{code}");
        assert!(object["$about"][code].is_string(), "{code}");
    }
    let share = object["$about"]["share"].as_str().unwrap();
    assert!(
        share.contains("above 0 and at most 0.1") && share.contains("figure:housing-share"),
        "{share}"
    );
    assert!(
        object["$about"]["costs"]
            .as_str()
            .unwrap()
            .contains("\"billed\": tenge per month")
    );
    let facts = Facts::from_json(&empty, &edition()).unwrap();
    assert!(facts.entries.is_empty());
}

#[test]
fn texts_of_numbers_are_read_strictly() {
    for text in [
        "",
        "-",
        "1e5",
        "1,5",
        ".5",
        "5.",
        "--1",
        "1 %",
        "0x10",
        "1000000000000000",
        "0.00000000001",
    ] {
        assert_eq!(read_decimal(text), None, "{text}");
    }
    assert_eq!(
        read_decimal(" -12 345.60 ").unwrap().to_string(),
        "-12345.6"
    );
    assert_eq!(read_share("7.5 %").unwrap().to_string(), "0.075");
    assert_eq!(read_share("% 5"), None);
    for text in [
        "",
        "9-10",
        "10:00-09:00",
        "09:00-12:00 11:00-13:00",
        "09:00",
    ] {
        assert_eq!(read_hours(text), None, "{text}");
    }
    assert_eq!(read_hours("09:00-13:00 14:30-18:30").unwrap().len(), 2);
}
