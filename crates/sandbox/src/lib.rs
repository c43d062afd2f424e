//! The town: a world to run Shanyraq against.

pub mod ca;
