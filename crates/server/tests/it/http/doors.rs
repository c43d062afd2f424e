//! The doors: headers, cookies, limits, languages, and what must not come in.

use axum::http::header;
use web::routes;

use super::browser::{Sent, encode};
use super::page::Page;
use super::{Doors, ORGANIZATION};
use crate::office::{Engine, TestOffice, file_of, for_each_engine, moment};

/// The bytes of an archive in a file, with its log: whatever is written changes them.
pub(super) fn written(office: &TestOffice) -> (Vec<u8>, Vec<u8>) {
    let store::Config::Sqlite { path, .. } = office.archive() else {
        panic!("the archive is a file");
    };
    let log = path.with_extension("db-wal");
    (std::fs::read(&path).unwrap(), std::fs::read(log).unwrap())
}

async fn office() -> TestOffice {
    TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await
}

/// Asserts what holds for every page.
fn assert_guarded(page: &Page) {
    let at = &page.address;
    let policy = page.header("content-security-policy");
    let is_file = !page.header("content-disposition").is_empty();
    if is_file {
        assert_eq!(
            policy, "default-src 'none'; frame-ancestors 'none'; sandbox",
            "{at}"
        );
    }
    let rules = if is_file {
        &[][..]
    } else {
        &[
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    };
    for rule in rules {
        let mut rules = policy.split(';').map(str::trim);
        assert!(rules.any(|it| it == *rule), "{at}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{at}: {policy}");
    assert_eq!(page.header("x-content-type-options"), "nosniff", "{at}");
    assert_eq!(page.header("cache-control"), "no-store", "{at}");
    assert_eq!(page.header("x-frame-options"), "DENY", "{at}");
    if page.is_html() {
        assert_plain(page);
    }
}

/// Asserts that a page has no script or style of its own.
fn assert_plain(page: &Page) {
    let (at, html) = (&page.address, page.html());
    assert!(html.starts_with("<!DOCTYPE html>"), "{at}");
    assert!(!html.contains("<style"), "{at}");
    assert!(!html.contains("javascript:"), "{at}");
    for script in html.split("<script").skip(1) {
        let (opening, rest) = script.split_once('>').unwrap();
        assert!(opening.contains(" src=\"/assets/"), "{at}: {opening}");
        assert!(rest.starts_with("</script>"), "{at}: a script in the page");
    }
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let mut names = tag.split_whitespace().skip(1);
        let of_its_own = |name: &str| name == "style" || name.starts_with("on");
        let is_inline =
            names.any(|it| it.split_once('=').is_some_and(|(name, _)| of_its_own(name)));
        assert!(!is_inline, "{at}: <{tag}>");
    }
}

#[tokio::test]
async fn every_page_is_guarded_and_no_page_writes() {
    let office = office().await;
    let madina = office.citizen("madina").await;
    let number = super::case_before_its_signature(&office, "madina").await;
    let draft = madina.fill_in().await;
    let doors = Doors::of(&office);
    let mut citizen = doors.registered("madina").await;
    let mut head = doors.signed_in("aigerim").await;
    let mut nobody = doors.browser();
    // What the head looks at is recorded once in the hour; after that looking writes nothing at all.
    every_page([&mut head], &draft, number.as_str()).await;
    let before = written(&office);
    let pages = every_page(
        [&mut nobody, &mut citizen, &mut head],
        &draft,
        number.as_str(),
    )
    .await;
    assert_eq!(written(&office), before, "a GET has written");
    let shown = pages.iter().filter(|page| page.status == 200).count();
    assert!(shown > 80, "{shown} pages only");
    pages.iter().for_each(assert_guarded);
}

/// Every page in every language, as each browser sees it.
async fn every_page<const N: usize>(
    mut browsers: [&mut super::Browser<'_>; N],
    draft: &str,
    number: &str,
) -> Vec<Page> {
    let mut pages = Vec::new();
    for route in routes::all() {
        let is_no_page = ["/healthz", "/checkpoint", "/assets", "/mobile", "/api"];
        let is_no_page = is_no_page.iter().any(|it| route.path.starts_with(it));
        if route.method != "GET" || is_no_page {
            continue;
        }
        for language in ["kk", "ru", "en"] {
            let address = route
                .path
                .replace("{lang}", language)
                .replace("{code}", crate::office::SERVICE)
                .replace("{org}", ORGANIZATION)
                .replace("{id}", draft)
                .replace("{section}", "applicant")
                .replace("{number}", number)
                .replace("{what}", "application")
                .replace("{sha256}", "none");
            for browser in &mut browsers {
                pages.push(browser.send(&Sent::get(&address)).await);
            }
        }
    }
    pages
}

#[tokio::test]
async fn what_is_no_page_is_guarded_too() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.browser();
    let home = browser.get("/").await;
    let html = home.html();
    let script = html
        .split('"')
        .find(|it| it.starts_with("/assets/app-") && it.contains("js"));
    let script = script.expect("a script").to_owned();
    for address in [
        script.as_str(),
        "/assets/none",
        "/healthz",
        "/mobile/a/b",
        "/mobile/a/b/documents",
    ] {
        let answer = browser.send(&Sent::get(address)).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("sandbox"),
            "{address}"
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            "nosniff",
            "{address}"
        );
        assert_eq!(answer.header("x-frame-options"), "DENY", "{address}");
        let is_kept = address == script;
        assert_eq!(
            answer.header("cache-control") != "no-store",
            is_kept,
            "{address}"
        );
        assert!(
            answer.headers.get(header::SET_COOKIE).is_none(),
            "{address}"
        );
    }
}

#[tokio::test]
async fn cookie_is_kept_from_scripts_and_changes_at_login() {
    for_each_engine("2026-11-17T10:00", async |office| {
        let doors = Doors::of(office);
        let mut browser = doors.browser();
        let page = browser.get("/login?next=/account").await;
        let flags = page.header("set-cookie").to_owned();
        for flag in ["Path=/", "HttpOnly", "SameSite=Lax"] {
            assert!(flags.split("; ").any(|it| it == flag), "{flags}");
        }
        assert!(!flags.contains("Domain"), "{flags}");
        let (before, secret) = (browser.cookie.clone().unwrap(), browser.csrf.clone());
        let page = browser.get("/login").await;
        assert_eq!(page.header("set-cookie"), "", "the browser has a token");

        let entered = browser.log_in("madina").await;
        assert!(entered.header("set-cookie").contains("HttpOnly"));
        let after = browser.cookie.clone().unwrap();
        assert_ne!(before, after, "the token of before login is worth nothing");
        browser.register().await;
        assert_ne!(secret, browser.csrf);
        assert_eq!(browser.get("/account").await.status, 200);

        let mut fixed = doors.browser();
        fixed.cookie = Some(before);
        let page = fixed.get("/account").await;
        assert!(page.location().starts_with("/kk/login?next="));

        let left = browser.post("/logout", &[]).await;
        assert_eq!(left.location(), "/kk/?done=signed-out");
        assert_ne!(browser.cookie.clone().unwrap(), after);
        browser.cookie = Some(after);
        let page = browser.get("/account").await;
        assert!(page.location().starts_with("/kk/login?"), "logout ends it");
    })
    .await;
}

#[tokio::test]
async fn signed_login_is_taken_once_and_from_its_own_browser() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.browser();
    let page = browser.get("/login").await;
    let sent = browser.signed(&page.signed_form(), "madina");
    let mut thief = doors.browser();
    thief.get("/login").await;
    let stolen = Sent::form(
        &sent.address,
        thief.origin(),
        &[("csrf", &thief.csrf), ("signature", &signature(&sent))],
    );
    assert_eq!(thief.send(&stolen).await.status, 422);
    assert_eq!(thief.get("/account").await.status, 303);

    let token = browser.cookie.clone();
    assert_eq!(browser.send(&sent).await.status, 303);
    browser.cookie = token;
    assert_eq!(browser.send(&sent).await.status, 422, "a second time");
}

/// The signature in a form that was filled in.
fn signature(sent: &Sent) -> String {
    let body = String::from_utf8(sent.body.clone()).unwrap();
    let fields = web::form::Fields::of_query(&body);
    fields.get("signature").to_owned()
}

#[tokio::test]
async fn body_over_its_limit_is_refused_in_the_language_of_the_person() {
    let office = office().await;
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let mut headings = std::collections::BTreeSet::new();
    for language in ["kk", "ru", "en"] {
        browser.language = language;
        let long = "a".repeat(600 * 1024);
        let page = browser.post("/profile", &[("phone", &long)]).await;
        assert_eq!(page.status, 413, "{}", page.text());
        assert_guarded(&page);
        assert!(
            page.html().contains(&format!("lang=\"{language}\"")),
            "{language}"
        );
        let html = page.html();
        let (_, heading) = html.split_once("<h1").expect("a heading");
        headings.insert(heading.split("</h1>").next().map(str::to_owned));

        let file = file_of(2 * 1024 * 1024, "large");
        let csrf = browser.csrf.clone();
        let fields = [("csrf", csrf.as_str())];
        let address = browser.to("/verify");
        let sent = Sent::multipart(&address, browser.origin(), &fields, Some(("a.pdf", &file)));
        let page = browser.send(&sent).await;
        assert_eq!(page.status, 413, "{}", page.text());

        let address = browser.to(&format!("/drafts/{draft}/documents"));
        let fields = [("csrf", csrf.as_str()), ("document", "income")];
        let sent = Sent::multipart(&address, browser.origin(), &fields, Some(("a.pdf", &file)));
        let page = browser.send(&sent).await;
        assert_eq!(page.status, 422, "said beside the document");
        assert_guarded(&page);
    }
    assert_eq!(headings.len(), 3, "{headings:?}");
    let kept = madina.draft(&draft).await.unwrap();
    assert!(kept.attachments.iter().all(|file| file.name != "a.pdf"));
}

#[tokio::test]
async fn what_is_not_there_is_said_politely() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    for address in [
        "/xx/",
        "/xx/account",
        "/xx",
        "/kk/nothing",
        "/kk/services/nothing",
        "/kk/cases/nothing",
        "/kk/cases/%FF%FE",
        "/kk/drafts/%C0%AF",
        "/kk/office/%FF",
        "/%FF/account",
        "/kk/logout",
        "/kk/drafts/..%2F..%2Fetc%2Fpasswd",
        "/kk/services/housing-assistance?edition=%FF",
    ] {
        let page = browser.send(&Sent::get(address)).await;
        assert_eq!(page.status, 404, "{address}: {}", page.text());
        assert!(page.is_html(), "{address}");
        assert_guarded(&page);
    }
    let page = browser.post("/account", &[]).await;
    assert_eq!((page.status, page.is_html()), (404, true), "no such form");
}

#[tokio::test]
async fn broken_bodies_are_answered_with_a_page() {
    let office = office().await;
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let csrf = browser.csrf.clone();
    let mut form = browser.filled("/profile", &[]);
    form.body.extend(b"&phone=%FF%FE%ZZ&email=\xff\xfe&&&===&%");
    let page = browser.send(&form).await;
    assert_eq!(page.status, 400, "{}", page.text());
    assert!(page.is_html());
    assert_guarded(&page);

    let address = browser.to(&format!("/drafts/{draft}/documents"));
    let fields = [("csrf", csrf.as_str())];
    let whole = Sent::multipart(&address, browser.origin(), &fields, Some(("a.pdf", b"x")));
    let before = madina.draft(&draft).await.unwrap().attachments.len();
    let mut cut = whole.clone();
    cut.body.truncate(whole.body.len() - 12);
    let no_boundary = whole
        .clone()
        .with("content-type", Some("multipart/form-data"));
    let mut noise = whole.clone();
    noise.body = vec![0xff; 4096];
    for (why, sent) in [("cut", cut), ("no boundary", no_boundary), ("noise", noise)] {
        let page = browser.send(&sent).await;
        assert_eq!(page.status, 400, "{why}: {}", page.text());
        assert_guarded(&page);
        assert!(page.is_html(), "{why}");
    }
    let after = madina.draft(&draft).await.unwrap().attachments.len();
    assert_eq!(before, after);
}

#[tokio::test]
async fn next_page_is_ours_and_never_splits_a_header() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    for next in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/\r\nset-cookie: session=1",
        "/\u{1}",
        "/\t/evil.example",
        "/\u{7f}",
        "javascript:alert(1)",
        "\\\\evil.example",
    ] {
        let page = browser.get(&format!("/login?next={}", encode(next))).await;
        assert_eq!(page.location(), "/kk/account", "{next:?}");
        assert!(page.headers.get(header::SET_COOKIE).is_none());
    }
    for next in [
        "/қазақша",
        "/cases/1?x=%0d%0aset-cookie:%20a",
        "/a b",
        // No text of ours holds U+0000: it is dropped when a form or a query is read.
        "/\0",
    ] {
        let page = browser.get(&format!("/login?next={}", encode(next))).await;
        assert!(page.location().starts_with("/kk/"), "{next}");
        assert_eq!(page.headers.get_all(header::SET_COOKIE).iter().count(), 0);
    }
    for done in ["<script>alert(1)</script>", "nothing-known", "\r\nx: y"] {
        let page = browser
            .get(&format!("/account?done={}", encode(done)))
            .await;
        assert_eq!(page.status, 200);
        assert_guarded(&page);
        assert!(!page.html().contains("alert(1)"), "{done}");
    }
}

#[tokio::test]
async fn person_reads_every_page_in_another_language() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.browser();
    for (asked, found) in [
        ("ru-RU,ru;q=0.9", "/ru/"),
        ("de, en;q=0.5", "/en/"),
        ("fr", "/kk/"),
        ("ё", "/kk/"),
    ] {
        let sent = Sent::get("/");
        let sent = match asked {
            "ё" => sent,
            asked => sent.with("accept-language", Some(asked)),
        };
        assert_eq!(browser.send(&sent).await.location(), found, "{asked}");
    }
    let page = browser.get("/verify?number=1").await;
    for language in ["ru", "en"] {
        let there = page.links().into_iter();
        let mut there = there.filter(|link| link.starts_with(&format!("/{language}/verify")));
        let link = there.next().expect("the same page in the other language");
        let other = browser.send(&Sent::get(&link)).await;
        assert_eq!(other.status, 200);
        assert!(other.html().contains(&format!("lang=\"{language}\"")));
    }
}

#[tokio::test]
async fn another_person_changes_nothing_of_mine() {
    let office = office().await;
    let citizen = office.citizen("madina").await;
    let number = citizen.file().await;
    let draft = citizen.fill_in().await;
    let doors = Doors::of(&office);
    let mut bolat = doors.registered("bolat").await;
    let mut madina = doors.registered("madina").await;
    let notice = office.notices("madina").await[0].id.clone();
    let open = format!("/notices/{notice}");
    let case = [("case", number.as_str())];
    let kept = citizen.draft(&draft).await.unwrap();
    for path in [
        "/section/applicant",
        "/section/applicant/autosave",
        "/discard",
    ] {
        let path = format!("/drafts/{draft}{path}");
        let page = bolat.post(&path, &[("applicant.full-name", "x")]).await;
        assert_eq!(page.status, 404, "{path}");
    }
    bolat.post(&open, &case).await;
    assert_eq!(office.notices("madina").await[0].read_at, None);
    let still = citizen.draft(&draft).await.unwrap();
    assert_eq!(still.answers, kept.answers);
    assert_eq!(still.updated_at, kept.updated_at);

    let page = madina.post(&open, &case).await;
    assert_eq!(page.location(), format!("/kk/cases/{number}"));
    assert!(office.notices("madina").await[0].read_at.is_some());
    let page = madina.post(&format!("/drafts/{draft}/discard"), &[]).await;
    assert_eq!(page.location(), "/kk/account?done=draft-deleted");
    assert_eq!(citizen.cases_and_drafts().await, (1, 0));
}
