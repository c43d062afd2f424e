//! The law room tested as its users see it: texts in, answers and problems out.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod broken;
mod calendar;
mod check;
mod corpus;
mod fixture;
mod plan;
mod procedure;
mod term;
