//! Whatever is asked of the work of stages, by whomever, in whatever order, a case is what its journal tells.

use casework::actor::Actor;
use casework::case::{Case, Phase};
use casework::deadline::deadlines;
use casework::decide;
use casework::event::Event;
use casework::projection::case_row;
use casework::story::cast::organization;
use proptest::prelude::*;

use crate::scene::{actor, check_author};
use crate::work_scene::{WorkScene, commands, edition, moment, scenes};

const PEOPLE: [&str; 10] = [
    "madina", "viktor", "bolat", "daniyar", "gulnar", "nurlan", "zhanar", "timur", "saule", "olga",
];

/// Which command by whom, as far as they exist.
type Move = (usize, usize);

/// Goes on from a scene: the case and its journal.
fn play(scene: &WorkScene, moves: &[Move]) -> (Case, Vec<Event>) {
    let office = organization("astana-housing").unwrap();
    let today = moment(scene.at, &Actor::System, &office).today().unwrap();
    let (mut case, mut events) = (scene.case.clone(), scene.events.clone());
    for (which, who) in moves {
        let all = commands(&case, &office, today);
        let command = all.get(which % all.len()).unwrap().clone();
        let who = PEOPLE.get(*who).map_or(Actor::System, |id| actor(id));
        let moment = moment(scene.at, &who, &office);
        let has_ended = matches!(case.phase, Phase::Decided { .. });
        let new = decide(&case, command, &moment).unwrap_or_default();
        assert!(new.is_empty() || !has_ended, "an event after the end");
        for event in new {
            check_author(&event, &who);
            case = case.apply(&event, edition()).unwrap();
            events.push(event);
        }
        let row = case_row(&case, &deadlines(&case, &moment).unwrap());
        assert_eq!(row.seq, case.seq);
        assert_eq!(
            row.closed_as.is_some(),
            matches!(case.phase, Phase::Decided { .. })
        );
    }
    (case, events)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_sequence_of_work_leaves_a_case_that_its_journal_tells(
        from in 0_usize..40,
        moves in prop::collection::vec((0_usize..64, 0_usize..=PEOPLE.len()), 0..40),
    ) {
        let all = scenes("purchase.story");
        let scene = all.get(from % all.len()).unwrap();
        let (case, events) = play(scene, &moves);
        prop_assert_eq!(u64::try_from(events.len()).unwrap(), case.seq);
        let kept: Vec<Event> = events
            .iter()
            .map(|event| Event::read(&serde_json::to_string(event).unwrap()).unwrap())
            .collect();
        prop_assert_eq!(Case::replay(&kept, edition()).unwrap(), case);
    }
}

/// Without this the property above could hold because nothing ever happens: every event of the work comes back.
#[test]
fn every_event_of_the_work_is_read_as_it_was_written() {
    let mut kinds = std::collections::BTreeSet::new();
    for story in [
        "purchase.story",
        "queue-straight.story",
        "forwarding-straight.story",
        "complaint-straight.story",
    ] {
        for scene in scenes(story) {
            for event in &scene.events {
                let written = serde_json::to_value(event).unwrap();
                if let Event::Work(work) = event {
                    assert_eq!(written["kind"], "work");
                    assert_eq!(written["event"], work.kind());
                    kinds.insert(work.kind());
                }
                let read: Event = serde_json::from_value(written).unwrap();
                assert_eq!(&read, event);
            }
        }
    }
    assert!(kinds.len() >= 14, "{kinds:?}");
}

/// Journals written before tracks and works were known are read as they stand.
#[test]
fn events_of_old_journals_are_still_read() {
    let registered = r#"{"kind":"registered","number":"АСТ-2026-000001","day":"2026-11-17"}"#;
    let event: Event = serde_json::from_str(registered).unwrap();
    assert!(matches!(&event, Event::Registered { track: None, .. }));
    assert_eq!(serde_json::to_string(&event).unwrap(), registered);
    let decided = r#"{"kind":"stage-decided","stage":"completeness","outcome":"complete","day":"2026-11-18","officer":{"iin":"871001390211","name":"Бекенов","role":"executor","organization":"astana-social"},"note":""}"#;
    let event: Event = serde_json::from_str(decided).unwrap();
    assert!(matches!(
        &event,
        Event::StageDecided {
            officer: Some(_),
            ..
        }
    ));
    assert_eq!(serde_json::to_string(&event).unwrap(), decided);
}
