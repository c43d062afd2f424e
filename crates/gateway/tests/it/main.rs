//! The telephone against other sides on loopback.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::{get, post};
use gateway::{CrlClient, OcspClient, TsaClient, Unavailable};

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
            Unavailable::Status(StatusCode::SERVICE_UNAVAILABLE)
        ));
    })
    .await;
}

#[tokio::test]
async fn answer_without_end_is_cut_off() {
    let flood = Router::new().route("/ocsp", post(|| async { vec![0_u8; 65_537] }));
    with_responder(flood, async |address| {
        let error = client(&address).ask(Vec::new()).await.unwrap_err();
        assert!(matches!(error, Unavailable::Body(_)));
    })
    .await;
}

#[tokio::test]
async fn silent_responder_times_out() {
    let silent = Router::new().route("/ocsp", post(std::future::pending::<StatusCode>));
    with_responder(silent, async |address| {
        let error = client(&address).ask(Vec::new()).await.unwrap_err();
        assert!(matches!(error, Unavailable::TimedOut { .. }));
    })
    .await;
}

#[tokio::test]
async fn nobody_listens() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/ocsp", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&address).ask(Vec::new()).await.unwrap_err();
    assert!(matches!(error, Unavailable::Connection(_)));
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

#[tokio::test]
async fn time_stamping_authority_is_asked_in_its_own_media_type() {
    let echo = |headers: axum::http::HeaderMap, body: Bytes| async move {
        let kind = headers.get("content-type").unwrap().as_bytes().to_vec();
        [kind, body.to_vec()].concat()
    };
    with_responder(Router::new().route("/ocsp", post(echo)), async |address| {
        let kind = ("2.16.840.1.101.3.4.2.1", None);
        let client = TsaClient::new(&address, Duration::from_millis(300), kind).unwrap();
        let answer = client.ask(b"?".to_vec()).await.unwrap();
        assert_eq!(answer, b"application/timestamp-query?");
    })
    .await;
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let elsewhere = || async { Redirect::temporary("/other") };
    let router = Router::new()
        .route("/ocsp", post(elsewhere).get(elsewhere))
        .route(
            "/other",
            get(|| async { "secret" }).post(|| async { "secret" }),
        );
    with_responder(router, async |address| {
        let list = CrlClient::new(&address, Duration::from_millis(300)).unwrap();
        let errors = [
            client(&address).ask(Vec::new()).await.unwrap_err(),
            list.fetch().await.unwrap_err(),
        ];
        for error in errors {
            assert!(matches!(
                error,
                Unavailable::Status(StatusCode::TEMPORARY_REDIRECT)
            ));
        }
    })
    .await;
}

#[tokio::test]
async fn list_is_fetched_as_it_lies_there() {
    let router = Router::new().route("/ocsp", get(|| async { vec![7_u8; 70_000] }));
    with_responder(router, async |address| {
        let client = CrlClient::new(&address, Duration::from_millis(300)).unwrap();
        assert_eq!(client.address(), address);
        assert_eq!(client.fetch().await.unwrap().len(), 70_000);
    })
    .await;
}
