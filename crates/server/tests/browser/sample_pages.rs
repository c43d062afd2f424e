//! Every page in every state and every language, in a real browser: accessible to everybody (WCAG 2.2 AA).
//!
//! The pages are the front's own samples with their real styles and scripts, so that the states that no walk
//! reaches are looked at too.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use web::assets;
use web::locale::{Language, Words};
use web::pages::samples;

use crate::chromium::Tab;
use crate::page_checks::faults_at_every_width;

/// How many tabs look at once.
const TABS: usize = 4;

/// Every sample by its address, `/kk/passport-1`.
fn pages() -> BTreeMap<String, String> {
    Language::all()
        .into_iter()
        .flat_map(|language| {
            samples::all(Words::of(language))
                .into_iter()
                .map(move |it| {
                    (
                        format!("/{}/{}", language.code(), it.name),
                        it.html.unwrap(),
                    )
                })
        })
        .collect()
}

/// Answers one request with a page or an asset, and with nothing else.
async fn answer(mut stream: TcpStream, pages: Arc<BTreeMap<String, String>>) {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    while !request.windows(4).any(|it| it == b"\r\n\r\n") {
        let count = stream.read(&mut part).await.unwrap_or(0);
        if count == 0 {
            return;
        }
        request.extend_from_slice(&part[..count]);
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split(' ').nth(1).unwrap_or_default();
    let (status, kind, body) = match (pages.get(path), assets::find(path)) {
        (Some(page), _) => ("200 OK", "text/html; charset=utf-8", page.as_bytes()),
        (None, Some(asset)) => ("200 OK", asset.media_type(), asset.bytes),
        (None, None) => ("404 Not Found", "text/plain", &b""[..]),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\ncache-control: max-age=3600\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.ok();
    stream.write_all(body).await.ok();
}

/// Serves the pages on a free port; the address of the portal.
async fn serve(pages: Arc<BTreeMap<String, String>>, tasks: &mut JoinSet<()>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tasks.spawn(async move {
        let mut answers = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            answers.spawn(answer(stream, Arc::clone(&pages)));
        }
    });
    origin
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_every_state_and_language_is_accessible_on_a_desk_and_at_320_pixels() {
    let pages = Arc::new(pages());
    assert!(pages.len() > 200, "only {} pages were drawn", pages.len());
    let mut server = JoinSet::new();
    let origin = serve(Arc::clone(&pages), &mut server).await;
    let waiting: Vec<_> = pages.keys().cloned().collect();
    let waiting = Arc::new(Mutex::new(waiting));
    let first = Tab::open(&origin).await;
    let mut lookers = JoinSet::new();
    for _tab in 0..TABS {
        let (mut tab, waiting) = (first.beside().await, Arc::clone(&waiting));
        lookers.spawn(async move {
            let mut faults = Vec::new();
            loop {
                let Some(path) = waiting.lock().await.pop() else {
                    return faults;
                };
                tab.go(&path).await;
                let found = faults_at_every_width(&mut tab).await;
                faults.extend(found.into_iter().map(|it| format!("{path} {it}")));
            }
        });
    }
    let mut faults = lookers.join_all().await.concat();
    faults.sort();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// A page on which everything is wrong that the checks look for.
const BAD: &str = "<!DOCTYPE html><html lang=en><title>Bad</title><main><h1>Bad</h1><img src=x>\
<p style='color:#aaa;background:#fff'>Pale</p><div style='width:700px'>Wide</div>\
<button style='outline:0;border:0'>Hidden focus</button>\
<p><button style='width:9px;height:9px;padding:0'></button><button style='width:9px;height:9px;padding:0'></button></main>";

#[tokio::test(flavor = "multi_thread")]
async fn a_page_with_faults_does_not_pass() {
    let pages = BTreeMap::from([("/en/bad".to_owned(), BAD.to_owned())]);
    let mut server = JoinSet::new();
    let origin = serve(Arc::new(pages), &mut server).await;
    let mut tab = Tab::open(&origin).await;
    tab.go("/en/bad").await;
    let found = faults_at_every_width(&mut tab).await;
    for rule in [
        "at 320 px: reflow",
        "image-alt",
        "color-contrast",
        "target-size",
        "button-name",
        "focus: not seen",
    ] {
        let is_found = found.iter().any(|it| it.contains(rule));
        assert!(is_found, "{rule} is not found: {found:#?}");
    }
}
