//! The two faces of a deed, refused at once if they cannot write Kazakh.

use std::sync::Arc;

use krilla::text::Font;
use rustybuzz::ttf_parser::{Face, RawFace};

use crate::PaperError;

/// The letters Russian lacks, and the signs every deed needs.
const NEEDED: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ₸№";

/// A regular and a bold face, checked once and shared by every deed.
#[derive(Clone)]
pub struct Fonts {
    pub(crate) regular: Typeface,
    pub(crate) bold: Typeface,
}

/// One face: its bytes for shaping and the same bytes for embedding.
#[derive(Clone)]
pub(crate) struct Typeface {
    pub(crate) bytes: Arc<Vec<u8>>,
    pub(crate) font: Font,
}

impl Fonts {
    /// Takes the bytes of two TrueType or OpenType files.
    ///
    /// Refuses what cannot be read, and a face without an outline for each of
    /// ә ғ қ ң ө ұ ү һ і Ә Ғ Қ Ң Ө Ұ Ү Һ І ₸ №.
    pub fn new(regular: Vec<u8>, bold: Vec<u8>) -> Result<Self, PaperError> {
        Ok(Self {
            regular: check("regular", regular)?,
            bold: check("bold", bold)?,
        })
    }
}

fn check(face: &'static str, bytes: Vec<u8>) -> Result<Typeface, PaperError> {
    let bytes = Arc::new(bytes);
    if !is_whole(&bytes) {
        return Err(PaperError::UnreadableFont { face });
    }
    let parsed = Face::parse(&bytes, 0)
        .ok()
        .ok_or(PaperError::UnreadableFont { face })?;
    let letters: String = NEEDED
        .chars()
        .filter(|letter| {
            let glyph = parsed.glyph_index(*letter);
            // A mapped letter without an outline would print as a gap.
            glyph
                .and_then(|glyph| parsed.glyph_bounding_box(glyph))
                .is_none()
        })
        .collect();
    if !letters.is_empty() {
        return Err(PaperError::LettersMissing { face, letters });
    }
    let font =
        Font::new(Arc::clone(&bytes).into(), 0).ok_or(PaperError::UnreadableFont { face })?;
    Ok(Typeface { bytes, font })
}

/// Whether every table the font announces is there: readers skip a table that was cut off, and the
/// deed would be embedded with a part of its letters.
fn is_whole(bytes: &[u8]) -> bool {
    RawFace::parse(bytes, 0).is_ok_and(|raw| {
        raw.table_records.into_iter().all(|table| {
            let end = u64::from(table.offset) + u64::from(table.length);
            u64::try_from(bytes.len()).is_ok_and(|length| end <= length)
        })
    })
}
