//! The documents that the system issues.

use serde::{Deserialize, Serialize};

use super::Source;
use crate::text::Text;

/// A document that the system issues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// `notice-of-assignment`.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Paragraphs; `{name}` is replaced by the value of a field of the deed.
    pub paragraphs: Vec<Text>,
    /// The fields that it must carry, in order.
    pub fields: Vec<DeedField>,
    /// In how many copies it is made.
    pub copies: u8,
    /// Whether it must say where to appeal.
    pub appeal: bool,
    /// When it is issued, if no outcome draws it up.
    pub at: Option<IssuedAt>,
    /// Its source.
    pub source: Source,
}

/// When a deed is issued that belongs to no outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssuedAt {
    /// When documents are taken in, or not taken.
    Intake,
    /// Before a hearing: the preliminary decision and its notice.
    Hearing,
    /// When a term is extended.
    Extension,
    /// When a request is withdrawn.
    Withdrawal,
    /// When a slip of a deed is corrected.
    Correction,
    /// When somebody is told of what happened: a forwarding, a lapse, a supply of papers.
    Notice,
}

/// A field of a deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedField {
    /// `amount-month`.
    pub code: String,
    /// What a person reads before the value.
    pub label: Text,
    /// Where the value comes from: `case.number`, `form.applicant.full-name`, `fact.share`, `assess.amount`, `officer.missing`, …
    pub from: String,
}
