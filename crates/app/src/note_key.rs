//! The key of checkpoints: Ed25519 over a signed note, as outside witnesses sign too.

use std::sync::Arc;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use casework::seal::{KEY_BYTES, Note, NoteSignature, VerifierKey};

use crate::error::{Error, Fault};

/// The private key of this installation's checkpoints. `Debug` shows nothing of it.
#[derive(Clone)]
pub struct NoteKey {
    pair: Arc<Ed25519KeyPair>,
    public: VerifierKey,
}

impl std::fmt::Debug for NoteKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "NoteKey({}, …)", self.public.name())
    }
}

impl NoteKey {
    /// The key that follows from 32 secret bytes (RFC 8032 §5.1.5), under a name without spaces and plus signs.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, Error> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_unspecified| Fault::Key)?;
        let key: Result<[u8; KEY_BYTES], _> = pair.public_key().as_ref().try_into();
        let key = key.map_err(|_length| Fault::Key)?;
        let public = VerifierKey::new(name, key).ok_or(Fault::Key)?;
        Ok(Self {
            pair: Arc::new(pair),
            public,
        })
    }

    /// The public half, to be published.
    pub fn public(&self) -> &VerifierKey {
        &self.public
    }

    /// The signature over a note's text.
    pub(crate) fn sign(&self, text: &str) -> NoteSignature {
        NoteSignature {
            name: self.public.name().to_owned(),
            key_id: self.public.id(),
            signature: self.pair.sign(text.as_bytes()).as_ref().to_vec(),
        }
    }
}

/// Whether a note has a signature of this key, and it fits.
pub fn is_signed_by(note: &Note, key: &VerifierKey) -> bool {
    let public = UnparsedPublicKey::new(&ED25519, key.key());
    note.signatures_of(key)
        .any(|one| public.verify(note.text.as_bytes(), &one.signature).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key and a note that the tests of Go's own signed notes hold.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn note_of_another_program_is_verified_and_a_changed_one_is_not() {
        let key = VerifierKey::parse(KEY).unwrap();
        assert!(is_signed_by(&Note::parse(NOTE).unwrap(), &key));
        let changed = Note::parse(&NOTE.replace("answer", "Answer")).unwrap();
        assert!(!is_signed_by(&changed, &key));
    }

    #[test]
    fn what_is_signed_is_verified_by_its_key_alone() {
        let key = NoteKey::from_seed("example.kz/journal", &[1; 32]).unwrap();
        let mut note = Note {
            text: "example.kz/journal\n".to_owned(),
            signatures: Vec::new(),
        };
        assert!(!is_signed_by(&note, key.public()));
        note.signatures.push(key.sign(&note.text));
        let read = Note::parse(&note.to_text()).unwrap();
        assert!(is_signed_by(&read, key.public()));
        let other = NoteKey::from_seed("example.kz/journal", &[2; 32]).unwrap();
        assert!(!is_signed_by(&read, other.public()));
        assert!(NoteKey::from_seed("two words", &[1; 32]).is_err());
        assert_eq!(format!("{key:?}"), "NoteKey(example.kz/journal, …)");
    }
}
