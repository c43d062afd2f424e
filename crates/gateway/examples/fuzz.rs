//! Throws changed answers at the telephone, over a real socket, and changed messages of eGov Mobile at their reader:
//! `cargo run --release -p gateway --example fuzz-gateway -- all 60`.
//!
//! Whoever answers at the other end may send anything: the telephone answers something or says that there is no answer.
#![expect(clippy::unwrap_used, reason = "a harness dies of what it finds")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fuzz::Target;
use gateway::egov_mobile::{Description, Documents};
use gateway::{CrlClient, MobileCitizens, OcspClient, SmsSender, TsaClient};
use tokio::runtime::{Builder, Runtime};

/// Answers every question with the same bytes, until they change.
struct Other {
    address: String,
    says: Arc<Mutex<Vec<u8>>>,
}

impl Other {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let says = Arc::new(Mutex::new(Vec::new()));
        let said = Arc::clone(&says);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let mut question = [0; 4096];
                // Whoever asks may hang up; the next one may not.
                let _asked = stream.read(&mut question);
                let answer = said.lock().unwrap().clone();
                let _answered = stream.write_all(&answer);
            }
        });
        Self { address, says }
    }
}

/// Real answers with these bodies.
fn answers(bodies: &[&str]) -> Vec<Vec<u8>> {
    let mut answers = vec![
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
            .to_vec(),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n".to_vec(),
    ];
    answers.extend(bodies.iter().map(|body| {
        let length = body.len();
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
        [head.as_bytes(), body.as_bytes()].concat()
    }));
    answers
}

/// A target that calls the other side once a round.
fn call<F>(
    name: &'static str,
    bodies: &[&str],
    ask: impl Fn(&Runtime, &str) -> F + 'static,
) -> Target
where
    F: Sized,
{
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let other = Other::new();
    Target::new(name, answers(bodies), move |bytes| {
        *other.says.lock().unwrap() = bytes.to_vec();
        let _answer = ask(&runtime, &other.address);
    })
}

const LIMIT: Duration = Duration::from_secs(2);

fn telephone() -> Vec<Target> {
    let phones = [r#"{"phone":"+77010000001"}"#, r#"{"phone":"8 701"}"#, "[]"];
    vec![
        call("mobile-citizens", &phones, |runtime, address| {
            let door = MobileCitizens::new(address, LIMIT).unwrap();
            if let Ok(Some(phone)) = runtime.block_on(door.phone("900101300018")) {
                assert!(phone.starts_with("+7") && phone.len() == 12);
            }
        }),
        call("sms", &["{}", r#"{"id":1}"#], |runtime, address| {
            let door = SmsSender::new(address, LIMIT).unwrap();
            runtime
                .block_on(door.send("+77010000001", "123456"))
                .is_ok()
        }),
        call("ocsp", &["answer"], |runtime, address| {
            let client = OcspClient::new(address, LIMIT).unwrap();
            runtime.block_on(client.ask(b"question".to_vec())).is_ok()
        }),
        call("tsa", &["answer"], |runtime, address| {
            let client = TsaClient::new(address, LIMIT, ("2.16.840.1.101.3.4.2.1", None)).unwrap();
            runtime.block_on(client.ask(b"question".to_vec())).is_ok()
        }),
        call("list", &["list"], |runtime, address| {
            let client = CrlClient::new(address, LIMIT).unwrap();
            runtime.block_on(client.fetch()).is_ok()
        }),
    ]
}

fn egov_mobile() -> Target {
    let seeds = [
        r#"{"description":"d","expiry_date":"2026-11-17T10:00:00+05:00","organisation":{"nameRu":"а","nameKz":"ә","nameEn":"a","bin":"080140900014"},"document":{"uri":"https://example.kz/x","auth_type":"Bearer","auth_token":"t"}}"#,
        r#"{"signMethod":"CMS_SIGN_ONLY","documentsToSign":[{"id":1,"nameRu":"а","meta":[{"name":"n","value":"v"}],"document":{"file":{"mime":"@file/pdf","data":"AAEC"}}}]}"#,
    ];
    let seeds = seeds.map(|text| text.as_bytes().to_vec());
    Target::new("egov-mobile", seeds, |bytes| {
        if let Ok(read) = serde_json::from_slice::<Documents>(bytes) {
            let written = serde_json::to_vec(&read).unwrap();
            assert_eq!(serde_json::from_slice::<Documents>(&written).unwrap(), read);
        }
        if let Ok(read) = serde_json::from_slice::<Description>(bytes) {
            let written = serde_json::to_vec(&read).unwrap();
            assert_eq!(
                serde_json::from_slice::<Description>(&written).unwrap(),
                read
            );
        }
    })
}

fn targets() -> Vec<Target> {
    let mut targets = telephone();
    targets.push(egov_mobile());
    targets
}

fn main() -> ExitCode {
    fuzz::main(&targets())
}

#[test]
fn every_reader_lives() {
    fuzz::short(&targets());
}
