//! Every route × role, compared with the committed table `docs/routes.md`.
//!
//! The routes are those of the router itself, so that a route nobody thought of changes the table and fails here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use app::office::SecondFactor;
use web::routes::{self, Route};

use super::api::Client;
use super::browser::{Browser, Sent};
use super::counter::BRANCH;
use super::page::Page;
use super::{Doors, ORGANIZATION, case_before_its_signature};
use crate::office::{Engine, SERVICE, TestOffice, file_of, moment, root};

/// The roles in the order of the table.
const ROLES: [&str; 10] = [
    "anonymous",
    "no account",
    "recipient",
    "another recipient",
    "clerk",
    "executor",
    "head",
    "head elsewhere",
    "executor elsewhere",
    "operator",
];

const HEAD: &str = "# Routes and roles

What every route answers to everybody, found by asking (`crates/server/tests/it/http/route_table.rs`). Forms are sent
with the secret of the session and little else, so that what is allowed is seen from what is not: `404` means that the
thing does not exist for this person, whose existence is private; `login` and `register` are the pages that come first;
`422` and `409` are answers to somebody who may, whose form was empty. Without the secret every form is answered `403`.

The routes below `/api/` are those of programs: they are asked with a bearer token of the role and the example of the
document, and a cookie means nothing to them. `401` means that nobody is logged in, `403` that contacts come first,
`409` and `422` are answers to somebody who may: office commands say that they have seen nothing of the case.

The draft and the cases in the addresses are the recipient's; the organization is that of the clerk, the executor and
the head; that of a counter, with the receipt that it issued, is the operator's. *No account* is somebody who signed in
and has not given contacts yet. To write this file again:
`SHANYRAQ_WRITE_SNAPSHOTS=1 cargo test -p server --test it route_table`.

";

/// What stands in the addresses.
struct Things {
    draft: String,
    /// Another draft, for programs.
    draft_of_program: String,
    file: String,
    /// A case that nobody has taken.
    fresh: String,
    /// A case whose deed waits for its signature.
    waiting: String,
    notice: String,
    /// A receipt of the counter, by its place in the branch's journal.
    receipt: u64,
}

impl Things {
    async fn of(office: &TestOffice) -> Self {
        let madina = office.citizen("madina").await;
        let waiting = case_before_its_signature(office, "madina").await;
        let fresh = madina.file().await;
        let draft = madina.fill_in().await;
        let kept = madina.draft(&draft).await.unwrap();
        let draft_of_program = madina.fill_in().await;
        Self {
            file: kept.attachments[0].sha256.clone(),
            draft,
            draft_of_program,
            fresh: fresh.as_str().to_owned(),
            waiting: waiting.as_str().to_owned(),
            notice: office.notices("madina").await[0].id.clone(),
            receipt: super::counter::a_receipt(office).await,
        }
    }

    /// The address of a route, with things in place of its parameters.
    fn address(&self, path: &str) -> String {
        let is_notice = path.contains("/notices/");
        let of_deed = ["/deed", "/files", "/cases/{number}"];
        let of_deed = of_deed.iter().any(|part| path.contains(part)) && !is_fresh(path);
        let number = if of_deed { &self.waiting } else { &self.fresh };
        let id = match (is_notice, is_of_programs(path)) {
            (true, _) => &self.notice,
            (false, true) => &self.draft_of_program,
            (false, false) => &self.draft,
        };
        let act = if path.contains("/office/") {
            "silence"
        } else {
            "object"
        };
        let is_counter = path.contains("/counter");
        let organization = if is_counter { BRANCH } else { ORGANIZATION };
        path.replace("{lang}", "kk")
            .replace("{act}", act)
            .replace("{code}", SERVICE)
            .replace("{org}", organization)
            .replace("{place}", &self.receipt.to_string())
            .replace("{id}", id)
            .replace("{notice}", &self.notice)
            .replace("{document}", "income-proof")
            .replace("{section}", "applicant")
            .replace("{sha256}", &self.file)
            .replace("{number}", number)
            .replace("{fact}", "family-size")
            .replace("{what}", "application")
            .replace("{file}", "none")
            .replace("{record}", "none")
            .replace("{seal}", "none")
            .replace("{party}", "none")
    }
}

/// Whether a route is one of the JSON API.
fn is_of_programs(path: &str) -> bool {
    path.starts_with("/api/")
}

/// Whether a route works on a case that nobody has taken.
fn is_fresh(path: &str) -> bool {
    let ends = ["/take", "/completeness", "/findings/{fact}", "/outcome"];
    ends.iter().any(|end| path.ends_with(end))
}

/// Forms with which something ends come last, so that there is something to ask about until then.
fn order(route: &Route) -> usize {
    match route.path.as_str() {
        path if is_of_programs(path) && path.ends_with("/logout") => 6,
        path if route.method == "DELETE" && path.ends_with("/{id}") => 5,
        _ if route.method == "DELETE" => 4,
        path if path.ends_with("/logout") => 3,
        path if path.ends_with("/discard") => 2,
        path if path.ends_with("/take") => 1,
        _ => 0,
    }
}

/// Who stands for a role.
const PEOPLE: [(&str, &str); 9] = [
    ("no account", "viktor"),
    ("clerk", "zarina"),
    ("executor", "askar"),
    ("head", "aigerim"),
    ("head elsewhere", "marat"),
    ("executor elsewhere", "ruslan"),
    ("operator", "aliya"),
    ("recipient", "madina"),
    ("another recipient", "bolat"),
];

/// A bearer token for every role but nobody's.
async fn tokens(office: &TestOffice, doors: &Doors<'_>) -> BTreeMap<&'static str, String> {
    let mut tokens = BTreeMap::new();
    for (role, person) in PEOPLE {
        let mut client = Client::new(office, doors.browser());
        client.log_in(person).await;
        tokens.insert(role, client.token.unwrap());
    }
    tokens
}

async fn browsers<'d>(doors: &'d Doors<'_>) -> BTreeMap<&'static str, Browser<'d>> {
    let mut browsers = BTreeMap::from([("anonymous", doors.browser())]);
    for (role, person) in PEOPLE {
        let browser = if role.ends_with("recipient") {
            doors.registered(person).await
        } else {
            doors.signed_in(person).await
        };
        browsers.insert(role, browser);
    }
    for browser in browsers.values_mut() {
        // A page with a form, for its secret.
        browser.get("/verify").await;
        assert!(!browser.csrf.is_empty());
    }
    browsers
}

/// What the table says of an answer.
fn cell(page: &Page) -> String {
    let to = page.header("location");
    match page.status {
        303 if to.starts_with("/kk/login?") => "login".to_owned(),
        303 if to.starts_with("/kk/register?") => "register".to_owned(),
        status => status.to_string(),
    }
}

async fn ask(browser: &mut Browser<'_>, route: &Route, address: &str, case: &str) -> Page {
    if route.method == "GET" {
        return browser.send(&Sent::get(address)).await;
    }
    let csrf = browser.csrf.clone();
    let fields = [("csrf", csrf.as_str()), ("case", case)];
    let takes_files = ["/documents", "/verify"];
    let takes_files = takes_files.iter().any(|end| route.path.ends_with(end));
    let mut sent = if takes_files {
        Sent::multipart(address, browser.origin(), &fields, None)
    } else {
        Sent::form(address, browser.origin(), &fields)
    };
    sent.method = route.method;
    browser.send(&sent).await
}

/// What the document gives as an example; something else where that would end or begin what others are asked about.
fn example(route: &Route) -> Vec<u8> {
    if route.path == "/api/v1/contacts" {
        return b"{}".to_vec();
    }
    if route.path == "/api/v1/cases/{number}/acts" {
        return br#"{"act": "object", "number": "none", "text": "none"}"#.to_vec();
    }
    let operation = &web::api::document()["paths"][&route.path][route.method.to_lowercase()];
    let body = &operation["requestBody"]["content"]["application/json"]["example"];
    body.to_string().into_bytes()
}

/// The same as a program: with a token, without a cookie.
async fn ask_api(
    browser: &mut Browser<'_>,
    route: &Route,
    address: &str,
    token: Option<&String>,
) -> Page {
    let token = token.map(|it| format!("Bearer {it}"));
    let mut sent = Sent::get(address).with("authorization", token.as_deref());
    sent.method = route.method;
    if matches!(route.method, "POST" | "PUT") {
        sent = sent
            .with("content-type", Some("application/json"))
            // Nobody has seen a case before its first event.
            .with("if-match", Some("\"0\""));
        sent.body = example(route);
    }
    let cookie = browser.cookie.take();
    let page = browser.send(&sent).await;
    browser.cookie = cookie;
    page
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_table_says() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let things = Things::of(&office).await;
    let doors = Doors::of(&office);
    let mut browsers = browsers(&doors).await;
    let tokens = tokens(&office, &doors).await;
    let mut routes = routes::all();
    routes.sort_by_key(|route| (order(route), route.method));
    // Whose things they are comes last: what is forbidden must be so while the thing is there.
    let mut asked = ROLES;
    asked.sort_by_key(|role| match *role {
        "recipient" => 3,
        "executor" => 2,
        "head" => 1,
        _ => 0,
    });
    let mut cells = BTreeMap::new();
    for route in &routes {
        let address = things.address(&route.path);
        assert!(!address.contains('{'), "{address}: what is it?");
        for role in asked {
            let browser = browsers.get_mut(role).unwrap();
            let page = if is_of_programs(&route.path) {
                ask_api(browser, route, &address, tokens.get(role)).await
            } else {
                ask(browser, route, &address, &things.waiting).await
            };
            assert_ne!(page.status, 500, "{role} {address}");
            cells.insert((route.clone(), role), cell(&page));
        }
    }
    assert_eq!(table(&cells), committed(&table(&cells)));
}

#[tokio::test]
async fn half_open_session_gets_nothing_on_any_route() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let things = Things::of(&office).await;
    let strict = super::second_factor::strict(&office, SecondFactor::Everybody);
    let doors = Doors::with(&office, strict);
    // Madina's things, and those of the organization whose head Aigerim is.
    let (mut madina, mut aigerim) = (doors.browser(), doors.browser());
    for (half, person) in [(&mut madina, "madina"), (&mut aigerim, "aigerim")] {
        let page = half.log_in(person).await;
        assert!(page.location().starts_with("/kk/login/code?"), "{person}");
        half.get("/verify").await;
    }
    let mut nobody = doors.browser();
    nobody.get("/verify").await;
    let before = super::doors::written(&office);
    for route in routes::all() {
        // The document of the API names invented people in its examples.
        let is_document = route.path == "/api/openapi.json";
        if is_document || route.path.contains("/login") || route.path.ends_with("/logout") {
            continue;
        }
        let address = things.address(&route.path);
        let expected = ask(&mut nobody, &route, &address, &things.waiting).await;
        for (half, name) in [(&mut madina, "Ахметова"), (&mut aigerim, "Сәрсенова")]
        {
            let got = ask(half, &route, &address, &things.waiting).await;
            let at = format!("{} {address}: {name}", route.method);
            assert_eq!(got.status, expected.status, "{at}");
            assert_eq!(got.header("location"), expected.header("location"), "{at}");
            assert!(!got.text().contains(name), "{at} names her");
        }
    }
    assert_eq!(super::doors::written(&office), before, "nothing changed");
}

fn table(cells: &BTreeMap<(Route, &'static str), String>) -> String {
    let mut text = HEAD.to_owned();
    let roles = ROLES.join(" | ");
    let line = "|---".repeat(ROLES.len() + 1);
    // Writing to a String cannot fail.
    writeln!(text, "| route | {roles} |\n{line}|").unwrap();
    for route in routes::all() {
        let row = ROLES.map(|role| cells[&(route.clone(), role)].as_str());
        let (method, path) = (route.method, &route.path);
        writeln!(text, "| `{method} {path}` | {} |", row.join(" | ")).unwrap();
    }
    text
}

/// The committed table, written first if that is asked for.
#[expect(
    clippy::disallowed_methods,
    reason = "a person says by a variable that snapshots are to be written"
)]
fn committed(found: &str) -> String {
    let file = root().join("docs/routes.md");
    if std::env::var("SHANYRAQ_WRITE_SNAPSHOTS").is_ok() {
        std::fs::write(&file, found).unwrap();
    }
    std::fs::read_to_string(&file).unwrap_or_default()
}

#[tokio::test]
async fn no_form_is_believed_without_the_secret_of_its_session() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let things = Things::of(&office).await;
    let doors = Doors::of(&office);
    let mut browsers = browsers(&doors).await;
    let foreign = browsers["another recipient"].csrf.clone();
    let before = super::doors::written(&office);
    // Programs have no forms and no cookie: `api::refused`.
    let forms = routes::all().into_iter();
    let forms = forms.filter(|it| it.method == "POST" && !is_of_programs(&it.path));
    for route in forms {
        let address = things.address(&route.path);
        let is_office = route.path.contains("/office/");
        let role = if is_office { "executor" } else { "recipient" };
        let browser = browsers.get_mut(role).unwrap();
        let own = browser.csrf.clone();
        let takes_files = ["/documents", "/verify"];
        let takes_files = takes_files.iter().any(|end| route.path.ends_with(end));
        let form = |csrf: Option<&str>, origin: &str| {
            let fields: Vec<_> = csrf.into_iter().map(|it| ("csrf", it)).collect();
            if takes_files {
                let page = file_of(64, "page");
                Sent::multipart(&address, origin, &fields, Some(("page.pdf", &page)))
            } else {
                Sent::form(&address, origin, &fields)
            }
        };
        let origin = browser.origin().to_owned();
        let own = own.as_str();
        let same_site = Some("same-site");
        for (why, sent) in [
            ("no secret", form(None, &origin)),
            ("empty secret", form(Some(""), &origin)),
            ("another session's secret", form(Some(&foreign), &origin)),
            (
                "another origin",
                form(Some(own), "https://evil.example").with("sec-fetch-site", None),
            ),
            ("no origin at all", form(Some(own), "null")),
            (
                "another port",
                form(Some(own), "http://127.0.0.1:8081").with("sec-fetch-site", None),
            ),
            (
                "another site",
                form(Some(own), &origin)
                    .with("origin", None)
                    .with("sec-fetch-site", Some("cross-site")),
            ),
            (
                "a sister site",
                form(Some(own), &origin).with("sec-fetch-site", same_site),
            ),
            (
                "another kind of body",
                form(Some(own), &origin).with("content-type", Some("text/plain")),
            ),
        ] {
            let page = browser.send(&sent).await;
            let at = format!("{why}: {} {address}", route.method);
            assert_eq!(page.status, 403, "{at}: {}", page.text());
            assert!(page.is_html() && page.html().contains("<h1"), "{at}");
        }
    }
    assert_eq!(super::doors::written(&office), before, "nothing changed");
}
