//! The signed note (C2SP signed-note): a text, an empty line, and a line for each signature.
//!
//! Only the form is read and written here; whoever holds a key makes and checks the Ed25519 signatures.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// The first letters of a signature line: an em dash and a space.
const DASH: &str = "\u{2014} ";

/// The kind of key and of signature: Ed25519.
const ED25519: u8 = 1;

/// The length of an Ed25519 public key.
pub const KEY_BYTES: usize = 32;

/// The largest note that is read.
pub const NOTE_BYTES_MAX: usize = 64 * 1024;

/// The most signatures that are read.
const SIGNATURES_MAX: usize = 100;

/// A text with its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, with the end of its last line.
    pub text: String,
    /// The signatures over it, ours and those of witnesses.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The id of the key: its line begins with it, so that keys of one name are told apart.
    pub key_id: [u8; 4],
    /// The signature; 64 bytes for Ed25519.
    pub signature: Vec<u8>,
}

/// The public half of a key with its name, as it is given to whoever checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: [u8; KEY_BYTES],
}

/// Why a text is no signed note, or a line no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANote {
    /// It is larger than [`NOTE_BYTES_MAX`].
    #[error("the note is too large")]
    TooLarge,
    /// It has control characters.
    #[error("the note has control characters")]
    Control,
    /// Text and signatures are not divided by an empty line.
    #[error("there is no empty line before the signatures")]
    NoDivision,
    /// A line after the division is no signature.
    #[error("a line is no signature")]
    Signature,
    /// The line is no key, or its id is not that of its key and name.
    #[error("the line is no key of a note")]
    Key,
}

impl Note {
    /// The whole note. Without signatures it ends with the empty line, and is a note that nobody has signed yet.
    pub fn to_text(&self) -> String {
        let mut note = format!("{}\n", self.text);
        for one in &self.signatures {
            let bytes = [&one.key_id[..], &one.signature].concat();
            note.push_str(DASH);
            note.push_str(&one.name);
            note.push(' ');
            note.push_str(&STANDARD.encode(bytes));
            note.push('\n');
        }
        note
    }

    /// Reads a note. Signatures of keys that nobody here knows are kept.
    pub fn parse(note: &str) -> Result<Self, NotANote> {
        if note.len() > NOTE_BYTES_MAX {
            return Err(NotANote::TooLarge);
        }
        if note.chars().any(|c| c.is_ascii_control() && c != '\n') {
            return Err(NotANote::Control);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NotANote::NoDivision)?;
        if text.is_empty() || !(lines.is_empty() || lines.ends_with('\n')) {
            return Err(NotANote::NoDivision);
        }
        let lines: Vec<&str> = lines.lines().take(SIGNATURES_MAX + 1).collect();
        if lines.len() > SIGNATURES_MAX {
            return Err(NotANote::TooLarge);
        }
        let signatures: Option<Vec<_>> = lines.into_iter().map(NoteSignature::parse).collect();
        Ok(Self {
            text: format!("{text}\n"),
            signatures: signatures.ok_or(NotANote::Signature)?,
        })
    }

    /// The signatures that name this key; whether they fit is for Ed25519 to say.
    pub fn signatures_of(&self, key: &VerifierKey) -> impl Iterator<Item = &NoteSignature> {
        let id = key.id();
        let name = key.name.clone();
        self.signatures
            .iter()
            .filter(move |one| one.key_id == id && one.name == name)
    }
}

impl NoteSignature {
    fn parse(line: &str) -> Option<Self> {
        let (name, letters) = line.strip_prefix(DASH)?.split_once(' ')?;
        let bytes = STANDARD.decode(letters).ok()?;
        let (key_id, signature) = bytes.split_first_chunk()?;
        (is_name(name) && !signature.is_empty()).then(|| Self {
            name: name.to_owned(),
            key_id: *key_id,
            signature: signature.to_vec(),
        })
    }
}

impl VerifierKey {
    /// A key under a name; none if the name is empty or has a space or a plus sign.
    pub fn new(name: &str, key: [u8; KEY_BYTES]) -> Option<Self> {
        is_name(name).then(|| Self {
            name: name.to_owned(),
            key,
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The Ed25519 public key.
    pub fn key(&self) -> &[u8; KEY_BYTES] {
        &self.key
    }

    /// The first four bytes of SHA-256 of the name, the end of a line, the kind and the key.
    pub fn id(&self) -> [u8; 4] {
        let hash: [u8; 32] = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', ED25519])
            .chain_update(self.key)
            .finalize()
            .into();
        let [a, b, c, d, ..] = hash;
        [a, b, c, d]
    }

    /// `name+id+key`, the line that is published.
    pub fn line(&self) -> String {
        let key = STANDARD.encode([&[ED25519], &self.key[..]].concat());
        format!("{}+{}+{key}", self.name, super::hex(&self.id()))
    }

    /// Reads such a line.
    pub fn parse(line: &str) -> Result<Self, NotANote> {
        let read = || {
            let mut parts = line.trim().splitn(3, '+');
            let (name, id, letters) = (parts.next()?, parts.next()?, parts.next()?);
            let bytes = STANDARD.decode(letters).ok()?;
            let (kind, key) = bytes.split_first()?;
            let key = Self::new(name, key.try_into().ok()?)?;
            (*kind == ED25519 && super::hex(&key.id()) == id).then_some(key)
        };
        read().ok_or(NotANote::Key)
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}
