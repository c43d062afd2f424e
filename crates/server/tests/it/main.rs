//! The whole office: structure, commands, pages and people.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod backups;
mod case_folder;
mod clock_jumps;
mod commands;
mod documents;
mod evidence;
#[path = "../../../law/tests/it/folder.rs"]
mod folder;
mod http;
mod keys;
mod late_evidence;
mod office;
mod registration_day;
mod replay;
mod revocation_lists;
mod seal;
mod sessions;
mod signatures;
mod stories;
mod tidy;
mod traceability;
mod two_at_once;
mod whole_path;
