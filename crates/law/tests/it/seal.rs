//! Seals: what a lawyer has signed off does not change unseen.

use jiff::civil::date;
use law::{
    Problem,
    check::Severity,
    load,
    seal::{NotSealed, Seal, seal, sealed},
};

use crate::fixture::{EDITION, files, with};

/// The fixture with a line in `sealed.txt`.
fn sealed_with(line: &str, mut files: Vec<(String, String)>) -> Result<law::Law, Vec<Problem>> {
    files.push(("sealed.txt".to_owned(), format!("# Seals.\n\n{line}\n")));
    load(files)
}

fn seal_of_the_lamp() -> Seal {
    let law = load(files()).unwrap();
    let edition = law.all_editions().next().unwrap();
    seal(&law, edition, " A. Lawyer ", date(2026, 2, 1)).unwrap()
}

#[test]
fn a_seal_is_one_line_that_loads_again() {
    let seal = seal_of_the_lamp();
    assert_eq!(
        (seal.path.as_str(), seal.by.as_str()),
        (EDITION, "A. Lawyer")
    );
    let law = sealed_with(&seal.to_string(), files()).unwrap();
    let edition = law.all_editions().next().unwrap();
    assert_eq!(sealed(&law, edition), Some(seal));
}

#[test]
fn a_sealed_edition_that_was_changed_does_not_load_and_says_what_to_write_instead() {
    let changed = with(EDITION, "Шам беріледі.", "Шам берілмейді.");
    let problems = sealed_with(&seal_of_the_lamp().to_string(), changed).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].file, EDITION);
    assert!(
        problems[0]
            .message
            .contains("sealed on 2026-02-01 by A. Lawyer"),
        "{}",
        problems[0]
    );
    assert!(
        problems[0].message.contains("line 3 of sealed.txt"),
        "{}",
        problems[0]
    );
    let help = problems[0].help.as_deref().unwrap();
    assert!(help.contains("a new edition from a day on"), "{help}");
    assert!(
        help.contains("remove the line and say why in the commit"),
        "{help}"
    );
}

#[test]
fn a_sealed_edition_that_is_missing_is_a_problem_in_its_line() {
    let seal = Seal {
        path: EDITION.replace("02-01", "02-02"),
        ..seal_of_the_lamp()
    };
    let problems = sealed_with(&seal.to_string(), files()).unwrap_err();
    assert_eq!(
        (problems[0].file.as_str(), problems[0].line),
        ("sealed.txt", 3)
    );
    assert!(
        problems[0].message.contains("is missing"),
        "{}",
        problems[0]
    );
    assert!(
        problems[0].help.as_deref().unwrap().contains(EDITION),
        "{}",
        problems[0]
    );
}

#[test]
fn a_line_that_is_no_seal_and_a_second_seal_are_problems() {
    for line in [
        "lamp",
        "0000  services/lamp/x.kdl  2026-02-01  A",
        "2026-02-01 A. Lawyer",
    ] {
        let problems = sealed_with(line, files()).unwrap_err();
        assert_eq!(
            (problems[0].line, problems[0].message.as_str()),
            (3, "this line is no seal")
        );
    }
    let seal = seal_of_the_lamp();
    let problems = sealed_with(&format!("{seal}\n{seal}"), files()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].message.contains("sealed twice"),
        "{}",
        problems[0]
    );
}

#[test]
fn nothing_is_sealed_twice_or_by_nobody() {
    let law = sealed_with(&seal_of_the_lamp().to_string(), files()).unwrap();
    let edition = law.all_editions().next().unwrap();
    let again = seal(&law, edition, "B. Lawyer", date(2026, 3, 1)).unwrap_err();
    let day = date(2026, 2, 1);
    let (path, by) = (EDITION.to_owned(), "A. Lawyer".to_owned());
    assert_eq!(again, NotSealed::Already { path, day, by });
    let law = load(files()).unwrap();
    let edition = law.all_editions().next().unwrap();
    for nobody in ["", "  ", "A\nB"] {
        assert_eq!(seal(&law, edition, nobody, day), Err(NotSealed::Nameless));
    }
}

#[test]
fn the_check_notes_each_edition_without_a_seal() {
    let notes = |law: &law::Law| {
        let report = law::check(law, date(2026, 12, 31));
        let unsealed = report
            .findings
            .into_iter()
            .filter(|it| it.problem.message.contains("not sealed"));
        unsealed.collect::<Vec<_>>()
    };
    let found = notes(&load(files()).unwrap());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Note);
    let help = found[0].problem.help.as_deref().unwrap();
    assert!(
        help.contains("law seal lamp/2026-02-01-order-1 --by NAME"),
        "{help}"
    );
    let law = sealed_with(&seal_of_the_lamp().to_string(), files()).unwrap();
    assert!(notes(&law).is_empty());
}
