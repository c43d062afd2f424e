//! Why a deed could not be printed.

use krilla::error::KrillaError;

/// Why fonts or a sheet were refused; nothing is printed in part.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The bytes are no TrueType or OpenType font with outlines.
    #[error("the {face} font cannot be read")]
    UnreadableFont {
        /// `regular` or `bold`.
        face: &'static str,
    },
    /// The font lacks letters which Kazakh and Russian deeds need.
    #[error("the {face} font lacks the letters {letters}")]
    LettersMissing {
        /// `regular` or `bold`.
        face: &'static str,
        /// Every missing letter, in the order of the check.
        letters: String,
    },
    /// A text holds a character the fonts cannot show; a deed with a gap in a name must not go out.
    #[error("the fonts cannot show the character U+{:04X}", u32::from(*.character))]
    Unprintable {
        /// The first such character.
        character: char,
    },
    /// The sheet has no language part.
    #[error("the sheet has no text in any language")]
    NoLanguage,
    /// A language part is in a language deeds are not issued in.
    #[error("the language {language} is not one of kk, ru, en")]
    UnknownLanguage {
        /// The code as given.
        language: &'static str,
    },
    /// An attachment's name is not 1 to 127 characters of `A-Z a-z 0-9 . _ -`, or is taken twice.
    #[error("the attachment name {name:?} cannot be used")]
    AttachmentName {
        /// The name as given.
        name: String,
    },
    /// An attachment lacks what ISO 19005-3 ¶6.8 requires of it.
    #[error("the attachment {name} needs a media type and a description")]
    AttachmentUndescribed {
        /// The attachment's name.
        name: String,
    },
    /// The verification address does not fit into a QR code.
    #[error("an address of {bytes} bytes does not fit into a QR code")]
    QrTooLong {
        /// The length of the address in bytes.
        bytes: usize,
    },
    /// The law cited in a footer leaves too little room for the text.
    #[error("a footer of {lines} lines leaves too little room for the text")]
    FooterTooLong {
        /// How many lines it would take.
        lines: usize,
    },
    /// The PDF library does not offer PDF/A-3a together with PDF/UA-1.
    #[error("the archival profile is not available")]
    NoProfile,
    /// The document breaks PDF/A-3a or PDF/UA-1, or a limit of the format.
    #[error("the document breaks the archival profile")]
    Profile(#[source] Box<KrillaError>),
}
