//! Sealing: AES-256-GCM (NIST SP 800-38D) with a fresh nonce. What is sealed opens only with its key and at its place.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::{fault::Fault, journal::random};

/// How many bytes a key has.
pub(crate) const KEY_LENGTH: usize = 32;

/// A key that seals. It shows nothing of itself; the cryptographic library wipes it when it is dropped.
pub(crate) struct Lock(LessSafeKey);

impl Lock {
    pub(crate) fn new(key: &[u8; KEY_LENGTH]) -> Result<Self, Fault> {
        let key = UnboundKey::new(&AES_256_GCM, key).map_err(|_unspecified| Fault::Cipher)?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Ciphertext, tag and nonce. `place` is not kept but must be the same at opening.
    pub(crate) fn seal(&self, place: &str, plain: Vec<u8>) -> Result<Vec<u8>, Fault> {
        self.seal_by(random()?, place, plain)
    }

    /// The same with a nonce of the caller's: never one that was used for another text.
    pub(crate) fn seal_by(
        &self,
        nonce: [u8; NONCE_LEN],
        place: &str,
        plain: Vec<u8>,
    ) -> Result<Vec<u8>, Fault> {
        let mut sealed = plain;
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.as_bytes()),
                &mut sealed,
            )
            .map_err(|_unspecified| Fault::Cipher)?;
        sealed.extend_from_slice(&nonce);
        Ok(sealed)
    }

    /// What was sealed; none if the key, the place or a single bit is another.
    pub(crate) fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (text, nonce) = sealed.split_last_chunk::<NONCE_LEN>()?;
        let mut plain = text.to_vec();
        let length = self
            .0
            .open_in_place(
                Nonce::assume_unique_for_key(*nonce),
                Aad::from(place.as_bytes()),
                &mut plain,
            )
            .ok()?
            .len();
        plain.truncate(length);
        Some(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_at_its_place_and_never_else() {
        let lock = Lock::new(&[1; 32]).unwrap();
        let sealed = lock.seal("here", b"text".to_vec()).unwrap();
        assert_eq!(sealed.len(), 4 + 16 + 12);
        assert_eq!(lock.open("here", &sealed).unwrap(), b"text");
        assert_eq!(lock.open("there", &sealed), None);
        assert_eq!(Lock::new(&[2; 32]).unwrap().open("here", &sealed), None);
        for index in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[index] ^= 1;
            assert_eq!(lock.open("here", &bent), None, "{index}");
        }
        for length in 0..sealed.len() {
            assert_eq!(lock.open("here", &sealed[..length]), None, "{length}");
        }
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        let lock = Lock::new(&[1; 32]).unwrap();
        let one = lock.seal("here", b"text".to_vec()).unwrap();
        assert_ne!(one, lock.seal("here", b"text".to_vec()).unwrap());
    }
}
