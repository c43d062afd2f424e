//! The front, tested by drawing every page in every state and every language.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod assets;
mod citations;
mod errors;
mod html;
mod numbers;
mod pages;
mod words;
