//! The NCALayer stand-in over a real `WebSocket`: the shapes of answers, the filters, and the conducts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use der::{Decode, Encode};
use sandbox::choice::{Choice, Conduct, KeyKind};
use sandbox::town::Running;
use serde_json::{Map, Value, json};

use crate::doors::{Page, control, get, town};

fn request(data: Value, signing: Value, signer: Value) -> Value {
    let args = [
        ("allowedStorages", Value::Null),
        ("format", json!("cms")),
        ("data", data),
        ("signingParams", signing),
        ("signerParams", signer),
        ("locale", json!("ru")),
    ];
    let args: Map<String, Value> = args
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    json!({ "module": "kz.gov.pki.knca.basics", "method": "sign", "args": args })
}

pub(crate) fn detached(bytes: &[u8], signer: Value) -> Value {
    let signing =
        json!({"decode": true, "encapsulate": false, "digested": false, "tsaProfile": {}});
    request(json!(STANDARD.encode(bytes)), signing, signer)
}

pub(crate) fn choose(town: &Running, person: &str, key: KeyKind, conduct: Conduct) {
    town.choose(Choice {
        person: person.into(),
        key,
        conduct,
    })
    .unwrap();
}

/// The signed data of the `index`-th container of an answer.
fn container(answer: &Value, index: usize) -> SignedData {
    assert_eq!(answer.get("status"), Some(&json!(true)), "{answer}");
    let pem = answer
        .pointer(&format!("/body/result/{index}"))
        .and_then(Value::as_str)
        .unwrap();
    let inner = pem.strip_prefix("-----BEGIN CMS-----\n").unwrap();
    let inner = inner
        .trim_end()
        .strip_suffix("\n-----END CMS-----")
        .unwrap();
    let der = STANDARD.decode(inner.replace('\n', "")).unwrap();
    let content = ContentInfo::from_der(&der).unwrap();
    SignedData::from_der(&content.content.to_der().unwrap()).unwrap()
}

/// The message digest that the signer signed.
fn digest(container: &SignedData) -> Vec<u8> {
    let signer = container.signer_infos.0.get(0).unwrap();
    let attributes = signer.signed_attrs.as_ref().unwrap();
    let oid = const_oid::db::rfc5911::ID_MESSAGE_DIGEST;
    let attribute = attributes
        .iter()
        .find(|attribute| attribute.oid == oid)
        .unwrap();
    attribute.values.get(0).unwrap().value().to_vec()
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).to_vec()
}

/// Whether the container carries the person's certificate of that kind.
fn is_by(town: &Running, signed: &SignedData, person: &str, kind: KeyKind) -> bool {
    let key = town.key(person, kind).unwrap();
    let inside = signed.certificates.as_ref().unwrap().to_der().unwrap();
    inside
        .windows(key.certificate_der().len())
        .any(|part| part == key.certificate_der())
}

#[tokio::test]
async fn the_chosen_person_signs_one_document_detached() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    let iin = town.register().person("madina").unwrap().iin().unwrap();
    let filter = json!({"extKeyUsageOids": ["1.3.6.1.5.5.7.3.4"], "iin": iin, "bin": "", "serialNumber": "", "chain": []});
    let answer = page.ask(detached("Өтініш".as_bytes(), filter)).await;
    assert_eq!(answer["body"]["result"].as_array().unwrap().len(), 1);
    let signed = container(&answer, 0);
    assert_eq!(digest(&signed), sha256("Өтініш".as_bytes()));
    assert!(signed.encap_content_info.econtent.is_none());
    assert!(is_by(&town, &signed, "madina", KeyKind::Good));
    town.stop().await;
}

#[tokio::test]
async fn several_documents_come_back_in_their_order_and_attached() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    let signing = json!({"decode": false, "encapsulate": true});
    let answer = page
        .ask(request(json!(["first", "second"]), signing, json!({})))
        .await;
    for (index, text) in ["first", "second"].iter().enumerate() {
        let signed = container(&answer, index);
        assert_eq!(digest(&signed), sha256(text.as_bytes()));
        assert_eq!(
            &signed.encap_content_info.econtent.unwrap().value(),
            &text.as_bytes()
        );
    }
    assert_eq!(answer["body"]["result"].as_array().unwrap().len(), 2);
    town.stop().await;
}

#[tokio::test]
async fn cancel_and_error_have_their_own_shapes() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    choose(&town, "madina", KeyKind::Good, Conduct::Cancel);
    assert_eq!(
        page.ask(detached(b"x", json!({}))).await,
        json!({"status": true, "body": {}})
    );
    choose(&town, "madina", KeyKind::Good, Conduct::Error);
    let answer = page.ask(detached(b"x", json!({}))).await;
    assert_eq!(answer["status"], false);
    assert_eq!(answer["code"], "INVOCATION_ERROR");
    assert_eq!(answer["message"], "An invoked method threw an exception.");
    town.stop().await;
}

#[tokio::test]
async fn what_the_stand_in_does_not_know_is_declined() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    page.say("--heartbeat--").await;
    assert_eq!(page.hear().await, "--heartbeat--");
    page.say("{").await;
    let broken: Value = serde_json::from_str(&page.hear().await).unwrap();
    assert_eq!(
        broken,
        json!({"success": false, "code": "COMMON_JSON_WRAPPING_EXCEPTION"})
    );
    let module = page
        .ask(json!({"module": "kz.gov.pki.knca.commonUtils", "method": "getActiveTokens"}))
        .await;
    assert_eq!(
        module,
        json!({"success": false, "errorCode": "MODULE_NOT_FOUND"})
    );
    let method = page
        .ask(json!({"module": "kz.gov.pki.knca.basics", "method": "generateCsr"}))
        .await;
    assert_eq!(method["code"], "INVOCATION_ERROR");
    for signing in [json!({"digested": true}), json!({"decode": true})] {
        let declined = page
            .ask(request(json!("не base64"), signing, json!({})))
            .await;
        assert_eq!(declined["code"], "INVALID_SIGNING_PARAMS");
    }
    let nothing = page.ask(request(json!([]), json!({}), json!({}))).await;
    assert_eq!(nothing["code"], "INVALID_SIGNING_PARAMS");
    town.stop().await;
}

#[tokio::test]
async fn a_key_that_does_not_fit_the_filter_is_not_offered() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    let register = town.register();
    let iin = register.person("madina").unwrap().iin().unwrap();
    let bin = register.post_of("aigerim").unwrap().0.bin().unwrap();
    let refused = |answer: &Value| answer["status"] == false && answer["code"] == "SIGNING_FAILURE";

    choose(&town, "arman", KeyKind::Good, Conduct::Sign);
    assert!(refused(
        &page.ask(detached(b"x", json!({"iin": iin}))).await
    ));
    assert!(refused(
        &page.ask(detached(b"x", json!({"bin": bin}))).await
    ));
    assert!(refused(
        &page.ask(detached(b"x", json!({"chain": ["AAAA"]}))).await
    ));
    choose(&town, "madina", KeyKind::AuthOnly, Conduct::Sign);
    let signing = json!({"iin": iin, "extKeyUsageOids": ["1.3.6.1.5.5.7.3.4"]});
    assert!(refused(&page.ask(detached(b"x", signing)).await));

    choose(&town, "aigerim", KeyKind::Good, Conduct::Sign);
    let head = json!({"bin": bin, "extKeyUsageOids": ["1.2.398.3.3.4.1.2.1"]});
    let answer = page.ask(detached(b"x", head.clone())).await;
    assert!(is_by(
        &town,
        &container(&answer, 0),
        "aigerim",
        KeyKind::Good
    ));
    choose(&town, "askar", KeyKind::Good, Conduct::Sign);
    assert!(refused(&page.ask(detached(b"x", head)).await));
    town.stop().await;
}

#[tokio::test]
async fn a_tampered_agent_signs_with_another_key_or_other_bytes() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    let iin = town.register().person("madina").unwrap().iin().unwrap();
    choose(&town, "arman", KeyKind::Good, Conduct::AnyKey);
    let answer = page.ask(detached(b"x", json!({"iin": iin}))).await;
    assert!(is_by(&town, &container(&answer, 0), "arman", KeyKind::Good));
    choose(&town, "madina", KeyKind::Good, Conduct::OtherBytes);
    let answer = page.ask(detached(b"x", json!({"iin": iin}))).await;
    assert_ne!(digest(&container(&answer, 0)), sha256(b"x"));
    town.stop().await;
}

#[tokio::test]
async fn every_bad_key_signs_with_its_own_certificate() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    for kind in KeyKind::ALL {
        choose(&town, "bolat", kind, Conduct::Sign);
        let answer = page.ask(detached(b"x", json!({}))).await;
        assert!(
            is_by(&town, &container(&answer, 0), "bolat", kind),
            "{}",
            kind.word()
        );
    }
    town.stop().await;
}

#[tokio::test]
async fn a_page_waits_until_somebody_chooses() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    choose(&town, "madina", KeyKind::Good, Conduct::Ask);
    page.say(detached(b"x", json!({})).to_string()).await;
    // The heartbeat comes back although the signature is still awaited: nothing was answered before it.
    page.say("--heartbeat--").await;
    assert_eq!(page.hear().await, "--heartbeat--");
    assert!(
        get(&town, "/keys")
            .await
            .text()
            .contains("wait for a signature: 1.")
    );
    assert_eq!(
        control(&town, "/api/choose", json!({"person": "olga"}))
            .await
            .status,
        200
    );
    let answer: Value = serde_json::from_str(&page.hear().await).unwrap();
    assert!(is_by(&town, &container(&answer, 0), "olga", KeyKind::Good));
    assert!(
        !get(&town, "/keys")
            .await
            .text()
            .contains("wait for a signature")
    );
    town.stop().await;
}

#[tokio::test]
async fn stopping_the_town_ends_an_open_conversation() {
    let (town, _dir) = town().await;
    let mut page = Page::open(&town).await;
    town.stop().await;
    assert!(!page.is_open().await);
}
