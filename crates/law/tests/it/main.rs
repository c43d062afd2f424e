//! The law room tested as its users see it: texts in, answers and problems out.

mod calendar;
mod corpus;
mod plan;
mod term;
