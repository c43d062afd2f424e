//! Rules of the work of stages that a story cannot reach: editions of other shapes, and applications that do not tell.

use casework::actor::Actor;
use casework::canonical::sha256_hex;
use casework::case::{Case, Progress};
use casework::command::{Command, WorkCommand};
use casework::deadline::deadlines;
use casework::deed::write_agreement;
use casework::event::{Event, WorkEvent};
use casework::refusal::WorkRefusal;
use casework::story::cast::organization;
use casework::{Moment, Refusal, decide};
use jiff::{SignedDuration, Timestamp};
use law::Edition;
use law::edition::{Destination, Expiry, Task, TermAmount, TermUnit};

use crate::scene::actor;
use crate::work_scene::{WorkScene, edition, moment, scenes};

fn scene(place: &str) -> WorkScene {
    let found = scenes("purchase.story").into_iter();
    found.into_iter().find(|it| it.place == place).unwrap()
}

/// The edition with one of its stages changed.
fn changed(stage: &str, change: impl FnOnce(&mut law::edition::Stage)) -> Edition {
    let mut edition = edition().clone();
    change(
        edition
            .stages
            .iter_mut()
            .find(|it| it.code == stage)
            .unwrap(),
    );
    edition
}

fn decided(
    scene: &WorkScene,
    edition: &Edition,
    who: &Actor,
    command: Command,
    at: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let office = organization("astana-housing").unwrap();
    let moment = Moment {
        edition,
        ..moment(at, who, &office)
    };
    decide(&scene.case, command, &moment)
}

fn complete(scene: &WorkScene, edition: &Edition) -> Result<Vec<Event>, Refusal> {
    let mut case = scene.case.clone();
    let daniyar = actor("daniyar");
    let taken = decided(scene, edition, &daniyar, Command::Take, scene.at).unwrap();
    for event in &taken {
        case = case.apply(event, edition).unwrap();
    }
    let scene = WorkScene {
        case,
        place: scene.place.clone(),
        events: Vec::new(),
        at: scene.at,
    };
    let found = casework::command::FindOutcome {
        stage: "examination".to_owned(),
        outcome: "complete".to_owned(),
        note: String::new(),
        missing: Vec::new(),
    };
    decided(
        &scene,
        edition,
        &daniyar,
        Command::FindOutcome(found),
        scene.at,
    )
}

#[test]
fn an_application_that_does_not_tell_its_track_names_the_fact() {
    let scene = scene("received, nothing has begun");
    let register = || Command::Register {
        number: "ҮЙ-2026-000001".to_owned(),
    };
    let done = decided(&scene, edition(), &Actor::System, register(), scene.at).unwrap();
    assert!(
        matches!(done.first(), Some(Event::Registered { track: Some(track), .. }) if track == "purchase")
    );
    let mut silent = scene;
    silent.case.filed.answers.remove("plot.purpose");
    let refused = decided(&silent, edition(), &Actor::System, register(), silent.at);
    let missing = vec!["purpose".to_owned()];
    assert_eq!(refused, Err(Refusal::TrackUnknown { missing }));
}

#[test]
fn consents_asked_for_minutes_expire_at_the_minute() {
    let scene = scene("examination, nothing has begun");
    let in_minutes = changed("consents", |stage| {
        if let Task::Consent { expires, .. } = &mut stage.task {
            *expires = Some(Expiry {
                amount: TermAmount::Days(15),
                unit: TermUnit::Minutes,
            });
        }
    });
    let events = complete(&scene, &in_minutes).unwrap();
    let expires = events.iter().find_map(|event| {
        if let Event::Work(work) = event
            && let WorkEvent::ConsentsAsked(asked) = work.as_ref()
        {
            asked.expires
        } else {
            None
        }
    });
    assert_eq!(expires, Some(scene.at + SignedDuration::from_mins(15)));
}

#[test]
fn a_term_of_minutes_ends_at_the_minute_after_the_filing() {
    let scene = scene("examination, nothing has begun");
    let mut edition = edition().clone();
    for term in edition.terms.iter_mut().chain([&mut edition.term]) {
        term.unit = TermUnit::Minutes;
        term.amount = TermAmount::Days(15);
    }
    let office = organization("astana-housing").unwrap();
    let moment = Moment {
        edition: &edition,
        ..moment(scene.at, &Actor::System, &office)
    };
    let found = deadlines(&scene.case, &moment).unwrap();
    let filed = scene.case.filed.filed_at;
    assert_eq!(found.answer_at, Some(filed + SignedDuration::from_mins(15)));
    assert_eq!(found.answer.day, scene.case.filed.registration_day);
}

#[test]
fn stages_that_follow_from_each_other_in_a_circle_are_refused() {
    let scene = scene("examination, nothing has begun");
    let mut circle = changed("consents", |stage| {
        let agreed = stage.outcomes.first_mut().unwrap();
        agreed.to = Destination::Stage("consents".to_owned());
    });
    // Nobody to ask: every consent is given at once.
    for party in &mut circle.parties {
        party.iin = party.iin.as_ref().map(|_| "owner.nobody".to_owned());
        party.each = party.each.as_ref().map(|_| "household.members".to_owned());
    }
    let mut alone = scene;
    alone.case.filed.answers.remove("household.members");
    let refused = complete(&alone, &circle);
    assert!(
        matches!(refused, Err(Refusal::LawSilent { .. })),
        "{refused:?}"
    );
}

#[test]
fn what_the_edition_knows_no_outcome_of_cannot_be_found() {
    let scene = scene("payment, payments scheduled");
    let patient = changed("payment", |stage| {
        stage.outcomes.retain(|outcome| outcome.code != "overdue");
    });
    let at = scene.at + SignedDuration::from_hours(24 * 40);
    let find = || Command::Work(WorkCommand::FindOverdue);
    let found = decided(&scene, edition(), &Actor::System, find(), at);
    assert_eq!(found.unwrap().len(), 1);
    let refused = decided(&scene, &patient, &Actor::System, find(), at);
    assert!(matches!(refused, Err(Refusal::NoSuchOutcome { .. })));
    let early = decided(&scene, edition(), &Actor::System, find(), scene.at);
    assert!(matches!(
        early,
        Err(Refusal::Work(WorkRefusal::NotOverdue { due: Some(_) }))
    ));
}

#[test]
fn a_journal_of_a_track_that_the_edition_lacks_is_no_case() {
    let scene = scene("examination, nothing has begun");
    let mut lost = edition().clone();
    lost.tracks.retain(|track| track.code != "purchase");
    let replayed = Case::replay(&scene.events, &lost);
    assert!(matches!(
        replayed,
        Err(casework::case::NotACase::UnknownTrack { track: Some(_) })
    ));
}

#[test]
fn an_agreement_is_the_same_bytes_for_everybody_and_shows_its_reasons() {
    let scene = scene("contract, agreement drawn up");
    let office = organization("astana-housing").unwrap();
    let Progress::Agree(agreement) = &scene.case.work else {
        panic!("an agreement waits")
    };
    let draft = &agreement.draft;
    let later = scene.at + SignedDuration::from_hours(24);
    let bytes = |who: &Actor, at: Timestamp| {
        let document = write_agreement(&scene.case, draft, &moment(at, who, &office)).unwrap();
        (document.bytes().unwrap(), document)
    };
    let (first, document) = bytes(&actor("madina"), scene.at);
    let (second, _) = bytes(&actor("nurlan"), later);
    assert_eq!(first, second);
    assert_eq!(sha256_hex(&first), draft.data_digest);
    assert_eq!(document.signatory, None);
    assert_eq!(document.signatories.len(), 3);
    let words = document.words_in(law::Language::Ru).unwrap();
    let value = |label: &str| {
        let field = words.fields.iter().find(|(found, _)| found == label);
        field.map(|(_, value)| value.clone()).unwrap()
    };
    assert_eq!(
        value("for"),
        "2: Ли Тимур Алексеевич, Жұмабаева Сәуле Маратқызы"
    );
    assert_eq!(value("against"), "1: Жұмабаев Арман Қайратұлы");
    assert_eq!(
        value("consents"),
        "Кузнецов Виктор Петрович, Қуанышев Болат Тілеуұлы"
    );
    let cost = value("cost").replace(char::is_whitespace, " ");
    assert_eq!(cost, "1 000 000 ₸");
}
