//! The telephone against a responder on loopback.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::routing::post;
use gateway::{OcspClient, OcspUnavailable};

/// Runs `test` against `router` and stops the router with it.
async fn with_responder<T>(router: Router, test: impl AsyncFnOnce(String) -> T) -> T {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/ocsp", listener.local_addr().unwrap());
    tokio::select! {
        served = async { axum::serve(listener, router).await } => {
            served.unwrap();
            unreachable!("the responder runs until the test ends")
        }
        result = test(address) => result,
    }
}

fn client(address: &str) -> OcspClient {
    OcspClient::new(address, Duration::from_millis(300)).unwrap()
}

#[tokio::test]
async fn answer_comes_back_byte_for_byte() {
    let echo = Router::new().route("/ocsp", post(|body: Bytes| async move { body }));
    with_responder(echo, async |address| {
        assert_eq!(
            client(&address).ask(vec![1, 2, 3]).await.unwrap(),
            [1, 2, 3]
        );
    })
    .await;
}

#[tokio::test]
async fn error_page_is_no_answer() {
    let down = Router::new().route("/ocsp", post(|| async { StatusCode::SERVICE_UNAVAILABLE }));
    with_responder(down, async |address| {
        let error = client(&address).ask(Vec::new()).await.unwrap_err();
        assert!(matches!(
            error,
            OcspUnavailable::Status(StatusCode::SERVICE_UNAVAILABLE)
        ));
    })
    .await;
}

#[tokio::test]
async fn answer_without_end_is_cut_off() {
    let flood = Router::new().route("/ocsp", post(|| async { vec![0_u8; 65_537] }));
    with_responder(flood, async |address| {
        let error = client(&address).ask(Vec::new()).await.unwrap_err();
        assert!(matches!(error, OcspUnavailable::Body(_)));
    })
    .await;
}

#[tokio::test]
async fn silent_responder_times_out() {
    let silent = Router::new().route("/ocsp", post(std::future::pending::<StatusCode>));
    with_responder(silent, async |address| {
        let error = client(&address).ask(Vec::new()).await.unwrap_err();
        assert!(matches!(error, OcspUnavailable::TimedOut { .. }));
    })
    .await;
}

#[tokio::test]
async fn nobody_listens() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/ocsp", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&address).ask(Vec::new()).await.unwrap_err();
    assert!(matches!(error, OcspUnavailable::Connection(_)));
}

#[test]
fn only_http_addresses_are_taken() {
    for address in ["file:///etc/passwd", "https://ocsp.example", "ocsp", ""] {
        assert!(
            OcspClient::new(address, Duration::from_secs(1)).is_err(),
            "{address}"
        );
    }
}
