//! `law show`: the edition in force on a day.

use super::{SERVICE, shanyraq};

#[test]
fn the_edition_of_the_day_is_shown() {
    for (day, act, term) in [
        (
            "2023-12-23",
            "order-539",
            "8 working days from registration",
        ),
        (
            "2023-12-24",
            "order-117",
            "8 working days from registration",
        ),
        (
            "2024-09-20",
            "order-117",
            "6 working days from registration",
        ),
    ] {
        let run = shanyraq(&["law", "show", SERVICE, "--on", day], "");
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let edition = run
            .out
            .lines()
            .find(|line| line.starts_with("edition"))
            .unwrap();
        assert!(edition.ends_with(act), "{day}: {edition}");
        let shown = run
            .out
            .lines()
            .find(|line| line.starts_with("term"))
            .unwrap();
        assert!(shown.contains(term), "{day}: {shown}");
    }
}

#[test]
fn every_part_is_shown_with_its_paragraph() {
    let run = shanyraq(&["law", "show", SERVICE, "--on", "2021-03-01"], "");
    for part in [
        "in force    from 2020-11-06",
        "\n10. ",
        "completeness: Check of completeness (executor, check)    [¶9(2)]",
        "deed refusal-to-consider, signed by the head; adverse",
        "Documents at the portal",
        "Documents at the counter",
        "not if registry income answers",
        "Grounds for refusal\n  1. ",
    ] {
        assert!(run.out.contains(part), "{part} is not in {}", run.out);
    }
    let portal = run.out.split("Documents at the portal").nth(1).unwrap();
    let portal = portal.split("Documents at the counter").next().unwrap();
    assert!(
        !portal.contains("identity-document"),
        "the portal does not ask for it: {portal}"
    );
}

#[test]
fn the_words_are_in_the_language_asked_for() {
    let kazakh = shanyraq(
        &["law", "show", SERVICE, "--on", "2021-03-01", "--lang", "kk"],
        "",
    );
    assert!(
        kazakh.out.starts_with("Тұрғын үй көмегін тағайындау\n"),
        "{}",
        kazakh.out
    );
    let unknown = shanyraq(
        &["law", "show", SERVICE, "--on", "2021-03-01", "--lang", "de"],
        "",
    );
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.err.contains("write kk, ru or en"),
        "{}",
        unknown.err
    );
}

#[test]
fn json_is_the_whole_edition() {
    let report = shanyraq(
        &["law", "show", SERVICE, "--on", "2021-03-01", "--json"],
        "",
    )
    .json();
    assert_eq!(report["day"], "2021-03-01");
    assert_eq!(report["edition"]["standard"].as_array().unwrap().len(), 10);
    assert_eq!(
        report["edition"]["in_force"]["source"]["basis"]["kind"],
        "inferred"
    );
}
