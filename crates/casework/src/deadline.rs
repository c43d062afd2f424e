//! Deadlines of a case: terms of its edition applied to what has happened, each with its derivation.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use law::edition::{Path, Role, Stage, Term, TermStart, TermUnit, Work};
use law::registration::Registration;
use law::term::{self, Deadline};

use crate::case::Case;
use crate::decide::worker;
use crate::facts;
use crate::moment::Moment;
use crate::refusal::Refusal;

/// All deadlines of a case, as seen on the day of the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// The legal day of registration, with its reasons.
    pub registration: Registration,
    /// The day by which the recipient must have the answer.
    pub answer: Deadline,
    /// The instant of it, where the term is one of minutes.
    pub answer_at: Option<Timestamp>,
    /// The stages in the order of the case's path.
    pub stages: Vec<StageDeadline>,
    /// The further terms over several stages.
    pub limits: Vec<LimitDeadline>,
}

/// A further term over several stages with its deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitDeadline {
    /// Its code.
    pub code: String,
    /// The last stage that it bounds.
    pub until: String,
    /// Whether it runs from a day that is only expected.
    pub is_expected: bool,
    /// The deadline.
    pub deadline: Deadline,
}

/// A stage with its deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageDeadline {
    /// Its code.
    pub stage: String,
    /// Who acts.
    pub actor: Role,
    /// The role in which an officer works on it.
    pub worker: Role,
    /// The kind of work.
    pub work: Work,
    /// Whether its term runs from a day that has happened, or from one that is expected at the latest.
    pub is_expected: bool,
    /// The deadline; none where the stage has no term.
    pub deadline: Option<Deadline>,
    /// The day by which it ends at the latest.
    pub due: Date,
}

/// The deadlines of `case`, by the calendar as it is known on the day of the moment. Before registration, which
/// fixes the track, they are those of the track to which the application leads.
pub fn deadlines(case: &Case, moment: &Moment<'_>) -> Result<Deadlines, Refusal> {
    let registration = moment.registration(case.filed.filed_at)?;
    let day = case
        .registration
        .as_ref()
        .map_or(case.filed.registration_day, |it| it.day);
    let path = path(case, moment)?;
    let term = path.term();
    let answer = apply(term, day, day, moment)?;
    let answer_at = match term.unit {
        TermUnit::Minutes => Some(minutes_after(&registration, &answer, case, moment)?),
        TermUnit::WorkingDays | TermUnit::CalendarDays | TermUnit::Months => None,
    };
    let mut stages: Vec<StageDeadline> = Vec::new();
    for stage in &path.stages {
        let (started, is_expected) = match &stage.term {
            Some(term) => start(&term.from, case, day, &stages),
            None => (stages.last().map_or(day, |earlier| earlier.due), true),
        };
        let deadline = match &stage.term {
            Some(term) => Some(apply(term, started, day, moment)?),
            None => None,
        };
        stages.push(StageDeadline {
            stage: stage.code.clone(),
            actor: stage.actor,
            worker: worker(stage),
            work: stage.work(),
            is_expected,
            due: deadline.as_ref().map_or(started, |deadline| deadline.day),
            deadline,
        });
    }
    let mut limits = Vec::new();
    for limit in path.limits {
        if path.position(&limit.until).is_none() {
            continue;
        }
        let (started, is_expected) = start(&limit.term.from, case, day, &stages);
        limits.push(LimitDeadline {
            code: limit.code.clone(),
            until: limit.until.clone(),
            is_expected,
            deadline: apply(&limit.term, started, day, moment)?,
        });
    }
    Ok(Deadlines {
        registration,
        answer,
        answer_at,
        stages,
        limits,
    })
}

/// The deadline of a stage that began on `began`; none where the stage has no term.
pub(crate) fn of_stage(
    case: &Case,
    stage: &Stage,
    began: Date,
    moment: &Moment<'_>,
) -> Result<Option<Deadline>, Refusal> {
    let Some(term) = &stage.term else {
        return Ok(None);
    };
    let registered = case.filed.registration_day;
    let started = match &term.from {
        TermStart::Filing | TermStart::Registration => registered,
        TermStart::Stage(code) => case.ended_on(code).unwrap_or(began),
        TermStart::Previous => began,
    };
    apply(term, started, registered, moment).map(Some)
}

fn path<'e>(case: &Case, moment: &Moment<'e>) -> Result<Path<'e>, Refusal> {
    let silent = |what: String| Refusal::LawSilent { what };
    if case.registration.is_some() {
        return case
            .path(moment.edition)
            .map_err(|fault| silent(fault.to_string()));
    }
    let track = facts::track(case, moment)?;
    let path = moment.edition.path(track.as_deref());
    let path = path.ok_or_else(|| silent(format!("track {track:?}")))?;
    Ok(path.on(case.filed.channel))
}

/// The instant at which minutes end: they run from the filing, or from the opening of the office if that is later.
fn minutes_after(
    registration: &Registration,
    answer: &Deadline,
    case: &Case,
    moment: &Moment<'_>,
) -> Result<Timestamp, Refusal> {
    let opens = registration.day.to_datetime(moment.organization.hours.from);
    let begins = moment.instant(opens)?.max(case.filed.filed_at);
    let minutes = SignedDuration::from_mins(i64::from(answer.amount));
    begins
        .checked_add(minutes)
        .map_err(|_beyond| Refusal::LawSilent {
            what: "an instant beyond the calendar".to_owned(),
        })
}

/// The day that a term runs from, and whether it is only expected.
fn start(
    from: &TermStart,
    case: &Case,
    registered: Date,
    before: &[StageDeadline],
) -> (Date, bool) {
    let end_of = |code: &str| {
        if let Some(day) = case.ended_on(code) {
            return (day, false);
        }
        let earlier = before.iter().find(|earlier| earlier.stage == code);
        (earlier.map_or(registered, |earlier| earlier.due), true)
    };
    match from {
        TermStart::Stage(code) => end_of(code),
        TermStart::Previous => match before.last() {
            Some(previous) => end_of(&previous.stage),
            None => (registered, false),
        },
        TermStart::Filing | TermStart::Registration => (registered, false),
    }
}

fn apply(
    term: &Term,
    started: Date,
    registered: Date,
    moment: &Moment<'_>,
) -> Result<Deadline, Refusal> {
    let place = Some(moment.organization.kato.as_str());
    let amount = moment
        .law
        .amount(&term.amount, registered, place)
        .map_err(|missing| Refusal::LawSilent {
            what: missing.to_string(),
        })?;
    let calendar = moment.law.calendar().known_on(moment.today()?);
    let week = moment.organization.hours.days;
    let mut deadline =
        term::deadline(amount, term.unit, started, calendar, week).map_err(|uncovered| {
            Refusal::LawSilent {
                what: uncovered.to_string(),
            }
        })?;
    deadline.source = Some(term.source.clone());
    Ok(deadline)
}
