//! The table of permissions of the work of stages: every actor, every command, everywhere that it can stand.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use casework::actor::Actor;
use casework::command::Command;
use casework::event::Event;
use casework::story::cast::organization;
use casework::{Refusal, decide};

use crate::scene::actor;
use crate::snapshot::assert_snapshot;
use crate::work_scene::{WorkScene, commands, moment, scenes};

const STORIES: [&str; 4] = [
    "purchase.story",
    "queue-straight.story",
    "forwarding-straight.story",
    "complaint-straight.story",
];

const PEOPLE: [&str; 14] = [
    "madina", "viktor", "bolat", "olga", "daniyar", "gulnar", "nurlan", "zhanar", "timur", "saule",
    "kulyash", "raushan", "askar", "aigerim",
];

/// People whom the case does not concern, and officials of another organization.
const OUTSIDERS: [&str; 3] = ["olga", "askar", "aigerim"];

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

fn name(command: &Command) -> String {
    if let Command::Work(work) = command {
        work.name().to_owned()
    } else if *command == Command::Take {
        "take".to_owned()
    } else {
        "find-outcome".to_owned()
    }
}

fn all_scenes() -> Vec<WorkScene> {
    STORIES.iter().flat_map(|story| scenes(story)).collect()
}

#[test]
fn table_of_permissions_of_work_is_the_committed_one() {
    let office = organization("astana-housing").unwrap();
    let mut table = String::from("Who may do what in the work of a stage, and what declines it.\n");
    for scene in all_scenes() {
        writeln!(table, "\n{}", scene.place).unwrap();
        let today = moment(scene.at, &Actor::System, &office).today().unwrap();
        let mut closed = Vec::new();
        for command in commands(&scene.case, &office, today) {
            let mut by_outcome: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            let mut actors: Vec<(&str, Actor)> = PEOPLE.map(|id| (id, actor(id))).to_vec();
            actors.push(("system", Actor::System));
            for (who, actor) in &actors {
                let moment = moment(scene.at, actor, &office);
                let decided = decide(&scene.case, command.clone(), &moment);
                by_outcome.entry(outcome(decided)).or_default().push(who);
            }
            if by_outcome.keys().all(|outcome| !outcome.starts_with("YES")) {
                closed.push(name(&command));
                continue;
            }
            writeln!(table, "  {}", name(&command)).unwrap();
            for (outcome, who) in by_outcome {
                writeln!(table, "    {outcome:<24} {}", who.join(", ")).unwrap();
            }
        }
        writeln!(table, "  closed to everybody: {}", closed.join(", ")).unwrap();
    }
    assert_snapshot("work_permissions.txt", &table);
}

/// What the table must never say, whatever is committed.
#[test]
fn to_those_whom_it_does_not_concern_the_case_does_not_exist() {
    let office = organization("astana-housing").unwrap();
    for scene in all_scenes() {
        let today = moment(scene.at, &Actor::System, &office).today().unwrap();
        for command in commands(&scene.case, &office, today) {
            for who in OUTSIDERS {
                let outsider = actor(who);
                let moment = moment(scene.at, &outsider, &office);
                let decided = decide(&scene.case, command.clone(), &moment);
                let place = &scene.place;
                assert_eq!(
                    decided,
                    Err(Refusal::NotYours),
                    "{who}: {command:?} at {place}"
                );
            }
        }
    }
}
