//! The list of a deed: what is missing from the documents, or the grounds with the requirements that are not met.

use law::Language;
use law::assess::Conclusion;
use law::edition::{Basis, Ground};

use super::{DeedFault, Manner, Wording};
use crate::event::DeedProposal;

/// What is missing, or the satisfied grounds.
pub(super) fn of(
    proposal: &DeedProposal,
    wording: &Wording<'_>,
    language: Language,
) -> Vec<String> {
    let edition = wording.edition;
    let missing = proposal.missing.iter().map(|missing| {
        let document = edition
            .documents
            .iter()
            .find(|document| document.code == missing.document)
            .map_or(missing.document.as_str(), |document| {
                document.text.get(language)
            });
        let fault = missing.fault.text();
        let fault = fault.get(language);
        if missing.note.is_empty() {
            format!("{document}: {fault}")
        } else {
            format!("{document}: {fault} ({})", missing.note)
        }
    });
    let grounds = proposal.grounds.iter().filter_map(|code| {
        let ground = edition.grounds.iter().find(|ground| &ground.code == code)?;
        // The ground is general; what is not met is the reason (APPC art. 80(1)).
        let reasons: Vec<&str> = edition
            .requirements
            .iter()
            .filter(|required| &required.ground == code && wording.unmet.contains(&required.code))
            .map(|required| required.text.get(language))
            .collect();
        let named = named(ground, wording.manner, language);
        let general = format!("{} ({named})", ground.text.get(language));
        Some(if reasons.is_empty() {
            general
        } else {
            let reasons = reasons.join("; ");
            match language {
                Language::Kk => format!("{general}. Орындалмаған талап: {reasons}"),
                Language::Ru => format!("{general}. Не выполнено требование: {reasons}"),
                Language::En => format!("{general}. Not met: {reasons}"),
            }
        })
    });
    missing.chain(grounds).collect()
}

/// The place of a ground in the law. The paragraph of a ground that was carried over is one of the earlier act, which
/// is not in force for the case: such a ground is named by its number in the list of the edition.
fn named(ground: &Ground, manner: Manner, language: Language) -> String {
    let cite = &ground.source.cite;
    let Basis::CarriedOver { .. } = ground.source.basis else {
        return cite.clone();
    };
    let number = ground.number;
    match (manner, language) {
        (Manner::First, _) => cite.clone(),
        (Manner::Present, Language::Kk) => {
            format!("бас тарту негіздері тізбесінің {number}-тармағы")
        }
        (Manner::Present, Language::Ru) => {
            format!("основание {number} из перечня оснований отказа")
        }
        (Manner::Present, Language::En) => {
            format!("ground {number} of the list of grounds of refusal")
        }
    }
}

/// The codes of the requirements that the assessment of a proposal finds not met.
pub(super) fn unmet(proposal: &DeedProposal, manner: Manner) -> Result<Vec<String>, DeedFault> {
    let Some(assessed) = &proposal.assessed else {
        return Ok(Vec::new());
    };
    match assessed.conclusion() {
        Some(Conclusion::Refused { grounds }) => {
            Ok(grounds.into_iter().map(|it| it.requirement).collect())
        }
        Some(Conclusion::Favorable | Conclusion::Unknown { .. }) => Ok(Vec::new()),
        None => match manner {
            Manner::Present => Err(DeedFault::AssessmentUnread),
            Manner::First => Ok(Vec::new()),
        },
    }
}
