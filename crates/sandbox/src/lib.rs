//! The town: a world to run Shanyraq against.

pub mod ca;
pub mod choice;
pub mod clock;
mod control;
mod disk;
pub mod documents;
pub mod gost;
pub mod identifiers;
mod ncalayer;
pub mod office;
mod pages;
pub mod people;
mod responder;
mod state;
pub mod town;
pub mod vault;
