//! The law room tested as its users see it: texts in, answers and problems out.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod assess;
mod calendar;
mod corpus;
mod formula;
mod plan;
mod term;
mod town;
