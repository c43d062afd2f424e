//! Finding the outcome of a stage: at once, or by a deed that a signatory must sign first.

use law::assess::{Assessed, Conclusion};
use law::edition::{Adverse, Role, Stage, Work};
use law::procedure::{self, Step, Stuck};

use super::executor_at_work;
use crate::actor::Officer;
use crate::case::Case;
use crate::command::FindOutcome;
use crate::deed;
use crate::event::{DeedProposal, Event};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::Refusal;

pub(super) fn find_outcome(
    case: &Case,
    found: FindOutcome,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, at) = executor_at_work(case, moment)?;
    if at != found.stage {
        return Err(Refusal::AnotherStage { asked: found.stage, at: Some(at.to_owned()) });
    }
    let no_such_outcome =
        || Refusal::NoSuchOutcome { stage: at.to_owned(), outcome: found.outcome.clone() };
    let stage = moment
        .edition
        .stages
        .iter()
        .find(|stage| stage.code == at)
        .ok_or_else(no_such_outcome)?;
    let step = procedure::step(moment.edition, stage, &found.outcome).map_err(|stuck| match stuck {
        Stuck::HearingNeeded { .. } => Refusal::HearingNeeded,
        Stuck::UnknownOutcome { .. } => no_such_outcome(),
        other => Refusal::LawSilent { what: other.to_string() },
    })?;
    let assessed = assessment_for(stage, case, moment)?;
    match step {
        Step::To(_) | Step::Close => {
            if !found.missing.is_empty() {
                return Err(Refusal::MarkedMissing);
            }
            Ok(vec![Event::StageDecided {
                stage: found.stage,
                outcome: found.outcome,
                day: moment.today()?,
                officer: officer.acting_as(Role::Executor),
                note: found.note,
            }])
        }
        Step::SignDeed { deed, signed_by, adverse, .. } => {
            let grounds = agrees(adverse, &found, assessed.as_ref())?;
            let proposal = propose(case, found, moment, (officer, &deed.code, signed_by));
            Ok(vec![Event::DeedProposed(Box::new(DeedProposal {
                values: deed::values(case, deed, moment, assessed.as_ref()),
                assessed: assessed.and_then(|assessed| serde_json::to_value(assessed).ok()),
                grounds,
                ..proposal?
            }))])
        }
    }
}

/// The assessment, where the stage is one of assessing or signing; it must not rest on unknown facts.
fn assessment_for(
    stage: &Stage,
    case: &Case,
    moment: &Moment<'_>,
) -> Result<Option<Assessed>, Refusal> {
    if !matches!(stage.work, Work::Assess | Work::Sign) {
        return Ok(None);
    }
    let assessed = facts::assess(case, moment)?;
    match &assessed.conclusion {
        Conclusion::Unknown { missing } => Err(Refusal::FactsMissing {
            missing: missing.iter().map(ToString::to_string).collect(),
        }),
        Conclusion::Favorable | Conclusion::Refused { .. } => Ok(Some(assessed)),
    }
}

/// The grounds of the deed, if the outcome agrees with the assessment and the package.
fn agrees(
    adverse: Option<Adverse>,
    found: &FindOutcome,
    assessed: Option<&Assessed>,
) -> Result<Vec<String>, Refusal> {
    let grounds: Vec<String> = match assessed.map(|assessed| &assessed.conclusion) {
        Some(Conclusion::Refused { grounds }) => {
            grounds.iter().map(|refused| refused.ground.clone()).collect()
        }
        Some(Conclusion::Favorable | Conclusion::Unknown { .. }) | None => Vec::new(),
    };
    match adverse {
        Some(Adverse::Incompleteness | Adverse::Consent) if found.missing.is_empty() => {
            Err(Refusal::NothingMissing)
        }
        Some(Adverse::Incompleteness | Adverse::Consent) => Ok(Vec::new()),
        Some(Adverse::Ground) if grounds.is_empty() => {
            Err(Refusal::AssessmentDiffers { grounds })
        }
        Some(Adverse::Ground) => Ok(grounds),
        None if !found.missing.is_empty() => Err(Refusal::MarkedMissing),
        None if !grounds.is_empty() => Err(Refusal::AssessmentDiffers { grounds }),
        None => Ok(Vec::new()),
    }
}

fn propose(
    case: &Case,
    found: FindOutcome,
    moment: &Moment<'_>,
    (officer, deed, signed_by): (&Officer, &str, Role),
) -> Result<DeedProposal, Refusal> {
    let known = |code: &String| moment.edition.documents.iter().any(|it| &it.code == code);
    if let Some(unknown) = found.missing.iter().find(|missing| !known(&missing.document)) {
        return Err(Refusal::NoSuchFact { fact: unknown.document.clone() });
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
        officer: officer.acting_as(Role::Executor),
        note: found.note,
    })
}
