//! The application: answers checked against the edition's form, and the exact text that is signed.

pub mod check;
pub mod read;
mod words;
pub mod write;

pub use check::{Problem, ProblemCode, ROWS_MAX, check, check_section};
pub use write::{Application, grouped};
