//! Where a node of an edition comes from, and why it is believed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A paragraph of an act, and on what basis it stands in the edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The paragraph, as written in the edition: `¶9(2)`.
    pub cite: String,
    /// Why we believe it.
    pub basis: Basis,
}

/// Where a node of an edition comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Basis {
    /// One of the project's five source documents.
    Source,
    /// Another text, named.
    Found {
        /// The text, with its address if it has one.
        from: String,
    },
    /// Not said by any text at hand: a lawyer must confirm it before go-live.
    Inferred {
        /// The reason for the reading.
        why: String,
    },
    /// Taken over from an earlier act, because the text of the present one is not at hand.
    CarriedOver {
        /// The act it was taken from.
        from: String,
        /// Why it is believed to hold still.
        why: String,
    },
}

/// A day that the law fixes, with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalDay {
    /// The day, from its beginning.
    pub day: Date,
    /// Why that day.
    pub source: Source,
}
