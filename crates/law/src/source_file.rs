//! A file of `law/` as text, with its digest and the way from a byte to its line and column.

use sha2::{Digest, Sha256};

/// A stretch of bytes of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub offset: usize,
    /// How many bytes.
    pub length: usize,
}

impl Span {
    /// A span of `length` bytes from `offset`.
    pub fn new(offset: usize, length: usize) -> Self {
        Self { offset, length }
    }

    /// The part of this span from `offset` (relative to its beginning), of `length` bytes.
    #[must_use]
    pub fn within(self, offset: usize, length: usize) -> Self {
        Self {
            offset: self.offset + offset,
            length,
        }
    }
}

/// A file of `law/`: its path, its text and the digest of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    path: String,
    text: String,
    digest: String,
}

/// The place of a span as a person counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'a> {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// In characters, at least 1, not past the end of the line.
    pub length: usize,
    /// The whole line.
    pub excerpt: &'a str,
}

impl SourceFile {
    /// A file with its digest.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            path: path.into(),
            digest: digest_of(text.as_bytes()),
            text,
        }
    }

    /// The path, as it was given.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the text, lower-case hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The line and column of a span. A span past the end is at the last line.
    pub fn locate(&self, span: Span) -> Location<'_> {
        let offset = floor_char(&self.text, span.offset);
        let before = self.text.get(..offset).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.text.get(start..).unwrap_or_default();
        let excerpt = rest.lines().next().unwrap_or_default();
        let column = self
            .text
            .get(start..offset)
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        let end = floor_char(&self.text, offset.saturating_add(span.length));
        let word = self.text.get(offset..end).unwrap_or_default();
        let in_line = word.lines().next().unwrap_or_default().chars().count();
        Location {
            line: before.matches('\n').count() + 1,
            column,
            length: in_line.max(1),
            excerpt,
        }
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn digest_of(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a String cannot fail.
            let written = write!(hex, "{byte:02x}");
            debug_assert!(written.is_ok());
            hex
        })
}

/// The nearest character boundary at or before `offset`.
fn floor_char(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_not_bytes() {
        let file = SourceFile::new("a.kdl", "бір\nекі үш\n");
        let offset = file.text().find("үш").unwrap();
        let place = file.locate(Span::new(offset, "үш".len()));
        assert_eq!((place.line, place.column, place.length), (2, 5, 2));
        assert_eq!(place.excerpt, "екі үш");
    }

    #[test]
    fn a_span_past_the_end_is_at_the_end() {
        let file = SourceFile::new("a.kdl", "one\ntwo");
        let place = file.locate(Span::new(99, 5));
        assert_eq!((place.line, place.column, place.length), (2, 4, 1));
    }
}
