//! Forms that cannot be read: a page of their own, and nothing of them is taken.

use super::Doors;
use super::bad_inputs::{Applicant, LANGUAGES, assert_says, office};
use super::browser::Sent;
use crate::office::file_of;

const EDGE: &str = "edge-of-a-part";

/// A part of a form, from its header on.
fn part(head: &[u8], body: &[u8]) -> Vec<u8> {
    let edge = format!("--{EDGE}\r\n").into_bytes();
    [&edge, head, b"\r\n\r\n", body, b"\r\n"].concat()
}

fn named(name: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("Content-Disposition: form-data; name=\"{name}\"");
    part(head.as_bytes(), body)
}

/// Bodies that begin as a whole form with a file and are none.
fn broken(csrf: &str) -> Vec<(&'static str, Vec<u8>)> {
    let end = format!("--{EDGE}--\r\n").into_bytes();
    let secret = named("csrf", csrf.as_bytes());
    let document = named("document", b"income-proof");
    let head = b"Content-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"";
    let file = part(head, &file_of(600, "proof"));
    let all = |parts: &[&[u8]]| [&secret, &document, &parts.concat()[..]].concat();
    vec![
        ("no last boundary", all(&[&file])),
        ("an end inside the file", all(&[&file[..file.len() - 200]])),
        ("a header without its end", all(&[&file, &secret[..40]])),
        (
            "a part without a name",
            all(&[&file, &part(b"Content-Disposition: form-data", b"x"), &end]),
        ),
        (
            "a part without a header",
            all(&[&file, &part(b"X: y", b"x"), &end]),
        ),
        (
            "a document that is no text",
            all(&[&named("document", b"\xff\xfe"), &file, &end]),
        ),
        (
            "a secret that is no text",
            [
                named("csrf", b"\xc3\x28"),
                document.clone(),
                file.clone(),
                end.clone(),
            ]
            .concat(),
        ),
        ("nothing", Vec::new()),
    ]
}

#[tokio::test]
async fn form_with_a_file_that_cannot_be_read_attaches_nothing_and_says_what_to_do() {
    let office = office().await;
    let madina = Applicant::of(&office).await;
    let before = madina.kept().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let csrf = browser.csrf.clone();
    for language in LANGUAGES {
        browser.language = language.0;
        let address = browser.to(&madina.at("/documents"));
        let whole = Sent::multipart(&address, browser.origin(), &[("csrf", &csrf)], None);
        for (why, body) in broken(&csrf) {
            let sent = Sent {
                body,
                ..whole.clone()
            };
            let page = browser.send(&sent).await;
            assert_eq!(page.status, 400, "{why}: {}", page.text());
            assert_says(&page, 400, language, "error-broken-file-heading");
            assert_says(&page, 400, language, "error-broken-file-text");
        }
        for kind in ["multipart/form-data", "multipart/form-data; boundary="] {
            let sent = whole.clone().with("content-type", Some(kind));
            let page = browser.send(&sent).await;
            assert_says(&page, 400, language, "error-broken-file-heading");
        }
        let another = whole.clone().with("content-type", Some("text/plain"));
        assert_eq!(browser.send(&another).await.status, 403, "no form of ours");
        let page = browser.send(&whole).await;
        assert_eq!(page.status, 303, "whole, with nothing chosen");
        let foreign = Sent::multipart(&address, browser.origin(), &[], None);
        assert_eq!(browser.send(&foreign).await.status, 403, "whole, not ours");
    }
    let after = madina.kept().await;
    assert_eq!(after.attachments, before.attachments);
    assert_eq!(after.answers, before.answers);
}

#[tokio::test]
async fn check_of_a_file_that_did_not_arrive_whole_says_so() {
    let office = office().await;
    let doors = Doors::of(&office);
    let mut browser = doors.browser();
    browser.get("/verify").await;
    let csrf = browser.csrf.clone();
    let address = browser.to("/verify");
    let whole = Sent::multipart(
        &address,
        browser.origin(),
        &[("csrf", &csrf)],
        Some(("a.pdf", b"x")),
    );
    assert_eq!(browser.send(&whole).await.status, 200);
    let mut cut = whole;
    cut.body.truncate(cut.body.len() - 30);
    let page = browser.send(&cut).await;
    assert_says(&page, 400, LANGUAGES[0], "error-broken-file-heading");
}

#[tokio::test]
async fn form_that_is_not_utf8_saves_nothing_and_says_so() {
    let office = office().await;
    let madina = Applicant::of(&office).await;
    let before = madina.kept().await;
    let doors = Doors::of(&office);
    let mut browser = doors.registered("madina").await;
    let path = madina.at("/section/account");
    for language in LANGUAGES {
        browser.language = language.0;
        for broken in [
            &b"&account.bank=%CA%E0%F1%EF%E8"[..],
            b"&account.bank=\xd2",
            b"&account.bank=%D2&%9B=",
            b"&%FF=Kaspi",
        ] {
            let mut sent = browser.filled(&path, &[("account.iban", "KZ1")]);
            sent.body.extend(broken);
            let page = browser.send(&sent).await;
            assert_says(&page, 400, language, "error-400-heading");
            assert_says(&page, 400, language, "error-400-text");
        }
    }
    let after = madina.kept().await;
    assert_eq!(after.answers, before.answers);
    assert_eq!(after.updated_at, before.updated_at);
    let page = browser.post(&path, &[("account.bank", "Қазпошта")]).await;
    assert_eq!(page.status, 200, "text is taken: {}", page.text());
}
