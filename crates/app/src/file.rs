//! A file on its way to a browser.

/// A file to be sent to a browser.
pub struct File {
    /// The name to save it under.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
