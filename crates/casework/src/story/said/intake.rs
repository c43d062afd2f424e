//! The facts of a refusal of the counter, as a story writes them.

use crate::refusal::IntakeRefusal;

pub(super) fn facts(refusal: &IntakeRefusal) -> String {
    match refusal {
        IntakeRefusal::NothingLacking => String::new(),
        IntakeRefusal::NoReceipt { edition } => edition.clone(),
        IntakeRefusal::NotAsked { document }
        | IntakeRefusal::NotAskedAgain { document }
        | IntakeRefusal::NamedTwice { document } => document.clone(),
        IntakeRefusal::Unsaid { line } => (*line).to_owned(),
        IntakeRefusal::Unprintable { character } => character.to_string(),
    }
}
