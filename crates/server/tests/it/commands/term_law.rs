//! `law term`: the worked examples of terms.

use serde_json::Value as Json;

use super::{Run, SERVICE, shanyraq};

fn term(filed: &str, more: &[&str]) -> Run {
    let mut arguments = vec!["--json", "law", "term", SERVICE, "--filed", filed];
    arguments.extend(more);
    shanyraq(&arguments, "")
}

fn stages(report: &Json) -> Vec<(&str, &str)> {
    let stages = report["stages"].as_array().unwrap().iter();
    stages
        .map(|stage| {
            (
                stage["stage"].as_str().unwrap(),
                stage["due"].as_str().unwrap(),
            )
        })
        .collect()
}

/// TERM-1: order 539, filed and registered on Thursday 26 November 2020 at 10:00 in Astana.
#[test]
fn an_application_of_november_2020_is_answered_by_the_ninth_of_december() {
    let run = term("2020-11-26T10:00:00+06:00", &[]);
    let report = run.json();
    assert_eq!(run.code, 0);
    assert_eq!(report["registered"], "2020-11-26");
    assert_eq!(report["edition"], "housing-assistance/2020-11-06-order-539");
    let due = [
        ("completeness", "2020-11-30"),
        ("verification", "2020-12-08"),
        ("decision", "2020-12-09"),
    ];
    assert_eq!(stages(&report), due);
    assert_eq!(report["answer"], "2020-12-09");
    assert_eq!(report["term"]["amount"], 8);
    let days = report["term"]["derivation"].as_array().unwrap();
    let off = days.iter().find(|day| day["date"] == "2020-12-01").unwrap();
    assert!(off["number"].is_null(), "1 December 2020 is a day off");
    assert!(
        off["text"]["en"]
            .as_str()
            .unwrap()
            .contains("Day of the First President")
    );
    assert_eq!(days.last().unwrap()["number"], 8);
}

/// TERM-2: the same, filed on Friday 13 November 2020 at 19:40.
#[test]
fn a_friday_evening_is_registered_on_monday() {
    let report = term("2020-11-13T19:40:00+06:00", &[]).json();
    assert_eq!(report["registered"], "2020-11-16");
    assert_eq!(report["answer"], "2020-11-26");
    let reasons = report["registration"]["reasons"].as_array().unwrap();
    assert_eq!(reasons[0]["reason"]["kind"], "filed-after-hours");
    assert!(
        reasons[0]["text"]["ru"].as_str().unwrap().contains("19:40"),
        "{reasons:?}"
    );
}

#[test]
fn an_instant_is_local_time_of_the_place() {
    // 13:40 in UTC was 19:40 in Astana, UTC+6 until 1 March 2024.
    let report = term("2020-11-13T13:40:00Z", &[]).json();
    assert_eq!(report["filed_local"], "2020-11-13T19:40:00");
    assert_eq!(report["answer"], "2020-11-26");
    let same = term("2020-11-13T19:40", &[]).json();
    assert_eq!(
        (&same["filed"], &same["answer"]),
        (&report["filed"], &report["answer"])
    );
}

#[test]
fn words_carry_the_days_and_the_reasons() {
    let run = shanyraq(
        &[
            "law",
            "term",
            SERVICE,
            "--filed",
            "2020-11-26T10:00:00+06:00",
        ],
        "",
    );
    for line in [
        "registered  Thursday 26 November 2020",
        "Tuesday 1 December 2020: not counted, Day of the First President",
        "due Wednesday 9 December 2020: 8 working days from registration    [¶8; app 2, row 3]",
    ] {
        assert!(run.out.contains(line), "{line} is not in {}", run.out);
    }
}

#[test]
fn a_track_is_refused_where_there_are_none() {
    let run = term("2020-11-26T10:00:00+06:00", &["--track", "communal"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("has no tracks"), "{}", run.err);
    assert!(run.err.contains("leave --track out"), "{}", run.err);
}

#[test]
fn a_year_without_a_calendar_is_named() {
    let run = term("2040-01-10T10:00:00+05:00", &[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("add law/calendar/2040.kdl"), "{}", run.err);
}

/// 31 August 2026 had been announced as a day off, and was withdrawn on 18 March 2026.
#[test]
fn the_calendar_is_that_of_the_day_on_which_one_looks() {
    let filed = "2026-08-24T10:00:00+05:00";
    let now = term(filed, &[]).json();
    let before = term(filed, &["--known-on", "2026-03-01"]).json();
    let numbered = |report: &Json| {
        let days = report["term"]["derivation"].as_array().unwrap();
        days.iter().find(|day| day["date"] == "2026-08-31").unwrap()["number"].is_null()
    };
    assert!(!numbered(&now), "it is a working day again");
    assert!(numbered(&before), "nobody knew yet");
    assert!(before["answer"].as_str() > now["answer"].as_str());
}
