//! Nobody decides their own case, whatever roles they hold (APPC art. 67).

use casework::{Command, Moment, Refusal, decide};
use jiff::Timestamp;

use crate::library::LAW;
use crate::scene::{Scene, actor};

#[test]
fn official_cannot_take_their_own_case() {
    let mut scene = Scene::registered();
    let officer = actor("askar");
    let now: Timestamp = "2026-11-17T06:00:00Z".parse().unwrap();
    let take = |scene: &Scene| {
        let moment = Moment {
            now,
            actor: &officer,
            law: &LAW,
            edition: scene.edition,
            organization: &scene.organization,
        };
        decide(&scene.case, Command::Take, &moment)
    };
    assert_eq!(take(&scene).unwrap().len(), 1);
    let casework::actor::Actor::Officer(askar) = &officer else {
        panic!("askar is an officer")
    };
    scene.case.filed.recipient = askar.person.clone();
    assert_eq!(take(&scene), Err(Refusal::OwnCase));
}
