//! Attachments: what a file is, judged by its content, and whether all of them fit.

use crate::application::read::is_unseen;
use crate::event::Media;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The content is not that of a PDF, a JPEG or a PNG.
    #[error("the content is not a pdf, jpeg or png")]
    WrongContent,
    /// It begins like one kind of file but is also another, or is cut off.
    #[error("the file is broken or is two files in one")]
    Ambiguous,
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// More files than an application takes.
    #[error("more than {files_max} files")]
    TooMany {
        /// The limit.
        files_max: usize,
    },
    /// All attachments together would exceed the limit.
    #[error("the attachments together are {together_bytes} bytes, over the limit of {limit_bytes}")]
    TooLarge {
        /// The size of all of them with this one.
        together_bytes: u64,
        /// The limit of the edition.
        limit_bytes: u64,
    },
}

impl NotTaken {
    /// The key of the words for it in the locales.
    pub fn key(&self) -> &'static str {
        match self {
            Self::WrongContent => "wrong-content",
            Self::Ambiguous => "broken-file",
            Self::Empty => "empty-file",
            Self::TooMany { .. } => "too-many-files",
            Self::TooLarge { .. } => "too-large",
        }
    }
}

/// What a file is, by its first and last bytes; its name and the sender's word do not count.
///
/// Sources: ISO 32000-1 §7.5.2 and §7.5.5 (header at the first byte, `%%EOF` near the end), ITU-T T.81 B.1.1
/// (SOI, EOI), ISO/IEC 15948 §5.2 (signature) and §11.2.5 (IEND is last).
pub fn judge(bytes: &[u8]) -> Result<Media, NotTaken> {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    const PNG_END: &[u8] = b"IEND\xae\x42\x60\x82";
    if bytes.is_empty() {
        return Err(NotTaken::Empty);
    }
    let (media, is_whole) = if bytes.starts_with(b"%PDF-") {
        let tail = bytes.len().saturating_sub(1024);
        let end = bytes.get(tail..).unwrap_or_default();
        (Media::Pdf, end.windows(5).any(|window| window == b"%%EOF"))
    } else if bytes.starts_with(PNG) {
        (Media::Png, bytes.ends_with(PNG_END))
    } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        (Media::Jpeg, bytes.ends_with(&[0xFF, 0xD9]))
    } else {
        return Err(NotTaken::WrongContent);
    };
    if is_whole && !is_archive_too(bytes) {
        Ok(media)
    } else {
        Err(NotTaken::Ambiguous)
    }
}

/// Whether a reader of archives, which begins at the end, would find one here (APPNOTE.TXT 6.3.10 §4.3.16): a record of
/// the end in the last 65 557 bytes, on the first disk, with no longer a comment than there are bytes left.
fn is_archive_too(bytes: &[u8]) -> bool {
    const RECORD_BYTES: usize = 22;
    const MARK: &[u8] = b"PK\x05\x06\0\0\0\0";
    let tail = bytes.len().saturating_sub(RECORD_BYTES + 0xFFFF);
    let tail = bytes.get(tail..).unwrap_or_default();
    tail.windows(RECORD_BYTES).enumerate().any(|(at, record)| {
        let comment = match record {
            [.., low, high] => usize::from(u16::from_le_bytes([*low, *high])),
            _short => return false,
        };
        record.starts_with(MARK) && at + RECORD_BYTES + comment <= tail.len()
    })
}

/// Whether a file of `size_bytes` fits beside those already there.
pub fn fits(
    already: impl IntoIterator<Item = u64>,
    size_bytes: u64,
    limit_bytes: u64,
) -> Result<(), NotTaken> {
    let together_bytes = already.into_iter().fold(size_bytes, u64::saturating_add);
    if together_bytes > limit_bytes {
        return Err(NotTaken::TooLarge {
            together_bytes,
            limit_bytes,
        });
    }
    Ok(())
}

/// The name of a file as we keep it: the last part of any path, at most 120 characters, none of which is
/// hidden from the eye.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let clean: String = last.chars().filter(|c| !is_unseen(*c)).take(120).collect();
    if clean.trim().is_empty() {
        "file".to_owned()
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        assert_eq!(judge(b"%PDF-1.7\n...\n%%EOF\n"), Ok(Media::Pdf));
        assert_eq!(judge(b"PK\x03\x04 a zip"), Err(NotTaken::WrongContent));
        assert_eq!(judge(b"<html>%PDF-1.7 %%EOF"), Err(NotTaken::WrongContent));
        assert_eq!(judge(b"%PDF-1.7 cut off"), Err(NotTaken::Ambiguous));
        assert_eq!(judge(b""), Err(NotTaken::Empty));
        assert_eq!(
            judge(&[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 0xFF, 0xD9]),
            Ok(Media::Jpeg)
        );
    }

    #[test]
    fn file_that_is_an_archive_too_is_refused() {
        let record = |comment: u8| {
            let mut record = b"PK\x05\x06".to_vec();
            record.resize(20, 0);
            record.extend([comment, 0]);
            record
        };
        let of = |parts: [&[u8]; 3]| judge(&parts.concat());
        let pdf = &b"%PDF-1.7\n"[..];
        let refused = Err(NotTaken::Ambiguous);
        assert_eq!(of([pdf, b"%%EOF\n", &record(0)]), refused);
        assert_eq!(of([pdf, &record(6), b"%%EOF\n"]), refused, "as a comment");
        let png = &b"\x89PNG\r\n\x1a\n"[..];
        let end = &b"IEND\xae\x42\x60\x82"[..];
        assert_eq!(of([png, &record(8), end]), refused);
        assert_eq!(of([png, b"pixels", end]), Ok(Media::Png));
        // Four bytes alone are no archive: a picture may have them by chance.
        assert_eq!(of([png, b"PK\x05\x06", end]), Ok(Media::Png));
        assert_eq!(
            of([png, &record(9), end]),
            Ok(Media::Png),
            "no such comment"
        );
    }

    #[test]
    fn limit_is_over_all_of_them_and_to_the_byte() {
        assert_eq!(fits([1_000_000, 48_575], 1, 1_048_576), Ok(()));
        assert_eq!(
            fits([1_000_000, 48_576], 1, 1_048_576),
            Err(NotTaken::TooLarge {
                together_bytes: 1_048_577,
                limit_bytes: 1_048_576
            })
        );
    }

    #[test]
    fn name_keeps_no_path() {
        assert_eq!(clean_name("C:\\Users\\a\\счёт.pdf"), "счёт.pdf");
        assert_eq!(clean_name("../../etc/passwd"), "passwd");
        assert_eq!(clean_name("\u{0}"), "file");
        assert_eq!(clean_name("bill\u{202e}fdp.exe"), "billfdp.exe");
    }
}
