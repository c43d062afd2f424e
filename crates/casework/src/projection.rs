//! Rows that lists are made of: computed from a case, written with its events, and rebuilt at will.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::identifier::{CaseNumber, Iin};

/// A case as lists show it. One row per case; `organization` stands in every office query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// The number.
    pub number: CaseNumber,
    /// The organization.
    pub organization: String,
    /// The service.
    pub service: String,
    /// KATO code.
    pub place: String,
    /// The recipient's number.
    pub recipient: Iin,
    /// The recipient's name.
    pub recipient_name: String,
    /// The chancellery's number, once registered.
    pub registration_number: Option<String>,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// Where it is, for filters: `received`, the stage's code, or `closed`.
    pub stage: String,
    /// Whose turn it is: `system`, `executor`, `head`, or `none` once closed.
    pub turn: String,
    /// The number of the officer who has it.
    pub officer: Option<Iin>,
    /// The officer's name.
    pub officer_name: Option<String>,
    /// The day by which the present stage must end; none once closed.
    pub due: Option<Date>,
    /// The day by which the recipient must have the answer.
    pub answer_due: Date,
    /// How it ended: `favorable`, `adverse`, `void`.
    pub closed_as: Option<String>,
    /// The day on which it ended.
    pub closed_day: Option<Date>,
    /// The number of events of the case so far.
    pub seq: u64,
}
