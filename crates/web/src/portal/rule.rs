//! What the recipient does under a rule of the Code: opens a preliminary decision, objects, asks to be heard, waives
//! it, remarks on the protocol, withdraws.

use app::rule_command::by_recipient;
use app::view::case::of_recipient;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};

use super::case::{number, page};
use super::{Answer, draw};
use crate::failure::Failure;
use crate::form::Posted;
use crate::rule::{FORMS_OF_RECIPIENT, Sent, declined, overtaken, read};

/// Carries the act out. A form with a gap, or one that somebody else was quicker than, comes back with what was typed;
/// a case of somebody else does not exist.
pub(crate) async fn act(
    Path((_, text, code)): Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let visit = &posted.visit;
    let account = visit.registered()?;
    let number = number(&text)?;
    let view = of_recipient(visit.office(), account, &number, visit.now).await?;
    if !FORMS_OF_RECIPIENT.contains(&code.as_str()) {
        return Err(Failure::not_found());
    }
    let sent = Sent {
        code: &code,
        fields: &posted.fields,
    };
    match read(visit, &sent).ok_or_else(Failure::not_found)? {
        Ok(command) => {
            match by_recipient(visit.office(), account, &number, command, visit.now).await {
                Ok(_case) => {
                    let path = format!("/cases/{number}{}", said(&code));
                    Ok(Redirect::to(&visit.to(&path)).into_response())
                }
                Err(app::Error::Conflict) => {
                    let view = of_recipient(visit.office(), account, &number, visit.now).await?;
                    let problems = overtaken(visit, &sent);
                    let mut page = page(visit, &view, (Some(&sent), problems)).await?;
                    page.shell.path = format!("/cases/{number}");
                    Ok((StatusCode::CONFLICT, draw(&page)?).into_response())
                }
                Err(error) => {
                    let back = visit.to(&format!("/cases/{number}"));
                    declined(visit.shell(), &sent, error, back)
                }
            }
        }
        Err(problems) => {
            let mut page = page(visit, &view, (Some(&sent), problems)).await?;
            page.shell.path = format!("/cases/{number}");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&page)?).into_response())
        }
    }
}

/// What the page says after such an act: that it was sent, and what comes next.
fn said(code: &str) -> &'static str {
    match code {
        "open" => "?done=notice-opened",
        "object" => "?done=objected",
        "hear" => "?done=hearing-asked",
        "waive" => "?done=hearing-waived",
        "remark" => "?done=remarked",
        "ask-correction" => "?done=correction-asked",
        "withdraw" => "?done=withdrawn",
        _ => "?done=saved",
    }
}
