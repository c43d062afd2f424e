//! Forms with files, read whole before anything is done with them: of one that breaks off, nothing is taken.

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;

use crate::door::Shared;
use crate::failure::Failure;

/// One part of a form.
pub(crate) struct Part {
    /// The name of the field.
    pub(crate) name: String,
    /// The name of the file, where it is one; as the browser gave it.
    pub(crate) file_name: Option<String>,
    /// What was sent.
    pub(crate) bytes: Bytes,
}

impl Part {
    /// What was sent as text.
    pub(crate) fn text(&self) -> Result<&str, NotRead> {
        std::str::from_utf8(&self.bytes).map_err(|_not_utf8| NotRead::Broken)
    }
}

/// Why a form with files cannot be read.
pub(crate) enum NotRead {
    /// More bytes than are taken.
    TooMuch,
    /// It is no form with files at all.
    AnotherKind,
    /// No boundary, no end, a part without a name, a text that is not UTF-8.
    Broken,
}

impl From<MultipartError> for NotRead {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Self::TooMuch
        } else {
            Self::Broken
        }
    }
}

impl From<NotRead> for Failure {
    fn from(not_read: NotRead) -> Self {
        match not_read {
            NotRead::TooMuch => Self::too_large(),
            NotRead::AnotherKind => Self::forbidden(),
            NotRead::Broken => Self::broken_file(),
        }
    }
}

/// The parts of a form in order, to its last boundary.
pub(crate) async fn read(request: Request, front: &Shared) -> Result<Vec<Part>, NotRead> {
    let kind = request.headers().get(CONTENT_TYPE);
    let is_ours = kind.is_some_and(|it| it.as_bytes().starts_with(b"multipart/form-data"));
    if !is_ours {
        return Err(NotRead::AnotherKind);
    }
    let mut multipart = Multipart::from_request(request, front)
        .await
        .map_err(|_not_multipart| NotRead::Broken)?;
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await? {
        parts.push(Part {
            name: field.name().ok_or(NotRead::Broken)?.to_owned(),
            file_name: field.file_name().map(str::to_owned),
            bytes: field.bytes().await?,
        });
    }
    Ok(parts)
}
