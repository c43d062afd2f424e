//! Every story of `stories/`, told to the bare rulebook; and the teller itself.

use casework::story::{Failure, Pure, Story, run};

use crate::library::{LAW, hold, root};

fn told(text: &str) -> Vec<Failure> {
    let story = Story::parse(text).unwrap();
    run(&story, &LAW, &mut Pure::new(&LAW, &story))
}

#[test]
fn every_story_holds() {
    hold(&root().join("stories"), &LAW);
}

const HEAD: &str = "story  A sample\nservice  housing-assistance\norganization  astana-social open 09:00-18:30\n\n";

/// The message of the first line that cannot be read.
fn unreadable(text: &str) -> String {
    Story::parse(text).unwrap_err().to_string()
}

#[test]
fn a_wrong_expectation_is_reported_with_its_line() {
    let failures = told(&format!(
        "{HEAD}2026-11-17 10:05  madina files\n   expect answer by 2026-11-24\n   expect not edition order-117\n   expect refused not-yours\n"
    ));
    let said: Vec<String> = failures.iter().map(Failure::to_string).collect();
    assert_eq!(
        said,
        [
            "line 6: expected answer by 2026-11-24, found answer by 2026-11-25",
            "line 7: expected not edition order-117, found edition order-117",
            "line 8: expected refused not-yours, found the act was carried out",
        ]
    );
}

#[test]
fn a_refusal_that_nobody_expects_is_a_failure() {
    let failures = told(&format!(
        "{HEAD}2026-11-17 10:05  madina files\n2026-11-17 10:06  askar takes the case\n"
    ));
    let said: Vec<String> = failures.iter().map(Failure::to_string).collect();
    assert_eq!(
        said,
        ["line 6: expected the act to be carried out, found refused not-registered"]
    );
}

#[test]
fn a_refusal_for_other_facts_is_a_failure() {
    let story = format!(
        "{HEAD}2026-11-13 19:40  madina files\n   system registers\n   expect refused too-early: 2026-11-17\n"
    );
    let failures = told(&story);
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].found, "refused too-early: 2026-11-16");
}

#[test]
fn a_deed_that_differs_says_in_what() {
    let failures = told(&format!(
        "{HEAD}2026-11-17 10:05  madina files\n   system registers\n   askar takes the case\n   askar finds incomplete, missing bank-account\n   expect deed refusal-to-consider for clerk, number 2, missing income-proof, recipient Somebody\n"
    ));
    assert_eq!(
        failures[0].found,
        "deed refusal-to-consider for head, number 1, [missing bank-account], recipient Ахметова Мадина Ерланқызы"
    );
}

#[test]
fn a_line_that_cannot_be_read_says_what_to_write() {
    let step = |line: &str| unreadable(&format!("{HEAD}2026-11-17 10:05  {line}\n"));
    assert_eq!(
        step("nobody files"),
        "line 5: nobody in the town is called `nobody`"
    );
    assert!(step("askar dances").starts_with("line 5: `dances` is no act; acts are: files, looks"));
    assert!(
        step("madina files\n   expect wonders").starts_with("line 6: `wonders` is no expectation")
    );
    assert_eq!(
        step("madina files\n   expect answer by Friday"),
        "line 6: `Friday` is no day: write 2026-11-21"
    );
    assert_eq!(
        step("askar takes the case\n   with income.family-income 3"),
        "line 6: `with` belongs to `files`"
    );
    assert_eq!(
        step("askar finds incomplete, lost income-proof"),
        "line 5: `lost income-proof`: write `missing`, `expired` or `unreadable` and the document"
    );
    assert_eq!(
        step("madina files\n2026-11-17 10:04  madina looks"),
        "line 6: 2026-11-17T10:04:00 lies before the step above it"
    );
}

#[test]
fn a_story_needs_its_head_and_something_that_happens() {
    assert_eq!(
        unreadable("story  Nothing\n"),
        "line 1: there is no `organization`"
    );
    assert_eq!(unreadable(HEAD), "line 4: nothing happens in the story");
    assert_eq!(
        unreadable("story  One\nstory  Two\n"),
        "line 2: `story` stands twice"
    );
    assert_eq!(
        unreadable("organization  fishing-club\n"),
        "line 1: there is no organization `fishing-club` in the town"
    );
    assert_eq!(
        unreadable("   expect registered\n"),
        "line 1: nothing happened yet: write a day and a time first"
    );
}
