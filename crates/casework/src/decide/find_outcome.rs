//! Finding the outcome of a stage: at once, or by a deed that a signatory must sign first.

use jiff::civil::{Date, date};
use law::assess::{Assessed, Conclusion};
use law::edition::{Adverse, Role, Stage, Work};
use law::formula::Missing;
use law::procedure::{self, Findings, Hearing, Step, Stuck};

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
        return Err(Refusal::AnotherStage {
            asked: found.stage,
            at: Some(at.to_owned()),
        });
    }
    let no_such_outcome = || Refusal::NoSuchOutcome {
        stage: at.to_owned(),
        outcome: found.outcome.clone(),
    };
    let stage = moment
        .edition
        .stages
        .iter()
        .find(|stage| stage.code == at)
        .ok_or_else(no_such_outcome)?;
    let assessed = assessment_for(stage, case, moment)?;
    let grounds = assessed.as_ref().map(satisfied);
    let findings = Findings {
        hearing: hearing(case.filed.registration_day),
        grounds: grounds.as_deref(),
    };
    let step = procedure::step(moment.edition, at, &found.outcome, findings).map_err(declined)?;
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
        Step::SignDeed {
            deed,
            signed_by,
            adverse,
            ..
        } => {
            names_what_is_missing(adverse, &found)?;
            let grounds = if adverse == Some(Adverse::Ground) {
                grounds
            } else {
                None
            };
            let proposal = propose(case, found, moment, (officer, &deed.code, signed_by));
            Ok(vec![Event::DeedProposed(Box::new(DeedProposal {
                values: deed::values(case, deed, moment, assessed.as_ref()),
                assessed: assessed.and_then(|assessed| serde_json::to_value(assessed).ok()),
                grounds: grounds.unwrap_or_default(),
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
            missing: missing.iter().map(name).collect(),
        }),
        Conclusion::Favorable | Conclusion::Refused { .. } => Ok(Some(assessed)),
    }
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

/// Whether the Code asks for a hearing before a refusal on a ground. The Administrative Procedural and Process
/// Code is in force from 1 July 2021; this release holds no hearings, so that from then on none was held.
fn hearing(registered: Date) -> Hearing {
    const CODE_IN_FORCE: Date = date(2021, 7, 1);
    if registered < CODE_IN_FORCE {
        Hearing::NotRequired
    } else {
        Hearing::NotHeld
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
        Stuck::UnknownStage { .. }
        | Stuck::UnknownDestination { .. }
        | Stuck::MissingDeed { .. }
        | Stuck::AdverseWithoutDeed { .. }
        | Stuck::NotAssessed { .. } => Refusal::LawSilent {
            what: stuck.to_string(),
        },
    }
}

/// A refusal of an incomplete package names what is missing; no other outcome does.
fn names_what_is_missing(adverse: Option<Adverse>, found: &FindOutcome) -> Result<(), Refusal> {
    let is_about_package = matches!(adverse, Some(Adverse::Incompleteness | Adverse::Consent));
    match (is_about_package, found.missing.is_empty()) {
        (true, true) => Err(Refusal::NothingMissing),
        (false, false) => Err(Refusal::MarkedMissing),
        (true, false) | (false, true) => Ok(()),
    }
}

/// What is missing, as a page can look it up: the code of a fact, or `figure@place`.
fn name(missing: &Missing) -> String {
    match missing {
        Missing::Figure {
            code,
            place: Some(place),
            ..
        } => format!("{code}@{place}"),
        Missing::Fact { code }
        | Missing::Unfit { code }
        | Missing::Figure {
            code, place: None, ..
        } => code.clone(),
        Missing::Undefined { formula, .. } => formula.clone(),
    }
}

fn propose(
    case: &Case,
    found: FindOutcome,
    moment: &Moment<'_>,
    (officer, deed, signed_by): (&Officer, &str, Role),
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
        officer: officer.acting_as(Role::Executor),
        note: found.note,
    })
}
