//! Reasons in words: what the law made of facts, line by line, for officials and for anybody who asks.

pub(crate) mod derivation;
mod formula;
pub(crate) mod label;
pub(crate) mod value;
