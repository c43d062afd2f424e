//! The whole office: structure, commands, pages and people.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod commands;
mod tidy;
