//! `law term`: the worked examples of terms.

use serde_json::Value as Json;

use super::{Run, SERVICE, shanyraq};

fn term(filed: &str, more: &[&str]) -> Run {
    let mut arguments = vec!["--json", "law", "term", SERVICE, "--filed", filed];
    arguments.extend(more);
    shanyraq(&arguments, "")
}

fn stages(plan: &Json) -> Vec<(&str, &str)> {
    let stages = plan["stages"].as_array().unwrap().iter();
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
    assert_eq!(stages(&report["plans"][0]), due);
    assert_eq!(report["plans"][0]["answer"], "2020-12-09");
    assert_eq!(report["plans"][0]["term"]["amount"], 8);
    let days = report["plans"][0]["term"]["derivation"].as_array().unwrap();
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
    assert_eq!(report["plans"][0]["answer"], "2020-11-26");
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
    assert_eq!(report["plans"][0]["answer"], "2020-11-26");
    let same = term("2020-11-13T19:40", &[]).json();
    assert_eq!(
        (&same["filed"], &same["plans"][0]["answer"]),
        (&report["filed"], &report["plans"][0]["answer"])
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
        let days = report["plans"][0]["term"]["derivation"].as_array().unwrap();
        days.iter().find(|day| day["date"] == "2026-08-31").unwrap()["number"].is_null()
    };
    assert!(!numbered(&now), "it is a working day again");
    assert!(numbered(&before), "nobody knew yet");
    assert!(before["plans"][0]["answer"].as_str() > now["plans"][0]["answer"].as_str());
}

/// A case of 2026 that is registered already, on every track of its service.
fn registered(service: &str, day: &str, more: &[&str]) -> Run {
    let mut arguments = vec!["--json", "law", "term", service, "--registered", day];
    arguments.extend(more);
    shanyraq(&arguments, "")
}

fn plan<'r>(report: &'r Json, track: &str) -> &'r Json {
    let mut plans = report["plans"].as_array().unwrap().iter();
    plans.find(|plan| plan["track"] == track).unwrap()
}

fn days(plan: &Json) -> Vec<&str> {
    stages(plan).into_iter().map(|(_, day)| day).collect()
}

/// TERM-D1 and TERM-D3: both tracks of a privatization registered on Monday 2 February 2026.
#[test]
fn every_track_is_counted_if_none_is_named() {
    let report = registered("privatization", "2026-02-02", &[]).json();
    assert_eq!(report["registered"], "2026-02-02");
    assert!(report["filed"].is_null(), "nobody said when it was filed");
    let tracks: Vec<&str> = report["plans"]
        .as_array()
        .unwrap()
        .iter()
        .map(|plan| plan["track"].as_str().unwrap())
        .collect();
    assert!(
        tracks.contains(&"communal") && tracks.len() > 2,
        "{tracks:?}"
    );
    let communal = days(plan(&report, "communal"));
    for day in ["2026-02-04", "2026-03-04", "2026-03-12"] {
        assert!(communal.contains(&day), "{day}: {communal:?}");
    }
    let institution = days(plan(&report, "republican-institution"));
    for day in ["2026-03-04", "2026-03-19", "2026-04-03", "2026-04-10"] {
        assert!(institution.contains(&day), "{day}: {institution:?}");
    }
}

#[test]
fn one_track_can_be_named_and_a_misspelt_one_gets_the_nearest_name() {
    let report = registered("privatization", "2026-02-02", &["--track", "communal"]).json();
    assert_eq!(report["plans"].as_array().unwrap().len(), 1);
    let run = registered("privatization", "2026-02-02", &["--track", "comunal"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("did you mean `communal`?"), "{}", run.err);
}

/// TERM-Q1: the queue for service dwellings, registered on Monday 6 April 2026.
#[test]
fn the_queue_is_decided_within_thirty_calendar_days() {
    let report = registered("service-dwelling-queue", "2026-04-06", &[]).json();
    let days = days(&report["plans"][0]);
    assert!(days.contains(&"2026-04-08"), "{days:?}");
    assert!(days.contains(&"2026-05-06"), "{days:?}");
}

/// Where the act may be read in two ways, the other way is shown and never followed.
#[test]
fn another_reading_shows_the_days_it_would_move() {
    let report = registered("privatization", "2026-02-02", &[]).json();
    let plans = report["plans"].as_array().unwrap().iter();
    let others: Vec<&Json> = plans
        .flat_map(|plan| plan["otherwise"].as_array().unwrap())
        .collect();
    assert!(!others.is_empty());
    for other in &others {
        assert!(
            !other["reading"]["why"].as_str().unwrap().is_empty(),
            "{other}"
        );
    }
    assert!(
        others
            .iter()
            .any(|other| !other["moves"].as_array().unwrap().is_empty())
    );
    let run = shanyraq(
        &["law", "term", "privatization", "--registered", "2026-02-02"],
        "",
    );
    assert!(run.out.contains("Other reading of "), "{}", run.out);
    assert!(run.out.contains("Track communal: "), "{}", run.out);
}

#[test]
fn the_moment_is_named_once() {
    let run = shanyraq(&["law", "term", SERVICE], "");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--filed"), "{}", run.err);
    let run = term("2020-11-26T10:00", &["--registered", "2020-11-26"]);
    assert_eq!(run.code, 2, "{}", run.err);
}
