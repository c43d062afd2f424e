//! The door: every request passes here. Who is it, in which language, and may this form be believed?
//!
//! # Threats
//!
//! A form sent from another site (the browser's word on the origin, and a secret of the session in every
//! form, compared in constant time); a script slipped into a page (strict content security policy, no inline script or
//! style); a page shown in a frame; a session fixed before login (the token changes at login, `app::session`); a
//! stolen cookie (HTTP only, same site, secure on https); a flood of bytes (limits on every body, in `routes`) or of requests ([`gate`]);
//! an answer kept by a shared computer (no-store on every page).

pub mod bucket;
pub mod gate;
mod headers;
mod traced;

use std::sync::Arc;

use app::Office;
use app::session::{self, Account, Session};
use axum::extract::{FromRequestParts, MatchedPath, OriginalUri, Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;

pub use self::gate::{AllLimits, Class, Gate, Limits, Peer};
use self::headers::with_headers;
pub(crate) use self::headers::{ISOLATED, bare};
pub(crate) use self::traced::traced;
use crate::failure::Failure;
use crate::form::Fields;
use crate::locale::{Language, Words};
use crate::pages::{Flash, Nav, Shell};

/// What the front needs.
pub struct Front {
    /// The office.
    pub office: Office,
    /// The one clock, handed in.
    pub clock: Box<dyn Fn() -> Timestamp + Send + Sync>,
    /// How often one may ask.
    pub gate: Gate,
}

/// The front, shared by all requests.
pub type Shared = Arc<Front>;

/// The token of the browser, from its cookie or fresh.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) text: String,
    is_fresh: bool,
}

/// A visit: one request of one browser at one moment.
pub struct Visit {
    /// The front.
    pub front: Shared,
    /// The instant of the request.
    pub now: Timestamp,
    /// The language of the address.
    pub language: Language,
    /// The address without its language, with its query.
    pub path: String,
    /// The token of the browser.
    pub token: String,
    /// The session.
    pub session: Session,
    /// Who is signed in.
    pub account: Option<Account>,
}

impl Visit {
    /// The office.
    pub fn office(&self) -> &Office {
        &self.front.office
    }

    /// The language for texts of the law.
    pub fn law_language(&self) -> law::Language {
        match self.language {
            Language::Kk => law::Language::Kk,
            Language::Ru => law::Language::Ru,
            Language::En => law::Language::En,
        }
    }

    /// The words of the language.
    pub fn words(&self) -> &'static Words {
        Words::of(self.language)
    }

    /// A sentence without arguments.
    pub(crate) fn say(&self, key: &str) -> String {
        self.words().text(key).into_owned()
    }

    /// A sentence with one argument.
    pub(crate) fn say_with(&self, key: &str, name: &'static str, value: &str) -> String {
        let mut args = fluent_bundle::FluentArgs::new();
        args.set(name, value);
        self.words().text_with(key, &args).into_owned()
    }

    /// The account of whoever is signed in; else the login page comes first.
    pub fn signed_in(&self) -> Result<&Account, Failure> {
        self.account
            .as_ref()
            .ok_or_else(|| Failure::signed_out(&self.path))
    }

    /// The account of whoever is signed in and has registered; else those pages come first.
    pub fn registered(&self) -> Result<&Account, Failure> {
        let account = self.signed_in()?;
        if account.row.is_some() {
            Ok(account)
        } else {
            Err(Failure::not_registered(&self.path))
        }
    }

    /// An address of ours in the language of the visit.
    pub fn to(&self, path: &str) -> String {
        format!("/{}{path}", self.language.code())
    }

    /// What surrounds the page.
    pub fn shell(&self) -> Shell {
        let words = self.words();
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        let query = Fields::of_query(query);
        let flash = query.find("done").map(|code| format!("flash-{code}"));
        Shell {
            words,
            path: self.path.clone(),
            csrf: self.session.csrf.clone(),
            person: self
                .account
                .as_ref()
                .map(|account| account.person.name.clone()),
            nav: Nav::Portal,
            flash: flash.filter(|key| words.has(key)).map(|key| Flash {
                is_success: true,
                text: words.text(&key).into_owned(),
                lines: Vec::new(),
            }),
            events: None,
            town: self.town_day(),
        }
    }

    /// In the sandbox, the day of the town in words.
    fn town_day(&self) -> Option<String> {
        self.office().settings.town_page.as_ref()?;
        let capital = self.office().law.places().get(CAPITAL)?;
        Some(self.words().moment(capital.local(self.now)))
    }
}

/// The capital, whose clock is shown where no place is known.
pub(crate) const CAPITAL: &str = "710000000";

impl FromRequestParts<Shared> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Failure> {
        let now = (front.clock)();
        // Inside a nest the address has lost its language; the whole one is kept beside it.
        let whole = parts
            .extensions
            .get::<OriginalUri>()
            .map(|OriginalUri(uri)| uri.clone());
        let uri = whole.unwrap_or_else(|| parts.uri.clone());
        let (language, path) = split_language(uri.path());
        let language = language.ok_or_else(Failure::not_found)?;
        let query = parts
            .uri
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        let token = parts
            .extensions
            .get::<Token>()
            .cloned()
            .ok_or_else(Failure::not_found)?;
        let session = if token.is_fresh {
            session::guest(&front.office, &token.text)
        } else {
            session::find(&front.office, &token.text, now).await?
        };
        if let Some(person) = &session.person
            && parts.extensions.get::<gate::LetIn>().is_none()
        {
            let route = parts.extensions.get::<MatchedPath>();
            let class = gate::class_of(&parts.method, route, &parts.uri);
            front.gate.let_account_in(class, &person.iin)?;
        }
        let account = match session.person {
            Some(_) => Some(session::account(&front.office, &session).await?),
            None => None,
        };
        Ok(Self {
            front: front.clone(),
            now,
            language,
            path: format!("{path}{query}"),
            token: token.text,
            session,
            account,
        })
    }
}

/// The language of an address, and the rest of it.
pub(crate) fn split_language(path: &str) -> (Option<Language>, &str) {
    let rest = path.strip_prefix('/').unwrap_or(path);
    let (code, rest) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, "/"),
    };
    (Language::parse(code), rest)
}

/// The name of the session's cookie: bound to the host where the connection is secure.
fn cookie_name(front: &Front) -> &'static str {
    if front.office.settings.origin.starts_with("https://") {
        "__Host-session"
    } else {
        "session"
    }
}

/// The header that gives the browser a token.
pub(crate) fn set_cookie(front: &Front, token: &str) -> HeaderValue {
    let name = cookie_name(front);
    let secure = if name.starts_with("__Host-") {
        "; Secure"
    } else {
        ""
    };
    let text = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).unwrap_or_else(|_never| HeaderValue::from_static(""))
}

fn token_of(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| {
            *key == name && value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit())
        })
        .map(|(_, value)| value.to_owned())
}

/// Refuses forms from other sites.
pub(crate) async fn refuse_foreign(
    State(front): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::GET
        && request.method() != Method::HEAD
        && is_foreign(request.headers(), &front.office.settings.origin)
    {
        return Failure::forbidden().into_response();
    }
    next.run(request).await
}

/// Gives every browser a token, and puts the headers on every answer.
pub(crate) async fn guard(
    State(front): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    let known = token_of(request.headers(), cookie_name(&front));
    let token = match known {
        Some(text) => Token {
            text,
            is_fresh: false,
        },
        None => match session::fresh_token(&front.office) {
            Ok(text) => Token {
                text,
                is_fresh: true,
            },
            Err(error) => return Failure::from(error).into_response(),
        },
    };
    request.extensions_mut().insert(token.clone());
    let mut response = next.run(request).await;
    if token.is_fresh && !response.headers().contains_key(header::SET_COOKIE) {
        response
            .headers_mut()
            .insert(header::SET_COOKIE, set_cookie(&front, &token.text));
    }
    with_headers(&front, response)
}

/// Whether the browser says, and not only does not deny, that a form comes from a page of ours.
pub(crate) fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    let site = headers.get("sec-fetch-site");
    let is_same_site = site.is_some_and(|site| site == "same-origin");
    let sent = headers.get(header::ORIGIN);
    !is_foreign(headers, origin) && (is_same_site || sent.is_some_and(|sent| sent == origin))
}

/// Whether the browser says that a form comes from another site. Browsers that say nothing are judged by the secret.
fn is_foreign(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let site = text(HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return true;
    }
    text(header::ORIGIN).is_some_and(|sent| sent != origin)
}
