//! What may go wrong in the office, by whose fault it is.

use casework::application::Problem;
use casework::attachment::NotTaken;
use casework::refusal::Refusal;

/// Why a command was not carried out. `web` gives each its page; none is shown by its `Display`.
#[derive(Debug, thiserror::Error)]
#[expect(clippy::error_impl_error, reason = "callers write app::Error")]
pub enum Error {
    /// Answers break rules of the form; nobody's fault yet.
    #[error("{} answers break rules of the form", .0.len())]
    Problems(Vec<Problem>),
    /// The rulebook declines.
    #[error("the rulebook declines: {}", .0.code())]
    Refused(Refusal),
    /// The notary says that the signature does not count.
    #[error("the signature does not count: {code}")]
    Rejected {
        /// The reason code, under which `locales/` has the words.
        code: &'static str,
    },
    /// A file is not taken.
    #[error("the file is not taken")]
    NotTaken(#[source] NotTaken),
    /// It does not exist, or not for this person.
    #[error("it does not exist, or not for this person")]
    NotFound,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// The person has no account yet.
    #[error("the person has no account yet")]
    NotRegistered,
    /// Somebody else was first; the page is old.
    #[error("somebody else was first")]
    Conflict,
    /// What was to be signed was signed already, or its time is over.
    #[error("what was to be signed is {0}")]
    Signing(SigningOver),
    /// A one-time password was not sent, or does not count.
    #[error("the one-time password does not count: {0}")]
    Password(#[from] PasswordProblem),
    /// The edition changed between review and signing; it must be reviewed again.
    #[error("another edition applies now")]
    EditionChanged,
    /// Ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why something shown for signature cannot be signed any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SigningOver {
    /// It was used: a login or an application that is sent a second time.
    #[error("used already")]
    Used,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// It belongs to another browser or was never shown.
    #[error("not of this browser")]
    Elsewhere,
}

/// Why a one-time password was not sent, or does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// The person has no phone in the mobile citizens database.
    #[error("no phone in the mobile citizens database")]
    NoPhone,
    /// The mobile citizens database gave no answer.
    #[error("the mobile citizens database is silent")]
    Silent,
    /// The message could not be sent.
    #[error("the message could not be sent")]
    NotSent,
    /// The last one was sent less than a minute ago.
    #[error("the last one was sent less than a minute ago")]
    TooSoon {
        /// In how many seconds another one can be sent, 1 and more.
        seconds: u64,
    },
    /// Too many within the hour.
    #[error("too many within the hour")]
    TooMany {
        /// In how many seconds another one can surely be sent, 1 and more.
        seconds: u64,
    },
    /// What was typed is not six digits; no try is lost.
    #[error("not six digits")]
    NotSixDigits,
    /// Another one was sent.
    #[error("wrong, {left} tries left")]
    Wrong {
        /// How often it can still be tried, 1 to 4.
        left: u64,
    },
    /// It was tried too often and does not count any more.
    #[error("tried too often")]
    TriedTooOften,
    /// Its five minutes are over, or a newer one was sent.
    #[error("expired")]
    Expired,
}

impl PasswordProblem {
    /// The code under which `locales/` has the words.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoPhone => "no-phone",
            Self::Silent => "silent",
            Self::NotSent => "not-sent",
            Self::TooSoon { .. } => "too-soon",
            Self::TooMany { .. } => "too-many",
            Self::NotSixDigits => "not-six-digits",
            Self::Wrong { .. } => "wrong",
            Self::TriedTooOften => "tried-too-often",
            Self::Expired => "expired",
        }
    }
}

impl SigningOver {
    /// The code under which `locales/` has the words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Used => "signing-used",
            Self::Expired => "signing-expired",
            Self::Elsewhere => "signing-elsewhere",
        }
    }
}

/// A fault of ours: the person sees a reference number, the log keeps the chain.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The archive.
    #[error("the archive failed")]
    Store(#[source] store::Fault),
    /// A journal that does not tell a case.
    #[error("a journal does not tell a case")]
    Journal(#[source] casework::case::NotACase),
    /// A body in the journal that cannot be read.
    #[error("a journal body cannot be read")]
    Body(#[source] serde_json::Error),
    /// The edition of a case is not in the library.
    #[error("edition {0} is not in the library")]
    EditionGone(String),
    /// An organization is not in the register.
    #[error("organization {0} is not in the register")]
    OrganizationGone(String),
    /// Something that the journal names by digest is not there.
    #[error("the bytes {0} are not in the archive")]
    BytesGone(String),
    /// A text without canonical form.
    #[error(transparent)]
    NotCanonical(#[from] casework::canonical::NotCanonical),
    /// A deed cannot be written.
    #[error("a deed cannot be written")]
    Deed(#[source] casework::deed::DeedFault),
    /// A deed cannot be printed.
    #[error("a deed cannot be printed")]
    Paper(#[source] paper::PaperError),
    /// A package of evidence is not what it should be.
    #[error("a package of evidence is not what it should be")]
    Package(#[source] signature::Rejected),
    /// The tree of seals does not have the root that was sealed on a day.
    #[error("the journals do not have the root that was sealed on {0}")]
    SealBroken(jiff::civil::Date),
    /// A seal's note cannot be read.
    #[error("the note of a seal cannot be read")]
    Note(#[source] casework::seal::NotANote),
    /// A seal's checkpoint cannot be read.
    #[error("the checkpoint of a seal cannot be read")]
    Checkpoint(#[source] casework::seal::NotACheckpoint),
    /// The key of checkpoints is none.
    #[error("the key of checkpoints is none")]
    Key,
    /// The library cannot say.
    #[error("the library cannot say: {0}")]
    Law(String),
    /// No randomness from the operating system.
    #[error("no randomness from the operating system")]
    Randomness,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        if refusal == Refusal::NotYours {
            Self::NotFound
        } else if matches!(refusal, Refusal::EditionChanged { .. }) {
            Self::EditionChanged
        } else {
            Self::Refused(refusal)
        }
    }
}

/// An error with its chain, as the log keeps it.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// What the archive says of a signing record that could not be used.
impl From<store::SigningError> for Error {
    fn from(error: store::SigningError) -> Self {
        match error {
            store::SigningError::AlreadyUsed { .. } => Self::Signing(SigningOver::Used),
            store::SigningError::Expired { .. } => Self::Signing(SigningOver::Expired),
            store::SigningError::Unknown => Self::Signing(SigningOver::Elsewhere),
            store::SigningError::Fault(fault) => Self::from(fault),
        }
    }
}

impl From<store::Fault> for Error {
    fn from(fault: store::Fault) -> Self {
        Self::Fault(Fault::Store(fault))
    }
}
