//! The table of permissions: every actor, every command, everywhere that a case can stand.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use casework::actor::Actor;
use casework::canonical::sha256_hex;
use casework::command::rule::{
    AskCorrection, Correct, Dispense, Extend, RecordHearing, SendPreliminary,
};
use casework::command::{Command, FindOutcome, RecordFinding, RuleCommand, SignDeed};
use casework::event::rule::{Appointment, NoticeMeans};
use casework::event::{Event, Evidence};
use casework::{Refusal, decide};
use jiff::civil::date;
use law::code::Exception;
use law::edition::{Origin, Role, TermUnit};

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
                note: String::new(),
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

/// The commands of the rules of the Code, likewise.
fn rules(scene: &Scene) -> Vec<(&'static str, Command)> {
    let (stage, outcome) = ("decision".to_owned(), "refused".to_owned());
    let number = "АСТ-2026-000001/1".to_owned();
    let at = date(2026, 11, 18).at(11, 0, 0, 0);
    let signed = SignDeed {
        deed: format!("АСТ-2026-000001/{}", scene.case.deeds_drawn_up + 1),
        data_digest: sha256_hex(b"data"),
        container_digest: sha256_hex(b"container"),
        evidence: evidence(),
        bin: scene.organization.bin.clone(),
    };
    let words = || "In words.".to_owned();
    let deed = number.clone();
    let field = "recipient".to_owned();
    let all = vec![
        RuleCommand::SendPreliminary(SendPreliminary {
            stage: stage.clone(),
            outcome: outcome.clone(),
            appointment: None,
            means: NoticeMeans::Account,
            note: words(),
        }),
        RuleCommand::OpenNotice {
            number: number.clone(),
        },
        RuleCommand::RecordDelivery {
            number: number.clone(),
            day: date(2026, 11, 17),
            proof: words(),
        },
        RuleCommand::Object {
            number: number.clone(),
            text: words(),
        },
        RuleCommand::AskToBeHeard {
            number: number.clone(),
        },
        RuleCommand::WaiveHearing {
            number: number.clone(),
        },
        RuleCommand::AppointHearing {
            number: number.clone(),
            appointment: Appointment { place: words(), at },
        },
        RuleCommand::RecordHearing(Box::new(RecordHearing {
            number: number.clone(),
            begun: at,
            ended: at,
            is_attended: true,
            participants: Vec::new(),
            said: words(),
        })),
        RuleCommand::RemarkOnProtocol {
            number: number.clone(),
            text: words(),
        },
        RuleCommand::ConsiderObjections {
            number: number.clone(),
            note: words(),
        },
        RuleCommand::FindSilence {
            number: number.clone(),
        },
        RuleCommand::Dispense(Dispense {
            stage,
            outcome,
            exception: Exception::CourtDecision,
            reason: words(),
        }),
        RuleCommand::GiveUpRefusal {
            number,
            note: words(),
        },
        RuleCommand::Withdraw { note: words() },
        RuleCommand::Extend(Extend {
            amount: 1,
            unit: TermUnit::Months,
            ground: None,
            reason: words(),
        }),
        RuleCommand::AskCorrection(AskCorrection {
            deed: deed.clone(),
            field: field.clone(),
            is: words(),
            note: words(),
        }),
        RuleCommand::DeclineCorrection {
            deed: deed.clone(),
            field: field.clone(),
            reason: words(),
        },
        RuleCommand::Correct(Box::new(Correct {
            deed,
            changes: vec![(field, words())],
            reason: words(),
            signed,
        })),
    ];
    all.into_iter()
        .map(|command| (command.name(), Command::Rule(command)))
        .collect()
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

fn table() -> String {
    let scenes = [
        ("received, evidence late", Scene::evidence_late()),
        ("received, evidence at hand", Scene::received()),
        ("at completeness, nobody has it", Scene::registered()),
        ("at completeness, the executor has it", Scene::taken()),
        ("at decision, the executor has it", Scene::at_decision()),
        ("a deed waits for the head", Scene::deed_waits()),
        ("a refusal is intended", Scene::intended()),
        ("decided", Scene::decided()),
        ("withdrawn", Scene::withdrawn()),
        ("void", Scene::void()),
    ];
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
fn only_the_recipient_and_the_office_of_the_case_move_it_under_a_rule() {
    let scenes = [
        Scene::received(),
        Scene::at_decision(),
        Scene::intended(),
        Scene::deed_waits(),
        Scene::decided(),
        Scene::withdrawn(),
        Scene::void(),
    ];
    for scene in &scenes {
        for (name, command) in rules(scene) {
            for who in ["viktor", "ruslan", "marat"] {
                let outsider = actor(who);
                let moment = scene.moment(&outsider, afternoon());
                let decided = decide(&scene.case, command.clone(), &moment);
                assert_eq!(decided, Err(Refusal::NotYours), "{who}: {name}");
            }
            let moment = scene.moment(&Actor::System, afternoon());
            let decided = decide(&scene.case, command.clone(), &moment);
            assert_eq!(decided, Err(Refusal::NotYours), "the system: {name}");
        }
    }
}

/// What the table must never say, whatever is committed.
#[test]
fn nobody_from_elsewhere_and_no_recipient_ever_moves_a_case() {
    let scenes = [
        Scene::evidence_late(),
        Scene::received(),
        Scene::registered(),
        Scene::taken(),
        Scene::at_decision(),
        Scene::deed_waits(),
        Scene::decided(),
        Scene::void(),
    ];
    for scene in &scenes {
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
