//! The seal: one append-only tree over the heads of all journals, so that a removed case or a cut tail shows too.
//!
//! Each leaf says where a stream stood: its name, the number of its events and the hash of the last. A day's seal
//! adds a leaf for every stream that moved and signs the root of the whole tree. The tree only grows, so that one
//! root proves to be a continuation of another (RFC 9162 §2.1.4): what an outside witness asks for before it co-signs.

use serde::{Deserialize, Serialize};

use crate::canonical::{self, NotCanonical};

pub mod checkpoint;
pub mod note;
pub mod proof;
pub mod tree;

pub use checkpoint::{Checkpoint, NotACheckpoint};
pub use note::{KEY_BYTES, NotANote, Note, NoteSignature, VerifierKey};
pub use tree::{Frontier, Hash, Node, Span};

/// Where a stream stood when it was sealed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreamHead {
    /// The stream.
    pub stream: String,
    /// The number of its events, from 1.
    pub seq: u64,
    /// The hash of the last of them, 64 lower-case hexadecimal digits.
    pub hash: String,
}

impl StreamHead {
    /// The hash of its leaf: RFC 9162 §2.1.1 over its canonical JSON.
    pub fn leaf(&self) -> Result<Hash, NotCanonical> {
        Ok(tree::leaf_hash(&canonical::bytes(self)?))
    }
}

/// Lower-case hexadecimal digits of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}

/// The hash that 64 lower-case hexadecimal digits say; none for any other text.
pub fn hash_from_hex(text: &str) -> Option<Hash> {
    let digit = |byte: &u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let digits: Option<Vec<u8>> = text.as_bytes().iter().map(digit).collect();
    let bytes: Option<Vec<u8>> = digits?
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(high << 4 | low),
            _ => None,
        })
        .collect();
    bytes?.try_into().ok()
}
