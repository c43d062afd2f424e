//! Connections: slow, endless and too many clients, and an end in peace.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use jiff::Timestamp;
use server::config::ConnectionsConfig;
use server::serve::serve;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use web::Front;
use web::door::{AllLimits, Gate};

use crate::office::{Engine, TestOffice, moment};

/// A server with short limits.
struct Served {
    address: SocketAddr,
    stop: CancellationToken,
    done: JoinHandle<()>,
}

fn short() -> ConnectionsConfig {
    ConnectionsConfig {
        most_of_address: 4,
        header_seconds: 1,
        header_bytes_max: 8_192,
        headers_max: 16,
        ..ConnectionsConfig::default()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test waits for the task by its handle"
)]
async fn served(router: Router, config: ConnectionsConfig) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let done = tokio::spawn(async move { serve(listener, router, &config, stopped).await });
    Served {
        address,
        stop,
        done,
    }
}

/// A server that gives a body back.
async fn echo(config: ConnectionsConfig) -> Served {
    served(
        Router::new().route("/", post(async |body: String| body)),
        config,
    )
    .await
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// What is answered to these bytes until the connection ends.
    async fn answer(&self, sent: &[u8]) -> String {
        let mut stream = self.connect().await;
        // The other side may answer and close before all is written.
        stream.write_all(sent).await.ok();
        rest(&mut stream).await
    }
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // A connection that is cut while we still write ends with an error; what came before it counts.
    stream.read_to_end(&mut answer).await.ok();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_client_that_never_ends_its_head_is_hung_up_on() {
    let server = echo(short()).await;
    let mut slow = server.connect().await;
    slow.write_all(b"POST / HTTP/1.1\r\nhost: x\r\nx-slow: 1")
        .await
        .unwrap();
    let mut silent = server.connect().await;
    let both = async { (rest(&mut slow).await, rest(&mut silent).await) };
    let ended = tokio::time::timeout(Duration::from_secs(20), both).await;
    assert_eq!(
        ended.expect("they are hung up on"),
        (String::new(), String::new())
    );
    let whole = b"POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\nhi";
    assert!(
        server.answer(whole).await.ends_with("\r\n\r\nhi"),
        "others are served"
    );
}

#[tokio::test]
async fn a_head_without_end_is_refused_shortly() {
    let server = echo(short()).await;
    let line = |number: usize| format!("x-{number}: y\r\n");
    let many: String = (0..40).map(line).collect();
    let many = format!("POST / HTTP/1.1\r\nhost: x\r\n{many}\r\n");
    let long = format!(
        "POST / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n",
        "y".repeat(20_000)
    );
    for sent in [many, long] {
        let answer = server.answer(sent.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
        assert!(answer.len() < 300, "{answer}");
    }
    let path = "y".repeat(70_000);
    let address = format!("GET /{path} HTTP/1.1\r\nhost: x\r\n\r\n");
    let answer = server.answer(address.as_bytes()).await;
    let status = answer.get(..12).unwrap_or_default().to_owned();
    assert!(
        ["HTTP/1.1 414", "HTTP/1.1 431", ""].contains(&status.as_str()),
        "{answer}"
    );
    let noise = server.answer(&[0xff; 64]).await;
    assert!(noise.starts_with("HTTP/1.1 400 "), "{noise}");
}

#[tokio::test]
async fn an_address_with_too_many_connections_is_turned_away_until_one_ends() {
    let config = ConnectionsConfig {
        header_seconds: 60,
        ..short()
    };
    let server = echo(config).await;
    let mut held = Vec::new();
    let request = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi";
    for _connection in 0..4 {
        let mut stream = server.connect().await;
        stream.write_all(request).await.unwrap();
        let mut byte = [0; 1];
        stream.read_exact(&mut byte).await.unwrap();
        held.push(stream);
    }
    let answer = rest(&mut server.connect().await).await;
    assert!(answer.starts_with("HTTP/1.1 429 "), "{answer}");
    assert!(answer.contains("retry-after: 10"), "{answer}");
    drop(held);
    let whole = b"POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\nhi";
    let let_in = async { while !server.answer(whole).await.ends_with("\r\n\r\nhi") {} };
    let let_in = tokio::time::timeout(Duration::from_secs(20), let_in).await;
    let_in.expect("a place is given back");
}

#[tokio::test]
async fn what_runs_is_finished_after_the_signal_and_nobody_new_is_let_in() {
    let server = echo(short()).await;
    let mut under_way = server.connect().await;
    let head = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\nexpect: 100-continue\r\n\r\n";
    under_way.write_all(head).await.unwrap();
    // The answer to the head shows that the request is being worked on.
    let mut begun = [0; 25];
    under_way.read_exact(&mut begun).await.unwrap();
    assert!(begun.starts_with(b"HTTP/1.1 100"));
    let mut idle = server.connect().await;
    server.stop.cancel();
    assert_eq!(
        rest(&mut idle).await,
        "",
        "who waits for nothing is hung up on"
    );
    under_way.write_all(b"done").await.unwrap();
    let answer = rest(&mut under_way).await;
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("done"),
        "{answer}"
    );
    server.done.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_form_that_comes_too_slowly_is_ended_with_a_page() {
    let office = TestOffice::open(Engine::Sqlite, moment("2026-11-17T10:00")).await;
    let (app, now): (_, Timestamp) = (office.app.clone(), office.now());
    let second = Some(Duration::from_secs(1));
    let front = Front {
        office: app,
        clock: Box::new(move || now),
        gate: Gate::new(AllLimits::default(), Vec::new(), second, || Duration::ZERO),
    };
    let server = served(web::router(Arc::new(front)), short()).await;
    let head = "POST /ru/login HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 99\r\n\
        content-type: application/x-www-form-urlencoded\r\n\r\ncsrf=";
    let answer = server.answer(head.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("Запрос шел слишком долго"), "{answer}");
    assert!(
        answer.contains("content-security-policy: default-src 'none'"),
        "{answer}"
    );
    let large = "POST /ru/login HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 9999999\r\n\
        content-type: application/x-www-form-urlencoded\r\n\r\n";
    let large = format!("{large}{}", "a".repeat(700_000));
    let answer = server.answer(large.as_bytes()).await;
    let is_refused = answer.is_empty() || answer.starts_with("HTTP/1.1 413 ");
    assert!(is_refused, "{answer}");
}
