//! The files of a case: everything that was given and signed.

use app::access::Seen;
use app::view::case::CaseView;
use app::view::download::{Wanted, download};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::door::{asked, query};
use super::problem::Problem;
use crate::door::Visit;
use crate::failure::encode;
use crate::portal::download::{answer, wanted};

/// A file of a case that can be downloaded.
#[derive(Serialize, ToSchema)]
pub(super) struct FileTold {
    /// What it is: the last part of its address.
    what: String,
    /// The deed or the attachment that it is of: `of` of its address.
    of: Option<String>,
    /// Its address.
    href: String,
}

/// The files that there are; `address` is that of the case.
pub(super) fn told(view: &CaseView<'_>, address: &str) -> Vec<FileTold> {
    let case = &view.loaded.case;
    let evidence = case.evidence.as_ref();
    let is_confirmed = evidence.is_some_and(|it| it.confirmation().is_some());
    let is_signed = evidence.is_some_and(|it| it.signature().is_some());
    let mut all: Vec<(&str, Option<&str>)> = vec![("application", None)];
    let of_application = [
        ("application.p7s", !is_confirmed),
        ("application.confirmation", is_confirmed),
        ("application.ocsp", is_signed),
        ("application.verdict", is_signed),
        ("application.card", is_signed),
    ];
    all.extend(
        of_application
            .into_iter()
            .filter(|(_, is)| *is)
            .map(|(what, _)| (what, None)),
    );
    let attachments = case.filed.attachments.iter();
    all.extend(attachments.map(|it| ("attachment", Some(it.sha256.as_str()))));
    for deed in &view.deeds {
        let number = Some(deed.number.as_str());
        if deed.pdf_digest.is_some() {
            all.push(("deed.pdf", number));
        }
        let rest = ["deed.json", "deed.p7s", "deed.ocsp", "deed.card"];
        all.extend(rest.map(|what| (what, number)));
    }
    all.into_iter()
        .map(|(what, of)| {
            let query = of.map_or_else(String::new, |of| format!("?of={}", encode(of)));
            FileTold {
                href: format!("{address}/files/{what}{query}"),
                what: what.to_owned(),
                of: of.map(str::to_owned),
            }
        })
        .collect()
}

/// What an official sees who asks for a file.
pub(super) fn seen(visit: &Visit, what: &str) -> Result<Seen, Problem> {
    Ok(Seen::File(of(visit, what)?))
}

fn of(visit: &Visit, what: &str) -> Result<Wanted, Problem> {
    let fields = query(visit, &["of"])?;
    let of = asked(&fields, "of", |it| Some(it.to_owned()))?;
    wanted(what, of.unwrap_or_default()).ok_or_else(Problem::not_found)
}

/// A file of a case that the caller may see.
pub(super) async fn file(
    visit: &Visit,
    view: &CaseView<'_>,
    what: &str,
) -> Result<Response, Problem> {
    let wanted = of(visit, what)?;
    Ok(answer(download(visit.office(), view, &wanted).await?))
}
