//! `law check`: clean, unsound, unreadable.

use super::{Run, copied_law, shanyraq, shanyraq_on};

const EDITION: &str = "services/housing-assistance/2023-12-24-order-117.kdl";

/// Checks a copy of the law in which `word` of order 117 was replaced.
fn check_with(word: &str, by: &str) -> Run {
    let folder = copied_law();
    let file = folder.path().join(EDITION);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(word), "{word} is not in the edition");
    std::fs::write(&file, text.replacen(word, by, 1)).unwrap();
    shanyraq_on(
        folder.path(),
        &["law", "check", "--until", "2027-12-31"],
        "",
    )
}

#[test]
fn the_real_law_is_sound() {
    let run = shanyraq(&["law", "check", "--until", "2027-12-31"], "");
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let summary = run.out.lines().last().unwrap();
    assert!(
        summary.contains(" editions of ") && summary.contains(" paths walked, "),
        "{summary}"
    );
    assert!(
        summary.contains("checked until 2027-12-31: 0 problems, "),
        "{summary}"
    );
    let report = shanyraq(&["law", "check", "--until", "2027-12-31", "--json"], "").json();
    assert_eq!(report["problems"].as_array().unwrap().len(), 0);
    for list in ["findings", "inferred", "carried_over"] {
        assert!(!report[list].as_array().unwrap().is_empty(), "{list}");
    }
    for node in report["inferred"].as_array().unwrap() {
        assert!(!node["why"].as_str().unwrap().is_empty(), "{node}");
        assert!(run.out.contains(node["why"].as_str().unwrap()), "{node}");
    }
}

/// A gap of the calendar is a problem: no deadline could be counted there.
#[test]
fn a_year_without_a_calendar_is_a_problem() {
    let run = shanyraq(&["law", "check", "--until", "2028-01-01"], "");
    assert_eq!(run.code, 1);
    assert!(
        run.out.contains("there is no calendar of 2028"),
        "{}",
        run.out
    );
}

#[test]
fn an_edition_with_a_dead_end_is_not_sound() {
    let run = check_with(
        "outcome verified to=decision",
        "outcome verified to=verification",
    );
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(
        run.out
            .contains("a case can never be closed once it is in `verification`"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("no outcome leads to the stage `decision`"),
        "{}",
        run.out
    );
    assert!(!run.out.contains(" 0 problems"), "{}", run.out);
}

#[test]
fn a_broken_file_shows_the_word_with_a_caret() {
    let run = check_with("stage completeness", "stgae completeness");
    assert_eq!(run.code, 2);
    assert!(run.out.contains(&format!("{EDITION}:")), "{}", run.out);
    assert!(run.out.contains("did you mean `stage`?"), "{}", run.out);
    assert!(run.out.contains("^^^^^"), "{}", run.out);
    assert!(
        run.err.starts_with("error: the law cannot be understood: "),
        "{}",
        run.err
    );

    let run = check_with("stage completeness actor", "stage completeness {{ actor");
    assert_eq!(run.code, 2, "a file that is no KDL: {}", run.out);
}
