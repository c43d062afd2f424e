//! The law applied to facts: the worked examples, refusals, the unknown, and files of facts.

mod examples;
mod facts;
mod figures;
mod real;
mod turning;
