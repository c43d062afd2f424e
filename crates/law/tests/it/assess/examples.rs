//! The worked examples of housing assistance, and what must hold beside them.

use jiff::civil::{Date, date};
use law::{
    assess::{Assessed, Conclusion, assess},
    compiled::Compiled,
    edition::{At, Edition, Origin},
    formula::{Answer, Environment, Leaf, Missing},
    value::Value,
};
use serde_json::{Value as Json, json};

use crate::town::{
    DAY, NOWHERE, TOWN, assessment, compiled, edition, figures, known, parents, requirement,
};

fn assessed_at(json: &Json, day: Date, place: &str) -> Assessed {
    let at = At {
        day,
        place: Some(place),
    };
    assess(
        &edition(),
        &compiled(),
        &figures(),
        &parents,
        &at,
        &known(json),
    )
}

fn assessed(json: &Json) -> Assessed {
    assessed_at(json, DAY, TOWN)
}

fn result(assessed: &Assessed, code: &str) -> String {
    let value = assessed.assessments[code].result.known();
    value.map_or_else(|| "?".to_owned(), Value::to_string)
}

fn line(assessed: &Assessed, code: &str) -> String {
    let lines = &assessed.assessments["amount"].lines;
    let line = lines.iter().find(|line| line.code == code).unwrap();
    line.value.known().unwrap().to_string()
}

/// An eligible family with these costs.
fn family(income: u32, share: &str, costs: &[(&str, u32)]) -> Json {
    let row = |(kind, billed): &(&str, u32)| json!({"kind": kind, "billed": billed});
    json!({
        "family-income": income, "share": share, "family-size": 4, "area": 60,
        "owned-dwellings": 1, "lives-there": true,
        "costs": costs.iter().map(row).collect::<Vec<_>>(),
    })
}

#[test]
fn the_published_example_gives_ten_thousand_a_month() {
    // HA-P1: one earner of 50 000 a month, bills of 15 000, k = 10 %.
    let found = assessed(&family(150_000, "10 %", &[("rubbish", 15_000)]));
    assert_eq!(result(&found, "amount"), "10 000");
    assert_eq!(result(&found, "amount-quarter"), "30 000");
    assert_eq!(found.conclusion, Conclusion::Favorable);
    assert!(found.missing.is_empty());
}

#[test]
fn the_amount_is_what_the_costs_exceed_the_limit_by() {
    // HA-C1, HA-C6.
    let found = assessed(&family(600_000, "5 %", &[("rubbish", 25_000)]));
    assert_eq!(result(&found, "amount"), "15 000");
    let found = assessed(&family(0, "5 %", &[("rubbish", 18_000)]));
    assert_eq!(result(&found, "amount"), "18 000");
    assert_eq!(found.conclusion, Conclusion::Favorable);
}

#[test]
fn costs_equal_to_the_limit_are_a_refusal_with_the_facts_under_it() {
    // HA-C3.
    let found = assessed(&family(600_000, "10 %", &[("rubbish", 20_000)]));
    assert_eq!(result(&found, "amount"), "0");
    let Conclusion::Refused { grounds } = &found.conclusion else {
        panic!("nothing is refused");
    };
    let [ground] = grounds.as_slice() else {
        panic!("one ground");
    };
    assert_eq!(
        (ground.ground.as_str(), ground.requirement.as_str()),
        ("not-compliant", "costs-above-limit")
    );
    let facts: Vec<String> = ground
        .facts
        .iter()
        .map(|fact| fact.formula.clone())
        .collect();
    for name in ["share", "family-income", "costs"] {
        assert!(facts.contains(&name.to_owned()), "{name} in {facts:?}");
    }
    assert!(!facts.contains(&"area".to_owned()));
}

#[test]
fn lift_and_telephone_are_cut_to_their_caps_of_august_2025() {
    // HA-C9.
    let costs = [("lift", 1500), ("telephone", 1800), ("electricity", 10_000)];
    let found = assessed(&family(300_000, "5 %", &costs));
    assert_eq!(line(&found, "counted"), "12 699");
    assert_eq!(line(&found, "limit"), "5 000");
    assert_eq!(result(&found, "amount"), "7 699");
    // Before the caps the bills count as they are.
    let found = assessed_at(&family(300_000, "5 %", &costs), date(2025, 8, 10), TOWN);
    assert_eq!(line(&found, "counted"), "13 300");
}

#[test]
fn area_counts_up_to_the_norm() {
    // HA-L10, HA-L11.
    let found = assessed(&json!({"family-size": 4, "area": 90}));
    assert_eq!(result(&found, "counted-area"), "72 m2");
    let found = assessed(&json!({"family-size": 1, "area": 45}));
    assert_eq!(result(&found, "counted-area"), "30 m2");
    let found = assessed(&json!({"family-size": 4, "area": 50}));
    assert_eq!(result(&found, "counted-area"), "50 m2");
}

#[test]
fn two_dwellings_are_a_refusal_whatever_else_is_unknown() {
    // HA-C17.
    let found = assessed(&json!({"owned-dwellings": 2}));
    let Conclusion::Refused { grounds } = &found.conclusion else {
        panic!("nothing is refused");
    };
    assert_eq!(grounds.len(), 1);
    assert_eq!(grounds[0].requirement, "one-dwelling");
    let number = edition()
        .grounds
        .iter()
        .find(|ground| ground.code == grounds[0].ground)
        .unwrap()
        .number;
    assert_eq!(number, 2);
    assert_eq!(grounds[0].facts.len(), 1);
    assert_eq!(found.requirements[1].met, None);
    assert!(found.missing.contains(&Missing::Fact {
        code: "costs".to_owned()
    }));
}

#[test]
fn nothing_known_is_neither_favorable_nor_refused_and_names_what_is_missing() {
    let found = assessed_at(&json!({}), DAY, NOWHERE);
    let Conclusion::Unknown { missing } = &found.conclusion else {
        panic!("something follows from nothing");
    };
    let codes: Vec<&str> = missing
        .iter()
        .map(|missing| match missing {
            Missing::Fact { code } | Missing::Unfit { code } => code.as_str(),
            Missing::Figure { place, .. } => place.as_deref().unwrap(),
            Missing::Undefined { formula, .. } => formula,
        })
        .collect();
    assert_eq!(
        codes,
        [
            "area",
            "costs",
            "family-income",
            "family-size",
            "lives-there",
            "owned-dwellings",
            NOWHERE
        ]
    );
    assert_eq!(*missing, found.missing);
}

#[test]
fn an_unknown_amount_is_not_favorable_even_if_every_requirement_is_met() {
    let mut edition = edition();
    edition
        .requirements
        .retain(|requirement| requirement.code == "one-dwelling");
    let compiled = Compiled::new(&edition, &figures()).unwrap();
    let at = At {
        day: DAY,
        place: Some(TOWN),
    };
    let facts = known(&json!({"owned-dwellings": 1}));
    let found = assess(&edition, &compiled, &figures(), &parents, &at, &facts);
    assert!(
        found
            .requirements
            .iter()
            .all(|requirement| requirement.met == Some(true))
    );
    assert!(matches!(found.conclusion, Conclusion::Unknown { .. }));
}

#[test]
fn a_share_above_the_ceiling_is_never_used_whoever_says_it() {
    let mut facts = known(&family(600_000, "5 %", &[("rubbish", 25_000)]));
    facts.insert(
        "share",
        Value::Share("0.11".parse().unwrap()),
        Some(Origin::Officer),
    );
    let at = At {
        day: DAY,
        place: Some(TOWN),
    };
    let found = assess(&edition(), &compiled(), &figures(), &parents, &at, &facts);
    let missing = Missing::Unfit {
        code: "share".to_owned(),
    };
    assert_eq!(
        found.assessments["amount"].result,
        Answer::Unknown([missing].into())
    );
}

#[test]
fn a_share_comes_from_the_town_and_says_so() {
    let mut json = family(600_000, "5 %", &[("rubbish", 25_000)]);
    json["share"] = Json::Null;
    let found = assessed(&json);
    assert_eq!(result(&found, "amount"), "11 000");
    let limit = &found.assessments["amount"].lines[0].trace;
    assert_eq!(limit.text(), "7 % × 200 000 = 14 000");
    let Some(Leaf::Fact {
        origin,
        figure: Some(figure),
        overrides: None,
        ..
    }) = &limit.steps[0].leaf
    else {
        panic!("{limit}");
    };
    assert_eq!(*origin, Some(Origin::Figure("housing-share".to_owned())));
    assert_eq!(
        (figure.act.as_str(), figure.place.as_deref()),
        ("order 279", Some(TOWN))
    );
}

#[test]
fn rounding_happens_once_at_the_end() {
    // A third of 100 001 at 10 % leaves 6 666.6333…; rounding on the way would give 6 667 too early.
    let found = assessed(&family(100_001, "10 %", &[("rubbish", 10_000)]));
    assert_eq!(line(&found, "limit"), "3 333.366666…");
    assert_eq!(line(&found, "amount"), "6 666.633333…");
    assert_eq!(result(&found, "amount"), "6 667");
    assert_eq!(result(&found, "amount-quarter"), "20 001");
    // Exactly a half, reached through a third: 10 / 3 × 15 % is a half and not 0.4999….
    let mut edition = edition();
    edition.facts.get_mut("share").unwrap().bounds.at_most = None;
    let facts = known(&family(10, "10 %", &[("rubbish", 1)]));
    let mut facts = facts;
    facts.insert("share", Value::Share("0.15".parse().unwrap()), None);
    let at = At {
        day: DAY,
        place: Some(TOWN),
    };
    let found = assess(&edition, &compiled(), &figures(), &parents, &at, &facts);
    assert_eq!(result(&found, "amount"), "1");
    assert_eq!(line(&found, "amount"), "0.5");
}

#[test]
fn a_document_is_asked_for_when_its_condition_holds() {
    let (edition, figures, compiled) = (edition(), figures(), compiled());
    let asked = |json: Json| {
        let facts = known(&json);
        let at = At {
            day: DAY,
            place: Some(TOWN),
        };
        let environment = Environment::new(&edition.facts, &facts, &figures, &parents, &at);
        compiled.documents["rent-contract"]
            .evaluate(&environment)
            .value
            .truth()
    };
    assert_eq!(asked(json!({"tenure": "tenant"})), Some(true));
    assert_eq!(asked(json!({"tenure": "owner"})), Some(false));
    assert_eq!(asked(json!({})), None);
}

#[test]
fn what_is_assessed_survives_its_journal() {
    let found = assessed(&family(300_000, "5 %", &[("lift", 1500)]));
    let json = serde_json::to_string(&found).unwrap();
    assert!(
        json.contains(r#"{"kind":"money","value":{"amount":"1300","per":"month"}}"#),
        "{json}"
    );
    assert_eq!(serde_json::from_str::<Assessed>(&json).unwrap(), found);
}

fn faults(change: impl FnOnce(&mut Edition)) -> Vec<(String, String)> {
    let mut edition = edition();
    change(&mut edition);
    let problems = Compiled::new(&edition, &figures())
        .err()
        .unwrap_or_default();
    problems
        .into_iter()
        .map(|(path, problem)| (path, problem.message))
        .collect()
}

#[test]
fn every_formula_of_an_edition_is_checked_where_it_stands() {
    assert_eq!(faults(|_| {}), []);
    let found = faults(|edition| {
        edition.documents[0].when = Some("tenure = 'tenat'".to_owned());
        edition
            .assessments
            .push(assessment("amount", &[("share", "rnt")], "figure:cap-lift"));
        edition
            .requirements
            .push(requirement("odd", "not-compliant", "family-size"));
        let share = edition.facts.get_mut("share").unwrap();
        share.origins.push(Origin::Figure("index".to_owned()));
        share
            .origins
            .push(Origin::Figure("housing-shar".to_owned()));
    });
    let expected = [
        (
            "fact/share",
            "figure `index` is money per month, not a share",
        ),
        ("fact/share", "there is no figure `housing-shar`"),
        (
            "document/rent-contract/when",
            "`tenat` is not an option here",
        ),
        (
            "assess/amount/let/share",
            "`share` means something else already",
        ),
        ("assess/amount/let/share", "`rnt` is not declared"),
        (
            "assess/amount/give",
            "`amount` means something else already",
        ),
        ("assess/amount/give", "a result must have a value"),
        ("require/odd", "this is a count, not a yes or no"),
    ];
    let expected = expected.map(|(path, message)| (path.to_owned(), message.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn a_let_is_known_outside_by_the_name_of_its_assessment() {
    let found = faults(|edition| {
        edition.requirements.push(requirement(
            "more",
            "not-compliant",
            "amount.counted > amount.limit",
        ));
        edition
            .requirements
            .push(requirement("bare", "not-compliant", "counted > 0"));
    });
    assert_eq!(
        found,
        [(
            "require/bare".to_owned(),
            "`counted` is not declared".to_owned()
        )]
    );
}
