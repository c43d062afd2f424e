//! The code that is asked for after the signature, where the policy says so.

use app::error::PasswordProblem;
use app::second_factor;
use app::session::Session;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::log_in::{go_on, safe_next};
use super::{Answer, draw};
use crate::door::{CAPITAL, Visit, set_cookie};
use crate::failure::{Failure, encode};
use crate::form::Posted;
use crate::pages::SecondFactorPage;
use crate::portal::confirm::sentence;
use crate::portal::home::query_of;
use crate::show;

/// The address of the page, which goes on to `next`.
pub(super) fn address(visit: &Visit, next: &str) -> String {
    visit.to(&format!("/login/code?next={}", encode(next)))
}

/// Sends a code to whoever waits in `session`.
pub(super) async fn send(visit: &Visit, session: &Session) -> Result<(), Failure> {
    let message = |code: &str| visit.say_with("second-factor-message", "code", code);
    Ok(second_factor::send(visit.office(), session, message, visit.now).await?)
}

/// Where the code is typed.
pub(crate) async fn page(visit: Visit) -> Answer {
    if visit.account.is_some() {
        let next = safe_next(&query_of(&visit.path, "next"));
        return Ok(Redirect::to(&visit.to(&next)).into_response());
    }
    show(&visit, None).await
}

/// Sends another code.
pub(crate) async fn again(posted: Posted) -> Answer {
    let visit = posted.visit;
    send(&visit, &visit.session).await?;
    let next = safe_next(&query_of(&visit.path, "next"));
    Ok(Redirect::to(&address(&visit, &next)).into_response())
}

/// Takes the code; the browser gets a whole session under a new token.
pub(crate) async fn confirm(posted: Posted) -> Answer {
    let visit = posted.visit;
    let code = posted.fields.get("code");
    match second_factor::confirm(visit.office(), &visit.session, code, visit.now).await {
        Ok(opened) => {
            let to = go_on(&visit, &opened.session).await?;
            Ok(with_token(
                &visit,
                Redirect::to(&to).into_response(),
                &opened.token,
            ))
        }
        Err(app::Error::Password(
            problem @ (PasswordProblem::NotSixDigits | PasswordProblem::Wrong { .. }),
        )) => show(&visit, Some(problem)).await,
        Err(error) => Err(Failure::from(error)),
    }
}

/// An answer that gives the browser a new token.
pub(super) fn with_token(visit: &Visit, mut response: Response, token: &str) -> Response {
    let cookie = set_cookie(&visit.front, token);
    response.headers_mut().insert(SET_COOKIE, cookie);
    response
}

async fn show(visit: &Visit, problem: Option<PasswordProblem>) -> Answer {
    let waiting = second_factor::waiting(visit.office(), &visit.session, visit.now).await?;
    let next = safe_next(&query_of(&visit.path, "next"));
    let sent = waiting.map(|it| {
        let phone = format!("+7 ••• ••• •• {}", it.phone_end);
        (phone, show::moment(visit, it.expires_at, CAPITAL))
    });
    let mut shell = visit.shell();
    shell.path = format!("/login/code?next={}", encode(&next));
    let query = encode(&next);
    let page = SecondFactorPage {
        shell,
        sent,
        action: visit.to(&format!("/login/code?next={query}")),
        resend: visit.to(&format!("/login/code/again?next={query}")),
        leave: visit.to("/logout"),
        error: problem.map(|problem| sentence(visit, problem)),
    };
    let mut page = draw(&page)?;
    if problem.is_some() {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}
