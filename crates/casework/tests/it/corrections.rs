//! What is typed into a correction: it is read as it is signed.

use casework::Case;
use casework::actor::Actor;
use casework::application::read::LINE_CHARACTERS_MAX;
use casework::deadline::deadlines;
use casework::event::{Author, Event};
use casework::projection::list_row;
use casework::story::{Pure, Story, run};

use crate::library::LAW;
use crate::scene::{Scene, afternoon};

/// A signed deed of 20 November.
const SIGNED: &str = "story  A slip
service  housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:00  madina files
                  system registers
2026-11-18 09:00  askar takes the case
                  askar finds incomplete, missing bank-account
                  aigerim signs
";

/// What becomes of an act after the signature is as the story says.
fn holds(act: &str, expected: &str) {
    let text = format!("{SIGNED}2026-11-20 09:00  {act}\n   expect {expected}\n");
    let story = Story::parse(&text).unwrap();
    let failures = run(&story, &LAW, &mut Pure::new(&LAW, &story));
    let said: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new(), "{act:?}");
}

#[test]
fn nothing_unseen_and_no_overlong_line_gets_into_a_correction() {
    let most = "А".repeat(LINE_CHARACTERS_MAX);
    for (is, expected) in [
        ("Ахметова\u{202e}Мадина", Some("text-unseen: is")),
        ("Ахметова \u{200b}Мадина", Some("text-unseen: is")),
        ("\u{feff}Ахметова Мадина", Some("text-unseen: is")),
        ("Ахметова\u{7}Мадина", Some("text-unseen: is")),
        (&format!("{most}А"), Some("line-too-long: is")),
        (&most, None),
    ] {
        for (act, event) in [
            ("madina asks to correct", "correction-asked"),
            ("aigerim corrects", "deed-corrected"),
        ] {
            let act = format!("{act} recipient of deed 1 to {is}: Because.");
            let event = format!("events {event}");
            holds(&act, &expected.map_or(event, |it| format!("refused {it}")));
        }
    }
}

#[test]
fn nothing_unseen_gets_into_the_reason_of_a_correction() {
    let reason = "It was\u{202e}a slip";
    for (act, line) in [
        ("madina asks to correct", "note"),
        ("aigerim corrects", "reason"),
    ] {
        let act = format!("{act} recipient of deed 1 to Somebody: {reason}");
        holds(&act, &format!("refused text-unseen: {line}"));
    }
    let asked = "madina asks to correct recipient of deed 1 to Somebody: Because.";
    let declined = format!("aigerim declines to correct recipient of deed 1: {reason}");
    holds(
        &format!("{asked}\n   {declined}"),
        "refused text-unseen: reason",
    );
}

#[test]
fn a_correction_is_told_of_whoever_asked_for_it_and_whoever_signed_it() {
    let asked = "madina asks to correct recipient of deed 1 to Somebody: Because.";
    let text = format!(
        "{SIGNED}2026-11-20 09:00  {asked}\n   aigerim corrects recipient of deed 1 to Somebody: It was so\n"
    );
    let story = Story::parse(&text).unwrap();
    let mut driver = Pure::new(&LAW, &story);
    assert_eq!(run(&story, &LAW, &mut driver), []);
    let told = |event: &Event| match event.author() {
        Author::Officer(officer) => officer.name.clone(),
        Author::Recipient => "the recipient".to_owned(),
        Author::Other => "nobody".to_owned(),
    };
    let told = driver.events().iter().map(|it| (it.kind(), told(it)));
    let told: Vec<_> = told.collect();
    let expected = [
        ("filed", "the recipient"),
        ("registered", "nobody"),
        ("taken", "Бекенов Асқар Мұратұлы"),
        ("deed-proposed", "Бекенов Асқар Мұратұлы"),
        ("deed-signed", "Сәрсенова Айгерім Бақытқызы"),
        ("correction-asked", "the recipient"),
        ("deed-corrected", "Сәрсенова Айгерім Бақытқызы"),
    ];
    assert_eq!(told, expected.map(|(kind, by)| (kind, by.to_owned())));
}

/// A case may go on after a deed of it was signed, and a slip in that deed does not wait for its end.
#[test]
fn a_request_that_falls_due_before_the_stage_of_an_open_case_comes_first() {
    let asked =
        "2026-11-20 09:00  madina asks to correct recipient of deed 1 to Somebody: Because.\n";
    let signed = Story::parse(&format!("{SIGNED}{asked}")).unwrap();
    let mut driver = Pure::new(&LAW, &signed);
    assert_eq!(run(&signed, &LAW, &mut driver), []);
    let decided = Case::replay(driver.events(), driver.edition().unwrap()).unwrap();

    let mut scene = Scene::at_decision();
    scene.case.deeds = decided.deeds;
    scene.case.rules.corrections_asked = decided.rules.corrections_asked;
    let moment = scene.moment(&Actor::System, afternoon());
    let deadlines = deadlines(&scene.case, &moment).unwrap();
    let stage = list_row(&scene.case, &deadlines);
    let due = stage.due.unwrap();
    for (until, is_first) in [
        (due.yesterday().unwrap(), true),
        (due, false),
        (due.tomorrow().unwrap(), false),
    ] {
        let mut case = scene.case.clone();
        case.rules.corrections_asked[0].consider.day = until;
        let row = list_row(&case, &deadlines);
        assert_eq!(row.stage, stage.stage);
        assert_eq!(row.waits_for.is_some(), is_first, "{until}");
        assert_eq!(row.due, Some(due.min(until)), "{until}");
        let turn = if is_first { "head" } else { "executor" };
        assert_eq!(row.turn, turn, "{until}");
    }
}
