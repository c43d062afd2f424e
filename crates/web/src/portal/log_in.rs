//! Logging in and out.

use app::log_in::{challenge, log_in as enter};
use app::session::{Account, Session};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use crate::door::{Visit, set_cookie};
use crate::failure::{Failure, encode};
use crate::form::Posted;
use crate::pages::{Login, Purpose, SignForm};
use crate::portal::home::query_of;
use crate::portal::{Answer, draw, second_factor};

/// The page that asks to sign a nonce. Nothing is kept of it.
pub(crate) async fn page(visit: Visit) -> Answer {
    let next = safe_next(&query_of(&visit.path, "next"));
    if visit.account.is_some() {
        return Ok(Redirect::to(&visit.to(&next)).into_response());
    }
    let challenge = challenge(visit.office(), &visit.token, visit.now);
    let issued = challenge.issued.to_string();
    let settings = &visit.office().settings;
    let sign = SignForm {
        action: visit.to(&format!(
            "/login?issued={}&next={}",
            encode(&issued),
            encode(&next)
        )),
        ncalayer: settings.ncalayer.clone(),
        payload: STANDARD.encode(&challenge.bytes),
        purpose: Purpose::Login,
        iin: String::new(),
        bin: String::new(),
        is_sandbox: settings.environment == app::Environment::Sandbox,
        button: visit.words().text("login-button").into_owned(),
    };
    let text = String::from_utf8_lossy(&challenge.bytes).into_owned();
    draw(&Login {
        shell: visit.shell(),
        sign,
        text,
        wanted: None,
    })
}

/// Takes the signed nonce; the browser gets a new session, half open where the policy asks for a second factor.
pub(crate) async fn log_in(posted: Posted) -> Answer {
    let visit = posted.visit;
    let container = signature(posted.fields.get("signature"))?;
    let issued: Timestamp = query_of(&visit.path, "issued")
        .parse()
        .map_err(|_not_a_moment| Failure::not_found())?;
    let opened = enter(visit.office(), &visit.token, issued, &container, visit.now).await?;
    if opened.session.person.is_none() {
        let next = safe_next(&query_of(&visit.path, "next"));
        let answer = match second_factor::send(&visit, &opened.session).await {
            Ok(()) => Redirect::to(&second_factor::address(&visit, &next)).into_response(),
            // The half-open session stays: a code that was not sent can be asked for again.
            Err(failure) => failure.into_response(),
        };
        return Ok(second_factor::with_token(&visit, answer, &opened.token));
    }
    let to = go_on(&visit, &opened.session).await?;
    let answer = Redirect::to(&to).into_response();
    Ok(second_factor::with_token(&visit, answer, &opened.token))
}

/// Where somebody goes on to who has just come in.
pub(super) async fn go_on(visit: &Visit, session: &Session) -> Result<String, Failure> {
    let account = app::session::account(visit.office(), session).await?;
    let next = safe_next(&query_of(&visit.path, "next"));
    let path = match (&account.row, account.officers.is_empty()) {
        // Whom a counter sent away reads who looked at the receipt without an account.
        (None, _) if is_under(VIEWS, &next) => next,
        // An office where one is no official any more does not exist.
        (_, false) if is_of_another(&account, &next) => OFFICE.to_owned(),
        (Some(_), true) if is_under(OFFICE, &next) => "/account".to_owned(),
        (None, true) => format!("/register?next={}", encode(&next)),
        // An official without an account of their own has nothing but the office.
        (None, false) if !is_under(OFFICE, &next) => OFFICE.to_owned(),
        (Some(_), false) if next == "/account" => OFFICE.to_owned(),
        (None, false) | (Some(_), _) => next,
    };
    Ok(visit.to(&path))
}

/// Where officials work.
const OFFICE: &str = "/office";

/// Who looked at receipts.
const VIEWS: &str = "/views";

/// Whether an address is that of a page, or of one below it.
fn is_under(page: &str, address: &str) -> bool {
    let rest = address.strip_prefix(page);
    rest.is_some_and(|it| it.is_empty() || it.starts_with(['/', '?']))
}

/// Whether an address is in an office of which the account is no official.
fn is_of_another(account: &Account, address: &str) -> bool {
    let rest = address.strip_prefix(OFFICE);
    let Some(rest) = rest.and_then(|it| it.strip_prefix('/')) else {
        return false;
    };
    let code = rest.split(['/', '?']).next().unwrap_or_default();
    let mut officers = account.officers.iter();
    !officers.any(|it| it.organization == code)
}

/// Ends the session.
pub(crate) async fn log_out(posted: Posted) -> Answer {
    let visit = posted.visit;
    app::session::close(visit.office(), &visit.session).await?;
    let token = app::session::fresh_token(visit.office())?;
    let mut response = Redirect::to(&visit.to("/?done=signed-out")).into_response();
    response
        .headers_mut()
        .insert(SET_COOKIE, set_cookie(&visit.front, &token));
    Ok(response)
}

/// The signature container that a page sent.
pub(crate) fn signature(text: &str) -> Result<Vec<u8>, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::no_signature());
    }
    Ok(text.as_bytes().to_vec())
}

/// A path of ours to go on to: never another site.
pub(crate) fn safe_next(next: &str) -> String {
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.contains(char::is_control);
    if is_ours {
        in_ascii(next)
    } else {
        "/account".to_owned()
    }
}

/// An address as a header carries it (RFC 3986 §2.5).
fn in_ascii(address: &str) -> String {
    let sign = |sign: char| {
        if sign.is_ascii_graphic() {
            sign.to_string()
        } else {
            encode(&sign.to_string())
        }
    };
    address.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn login_leads_to_our_own_pages_only() {
        assert_eq!(safe_next("/cases/1?x=y"), "/cases/1?x=y");
        assert_eq!(safe_next("/қ?a=b c"), "/%D2%9B?a=b%20c");
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "",
            "javascript:1",
            "/\t/evil.example",
            "/\r\nset-cookie: a=b",
            "/\u{1}",
            "/\u{7f}",
        ] {
            assert_eq!(safe_next(foreign), "/account", "{foreign}");
        }
    }
}
