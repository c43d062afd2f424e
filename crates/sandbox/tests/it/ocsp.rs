//! The OCSP responder over HTTP, and the keys it answers about.

use der::{Decode, Encode};
use jiff::{SignedDuration, Timestamp};
use sandbox::choice::{KeyKind, OcspMode};
use sandbox::town::{Config, Running, Town};
use sandbox::vault::facts;
use serde_json::json;
use sha2::Sha256;
use x509_cert::Certificate;
use x509_ocsp::builder::OcspRequestBuilder;
use x509_ocsp::{BasicOcspResponse, CertStatus, OcspResponse, OcspResponseStatus, Request};

use crate::doors::{Reply, control, post, town};

async fn question(town: &Running, person: &str, kind: KeyKind) -> Reply {
    let key = town.key(person, kind).unwrap();
    let issuer = Certificate::from_der(key.chain().first().unwrap()).unwrap();
    let subject = Certificate::from_der(key.certificate_der()).unwrap();
    let asked = Request::from_cert::<Sha256>(&issuer, &subject).unwrap();
    let request = OcspRequestBuilder::default()
        .with_request(asked)
        .build()
        .to_der()
        .unwrap();
    post(town, "/ocsp", "application/ocsp-request", request).await
}

fn basic(reply: &Reply) -> BasicOcspResponse {
    assert_eq!(
        (reply.status, reply.kind.as_str()),
        (200, "application/ocsp-response")
    );
    let response = OcspResponse::from_der(&reply.body).unwrap();
    let bytes = response.response_bytes.unwrap();
    BasicOcspResponse::from_der(bytes.response.as_bytes()).unwrap()
}

fn status(reply: &Reply) -> CertStatus {
    basic(reply)
        .tbs_response_data
        .responses
        .first()
        .unwrap()
        .cert_status
}

fn produced_at(reply: &Reply) -> Timestamp {
    let at = basic(reply)
        .tbs_response_data
        .produced_at
        .0
        .to_unix_duration();
    Timestamp::from_second(i64::try_from(at.as_secs()).unwrap()).unwrap()
}

#[tokio::test]
async fn good_and_revoked_keys_are_told_apart_at_the_towns_moment() {
    let (town, _dir) = town().await;
    let good = question(&town, "madina", KeyKind::Good).await;
    assert!(matches!(status(&good), CertStatus::Good(_)));
    assert!(town.now().duration_since(produced_at(&good)).abs() < SignedDuration::from_mins(1));
    let revoked = question(&town, "madina", KeyKind::Revoked).await;
    assert!(matches!(status(&revoked), CertStatus::Revoked(_)));
    town.stop().await;
}

#[tokio::test]
async fn a_forged_key_was_never_issued_and_a_rogue_one_is_not_ours() {
    let (town, _dir) = town().await;
    let forged = question(&town, "madina", KeyKind::Forged).await;
    let CertStatus::Revoked(never) = status(&forged) else {
        panic!("good")
    };
    assert_eq!(never.revocation_time.0.to_unix_duration().as_secs(), 0);
    let rogue = question(&town, "madina", KeyKind::RogueCa).await;
    let response = OcspResponse::from_der(&rogue.body).unwrap();
    assert_eq!(response.response_status, OcspResponseStatus::Unauthorized);
    town.stop().await;
}

#[tokio::test]
async fn each_mode_fails_in_its_own_way() {
    let (town, _dir) = town().await;
    town.set_ocsp(OcspMode::Down);
    assert_eq!(question(&town, "madina", KeyKind::Good).await.status, 503);
    town.set_ocsp(OcspMode::Malformed);
    let malformed = question(&town, "madina", KeyKind::Good).await;
    assert_eq!(malformed.status, 200);
    assert!(OcspResponse::from_der(&malformed.body).is_err());
    assert_eq!(
        control(&town, "/api/ocsp", json!({"mode": "stale"}))
            .await
            .status,
        200
    );
    let stale = question(&town, "madina", KeyKind::Good).await;
    let age = town.now().duration_since(produced_at(&stale));
    assert!(age > SignedDuration::from_hours(23) && age < SignedDuration::from_hours(25));
    assert_eq!(
        control(&town, "/api/ocsp", json!({"mode": "slow"}))
            .await
            .status,
        422
    );
    let page = post(
        &town,
        "/ocsp-mode",
        "application/x-www-form-urlencoded",
        "mode=normal",
    )
    .await;
    assert_eq!(page.status, 303);
    assert!(matches!(
        status(&question(&town, "madina", KeyKind::Good).await),
        CertStatus::Good(_)
    ));
    town.stop().await;
}

#[tokio::test]
async fn another_media_type_is_no_question() {
    let (town, _dir) = town().await;
    assert_eq!(
        post(&town, "/ocsp", "text/plain", "hello").await.status,
        415
    );
    town.stop().await;
}

#[tokio::test]
async fn a_key_is_reissued_when_the_day_leaves_its_year() {
    let (town, _dir) = town().await;
    let first = facts(&town.key("madina", KeyKind::Good).unwrap()).unwrap();
    assert_eq!(
        facts(&town.key("madina", KeyKind::Good).unwrap())
            .unwrap()
            .serial,
        first.serial
    );
    let later = town
        .now()
        .checked_add(SignedDuration::from_hours(24 * 400))
        .unwrap();
    town.move_clock(later).unwrap();
    let second = facts(&town.key("madina", KeyKind::Good).unwrap()).unwrap();
    assert_ne!(second.serial, first.serial);
    assert!(second.not_before <= town.now() && town.now() < second.not_after);
    let expired = facts(&town.key("madina", KeyKind::Expired).unwrap()).unwrap();
    assert!(expired.not_after < town.now());
    town.stop().await;
}

#[tokio::test]
async fn a_restarted_town_keeps_its_ca_and_its_keys() {
    let (first, dir) = town().await;
    let authority = first.certificates();
    let serial = |town: &Running, who| {
        facts(&town.key(who, KeyKind::Revoked).unwrap())
            .unwrap()
            .serial
    };
    let serials = ["viktor", "gulnar"].map(|who| serial(&first, who));
    first.stop().await;
    let second = Town::start(Config::for_test(dir.path(), None))
        .await
        .unwrap();
    assert_eq!(second.certificates(), authority);
    for (who, before) in ["viktor", "gulnar"].into_iter().zip(serials) {
        assert_eq!(serial(&second, who), before);
        let revoked = question(&second, who, KeyKind::Revoked).await;
        assert!(matches!(status(&revoked), CertStatus::Revoked(_)));
    }
    let names = ["root", "issuing", "gost-root", "gost-issuing"];
    let kept = names.map(|name| second.trust_dir.join(format!("{name}.crt")));
    assert_eq!(kept.map(|file| std::fs::read(file).unwrap()), *authority);
    second.stop().await;
}
