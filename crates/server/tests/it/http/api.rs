//! The JSON API: the whole job over it alone, what it refuses, and that the document is what is served.

mod codes;
mod correction;
pub(crate) mod document;
mod job;
mod parity;
mod program;
mod refused;

pub(super) use document::conforms;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sandbox::choice::KeyKind;
use serde_json::{Value, json};

use super::browser::{Browser, Sent};
use super::page::Page;
use crate::office::TestOffice;

/// A program that speaks the API in somebody's name.
pub(crate) struct Client<'o> {
    office: &'o TestOffice,
    browser: Browser<'o>,
    /// The bearer token.
    pub(crate) token: Option<String>,
    /// What came back, for whoever checks it against the document: operation and answer.
    pub(crate) seen: Vec<(String, Page)>,
}

impl<'o> Client<'o> {
    /// A program that nobody has logged in with; the browser is its wire and keeps no cookie.
    pub(crate) fn new(office: &'o TestOffice, browser: Browser<'o>) -> Self {
        Self {
            office,
            browser,
            token: None,
            seen: Vec::new(),
        }
    }

    /// Sends a request.
    pub(crate) async fn send(&mut self, sent: &Sent) -> Page {
        self.browser.cookie = None;
        let page = self.browser.send(sent).await;
        assert_eq!(page.header("set-cookie"), "", "the API gives no cookie");
        let operation = format!("{} {}", sent.method, sent.address);
        self.seen.push((operation, page.clone()));
        page
    }

    /// A request with the token.
    pub(crate) fn request(&self, method: &'static str, path: &str) -> Sent {
        let sent = Sent::get(&format!("/api/v1{path}"));
        let token = self.token.as_ref().map(|it| format!("Bearer {it}"));
        let sent = sent.with("authorization", token.as_deref());
        Sent { method, ..sent }
    }

    /// A request with a body.
    pub(crate) fn with_body(&self, method: &'static str, path: &str, body: &Value) -> Sent {
        let sent = self.request(method, path);
        let sent = sent.with("content-type", Some("application/json"));
        Sent {
            body: body.to_string().into_bytes(),
            ..sent
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let sent = self.request("GET", path);
        self.send(&sent).await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Page {
        let sent = self.with_body("POST", path, body);
        self.send(&sent).await
    }

    /// A command on a case that was seen at `seq`.
    pub(crate) async fn command(&mut self, path: &str, seq: u64, body: Option<&Value>) -> Page {
        let sent = match body {
            Some(body) => self.with_body("POST", path, body),
            None => self.request("POST", path),
        };
        let tag = format!("\"{seq}\"");
        self.send(&sent.with("if-match", Some(&tag))).await
    }

    /// Logs in with the person's key.
    pub(crate) async fn log_in(&mut self, person: &str) {
        let nonce = json_of(&self.post("/login/nonce", &json!({})).await);
        let signature = sign(self.office, person, text(&nonce, "text_base64"));
        let body = json!({
            "nonce": nonce["nonce"], "issued": nonce["issued"], "signature": signature,
        });
        let page = self.post("/login", &body).await;
        assert_eq!(page.status, 200, "{}", page.html());
        let told = json_of(&page);
        assert_eq!(told["status"], "signed-in");
        self.token = Some(text(&told, "token").to_owned());
    }

    /// Gives contacts.
    pub(crate) async fn register(&mut self) {
        let body = json!({ "phone": "+7 701 000 00 00", "language": "en", "acknowledged": true });
        let sent = self.with_body("PUT", "/contacts", &body);
        assert_eq!(self.send(&sent).await.status, 204);
    }
}

/// The container that a person's key makes over bytes in base64.
pub(crate) fn sign(office: &TestOffice, person: &str, bytes: &str) -> String {
    let bytes = STANDARD.decode(bytes).unwrap();
    String::from_utf8(office.sign(person, KeyKind::Good, &bytes)).unwrap()
}

/// The JSON of an answer that went well.
pub(crate) fn json_of(page: &Page) -> Value {
    assert!(page.status < 300, "{}: {}", page.address, page.html());
    assert_eq!(page.header("content-type"), "application/json");
    serde_json::from_slice(&page.body).unwrap()
}

/// The code of a problem.
pub(crate) fn problem(page: &Page, status: u16) -> Value {
    assert_eq!(page.status, status, "{}: {}", page.address, page.html());
    assert_eq!(page.header("content-type"), "application/problem+json");
    let told: Value = serde_json::from_slice(&page.body).unwrap();
    assert_eq!(told["status"], status);
    let detail = text(&told, "detail");
    assert!(detail.len() > 10 && !detail.contains("api-"), "{detail}");
    told
}

/// A text of a JSON object.
pub(crate) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    let found = value[name].as_str();
    found.unwrap_or_else(|| panic!("no {name} in {value}"))
}
