//! The whole office: structure, commands, pages and people.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod commands;
mod office;
mod tidy;
mod whole_path;
