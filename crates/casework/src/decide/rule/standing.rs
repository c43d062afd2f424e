//! Where a case stands with the hearing, when a refusal on a ground is found.

use law::assess::{Assessed, Conclusion};
use law::edition::{CodeRule, Stage};
use law::procedure;

use super::code;
use crate::case::{Case, Hearing, HearingEnd};
use crate::event::rule::GroundShown;
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal};

/// What stands in the way of a refusal on a ground.
pub(in crate::decide) enum Standing {
    /// Nothing: the person was heard, or the Code asks for no hearing.
    Clear(procedure::Hearing),
    /// This.
    Barred(Refusal),
}

/// Whether the person was heard on that outcome of `stage` and on all the grounds that the assessment finds
/// satisfied; the reason why the refusal must wait otherwise.
///
/// Source: APPC art. 73(1)–(3).
pub(in crate::decide) fn standing(
    case: &Case,
    stage: &Stage,
    outcome: &str,
    assessed: Option<&Assessed>,
    moment: &Moment<'_>,
) -> Result<Standing, Refusal> {
    if !is_required(case, moment)? {
        return Ok(Standing::Clear(procedure::Hearing::NotRequired));
    }
    let found = assessed.map(grounds).unwrap_or_default();
    let is_dispensed = case.rules.dispensed.iter().any(|it| {
        it.stage == stage.code && it.outcome == outcome && uncovered(&found, &it.grounds).is_empty()
    });
    if is_dispensed {
        return Ok(Standing::Clear(procedure::Hearing::NotRequired));
    }
    let mut about = case.rules.hearings.iter().rev().filter(|hearing| {
        let sent = &hearing.preliminary;
        sent.decided_at == stage.code
            && sent.outcome == outcome
            && hearing.end != Some(HearingEnd::Overtaken)
    });
    let Some(latest) = about.next() else {
        return Ok(Standing::Barred(Refusal::HearingNeeded));
    };
    let fitting = std::iter::once(latest)
        .chain(about)
        .find(|hearing| uncovered(&found, &hearing.preliminary.grounds).is_empty());
    let Some(hearing) = fitting else {
        let grounds = uncovered(&found, &latest.preliminary.grounds);
        return Ok(Standing::Barred(RuleRefusal::NewGrounds { grounds }.into()));
    };
    of(hearing, moment)
}

/// What a hearing that fits allows today.
fn of(hearing: &Hearing, moment: &Moment<'_>) -> Result<Standing, Refusal> {
    let sent = &hearing.preliminary;
    Ok(match &hearing.end {
        None => Standing::Barred(
            RuleRefusal::HearingUnderWay {
                number: sent.number.clone(),
            }
            .into(),
        ),
        // Who asks to go without a hearing need not be waited for (art. 73(2)(5)).
        Some(HearingEnd::Waived { .. }) => Standing::Clear(procedure::Hearing::NotRequired),
        Some(HearingEnd::Heard | HearingEnd::Considered(_) | HearingEnd::Silent { .. }) => {
            let day = sent.earliest.day;
            if moment.today()? < day {
                Standing::Barred(RuleRefusal::TooSoonAfterNotice { day }.into())
            } else {
                Standing::Clear(procedure::Hearing::Held)
            }
        }
        Some(HearingEnd::GivenUp(_) | HearingEnd::Overtaken) => {
            Standing::Barred(Refusal::HearingNeeded)
        }
    })
}

/// Whether the Code asks for a hearing before a refusal on a ground in this case.
pub(super) fn is_required(case: &Case, moment: &Moment<'_>) -> Result<bool, Refusal> {
    if code(case, CodeRule::Hearing, moment).is_none() {
        return Ok(false);
    }
    let silent = |what: String| Refusal::LawSilent { what };
    let path = case.path(moment.edition);
    let term = path.map_err(|fault| silent(fault.to_string()))?.term();
    let (day, place) = (case.filed.registration_day, case.filed.place.as_str());
    procedure::Hearing::required(moment.law, moment.edition, term, day, Some(place))
        .map_err(|missing| silent(missing.to_string()))
}

/// The satisfied grounds of an assessment with the facts that satisfy them.
pub(super) fn grounds(assessed: &Assessed) -> Vec<GroundShown> {
    match &assessed.conclusion {
        Conclusion::Refused { grounds } => grounds
            .iter()
            .map(|refused| GroundShown {
                ground: refused.ground.clone(),
                requirement: refused.requirement.clone(),
                facts: refused.facts.iter().filter_map(fact).collect(),
            })
            .collect(),
        Conclusion::Favorable | Conclusion::Unknown { .. } => Vec::new(),
    }
}

fn fact(trace: &law::formula::Trace) -> Option<(String, law::value::Value)> {
    let Some(law::formula::Leaf::Fact { code, .. }) = &trace.leaf else {
        return None;
    };
    Some((code.clone(), trace.answer.known()?.clone()))
}

/// The grounds found of which the person was not told.
fn uncovered(found: &[GroundShown], told: &[GroundShown]) -> Vec<String> {
    let is_told = |it: &GroundShown| {
        told.iter()
            .any(|told| told.ground == it.ground && told.requirement == it.requirement)
    };
    found
        .iter()
        .filter(|it| !is_told(it))
        .map(|it| it.ground.clone())
        .collect()
}
