//! Worked cases.
