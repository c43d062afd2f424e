//! Downloads from a case: its files, and everything that was signed.

use app::access::Seen;
use app::view::download::download;
use axum::extract::Path;

use super::Seat;
use crate::door::Visit;
use crate::failure::Failure;
use crate::portal::Answer;
use crate::portal::case::number;
use crate::portal::download::{answer, wanted};
use crate::portal::home::query_of;

/// A file of a case of the organization.
pub(crate) async fn file(
    Path((_, org, text, what)): Path<(String, String, String, String)>,
    visit: Visit,
) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let wanted = wanted(&what, query_of(&seat.visit.path, "of")).ok_or_else(Failure::not_found)?;
    let seen = Seen::File(wanted.clone());
    let view = seat.case(&number(&text)?, &seen).await?;
    Ok(answer(download(seat.visit.office(), &view, &wanted).await?))
}
