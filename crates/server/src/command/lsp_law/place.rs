//! Places as the protocol counts them: lines from 0, columns in UTF-16 units; files as `file://` addresses.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use law::Problem;
use law::source_file::Span;
use lsp_types::{Position, Range, Uri};

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn utf16(text: &str) -> u32 {
    number(text.chars().map(char::len_utf16).sum())
}

/// The place of a byte.
pub(super) fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    Position::new(number(before.matches('\n').count()), utf16(line))
}

/// The byte at a place; the end of the line or the text if the place is past it.
pub(super) fn offset(text: &str, position: Position) -> usize {
    let line = usize::try_from(position.line).unwrap_or(usize::MAX);
    let mut lines = text.split_inclusive('\n');
    let begins: usize = lines.by_ref().take(line).map(str::len).sum();
    let line = lines
        .next()
        .unwrap_or_default()
        .trim_end_matches(['\n', '\r']);
    let mut units = 0;
    for (at, c) in line.char_indices() {
        if units >= position.character {
            return begins + at;
        }
        units += number(c.len_utf16());
    }
    begins + line.len()
}

/// The range of a span.
pub(super) fn range(text: &str, span: Span) -> Range {
    let end = span.offset.saturating_add(span.length);
    Range::new(position(text, span.offset), position(text, end))
}

/// The range of a problem, from its line and its columns in characters.
pub(super) fn range_of(problem: &Problem) -> Range {
    let line = number(problem.line.saturating_sub(1));
    let until = |chars: usize| {
        let units = problem.excerpt.chars().take(chars).map(char::len_utf16);
        number(units.sum())
    };
    let from = problem.column.saturating_sub(1);
    let to = from.saturating_add(problem.length);
    Range::new(
        Position::new(line, until(from)),
        Position::new(line, until(to)),
    )
}

/// The address of a file.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    let mut address = "file://".to_owned();
    for byte in path.to_str()?.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            write!(address, "%{byte:02X}").ok()?;
        }
    }
    address.parse().ok()
}

/// The file of an address.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let address = uri.as_str().strip_prefix("file://")?;
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    Some(PathBuf::from(String::from_utf8(bytes).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_again_behind_kazakh_letters_and_pictures() {
        let text = "бір\nүй 😀 шаңырақ\n";
        let at = text.find("шаңырақ").unwrap();
        let place = position(text, at);
        assert_eq!(place, Position::new(1, 6));
        assert_eq!(offset(text, place), at);
        assert_eq!(offset(text, Position::new(0, 99)), "бір".len());
        assert_eq!(offset(text, Position::new(99, 0)), text.len());
    }

    #[test]
    fn an_address_names_its_file_with_spaces_and_cyrillic() {
        let path = Path::new("/srv/қор law/a.kdl");
        let uri = uri_of(path).unwrap();
        assert!(uri.as_str().is_ascii());
        assert_eq!(path_of(&uri).unwrap(), path);
    }
}
