//! The store's stories: one text each, run on SQLite always and on PostgreSQL where one is given.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod accesses;
mod account;
mod backups;
mod cases;
mod commits;
mod desk;
mod drafts;
mod full;
mod jobs;
mod journal;
mod keys;
mod rebuild;
mod registers;
mod samples;
mod schema;
mod seals;
mod sessions;
mod signings;
