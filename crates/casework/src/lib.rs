//! The rulebook: what a case is, what may be done to it, by whom, by when and why.
//!
//! A case is the fold of its journal: [`case::Case`] is what [`Case::apply`] makes of the events, and
//! [`decide()`] turns a command into new events or a [`Refusal`]. Both are pure. The law says what a stage
//! means ([`law::procedure`]); nothing here asks the time, reads a file or talks to a network.

#![deny(missing_docs)]

pub mod actor;
pub mod application;
pub mod attachment;
pub mod canonical;
pub mod case;
pub mod command;
pub mod deadline;
pub mod decide;
pub mod deed;
pub mod event;
pub mod facts;
pub mod identifier;
pub mod moment;
pub mod projection;
pub mod refusal;
pub mod replay;
pub mod seal;
#[cfg(feature = "story")]
pub mod story;

pub use case::Case;
pub use command::Command;
pub use decide::decide;
pub use moment::Moment;
pub use refusal::Refusal;
