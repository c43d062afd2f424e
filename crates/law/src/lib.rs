//! The library: editions, calendar, figures, places and texts, read from `law/` as data.
//!
//! It answers "what applied that day?", "which day is the tenth?" and "is this edition legal?".
//! It does no IO, has no clock and cannot fail for outside reasons: files come in as texts, and every
//! fault of a text comes out as a [`Problem`] with its file, line and way out.

#![deny(missing_docs)]

pub mod assess;
pub mod calendar;
pub mod check;
pub mod code;
pub mod compiled;
pub mod diff;
pub mod drawing;
pub mod editing;
pub mod edition;
pub mod examples;
pub mod facts;
pub mod figures;
pub mod formula;
pub mod hours;
mod law;
mod load;
pub mod passport;
pub mod places;
pub mod plan;
pub mod problem;
pub mod procedure;
pub mod registration;
pub mod registries;
pub mod schedule;
pub mod seal;
pub mod source_file;
pub mod term;
pub mod text;
pub mod turning;
pub mod value;
pub mod vocabulary;
pub mod words;

pub use calendar::{Calendar, DayKind, NotCovered, WeekKind};
pub use check::{Report, check};
pub use diff::diff;
pub use edition::Edition;
pub use hours::WorkingHours;
pub use law::{Law, NoEdition, NoFigure, NotReceived, TrackUnknown};
pub use load::load;
pub use passport::Passport;
pub use places::{Place, Places};
pub use plan::{Plan, plan};
pub use problem::Problem;
pub use registration::{Reason, Registration, registration};
pub use term::{CountedDay, Deadline, deadline};
pub use text::{Language, Text};
