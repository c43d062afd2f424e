//! The text that a person signs to sign in.
//!
//! It begins with a type of its own, so that it can never be mistaken for a document, and binds
//! purpose, origin, browser session, nonce and life, so that it cannot be replayed elsewhere. The
//! server keeps the bytes it offered and verifies the signature over those.

use jiff::Timestamp;

/// The first line: what kind of text this is.
pub const KIND: &str = "shanyraq/login/1";

/// What is bound into one offer to sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct LoginText {
    /// What signing in is for, such as `portal`.
    pub purpose: String,
    /// The origin of the site, such as `https://example.kz`.
    pub origin: String,
    /// Digest of the browser session that asked.
    pub session_digest: String,
    /// At least 128 random bits, used once.
    pub nonce: String,
    /// When the offer was made.
    pub issued: Timestamp,
    /// When it ends, at most five minutes later.
    pub expires: Timestamp,
}

impl LoginText {
    /// The bytes to be signed: the type, then one `name: value` per line, in a fixed order.
    ///
    /// Control characters in a value become spaces, so that no value can add a line.
    pub fn bytes(&self) -> Vec<u8> {
        let issued = self.issued.to_string();
        let expires = self.expires.to_string();
        let lines = [
            ("purpose", self.purpose.as_str()),
            ("origin", self.origin.as_str()),
            ("session", self.session_digest.as_str()),
            ("nonce", self.nonce.as_str()),
            ("issued", issued.as_str()),
            ("expires", expires.as_str()),
        ];
        let mut text = format!("{KIND}\n");
        for (name, value) in lines {
            text.push_str(name);
            text.push_str(": ");
            text.extend(value.chars().map(|c| if c.is_control() { ' ' } else { c }));
            text.push('\n');
        }
        text.into_bytes()
    }
}
