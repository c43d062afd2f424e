//! The archive: one store over SQLite or PostgreSQL for the journal, the lists made of it, and work in progress.
//!
//! There is one concrete [`Store`], no trait and no mock: the fake is SQLite in a temporary file. What moves a
//! stream on is a [`Commit`]: a pure closure that runs inside the transaction. Everything else is a query.

mod backup;
mod blob;
mod case_row;
mod commit;
pub mod crash;
mod deed;
mod draft;
mod evidence;
mod fault;
mod job;
mod journal;
mod migration;
mod notice;
mod officer;
mod one_time_password;
mod organization;
mod person;
mod postgres;
mod qr_signing;
mod rebuild;
mod row;
mod search;
mod session;
mod signing;
mod sqlite;
mod store;
mod stream;
mod value;
mod verify;
mod work_list;

pub use self::{
    backup::{BackupError, Manifest, MigrationEntry, TableEntry},
    blob::Blob,
    case_row::{CaseEntry, CaseKey},
    commit::{Batch, Build, Commit, CommitError, Committed, Numbers},
    deed::DeedRow,
    draft::{DraftError, DraftRow},
    evidence::{EvidenceRow, ListRow},
    fault::{Cause, Fault},
    job::{ClaimedJob, GivenUpJob, JobDraft},
    journal::{EventDraft, StoredEvent},
    notice::{NoticeKey, NoticeRow},
    officer::OfficerRow,
    one_time_password::{OneTimePasswordRow, SendLimit},
    organization::{Offer, OrganizationRow},
    person::PersonRow,
    qr_signing::QrSigningRow,
    row::Row,
    session::SessionRow,
    signing::{SigningError, SigningRow},
    store::{Config, Store},
    stream::StreamId,
    verify::{JournalFault, VerifyReport, Wrong},
    work_list::{Due, Filter, Scope, WorkCounts, WorkKey, WorkPage},
};
