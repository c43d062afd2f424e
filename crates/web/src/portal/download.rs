//! Downloads: sent as files to keep, never shown inside a page of ours.
//!
//! # Threats
//!
//! A file that is a page with a script in it, opened under our name: it is sent as an attachment under the type that
//! its content was judged to be, no browser guesses another, and its own policy lets nothing in it run. A name that
//! breaks out of the header or out of a folder: every sign but letters, digits, `-`, `_` and `.` is escaped.

use app::view::case::of_recipient;
use app::view::download::{File, Wanted, download};
use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse as _, Response};

use crate::door::{ISOLATED, Visit};
use crate::failure::{Failure, encode};
use crate::portal::Answer;
use crate::portal::case::number;
use crate::portal::home::query_of;

/// A file of one's own case.
pub(crate) async fn of_case(
    Path((_, text, what)): Path<(String, String, String)>,
    visit: Visit,
) -> Answer {
    let number = number(&text)?;
    let view = of_recipient(visit.office(), visit.registered()?, &number, visit.now).await?;
    let wanted = wanted(&what, query_of(&visit.path, "of")).ok_or_else(Failure::not_found)?;
    Ok(answer(download(visit.office(), &view, &wanted).await?))
}

/// What an address asks for.
pub(crate) fn wanted(what: &str, of: String) -> Option<Wanted> {
    match what {
        "attachment" => Some(Wanted::Attachment(of)),
        "application" => Some(Wanted::Application),
        "application.p7s" => Some(Wanted::ApplicationSignature),
        "application.confirmation" => Some(Wanted::ApplicationConfirmation),
        "application.ocsp" => Some(Wanted::ApplicationOcsp),
        "application.verdict" => Some(Wanted::ApplicationVerdict),
        "receipt" => Some(Wanted::Receipt),
        "application.card" => Some(Wanted::ApplicationCard),
        "deed.card" => Some(Wanted::DeedCard(of)),
        "deed.pdf" => Some(Wanted::DeedPdf(of)),
        "deed.json" => Some(Wanted::DeedData(of)),
        "deed.p7s" => Some(Wanted::DeedSignature(of)),
        "deed.ocsp" => Some(Wanted::DeedOcsp(of)),
        _ => None,
    }
}

/// A file to keep, under its name in any alphabet (RFC 6266, RFC 5987).
pub(crate) fn answer(file: File) -> Response {
    let mut response = file.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.mime));
    headers.insert(CONTENT_SECURITY_POLICY, ISOLATED);
    let name = encode(&file.name).replace('/', "%2F");
    let disposition = format!("attachment; filename=\"file\"; filename*=UTF-8''{name}");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    response
}
