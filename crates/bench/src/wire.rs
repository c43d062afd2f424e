//! The wire: one keep-alive connection of one client, as a browser or a proxy holds it.

use std::net::SocketAddr;

use anyhow::Context as _;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// A connection that stays open.
pub(crate) struct Wire {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    cookie: Option<String>,
    // The task that moves the bytes; it ends with its holder.
    _connection: JoinSet<()>,
}

/// An answer.
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: StatusCode,
    /// Where it leads to; empty if nowhere.
    pub(crate) location: String,
    /// Its bytes.
    pub(crate) body: Bytes,
}

impl Wire {
    /// Connects; `token` is the session's, if somebody is signed in.
    pub(crate) async fn open(address: SocketAddr, token: Option<&str>) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            // A broken connection is seen by whoever waits for an answer.
            connection.await.ok();
        });
        Ok(Self {
            sender,
            host: address.to_string(),
            cookie: token.map(|token| format!("session={token}")),
            _connection: tasks,
        })
    }

    /// Asks for a page.
    pub(crate) async fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        let request = self.request(Method::GET, path);
        self.send(request.body(Full::new(Bytes::new()))?).await
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, form: Bytes) -> anyhow::Result<Answer> {
        let request = self
            .request(Method::POST, path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Full::new(form))?).await
    }

    fn request(&self, method: Method, path: &str) -> hyper::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.host);
        match &self.cookie {
            Some(cookie) => request.header(COOKIE, cookie),
            None => request,
        }
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> anyhow::Result<Answer> {
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let status = answer.status();
        let location = answer
            .headers()
            .get(LOCATION)
            .and_then(|value| value.to_str().ok());
        let location = location.unwrap_or_default().to_owned();
        let body = answer.into_body().collect().await?.to_bytes();
        Ok(Answer {
            status,
            location,
            body,
        })
    }
}

impl Answer {
    /// The answer, if it leads on (303).
    pub(crate) fn leading_on(self) -> anyhow::Result<Self> {
        self.with(StatusCode::SEE_OTHER)
    }

    /// The answer, if it is a page (200).
    pub(crate) fn page(self) -> anyhow::Result<Self> {
        self.with(StatusCode::OK)
    }

    fn with(self, status: StatusCode) -> anyhow::Result<Self> {
        let said = String::from_utf8_lossy(&self.body);
        let title = said
            .split("<h1")
            .nth(1)
            .and_then(|rest| rest.split("</h1>").next());
        anyhow::ensure!(
            self.status == status,
            "the answer is {}: {}",
            self.status,
            title.unwrap_or_default()
        );
        Ok(self)
    }

    /// The value of a hidden field in a form of the page.
    pub(crate) fn hidden(&self, name: &str) -> anyhow::Result<String> {
        let page = String::from_utf8_lossy(&self.body);
        let field = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let found = page.split_once(&field);
        let value = found.and_then(|(_, rest)| rest.split('"').next());
        Ok(value
            .with_context(|| format!("no form of the page has {name}"))?
            .to_owned())
    }

    /// The value of a parameter of the address that it leads to.
    pub(crate) fn parameter(&self, name: &str) -> anyhow::Result<String> {
        let query = self.location.split_once('?').map_or("", |(_, query)| query);
        let found = query
            .split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        Ok(found
            .with_context(|| format!("no {name} in {}", self.location))?
            .to_owned())
    }
}

/// A form as a browser writes it.
pub(crate) fn form(fields: &[(&str, &str)]) -> Bytes {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    Bytes::from(pairs.join("&"))
}

fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
                out.push(char::from(byte));
            } else {
                // Writing to a String cannot fail.
                let _infallible = write!(out, "%{byte:02X}");
            }
            out
        })
}
