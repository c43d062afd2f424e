//! A browser: keeps its cookie, sends forms, signs what a page asks to sign.

use std::net::SocketAddr;
use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Request, header};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tower::ServiceExt as _;

use super::page::{Form, Page};
use super::signature_of;
use crate::office::TestOffice;

/// What a browser speaks to.
#[derive(Clone)]
pub(crate) enum Wire<'o> {
    /// The router in this process, with its clock.
    Router(Router, &'o Mutex<Timestamp>),
    /// The real program.
    Program(SocketAddr),
}

/// A browser.
pub(crate) struct Browser<'o> {
    office: &'o TestOffice,
    /// Where its requests go.
    pub(crate) wire: Wire<'o>,
    /// The cookie, `name=value`.
    pub(crate) cookie: Option<String>,
    /// The secret in the forms of the last page that had one.
    pub(crate) csrf: String,
    /// Of how many events the case was that this page showed, if its forms say it.
    pub(crate) events: Option<String>,
    /// The language of the addresses.
    pub(crate) language: &'static str,
}

/// A request that a test makes by hand.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    /// `GET` or `POST`.
    pub(crate) method: &'static str,
    /// The address with its query.
    pub(crate) address: String,
    /// The headers beside the cookie.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Sent {
    /// A request for a page.
    pub(crate) fn get(address: &str) -> Self {
        Self {
            method: "GET",
            address: address.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// A form as a browser of the portal sends it.
    pub(crate) fn form(address: &str, origin: &str, fields: &[(&str, &str)]) -> Self {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        Self {
            method: "POST",
            address: address.to_owned(),
            headers: vec![
                (
                    "content-type",
                    "application/x-www-form-urlencoded".to_owned(),
                ),
                ("origin", origin.to_owned()),
                ("sec-fetch-site", "same-origin".to_owned()),
            ],
            body: pairs.collect::<Vec<_>>().join("&").into_bytes(),
        }
    }

    /// A form with a file.
    pub(crate) fn multipart(
        address: &str,
        origin: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Self {
        const EDGE: &str = "edge-of-a-part";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend(part.into_bytes());
        }
        if let Some((name, bytes)) = file {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.into_bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").into_bytes());
        Self {
            body,
            headers: vec![
                (
                    "content-type",
                    format!("multipart/form-data; boundary={EDGE}"),
                ),
                ("origin", origin.to_owned()),
                ("sec-fetch-site", "same-origin".to_owned()),
            ],
            ..Self::form(address, origin, &[])
        }
    }

    /// The same with another value of a header; none takes it away.
    pub(crate) fn with(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.headers.retain(|(key, _)| *key != name);
        let added = value.map(|value| (name, value.to_owned()));
        self.headers.extend(added);
        self
    }

    /// The bytes of the request over a connection that ends with it.
    pub(crate) fn bytes(&self, cookie: Option<&str>) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {}\r\n",
            self.method,
            self.address,
            self.body.len()
        );
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        if let Some(cookie) = cookie {
            head.extend(["cookie: ", cookie, "\r\n"]);
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend(&self.body);
        bytes
    }
}

impl<'o> Browser<'o> {
    /// A browser without a history.
    pub(crate) fn new(office: &'o TestOffice, wire: Wire<'o>) -> Self {
        Self {
            office,
            wire,
            cookie: None,
            csrf: String::new(),
            events: None,
            language: "kk",
        }
    }

    /// The address that people see.
    pub(crate) fn origin(&self) -> &str {
        &self.office.app.settings.origin
    }

    /// An address in the browser's language.
    pub(crate) fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.language)
    }

    /// Sends a request; notes the cookie and the secret of the answer.
    pub(crate) async fn send(&mut self, sent: &Sent) -> Page {
        let page = match &self.wire {
            Wire::Router(router, now) => {
                *now.lock().unwrap() = self.office.now();
                over_router(router.clone(), sent, self.cookie.as_deref()).await
            }
            Wire::Program(address) => {
                let bytes = sent.bytes(self.cookie.as_deref());
                over_program(*address, sent, &bytes).await
            }
        };
        self.note(&page);
        page
    }

    /// Sends a request to a program that may be killed meanwhile; none if no whole answer came.
    pub(crate) async fn try_send(&mut self, sent: &Sent) -> Option<Page> {
        let Wire::Program(address) = self.wire else {
            return Some(self.send(sent).await);
        };
        let mut stream = TcpStream::connect(address).await.ok()?;
        let bytes = sent.bytes(self.cookie.as_deref());
        stream.write_all(&bytes).await.ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.ok()?;
        if !is_whole(&answer) {
            return None;
        }
        let page = parse(&sent.address, &answer);
        self.note(&page);
        Some(page)
    }

    fn note(&mut self, page: &Page) {
        if let Some(cookie) = page.headers.get(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            self.cookie = text.split(';').next().map(str::to_owned);
        }
        if page.is_html()
            && let Some(csrf) = page.csrf()
        {
            self.csrf = csrf;
            self.events = page.events();
        }
    }

    /// Opens an address in the browser's language.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let sent = Sent::get(&self.to(path));
        self.send(&sent).await
    }

    /// Opens an address, and those it leads to.
    pub(crate) async fn follow(&mut self, address: &str) -> Page {
        let mut page = self.send(&Sent::get(address)).await;
        for _step in 0..4 {
            if page.status != 303 {
                break;
            }
            let next = page.location().to_owned();
            page = self.send(&Sent::get(&next)).await;
        }
        page
    }

    /// Sends fields with the secret of the session to an address in the browser's language.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let sent = self.filled(path, fields);
        self.send(&sent).await
    }

    /// The same, not sent yet.
    pub(crate) fn filled(&self, path: &str, fields: &[(&str, &str)]) -> Sent {
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend(fields);
        if let Some(events) = &self.events
            && !fields.iter().any(|(name, _)| *name == "events")
        {
            all.push(("events", events));
        }
        Sent::form(&self.to(path), self.origin(), &all)
    }

    /// The form as the person sends it after signing its payload.
    pub(crate) fn signed(&self, form: &Form, person: &str) -> Sent {
        let signature = signature_of(self.office, person, &form.payload());
        let fields: Vec<(&str, &str)> = form
            .fields
            .iter()
            .map(|(name, value)| match name.as_str() {
                "signature" => ("signature", signature.as_str()),
                name => (name, value.as_str()),
            })
            .collect();
        Sent::form(&form.action, self.origin(), &fields)
    }

    /// Signs in.
    pub(crate) async fn log_in(&mut self, person: &str) -> Page {
        let page = self.get("/login?next=/account").await;
        let sent = self.signed(&page.signed_form(), person);
        let page = self.send(&sent).await;
        let next = page.location().to_owned();
        self.follow(&next).await;
        page
    }

    /// Gives contacts at the first visit.
    pub(crate) async fn register(&mut self) {
        let page = self.get("/register").await;
        assert_eq!(page.status, 200, "{}", page.text());
        let fields = [
            ("phone", "+77010000000"),
            ("email", "somebody@example.kz"),
            ("language", "kk"),
            ("acknowledged", "true"),
        ];
        let page = self.post("/register", &fields).await;
        assert_eq!(page.location(), "/kk/account");
    }
}

async fn over_router(router: Router, sent: &Sent, cookie: Option<&str>) -> Page {
    let mut request = Request::builder().method(sent.method).uri(&sent.address);
    for (name, value) in &sent.headers {
        let name = HeaderName::from_static(name);
        request = request.header(name, HeaderValue::from_str(value).unwrap());
    }
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    let mut request = request.body(Body::from(sent.body.clone())).unwrap();
    let peer = web::door::Peer(std::net::IpAddr::from([127, 0, 0, 1]));
    request.extensions_mut().insert(peer);
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Page {
        address: sent.address.clone(),
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

async fn over_program(address: SocketAddr, sent: &Sent, bytes: &[u8]) -> Page {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    parse(&sent.address, &answer)
}

/// Whether an answer has its head and as many bytes as that says.
fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length = length.map_or(0, |length| length.trim().parse().unwrap());
    answer.len() == end + 4 + length
}

/// An answer with a length, as it came over a connection that ended with it.
fn parse(address: &str, answer: &[u8]) -> Page {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = answer.split_at(end.expect("a whole head"));
    let head = std::str::from_utf8(head).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers = lines
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.parse().unwrap(), value.trim().parse().unwrap()));
    let headers: axum::http::HeaderMap = headers.collect();
    assert!(headers.get("transfer-encoding").is_none(), "{head}");
    Page {
        address: address.to_owned(),
        status: status.parse().unwrap(),
        headers,
        body: body[4..].to_vec(),
    }
}

/// A text as a part of a form.
pub(crate) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
