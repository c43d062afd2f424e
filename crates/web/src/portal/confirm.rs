//! Confirming an application by a code from a short message, where the edition allows it.

use app::error::PasswordProblem;
use app::one_time_password::{self as password, Waiting};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::canonical::sha256_hex;
use law::edition::Edition;

use super::review::as_shown;
use super::{Answer, draw};
use crate::door::{CAPITAL, Visit};
use crate::failure::{Failure, encode};
use crate::form::Posted;
use crate::pages::ConfirmPage;
use crate::portal::apply::{draft_of, edition};
use crate::portal::home::query_of;
use crate::show;

/// Sends a code for the text that the page showed, and leads to where it is typed.
pub(crate) async fn send(Path((_, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    let account = visit.registered()?;
    let draft = draft_of(&visit, &id).await?;
    let review = match as_shown(&visit, &draft, posted.fields.get("payload")).await? {
        Ok(review) => review,
        Err(page) => return Ok(page),
    };
    let message = message(&visit, review.edition);
    let who = (account, &visit.session);
    let what = (review.edition, review.text);
    let record = password::send(visit.office(), who, &draft, what, message, visit.now).await?;
    let path = format!("/drafts/{id}/confirm?record={}", encode(&record));
    Ok(Redirect::to(&visit.to(&path)).into_response())
}

/// The short message around a code that confirms an application, in the person's language.
pub(crate) fn message<'v>(
    visit: &'v Visit,
    edition: &'v Edition,
) -> impl Fn(&str) -> String + use<'v> {
    move |code: &str| short_message(visit, "confirm-message", edition, &[("code", code)])
}

/// A short message about a service, in the person's language, with what else it says by name.
pub(crate) fn short_message(
    visit: &Visit,
    key: &str,
    edition: &Edition,
    said: &[(&str, &str)],
) -> String {
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("service", edition.name.get(visit.law_language()));
    for (name, value) in said {
        args.set(*name, *value);
    }
    visit.words().text_with(key, &args).into_owned()
}

/// Where the code is typed, under the text that it confirms.
pub(crate) async fn page(Path((_, id)): Path<(String, String)>, visit: Visit) -> Answer {
    show(&visit, &id, None).await
}

/// Takes the code; the application is filed.
pub(crate) async fn confirm(Path((_, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    let account = visit.registered()?;
    let record = query_of(&visit.path, "record");
    let who = (account, &visit.session);
    let code = posted.fields.get("code");
    let filed = password::confirm(visit.office(), who, (&id, &record), code, visit.now).await;
    match filed {
        Ok(number) => {
            let to = visit.to(&format!("/cases/{number}?done=confirmed"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(app::Error::Password(
            problem @ (PasswordProblem::NotSixDigits | PasswordProblem::Wrong { .. }),
        )) => show(&visit, &id, Some(problem)).await,
        Err(error) => Err(Failure::from(error)),
    }
}

async fn show(visit: &Visit, id: &str, problem: Option<PasswordProblem>) -> Answer {
    let account = visit.registered()?;
    let draft = draft_of(visit, id).await?;
    let record = query_of(&visit.path, "record");
    let who = (account, &visit.session);
    let waiting = password::waiting(visit.office(), who, (id, &record), visit.now).await?;
    let service = edition(visit, &draft.service)?;
    let service = service.name.get(visit.law_language()).to_owned();
    let mut page = draw(&page_of(visit, id, (&record, waiting), service, problem))?;
    if problem.is_some() {
        *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(page)
}

fn page_of(
    visit: &Visit,
    id: &str,
    (record, waiting): (&str, Waiting),
    service: String,
    problem: Option<PasswordProblem>,
) -> ConfirmPage {
    let address = visit.to(&format!("/drafts/{id}"));
    let mut shell = visit.shell();
    shell.path = format!("/drafts/{id}/confirm?record={}", encode(record));
    ConfirmPage {
        shell,
        back: format!("{address}/review"),
        service,
        phone: format!("+7 ••• ••• •• {}", waiting.phone_end),
        until: show::moment(visit, waiting.expires_at, CAPITAL),
        digest: sha256_hex(&waiting.text),
        payload: STANDARD.encode(&waiting.text),
        text: String::from_utf8_lossy(&waiting.text).into_owned(),
        action: format!("{address}/confirm/code?record={}", encode(record)),
        resend: format!("{address}/confirm"),
        error: problem.map(|problem| sentence(visit, problem)),
    }
}

pub(super) fn sentence(visit: &Visit, problem: PasswordProblem) -> String {
    match problem {
        PasswordProblem::Wrong { left } => {
            visit.say_with("confirm-wrong", "left", &left.to_string())
        }
        PasswordProblem::NotSixDigits
        | PasswordProblem::NoPhone
        | PasswordProblem::Silent
        | PasswordProblem::NotSent
        | PasswordProblem::TooSoon { .. }
        | PasswordProblem::TooMany { .. }
        | PasswordProblem::TriedTooOften
        | PasswordProblem::Expired => visit.say("confirm-not-six-digits"),
    }
}
