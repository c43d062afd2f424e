//! Formulas and what they give.

use jiff::civil::date;
use law::{
    formula::{Answer, Fault, Missing},
    value::Value,
};
use serde_json::{Value as Json, json};

use crate::town::{DAY, NOWHERE, TOWN, evaluate, evaluate_at};

fn shown(answer: &Answer) -> String {
    match answer {
        Answer::Known(value) => value.to_string(),
        Answer::None => "none".to_owned(),
        Answer::Unknown(missing) => {
            let names = missing.iter().map(|missing| match missing {
                Missing::Fact { code } => code.clone(),
                Missing::Figure { code, place, day } => {
                    format!("figure:{code}@{}@{day}", place.as_deref().unwrap_or("-"))
                }
                Missing::Unfit { code } => format!("unfit {code}"),
                Missing::Undefined { formula, fault } => format!("{fault:?} in {formula}"),
            });
            format!("? {}", names.collect::<Vec<_>>().join(", "))
        }
    }
}

fn check(facts: &Json, table: &[(&str, &str)]) {
    for (formula, expected) in table {
        assert_eq!(
            shown(&evaluate(formula, facts).value),
            *expected,
            "{formula}"
        );
    }
}

#[test]
fn arithmetic_is_exact_and_binds_as_in_school() {
    check(
        &json!({}),
        &[
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("10 - 3 - 2", "5"),
            ("100 / 10 / 2", "5"),
            ("0.1 + 0.2", "0.3"),
            ("1 / 3 * 3", "1"),
            ("2 / 3", "0.666666…"),
            ("-2 - -3", "1"),
            ("5 % * 40", "2"),
            ("5%", "5 %"),
            ("1 - 5 %", "0.95"),
            ("1 / 3 + 1 / 3 + 1 / 3 = 1", "true"),
            ("min(3, 1, 2)", "1"),
            ("max(3, 1, 2.5)", "3"),
            ("1 < 2 and not 2 < 1 or false", "true"),
            ("1 / 0", "? DivisionByZero in 1 / 0"),
            ("1 / (2 - 2) > 0", "? DivisionByZero in 1 / (2 - 2)"),
        ],
    );
}

#[test]
fn a_number_that_does_not_fit_is_unknown_and_never_wrong() {
    let big = "999999999999999 * 999999999999999";
    let found = evaluate(&format!("{big} * {big}"), &json!({})).value;
    let Answer::Unknown(missing) = found else {
        panic!("a product of thirty digits squared has a value");
    };
    assert!(missing.iter().all(|missing| matches!(
        missing,
        Missing::Undefined {
            fault: Fault::TooLarge,
            ..
        }
    )));
    // It is not a pass either.
    assert_eq!(
        evaluate(&format!("{big} * {big} > 0"), &json!({}))
            .value
            .truth(),
        None
    );
}

#[test]
fn money_keeps_its_period() {
    let facts = json!({"family-income": 150_000, "rent": "1000.50", "area": 90, "share": "5 %"});
    check(
        &facts,
        &[
            ("monthly(family-income)", "50 000"),
            ("share * monthly(family-income)", "2 500"),
            ("quarterly(rent)", "3 001.5"),
            ("figure:due-per-m2 * area", "5 400"),
            ("plain(area) + 1", "91"),
            ("rent / figure:index > 1 / 4", "true"),
            ("max(0, rent - 2000 * figure:index)", "0"),
            ("quarterly(rent) / family-income", "0.02001"),
        ],
    );
}

#[test]
fn kleene_knows_what_one_side_decides() {
    // a = lives-there, b = consents; t, f, u = true, false, unknown.
    let sides = [("t", json!(true)), ("f", json!(false)), ("u", json!(null))];
    let table = [
        ("tt", "t", "t"),
        ("tf", "f", "t"),
        ("tu", "u", "t"),
        ("ft", "f", "t"),
        ("ff", "f", "f"),
        ("fu", "f", "u"),
        ("ut", "u", "t"),
        ("uf", "f", "u"),
        ("uu", "u", "u"),
    ];
    let mut seen = 0;
    for (a, left) in &sides {
        for (b, right) in &sides {
            let facts = json!({"lives-there": left, "consents": right});
            let letter = |formula: &str| match evaluate(formula, &facts).value.truth() {
                Some(true) => "t",
                Some(false) => "f",
                None => "u",
            };
            let row = table
                .iter()
                .find(|(sides, ..)| *sides == format!("{a}{b}"))
                .unwrap();
            assert_eq!(
                letter("lives-there and consents"),
                row.1,
                "and of {a} and {b}"
            );
            assert_eq!(
                letter("lives-there or consents"),
                row.2,
                "or of {a} and {b}"
            );
            seen += 1;
        }
    }
    assert_eq!(seen, table.len());
    check(
        &json!({}),
        &[
            ("not lives-there", "? lives-there"),
            ("lives-there and consents", "? consents, lives-there"),
            ("false and 1 / 0 > 1", "false"),
            ("1 / 0 > 1 and false", "false"),
        ],
    );
}

#[test]
fn only_the_branch_that_is_taken_is_looked_at() {
    check(
        &json!({"tenure": "owner", "rent": 5}),
        &[
            ("if tenure = 'owner' then 1 else family-size", "1"),
            (
                "if tenure != 'owner' then 1 else family-size",
                "? family-size",
            ),
            ("if lives-there then 1 else family-size", "? lives-there"),
            (
                "match tenure { 'owner': rent, 'tenant' or 'other': rent / 0 }",
                "5",
            ),
            ("match tenure { 'tenant': rent, else: 0 }", "0"),
        ],
    );
}

#[test]
fn lists_are_summed_counted_and_asked() {
    let facts = json!({"costs": [
        {"kind": "lift", "billed": 1500}, {"kind": "telephone", "billed": "10.50"}, {"kind": "lift"},
    ]});
    check(
        &facts,
        &[
            ("count(c in costs: c.kind = 'lift')", "2"),
            (
                "any(c in costs: c.billed > figure:index)",
                "? costs[3].billed",
            ),
            ("all(c in costs: c.billed > figure:index)", "false"),
            ("sum(c in costs: c.billed)", "? costs[3].billed"),
            (
                "sum(c in costs: if c.kind = 'lift' then 0 else c.billed)",
                "10.5",
            ),
            (
                "sum(a in costs: sum(b in costs: if a.kind = b.kind then 1 else 0))",
                "5",
            ),
        ],
    );
    check(
        &json!({"costs": []}),
        &[
            ("sum(c in costs: c.billed)", "0"),
            ("any(c in costs: c.kind = 'lift')", "false"),
            ("all(c in costs: c.kind = 'lift')", "true"),
        ],
    );
    check(&json!({}), &[("sum(c in costs: c.billed)", "? costs")]);
}

#[test]
fn a_limit_that_is_not_in_force_is_not_unknown() {
    let facts = json!({"rent": 1500});
    let before = date(2025, 8, 10);
    let at = |formula: &str, day| shown(&evaluate_at(formula, &facts, day, TOWN).value);
    assert_eq!(at("capped(rent, figure:cap-lift)", DAY), "1 300");
    assert_eq!(at("capped(rent, figure:cap-lift)", before), "1 500");
    assert_eq!(at("is-set(figure:cap-lift)", DAY), "true");
    assert_eq!(at("is-set(figure:cap-lift)", before), "false");
    // Arithmetic hands `none` on, whatever the unknown fact would be.
    assert_eq!(at("figure:norm-area-person * family-size", before), "none");
    assert_eq!(
        at("figure:norm-area-person * family-size", DAY),
        "? family-size"
    );
    assert_eq!(
        at("is-set(figure:cap-lift)", date(2020, 1, 1)),
        "? figure:cap-lift@551010000@2020-01-01"
    );
}

#[test]
fn a_figure_is_that_of_the_place_else_of_the_region_else_missing() {
    let at = |place| shown(&evaluate_at("share", &json!({}), DAY, place).value);
    assert_eq!(at(TOWN), "7 %");
    assert_eq!(at("552210000"), "5 %");
    assert_eq!(at(NOWHERE), "? figure:housing-share@990000000@2025-09-15");
}

#[test]
fn days_count_as_a_calendar_counts() {
    let facts = json!({"birth": "2004-02-29"});
    check(
        &facts,
        &[
            ("years-between(birth, date \"2022-02-28\")", "17"),
            ("years-between(birth, date '2022-03-01')", "18"),
            ("years-between(birth, day)", "21"),
            (
                "months-between(date \"2025-01-31\", date \"2025-02-28\")",
                "0",
            ),
            ("add-years(birth, 1)", "2005-02-28"),
            ("add-months(date \"2025-01-31\", 1)", "2025-02-28"),
            ("add-years(birth, 18) <= day", "true"),
            (
                "add-years(birth, 100000) <= day",
                "? TooLarge in add-years(birth, 100000)",
            ),
            ("day", "2025-09-15"),
            ("filed-day < day", "? filed-day"),
        ],
    );
}

#[test]
fn a_trace_is_read_in_steps_and_names_its_sources() {
    let facts = json!({"family-income": 150_000, "share": "10 %"});
    let found = evaluate("share * family-income / 3", &facts);
    let expected = "10 % × 150 000 / 3 = 5 000
  share = 10 % (given, overrides figure housing-share = 7 % of order 279, place 551010000, from 2023-12-24)
  family-income = 150 000 (given)
";
    assert_eq!(found.trace.to_string(), expected);
    let facts =
        json!({"costs": [{"kind": "lift", "billed": 1500}, {"kind": "rubbish", "billed": 10}]});
    let formula = "sum(c in costs: match c.kind { 'lift': capped(c.billed, figure:cap-lift), else: c.billed })";
    let expected = "1 300 + 10 = 1 310
  costs = 2 (given)
  1: capped(1 500, 1 300) = 1 300
    figure:cap-lift = 1 300 (order 279, from 2025-08-11)
  2: c.billed = 10
";
    assert_eq!(evaluate(formula, &facts).trace.to_string(), expected);
    // A row of which nothing counts is not a step to read.
    let found = evaluate(
        "sum(c in costs: if c.kind = 'lift' then c.billed else 0)",
        &facts,
    );
    let expected = "sum(1 500) = 1 500\n  costs = 2 (given)\n  1: c.billed = 1 500\n";
    assert_eq!(found.trace.to_string(), expected);
    let expected = "max(0, 1 − 2) = 0\n";
    assert_eq!(
        evaluate("max(0, 1 - 2)", &json!({})).trace.to_string(),
        expected
    );
    let expected = "owned-dwellings? ≤ 1 = ?\n  owned-dwellings = ? (unknown)\n";
    let found = evaluate("owned-dwellings <= 1", &json!({}))
        .trace
        .to_string();
    assert_eq!(found, expected);
    let found = evaluate("lives-there and consents", &json!({"lives-there": false}));
    assert_eq!(found.trace.text(), "false and … → false");
}

#[test]
fn a_branch_says_why_it_was_taken() {
    let facts = json!({"family-size": 4, "area": 90});
    let formula =
        "if family-size = 1 then figure:norm-area-alone else figure:norm-area-person * family-size";
    let expected = "18 m2 × 4 = 72 m2
  4 = 1 → false
    family-size = 4 (given)
  figure:norm-area-person = 18 m2 (order 279, from 2025-08-11)
  family-size = 4 (given)
";
    assert_eq!(evaluate(formula, &facts).trace.to_string(), expected);
}

#[test]
fn a_value_does_not_show_in_debug_output() {
    let value = Value::Text("900101300017".to_owned());
    assert_eq!(format!("{value:?}"), "text(…)");
    let found = evaluate("rent", &json!({"rent": 123_456}));
    assert!(!format!("{:?}", found.trace).contains("123"));
    assert_eq!(found.trace.text(), "rent = 123 456");
}
