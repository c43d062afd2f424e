//! Refusals of the counter: why no receipt of refusal to accept documents can be given.

/// Why a receipt of refusal to accept is not issued. The words are in the locales under `refusal-…`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeRefusal {
    /// The edition in force gives no such receipt.
    #[error("edition {edition} gives no receipt of refusal to accept")]
    NoReceipt {
        /// The edition.
        edition: String,
    },
    /// No document is named as missing or expired: a refusal without ground (order 539 ¶7).
    #[error("no document is named as missing or expired")]
    NothingLacking,
    /// The edition does not ask for the document at the counter (order 539 ¶6: nothing else may be demanded).
    #[error("document `{document}` is not asked for at the counter")]
    NotAsked {
        /// The code that was named.
        document: String,
    },
    /// The document is not asked of somebody who applies again (order 539 ¶6).
    #[error("document `{document}` is not asked of somebody who applies again")]
    NotAskedAgain {
        /// The code that was named.
        document: String,
    },
    /// The document is named twice.
    #[error("document `{document}` is named twice")]
    NamedTwice {
        /// The code that was named.
        document: String,
    },
    /// A line without which the form of appendix 3 is not filled in.
    #[error("the line `{line}` is empty")]
    Unsaid {
        /// `name`, `address` or `department`.
        line: &'static str,
    },
}

impl IntakeRefusal {
    /// The key of the words for it, and the code in the log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoReceipt { .. } => "no-receipt",
            Self::NothingLacking => "nothing-lacking",
            Self::NotAsked { .. } => "document-not-asked",
            Self::NotAskedAgain { .. } => "document-not-asked-again",
            Self::NamedTwice { .. } => "document-named-twice",
            Self::Unsaid { .. } => "line-unsaid",
        }
    }
}
