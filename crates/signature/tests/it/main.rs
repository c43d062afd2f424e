//! The notary against a town's own certification authority: who signed, or why it does not count.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may fail by panicking"
)]

mod bits;
mod cases;
mod certificates;
mod gost;
mod gost_oracle;
mod oracle;
mod reasons;
mod responder;
mod revocation;
mod surgery;
mod town;
mod trust;
