//! One's own case: to read, to download, and what the Code lets a person do in it.

use app::rule_command::by_recipient;
use app::view::case::{CaseView, of_recipient};
use axum::Json;
use axum::extract::Path;
use axum::http::header::{ETAG, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use casework::actor::Actor;
use serde::Serialize;

use super::case_told::{CaseTold, example};
use super::door::{Known, Sent};
use super::files;
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::rule::PersonAct;
use crate::door::Visit;
use crate::portal::case::number;

pub(super) fn add(api: Api) -> Api {
    let read = Operation::get(
        "/v1/cases/{number}",
        "readCase",
        "One's own case: where it is, who has it, by when and why.",
    );
    let file = Operation::get(
        "/v1/cases/{number}/files/{what}",
        "readFile",
        "A file of one's own case.",
    );
    let act = Operation::post(
        "/v1/cases/{number}/acts",
        "act",
        "What the Code lets a person do: open a preliminary decision, object, ask to be heard, waive, remark on the protocol, withdraw, ask for a correction.",
    );
    api.on(read.gives::<CaseTold>(200, example()), self::read)
        .on(
            file.query(
                "of",
                "The deed or the attachment, as `files` of the case names it.",
                serde_json::json!({ "type": "string" }),
            )
            .gives_file(),
            self::file,
        )
        .on(
            act.takes::<PersonAct>(serde_json::json!({ "act": "withdraw", "text": "" }))
                .gives::<CaseTold>(200, example()),
            self::act,
        )
}

/// A case with its `ETag`.
pub(super) fn with_seq(seq: u64, told: impl Serialize) -> Response {
    let mut response = Json(told).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{seq}\"")) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

fn told(visit: &Visit, view: &CaseView<'_>) -> Result<Response, Problem> {
    let actor = Actor::Recipient(visit.signed_in()?.person.clone());
    let case = &view.loaded.case;
    let address = format!("/api/v1/cases/{}", case.filed.number);
    let told = CaseTold::of(visit, view, actor, &address);
    Ok(with_seq(case.seq, told))
}

async fn read(Path(text): Path<String>, Known(visit): Known) -> Result<Response, Problem> {
    let account = visit.registered()?;
    let view = of_recipient(visit.office(), account, &number(&text)?, visit.now).await?;
    told(&visit, &view)
}

async fn file(
    Path((text, what)): Path<(String, String)>,
    Known(visit): Known,
) -> Result<Response, Problem> {
    let account = visit.registered()?;
    let view = of_recipient(visit.office(), account, &number(&text)?, visit.now).await?;
    files::file(&visit, &view, &what).await
}

async fn act(
    Path(text): Path<String>,
    Known(visit): Known,
    Sent(sent): Sent<PersonAct>,
) -> Result<Response, Problem> {
    let account = visit.registered()?;
    let (office, number) = (visit.office(), number(&text)?);
    by_recipient(office, account, &number, sent.command(), visit.now).await?;
    let view = of_recipient(office, account, &number, visit.now).await?;
    told(&visit, &view)
}
