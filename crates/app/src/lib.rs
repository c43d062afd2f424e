//! The office: one file per command. Each loads a snapshot, does all IO, asks the rulebook, and commits one
//! batch with its jobs.
//!
//! Every function takes `now`. Whoever calls has no other way to a case than through here: who, may they,
//! is it for this organization, then the command.

pub mod error;
pub mod notary;
pub mod office;
pub mod session;

pub use error::{Error, Fault};
pub use office::{Environment, Office, Settings};
