//! Finding the outcome of a stage: at once, or by a deed that a signatory must sign first.

use law::assess::{Assessed, Conclusion};
use law::edition::{Adverse, Destination, Outcome, Role, Stage, Work};
use law::procedure::{self, Findings, Hearing, Step, Stuck};

use super::officer::at_work;
use super::rule::{Standing, standing};
use crate::case::Case;
use crate::command::FindOutcome;
use crate::deed;
use crate::event::{DeedProposal, Event, OfficerRef};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::{Refusal, WorkRefusal};

pub(super) fn find_outcome(
    case: &Case,
    found: FindOutcome,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    if stage.code != found.stage {
        return Err(Refusal::AnotherStage {
            asked: found.stage,
            at: Some(stage.code.clone()),
        });
    }
    let (step, weighed) = weigh(case, stage, &found.outcome, moment)?;
    match step {
        Step::To(_) | Step::Close => {
            if !found.missing.is_empty() {
                return Err(Refusal::MarkedMissing);
            }
            Ok(vec![Event::StageDecided {
                stage: found.stage,
                outcome: found.outcome,
                day: moment.today()?,
                officer: Some(officer.acting_as(role)),
                note: found.note,
            }])
        }
        Step::SignDeed {
            deed,
            signed_by,
            adverse,
            ..
        } => {
            names_what_is_missing(stage, adverse, &found)?;
            let grounds = if adverse == Some(Adverse::Ground) {
                weighed.grounds
            } else {
                None
            };
            let (assessed, officer) = (weighed.assessed, officer.acting_as(role));
            let proposal = propose(case, found, moment, (officer, &deed.code, signed_by));
            Ok(vec![Event::DeedProposed(Box::new(DeedProposal {
                values: deed::values(case, deed, moment, assessed.as_ref()),
                assessed: assessed.as_ref().map(facts::kept).transpose()?,
                grounds: grounds.unwrap_or_default(),
                ..proposal?
            }))])
        }
    }
}

/// What an outcome rests on.
pub(super) struct Weighed {
    /// The assessment, where the outcome needs one.
    assessed: Option<Assessed>,
    /// The grounds that it finds satisfied.
    grounds: Option<Vec<String>>,
}

/// What the outcome of the present stage means, on what the case knows.
pub(super) fn weigh<'e>(
    case: &Case,
    stage: &Stage,
    outcome: &str,
    moment: &Moment<'e>,
) -> Result<(Step<'e>, Weighed), Refusal> {
    let found = stage.outcomes.iter().find(|known| known.code == outcome);
    let found = found.ok_or_else(|| Refusal::NoSuchOutcome {
        stage: stage.code.clone(),
        outcome: outcome.to_owned(),
    })?;
    let brought = case.work.brought();
    if let Some(needs) = found.on
        && brought != Some(needs)
    {
        return Err(WorkRefusal::WorkNotDone { needs }.into());
    }
    let assessed = assessment_for(stage, found, case, moment)?;
    let grounds = assessed.as_ref().map(satisfied);
    // Only a refusal on a ground asks for a hearing: what stands in its way is said only where it is wanted.
    let (hearing, barred) = match found.adverse {
        Some(Adverse::Ground) => match standing(case, stage, outcome, assessed.as_ref(), moment)? {
            Standing::Clear(hearing) => (hearing, None),
            Standing::Barred(refusal) => (Hearing::NotHeld, Some(refusal)),
        },
        Some(Adverse::Incompleteness | Adverse::Consent | Adverse::Lapse) | None => {
            (Hearing::NotRequired, None)
        }
    };
    let findings = Findings {
        hearing,
        grounds: grounds.as_deref(),
        done: brought,
    };
    let track = case.track.as_deref();
    let step = procedure::step(moment.edition, track, &stage.code, outcome, findings);
    let step = step.map_err(|stuck| match (&stuck, barred) {
        (Stuck::HearingNeeded { .. }, Some(refusal)) => refusal,
        (_, _) => declined(stuck),
    })?;
    Ok((step, Weighed { assessed, grounds }))
}

/// The assessment, where the stage is one of assessing or signing, or the outcome decides the matter; it must not
/// rest on unknown facts.
fn assessment_for(
    stage: &Stage,
    outcome: &Outcome,
    case: &Case,
    moment: &Moment<'_>,
) -> Result<Option<Assessed>, Refusal> {
    let is_of_stage = matches!(stage.work(), Work::Assess | Work::Sign);
    let decides = match outcome.adverse {
        Some(Adverse::Ground) => true,
        Some(Adverse::Incompleteness | Adverse::Consent | Adverse::Lapse) => false,
        // What a commission gives it must be able to give.
        None => {
            let ends = outcome.to == Destination::Closed || stage.work() == Work::Vote;
            ends && !moment.edition.requirements.is_empty()
        }
    };
    if !is_of_stage && !decides {
        return Ok(None);
    }
    facts::known_assessment(case, moment).map(Some)
}

/// The codes of the grounds that the assessment finds satisfied, each once.
fn satisfied(assessed: &Assessed) -> Vec<String> {
    match &assessed.conclusion {
        Conclusion::Refused { grounds } => {
            let codes: std::collections::BTreeSet<&String> =
                grounds.iter().map(|refused| &refused.ground).collect();
            codes.into_iter().cloned().collect()
        }
        Conclusion::Favorable | Conclusion::Unknown { .. } => Vec::new(),
    }
}

/// A procedure that is stuck, as a refusal with the facts of its rule.
fn declined(stuck: Stuck) -> Refusal {
    match stuck {
        Stuck::UnknownOutcome { stage, outcome, .. } => Refusal::NoSuchOutcome { stage, outcome },
        Stuck::HearingNeeded { .. } => Refusal::HearingNeeded,
        Stuck::NoGround { .. } => Refusal::AssessmentDiffers {
            grounds: Vec::new(),
        },
        Stuck::GroundSatisfied { grounds, .. } => Refusal::AssessmentDiffers { grounds },
        Stuck::WorkNotDone { needs, .. } => WorkRefusal::WorkNotDone { needs }.into(),
        Stuck::UnknownTrack { .. }
        | Stuck::UnknownStage { .. }
        | Stuck::UnknownDestination { .. }
        | Stuck::MissingDeed { .. }
        | Stuck::AdverseWithoutDeed { .. }
        | Stuck::NotAssessed { .. } => Refusal::LawSilent {
            what: stuck.to_string(),
        },
    }
}

/// A refusal of an incomplete package names what is missing, and so does a refusal for want of a consent that an
/// officer finds; no other outcome does.
fn names_what_is_missing(
    stage: &Stage,
    adverse: Option<Adverse>,
    found: &FindOutcome,
) -> Result<(), Refusal> {
    let is_about_package = match adverse {
        Some(Adverse::Incompleteness) => true,
        // What the work of the stage has brought needs no document to show it.
        Some(Adverse::Consent) => stage.work().brings().required.is_empty(),
        Some(Adverse::Ground | Adverse::Lapse) | None => false,
    };
    match (is_about_package, found.missing.is_empty()) {
        (true, true) => Err(Refusal::NothingMissing),
        (false, false) => Err(Refusal::MarkedMissing),
        (true, false) | (false, true) => Ok(()),
    }
}

fn propose(
    case: &Case,
    found: FindOutcome,
    moment: &Moment<'_>,
    (officer, deed, signed_by): (OfficerRef, &str, Role),
) -> Result<DeedProposal, Refusal> {
    let known = |code: &String| moment.edition.documents.iter().any(|it| &it.code == code);
    if let Some(unknown) = found
        .missing
        .iter()
        .find(|missing| !known(&missing.document))
    {
        return Err(Refusal::NoSuchFact {
            fact: unknown.document.clone(),
        });
    }
    let registration = case.registration.as_ref().ok_or(Refusal::NotRegistered)?;
    Ok(DeedProposal {
        number: format!("{}/{}", registration.number, case.deeds_drawn_up + 1),
        deed: deed.to_owned(),
        stage: found.stage,
        outcome: found.outcome,
        signed_by,
        missing: found.missing,
        grounds: Vec::new(),
        values: std::collections::BTreeMap::new(),
        assessed: None,
        officer,
        note: found.note,
    })
}
