//! The town: a world to run Shanyraq against.

pub mod ca;
pub mod choice;
pub mod clock;
mod disk;
pub mod documents;
pub mod identifiers;
pub mod office;
pub mod people;
pub mod vault;
