//! What holds whatever is written and whatever is known.

use jiff::civil::date;
use law::{
    edition::{At, Rounding, RoundingMode},
    formula::{Answer, Environment, Formula, Scope},
    value::Value,
};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::town::{DAY, TOWN, compile, edition, evaluate, evaluate_at, figures, known, parents};

/// Texts made of the words of the language, in no order.
fn soup() -> impl Strategy<Value = String> {
    let words = [
        "rent",
        "share",
        "tenure",
        "costs",
        "c.billed",
        "c in costs:",
        "sum(",
        "count(",
        "(",
        ")",
        "min(",
        ",",
        "if",
        "then",
        "else",
        "match",
        "{",
        "}",
        "'owner'",
        "'",
        "not",
        "and",
        "or",
        "+",
        "-",
        "*",
        "/",
        "<",
        "<=",
        "=",
        "figure:cap-lift",
        "0",
        "5 %",
        "%",
        "day",
        "date",
        "\"2020-01-01\"",
        "ә",
        "€",
    ];
    let word = prop::sample::select(words.to_vec());
    prop::collection::vec(word, 0..30).prop_map(|words| words.join(" "))
}

/// Sound formulas of money per month.
fn money() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("rent".to_owned()),
        Just("0".to_owned()),
        Just("figure:index".to_owned()),
        Just("monthly(family-income)".to_owned()),
        Just("share * monthly(family-income)".to_owned()),
        Just("sum(c in costs: c.billed)".to_owned()),
        Just("sum(c in costs: match c.kind { 'lift': capped(c.billed, figure:cap-lift), else: c.billed })".to_owned()),
        Just("figure:due-per-m2 * area".to_owned()).prop_map(|due| format!("capped(rent, {due})")),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} + {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("max({a}, {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(rent + {a}) - {b}")),
            inner
                .clone()
                .prop_map(|a| format!("(rent + {a}) / family-size")),
            (condition(inner.clone()), inner.clone(), inner)
                .prop_map(|(c, a, b)| format!("(if {c} then {a} else {b})")),
        ]
    })
}

/// Sound conditions over sums of money.
fn condition(
    money: impl Strategy<Value = String> + Clone + 'static,
) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("lives-there".to_owned()),
        Just("consents".to_owned()),
        Just("owned-dwellings <= 1".to_owned()),
        Just("tenure = 'owner'".to_owned()),
        Just("any(c in costs: c.kind = 'lift')".to_owned()),
        Just("all(c in costs: c.billed > figure:index)".to_owned()),
        Just("years-between(birth, day) >= 18".to_owned()),
        (money.clone(), money).prop_map(|(a, b)| format!("rent + {a} > {b}")),
    ];
    leaf.prop_recursive(2, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} and {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

/// Everything known.
fn all_facts() -> impl Strategy<Value = Json> {
    let bill = (0_u32..2, 0_u64..1_000_000).prop_map(|(kind, tiyn)| {
        let kind = if kind == 0 { "lift" } else { "rubbish" };
        json!({"kind": kind, "billed": tenge(tiyn)})
    });
    (
        (0_u64..100_000_000, 0_u64..1_000_000, 1_u32..=10, 0_u32..4, 0_u32..3),
        prop::collection::vec(bill, 0..5),
        any::<(bool, bool)>(),
    )
        .prop_map(|((income, rent, share, size, owned), costs, (lives, consents))| {
            json!({
                "family-income": tenge(income), "rent": tenge(rent), "share": format!("{share} %"),
                "family-size": size, "owned-dwellings": owned, "costs": costs, "area": "45.5",
                "lives-there": lives, "consents": consents, "tenure": "owner", "birth": "2000-02-29",
            })
        })
}

fn tenge(tiyn: u64) -> String {
    Decimal::new(i64::try_from(tiyn).unwrap(), 2).to_string()
}

/// The same facts with some of them forgotten; a row may lose its sum.
fn partly(facts: &Json, known: &[bool]) -> Json {
    let mut facts = facts.clone();
    let object = facts.as_object_mut().unwrap();
    for ((code, value), known) in object.iter_mut().zip(known) {
        // A share that is not given is not unknown: it is the town's.
        if !known && code != "share" {
            match value.as_array_mut().and_then(|rows| rows.first_mut()) {
                Some(row) => row["billed"] = Json::Null,
                None => *value = Json::Null,
            }
        }
    }
    facts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_parser_panic_and_problems_stand_on_characters(text in "\\PC{0,60}") {
        for problem in compile(&text).err().unwrap_or_default() {
            prop_assert!(text.get(problem.range.clone()).is_some(), "{:?} of {text}", problem.range);
        }
    }

    #[test]
    fn words_in_any_order_compile_or_are_refused_and_what_compiles_evaluates(text in soup(), facts in all_facts()) {
        match compile(&text) {
            Ok(_) => {
                let found = evaluate(&text, &facts);
                prop_assert!(!matches!(&found.value, Answer::Unknown(missing) if missing.is_empty()));
            }
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    prop_assert!(text.get(problem.range).is_some());
                }
            }
        }
    }

    #[test]
    fn one_more_fact_never_changes_what_was_known(
        formula in prop_oneof![money(), condition(money().boxed())],
        facts in all_facts(),
        known in prop::collection::vec(any::<bool>(), 11),
        more in prop::collection::vec(any::<bool>(), 11),
        early in any::<bool>(),
    ) {
        let day = if early { date(2025, 1, 1) } else { DAY };
        prop_assert!(compile(&formula).is_ok(), "{formula}: {:?}", compile(&formula).err());
        let before = evaluate_at(&formula, &partly(&facts, &known), day, TOWN).value;
        let known: Vec<bool> = known.iter().zip(&more).map(|(known, more)| *known || *more).collect();
        let after = evaluate_at(&formula, &partly(&facts, &known), day, TOWN).value;
        match before {
            Answer::Known(_) | Answer::None => prop_assert_eq!(before, after),
            Answer::Unknown(missing) => prop_assert!(!missing.is_empty()),
        }
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order_of_the_bills(
        bills in prop::collection::vec(0_u64..10_000_000_000, 0..20),
        turn in 0_usize..20,
    ) {
        let row = |tiyn: &u64| json!({"kind": "rubbish", "billed": tenge(*tiyn)});
        let mut rows: Vec<Json> = bills.iter().map(row).collect();
        let formula = "sum(c in costs: c.billed / 7 + c.billed * 1 / 3)";
        let first = evaluate(formula, &json!({"costs": rows}));
        rows.reverse();
        let at = turn.min(rows.len());
        rows.rotate_left(at);
        let second = evaluate(formula, &json!({"costs": rows}));
        prop_assert!(first.value.known().is_some());
        prop_assert_eq!(first.value, second.value);
    }

    #[test]
    fn rounding_twice_is_rounding_once(tiyn in 0_u64..1_000_000_000, mode in 0_usize..3, unit in 1_i64..500) {
        let mode = [RoundingMode::HalfUp, RoundingMode::Down, RoundingMode::Up][mode];
        let rounding = Rounding { mode, to: Decimal::new(unit, 2) };
        let (edition, figures) = (edition(), figures());
        let formula = Formula::compile("rent / 3", &Scope::of(&edition, &figures)).unwrap();
        let facts = known(&json!({"rent": tenge(tiyn)}));
        let at = At { day: DAY, place: Some(TOWN) };
        let exact = formula.evaluate(&Environment::new(&edition.facts, &facts, &figures, &parents, &at));
        let once = exact.rounded(&formula, &rounding);
        let twice = once.rounded(&formula, &rounding);
        prop_assert_eq!(&once.value, &twice.value);
        let Some(Value::Money { amount, .. }) = once.value.known() else { panic!("not money") };
        prop_assert_eq!(amount.checked_rem(rounding.to), Some(Decimal::ZERO));
        let third = Decimal::new(i64::try_from(tiyn).unwrap(), 2) / Decimal::from(3);
        prop_assert!((amount - third).abs() < rounding.to + Decimal::new(1, 9));
    }
}
