//! Rows: what a batch writes besides its events.

use jiff::Timestamp;

use crate::{
    case_row::{self, CaseEntry},
    commit::{Breach, Step},
    deed::{self, DeedRow},
    draft,
    evidence::{self, EvidenceRow},
    notice::{self, NoticeRow},
    officer::{self, OfficerRow},
    one_time_password,
    organization::{self, OrganizationRow},
    person::{self, PersonRow},
    receipt::{self, ReceiptRow},
    seal::{self, SealRow},
    signing,
};

/// A row of a projection or a register to write, or work in progress that ends with the batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A case as lists show it, with its search words.
    Case(Box<CaseEntry>),
    /// A signed deed.
    Deed(Box<DeedRow>),
    /// A notice to a recipient. Writing it again does not make it unread.
    Notice(Box<NoticeRow>),
    /// Whom a receipt of refusal names.
    Receipt(Box<ReceiptRow>),
    /// A person's account.
    Person(Box<PersonRow>),
    /// An organization, with all the services that it is competent for.
    Organization(Box<OrganizationRow>),
    /// An officer.
    Officer(Box<OfficerRow>),
    /// What is kept about a signature. A rebuild passes over it: its stamps are known there alone.
    Evidence(Box<EvidenceRow>),
    /// A day's seal. Fails the commit if the day has one. A rebuild passes over it: tokens are known there alone.
    Seal(Box<SealRow>),
    /// The draft has become a case. Fails the commit if it is gone already. A rebuild passes over it.
    DeleteDraft {
        /// The draft.
        id: String,
    },
    /// What was shown has been signed. Fails the commit if it was used before, or is too old. A rebuild passes over it.
    UseSigning {
        /// The signing record.
        id: String,
        /// When.
        now: Timestamp,
    },
    /// The right one-time password came. Fails the commit if it was used before, or is too old. A rebuild passes over it.
    UseOneTimePassword {
        /// The password's id.
        id: String,
        /// When.
        now: Timestamp,
    },
}

impl Row {
    /// Adds the statements that write this row.
    pub(crate) fn steps(self, steps: &mut Vec<Step>) {
        match self {
            Self::Case(entry) => case_row::upsert(&entry, steps),
            Self::Deed(row) => steps.push(Step::new("deed", deed::upsert(&row))),
            Self::Notice(row) => steps.push(Step::new("notice", notice::upsert(&row))),
            Self::Receipt(row) => steps.push(Step::new("receipt", receipt::upsert(&row))),
            Self::Person(row) => steps.push(Step::new("person", person::upsert(&row))),
            Self::Organization(row) => organization::upsert(&row, steps),
            Self::Officer(row) => officer::upsert(&row, steps),
            // One container belongs to one case.
            Self::Evidence(row) => steps.push(Step {
                on_none: Some(Breach::Taken("evidence")),
                ..Step::new("evidence", evidence::upsert(&row))
            }),
            Self::Seal(row) => steps.push(Step::new("seal", seal::insert(&row))),
            Self::DeleteDraft { id } => steps.push(draft::end(&id)),
            Self::UseSigning { id, now } => steps.push(signing::use_once(id, now)),
            Self::UseOneTimePassword { id, now } => {
                steps.push(one_time_password::use_once(&id, now));
            }
        }
    }

    /// Whether a rebuild of the projections writes it.
    pub(crate) fn is_rebuilt(&self) -> bool {
        match self {
            Self::Case(_)
            | Self::Deed(_)
            | Self::Notice(_)
            | Self::Receipt(_)
            | Self::Person(_)
            | Self::Organization(_)
            | Self::Officer(_) => true,
            Self::Evidence(_)
            | Self::Seal(_)
            | Self::DeleteDraft { .. }
            | Self::UseSigning { .. }
            | Self::UseOneTimePassword { .. } => false,
        }
    }
}
