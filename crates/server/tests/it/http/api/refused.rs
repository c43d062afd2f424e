//! What the API refuses: whoever comes without its own token, whatever cannot be read, whatever is not the caller's.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::super::browser::Sent;
use super::super::{Doors, ORGANIZATION};
use super::{Client, json_of, problem, text};
use crate::office::{Engine, SERVICE, TestOffice, moment};

async fn office() -> TestOffice {
    TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await
}

#[tokio::test]
async fn cookie_opens_nothing_of_the_api_and_a_token_opens_no_page() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let cookie = browser.cookie.clone().unwrap();
    assert_eq!(browser.get("/account").await.status, 200);
    let asked = Sent::get("/api/v1/account");
    let page = browser.send(&asked).await;
    problem(&page, 401);
    assert_eq!(page.header("www-authenticate"), "Bearer");
    let (_, session) = cookie.split_once('=').unwrap();
    for token in [session.to_owned(), format!("shanyraq-{session}")] {
        let sent = asked
            .clone()
            .with("authorization", Some(&format!("Bearer {token}")));
        problem(&browser.send(&sent).await, 401);
    }
    let mut client = Client::new(&office, doors.browser());
    client.log_in("madina").await;
    let token = client.token.clone().unwrap();
    assert_eq!(client.get("/account").await.status, 200);
    let (name, _) = cookie.split_once('=').unwrap();
    let bare = token.strip_prefix("shanyraq-").unwrap();
    for value in [token.as_str(), bare] {
        let mut browser = doors.browser();
        browser.cookie = Some(format!("{name}={value}"));
        assert_eq!(
            browser.get("/account").await.status,
            303,
            "a token opens a page"
        );
        browser.cookie = Some(format!("{name}={value}"));
        problem(&browser.send(&asked).await, 401);
    }
}

#[tokio::test]
async fn token_ends_after_an_hour_and_at_once_on_request() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut client = Client::new(&office, doors.browser());
    client.log_in("madina").await;
    office.later(SignedDuration::from_mins(59));
    assert_eq!(
        client.get("/account").await.status,
        200,
        "it counts for an hour"
    );
    office.later(SignedDuration::from_mins(1));
    problem(&client.get("/account").await, 401);
    client.log_in("madina").await;
    let sent = client.request("POST", "/logout");
    assert_eq!(client.send(&sent).await.status, 204);
    problem(&client.get("/account").await, 401);
    problem(&client.send(&sent).await, 401);
}

#[tokio::test]
async fn signed_text_logs_in_once_and_not_late() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut client = Client::new(&office, doors.browser());
    let nonce = json_of(&client.post("/login/nonce", &Value::Null).await);
    let signature = super::sign(&office, "madina", text(&nonce, "text_base64"));
    let body = |issued: &Value| json!({ "nonce": nonce["nonce"], "issued": issued, "signature": signature });
    problem(
        &client.post("/login", &body(&json!("yesterday"))).await,
        422,
    );
    let other = json!("2026-11-17T04:59:00Z");
    problem(&client.post("/login", &body(&other)).await, 422);
    json_of(&client.post("/login", &body(&nonce["issued"])).await);
    let again = client.post("/login", &body(&nonce["issued"])).await;
    assert_eq!(problem(&again, 422)["code"], "signature-replayed");
    let late = json_of(&client.post("/login/nonce", &Value::Null).await);
    let signature = super::sign(&office, "madina", text(&late, "text_base64"));
    office.later(SignedDuration::from_mins(5));
    let body = json!({ "nonce": late["nonce"], "issued": late["issued"], "signature": signature });
    let page = client.post("/login", &body).await;
    assert_eq!(problem(&page, 422)["code"], "signature-login-expired");
}

/// Requests that cannot be read, why, and the status of the answer.
fn unreadable(whole: &Sent) -> Vec<(&'static str, Sent, u16)> {
    let with_body = |body: &str| Sent {
        body: body.as_bytes().to_vec(),
        ..whole.clone()
    };
    let many = format!("{{\"place\": \"{}\"}}", "7".repeat(2_000_000));
    vec![
        (
            "no kind of body",
            whole.clone().with("content-type", None),
            415,
        ),
        (
            "a form",
            whole
                .clone()
                .with("content-type", Some("application/x-www-form-urlencoded")),
            415,
        ),
        ("half a body", with_body("{"), 400),
        (
            "no UTF-8",
            Sent {
                body: vec![b'"', 0xff, b'"'],
                ..whole.clone()
            },
            400,
        ),
        (
            "an unknown field",
            with_body("{\"place\": \"710000000\", \"facts\": {}, \"more\": 1}"),
            422,
        ),
        (
            "a field too few",
            with_body("{\"place\": \"710000000\"}"),
            422,
        ),
        (
            "U+0000",
            with_body("{\"place\": \"\\u0000\", \"facts\": {}}"),
            422,
        ),
        ("too many bytes", with_body(&many), 413),
        (
            "no JSON wanted",
            whole.clone().with("accept", Some("text/html")),
            406,
        ),
    ]
}

/// The same of methods, addresses and queries.
fn unaddressed(whole: &Sent) -> Vec<(&'static str, Sent, u16)> {
    vec![
        (
            "another method",
            Sent {
                method: "PUT",
                ..whole.clone()
            },
            405,
        ),
        (
            "no such address",
            Sent {
                address: "/api/v2/services".to_owned(),
                ..whole.clone()
            },
            404,
        ),
        (
            "an address with U+0000",
            Sent {
                address: "/api/v1/services/%00".to_owned(),
                ..Sent::get("")
            },
            404,
        ),
        ("an unknown query", Sent::get("/api/v1/deeds?name=x"), 400),
        (
            "a query twice",
            Sent::get("/api/v1/deeds?number=1&number=2"),
            400,
        ),
    ]
}

#[tokio::test]
async fn what_cannot_be_read_is_told_apart_in_three_languages() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut client = Client::new(&office, doors.browser());
    let path = format!("/services/{SERVICE}/estimate");
    let good = json!({ "place": "710000000", "facts": {} });
    json_of(&client.post(&path, &good).await);
    let whole = client.with_body("POST", &path, &good);
    for (why, sent, status) in unreadable(&whole).into_iter().chain(unaddressed(&whole)) {
        let mut said = Vec::new();
        for language in ["kk", "ru-KZ,ru;q=0.9", "en"] {
            let page = client
                .send(&sent.clone().with("accept-language", Some(language)))
                .await;
            assert_eq!(page.status, status, "{why}: {}", page.html());
            let told = problem(&page, status);
            said.push(text(&told, "detail").to_owned());
            let kept = page.header("cache-control");
            assert_eq!(
                (kept, page.header("x-content-type-options")),
                ("no-store", "nosniff")
            );
            if status == 405 {
                assert!(page.header("allow").contains("POST"), "{:?}", page.headers);
            }
        }
        said.dedup();
        assert_eq!(said.len(), 3, "{why}: {said:?}");
    }
    let page = client
        .post(&path, &json!({ "place": 7, "facts": {} }))
        .await;
    assert_eq!(problem(&page, 422)["errors"][0]["pointer"], "/place");
}

#[tokio::test]
async fn what_is_not_the_callers_does_not_exist() {
    let office = office().await;
    let number = office.citizen("madina").await.file().await;
    let draft = office.citizen("madina").await.fill_in().await;
    let doors = Doors::of(&office);
    let mut bolat = Client::new(&office, doors.browser());
    bolat.log_in("bolat").await;
    bolat.register().await;
    let mut ruslan = Client::new(&office, doors.browser());
    ruslan.log_in("ruslan").await;
    let desk = format!("/offices/{ORGANIZATION}/cases/{number}");
    for path in [
        format!("/cases/{number}"),
        format!("/cases/{number}/files/application"),
        format!("/drafts/{draft}"),
        format!("/drafts/{draft}/review"),
        desk.clone(),
        format!("/offices/{ORGANIZATION}/work"),
    ] {
        problem(&bolat.get(&path).await, 404);
    }
    let withdraw = json!({ "act": "withdraw", "text": "" });
    let path = format!("/cases/{number}/acts");
    problem(&bolat.post(&path, &withdraw).await, 404);
    problem(&ruslan.get(&desk).await, 404);
    let taken = ruslan.command(&format!("{desk}/take"), 2, None).await;
    problem(&taken, 404);
    assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
    let mut askar = Client::new(&office, doors.browser());
    askar.log_in("askar").await;
    let blind = askar.request("POST", &format!("{desk}/take"));
    let blind = askar.send(&blind).await;
    assert_eq!(problem(&blind, 428)["code"], "if-match-missing");
    assert_eq!(office.kinds(&number).await, ["filed", "registered"]);
}

#[tokio::test]
async fn section_that_another_program_saved_meanwhile_is_not_overwritten_unseen() {
    let office = office().await;
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let doors = Doors::of(&office);
    let mut client = Client::new(&office, doors.browser());
    client.log_in("madina").await;
    let path = format!("/drafts/{draft}");
    let read = json_of(&client.get(&path).await);
    let seen = format!("\"{}\"", text(&read["versions"], "account"));
    let at = format!("{path}/sections/account");
    let put = async |client: &mut Client<'_>, bank: &str, seen: Option<&str>| {
        let answers = json!({ "iban": "KZ10601SANDBOX000001", "bank": bank });
        let sent = client.with_body("PUT", &at, &json!({ "answers": answers }));
        client.send(&sent.with("if-match", seen)).await
    };
    let saved = json_of(&put(&mut client, "First", Some(&seen)).await);
    let late = put(&mut client, "Second", Some(&seen)).await;
    assert_eq!(problem(&late, 412)["code"], "section-changed");
    let kept = json_of(&client.get(&path).await);
    assert_eq!(kept["answers"]["account.bank"], "First");
    assert_eq!(kept["versions"], saved["versions"]);
    json_of(&put(&mut client, "First", Some(&seen)).await);
    let seen = format!("\"{}\"", text(&saved["versions"], "account"));
    json_of(&put(&mut client, "Second", Some(&seen)).await);
    for foreign in ["", "7", "\"7\"", "W/\"0\""] {
        let page = put(&mut client, "Third", Some(foreign)).await;
        assert_eq!(problem(&page, 412)["code"], "section-changed", "{foreign}");
    }
    let kept = json_of(&client.get(&path).await);
    assert_eq!(kept["answers"]["account.bank"], "Second");
    for says_nothing in [None, Some("*")] {
        json_of(&put(&mut client, "Whatever there is", says_nothing).await);
    }
}
