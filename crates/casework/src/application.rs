//! The application: answers checked against the edition's form, and the exact text that is signed.

mod certified;
pub mod check;
mod consent;
mod problem;
pub mod read;
mod words;
pub mod write;

pub use certified::as_certified;
pub use check::{ROWS_MAX, check, check_section};
pub use consent::ConsentText;
pub use problem::{Problem, ProblemCode};
pub use write::{Application, decimal, grouped};
