//! The check of the law: the real one, and small ones with one fault each.

use jiff::civil::date;
use law::{Law, Report, check};

use crate::{
    corpus::LAW,
    fixture::{EDITION, files, with},
};

fn small(from: &str, to: &str) -> Law {
    law::load(with(EDITION, from, to)).unwrap()
}

fn says(report: &Report, message: &str) -> bool {
    report
        .problems
        .iter()
        .any(|problem| problem.message.contains(message))
}

fn notes(report: &Report, message: &str) -> bool {
    report
        .findings
        .iter()
        .any(|finding| finding.problem.message.contains(message))
}

#[test]
fn the_real_law_is_legal_until_the_end_of_next_year() {
    let report = check(&LAW, date(2027, 12, 31));
    let shown: Vec<String> = report.problems.iter().map(law::Problem::render).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert!(notes(&report, "the calendar of 2027 is provisional"));
    assert!(notes(&report, "figure `housing-share` has no value"));
    assert!(report.inferred.len() > 20, "{}", report.inferred.len());
    assert!(report.inferred.iter().all(|node| !node.why.is_empty()));
    let carried = report
        .carried_over
        .iter()
        .any(|node| node.from.as_deref() == Some("order-539"));
    assert!(carried, "{:?}", report.carried_over);
}

/// What the check must find of the acts at hand by itself.
#[test]
fn faults_of_the_acts_themselves_are_found() {
    let report = check(&LAW, date(2027, 12, 31));
    let finds = |file: &str, parts: &[&str]| {
        let found = report.findings.iter().any(|it| {
            it.problem.file.contains(file)
                && parts.iter().all(|part| it.problem.message.contains(part))
        });
        assert!(found, "{file}: {parts:?}");
    };
    // Order 437: 30 days against two steps of 15 from the same decision.
    finds(
        "order-437",
        &[
            "30 calendar days for `transfer`",
            "15 calendar days from the same day",
            "is never used",
        ],
    );
    finds(
        "order-437",
        &["the hearing and the objections lie inside the same 30 calendar days as the decision"],
    );
    // Order 539: 2 + 5 + 1 = 8.
    finds(
        "order-539",
        &[
            "zero slack",
            "completeness 2 working days",
            "decision 1 working day",
        ],
    );
    finds(
        "order-539",
        &["a refusal at `decision` needs notice 3 working days before it"],
    );
    for document in ["family-court-decision", "vulnerability-proof"] {
        finds(
            "order-437",
            &[
                &format!("lists `{document}` without any condition"),
                "forbids to demand it",
            ],
        );
    }
    finds(
        "order-539",
        &["repealed by `order-117`; the day, 2023-12-24, is inferred"],
    );
    finds("complaint/2020", &["addressed to the head", "order-539"]);
    finds("complaint/2021", &["addressed to the head", "order-437"]);
    assert!(report.ways > 300, "{}", report.ways);
}

#[test]
fn a_small_whole_law_has_no_problem() {
    let law = law::load(files()).unwrap();
    let report = check(&law, date(2026, 11, 30));
    assert!(report.problems.is_empty(), "{:#?}", report.problems);
    assert!(!notes(&report, "zero slack"));
    let inferred: Vec<&str> = report
        .inferred
        .iter()
        .map(|node| node.node.as_str())
        .collect();
    assert_eq!(inferred, ["value 0.10"]);
}

#[test]
fn a_stage_that_nothing_leads_to_is_a_problem() {
    let law = small("outcome good to=give", "outcome good to=closed");
    assert!(says(
        &check(&law, date(2026, 11, 30)),
        "no outcome leads to the stage `give`"
    ));
}

#[test]
fn a_circle_without_an_end_is_a_problem() {
    let law = small("outcome good to=give", "outcome good to=look");
    let report = check(&law, date(2026, 11, 30));
    assert!(says(
        &report,
        "a case can never be closed once it is in `look`"
    ));
}

#[test]
fn stages_longer_than_the_whole_term_give_a_counter_example() {
    let law = small(
        "working-days=1 from=stage:look",
        "working-days=3 from=stage:look",
    );
    let report = check(&law, date(2026, 11, 30));
    let found = report
        .problems
        .iter()
        .find(|p| p.message.contains("the stages may last"))
        .unwrap();
    // The first working day of the edition is the counter-example.
    assert!(
        found
            .message
            .starts_with("registered on 2026-02-02, the stages may last until 2026-02-10")
    );
    assert!(
        found
            .help
            .as_deref()
            .unwrap()
            .contains("look 3 working days to 2026-02-05")
    );
}

#[test]
fn terms_that_just_fit_are_a_finding() {
    let law = small(
        "working-days=1 from=stage:look",
        "working-days=2 from=stage:look",
    );
    let report = check(&law, date(2026, 11, 30));
    assert!(report.problems.is_empty(), "{:#?}", report.problems);
    assert!(notes(&report, "zero slack"));
}

#[test]
fn an_end_without_a_successor_must_be_declared() {
    let by = "in-force \"2026-02-01\" cite=\"order ¶4\"";
    let silent = format!("{by}\n    repealed \"2026-06-01\" by=order-2 cite=\"x\"");
    let report = check(&small(by, &silent), date(2026, 11, 30));
    assert!(says(&report, "no edition applies from 2026-06-01 on"));
    let declared =
        format!("{by}\n    repealed \"2026-06-01\" by=order-2 gap=\"abolished\" cite=\"x\"");
    let law = small(by, &declared);
    assert!(!says(
        &check(&law, date(2026, 11, 30)),
        "no edition applies"
    ));
    let gap = law.edition("lamp", date(2026, 7, 1)).unwrap_err();
    assert_eq!(
        gap.to_string(),
        "lamp has no edition on 2026-07-01, because lamp/2026-02-01-order-1 ended on 2026-06-01"
    );
}

#[test]
fn a_year_without_a_calendar_is_a_problem() {
    let law = law::load(files()).unwrap();
    assert!(says(
        &check(&law, date(2027, 1, 1)),
        "there is no calendar of 2027"
    ));
}

#[test]
fn an_adverse_deed_that_hides_the_appeal_is_a_problem() {
    let law = small(
        "deed refusal cite=\"¶9\" appeal=#true",
        "deed refusal cite=\"¶9\"",
    );
    let report = check(&law, date(2026, 11, 30));
    assert!(says(&report, "`refusal` does not say where to appeal"));
}

#[test]
fn a_figure_that_begins_too_late_is_a_problem() {
    let late = with(
        "figures/all.kdl",
        "value \"3\" from=\"2026-01-01\"",
        "value \"3\" from=\"2026-05-01\"",
    );
    let report = check(&law::load(late).unwrap(), date(2026, 11, 30));
    assert!(says(
        &report,
        "figure `lamp-term` has no value on 2026-02-01"
    ));
}
