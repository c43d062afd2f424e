//! A case as an official sees it: what stands in the application, the facts, the outcomes that the edition gives.

use std::collections::BTreeMap;

use app::view::case::CaseView;
use casework::actor::Actor;
use casework::case::Phase;
use casework::event::Author;
use casework::facts::{declared, to_establish};
use law::edition::Origin;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::case_told::CaseTold;
use super::problem::{EventTold, Happened};
use super::shape::AnswerTold;
use crate::desk::Seat;

/// A case of the official's organization.
#[derive(Serialize, ToSchema)]
pub(super) struct OfficeCaseTold {
    /// The case, as its person sees it too.
    case: CaseTold,
    /// The recipient's name.
    recipient: String,
    /// The recipient's number.
    recipient_iin: String,
    /// The answers as they were signed, by `section.field`.
    answers: BTreeMap<String, AnswerTold>,
    /// The documents that the edition asks for on the channel of the case.
    documents: Vec<String>,
    /// The outcomes that the edition gives at the present stage.
    outcomes: Vec<OutcomeTold>,
    /// The facts to establish.
    facts: Vec<FactTold>,
    /// The deed that waits for a signature.
    waiting: Option<String>,
    /// Why the last deed was sent back.
    returned: Option<String>,
}

/// An outcome of a stage.
#[derive(Serialize, ToSchema)]
struct OutcomeTold {
    /// Its code.
    code: String,
    /// Its words.
    text: String,
    /// Whether it is against the person.
    is_adverse: bool,
}

/// A fact to establish.
#[derive(Serialize, ToSchema)]
struct FactTold {
    /// Its code.
    code: String,
    /// Its name.
    label: String,
    /// Its type, as in the form of a service.
    r#type: String,
    /// Where it may come from, in order of preference: `officer`, `document:income-proof`, `registry:income`.
    sources: Vec<String>,
    /// What the person declared, in the form of a facts file.
    declared: Option<Value>,
    /// What was found, in the form of a facts file.
    found: Option<Value>,
    /// Who found it.
    found_by: Option<String>,
}

impl OfficeCaseTold {
    pub(super) fn of(seat: &Seat, view: &CaseView<'_>) -> Self {
        let case = &view.loaded.case;
        let visit = &seat.visit;
        let language = visit.law_language();
        let address = format!(
            "/api/v1/offices/{}/cases/{}",
            seat.organization.code, case.filed.number
        );
        let actor = Actor::Officer(seat.officer.clone());
        let stage = view.edition.stages.iter();
        let stage =
            stage.filter(|it| matches!(&case.phase, Phase::AtStage { stage } if *stage == it.code));
        let outcomes = stage.flat_map(|it| &it.outcomes);
        let waiting = match &case.phase {
            Phase::AwaitingSignature { proposal } => Some(proposal.number.clone()),
            Phase::Received
            | Phase::AtStage { .. }
            | Phase::Decided { .. }
            | Phase::Withdrawn { .. }
            | Phase::Void { .. } => None,
        };
        Self {
            case: CaseTold::of(visit, view, actor, &address),
            recipient: case.filed.recipient.name.clone(),
            recipient_iin: case.filed.recipient.iin.as_str().to_owned(),
            answers: AnswerTold::of(&case.filed.answers),
            documents: crate::desk::asked(view).map(|it| it.code.clone()).collect(),
            outcomes: outcomes
                .map(|it| OutcomeTold {
                    code: it.code.clone(),
                    text: it.text.get(language).to_owned(),
                    is_adverse: it.adverse.is_some(),
                })
                .collect(),
            facts: facts(seat, view),
            waiting,
            returned: case.returned.as_ref().map(|it| it.note.clone()),
        }
    }
}

fn facts(seat: &Seat, view: &CaseView<'_>) -> Vec<FactTold> {
    let case = &view.loaded.case;
    if case.registration.is_none() {
        return Vec::new();
    }
    let mut declared = declared(case, view.edition);
    let language = seat.visit.law_language();
    let told = to_establish(view.edition).map(|fact| {
        let found = case.findings.get(&fact.code);
        let officer = found.and_then(|it| it.officer.as_ref());
        FactTold {
            code: fact.code.clone(),
            label: fact.label.get(language).to_owned(),
            r#type: super::service::kind(&fact.ty).to_owned(),
            sources: fact.origins.iter().filter_map(source).collect(),
            declared: declared.remove(&fact.code),
            found: found.map(|it| it.value.clone()),
            found_by: officer.map(|it| it.name.clone()),
        }
    });
    told.collect()
}

/// The name of a source that an officer may give.
fn source(origin: &Origin) -> Option<String> {
    match origin {
        Origin::Registry(code) => Some(format!("registry:{code}")),
        Origin::Document(code) => Some(format!("document:{code}")),
        Origin::Officer => Some("officer".to_owned()),
        Origin::Form(_) | Origin::Figure(_) | Origin::Consent(_) => None,
    }
}

/// What has happened since the caller had seen `seen` events.
pub(super) fn happened(view: &CaseView<'_>, seen: u64) -> Happened {
    let skipped = usize::try_from(seen).unwrap_or(usize::MAX);
    let events = view.loaded.events.iter().skip(skipped);
    let told = events.map(|(at, event)| EventTold {
        event: event.kind().to_owned(),
        at: at.to_string(),
        by: match event.author() {
            Author::Officer(officer) => Some(officer.name.clone()),
            // A program of the office is not told the person's name here; the case has it.
            Author::Recipient | Author::Other => None,
        },
    });
    Happened {
        seq: view.loaded.case.seq,
        events: told.collect(),
    }
}
