//! The gate: how often an address and an account may ask for what.
//!
//! # Threats
//!
//! A machine that tries signatures at the login, fills the archive with drafts, or takes away every file of an
//! organization: each kind of request has its limit, for an address and for an account. A machine with a whole
//! network: addresses of IPv6 count by their /64, and memory is bounded. An address that is made up: a header names
//! the sender only behind a proxy that the configuration trusts. People behind one address, who must not pay for one
//! another: the limits of addresses are wide, those of accounts are narrow. A person who is turned away in the middle
//! of a form: the answer says from when on, and holds what was typed.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use casework::identifier::Iin;

use super::Shared;
use super::bucket::{Buckets, Limit};
use crate::failure::Failure;
use crate::form;

/// The most buckets that are kept, some ten megabytes.
const BUCKETS_MAX: usize = 100_000;

/// The address at the other end of a connection, put beside a request by whoever accepts connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// Marks a request that was let in already.
#[derive(Clone, Copy)]
pub(crate) struct LetIn;

/// The kinds of requests, each with limits of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A try to sign in.
    Login,
    /// A file.
    Download,
    /// A form, or anything else that may write.
    Form,
    /// What anybody may ask without an account: a check of a document, an estimate.
    Public,
    /// A page.
    Page,
}

/// The limits of one kind of requests; none = no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// For one address.
    pub by_address: Option<Limit>,
    /// For one account.
    pub by_account: Option<Limit>,
}

/// The limits of every kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AllLimits {
    /// Of tries to sign in.
    pub login: Limits,
    /// Of files.
    pub download: Limits,
    /// Of forms.
    pub form: Limits,
    /// Of what anybody may ask.
    pub public: Limits,
    /// Of pages.
    pub page: Limits,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    V4(Ipv4Addr),
    /// The network of an address of IPv6: its first 64 bits.
    V6([u16; 4]),
    Person(Iin),
}

impl Subject {
    fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Self::V6([a, b, c, d])
            }
        }
    }
}

/// Who may come in, and how often.
pub struct Gate {
    limits: AllLimits,
    proxies: Vec<IpAddr>,
    elapsed: Box<dyn Fn() -> Duration + Send + Sync>,
    buckets: Mutex<Buckets<(Class, Subject)>>,
    /// How long a request may take as a whole; none = as long as it likes.
    pub(crate) request_time_max: Option<Duration>,
}

impl Gate {
    /// A gate with limits. `proxies` are believed when they name the sender; `elapsed` is the time since a fixed
    /// moment, which never goes backwards.
    pub fn new(
        limits: AllLimits,
        proxies: Vec<IpAddr>,
        request_time_max: Option<Duration>,
        elapsed: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        Self {
            limits,
            proxies: proxies.into_iter().map(|it| it.to_canonical()).collect(),
            elapsed: Box::new(elapsed),
            buckets: Mutex::new(Buckets::new(BUCKETS_MAX)),
            request_time_max,
        }
    }

    /// A gate that is always open.
    pub fn open() -> Self {
        Self::new(AllLimits::default(), Vec::new(), None, || Duration::ZERO)
    }

    fn limits_of(&self, class: Class) -> Limits {
        match class {
            Class::Login => self.limits.login,
            Class::Download => self.limits.download,
            Class::Form => self.limits.form,
            Class::Public => self.limits.public,
            Class::Page => self.limits.page,
        }
    }

    fn take(&self, class: Class, subject: Subject, limit: Option<Limit>) -> Result<(), Failure> {
        let Some(limit) = limit else { return Ok(()) };
        let now = (self.elapsed)();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = buckets.take(&(class, subject), limit, now);
        // Rounded up, so that whoever comes back then is let in.
        taken.map_err(|wait| Failure::too_many(wait.as_secs().saturating_add(1)))
    }

    /// Lets an account in, or says how long to wait.
    pub(crate) fn let_account_in(&self, class: Class, iin: &Iin) -> Result<(), Failure> {
        let limit = self.limits_of(class).by_account;
        self.take(class, Subject::Person(iin.clone()), limit)
    }

    /// Lets an address in, or says how long to wait.
    fn let_address_in(&self, class: Class, address: IpAddr) -> Result<(), Failure> {
        let limit = self.limits_of(class).by_address;
        self.take(class, Subject::of(address), limit)
    }

    /// Where a request comes from: the other end of the connection, or behind proxies that are trusted the last
    /// address that one of them saw and that is none of them.
    pub fn sender(&self, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
        let is_trusted = |address: &IpAddr| self.proxies.contains(&address.to_canonical());
        if !is_trusted(&peer) {
            return peer;
        }
        let named = headers.get_all("x-forwarded-for").iter();
        let named: Vec<&str> = named
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        let mut sender = peer;
        for text in named.iter().rev() {
            // What stands before something unreadable was not written by a proxy of ours.
            let Ok(address) = text.trim().parse::<IpAddr>() else {
                break;
            };
            sender = address;
            if !is_trusted(&address) {
                break;
            }
        }
        sender
    }
}

/// What kind of request it is, by its route.
pub(crate) fn class_of(method: &Method, route: Option<&MatchedPath>, uri: &Uri) -> Class {
    let route = route.map_or("", MatchedPath::as_str);
    let is_read = method == Method::GET || method == Method::HEAD;
    let is_export = uri
        .query()
        .is_some_and(|query| form::Fields::of_query(query).find("export").is_some());
    if route.ends_with("/verify") || route.ends_with("/estimate") {
        Class::Public
    } else if !is_read && route.contains("/login") {
        Class::Login
    } else if !is_read {
        Class::Form
    } else if route.contains("/files/") || is_export {
        Class::Download
    } else {
        Class::Page
    }
}

/// Lets a request in by its address, or turns it away.
pub(crate) async fn meter(State(front): State<Shared>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let Some(Peer(peer)) = peer else {
        // In this process, without a connection.
        return next.run(request).await;
    };
    let sender = front.gate.sender(request.headers(), peer);
    let route = request.extensions().get::<MatchedPath>();
    let class = class_of(request.method(), route, request.uri());
    match front.gate.let_address_in(class, sender) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.holding(form::kept(request).await).into_response(),
    }
}

/// Ends a request that takes too long: one that was not sent whole, or one that we do not get done.
pub(crate) async fn limit_time(
    State(front): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    use axum::body::HttpBody as _;
    let Some(limit) = front.gate.request_time_max else {
        return next.run(request).await;
    };
    let is_whole = request.body().is_end_stream();
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_over) if is_whole => Failure::away().into_response(),
        Err(_over) => Failure::too_slow().into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(proxies: &[&str]) -> Gate {
        let proxies = proxies.iter().map(|it| it.parse().unwrap()).collect();
        Gate::new(AllLimits::default(), proxies, None, || Duration::ZERO)
    }

    fn sender(gate: &Gate, peer: &str, named: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for text in named {
            headers.append("x-forwarded-for", text.parse().unwrap());
        }
        gate.sender(&headers, peer.parse().unwrap()).to_string()
    }

    #[test]
    fn a_header_names_the_sender_only_behind_a_trusted_proxy() {
        let gate = behind(&["10.0.0.1", "10.0.0.2"]);
        assert_eq!(
            sender(&gate, "203.0.113.9", &["198.51.100.1"]),
            "203.0.113.9"
        );
        assert_eq!(sender(&gate, "10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(sender(&gate, "10.0.0.1", &[]), "10.0.0.1");
        // The sender may have written the front of the header; the proxies wrote its end.
        let made_up = ["127.0.0.1, 198.51.100.1", "10.0.0.2"];
        assert_eq!(sender(&gate, "10.0.0.1", &made_up), "198.51.100.1");
        assert_eq!(sender(&gate, "10.0.0.1", &["x, 10.0.0.2"]), "10.0.0.2");
        assert_eq!(
            sender(&gate, "::ffff:10.0.0.1", &["2001:db8::1"]),
            "2001:db8::1"
        );
        assert_eq!(
            sender(&behind(&[]), "10.0.0.1", &["198.51.100.1"]),
            "10.0.0.1"
        );
    }

    #[test]
    fn addresses_of_one_network_are_one_sender() {
        let subject = |text: &str| Subject::of(text.parse().unwrap());
        assert!(subject("2001:db8:1:2::1") == subject("2001:db8:1:2:ffff::9"));
        assert!(subject("2001:db8:1:2::1") != subject("2001:db8:1:3::1"));
        assert!(subject("::ffff:192.0.2.1") == subject("192.0.2.1"));
        assert!(subject("192.0.2.1") != subject("192.0.2.2"));
    }
}
