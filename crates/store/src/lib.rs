//! The archive: one store over SQLite or PostgreSQL for the journal, the lists made of it, and work in progress.
//!
//! There is one concrete [`Store`], no trait and no mock: the fake is SQLite in a temporary file. What moves a
//! stream on is a [`Commit`]: a pure closure that runs inside the transaction. Everything else is a query.

mod access;
mod backup;
mod blob;
mod body;
mod case_row;
mod commit;
pub mod crash;
mod data_key;
mod deed;
mod draft;
mod encrypt;
mod erase;
mod evidence;
mod export;
mod fault;
mod job;
mod journal;
mod keys;
mod lock;
mod measure;
mod migration;
mod notice;
mod officer;
mod one_time_password;
mod organization;
mod person;
mod postgres;
mod qr_signing;
mod rebuild;
mod receipt;
mod register;
mod ring_key;
mod rotate;
mod row;
mod seal;
mod search;
mod session;
mod signing;
mod sqlite;
mod store;
mod stream;
mod value;
mod verify;
mod verify_seal;
mod work_list;

pub use self::{
    access::{AccessKey, AccessRow, Subject},
    backup::{BackupError, Manifest, MigrationEntry, TableEntry},
    blob::Blob,
    body::Body,
    case_row::{CaseEntry, CaseKey},
    commit::{Batch, Build, Commit, CommitError, Committed, Numbers},
    deed::DeedRow,
    draft::{DraftError, DraftRow},
    evidence::{EvidenceRow, ListRow},
    export::{BrokenChain, ExportedEvent, check_chain},
    fault::{Cause, Fault},
    job::{ClaimedJob, GivenUpJob, JobDraft},
    journal::{EventDraft, StoredEvent},
    keys::{KeyKind, Keys, KeysError},
    measure::Measured,
    notice::{NoticeKey, NoticeRow},
    officer::OfficerRow,
    one_time_password::{OneTimePasswordRow, SendLimit},
    organization::{Offer, OrganizationRow},
    person::PersonRow,
    qr_signing::QrSigningRow,
    receipt::ReceiptRow,
    ring_key::KeyStatus,
    row::Row,
    seal::{SealRow, SealedHead},
    session::SessionRow,
    signing::{SigningError, SigningRow},
    store::{Config, Store},
    stream::{EventFound, StreamId},
    verify::{JournalFault, VerifyReport, Wrong},
    verify_seal::{SealFault, SealReport},
    work_list::{Due, Filter, Scope, WorkCounts, WorkKey, WorkPage},
};
