//! What went wrong with a request, and the page for it. This is the one place that turns errors into pages.

use app::Error;
use app::error::chain;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use casework::Refusal;

use crate::door::{Shared, Visit, split_language};
use crate::locale::{Language, Words};
use crate::pages::{ErrorPage, Fault, Nav, RefusalPage, Shell, SignatureProblem};

/// What went wrong with a request.
#[derive(Clone, Debug)]
pub struct Failure(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// A page of an HTTP error.
    Fault {
        fault: Fault,
        reference: Option<String>,
    },
    /// A signature does not count.
    Signature { code: &'static str },
    /// The rulebook declines.
    Refused(Box<Refusal>),
    /// Another page comes first.
    Elsewhere { path: String },
}

impl Failure {
    /// 404: it does not exist, or not for this person.
    pub fn not_found() -> Self {
        Self(Kind::Fault {
            fault: Fault::NotFound,
            reference: None,
        })
    }

    /// 403: the form is not from this session.
    pub fn forbidden() -> Self {
        Self(Kind::Fault {
            fault: Fault::Forbidden,
            reference: None,
        })
    }

    /// 413: more bytes than are taken.
    pub fn too_large() -> Self {
        Self(Kind::Fault {
            fault: Fault::TooLarge,
            reference: None,
        })
    }

    /// Nobody is signed in: the login page comes first, and leads back to `path`.
    pub fn signed_out(path: &str) -> Self {
        Self(Kind::Elsewhere {
            path: format!("/login?next={}", encode(path)),
        })
    }

    /// The person has no account: the registration page comes first.
    pub fn not_registered(path: &str) -> Self {
        Self(Kind::Elsewhere {
            path: format!("/register?next={}", encode(path)),
        })
    }

    /// A signature was not sent at all.
    pub fn no_signature() -> Self {
        Self(Kind::Signature {
            code: "no-signature",
        })
    }

    /// A page of ours could not be drawn.
    pub fn undrawn(error: &askama::Error) -> Self {
        Self::ours(&error.to_string())
    }

    /// Ours: the person sees a reference number, the log keeps the chain under the same number.
    fn ours(chain: &str) -> Self {
        let reference = reference(chain);
        tracing::error!(reference, error = chain, "a request failed");
        Self(Kind::Fault {
            fault: Fault::Ours,
            reference: Some(reference),
        })
    }

    fn status(&self) -> StatusCode {
        match &self.0 {
            Kind::Fault { fault, .. } => {
                StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Kind::Signature { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Refused(_) => StatusCode::CONFLICT,
            Kind::Elsewhere { .. } => StatusCode::SEE_OTHER,
        }
    }
}

/// A number for a fault of ours: enough of a digest to find the line in the log.
fn reference(chain: &str) -> String {
    let digest = casework::canonical::sha256_hex(chain.as_bytes());
    digest.chars().take(8).collect::<String>().to_uppercase()
}

/// A path as a value of a query.
pub(crate) fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _infallible = write!(out, "%{byte:02X}");
        }
        out
    })
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Rejected { code } => Self(Kind::Signature {
                code: page_code(code),
            }),
            Error::Signing(over) => Self(Kind::Signature {
                code: page_code(over.code()),
            }),
            Error::Refused(refusal) => Self(Kind::Refused(Box::new(refusal))),
            Error::NotFound => Self::not_found(),
            Error::SignedOut => Self::signed_out("/account"),
            Error::NotRegistered => Self::not_registered("/account"),
            Error::Conflict | Error::EditionChanged => Self(Kind::Fault {
                fault: Fault::Conflict,
                reference: None,
            }),
            Error::NotTaken(_) => Self::too_large(),
            Error::Problems(_) | Error::Fault(_) => Self::ours(&chain(&error)),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Error::from(refusal).into()
    }
}

/// The page for a reason of the notary or of a signing record.
fn page_code(code: &str) -> &'static str {
    match code {
        "content-differs" | "digest-mismatch" => "other-bytes",
        "wrong-person" => "other-person",
        "wrong-organization" => "other-organization",
        "wrong-role" => "not-head",
        "revoked" | "not-issued" => "revoked",
        "certificate-expired" | "certificate-not-yet-valid" => "expired",
        "authentication-key" | "key-usage" => "not-for-signing",
        "signing-used" => "replayed",
        "signing-expired" | "signing-elsewhere" => "login-expired",
        "algorithm-not-allowed" | "key-too-short" => "too-weak",
        "malformed" | "too-large" | "signer-count" | "signed-attributes-missing" => "unreadable",
        code if code == "revocation-unknown" || code.starts_with("ocsp-") => "pending-check",
        _ => "untrusted",
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Draws the page of a failure, in the language of the address and for the person who is signed in.
pub(crate) async fn draw(State(front): State<Shared>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let uri = parts.uri.clone();
    let visit = axum::RequestPartsExt::extract_with_state::<Visit, Shared>(&mut parts, &front);
    let visit = visit.await.ok();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let failure = response.extensions_mut().remove::<Failure>();
    let Some(failure) = failure.or_else(|| undrawn_refusal(&response)) else {
        return response;
    };
    let language = split_language(uri.path()).0.unwrap_or(Language::Kk);
    if let Kind::Elsewhere { path } = &failure.0 {
        return Redirect::to(&format!("/{}{path}", language.code())).into_response();
    }
    let shell = visit.map_or_else(|| plain_shell(language), |visit| visit.shell());
    let page = match &failure.0 {
        Kind::Fault { fault, reference } => ErrorPage {
            shell,
            fault: *fault,
            reference: reference.clone(),
        }
        .render(),
        Kind::Signature { code } => {
            let back = back(&shell, uri.path());
            SignatureProblem {
                shell,
                code: (*code).to_owned(),
                reference: None,
                back,
            }
            .render()
        }
        Kind::Refused(refusal) => {
            let back = back(&shell, uri.path());
            RefusalPage::of(shell, refusal, back).render()
        }
        Kind::Elsewhere { .. } => Ok(String::new()),
    };
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

/// What the router declined by itself, without a page: an address that is not text, a form where there is none.
fn undrawn_refusal(response: &Response) -> Option<Failure> {
    let status = response.status();
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|it| {
        it.to_str()
            .is_ok_and(|media| media.starts_with("text/html"))
    });
    if !status.is_client_error() || is_page {
        return None;
    }
    Some(match status {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::too_large(),
        _ => Failure::not_found(),
    })
}

/// Where a person tries again: the page whose form was sent.
fn back(shell: &Shell, path: &str) -> String {
    let (_, rest) = split_language(path);
    let parent = rest.rsplit_once('/').map_or("/", |(parent, _)| parent);
    match rest {
        "/login" => shell.to("/login"),
        _ => shell.to(parent),
    }
}

fn plain_shell(language: Language) -> Shell {
    Shell {
        words: Words::of(language),
        path: "/".to_owned(),
        csrf: String::new(),
        person: None,
        nav: Nav::Portal,
        flash: None,
        town: None,
    }
}
