//! The law room tested as its users see it: texts in, answers and problems out.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod assess;
mod broken;
mod calendar;
mod check;
mod corpus;
mod fixture;
mod formula;
mod oracle;
mod plan;
mod procedure;
mod term;
mod town;
mod tracks;
