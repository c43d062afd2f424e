//! Why a signature does not count, and what to do about it.

use askama::Template;

use super::{Nav, Shell};

/// One page for each reason, its words found by the code of the reason.
#[derive(Template)]
#[template(path = "signature_problem.html")]
pub struct SignatureProblem {
    /// What surrounds the page.
    pub shell: Shell,
    /// The code of the reason in kebab-case; an unknown code has general words.
    pub code: String,
    /// A number by which the office can find the event.
    pub reference: Option<String>,
    /// Where the person can try again.
    pub back: String,
}

impl SignatureProblem {
    /// The codes that have words of their own.
    pub const CODES: [&str; 32] = [
        "other-bytes",
        "other-person",
        "other-organization",
        "untrusted",
        "revoked",
        "expired",
        "not-for-signing",
        "not-head",
        "replayed",
        "login-expired",
        "unreadable",
        "too-weak",
        "time-stamp",
        "pending-check",
        "no-signature",
        "no-phone",
        "not-sent",
        "too-soon",
        "too-many",
        "tried-too-often",
        "code-expired",
        "too-early",
        "not-issued",
        "no-person",
        "code-needed",
        "broken",
        "login-code-no-phone",
        "login-code-not-sent",
        "login-code-too-soon",
        "login-code-too-many",
        "login-code-tried-too-often",
        "login-code-expired",
    ];

    /// Whether a code at login is the matter.
    fn is_login_code(&self) -> bool {
        self.code.starts_with("login-code-")
    }

    /// The key of one of the sentences: `heading`, `what` or `do`.
    fn key(&self, part: &str) -> String {
        let code = Self::CODES.into_iter().find(|it| *it == self.code);
        format!("signature-{}-{part}", code.unwrap_or("unknown"))
    }
}
