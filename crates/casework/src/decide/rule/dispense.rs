//! Going without a hearing on an exception of the Code: an officer's choice with its reason, never silent.

use law::code::Exception;
use law::edition::{Adverse, CodeRule, Origin};

use super::standing::{grounds, is_required};
use super::{in_force, is_said, one};
use crate::case::Case;
use crate::command::rule::Dispense;
use crate::decide::officer::at_work;
use crate::event::rule::{Dispensation, GroundShown};
use crate::event::{Event, RuleEvent};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal};

/// How the codes of registers and documents begin that hold acts of courts.
const OF_COURTS: &str = "court-";

/// Source: APPC art. 73(2).
pub(super) fn dispense(
    case: &Case,
    asked: Dispense,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    if stage.code != asked.stage {
        return Err(Refusal::AnotherStage {
            asked: asked.stage,
            at: Some(stage.code.clone()),
        });
    }
    let code = in_force(case, CodeRule::Hearing, moment)?;
    if !is_required(case, moment)? {
        return Err(RuleRefusal::NoHearingNeeded.into());
    }
    let is_refusal = stage
        .outcomes
        .iter()
        .any(|it| it.code == asked.outcome && it.adverse == Some(Adverse::Ground));
    if !is_refusal {
        return Err(Refusal::NoSuchOutcome {
            stage: asked.stage,
            outcome: asked.outcome,
        });
    }
    let exception = asked.exception;
    let allowed = code.exception(exception).filter(|_| is_choice(exception));
    let allowed = allowed.ok_or(RuleRefusal::ExceptionNotAllowed { exception })?;
    is_said(&asked.reason)?;
    let shown = grounds(&facts::known_assessment(case, moment)?);
    if shown.is_empty() {
        return Err(Refusal::AssessmentDiffers {
            grounds: shown_codes(&shown),
        });
    }
    if !shown.iter().all(|ground| rests_on_court(case, ground)) {
        return Err(RuleRefusal::NotOnCourtAct {
            grounds: shown_codes(&shown),
        }
        .into());
    }
    Ok(one(RuleEvent::HearingDispensed(Box::new(Dispensation {
        stage: asked.stage,
        outcome: asked.outcome,
        grounds: shown,
        exception,
        cite: allowed.source.cite.clone(),
        reason: asked.reason,
        day: moment.today()?,
        officer: officer.acting_as(role),
    }))))
}

/// Whether the exception is an officer's to invoke: a favorable act needs none, a short term is counted, only the
/// person waives, and where an officer decides nothing is automated.
fn is_choice(exception: Exception) -> bool {
    match exception {
        Exception::CourtDecision => true,
        Exception::Favorable
        | Exception::ShortTerm
        | Exception::Requested
        | Exception::Automated => false,
    }
}

/// Whether a fact of the ground was established from an act of a court.
fn rests_on_court(case: &Case, ground: &GroundShown) -> bool {
    let findings = ground
        .facts
        .keys()
        .filter_map(|fact| case.findings.get(fact));
    findings.into_iter().any(|finding| match &finding.origin {
        Origin::Registry(code) | Origin::Document(code) => code.starts_with(OF_COURTS),
        Origin::Form(_) | Origin::Figure(_) | Origin::Consent(_) | Origin::Officer => false,
    })
}

fn shown_codes(shown: &[GroundShown]) -> Vec<String> {
    shown.iter().map(|it| it.ground.clone()).collect()
}
