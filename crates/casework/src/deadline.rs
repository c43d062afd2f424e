//! Deadlines of a case: terms of its edition applied to what has happened, each with its derivation.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use law::edition::{Path, Role, Stage, Term, TermStart, TermUnit, Work};
use law::registration::Registration;
use law::term::{self, Deadline};

mod rule;

pub use rule::{DeemedRefusal, RuleDeadline, RuleTerm};

use crate::case::Case;
use crate::decide::{counted, worker};
use crate::facts;
use crate::moment::Moment;
use crate::refusal::Refusal;

/// All deadlines of a case, as seen on the day of the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// The legal day on which they are seen.
    pub seen: Date,
    /// The legal day of registration, with its reasons.
    pub registration: Registration,
    /// The day by which the recipient must have the answer, as extended if it was.
    pub answer: Deadline,
    /// The same before its extension; none = it was not extended.
    pub answer_before: Option<Deadline>,
    /// The instant of it, where the term is one of minutes.
    pub answer_at: Option<Timestamp>,
    /// The stages in the order of the case's path.
    pub stages: Vec<StageDeadline>,
    /// The further terms over several stages.
    pub limits: Vec<LimitDeadline>,
    /// Deadlines of the rules of the Code.
    pub rules: Vec<RuleDeadline>,
    /// The term has passed without an act, and the law takes that for a refusal.
    pub silence: Option<DeemedRefusal>,
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
    /// The deadline, as extended if it was; none where the stage has no term.
    pub deadline: Option<Deadline>,
    /// The same before its extension; none = it was not extended.
    pub before: Option<Deadline>,
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
    let (answer, answer_before) = match extended(case, moment)? {
        Some(longer) => (longer, Some(apply(term, day, day, moment)?)),
        None => (apply(term, day, day, moment)?, None),
    };
    let answer_at = match term.unit {
        TermUnit::Minutes => Some(minutes_after(&registration, &answer, case, moment)?),
        TermUnit::WorkingDays | TermUnit::CalendarDays | TermUnit::Months => None,
    };
    let stages = of_path(&path, case, day, moment)?;
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
        seen: moment.today()?,
        registration,
        silence: rule::silence(case, &answer, moment)?,
        answer,
        answer_before,
        answer_at,
        stages,
        limits,
        rules: rule::of(case, moment)?,
    })
}

/// The stages of the path with their deadlines; the stage that was open when the term was extended ends with it.
fn of_path(
    path: &Path<'_>,
    case: &Case,
    registered: Date,
    moment: &Moment<'_>,
) -> Result<Vec<StageDeadline>, Refusal> {
    let longer = extended(case, moment)?;
    let was_open = case.rules.extension().map(|it| it.stage.as_str());
    let mut stages: Vec<StageDeadline> = Vec::new();
    for stage in &path.stages {
        let (started, is_expected) = match &stage.term {
            Some(term) => start(&term.from, case, registered, &stages),
            None => (
                stages.last().map_or(registered, |earlier| earlier.due),
                true,
            ),
        };
        let own = match &stage.term {
            Some(term) => Some(apply(term, started, registered, moment)?),
            None => None,
        };
        let longer = longer.clone().filter(|longer| {
            let is_longer = own.as_ref().is_some_and(|own| own.day < longer.day);
            is_longer && was_open == Some(stage.code.as_str())
        });
        let (deadline, before) = match longer {
            Some(longer) => (Some(longer), own),
            None => (own, None),
        };
        stages.push(StageDeadline {
            stage: stage.code.clone(),
            actor: stage.actor,
            worker: worker(stage),
            work: stage.work(),
            is_expected,
            due: deadline.as_ref().map_or(started, |deadline| deadline.day),
            deadline,
            before,
        });
    }
    Ok(stages)
}

/// The extended term, counted by the calendar as it is known on the day of the moment.
fn extended(case: &Case, moment: &Moment<'_>) -> Result<Option<Deadline>, Refusal> {
    let Some(extension) = case.rules.extension() else {
        return Ok(None);
    };
    let told = &extension.after;
    let term = (told.amount, told.unit);
    counted(term, told.started, told.source.clone(), moment).map(Some)
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
