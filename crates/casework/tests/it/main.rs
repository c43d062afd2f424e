//! Tests of the rulebook: stories over the real law, the table of permissions, properties and signed bytes.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod library;
mod stories;
