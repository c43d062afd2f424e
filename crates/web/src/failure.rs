//! What went wrong with a request. `failure_page` is the one place that turns it into a page.

use std::sync::atomic::{AtomicU64, Ordering};

use app::Error;
use app::error::{PasswordProblem, chain};
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use casework::Refusal;

use crate::pages::Fault;

/// When to try again while the database is away, in seconds.
const RETRY_SECONDS: &str = "60";

/// What went wrong with a request.
#[derive(Clone, Debug)]
pub struct Failure(Kind);

/// The kinds of it, each with its page.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
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
        Self::logged(Fault::Ours, chain)
    }

    fn logged(fault: Fault, chain: &str) -> Self {
        let reference = reference(chain);
        tracing::error!(reference, error = chain, "a request failed");
        Self(Kind::Fault {
            fault,
            reference: Some(reference),
        })
    }

    /// What kind it is.
    pub(crate) fn kind(&self) -> &Kind {
        &self.0
    }

    pub(crate) fn status(&self) -> StatusCode {
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

/// What a person can do about a fault: wait for room, try again soon, or tell us.
fn kind_of(fault: &app::Fault) -> Fault {
    match fault {
        app::Fault::Store(fault) if fault.is_no_room() => Fault::Full,
        app::Fault::Store(fault) if fault.is_passing() => Fault::Away,
        app::Fault::Store(_)
        | app::Fault::Journal(_)
        | app::Fault::Body(_)
        | app::Fault::EditionGone(_)
        | app::Fault::OrganizationGone(_)
        | app::Fault::BytesGone(_)
        | app::Fault::NotCanonical(_)
        | app::Fault::Deed(_)
        | app::Fault::Paper(_)
        | app::Fault::Package(_)
        | app::Fault::Law(_)
        | app::Fault::Randomness => Fault::Ours,
    }
}

/// A number for a fault of ours: enough of a digest to find the line in the log.
fn reference(chain: &str) -> String {
    static FAULTS: AtomicU64 = AtomicU64::new(0);
    let ordinal = FAULTS.fetch_add(1, Ordering::Relaxed);
    let digest = casework::canonical::sha256_hex(format!("{ordinal} {chain}").as_bytes());
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
            Error::Password(problem) => Self(Kind::Signature {
                code: password_code(problem),
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
            Error::Problems(_) => Self::ours(&chain(&error)),
            Error::Fault(ref fault) => Self::logged(kind_of(fault), &chain(&error)),
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
        "authentication-key" | "key-usage" | "policy-missing" | "policy-mapping" => {
            "not-for-signing"
        }
        "signing-used" => "replayed",
        "signing-expired" | "signing-elsewhere" => "login-expired",
        "algorithm-not-allowed" | "key-too-short" => "too-weak",
        "malformed" | "too-large" | "signer-count" | "signed-attributes-missing" => "unreadable",
        code if code.starts_with("token-") => "time-stamp",
        code if ["ocsp-", "crl-"].iter().any(|kind| code.starts_with(kind)) => "pending-check",
        "revocation-unknown" => "pending-check",
        _ => "untrusted",
    }
}

/// The page for a one-time password that was not sent, or does not count.
fn password_code(problem: PasswordProblem) -> &'static str {
    match problem {
        PasswordProblem::NoPhone => "no-phone",
        PasswordProblem::Silent | PasswordProblem::NotSent => "not-sent",
        PasswordProblem::TooSoon { .. } => "too-soon",
        PasswordProblem::TooMany => "too-many",
        PasswordProblem::TriedTooOften => "tried-too-often",
        PasswordProblem::NotSixDigits
        | PasswordProblem::Wrong { .. }
        | PasswordProblem::Expired => "code-expired",
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = status.into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            let soon = HeaderValue::from_static(RETRY_SECONDS);
            response.headers_mut().insert(RETRY_AFTER, soon);
        }
        response.extensions_mut().insert(self);
        response
    }
}
