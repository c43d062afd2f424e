//! Deeds are printed and read back with programs that are not ours: poppler, qpdf and lopdf.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod archive;
mod deeds;
mod fonts;
mod pages;
mod reader;
mod refusals;
