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
mod diff;
mod drawing;
mod editing;
mod fixture;
#[expect(
    clippy::disallowed_methods,
    reason = "only the room itself does no IO; its tests read"
)]
mod folder;
mod formula;
mod mutations;
mod oracle;
mod passport;
mod plan;
mod procedure;
mod seal;
mod snapshot;
mod term;
mod town;
mod tracks;
mod vocabulary;
