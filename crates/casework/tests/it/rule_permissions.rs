//! The commands of the rules of the Code in the table of permissions, and who is never let in.

use casework::actor::Actor;
use casework::canonical::sha256_hex;
use casework::command::rule::{
    AskCorrection, Correct, Dispense, Extend, RecordHearing, SendPreliminary,
};
use casework::command::{Command, RuleCommand, SignDeed};
use casework::event::rule::{Appointment, NoticeMeans};
use casework::{Refusal, decide};
use jiff::civil::date;
use law::code::Exception;
use law::edition::TermUnit;

use crate::permissions::{evidence, scenes};
use crate::scene::{Scene, actor, afternoon};

fn words() -> String {
    "In words.".to_owned()
}

/// The commands of the rules of the Code, likewise.
pub(crate) fn rules(scene: &Scene) -> Vec<(&'static str, Command)> {
    let all = of_hearing().into_iter().chain(others(scene));
    all.map(|command| (command.name(), Command::Rule(command)))
        .collect()
}

fn of_hearing() -> Vec<RuleCommand> {
    let number = "АСТ-2026-000001/1".to_owned();
    let at = date(2026, 11, 18).at(11, 0, 0, 0);
    vec![
        RuleCommand::SendPreliminary(SendPreliminary {
            stage: "decision".to_owned(),
            outcome: "refused".to_owned(),
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
        RuleCommand::GiveUpRefusal {
            number,
            note: words(),
        },
    ]
}

fn others(scene: &Scene) -> Vec<RuleCommand> {
    let deed = "АСТ-2026-000001/1".to_owned();
    let field = "recipient".to_owned();
    let signed = SignDeed {
        deed: format!("АСТ-2026-000001/{}", scene.case.deeds_drawn_up + 1),
        data_digest: sha256_hex(b"data"),
        container_digest: sha256_hex(b"container"),
        evidence: evidence(),
        bin: scene.organization.bin.clone(),
    };
    vec![
        RuleCommand::Dispense(Dispense {
            stage: "decision".to_owned(),
            outcome: "refused".to_owned(),
            exception: Exception::CourtDecision,
            reason: words(),
        }),
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
    ]
}

/// What the table must never say, whatever is committed.
#[test]
fn only_the_recipient_and_the_office_of_the_case_move_it_under_a_rule() {
    for (_place, scene) in &scenes() {
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
