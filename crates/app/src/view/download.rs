//! Downloads: everything that was signed, and the files of a case.

use casework::event::{Evidence, FilingEvidence};

use super::card::{Subject, card};
use super::case::CaseView;
use super::receipt;
use crate::bytes::bytes;
use crate::error::{Error, Fault};
pub use crate::file::{File, Wanted};
use crate::office::Office;
use crate::print_deed::verification_address;

/// A file of a case that the caller may see.
pub async fn download(
    office: &Office,
    view: &CaseView<'_>,
    wanted: &Wanted,
) -> Result<File, Error> {
    let (name, mime, digest) = match wanted {
        Wanted::Attachment(sha256) => {
            let files = &view.loaded.case.filed.attachments;
            let file = files
                .iter()
                .find(|file| &file.sha256 == sha256)
                .ok_or(Error::NotFound)?;
            (file.name.clone(), file.media.mime(), file.sha256.clone())
        }
        Wanted::Application
        | Wanted::ApplicationSignature
        | Wanted::ApplicationConfirmation
        | Wanted::ApplicationOcsp
        | Wanted::ApplicationVerdict => of_application(view, wanted)?,
        Wanted::Receipt => return receipt::acceptance(office, view),
        Wanted::ApplicationCard => return application_card(office, view).await,
        Wanted::DeedCard(deed) => return deed_card(office, view, deed).await,
        Wanted::DeedPdf(deed) => {
            let row = view
                .deeds
                .iter()
                .find(|row| &row.number == deed)
                .ok_or(Error::NotFound)?;
            let digest = row.pdf_digest.clone().ok_or(Error::NotFound)?;
            (
                format!("{}.pdf", file_name(deed)),
                "application/pdf",
                digest,
            )
        }
        Wanted::DeedData(deed) => {
            let digest = signed(view, deed)?.data_digest.clone();
            (
                format!("{}.json", file_name(deed)),
                "application/json",
                digest,
            )
        }
        Wanted::DeedSignature(deed) => {
            let digest = signed(view, deed)?.container_digest.clone();
            (format!("{}.p7s", file_name(deed)), CMS, digest)
        }
        Wanted::DeedOcsp(deed) => {
            let evidence = &signed(view, deed)?.evidence;
            let (ending, mime) = revocation(evidence);
            let digest = evidence.ocsp_digest.clone();
            (format!("{}.{ending}", file_name(deed)), mime, digest)
        }
    };
    Ok(File {
        name,
        mime,
        bytes: bytes(office, &digest).await?,
    })
}

const CMS: &str = "application/pkcs7-signature";
const OCSP: &str = "application/ocsp-response";

/// The card of the application.
async fn application_card(office: &Office, view: &CaseView<'_>) -> Result<File, Error> {
    let filed = &view.loaded.case.filed;
    let subject = Subject {
        container: &filed.container_digest,
        title: view.edition.act.title.clone(),
        number: filed.number.to_string(),
        mime: "text/plain",
        address: format!("{}/kk/cases/{}", office.settings.origin, filed.number),
    };
    card(office, view, subject).await
}

/// The card of a deed.
async fn deed_card(office: &Office, view: &CaseView<'_>, deed: &str) -> Result<File, Error> {
    let signed = signed(view, deed)?;
    let row = view.deeds.iter().find(|row| row.number == signed.number);
    let title = row.ok_or(Error::NotFound)?.titles.clone();
    let subject = Subject {
        container: &signed.container_digest,
        title: serde_json::from_value(title).map_err(Fault::Body)?,
        number: signed.number.clone(),
        mime: "application/json",
        address: verification_address(office, &signed.number),
    };
    card(office, view, subject).await
}

/// The ending and the media type of what says that the certificate was not revoked.
fn revocation(evidence: &Evidence) -> (&'static str, &'static str) {
    if evidence.by_list {
        ("crl", "application/pkix-crl")
    } else {
        ("ocsp.der", OCSP)
    }
}

/// A part of the signed application and its evidence.
fn of_application(
    view: &CaseView<'_>,
    wanted: &Wanted,
) -> Result<(String, &'static str, String), Error> {
    let case = &view.loaded.case;
    let confirmed = case
        .evidence
        .as_ref()
        .and_then(FilingEvidence::confirmation);
    let (name, mime, digest) = match wanted {
        Wanted::Application => (
            "txt",
            "text/plain; charset=utf-8",
            &case.filed.signed_digest,
        ),
        Wanted::ApplicationSignature if confirmed.is_some() => return Err(Error::NotFound),
        Wanted::ApplicationSignature => ("p7s", CMS, &case.filed.container_digest),
        Wanted::ApplicationOcsp => {
            let evidence = evidence(case.evidence.as_ref())?;
            let (ending, mime) = revocation(evidence);
            (ending, mime, &evidence.ocsp_digest)
        }
        Wanted::ApplicationConfirmation => (
            "confirmation.json",
            "application/json",
            &confirmed.ok_or(Error::NotFound)?.record_digest,
        ),
        Wanted::ApplicationVerdict => (
            "verdict.json",
            "application/json",
            &evidence(case.evidence.as_ref())?.verdict_digest,
        ),
        Wanted::Attachment(_)
        | Wanted::Receipt
        | Wanted::ApplicationCard
        | Wanted::DeedCard(_)
        | Wanted::DeedPdf(_)
        | Wanted::DeedData(_)
        | Wanted::DeedSignature(_)
        | Wanted::DeedOcsp(_) => return Err(Error::NotFound),
    };
    Ok((
        format!("{}-application.{name}", case.filed.number),
        mime,
        digest.clone(),
    ))
}

/// The evidence of a signature; what was confirmed by password has none.
fn evidence(evidence: Option<&FilingEvidence>) -> Result<&Evidence, Error> {
    evidence
        .and_then(FilingEvidence::signature)
        .ok_or(Error::NotFound)
}

fn signed<'v>(
    view: &'v CaseView<'_>,
    deed: &str,
) -> Result<&'v casework::event::DeedSigned, Error> {
    view.loaded
        .case
        .deeds
        .iter()
        .find(|signed| signed.number == deed)
        .ok_or(Error::NotFound)
}

fn file_name(deed: &str) -> String {
    deed.replace('/', "-")
}
