//! The library: editions, calendar, figures, places and texts, read from `law/` as data.
//!
//! It answers "what applied that day?", "which day is the tenth?" and "is this edition legal?".
//! It does no IO, has no clock and cannot fail for outside reasons: files come in as texts, and every
//! fault of a text comes out as a [`Problem`] with its file, line and way out.

#![deny(missing_docs)]

pub mod assess;
pub mod compiled;
pub mod edition;
pub mod facts;
pub mod figures;
pub mod formula;
pub mod text;
pub mod value;

pub use edition::Edition;
pub use text::{Language, Text};
