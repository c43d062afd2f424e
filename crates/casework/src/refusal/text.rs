//! Refusals of what somebody typed, because it cannot stand in a document.

/// Why what was typed is not taken. The words are in the locales under `refusal-…`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextRefusal {
    /// A line longer than [`LINE_CHARACTERS_MAX`](crate::application::read::LINE_CHARACTERS_MAX).
    #[error("the line `{line}` is too long")]
    TooLong {
        /// What the line says, as the command names it: `name`, `is`.
        line: &'static str,
    },
    /// A character that breaks, turns or hides part of the text, so that what is read differs from what is kept.
    #[error("the text `{line}` holds a character that is not seen")]
    Unseen {
        /// What the text says, as the command names it: `name`, `reason`.
        line: &'static str,
    },
    /// A character that cannot be printed: a document with a gap in a name must not go out.
    #[error("the character U+{:04X} cannot be printed", u32::from(*.character))]
    Unprintable {
        /// The first one.
        character: char,
    },
}

impl TextRefusal {
    /// What the text says, as the command names it; none where only the character is known.
    pub fn line(&self) -> Option<&'static str> {
        match self {
            Self::TooLong { line } | Self::Unseen { line } => Some(line),
            Self::Unprintable { .. } => None,
        }
    }

    /// The key of the words for it, and the code in the log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "line-too-long",
            Self::Unseen { .. } => "text-unseen",
            Self::Unprintable { .. } => "unprintable",
        }
    }
}
