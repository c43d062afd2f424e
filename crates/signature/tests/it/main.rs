//! The notary against a town's own certification authority: who signed, or why it does not count.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail by panicking"
)]

mod adverse;
mod bits;
mod cases;
mod certificates;
mod containers;
mod gost;
mod gost_oracle;
mod lists;
mod matrix;
mod oracle;
mod package;
mod paths;
mod pkits;
mod reasons;
mod responder;
mod revocation;
mod roles;
mod surgery;
mod time;
mod town;
mod trust;
mod tsa;
