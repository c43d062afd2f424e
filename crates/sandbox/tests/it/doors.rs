//! Clients of the town's doors: plain HTTP and a `WebSocket`.

use axum::body::Bytes;
use futures::{SinkExt, StreamExt};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use sandbox::town::{Config, Running, Town};
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A town on free ports in a folder of its own, on the morning of 1 March 2021.
pub(crate) async fn town() -> (Running, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let moment = "2021-03-01T09:00:00+06:00".parse().unwrap();
    let town = Town::start(Config::for_test(dir.path(), Some(moment)))
        .await
        .unwrap();
    (town, dir)
}

/// Status, media type and body of an answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

pub(crate) async fn get(town: &Running, path: &str) -> Reply {
    ask(town, "GET", path, "", Vec::new()).await
}

pub(crate) async fn post(
    town: &Running,
    path: &str,
    kind: &str,
    body: impl Into<Vec<u8>>,
) -> Reply {
    ask(town, "POST", path, kind, body.into()).await
}

pub(crate) async fn control(town: &Running, path: &str, body: Value) -> Reply {
    post(town, path, "application/json", body.to_string()).await
}

async fn ask(town: &Running, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Reply {
    let client = Client::builder(TokioExecutor::new()).build_http();
    let request = axum::http::Request::builder()
        .method(method)
        .uri(format!("{}{}", town.http_url.trim_end_matches('/'), path))
        .header("content-type", kind)
        .body(Full::<Bytes>::from(body))
        .unwrap();
    let response = client.request(request).await.unwrap();
    let kind = response
        .headers()
        .get("content-type")
        .map(|kind| kind.to_str().unwrap().to_owned());
    Reply {
        status: response.status().as_u16(),
        kind: kind.unwrap_or_default(),
        body: response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec(),
    }
}

/// A page that talks to the NCALayer stand-in.
pub(crate) struct Page {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Page {
    /// Connects and takes the hello.
    pub(crate) async fn open(town: &Running) -> Self {
        let (socket, _) = connect_async(&town.ncalayer_url).await.unwrap();
        let mut page = Self { socket };
        assert_eq!(page.hear().await, r#"{"result":{"version":"1.4"}}"#);
        page
    }

    pub(crate) async fn say(&mut self, text: impl Into<String>) {
        self.socket.send(Message::text(text.into())).await.unwrap();
    }

    pub(crate) async fn hear(&mut self) -> String {
        self.socket
            .next()
            .await
            .unwrap()
            .unwrap()
            .into_text()
            .unwrap()
            .to_string()
    }

    pub(crate) async fn ask(&mut self, message: Value) -> Value {
        self.say(message.to_string()).await;
        serde_json::from_str(&self.hear().await).unwrap()
    }

    /// The next frame, if the socket is still open.
    pub(crate) async fn is_open(&mut self) -> bool {
        matches!(self.socket.next().await, Some(Ok(Message::Text(_))))
    }
}
