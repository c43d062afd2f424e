//! No address that comes from outside is ever called (server-side request forgery): not out of a certificate, a form,
//! a header or a file.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Doors;
use super::browser::{Sent, encode};
use crate::office::{Engine, TestOffice, moment, root};

fn openssl(folder: &Path, arguments: &[&str]) {
    let run = Command::new("openssl")
        .current_dir(folder)
        .args(arguments)
        .output();
    let run = run.expect("openssl is installed");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// A signature by a certificate whose extensions name a trap: its responder, its issuer, its list, its policy.
fn trapped(text: &[u8], trap: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("text"), text).unwrap();
    let aia = format!("authorityInfoAccess=OCSP;URI:{trap}/ocsp,caIssuers;URI:{trap}/ca.crt");
    let crl = format!("crlDistributionPoints=URI:{trap}/list.crl");
    let fresh = format!("freshestCRL=URI:{trap}/delta.crl");
    openssl(
        at,
        &[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "key",
            "-out",
            "crt",
            "-days",
            "3650",
            "-utf8",
            "-subj",
            "/CN=MADINA/serialNumber=IIN900101300017/C=KZ",
            "-addext",
            &aia,
            "-addext",
            &crl,
            "-addext",
            &fresh,
            "-addext",
            "keyUsage=digitalSignature,nonRepudiation",
        ],
    );
    openssl(
        at,
        &[
            "cms",
            "-sign",
            "-binary",
            "-nodetach",
            "-md",
            "sha256",
            "-in",
            "text",
            "-signer",
            "crt",
            "-inkey",
            "key",
            "-outform",
            "DER",
            "-out",
            "cms",
        ],
    );
    let cms = std::fs::read(at.join("cms")).unwrap();
    let named = trap.as_bytes();
    assert!(
        cms.windows(named.len()).any(|part| part == named),
        "the trap is set"
    );
    STANDARD.encode(cms).into_bytes()
}

#[tokio::test]
async fn nothing_that_comes_from_outside_makes_us_call_anybody() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let draft = office.citizen("madina").await.fill_in().await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let trap = format!("http://{}", listener.local_addr().unwrap());
    let doors = Doors::of(&office);

    let mut stranger = doors.browser();
    let form = stranger.get("/login").await.signed_form();
    let container = String::from_utf8(trapped(&form.payload(), &trap)).unwrap();
    let csrf = stranger.csrf.clone();
    let fields = [("csrf", csrf.as_str()), ("signature", container.as_str())];
    let sent = Sent::form(&form.action, stranger.origin(), &fields);
    assert_eq!(stranger.send(&sent).await.status, 422);

    let mut madina = doors.registered("madina").await;
    let form = madina
        .get(&format!("/drafts/{draft}/review"))
        .await
        .signed_form();
    let container = String::from_utf8(trapped(&form.payload(), &trap)).unwrap();
    let fields: Vec<_> = form
        .fields
        .iter()
        .map(|(name, value)| match name.as_str() {
            "signature" => ("signature", container.as_str()),
            name => (name, value.as_str()),
        })
        .collect();
    let sent = Sent::form(&form.action, madina.origin(), &fields);
    assert_eq!(madina.send(&sent).await.status, 422);

    let named = encode(&trap);
    for path in [
        format!("/verify?number={named}"),
        format!("/login?next={named}"),
        format!("/services/{named}"),
        format!("/drafts/{named}/qr"),
        format!("/cases/{named}"),
    ] {
        let sent = Sent::get(&stranger.to(&path)).with("x-forwarded-for", Some("127.0.0.1"));
        let sent = sent.with("host", Some(trap.trim_start_matches("http://")));
        let page = stranger.send(&sent).await;
        assert!(!page.header("location").starts_with(&trap), "{path}");
    }
    let csrf = madina.csrf.clone();
    let page = format!("%PDF-1.4\n1 0 obj<</S/URI/URI({trap}/)>>endobj\n%%EOF");
    let file = Some(("a.pdf", page.as_bytes()));
    let sent = Sent::multipart("/kk/verify", madina.origin(), &[("csrf", &csrf)], file);
    assert_ne!(madina.send(&sent).await.status, 500);

    let called = listener.accept().map(drop).map_err(|error| error.kind());
    assert_eq!(
        called,
        Err(ErrorKind::WouldBlock),
        "somebody called the trap"
    );
}

/// Every telephone is made from the configuration: there is no other place where one could come from.
#[test]
fn telephones_are_made_from_the_configuration_only() {
    let mut makers = Vec::new();
    let mut folders = vec![root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let is_ours = !name.contains("/tests") && !name.starts_with("crates/sandbox");
            if path.is_dir() {
                folders.push(path);
            } else if is_ours && path.extension().is_some_and(|it| it == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let words = [
                    "Client::new(",
                    "Sender::new(",
                    "Citizens::new(",
                    "HttpConnector",
                    "TcpStream::connect",
                ];
                if words.iter().any(|it| text.contains(it)) {
                    makers.push(name);
                }
            }
        }
    }
    // The scales and the hammer are no part of the program.
    makers.retain(|name| !name.starts_with("crates/bench/") && !name.contains("/examples/"));
    makers.sort();
    let known = [
        "crates/gateway/src/exchange.rs",
        "crates/gateway/src/wire.rs",
        "crates/server/src/plant.rs",
        "crates/server/src/traces.rs",
    ];
    assert_eq!(makers, known);
}
