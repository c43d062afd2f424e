//! What a person sees when a page cannot be shown.

use askama::Template;

use super::{Nav, Shell};

/// The page of an HTTP error.
#[derive(Template)]
#[template(path = "error_page.html")]
pub struct ErrorPage {
    /// What surrounds the page.
    pub shell: Shell,
    /// What happened.
    pub fault: Fault,
    /// The number by which we find it in our records, for a fault of ours.
    pub reference: Option<String>,
    /// From when on one may try again, for `Fault::TooMany`.
    pub wait: Option<String>,
    /// The form that was not taken, to be sent again.
    pub again: Option<Again>,
}

/// A form that was not taken, with everything typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Again {
    /// Where it goes.
    pub action: String,
    /// Its fields in order.
    pub fields: Vec<(String, String)>,
}

impl std::fmt::Debug for Again {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Again({} fields)", self.fields.len())
    }
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 400: the form is not text that we can read.
    Unreadable,
    /// 400: a form with a file broke off or has no shape.
    BrokenFile,
    /// 403: the form is not from this session, or the act is not allowed.
    Forbidden,
    /// 403: the session ended while a form was filled in.
    SignedOut,
    /// 404.
    NotFound,
    /// 408: the request was not sent in time.
    TooSlow,
    /// 409: somebody else was first.
    Conflict,
    /// 413: the files together are larger than allowed.
    TooLarge,
    /// 429: too many tries.
    TooMany,
    /// 500: ours.
    Ours,
    /// 503: back soon.
    Away,
    /// 507: there is no room to keep anything; what is kept can be read.
    Full,
}

impl Fault {
    /// Every fault.
    pub const fn all() -> [Self; 12] {
        [
            Self::Unreadable,
            Self::BrokenFile,
            Self::Forbidden,
            Self::SignedOut,
            Self::NotFound,
            Self::TooSlow,
            Self::Conflict,
            Self::TooLarge,
            Self::TooMany,
            Self::Ours,
            Self::Away,
            Self::Full,
        ]
    }

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Unreadable | Self::BrokenFile => 400,
            Self::Forbidden | Self::SignedOut => 403,
            Self::NotFound => 404,
            Self::TooSlow => 408,
            Self::Conflict => 409,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Ours => 500,
            Self::Away => 503,
            Self::Full => 507,
        }
    }

    /// The key of one of the sentences: `heading`, `text`, or `kept` where the page holds a form.
    fn key(self, part: &str) -> String {
        match self {
            Self::SignedOut => format!("error-signed-out-{part}"),
            Self::BrokenFile => format!("error-broken-file-{part}"),
            Self::Unreadable
            | Self::Forbidden
            | Self::NotFound
            | Self::TooSlow
            | Self::Conflict
            | Self::TooLarge
            | Self::TooMany
            | Self::Ours
            | Self::Away
            | Self::Full => format!("error-{}-{part}", self.status()),
        }
    }
}
