//! The page of a failure: the one place that turns what went wrong into a page, in the person's language.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Redirect, Response};

use crate::door::gate::LetIn;
use crate::door::{Shared, Visit, split_language};
use crate::failure::{Failure, Kind};
use crate::locale::{Language, Words};
use crate::pages::{Again, ErrorPage, Fault, Nav, RefusalPage, Shell, SignatureProblem};
use crate::routes::wanted_language;

/// Draws the page of a failure, in the language of the address and for the person who is signed in.
pub(crate) async fn draw(State(front): State<Shared>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut head = parts.clone();
    let uri = parts.uri.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let failure = response.extensions_mut().remove::<Failure>();
    let Some(failure) = failure.or_else(|| undrawn_refusal(&response)) else {
        return response;
    };
    let language = split_language(uri.path()).0;
    let language = language.unwrap_or_else(|| wanted_language(&head.headers));
    if let Kind::Elsewhere { path } = failure.kind() {
        return Redirect::to(&format!("/{}{path}", language.code())).into_response();
    }
    let shell = shell(&mut head, &front, (&failure, language)).await;
    let page = page(&failure, shell, uri.path());
    let mut drawn = match page {
        Ok(html) => (failure.status(), Html(html)).into_response(),
        Err(_undrawn) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    for (name, value) in response.headers() {
        if [&ALLOW, &CONTENT_LENGTH, &CONTENT_TYPE].contains(&name) {
            continue;
        }
        drawn
            .headers_mut()
            .entry(name)
            .or_insert_with(|| value.clone());
    }
    drawn
}

/// What surrounds the page. Whoever asked too often costs the archive nothing more.
async fn shell(
    head: &mut Parts,
    front: &Shared,
    (failure, language): (&Failure, Language),
) -> Shell {
    if matches!(failure.kind(), Kind::TooMany { .. }) {
        return plain_shell(language);
    }
    head.extensions.insert(LetIn);
    let visit = axum::RequestPartsExt::extract_with_state::<Visit, Shared>(head, front);
    let visit = visit.await.ok();
    visit.map_or_else(|| plain_shell(language), |visit| visit.shell())
}

/// The page of a failure.
fn page(failure: &Failure, shell: Shell, path: &str) -> askama::Result<String> {
    match failure.kind() {
        Kind::Fault { fault, reference } => ErrorPage {
            shell,
            fault: *fault,
            reference: reference.clone(),
            wait: None,
            again: None,
        }
        .render(),
        Kind::NotNow { fault, again } => ErrorPage {
            again: Some(of_session(again, &shell.csrf)),
            fault: *fault,
            reference: None,
            wait: None,
            shell,
        }
        .render(),
        Kind::TooMany { seconds, again } => ErrorPage {
            wait: Some(wait(&shell, *seconds)),
            again: again.clone(),
            fault: Fault::TooMany,
            reference: None,
            shell,
        }
        .render(),
        Kind::Signature { code } | Kind::NotSent { code, .. } => {
            let code = at_login(code, path);
            let back = if code.starts_with("login-code-") {
                shell.to("/login/code")
            } else {
                back(&shell, path)
            };
            SignatureProblem {
                shell,
                code: code.to_owned(),
                reference: None,
                back,
            }
            .render()
        }
        Kind::Refused(refusal) => {
            let back = back(&shell, path);
            RefusalPage::of(shell, refusal, back).render()
        }
        Kind::Elsewhere { .. } => Ok(String::new()),
    }
}

/// A form with the secret of the session that the browser has now: whoever presses its button on our page means it.
fn of_session(again: &Again, csrf: &str) -> Again {
    let mut again = again.clone();
    again.fields.retain(|(name, _)| name != "csrf");
    again.fields.insert(0, ("csrf".to_owned(), csrf.to_owned()));
    again
}

/// From when on one may try again, in words.
fn wait(shell: &Shell, seconds: u64) -> String {
    let (key, count) = match seconds {
        0..=90 => ("error-429-seconds", seconds),
        _longer => ("error-429-minutes", seconds.div_ceil(60)),
    };
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("count", count);
    shell.words.text_with(key, &args).into_owned()
}

/// What the router declined by itself, without a page: an address that is not text, a form where there is none.
fn undrawn_refusal(response: &Response) -> Option<Failure> {
    let status = response.status();
    let is_ours = response.headers().get(CONTENT_TYPE).is_some_and(|it| {
        it.to_str().is_ok_and(|media| {
            // A page, or what a script of a page of ours is told.
            media.starts_with("text/html") || media.starts_with("application/json")
        })
    });
    if !status.is_client_error() || is_ours {
        return None;
    }
    Some(match status {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::too_large(),
        _ => Failure::not_found(),
    })
}

/// The words for a code that was sent at login differ: there is nothing to sign instead, and nothing to keep.
fn at_login(code: &'static str, path: &str) -> &'static str {
    if !split_language(path).1.starts_with("/login") {
        return code;
    }
    match code {
        "no-phone" => "login-code-no-phone",
        "not-sent" => "login-code-not-sent",
        "too-soon" => "login-code-too-soon",
        "too-many" => "login-code-too-many",
        "tried-too-often" => "login-code-tried-too-often",
        "code-expired" => "login-code-expired",
        other => other,
    }
}

/// Where a person tries again: the page whose form was sent.
fn back(shell: &Shell, path: &str) -> String {
    let (_, rest) = split_language(path);
    let of_signing = [
        "/qr/done",
        "/qr/status",
        "/qr",
        "/confirm/code",
        "/confirm",
        "/sign",
    ];
    if let Some(begun) = of_signing
        .into_iter()
        .find_map(|end| rest.strip_suffix(end))
    {
        // Back to where the way was chosen: the text to sign, or the deed.
        let is_draft = begun.starts_with("/drafts/");
        return shell.to(&format!("{begun}{}", if is_draft { "/review" } else { "" }));
    }
    let parent = rest.rsplit_once('/').map_or("/", |(parent, _)| parent);
    match rest {
        "/login" => shell.to("/login"),
        _ => shell.to(parent),
    }
}

pub(crate) fn plain_shell(language: Language) -> Shell {
    Shell {
        words: Words::of(language),
        path: "/".to_owned(),
        csrf: String::new(),
        person: None,
        nav: Nav::Portal,
        flash: None,
        events: None,
        town: None,
    }
}
