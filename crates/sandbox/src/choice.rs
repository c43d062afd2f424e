//! What the NCALayer stand-in is told to do: whose key answers, which of the keys, and how it behaves.

use serde::{Deserialize, Serialize};

/// One of the keys that every adult of the town has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKind {
    /// Issued by the town's CA and valid on the town's day.
    Good,
    /// Issued a month ago and revoked yesterday.
    Revoked,
    /// Valid for a year that ended a year ago.
    Expired,
    /// For signing in only: clientAuth without emailProtection.
    AuthOnly,
    /// Issued by another CA that calls itself by the same name.
    RogueCa,
    /// The right names under a CA signature that is junk.
    Forged,
}

impl KeyKind {
    /// All kinds, in the order pages show them.
    pub const ALL: [Self; 6] = [
        Self::Good,
        Self::Revoked,
        Self::Expired,
        Self::AuthOnly,
        Self::RogueCa,
        Self::Forged,
    ];

    /// The word of the kind in forms, the API and file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::AuthOnly => "auth-only",
            Self::RogueCa => "rogue-ca",
            Self::Forged => "forged",
        }
    }

    /// What the key is, for a page.
    pub fn words(self) -> &'static str {
        match self {
            Self::Good => "good key",
            Self::Revoked => "revoked yesterday",
            Self::Expired => "expired a year ago",
            Self::AuthOnly => "for signing in only",
            Self::RogueCa => "from a rogue CA of the same name",
            Self::Forged => "forged certificate",
        }
    }
}

/// How the stand-in behaves when a page asks for a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conduct {
    /// Signs at once, if the key fits what the page asked for.
    Sign,
    /// Signs although the key does not fit what the page asked for, as a tampered agent would.
    AnyKey,
    /// Closes the dialog.
    Cancel,
    /// Answers with an error.
    Error,
    /// Signs bytes other than those asked.
    OtherBytes,
    /// Waits until somebody chooses on the keys page.
    Ask,
}

impl Conduct {
    /// All conducts, in the order pages show them.
    pub const ALL: [Self; 6] = [
        Self::Sign,
        Self::Ask,
        Self::Cancel,
        Self::Error,
        Self::OtherBytes,
        Self::AnyKey,
    ];

    /// The word of the conduct in forms and in the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::AnyKey => "any-key",
            Self::Cancel => "cancel",
            Self::Error => "error",
            Self::OtherBytes => "other-bytes",
            Self::Ask => "ask",
        }
    }

    /// What the conduct means, for a page.
    pub fn words(self) -> &'static str {
        match self {
            Self::Sign => "sign at once",
            Self::AnyKey => "sign even if the page asked for another person's key",
            Self::Cancel => "cancel, as if the dialog was closed",
            Self::Error => "answer with an error",
            Self::OtherBytes => "sign other bytes than asked",
            Self::Ask => "wait until I choose here",
        }
    }
}

/// The present choice of the town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Id of the person whose key answers.
    pub person: String,
    /// Which of the person's keys.
    #[serde(default = "good")]
    pub key: KeyKind,
    /// What the stand-in does with it.
    #[serde(default = "sign")]
    pub conduct: Conduct,
}

impl Choice {
    /// The person's good key signs at once.
    pub fn good(person: &str) -> Self {
        Self {
            person: person.to_owned(),
            key: KeyKind::Good,
            conduct: Conduct::Sign,
        }
    }
}

fn good() -> KeyKind {
    KeyKind::Good
}

fn sign() -> Conduct {
    Conduct::Sign
}

/// What the OCSP responder does, so that failures can be walked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OcspMode {
    /// Answers as the national responder does.
    Normal,
    /// Answers 503.
    Down,
    /// Answers with what was true a day ago.
    Stale,
    /// Answers with bytes that are no OCSP response.
    Malformed,
    /// Answers without the nonce of the question, as an answer out of a cache.
    NoNonce,
    /// Answers that it knows no certificate.
    Unknown,
}

impl OcspMode {
    /// All modes, in the order pages show them.
    pub const ALL: [Self; 6] = [
        Self::Normal,
        Self::Down,
        Self::Stale,
        Self::Malformed,
        Self::NoNonce,
        Self::Unknown,
    ];

    /// The word of the mode in forms and in the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Down => "down",
            Self::Stale => "stale",
            Self::Malformed => "malformed",
            Self::NoNonce => "no-nonce",
            Self::Unknown => "unknown",
        }
    }

    /// What the mode means, for a page.
    pub fn words(self) -> &'static str {
        match self {
            Self::Normal => "answers as the national responder does",
            Self::Down => "is down: every question gets 503",
            Self::Stale => "answers with what was true a day ago",
            Self::Malformed => "answers with bytes that are no OCSP response",
            Self::NoNonce => "answers without the nonce of the question",
            Self::Unknown => "says that it knows no certificate",
        }
    }
}

/// What the time-stamping authority does, so that failures can be walked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TsaMode {
    /// Answers as the national authority does.
    Normal,
    /// Does not answer until the mode changes.
    Slow,
    /// Answers 503.
    Down,
    /// Stamps something else than it was asked.
    WrongImprint,
}

impl TsaMode {
    /// All modes, in the order pages show them.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Slow, Self::Down, Self::WrongImprint];

    /// The word of the mode in forms and in the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Slow => "slow",
            Self::Down => "down",
            Self::WrongImprint => "wrong-imprint",
        }
    }

    /// What the mode means, for a page.
    pub fn words(self) -> &'static str {
        match self {
            Self::Normal => "answers as the national authority does",
            Self::Slow => "does not answer until another mode is set",
            Self::Down => "is down: every question gets 503",
            Self::WrongImprint => "stamps something else than it was asked",
        }
    }
}
