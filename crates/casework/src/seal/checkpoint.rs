//! The checkpoint (C2SP tlog-checkpoint): what a day's seal says, as a text that anybody keeps, compares and co-signs.
//!
//! Origin, size and root, one line each; then two lines of ours: the legal day, and the digest of the checkpoint before.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;

use super::tree::Hash;
use super::{hash_from_hex, hex};
use crate::canonical::sha256_hex;

/// A checkpoint without its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose log it is: the address of the installation without its scheme.
    pub origin: String,
    /// The number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The legal day of the seal, in the capital.
    pub day: Date,
    /// SHA-256 of the text of the checkpoint before; none for the first.
    pub previous: Option<Hash>,
}

/// Why a text is no checkpoint of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACheckpoint {
    /// It does not end with the end of a line.
    #[error("the text does not end with the end of a line")]
    Cut,
    /// It has too few lines or too many.
    #[error("the text does not have four or five lines")]
    Lines,
    /// The origin is empty or has characters that no address has.
    #[error("the origin is no address")]
    Origin,
    /// The size is no number, or not written as one writes it.
    #[error("the size is no number")]
    Size,
    /// The root is not 32 bytes in base64.
    #[error("the root is not 32 bytes in base64")]
    Root,
    /// The fourth line is not `day` and a day.
    #[error("the fourth line is no day")]
    Day,
    /// The fifth line is not `previous` and a digest.
    #[error("the fifth line is no digest")]
    Previous,
}

impl Checkpoint {
    /// The text, which signatures and time stamps are over.
    pub fn text(&self) -> String {
        let root = STANDARD.encode(self.root);
        let mut text = format!("{}\n{}\n{root}\nday {}\n", self.origin, self.size, self.day);
        if let Some(previous) = &self.previous {
            text.push_str("previous ");
            text.push_str(&hex(previous));
            text.push('\n');
        }
        text
    }

    /// Reads a text; only the one that [`Self::text`] writes is one.
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let body = text.strip_suffix('\n').ok_or(NotACheckpoint::Cut)?;
        let lines: Vec<&str> = body.split('\n').take(6).collect();
        let (origin, size, root, day, previous) = match lines.as_slice() {
            [origin, size, root, day] => (origin, size, root, day, None),
            [origin, size, root, day, previous] => (origin, size, root, day, Some(previous)),
            _ => return Err(NotACheckpoint::Lines),
        };
        let is_shown = |c: char| !c.is_whitespace() && !c.is_control();
        if origin.is_empty() || !origin.chars().all(is_shown) {
            return Err(NotACheckpoint::Origin);
        }
        let read = Self {
            origin: (*origin).to_owned(),
            size: size.parse().map_err(|_digits| NotACheckpoint::Size)?,
            root: root_of(root).ok_or(NotACheckpoint::Root)?,
            day: day
                .strip_prefix("day ")
                .and_then(|day| day.parse().ok())
                .ok_or(NotACheckpoint::Day)?,
            previous: match previous {
                None => None,
                Some(line) => Some(
                    line.strip_prefix("previous ")
                        .and_then(hash_from_hex)
                        .ok_or(NotACheckpoint::Previous)?,
                ),
            },
        };
        // What reads like it but is written otherwise would have another digest: `+7`, `007`, another form of the day.
        if read.size.to_string() != **size {
            return Err(NotACheckpoint::Size);
        }
        if read.text() == text {
            Ok(read)
        } else {
            Err(NotACheckpoint::Day)
        }
    }

    /// SHA-256 of the text: the `previous` of the next.
    pub fn digest(&self) -> Option<Hash> {
        hash_from_hex(&sha256_hex(self.text().as_bytes()))
    }
}

fn root_of(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
