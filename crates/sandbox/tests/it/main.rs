//! Stories told to a running town over its real doors.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod clock;
mod doors;
mod lists;
mod ncalayer;
mod notary;
mod ocsp;
mod papers;
mod people;
