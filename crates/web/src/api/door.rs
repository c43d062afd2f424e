//! The door of the API: who asks, in which language, and whether what they sent can be read.

use app::bearer;
use app::session::{self, Session};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, OriginalUri, Request};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::{Problem, Wrong};
use crate::door::{Shared, Visit, gate};
use crate::failure::Failure;
use crate::form::Fields;
use crate::routes::wanted_language;

/// A request of anybody. A token that comes along is not looked at.
pub(super) struct Anyone(pub(super) Visit);

/// A request of somebody who has logged in.
pub(super) struct Known(pub(super) Visit);

/// A body of JSON, read strictly.
pub(super) struct Sent<T>(pub(super) T);

impl FromRequestParts<Shared> for Anyone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Problem> {
        let now = (front.clock)();
        let guest = session::guest(&front.office, "");
        Ok(Self(
            visit(parts, front, (String::new(), guest), now).await?,
        ))
    }
}

impl FromRequestParts<Shared> for Known {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, front: &Shared) -> Result<Self, Problem> {
        let now = (front.clock)();
        let token = token(&parts.headers).ok_or_else(Problem::signed_out)?;
        let session = bearer::find(&front.office, token, now).await?;
        if let Some(person) = &session.person {
            let route = parts.extensions.get::<MatchedPath>();
            let class = gate::class_of(&parts.method, route, &parts.uri);
            front.gate.let_account_in(class, &person.iin)?;
        }
        let token = token.to_owned();
        Ok(Self(visit(parts, front, (token, session), now).await?))
    }
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let sent = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = sent.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

async fn visit(
    parts: &Parts,
    front: &Shared,
    (token, session): (String, Session),
    now: jiff::Timestamp,
) -> Result<Visit, Problem> {
    let account = match session.person {
        Some(_) => Some(session::account(&front.office, &session).await?),
        None => None,
    };
    let whole = parts.extensions.get::<OriginalUri>();
    let uri = whole.map_or(&parts.uri, |OriginalUri(uri)| uri);
    let path = uri.path_and_query().map_or("", |it| it.as_str());
    Ok(Visit {
        front: front.clone(),
        now,
        language: wanted_language(&parts.headers),
        path: path.to_owned(),
        token,
        session,
        account,
    })
}

impl<T: DeserializeOwned> FromRequest<Shared> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, front: &Shared) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::media_type());
        }
        let bytes = Bytes::from_request(request, front)
            .await
            .map_err(|_too_many_or_broken| Problem::too_large())?;
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|_not_json| Problem::malformed())?;
        if holds_nul(&value) {
            // No text of ours holds U+0000, and no archive takes it.
            return Err(Problem::invalid(String::new(), "nul"));
        }
        serde_path_to_error::deserialize(value)
            .map(Self)
            .map_err(|error| Problem::invalid(pointer(error.path()), "shape"))
    }
}

/// Where in the body it is, as RFC 6901 writes it.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |mut pointer, segment| {
        let part = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { .. } | Segment::Unknown => return pointer,
        };
        pointer.push('/');
        pointer.push_str(&part);
        pointer
    })
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(all) => all.iter().any(holds_nul),
        Value::Object(all) => all
            .iter()
            .any(|(key, value)| key.contains('\0') || holds_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers.get(header::CONTENT_TYPE);
    let sent = sent.and_then(|it| it.to_str().ok()).unwrap_or_default();
    let media = sent.split(';').next().unwrap_or_default().trim();
    media.eq_ignore_ascii_case("application/json")
}

/// The values of the query; a name that the operation does not know, or that comes twice, is a mistake.
pub(super) fn query(visit: &Visit, known: &[&str]) -> Result<Fields, Problem> {
    let query = visit.path.split_once('?').map_or("", |(_, query)| query);
    let fields = Fields::of_query(query);
    for (index, (name, _)) in fields.0.iter().enumerate() {
        let is_second = fields.0.iter().take(index).any(|(other, _)| other == name);
        if is_second || !known.contains(&name.as_str()) {
            return Err(Problem::query(name));
        }
    }
    Ok(fields)
}

/// A value of the query, read; none where it was left out.
pub(super) fn asked<T>(
    fields: &Fields,
    name: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    match fields.find(name) {
        None => Ok(None),
        Some(text) => read(text).map(Some).ok_or_else(|| Problem::query(name)),
    }
}

/// Where a list goes on; a place that is no list's is a mistake that no shape can name.
pub(super) fn place<T>(
    fields: &Fields,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    asked(fields, "after", read)
        .map_err(|_unread| Problem::invalid("after".to_owned(), "no-such-place"))
}

/// How many events of a case the caller has seen.
pub(super) struct Seen(pub(super) u64);

impl FromRequestParts<Shared> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _front: &Shared) -> Result<Self, Problem> {
        let sent = parts.headers.get(header::IF_MATCH);
        let sent = sent.ok_or_else(Problem::unseen)?;
        let text = sent.to_str().ok().and_then(|it| {
            let digits = it.strip_prefix('"')?.strip_suffix('"')?;
            let is_number = digits.len() <= 15 && digits.bytes().all(|it| it.is_ascii_digit());
            is_number.then(|| digits.parse().ok())?
        });
        text.map(Self).ok_or_else(|| Problem::header("If-Match"))
    }
}

/// The version of a section that the caller has seen, where they say so. A tag that is none of ours names no state.
pub(super) struct SeenSection(pub(super) Option<String>);

impl FromRequestParts<Shared> for SeenSection {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _front: &Shared) -> Result<Self, Problem> {
        let sent = parts.headers.get(header::IF_MATCH);
        let text = sent.map(|it| it.to_str().unwrap_or_default().trim());
        // A star matches whatever there is (RFC 9110 §13.1.1).
        let tag = text.filter(|it| *it != "*");
        Ok(Self(tag.map(|it| it.trim_matches('"').to_owned())))
    }
}

/// The caller's key for a request that makes something.
pub(super) struct Key(pub(super) Option<String>);

impl FromRequestParts<Shared> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _front: &Shared) -> Result<Self, Problem> {
        let Some(sent) = parts.headers.get("idempotency-key") else {
            return Ok(Self(None));
        };
        let text = sent.to_str().unwrap_or_default();
        let is_word = (8..=64).contains(&text.len())
            && text
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'));
        if is_word {
            Ok(Self(Some(text.to_owned())))
        } else {
            Err(Problem::header("Idempotency-Key"))
        }
    }
}

/// Answers problems in the caller's language and puts the headers on every answer.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let language = wanted_language(request.headers());
    let path = request.uri().path();
    let refused = if path.contains("%00") {
        Some(Problem::not_found())
    } else if !path.contains("/files/") && !takes_json(request.headers()) {
        Some(Problem::not_acceptable())
    } else {
        None
    };
    let mut response = match refused {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    };
    let extensions = response.extensions_mut();
    let failure = extensions.remove::<Failure>().map(Problem::from);
    let problem = extensions.remove::<Problem>().or(failure);
    if let Some(problem) = problem.or_else(|| Problem::bare(&response)) {
        let before = std::mem::take(response.headers_mut());
        response = problem.drawn(language);
        if let Some(value) = before.get(header::ALLOW) {
            let headers = response.headers_mut();
            headers.insert(header::ALLOW, value.clone());
        }
    }
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::VARY, "accept-language, authorization"),
        (HeaderName::from_static("content-language"), language.code()),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn takes_json(headers: &HeaderMap) -> bool {
    let mut sent = headers.get_all(header::ACCEPT).iter().peekable();
    sent.peek().is_none()
        || sent.filter_map(|it| it.to_str().ok()).any(|it| {
            it.split(',').any(|media| {
                let media = media.split(';').next().unwrap_or_default().trim();
                ["*/*", "application/*", "application/json"].contains(&media)
            })
        })
}

/// Bytes in base64, of the field at `pointer`.
pub(super) fn bytes_of(text: &str, pointer: &str) -> Result<Vec<u8>, Problem> {
    use base64::Engine as _;
    let decoded = base64::engine::general_purpose::STANDARD.decode(text);
    decoded.map_err(|_not_base64| {
        Problem::wrong(vec![Wrong::key(pointer, "not-base64", "api-not-base64")])
    })
}
