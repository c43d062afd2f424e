//! Every refusal of the rulebook, each on its page.

use casework::Refusal;
use casework::identifier::CaseNumber;
use jiff::civil::date;
use law::edition::Role;

use super::super::{RefusalPage, Shell};
use super::{Sample, add};

/// Draws them all.
pub(super) fn draw(shell: &Shell, samples: &mut Vec<Sample>) {
    let mut pages = Vec::new();
    let mut next = Some(Refusal::NotYours);
    while let Some(refusal) = next {
        pages.push(RefusalPage::of(
            shell.clone(),
            &refusal,
            shell.to("/account"),
        ));
        next = after(&refusal);
    }
    add(samples, "refusal", pages);
}

/// The refusal after this one, so that a new one cannot be forgotten here.
fn after(refusal: &Refusal) -> Option<Refusal> {
    let word = || "completeness".to_owned();
    let needed = Role::Head;
    Some(match refusal {
        Refusal::NotYours => Refusal::OwnCase,
        Refusal::OwnCase => Refusal::NotYourRole { needed },
        Refusal::NotYourRole { .. } => Refusal::Ended {
            number: CaseNumber::from_random(1),
        },
        Refusal::Ended { .. } => Refusal::NotRegistered,
        Refusal::NotRegistered => Refusal::AlreadyRegistered,
        Refusal::AlreadyRegistered => Refusal::TooEarly {
            day: date(2021, 3, 23),
        },
        Refusal::TooEarly { .. } => Refusal::NoEvidence,
        Refusal::NoEvidence => Refusal::AnotherStage {
            asked: word(),
            at: None,
        },
        Refusal::AnotherStage { .. } => Refusal::TakenByAnother {
            officer: "Г. Оспанова".to_owned(),
        },
        Refusal::TakenByAnother { .. } => Refusal::NotTaken,
        Refusal::NotTaken => Refusal::NoSuchOutcome {
            stage: word(),
            outcome: word(),
        },
        Refusal::NoSuchOutcome { .. } => Refusal::NoSuchFact { fact: word() },
        Refusal::NoSuchFact { .. } => Refusal::BadValue {
            fact: word(),
            problems: Vec::new(),
        },
        Refusal::BadValue { .. } => Refusal::NoSuchAttachment,
        Refusal::NoSuchAttachment => Refusal::FactsMissing {
            missing: vec!["family-income".to_owned()],
        },
        Refusal::FactsMissing { .. } => Refusal::AssessmentDiffers {
            grounds: Vec::new(),
        },
        Refusal::AssessmentDiffers { .. } => Refusal::HearingNeeded,
        Refusal::HearingNeeded => Refusal::NothingMissing,
        Refusal::NothingMissing => Refusal::MarkedMissing,
        Refusal::MarkedMissing => Refusal::NoDeedWaiting,
        Refusal::NoDeedWaiting => Refusal::AnotherDeed,
        Refusal::AnotherDeed => Refusal::NoteNeeded,
        Refusal::NoteNeeded => Refusal::NotOnline { place: word() },
        Refusal::NotOnline { .. } => Refusal::EditionChanged { edition: word() },
        Refusal::EditionChanged { .. } => Refusal::LawSilent { what: word() },
        Refusal::LawSilent { .. } => return None,
    })
}
