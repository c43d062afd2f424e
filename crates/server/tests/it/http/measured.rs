//! Numbers for Prometheus and traces for OpenTelemetry: kinds and counts, never a person.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::JoinHandle;

use serde_json::json;

use super::Program;
use crate::office::{Engine, TestOffice, moment};

/// The bodies that a collector was sent, until the program ends.
fn collector() -> (SocketAddr, JoinHandle<Vec<Vec<u8>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let thread = std::thread::spawn(move || {
        let mut bodies = Vec::new();
        while let Ok((stream, _)) = listener.accept() {
            match received(stream) {
                Some(body) => bodies.push(body),
                None => break,
            }
        }
        bodies
    });
    (address, thread)
}

/// One request and its answer; none when somebody says that it is over.
fn received(mut stream: TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = stream.read(&mut part).unwrap();
        bytes.extend_from_slice(&part[..count]);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let Some(end) = end else {
            if count == 0 {
                return None;
            }
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec())
            .unwrap()
            .to_lowercase();
        assert!(head.starts_with("post /v1/traces "), "{head}");
        assert!(
            head.contains("content-type: application/x-protobuf"),
            "{head}"
        );
        let length = head.split("content-length: ").nth(1).unwrap();
        let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
        if bytes.len() >= end + 4 + length {
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
            stream.write_all(answer).unwrap();
            return Some(bytes[end + 4..].to_vec());
        }
    }
}

/// Every line of the text format, by its name and labels.
fn read(text: &str) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    let mut kinds = BTreeMap::new();
    for line in text.lines() {
        if let Some(declared) = line.strip_prefix("# TYPE ") {
            let (name, kind) = declared.split_once(' ').unwrap();
            assert!(["histogram", "gauge"].contains(&kind), "{line}");
            assert!(
                kinds.insert(name.to_owned(), kind).is_none(),
                "{name} twice"
            );
            continue;
        }
        let (series, value) = line.rsplit_once(' ').unwrap();
        let name = series.split('{').next().unwrap();
        let ends = ["_bucket", "_sum", "_count"];
        let base = ends
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(name);
        assert!(
            kinds.contains_key(base) || kinds.contains_key(name),
            "{line}"
        );
        let value = value.parse().unwrap();
        assert!(
            found.insert(series.to_owned(), value).is_none(),
            "{series} twice"
        );
    }
    found
}

fn page(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    stream.write_all(request).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert!(head.contains("text/plain; version=0.0.4"), "{head}");
    body.to_owned()
}

/// Asserts that what was done stands in the numbers.
fn assert_counted(text: &str) {
    let numbers = read(text);
    let count = |series: &str| numbers.get(series).copied().unwrap_or_default();
    let request = |method: &str, route: &str, class: &str| {
        let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{class}\"");
        count(&format!("shanyraq_request_seconds_count{{{labels}}}"))
    };
    assert!(request("POST", "/{lang}/login", "3xx") >= 1.0, "{text}");
    assert!(
        request("GET", "/{lang}/cases/{number}", "4xx") >= 1.0,
        "{text}"
    );
    assert!(
        count("shanyraq_commit_seconds_count{outcome=\"committed\"}") >= 2.0,
        "{text}"
    );
    let asked = "shanyraq_outside_seconds_count{door=\"ocsp\",outcome=\"answered\"}";
    assert!(count(asked) >= 2.0, "{text}");
    let jobs = numbers
        .keys()
        .find(|it| it.starts_with("shanyraq_job_seconds_count"));
    assert!(
        jobs.is_some_and(|it| it.contains("outcome=\"done\"")),
        "{text}"
    );
    assert!(count("shanyraq_sessions") >= 1.0, "{text}");
    assert!(count("process_resident_memory_bytes") > 1e6, "{text}");
    assert!(count("shanyraq_archive_up") > 0.5, "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_and_traces_tell_of_kinds_and_never_of_a_person() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let madina = office.citizen("madina").await;
    let draft = madina.fill_in().await;
    let (address, collected) = collector();
    let more = json!({
        "metrics": { "listen": "127.0.0.1:0" },
        "traces": { "endpoint": format!("http://{address}/v1/traces") },
    });
    let mut program = Program::start_with(&office, &office.town.ocsp_url, &more);
    let mut browser = program.browser();
    browser.log_in("madina").await;
    let review = browser.get(&format!("/drafts/{draft}/review")).await;
    let sent = browser.signed(&review.signed_form(), "madina");
    let to = browser.send(&sent).await.location().to_owned();
    browser.get("/cases/nothing").await;
    assert!(to.contains("/cases/"), "{to}");
    program.finish_jobs().await;

    let text = page(program.metrics.unwrap());
    assert_counted(&text);

    assert_eq!(
        browser.get("/metrics").await.status,
        404,
        "not where people are"
    );
    assert!(program.terminate(), "it ends well, and sends what is left");
    drop(TcpStream::connect(address).unwrap());
    let bodies = collected.join().unwrap();
    let sent = bodies.concat();
    let holds = |text: &str| sent.windows(text.len()).any(|part| part == text.as_bytes());
    for told in [
        "shanyraq",
        "request",
        "/{lang}/login",
        "commit",
        "outside",
        "ocsp",
        "job",
    ] {
        assert!(holds(told), "no span tells of {told}");
    }
    let iin = office.iin("madina");
    let number = to
        .split("/cases/")
        .nth(1)
        .unwrap()
        .split('?')
        .next()
        .unwrap();
    for secret in [iin.as_str(), "Мадина", draft.as_str(), number, "127.0.0.1"] {
        assert!(!text.contains(secret), "a number tells {secret}");
        assert!(!holds(secret), "a span tells {secret}");
    }
}
