//! The language: what formulas give, what they refuse, what holds whatever is written.

mod problems;
mod properties;
mod results;
