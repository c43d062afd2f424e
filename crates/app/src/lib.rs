//! The office: one file per command. Each loads a snapshot, does all IO, asks the rulebook, and commits one
//! batch with its jobs.
//!
//! Every function takes `now`. Whoever calls has no other way to a case than through here: who, may they,
//! is it for this organization, then the command.

pub mod access;
pub mod bearer;
mod bytes;
pub mod case_command;
pub mod case_folder;
pub mod confirm_evidence;
pub mod consent;
pub mod correct_deed;
pub mod documents;
pub mod draft;
pub mod error;
pub mod evidence;
mod file;
pub mod import_office;
mod intake_refused;
pub mod job;
pub mod jobs;
pub mod lists;
pub mod log_in;
pub mod notary;
pub mod note_key;
pub mod office;
pub mod officer_command;
pub mod one_time_password;
pub mod print_deed;
pub mod qr_signing;
pub mod rebuild_lists;
pub mod refuse_intake;
pub mod register_case;
pub mod register_person;
pub mod review;
pub mod rule_command;
pub mod seal;
pub mod second_factor;
pub mod session;
pub mod sign_deed;
mod signing;
mod stamp;
pub mod submit;
pub mod view;
pub mod work_command;

pub use error::{Error, Fault};
pub use office::{Environment, Office, Settings};
