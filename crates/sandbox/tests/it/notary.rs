//! The whole way of a signature: NCALayer, the trust folder, OCSP over HTTP, and the notary's verdict on each key.

use sandbox::choice::{Conduct, KeyKind, OcspMode};
use sandbox::town::Running;
use serde_json::{Value, json};
use signature::{
    Evidence, Expected, ExpectedRole, OcspAnswer, Purpose, Rejected, Trust, Verified, examine,
    verify,
};

use crate::doors::{Page, post, town};
use crate::ncalayer::{choose, detached};

const DEED: &[u8] = "Мен, Ахметова Мадина, тұрғын үй көмегін сұраймын".as_bytes();
const NONCE: [u8; 16] = [7; 16];

/// What an office does: asks the page to sign, examines the container, asks OCSP, judges.
async fn judged(town: &Running, expected: &Expected) -> Result<Verified, Rejected> {
    let mut page = Page::open(town).await;
    let answer = page.ask(detached(DEED, json!({}))).await;
    let container = answer
        .pointer("/body/result/0")
        .and_then(Value::as_str)
        .unwrap();
    let files = ["root", "issuing", "gost-root", "gost-issuing"]
        .map(|name| std::fs::read(town.trust_dir.join(format!("{name}.crt"))).unwrap());
    let trust = Trust::from_certificates(files.iter().map(Vec::as_slice)).unwrap();
    let at = town.now();
    let examined = examine(container.as_bytes(), DEED, expected, &trust, at)?;
    let reply = post(
        town,
        "/ocsp",
        "application/ocsp-request",
        examined.ocsp_request(&NONCE),
    )
    .await;
    let ocsp = (reply.status == 200).then_some(OcspAnswer {
        response: &reply.body,
        nonce: Some(NONCE.as_slice()),
    });
    verify(
        container.as_bytes(),
        DEED,
        expected,
        &trust,
        &Evidence {
            ocsp,
            ..Evidence::default()
        },
        at,
    )
}

fn person(town: &Running, id: &str) -> Expected {
    Expected {
        purpose: Purpose::Document,
        iin: Some(town.register().person(id).unwrap().iin().unwrap()),
        bin: None,
        role: ExpectedRole::Individual,
    }
}

fn head(town: &Running, id: &str) -> Expected {
    let bin = town.register().post_of(id).unwrap().0.bin().unwrap();
    Expected {
        bin: Some(bin),
        role: ExpectedRole::Head,
        ..person(town, id)
    }
}

#[tokio::test]
async fn a_good_key_counts_and_names_the_person() {
    let (town, _dir) = town().await;
    let expected = person(&town, "madina");
    let verified = judged(&town, &expected).await.unwrap();
    assert_eq!(verified.signer.iin, expected.iin);
    assert!(verified.revocation.ocsp().unwrap().nonce_matched);
    town.stop().await;
}

#[tokio::test]
async fn every_bad_key_is_refused_for_its_own_reason() {
    let (town, _dir) = town().await;
    // The keys of the first are RSA, those of the second GOST.
    let people = ["madina", "gulnar"].map(|who| KeyKind::ALL.map(|kind| (who, kind)));
    for (who, kind) in people.into_iter().flatten() {
        let expected = person(&town, who);
        choose(&town, who, kind, Conduct::Sign);
        let verdict = judged(&town, &expected).await;
        let is_right = match kind {
            KeyKind::Good => verdict.is_ok(),
            KeyKind::Revoked => matches!(verdict, Err(Rejected::Revoked { .. })),
            KeyKind::Expired => matches!(verdict, Err(Rejected::CertificateExpired { .. })),
            KeyKind::AuthOnly => matches!(verdict, Err(Rejected::AuthenticationKey)),
            KeyKind::RogueCa | KeyKind::Forged => matches!(verdict, Err(Rejected::ChainUntrusted)),
        };
        assert!(is_right, "{who} {} {verdict:?}", kind.word());
    }
    town.stop().await;
}

#[tokio::test]
async fn another_person_and_other_bytes_are_noticed() {
    let (town, _dir) = town().await;
    let expected = person(&town, "madina");
    choose(&town, "arman", KeyKind::Good, Conduct::AnyKey);
    assert!(matches!(
        judged(&town, &expected).await,
        Err(Rejected::WrongPerson)
    ));
    choose(&town, "madina", KeyKind::Good, Conduct::OtherBytes);
    assert!(matches!(
        judged(&town, &expected).await,
        Err(Rejected::DigestMismatch)
    ));
    town.stop().await;
}

#[tokio::test]
async fn only_the_head_signs_as_the_head() {
    let (town, _dir) = town().await;
    for who in ["aigerim", "gaukhar"] {
        choose(&town, who, KeyKind::Good, Conduct::Sign);
        judged(&town, &head(&town, who)).await.unwrap();
    }
    choose(&town, "askar", KeyKind::Good, Conduct::Sign);
    assert!(matches!(
        judged(&town, &head(&town, "askar")).await,
        Err(Rejected::WrongRole)
    ));
    choose(&town, "marat", KeyKind::Good, Conduct::Sign);
    let elsewhere = Expected {
        bin: head(&town, "aigerim").bin,
        ..head(&town, "marat")
    };
    assert!(matches!(
        judged(&town, &elsewhere).await,
        Err(Rejected::WrongOrganization)
    ));
    town.stop().await;
}

#[tokio::test]
async fn a_responder_that_fails_never_lets_a_signature_pass() {
    let (town, _dir) = town().await;
    let expected = person(&town, "madina");
    for mode in OcspMode::ALL {
        town.set_ocsp(mode);
        let verdict = judged(&town, &expected).await;
        let is_right = match mode {
            OcspMode::Normal => verdict.is_ok(),
            OcspMode::Down => matches!(verdict, Err(Rejected::RevocationUnknown)),
            OcspMode::Stale => matches!(verdict, Err(Rejected::OcspStale { .. })),
            OcspMode::Malformed => matches!(verdict, Err(Rejected::OcspMalformed)),
            OcspMode::NoNonce => matches!(verdict, Err(Rejected::OcspNonce)),
            OcspMode::Unknown => matches!(verdict, Err(Rejected::OcspUnknown)),
        };
        assert!(is_right, "{} {verdict:?}", mode.word());
    }
    town.stop().await;
}
