//! The facts of a refusal of the counter, or of what was typed, as a story writes them.

use crate::refusal::{IntakeRefusal, TextRefusal};

pub(super) fn facts(refusal: &IntakeRefusal) -> String {
    match refusal {
        IntakeRefusal::NothingLacking => String::new(),
        IntakeRefusal::NoReceipt { edition } => edition.clone(),
        IntakeRefusal::NotAsked { document }
        | IntakeRefusal::NotAskedAgain { document }
        | IntakeRefusal::NamedTwice { document } => document.clone(),
        IntakeRefusal::Unsaid { line } => (*line).to_owned(),
    }
}

/// The same of what somebody typed.
pub(super) fn of_text(refusal: &TextRefusal) -> String {
    match refusal {
        TextRefusal::TooLong { line } | TextRefusal::Unseen { line } => (*line).to_owned(),
        TextRefusal::Unprintable { character } => character.to_string(),
    }
}
