//! A digital confirmation: allowed where the edition says so, and never taken for a signature.

use casework::actor::Actor;
use casework::decide::{self, File};
use casework::event::{Confirmation, Filed, FilingEvidence};
use casework::refusal::WorkRefusal;
use casework::{Moment, Refusal};
use law::Edition;
use law::edition::SigningMeans;

use crate::library::LAW;
use crate::permissions::evidence;
use crate::scene::Scene;

fn confirmed() -> FilingEvidence {
    FilingEvidence::Confirmation {
        confirmation: Confirmation {
            record_digest: "d".repeat(64),
            phone_end: "01".to_owned(),
            confirmed_at: "2026-11-17T05:00:00Z".parse().unwrap(),
        },
    }
}

/// The application of the scene, filed once more under an edition.
fn file(scene: &Scene, edition: &Edition, evidence: FilingEvidence) -> Result<Filed, Refusal> {
    let filed = &scene.case.filed;
    let actor = Actor::Recipient(filed.recipient.clone());
    let moment = Moment {
        now: filed.filed_at,
        actor: &actor,
        law: &LAW,
        edition,
        organization: &scene.organization,
    };
    let file = File {
        number: filed.number.clone(),
        place: filed.place.clone(),
        channel: filed.channel,
        answers: filed.answers.clone(),
        attachments: filed.attachments.clone(),
        signed_digest: filed.signed_digest.clone(),
        container_digest: filed.container_digest.clone(),
        filed_at: filed.filed_at,
        evidence: Some(evidence),
    };
    decide::file(file, &moment)
}

#[test]
fn edition_without_one_time_passwords_refuses_a_confirmation() {
    let scene = Scene::received();
    assert!(file(&scene, scene.edition, confirmed()).is_ok());
    let mut strict = scene.edition.clone();
    strict.signing.retain(|means| *means == SigningMeans::Eds);
    let means = SigningMeans::OneTimePassword;
    assert_eq!(
        file(&scene, &strict, confirmed()),
        Err(WorkRefusal::MeansNotAllowed { means }.into())
    );
    let signed = FilingEvidence::Signature(evidence());
    assert!(file(&scene, &strict, signed).is_ok());
}

#[test]
fn journals_from_before_there_were_confirmations_are_read_as_signed() {
    let old = serde_json::to_value(evidence()).unwrap();
    let read: FilingEvidence = serde_json::from_value(old.clone()).unwrap();
    assert_eq!(read, FilingEvidence::Signature(evidence()));
    assert_eq!(
        serde_json::to_value(read).unwrap(),
        old,
        "written as before"
    );
    let new = serde_json::to_value(confirmed()).unwrap();
    let read: FilingEvidence = serde_json::from_value(new).unwrap();
    assert!(read.signature().is_none());
    assert_eq!(read, confirmed());
}
