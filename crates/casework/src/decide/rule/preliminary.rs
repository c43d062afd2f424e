//! Sending a preliminary decision: the person learns of the intended refusal before it is made.

use law::edition::{Adverse, CodeRule, Outcome, Stage, Task, TermUnit};
use law::procedure;

use super::appointment::is_ahead;
use super::standing::{grounds, is_required};
use super::{counted, in_force, last_day, one};
use crate::case::Case;
use crate::command::rule::SendPreliminary;
use crate::decide::officer::at_work;
use crate::event::rule::{GroundShown, Preliminary};
use crate::event::{Event, KeptAssessment, RuleEvent};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::{Refusal, RuleRefusal, WorkRefusal};

/// Source: APPC art. 73(1).
pub(super) fn send(
    case: &Case,
    sent: SendPreliminary,
    moment: &Moment<'_>,
) -> Result<Vec<Event>, Refusal> {
    let (officer, stage, role) = at_work(case, moment)?;
    if stage.code != sent.stage {
        return Err(Refusal::AnotherStage {
            asked: sent.stage,
            at: Some(stage.code.clone()),
        });
    }
    let code = in_force(case, CodeRule::Hearing, moment)?;
    if !is_required(case, moment)? {
        return Err(RuleRefusal::NoHearingNeeded.into());
    }
    let (decided_at, outcome) = intended(case, stage, &sent.outcome, moment)?;
    let (shown, assessed) = satisfied(case, outcome, moment)?;
    if let Some(open) = case.rules.open_hearing()
        && open.preliminary.outcome == outcome.code
        && open.preliminary.grounds == shown
    {
        let number = open.preliminary.number.clone();
        return Err(RuleRefusal::HearingUnderWay { number }.into());
    }
    let day = moment.today()?;
    if let Some(appointment) = &sent.appointment {
        is_ahead(appointment, moment)?;
    }
    let earliest = match &stage.task {
        Task::Hear {
            notice: Some(days),
            source,
            ..
        } => counted((*days, TermUnit::WorkingDays), day, source.clone(), moment)?,
        Task::Hear { .. }
        | Task::Check
        | Task::Assess
        | Task::Sign
        | Task::Consent { .. }
        | Task::Registry { .. }
        | Task::Vote { .. }
        | Task::Agree { .. }
        | Task::Transfer { .. }
        | Task::Enrol { .. }
        | Task::Pay { .. }
        | Task::Forward { .. }
        | Task::Record { .. } => last_day(&code.hearing.notice, day, moment)?,
    };
    let sent = Preliminary {
        number: number(case, stage)?,
        stage: stage.code.clone(),
        decided_at,
        outcome: outcome.code.clone(),
        grounds: shown,
        assessed: Some(assessed),
        appointment: sent.appointment,
        means: sent.means,
        day,
        earliest,
        officer: officer.acting_as(role),
        note: sent.note,
    };
    Ok(one(RuleEvent::PreliminaryDecisionSent(Box::new(sent))))
}

/// The outcome that is intended and its stage: the present one, or a later one where the edition has a stage for
/// hearings of its own.
fn intended<'e>(
    case: &Case,
    stage: &'e Stage,
    outcome: &str,
    moment: &Moment<'e>,
) -> Result<(String, &'e Outcome), Refusal> {
    let path = case.path(moment.edition);
    let path = path.map_err(|fault| Refusal::LawSilent {
        what: fault.to_string(),
    })?;
    let is_for_hearings = stage.work() == law::edition::Work::Hear;
    let from = path.position(&stage.code).unwrap_or_default();
    let places: Vec<&'e Stage> = if is_for_hearings {
        path.stages.iter().skip(from).copied().collect()
    } else {
        vec![stage]
    };
    let found = places.into_iter().find_map(|place| {
        let is_meant = |it: &&Outcome| it.code == outcome && it.adverse == Some(Adverse::Ground);
        let found = place.outcomes.iter().find(is_meant)?;
        Some((place.code.clone(), found))
    });
    let (at, found) = found.ok_or_else(|| Refusal::NoSuchOutcome {
        stage: stage.code.clone(),
        outcome: outcome.to_owned(),
    })?;
    // What the work of the stage has not brought cannot be intended by its officer.
    if let (false, Some(needs)) = (is_for_hearings, found.on)
        && case.work.brought() != Some(needs)
    {
        return Err(WorkRefusal::WorkNotDone { needs }.into());
    }
    Ok((at, found))
}

/// The satisfied grounds on which the outcome may rest, with the assessment.
fn satisfied(
    case: &Case,
    outcome: &Outcome,
    moment: &Moment<'_>,
) -> Result<(Vec<GroundShown>, KeptAssessment), Refusal> {
    let assessed = facts::known_assessment(case, moment)?;
    let shown = grounds(&assessed);
    let fits =
        |it: &GroundShown| outcome.grounds.is_empty() || outcome.grounds.contains(&it.ground);
    if !shown.iter().any(fits) {
        return Err(Refusal::AssessmentDiffers {
            grounds: Vec::new(),
        });
    }
    Ok((shown, facts::kept(&assessed)?))
}

/// The number of the deed that led to a stage for hearings, if one did and no notice has it yet; else the next.
fn number(case: &Case, stage: &Stage) -> Result<String, Refusal> {
    let registration = case.registration.as_ref().ok_or(Refusal::NotRegistered)?;
    let led_here = case.ended.last().and_then(|ended| {
        let deed = case.deeds.last()?;
        let is_notice = deed.stage == ended.stage && deed.outcome == ended.outcome;
        let is_new = case.rules.hearing(&deed.number).is_none();
        let is_for_hearings = stage.work() == law::edition::Work::Hear;
        (is_notice && is_new && is_for_hearings).then(|| deed.number.clone())
    });
    let next = || format!("{}/{}", registration.number, case.deeds_drawn_up + 1);
    Ok(led_here.unwrap_or_else(next))
}

/// Whether giving the refusal up leads anywhere at `stage`.
pub(super) fn has_way_out(stage: &Stage) -> bool {
    procedure::outcome_of(stage, law::edition::Trigger::Satisfied).is_some()
}
