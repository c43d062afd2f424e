//! Extending the term.

use law::edition::{CodeRule, OwnExtension, Role, TermUnit};
use law::term::Deadline;

use super::{counted, in_force, is_said, last_day, one};
use crate::case::{Case, Phase};
use crate::command::rule::Extend;
use crate::deadline;
use crate::decide::officer::{has, is_not_excluded, officer_of, stage_of, worker};
use crate::event::rule::TermExtension;
use crate::event::{Event, RuleEvent};
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal};

/// What a rule allows: from where it is counted, how long at most, and how soon the person is told.
struct Allowed {
    after: Deadline,
    at_most: Deadline,
    notify: Deadline,
}

/// Source: APPC art. 76(3): a reasoned decision of the head, at most two months from its day, once; or the rule of
/// the act's own track, on its grounds.
pub(super) fn extend(
    case: &Case,
    asked: Extend,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let officer = officer_of(case, moment)?;
    let own = own_rule(case, moment)?;
    let stage = match &case.phase {
        Phase::AtStage { stage } => stage,
        Phase::AwaitingSignature { proposal } => &proposal.stage,
        Phase::Received => {
            has(officer, Role::Head)?;
            return Err(Refusal::NotRegistered);
        }
        Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            return Err(Refusal::Ended {
                number: case.filed.number.clone(),
            });
        }
    };
    let known = stage_of(case, stage, moment.edition)?;
    // An act's own rule is used by whoever considers the matter.
    let role = if own.is_some() {
        worker(known)
    } else {
        Role::Head
    };
    has(officer, role)?;
    is_not_excluded(case, known, officer)?;
    if let Some(earlier) = case.rules.extension() {
        let day = earlier.after.day;
        return Err(RuleRefusal::ExtendedAlready { day }.into());
    }
    is_said(&asked.reason)?;
    let before = deadline::deadlines(case, moment)?.answer;
    let day = moment.today()?;
    if before.day < day {
        return Err(RuleRefusal::TermPassed { day: before.day }.into());
    }
    let allowed = match own {
        Some(own) => by_act(own, &asked, &before, moment)?,
        None => by_code(case, &asked, moment)?,
    };
    if allowed.at_most.day < allowed.after.day {
        let until = allowed.at_most.day;
        return Err(RuleRefusal::ExtensionTooLong { until }.into());
    }
    if allowed.after.day <= before.day {
        return Err(RuleRefusal::ExtensionTooShort { day: before.day }.into());
    }
    Ok(one(RuleEvent::TermExtended(Box::new(TermExtension {
        stage: stage.clone(),
        day,
        before,
        after: allowed.after,
        at_most: allowed.at_most,
        notify: allowed.notify,
        ground: asked.ground,
        reason: asked.reason,
        officer: officer.acting_as(role),
    }))))
}

/// The extension that the case's track has of its own.
fn own_rule<'e>(case: &Case, moment: &Moment<'e>) -> Result<Option<&'e OwnExtension>, Refusal> {
    let path = case.path(moment.edition);
    // Before registration the track is not fixed, and nothing can be extended.
    let path = match path {
        Ok(path) => path,
        Err(_unknown) if case.registration.is_none() => return Ok(None),
        Err(fault) => {
            return Err(Refusal::LawSilent {
                what: fault.to_string(),
            });
        }
    };
    Ok(path.track.and_then(|track| track.extension.as_ref()))
}

fn by_code(case: &Case, asked: &Extend, moment: &Moment<'_>) -> Result<Allowed, Refusal> {
    let code = in_force(case, CodeRule::Extension, moment)?;
    if let Some(ground) = &asked.ground {
        let ground = ground.clone();
        return Err(RuleRefusal::NoSuchExtensionGround { ground }.into());
    }
    let day = moment.today()?;
    let source = Some(code.extension.source.clone());
    Ok(Allowed {
        after: counted((asked.amount, asked.unit), day, source, moment)?,
        at_most: last_day(&code.extension.at_most, day, moment)?,
        notify: last_day(&code.extension.notify, day, moment)?,
    })
}

/// By an act's own rule working days are added to the term.
fn by_act(
    own: &OwnExtension,
    asked: &Extend,
    before: &Deadline,
    moment: &Moment<'_>,
) -> Result<Allowed, Refusal> {
    let ground = asked.ground.clone().unwrap_or_default();
    if !own.grounds.iter().any(|known| known.code == ground) {
        return Err(RuleRefusal::NoSuchExtensionGround { ground }.into());
    }
    let working_days = |amount, from| {
        let source = Some(own.source.clone());
        counted((amount, TermUnit::WorkingDays), from, source, moment)
    };
    let at_most = working_days(own.at_most_working_days, before.day)?;
    if asked.unit != TermUnit::WorkingDays {
        let until = at_most.day;
        return Err(RuleRefusal::ExtensionTooLong { until }.into());
    }
    Ok(Allowed {
        after: working_days(asked.amount, before.day)?,
        at_most,
        notify: working_days(own.notify_working_days, moment.today()?)?,
    })
}
