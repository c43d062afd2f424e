//! Problems (RFC 9457): what went wrong, with a stable code and a sentence in the caller's language.

use app::Error;
use app::error::PasswordProblem;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use casework::Refusal;
use casework::application::{Problem as AnswerProblem, ProblemCode};
use casework::attachment::NotTaken;
use casework::refusal::TextRefusal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::failure::{Failure, Kind};
use crate::failure_page::plain_shell;
use crate::fields::sentence;
use crate::locale::{Language, Words};
use crate::pages::{Fault, RefusalPage};
use crate::portal::documents::said;

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
pub(super) struct ProblemAnswer {
    /// `urn:shanyraq:problem:` and the code.
    r#type: String,
    /// The phrase of the status.
    title: String,
    /// The status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What it is, for programs. Codes do not change.
    code: String,
    /// What it is and what to do, for people.
    detail: String,
    /// What is wrong with which field.
    errors: Vec<FieldProblem>,
    /// The facts of a rule that declines: names, days, codes.
    facts: Vec<String>,
    /// What has happened to the case that the caller had not seen.
    happened: Option<Happened>,
    /// The number under which the log has a fault of ours.
    reference: Option<String>,
}

/// What is wrong with a field.
#[derive(Serialize, ToSchema)]
struct FieldProblem {
    /// Where in the body, or in the draft, it is (RFC 6901).
    pointer: String,
    /// What is wrong, for programs.
    code: String,
    /// The paragraph of the act that asks for the field.
    rule: Option<String>,
    /// What is wrong, for people.
    message: String,
}

/// What has happened to a case since the caller looked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Happened {
    /// How many events the case has now: its `ETag`.
    pub(super) seq: u64,
    /// The events that the caller had not seen, in order.
    pub(super) events: Vec<EventTold>,
}

/// An event of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct EventTold {
    /// What happened.
    pub(super) event: String,
    /// When.
    #[schema(format = "date-time")]
    pub(super) at: String,
    /// The official who did it; none where it was the person or the system.
    pub(super) by: Option<String>,
}

/// What went wrong, before it is said in a language.
#[derive(Clone, Debug)]
pub(super) struct Problem(Box<Wrongs>);

#[derive(Clone, Debug)]
struct Wrongs {
    status: StatusCode,
    code: String,
    says: Says,
    wrong: Vec<Wrong>,
    happened: Option<Happened>,
    reference: Option<String>,
    retry_after: Option<u64>,
}

#[derive(Clone, Debug)]
enum Says {
    Key(String),
    Two(String, String),
    Left(u64),
    Rule(Box<Refusal>),
    File(NotTaken),
    Answer(ProblemCode),
}

/// What is wrong with one field.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    pointer: String,
    code: String,
    rule: Option<String>,
    says: Says,
}

impl Wrong {
    /// With the sentence of a key.
    pub(super) fn key(pointer: &str, code: &str, key: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            code: code.to_owned(),
            rule: None,
            says: Says::Key(key.to_owned()),
        }
    }

    /// A text that cannot stand in a document, at the field that the command calls `line`.
    fn text(line: &str, refusal: TextRefusal) -> Self {
        let pointer = match line {
            // What the body calls otherwise.
            "name" => "/recipient_name".to_owned(),
            "note" => "/text".to_owned(),
            line => format!("/{line}"),
        };
        Self {
            pointer,
            code: refusal.code().to_owned(),
            rule: None,
            says: Says::Rule(Box::new(refusal.into())),
        }
    }

    /// An answer that breaks a rule of the form; `rule` is the paragraph that asks.
    pub(super) fn answer(pointer: String, code: &ProblemCode, rule: Option<String>) -> Self {
        Self {
            pointer,
            code: code.key().to_owned(),
            rule,
            says: Says::Answer(code.clone()),
        }
    }
}

impl Says {
    fn words(&self, words: &'static Words) -> String {
        match self {
            Self::Key(key) => words.text(key).into_owned(),
            Self::Two(what, then) => format!("{} {}", words.text(what), words.text(then)),
            Self::Left(left) => {
                let mut args = fluent_bundle::FluentArgs::new();
                args.set("left", left.to_string());
                words.text_with("confirm-wrong", &args).into_owned()
            }
            Self::Rule(refusal) => words
                .text(&format!("refusal-{}", refusal.code()))
                .into_owned(),
            Self::File(problem) => said(words, problem),
            Self::Answer(code) => sentence(words, code),
        }
    }

    fn facts(&self, language: Language) -> Vec<String> {
        match self {
            Self::Rule(refusal) => {
                RefusalPage::of(plain_shell(language), refusal, String::new()).facts
            }
            Self::Key(_) | Self::Two(..) | Self::Left(_) | Self::File(_) | Self::Answer(_) => {
                Vec::new()
            }
        }
    }
}

impl Problem {
    fn new(status: StatusCode, code: &str, key: &str) -> Self {
        Self(Box::new(Wrongs {
            status,
            code: code.to_owned(),
            says: Says::Key(key.to_owned()),
            wrong: Vec::new(),
            happened: None,
            reference: None,
            retry_after: None,
        }))
    }

    /// 400: the body is not JSON.
    pub(super) fn malformed() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", "api-malformed")
    }

    /// 400: the query has a value that cannot be read.
    pub(super) fn query(name: &str) -> Self {
        let mut it = Self::new(StatusCode::BAD_REQUEST, "query", "api-query");
        it.0.wrong = vec![Wrong::key(name, "query", "api-query")];
        it
    }

    /// 400: a header cannot be read.
    pub(super) fn header(name: &str) -> Self {
        let mut it = Self::new(StatusCode::BAD_REQUEST, "header", "api-header");
        it.0.wrong = vec![Wrong::key(name, "header", "api-header")];
        it
    }

    /// 401: nobody is logged in.
    pub(super) fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", "api-signed-out")
    }

    /// 404: it does not exist, or not for the caller.
    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "api-not-found")
    }

    /// 406: the caller takes no JSON.
    pub(super) fn not_acceptable() -> Self {
        Self::new(
            StatusCode::NOT_ACCEPTABLE,
            "not-acceptable",
            "api-not-acceptable",
        )
    }

    /// 409: it cannot be done as things are.
    pub(super) fn conflict(code: &str, key: &str) -> Self {
        Self::new(StatusCode::CONFLICT, code, key)
    }

    /// 409: somebody was first.
    pub(super) fn first(happened: Happened) -> Self {
        let mut it = Self::conflict("somebody-was-first", "error-409-text");
        it.0.happened = Some(happened);
        it
    }

    /// 412: other answers stand in the section than the caller has seen.
    pub(super) fn section_changed() -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "section-changed",
            "api-section-changed",
        )
    }

    /// 413: more bytes than are taken.
    pub(super) fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "api-too-large")
    }

    /// 415: the body is of another kind.
    pub(super) fn media_type() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "media-type",
            "api-media-type",
        )
    }

    /// 422: the body has another shape than the document says.
    pub(super) fn invalid(pointer: String, code: &str) -> Self {
        Self::wrong(vec![Wrong {
            pointer,
            code: code.to_owned(),
            rule: None,
            says: Says::Key("api-invalid".to_owned()),
        }])
    }

    /// 422: fields are wrong.
    pub(super) fn wrong(wrong: Vec<Wrong>) -> Self {
        let mut it = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "api-invalid");
        it.0.wrong = wrong;
        it
    }

    /// 428: the caller does not say what they have seen.
    pub(super) fn unseen() -> Self {
        Self::new(
            StatusCode::PRECONDITION_REQUIRED,
            "if-match-missing",
            "api-if-match",
        )
    }

    /// What the router declined by itself.
    pub(super) fn bare(response: &Response) -> Option<Self> {
        let status = response.status();
        if !status.is_client_error() && !status.is_server_error() {
            return None;
        }
        Some(match status {
            StatusCode::METHOD_NOT_ALLOWED => Self::new(status, "method", "api-method"),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            _ => Self::not_found(),
        })
    }

    /// Answers that break rules of the form, each at its place.
    pub(super) fn answers(
        problems: &[AnswerProblem],
        place: impl Fn(&str) -> (String, Option<String>),
    ) -> Self {
        let wrong = problems.iter().map(|it| {
            let (pointer, rule) = place(&it.field);
            Wrong::answer(pointer, &it.code, rule)
        });
        Self::wrong(wrong.collect())
    }

    /// The answer in a language.
    pub(super) fn drawn(self, language: Language) -> Response {
        let words = Words::of(language);
        let told = *self.0;
        let errors = told.wrong.iter().map(|it| FieldProblem {
            pointer: it.pointer.clone(),
            code: it.code.clone(),
            rule: it.rule.clone(),
            message: it.says.words(words),
        });
        let body = ProblemAnswer {
            r#type: format!("urn:shanyraq:problem:{}", told.code),
            title: told
                .status
                .canonical_reason()
                .unwrap_or_default()
                .to_owned(),
            status: told.status.as_u16(),
            detail: told.says.words(words),
            errors: errors.collect(),
            facts: told.says.facts(language),
            happened: told.happened,
            reference: told.reference,
            code: told.code,
        };
        let mut response = (told.status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        let media = HeaderValue::from_static("application/problem+json");
        headers.insert(CONTENT_TYPE, media);
        if told.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = told.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Problems(problems) => Self::answers(&problems, |field| {
                (format!("/{}", field.replace('.', "/")), None)
            }),
            Error::NotTaken(problem) => {
                let mut it = Self::wrong(Vec::new());
                it.0.code = format!("file-{}", problem.key());
                it.0.says = Says::File(problem);
                it
            }
            Error::Refused(Refusal::Text(refusal)) => match refusal.line() {
                Some(line) => Self::wrong(vec![Wrong::text(line, refusal)]),
                None => Failure::from(Refusal::from(refusal)).into(),
            },
            Error::EditionChanged => Self::conflict("edition-changed", "refusal-edition-changed"),
            Error::Password(PasswordProblem::Wrong { left }) => {
                let mut it = Self::wrong(Vec::new());
                "password-wrong".clone_into(&mut it.0.code);
                it.0.says = Says::Left(left);
                it
            }
            Error::Password(PasswordProblem::NotSixDigits) => Self::wrong(vec![Wrong::key(
                "/code",
                "not-six-digits",
                "confirm-not-six-digits",
            )]),
            error @ (Error::Refused(_)
            | Error::Rejected { .. }
            | Error::NotFound
            | Error::SignedOut
            | Error::NotRegistered
            | Error::Conflict
            | Error::Signing(_)
            | Error::Password(_)
            | Error::Fault(_)) => Failure::from(error).into(),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Error::from(refusal).into()
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let mut it = Self::of_kind(&failure);
        it.0.retry_after = failure.retry_after();
        it
    }
}

impl Problem {
    fn of_kind(failure: &Failure) -> Self {
        let status = failure.status();
        match failure.kind() {
            Kind::Fault { fault, reference } => {
                if *fault == Fault::NotFound {
                    return Self::not_found();
                }
                let code = match status.as_u16() {
                    403 => "forbidden",
                    409 => "somebody-was-first",
                    413 => "too-large",
                    429 => "too-many",
                    _ => "fault",
                };
                let mut it = Self::new(status, code, &format!("error-{}-text", status.as_u16()));
                it.0.reference.clone_from(reference);
                it
            }
            Kind::Signature { code } | Kind::NotSent { code, .. } => {
                let mut it = Self::new(status, &format!("signature-{code}"), "");
                it.0.says = Says::Two(
                    format!("signature-{code}-what"),
                    format!("signature-{code}-do"),
                );
                it
            }
            Kind::Refused(refusal) => {
                let mut it = Self::new(StatusCode::CONFLICT, refusal.code(), "");
                it.0.says = Says::Rule(refusal.clone());
                it
            }
            Kind::NotNow { .. } => Self::new(status, "forbidden", "error-403-text"),
            Kind::TooMany { .. } => Self::new(status, "too-many", "error-429-text"),
            Kind::Elsewhere { path } if path.starts_with("/register") => Self::new(
                StatusCode::FORBIDDEN,
                "not-registered",
                "api-not-registered",
            ),
            Kind::Elsewhere { .. } => Self::signed_out(),
        }
    }
}
