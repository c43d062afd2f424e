//! Looking: what pages show. Nothing here changes anything.

mod card;
pub mod case;
pub mod counter;
pub mod download;
pub mod lists;
mod receipt;
pub mod signed_as;
pub mod verify_deed;
