//! The state registers that an edition may name: those asked, and those in which results are recorded.

use serde::{Deserialize, Serialize};

use crate::{edition::Source, text::Text};

/// A state register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// `real-estate`.
    pub code: String,
    /// What a person reads.
    pub text: Text,
    /// Its source.
    pub source: Source,
}
