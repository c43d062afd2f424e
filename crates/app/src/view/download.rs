//! Downloads: everything that was signed, and the files of a case.

use casework::event::{Evidence, FilingEvidence};

use super::case::CaseView;
use crate::bytes::bytes;
use crate::error::Error;
pub use crate::file::File;
use crate::office::Office;

/// What of a case is downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file of the application, by its SHA-256.
    Attachment(String),
    /// The text that was signed.
    Application,
    /// The signature of the application.
    ApplicationSignature,
    /// The record of a digital confirmation, where the application was not signed.
    ApplicationConfirmation,
    /// The OCSP response about the applicant's certificate.
    ApplicationOcsp,
    /// The notary's verdict on the applicant's signature.
    ApplicationVerdict,
    /// A deed as PDF/A-3, by its number.
    DeedPdf(String),
    /// The data of a deed, as signed.
    DeedData(String),
    /// The signature of a deed.
    DeedSignature(String),
    /// The OCSP response about the signatory's certificate.
    DeedOcsp(String),
}

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
            let digest = signed(view, deed)?.evidence.ocsp_digest.clone();
            (format!("{}.ocsp.der", file_name(deed)), OCSP, digest)
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
        Wanted::ApplicationConfirmation => (
            "confirmation.json",
            "application/json",
            &confirmed.ok_or(Error::NotFound)?.record_digest,
        ),
        Wanted::ApplicationOcsp => (
            "ocsp.der",
            OCSP,
            &evidence(case.evidence.as_ref())?.ocsp_digest,
        ),
        Wanted::ApplicationVerdict => (
            "verdict.json",
            "application/json",
            &evidence(case.evidence.as_ref())?.verdict_digest,
        ),
        Wanted::Attachment(_)
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
