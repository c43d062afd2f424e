//! What went wrong with a request. `failure_page` is the one place that turns it into a page.

use std::sync::atomic::{AtomicU64, Ordering};

use app::Error;
use app::error::{PasswordProblem, chain};
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use casework::Refusal;
use casework::identifier::CaseNumber;

use crate::pages::{Again, Fault};

/// When to try again while the database, or a door to the outside, is away, in seconds.
const RETRY_SECONDS: u64 = 60;

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
    /// 403: the form is not of this session, or nobody is signed in any more; what was typed is kept on the page.
    NotNow { fault: Fault, again: Again },
    /// A signature does not count.
    Signature { code: &'static str },
    /// A code was not sent now, and nothing is wrong with what was asked.
    NotSent { code: &'static str, later: Later },
    /// The rulebook declines.
    Refused(Box<Refusal>),
    /// 429: too often; what was typed is kept on the page.
    TooMany { seconds: u64, again: Option<Again> },
    /// Another page comes first.
    Elsewhere { path: String },
}

/// Why a code is not sent now, and from when on it may be asked for again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Later {
    /// 429: too often; in so many seconds again.
    TooOften { seconds: u64 },
    /// 503: the citizens database or the door of messages is silent.
    Silent,
}

impl Failure {
    /// 404: it does not exist, or not for this person.
    pub fn not_found() -> Self {
        Self(Kind::Fault {
            fault: Fault::NotFound,
            reference: None,
        })
    }

    /// 400: a form that is not text as we write it, UTF-8.
    pub(crate) fn unreadable() -> Self {
        Self(Kind::Fault {
            fault: Fault::Unreadable,
            reference: None,
        })
    }

    /// 400: a form with a file that breaks off, or has no shape.
    pub(crate) fn broken_file() -> Self {
        Self(Kind::Fault {
            fault: Fault::BrokenFile,
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

    /// 403: a form of our own page that is not of this session any more; it can be sent again from the page.
    pub(crate) fn not_now(is_signed_in: bool, again: Again) -> Self {
        let fault = if is_signed_in {
            Fault::Forbidden
        } else {
            Fault::SignedOut
        };
        Self(Kind::NotNow { fault, again })
    }

    /// 413: more bytes than are taken.
    pub fn too_large() -> Self {
        Self(Kind::Fault {
            fault: Fault::TooLarge,
            reference: None,
        })
    }

    /// 408: the request was not sent in time.
    pub fn too_slow() -> Self {
        Self(Kind::Fault {
            fault: Fault::TooSlow,
            reference: None,
        })
    }

    /// 503: we did not get it done in time.
    pub fn away() -> Self {
        Self(Kind::Fault {
            fault: Fault::Away,
            reference: None,
        })
    }

    /// 429: too often; in so many seconds it may be tried again.
    pub fn too_many(seconds: u64) -> Self {
        Self(Kind::TooMany {
            seconds,
            again: None,
        })
    }

    /// The same failure with a form to send again, where it is a failure after which one tries again.
    pub(crate) fn holding(self, kept: Option<Again>) -> Self {
        match self.0 {
            Kind::TooMany { seconds, .. } => Self(Kind::TooMany {
                seconds,
                again: kept,
            }),
            other @ (Kind::Fault { .. }
            | Kind::NotNow { .. }
            | Kind::Signature { .. }
            | Kind::NotSent { .. }
            | Kind::Refused(_)
            | Kind::Elsewhere { .. }) => Self(other),
        }
    }

    /// Whether it is one after which the same may be sent again.
    pub(crate) fn is_too_many(&self) -> bool {
        matches!(self.0, Kind::TooMany { .. })
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

    /// The draft has become a case: that is shown.
    pub(crate) fn filed_before(number: &CaseNumber) -> Self {
        Self(Kind::Elsewhere {
            path: format!("/cases/{number}?done=sent-already"),
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
            Kind::NotNow { .. } => StatusCode::FORBIDDEN,
            Kind::Signature { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Refused(_) => StatusCode::CONFLICT,
            Kind::NotSent {
                later: Later::Silent,
                ..
            } => StatusCode::SERVICE_UNAVAILABLE,
            Kind::NotSent {
                later: Later::TooOften { .. },
                ..
            }
            | Kind::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Kind::Elsewhere { .. } => StatusCode::SEE_OTHER,
        }
    }

    /// In how many seconds the same may be sent again, for pages and programs alike; none where waiting mends nothing.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        if let Kind::TooMany { seconds, .. }
        | Kind::NotSent {
            later: Later::TooOften { seconds },
            ..
        } = &self.0
        {
            Some(*seconds)
        } else {
            (self.status() == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_SECONDS)
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
        | app::Fault::SealBroken(_)
        | app::Fault::Note(_)
        | app::Fault::Checkpoint(_)
        | app::Fault::Key
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
            Error::Password(problem) => Self(of_password(problem)),
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
        "no-person" => "no-person",
        "code-needed" => "code-needed",
        "wrong-organization" => "other-organization",
        "wrong-role" => "not-head",
        "revoked" => "revoked",
        "not-issued" => "not-issued",
        "certificate-expired" => "expired",
        "certificate-not-yet-valid" => "too-early",
        "authentication-key" | "key-usage" | "policy-missing" | "policy-mapping" => {
            "not-for-signing"
        }
        "signing-used" => "replayed",
        "signing-expired" | "signing-elsewhere" => "login-expired",
        "algorithm-not-allowed"
        | "key-too-short"
        | "key-parameters"
        | "key-length"
        | "key-off-curve"
        | "key-degenerate" => "too-weak",
        "signature-invalid"
        | "ess-mismatch"
        | "signature-length"
        | "signature-out-of-range"
        | "signature-degenerate" => "broken",
        "malformed"
        | "too-large"
        | "signer-count"
        | "signed-attributes-missing"
        | "certificate-missing" => "unreadable",
        "chain-untrusted"
        | "ca-not-a-ca"
        | "ca-out-of-term"
        | "path-too-long"
        | "name-chaining"
        | "name-constraints"
        | "unknown-critical-extension" => "untrusted",
        code if code.starts_with("token-") => "time-stamp",
        code if ["ocsp-", "crl-"].iter().any(|kind| code.starts_with(kind)) => "pending-check",
        "revocation-unknown" => "pending-check",
        _ => "unknown",
    }
}

/// A one-time password that was not sent, or does not count: whether to wait, or to do something else.
fn of_password(problem: PasswordProblem) -> Kind {
    let too_often = |code, seconds| {
        let later = Later::TooOften { seconds };
        Kind::NotSent { code, later }
    };
    let code = match problem {
        PasswordProblem::Silent | PasswordProblem::NotSent => {
            let later = Later::Silent;
            let code = "not-sent";
            return Kind::NotSent { code, later };
        }
        PasswordProblem::TooSoon { seconds } => return too_often("too-soon", seconds),
        PasswordProblem::TooMany { seconds } => return too_often("too-many", seconds),
        PasswordProblem::NoPhone => "no-phone",
        PasswordProblem::TriedTooOften => "tried-too-often",
        PasswordProblem::NotSixDigits
        | PasswordProblem::Wrong { .. }
        | PasswordProblem::Expired => "code-expired",
    };
    Kind::Signature { code }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after() {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::page_code;
    use crate::locale::{Language, Words};
    use crate::pages::SignatureProblem;

    /// Where the notary's codes stand, and those that commands add.
    const SOURCES: [&str; 5] = [
        include_str!("../../signature/src/rejected.rs"),
        include_str!("../../app/src/error.rs"),
        include_str!("../../app/src/log_in.rs"),
        include_str!("../../app/src/qr_signing.rs"),
        include_str!("../../app/src/sign_deed.rs"),
    ];
    /// Said of packages of evidence by a command line, never of a signature that somebody sends.
    const OF_PACKAGES: [&str; 2] = ["package-broken", "verdict-differs"];

    /// Every code that stands in a source after one of the marks.
    fn codes() -> Vec<&'static str> {
        let after = |source: &'static str, mark: &'static str| {
            let parts = source.split(mark).skip(1);
            parts.filter_map(|rest| rest.split('"').next())
        };
        let [notary, over, rest @ ..] = SOURCES;
        let of_record = after(over, "=> \"").filter(|code| code.starts_with("signing-"));
        let added = rest.into_iter().flat_map(|it| after(it, "code: \""));
        after(notary, "=> \"")
            .chain(of_record)
            .chain(added)
            .collect()
    }

    #[test]
    fn every_reason_of_the_notary_has_its_page_in_three_languages() {
        let codes = codes();
        for known in ["revoked", "crl-delta-missing", "signing-used", "no-person"] {
            assert!(codes.contains(&known), "{known} is not found");
        }
        assert!(codes.len() > 65, "{} codes are found", codes.len());
        for code in codes {
            let page = page_code(code);
            let is_general = page == "unknown";
            assert_eq!(is_general, OF_PACKAGES.contains(&code), "{code} → {page}");
            let is_known = SignatureProblem::CODES.contains(&page);
            assert!(is_known || is_general, "{code} → {page}");
        }
    }

    #[test]
    fn every_page_of_a_reason_has_its_own_words_and_a_way_out() {
        for language in [Language::Kk, Language::Ru, Language::En] {
            let words = Words::of(language);
            let mut headings = std::collections::BTreeMap::new();
            for code in SignatureProblem::CODES {
                for part in ["heading", "what", "do"] {
                    let key = format!("signature-{code}-{part}");
                    assert!(words.has(&key), "{key} has no words");
                }
                let said = ["heading", "what"].map(|part| {
                    let key = format!("signature-{code}-{part}");
                    words.text(&key).into_owned()
                });
                // A code comes too soon in the same words wherever it is asked for.
                let other = match code.strip_prefix("login-code-") {
                    Some(_) => None,
                    None => headings.insert(said, code),
                };
                assert_eq!(other, None, "{code} says what another page says");
            }
        }
    }
}
