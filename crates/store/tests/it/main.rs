//! The store's stories: one text each, run on SQLite always and on PostgreSQL where one is given.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod account;
mod backups;
mod cases;
mod commits;
mod desk;
mod drafts;
mod full;
mod jobs;
mod journal;
mod registers;
mod samples;
mod schema;
mod sessions;
mod signings;
