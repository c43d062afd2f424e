//! Any sequence of commands: nothing panics, the journal tells the same case, and what has ended stays ended.

use casework::actor::Actor;
use casework::canonical::sha256_hex;
use casework::case::Phase;
use casework::command::{Command, FindOutcome, RecordFinding, SignDeed};
use casework::deadline::deadlines;
use casework::event::{DocumentFault, Event, MissingDocument};
use casework::projection::case_row;
use casework::{Case, Refusal, decide};
use jiff::{SignedDuration, Timestamp};
use law::edition::Origin;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::permissions::evidence;
use crate::scene::{Scene, actor, afternoon, check_author};

/// Everything that a favorable decision rests on.
const FACTS: [(&str, &str); 12] = [
    ("family-income", "630000"),
    ("costs", "[{\"kind\":\"other\",\"billed\":\"38000\"}]"),
    ("family-size", "4"),
    ("area", "62"),
    ("owned-dwellings", "1"),
    ("tenure", "\"owner\""),
    ("registered-at-dwelling", "true"),
    ("lives-in-dwelling", "true"),
    ("adults-consented", "true"),
    ("data-reliable", "true"),
    ("court-ban", "false"),
    ("court-deprivation", "false"),
];

const PEOPLE: [&str; 7] = [
    "madina", "zarina", "askar", "elena", "aigerim", "ruslan", "marat",
];

#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a few of them live at a time")]
enum Move {
    /// What would bring the case on, by whom it should be done.
    Onward,
    /// Anything by anybody; beyond the people is the system.
    Any { who: usize, what: Command },
}

fn any_command() -> impl Strategy<Value = Command> {
    let stage = prop_oneof![
        Just("completeness"),
        Just("verification"),
        Just("decision"),
        Just("fishing")
    ];
    let outcome = prop_oneof![
        Just("complete"),
        Just("incomplete"),
        Just("verified"),
        Just("assigned"),
        Just("refused"),
        Just("caught")
    ];
    let missing = prop::collection::vec(prop_oneof![Just("income-proof"), Just("rod")], 0..2);
    let deed = (0_u32..4).prop_map(|ordinal| format!("АСТ-2026-000001/{ordinal}"));
    let value = prop_oneof![
        Just(json!(true)),
        Just(json!(2)),
        Just(json!("owner")),
        Just(json!("-1")),
        Just(Value::Null),
        Just(json!([{"kind": "other", "billed": "1"}]))
    ];
    let fact = prop::sample::select(&FACTS[..]).prop_map(|(fact, _)| fact);
    prop_oneof![
        Just(Command::ConfirmEvidence(evidence())),
        Just(Command::RejectEvidence {
            reason: "revoked".to_owned()
        }),
        Just(Command::Register {
            number: "АСТ-2026-000009".to_owned()
        }),
        Just(Command::Take),
        (fact, value).prop_map(|(fact, value)| record(fact, value)),
        (stage, outcome, missing)
            .prop_map(|(stage, outcome, missing)| find(stage, outcome, &missing)),
        (deed.clone(), "[a ]{0,2}").prop_map(|(deed, note)| Command::ReturnDeed { deed, note }),
        deed.prop_map(sign),
    ]
}

fn any_move() -> impl Strategy<Value = (Move, i64)> {
    let any = (0..=PEOPLE.len(), any_command()).prop_map(|(who, what)| Move::Any { who, what });
    (prop_oneof![3 => Just(Move::Onward), 2 => any], 0_i64..20)
}

fn record(fact: &str, value: Value) -> Command {
    Command::RecordFinding(RecordFinding {
        fact: fact.to_owned(),
        value,
        origin: Origin::Officer,
        attachment: None,
        note: String::new(),
    })
}

fn find(stage: &str, outcome: &str, missing: &[&str]) -> Command {
    Command::FindOutcome(FindOutcome {
        stage: stage.to_owned(),
        outcome: outcome.to_owned(),
        note: String::new(),
        missing: missing
            .iter()
            .map(|document| MissingDocument {
                document: (*document).to_owned(),
                fault: DocumentFault::Missing,
                note: String::new(),
            })
            .collect(),
    })
}

fn sign(deed: String) -> Command {
    Command::SignDeed(SignDeed {
        deed,
        data_digest: sha256_hex(b"data"),
        container_digest: sha256_hex(b"container"),
        evidence: evidence(),
        bin: crate::scene::organization().bin,
    })
}

/// What would bring the case on.
fn onward(case: &Case) -> (Actor, Command) {
    let askar = || actor("askar");
    match &case.phase {
        Phase::Received if case.evidence.is_none() => {
            (Actor::System, Command::ConfirmEvidence(evidence()))
        }
        Phase::Received => {
            let number = "АСТ-2026-000001".to_owned();
            (Actor::System, Command::Register { number })
        }
        Phase::AtStage { .. } if case.executor.is_none() => (askar(), Command::Take),
        Phase::AtStage { stage } => {
            let who = case
                .executor
                .as_ref()
                .map_or("", |officer| officer.name.as_str());
            let who = if who.starts_with("Соколова") {
                "elena"
            } else {
                "askar"
            };
            let next = FACTS
                .iter()
                .find(|(fact, _)| !case.findings.contains_key(*fact));
            let command = match (stage.as_str(), next) {
                ("completeness", _) => find("completeness", "complete", &[]),
                ("verification", Some((fact, value))) => {
                    record(fact, serde_json::from_str(value).unwrap())
                }
                ("verification", None) => find("verification", "verified", &[]),
                (_, _) => find("decision", "assigned", &[]),
            };
            (actor(who), command)
        }
        Phase::AwaitingSignature { proposal } => (actor("aigerim"), sign(proposal.number.clone())),
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            (askar(), Command::Take)
        }
    }
}

fn has_ended(case: &Case) -> bool {
    matches!(
        case.phase,
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. }
    )
}

/// The deadlines of `case` hold together as they are seen at `now`.
fn check_deadlines(scene: &Scene, case: &Case, now: Timestamp) {
    let moment = scene.moment(&Actor::System, now);
    let deadlines = deadlines(case, &moment).unwrap();
    let registered = case.filed.registration_day;
    assert!(deadlines.answer.day >= registered);
    for stage in &deadlines.stages {
        assert!(stage.due >= registered);
        if let Some(deadline) = &stage.deadline {
            assert!(deadline.day >= deadline.started);
            assert!(deadline.started >= registered);
            assert!(scene.organization.hours.days == law::WeekKind::FiveDay);
        }
    }
    let row = case_row(case, &deadlines);
    assert_eq!(row.closed_as.is_some(), has_ended(case));
    assert_eq!(row.due.is_none(), has_ended(case));
}

fn play(scene: &Scene, moves: Vec<(Move, i64)>) -> (Case, Vec<Event>) {
    let mut case = scene.case.clone();
    let mut events = scene.events.clone();
    let mut now = afternoon();
    for (made, hours) in moves {
        now = now.checked_add(SignedDuration::from_hours(hours)).unwrap();
        let (who, command) = match made {
            Move::Onward => onward(&case),
            Move::Any { who, what } => {
                let who = PEOPLE.get(who).map_or(Actor::System, |id| actor(id));
                (who, what)
            }
        };
        let decided = decide(&case, command, &scene.moment(&who, now));
        let new = decided.unwrap_or_default();
        assert!(
            new.is_empty() || !has_ended(&case),
            "an event after the end"
        );
        for event in new {
            check_author(&event, &who);
            if matches!(event, Event::Registered { .. }) {
                assert!(case.evidence.is_some(), "registered without evidence");
            }
            case = case.apply(&event, scene.edition).unwrap();
            events.push(event);
        }
        check_deadlines(scene, &case, now);
    }
    (case, events)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_sequence_of_commands_leaves_a_case_that_its_journal_tells(
        is_late: bool,
        moves in prop::collection::vec(any_move(), 0..60),
    ) {
        let scene = if is_late { Scene::evidence_late() } else { Scene::received() };
        let (case, events) = play(&scene, moves);
        prop_assert_eq!(u64::try_from(events.len()).unwrap(), case.seq);
        // What a journal keeps is JSON: the case is the same when it comes back.
        let kept: Vec<Event> = events
            .iter()
            .map(|event| Event::read(&serde_json::to_string(event).unwrap()).unwrap())
            .collect();
        prop_assert_eq!(Case::replay(&kept, scene.edition).unwrap(), case);
    }
}

/// Without this the property above could hold because nothing ever happens.
#[test]
fn going_onward_reaches_the_end() {
    let scene = Scene::evidence_late();
    let (case, events) = play(&scene, vec![(Move::Onward, 1); 19]);
    assert!(
        matches!(&case.phase, Phase::Decided { outcome, adverse: None, .. } if outcome == "assigned")
    );
    assert_eq!(events.last().map(Event::kind), Some("deed-signed"));
}

#[test]
fn a_journal_that_is_not_a_case_is_refused() {
    use casework::case::NotACase;
    let scene = Scene::registered();
    assert_eq!(Case::replay(&[], scene.edition), Err(NotACase::NoFiling));
    let headless = scene.events.get(1..).unwrap();
    assert_eq!(
        Case::replay(headless, scene.edition),
        Err(NotACase::NoFiling)
    );
    let askar = actor("askar");
    let refused = decide(
        &scene.case,
        find("completeness", "complete", &[]),
        &scene.moment(&askar, afternoon()),
    );
    assert_eq!(refused, Err(Refusal::NotTaken));
}
