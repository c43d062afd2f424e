//! Forms: what a browser sends back, believed only with the secret of the session.
//!
//! # Threats
//!
//! A form of another site, shown by us with a fresh secret to be sent by a press of a button (only what the browser
//! itself says to come from a page of ours is shown again, and nothing is done before the person presses); what one
//! person typed sent by the next one at the same computer (it is judged as theirs: another's draft or case is not found).

use axum::body::Bytes;
use axum::extract::{FromRequest, OriginalUri, Request};
use axum::http::header::CONTENT_TYPE;

use crate::door::{self, Shared, Visit};
use crate::failure::Failure;
use crate::pages::Again;

/// The most fields that a form may have.
const FIELDS_MAX: usize = 2_000;
/// The most bytes of a form that are kept on the page which says that it was not taken.
const KEPT_BYTES_MAX: usize = 64 * 1024;

/// A form of the session, with who sent it.
pub struct Posted {
    /// The visit.
    pub visit: Visit,
    /// The fields in order.
    pub fields: Fields,
}

/// The fields of a form in order; a name may come more than once.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The values of the query of an address.
    pub fn of_query(query: &str) -> Self {
        Self(decode(query.as_bytes()))
    }

    /// The first value of `name`; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The first value of `name`, if it was sent.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Shared> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, front: &Shared) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let visit =
            axum::RequestPartsExt::extract_with_state::<Visit, Shared>(&mut parts, front).await;
        let visit = match visit {
            Err(failure) if failure.is_too_many() => {
                let request = Request::from_parts(parts, body);
                return Err(failure.holding(kept(request).await));
            }
            visit => visit?,
        };
        let content = parts
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if !content.is_some_and(|it| it.starts_with("application/x-www-form-urlencoded")) {
            return Err(Failure::forbidden());
        }
        let headers = parts.headers.clone();
        let request = Request::from_parts(parts, body);
        let bytes = Bytes::from_request(request, front)
            .await
            .map_err(|_too_large_or_broken| Failure::too_large())?;
        if std::str::from_utf8(&percent(&bytes)).is_err() {
            return Err(Failure::unreadable());
        }
        let fields = Fields(decode(&bytes));
        let is_own = door::is_own(&headers, &front.office.settings.origin);
        let again = || {
            let is_short = bytes.len() <= KEPT_BYTES_MAX;
            (is_own && is_short && holds_typed(&visit.path, &fields)).then(|| Again {
                action: visit.to(&visit.path),
                fields: fields.0.clone(),
            })
        };
        let is_signed_in = visit.account.is_some();
        let is_ours = visit.session.is_csrf(fields.get("csrf"));
        if is_ours && is_signed_in {
            return Ok(Self { visit, fields });
        }
        match again() {
            Some(again) => Err(Failure::not_now(is_signed_in, again)),
            // What a guest may send is for each form to say.
            None if is_ours => Ok(Self { visit, fields }),
            None => Err(Failure::forbidden()),
        }
    }
}

/// Whether a form of somebody who is signed in holds more than what stands in it unseen.
fn holds_typed(path: &str, fields: &Fields) -> bool {
    const OF_SIGNED_IN: [&str; 6] = [
        "/drafts/",
        "/cases/",
        "/office/",
        "/profile",
        "/register",
        "/services/",
    ];
    let is_of_signed_in = OF_SIGNED_IN.iter().any(|it| path.starts_with(it));
    let is_for_guests = path.contains("/estimate");
    let is_unseen = |name: &str| matches!(name, "csrf" | "action" | "case" | "seen" | "events");
    let mut typed = fields.0.iter().filter(|(name, _)| !is_unseen(name));
    is_of_signed_in && !is_for_guests && typed.any(|(_, value)| !value.is_empty())
}

/// The form of a request that is not taken now, to be shown again; none where it is no form of ours or a long one.
pub(crate) async fn kept(request: Request) -> Option<Again> {
    let content = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    if !content.starts_with("application/x-www-form-urlencoded") {
        return None;
    }
    let whole = request.extensions().get::<OriginalUri>();
    let uri = whole.map_or_else(|| request.uri().clone(), |OriginalUri(uri)| uri.clone());
    let action = uri.path_and_query()?.as_str().to_owned();
    let bytes = axum::body::to_bytes(request.into_body(), KEPT_BYTES_MAX).await;
    let fields = decode(&bytes.ok()?);
    let is_ours = fields.iter().any(|(name, _)| name == "csrf");
    (is_ours && action.starts_with('/') && !action.starts_with("//"))
        .then_some(Again { action, fields })
}

/// The fields of an `application/x-www-form-urlencoded` body; bytes that are not UTF-8 become `�`.
fn decode(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .take(FIELDS_MAX)
        .map(|pair| {
            let mut sides = pair.splitn(2, |byte| *byte == b'=');
            let name = sides.next().unwrap_or_default();
            let value = sides.next().unwrap_or_default();
            let text = |side| String::from_utf8_lossy(&percent(side)).into_owned();
            (text(name), text(value))
        })
        .collect()
}

/// The bytes that stand behind `+` and `%`.
fn percent(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let pair = [rest.next(), rest.next()];
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let value = digit(pair[0]).zip(digit(pair[1])).map(|(a, b)| a * 16 + b);
                match value.and_then(|value| u8::try_from(value).ok()) {
                    Some(0) => {}
                    Some(value) => out.push(value),
                    None => out.push(b'%'),
                }
            }
            // No text of ours holds U+0000.
            0 => {}
            byte => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_is_decoded_in_order_and_never_fails() {
        let fields = Fields(decode("a=1+2&b=%D2%9B&a=3&c&%zz=%".as_bytes()));
        assert_eq!(fields.get("a"), "1 2");
        assert_eq!(fields.get("b"), "қ");
        assert_eq!(fields.find("c"), Some(""));
        assert_eq!(fields.find("d"), None);
        assert_eq!(fields.0.len(), 5);
    }
}
