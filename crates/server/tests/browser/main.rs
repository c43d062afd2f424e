//! The programs `sandbox` and `shanyraq` in a real Chromium: what a citizen and the officials see and do.
//!
//! Debian's `chromium` is needed, and `cargo build -p sandbox` before; `make test` sees to both.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod chromium;
mod citizen;
mod keyboard;
mod no_scripts;
mod official;
mod orders;
mod page_checks;
mod phone;
mod plant;
mod sample_pages;
mod signature_problems;
mod two_tabs;
