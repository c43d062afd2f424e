//! Withdrawing the application.

use law::edition::{CodeRule, Work};

use super::{in_force, last_day, one, recipient};
use crate::case::{Case, Phase};
use crate::event::rule::Withdrawal;
use crate::event::{Event, RuleEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal};

/// Source: APPC arts 64(9) and 70: any time before the decision; the person may apply again.
pub(super) fn withdraw(
    case: &Case,
    note: String,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    recipient(case, moment)?;
    match &case.phase {
        Phase::Received | Phase::AtStage { .. } | Phase::AwaitingSignature { .. } => {}
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            return Err(Refusal::Ended {
                number: case.filed.number.clone(),
            });
        }
    }
    let code = in_force(case, CodeRule::Withdrawal, moment)?;
    if let Some(deed) = decision(case, moment) {
        return Err(RuleRefusal::DecisionSigned { deed }.into());
    }
    let day = moment.today()?;
    Ok(one(RuleEvent::Withdrawn(Box::new(Withdrawal {
        note,
        day,
        notify: last_day(&code.withdrawal.notify, day, moment)?,
    }))))
}

/// The number of the signed decision, where the case goes on after it: a deed of a stage at which the matter is
/// weighed, voted on or signed. A deed of another stage, a notice for example, decides nothing.
fn decision(case: &Case, moment: &Moment<'_>) -> Option<String> {
    let decides = |code: &str| {
        let stage = moment
            .edition
            .stages
            .iter()
            .find(|stage| stage.code == code);
        stage.is_some_and(|stage| matches!(stage.work(), Work::Assess | Work::Sign | Work::Vote))
    };
    case.deeds
        .iter()
        .find(|deed| decides(&deed.stage))
        .map(|deed| deed.number.clone())
}
