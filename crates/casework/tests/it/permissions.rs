//! The table of permissions: every actor, every command, everywhere that a case can stand.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use casework::actor::Actor;
use casework::canonical::sha256_hex;
use casework::command::{Command, FindOutcome, RecordFinding, SignDeed};
use casework::event::{Event, Evidence};
use casework::{Refusal, decide};
use law::edition::{Origin, Role};

use crate::rule_permissions::rules;
use crate::scene::{Scene, actor, afternoon};
use crate::snapshot::assert_snapshot;

fn actors() -> Vec<(&'static str, Actor)> {
    let mut both = actor("aigerim");
    if let Actor::Officer(officer) = &mut both {
        officer.roles.insert(Role::Executor);
    }
    vec![
        ("recipient", actor("madina")),
        ("another person", actor("viktor")),
        ("system", Actor::System),
        ("clerk", actor("zarina")),
        ("executor", actor("askar")),
        ("second executor", actor("elena")),
        ("head", actor("aigerim")),
        ("head who is an executor too", both),
        ("executor elsewhere", actor("ruslan")),
        ("head elsewhere", actor("marat")),
    ]
}

pub(crate) fn evidence() -> Evidence {
    Evidence {
        ocsp_digest: sha256_hex(b"answer"),
        verdict_digest: sha256_hex(b"verdict"),
        certificate: "01".to_owned(),
        by_list: false,
        delta_digest: None,
    }
}

/// Each command as it fits the scene best, so that what declines it is the rule of who and when.
fn commands(scene: &Scene) -> Vec<(&'static str, Command)> {
    let stage = scene.case.stage().unwrap_or("completeness").to_owned();
    let outcome = if stage == "decision" {
        "assigned"
    } else {
        "complete"
    };
    let deed = format!("АСТ-2026-000001/{}", scene.case.deeds_drawn_up);
    vec![
        ("confirm evidence", Command::ConfirmEvidence(evidence())),
        (
            "reject evidence",
            Command::RejectEvidence {
                reason: "revoked".to_owned(),
            },
        ),
        (
            "register",
            Command::Register {
                number: "АСТ-2026-000001".to_owned(),
            },
        ),
        ("take", Command::Take),
        (
            "record finding",
            Command::RecordFinding(RecordFinding {
                fact: "lives-in-dwelling".to_owned(),
                value: true.into(),
                origin: Origin::Officer,
                attachment: None,
                note: "Seen once more.".to_owned(),
            }),
        ),
        (
            "find outcome",
            Command::FindOutcome(FindOutcome {
                stage,
                outcome: outcome.to_owned(),
                note: String::new(),
                missing: Vec::new(),
            }),
        ),
        (
            "return deed",
            Command::ReturnDeed {
                deed: deed.clone(),
                note: "Look again.".to_owned(),
            },
        ),
        (
            "sign deed",
            Command::SignDeed(SignDeed {
                deed,
                data_digest: sha256_hex(b"data"),
                container_digest: sha256_hex(b"container"),
                evidence: evidence(),
                bin: scene.organization.bin.clone(),
            }),
        ),
    ]
}

fn outcome(decided: Result<Vec<Event>, Refusal>) -> String {
    match decided {
        Ok(events) if events.is_empty() => "YES, nothing to do".to_owned(),
        Ok(events) => {
            let kinds: Vec<&str> = events.iter().map(Event::kind).collect();
            format!("YES, {}", kinds.join(", "))
        }
        Err(refusal) => refusal.code().to_owned(),
    }
}

pub(crate) fn scenes() -> Vec<(&'static str, Scene)> {
    vec![
        ("received, evidence late", Scene::evidence_late()),
        ("received, evidence at hand", Scene::received()),
        ("at completeness, nobody has it", Scene::registered()),
        ("at completeness, the executor has it", Scene::taken()),
        ("at decision, the executor has it", Scene::at_decision()),
        ("a refusal is intended", Scene::intended()),
        ("a deed waits for the head", Scene::deed_waits()),
        ("decided", Scene::decided()),
        ("withdrawn", Scene::withdrawn()),
        ("void", Scene::void()),
    ]
}

fn table() -> String {
    let scenes = scenes();
    let mut table = String::from("Who may do what, and what declines it.\n");
    for (place, scene) in &scenes {
        writeln!(table, "\n{place}").unwrap();
        for (name, command) in commands(scene).into_iter().chain(rules(scene)) {
            let mut by_outcome: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for (who, actor) in actors() {
                let moment = scene.moment(&actor, afternoon());
                let decided = decide(&scene.case, command.clone(), &moment);
                by_outcome.entry(outcome(decided)).or_default().push(who);
            }
            writeln!(table, "  {name}").unwrap();
            for (outcome, who) in by_outcome {
                writeln!(table, "    {outcome:<24} {}", who.join(", ")).unwrap();
            }
        }
    }
    table
}

#[test]
fn table_of_permissions_is_the_committed_one() {
    assert_snapshot("permissions.txt", &table());
}

/// What the table must never say, whatever is committed.
#[test]
fn nobody_from_elsewhere_and_no_recipient_ever_moves_a_case() {
    let scenes = scenes();
    for (_place, scene) in &scenes {
        for (name, command) in commands(scene) {
            for who in ["madina", "viktor", "ruslan", "marat"] {
                let outsider = actor(who);
                let moment = scene.moment(&outsider, afternoon());
                let decided = decide(&scene.case, command.clone(), &moment);
                // Even that a case has ended is not for everybody.
                assert_eq!(decided, Err(Refusal::NotYours), "{who}: {name}");
            }
        }
    }
}
