//! The one meaning of a stage: where an outcome leads, and what must happen before it takes effect.
//!
//! Cases run by it and the check of the law walks it, so that what is proved is what runs.

use jiff::civil::Date;

pub use crate::edition::Next;
use crate::{
    code::{Exception, applies},
    edition::{
        Adverse, CodeRule, Deed, Destination, Edition, Outcome, Path, Role, Stage, Term, TermUnit,
        Trigger, Work,
    },
    law::{Law, NoFigure},
};

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'e> {
    /// The case goes to this stage.
    To(&'e Stage),
    /// The deed must be made and signed; when it is, `then` tells where the case goes.
    SignDeed {
        /// The deed.
        deed: &'e Deed,
        /// The role that signs it.
        signed_by: Role,
        /// What the signature brings about.
        then: Next<'e>,
        /// What kind of adverse outcome it is, if it is one.
        adverse: Option<Adverse>,
    },
    /// The case is closed.
    Close,
}

/// Whether the hearing of the Administrative Procedural and Process Code, art. 73, stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// It is required, and has not been held.
    NotHeld,
    /// The person was heard, or kept silent after due notice (art. 73(3)).
    Held,
    /// The Code does not require it: before 1 July 2021, or in a case of art. 73(2).
    NotRequired,
}

impl Hearing {
    /// Whether the Code asks for a hearing before a refusal on a ground, in a case registered on
    /// `registered` with this whole term: the Code is in force, the edition switches its rule on, and
    /// the term is not too short for it (art. 73(2)(3)).
    ///
    /// # Errors
    /// The figure of the term has no value.
    pub fn required(
        law: &Law,
        edition: &Edition,
        term: &Term,
        registered: Date,
        place: Option<&str>,
    ) -> Result<bool, NoFigure> {
        let Some(code) = law
            .code(registered)
            .filter(|code| applies(CodeRule::Hearing, Some(code), edition))
        else {
            return Ok(false);
        };
        let short = code.exception(Exception::ShortTerm);
        let Some(limit) = short.and_then(|it| it.shorter_than.as_ref()) else {
            return Ok(true);
        };
        let is_short = match term.unit {
            TermUnit::Minutes => true,
            TermUnit::Months => false,
            // So few calendar days never hold as many working days as the Code asks for.
            TermUnit::WorkingDays | TermUnit::CalendarDays => {
                law.amount(&term.amount, registered, place)? < limit.amount
            }
        };
        Ok(!is_short)
    }
}

/// What is known of a case when an outcome is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Findings<'a> {
    /// The hearing.
    pub hearing: Hearing,
    /// The codes of the grounds for refusal that are satisfied, each by a requirement that is not met
    /// or by an officer's finding; none = not assessed yet.
    pub grounds: Option<&'a [String]>,
    /// What the work of the stage has brought; none = nothing yet, or an officer chooses.
    pub done: Option<Trigger>,
}

/// Why an outcome cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stuck {
    /// The edition has no such track, or has tracks and the case has none.
    #[error("the edition has no path for the track {track:?}")]
    UnknownTrack {
        /// The track of the case.
        track: Option<String>,
    },
    /// The work of the stage has not brought what the outcome waits for.
    #[error("outcome {outcome} needs the work to be {}", .needs.code())]
    WorkNotDone {
        /// The outcome.
        outcome: String,
        /// What the work must bring.
        needs: Trigger,
    },
    /// The stage belongs to another edition.
    #[error("the edition has no stage {stage}")]
    UnknownStage {
        /// The stage.
        stage: String,
    },
    /// The stage has no such outcome.
    #[error("stage {stage} has no outcome {outcome}")]
    UnknownOutcome {
        /// The stage.
        stage: String,
        /// The outcome asked for.
        outcome: String,
        /// The outcomes that it has.
        known: Vec<String>,
    },
    /// The outcome leads to a stage that the edition lacks.
    #[error("outcome {outcome} leads to {to}, which the edition lacks")]
    UnknownDestination {
        /// The outcome.
        outcome: String,
        /// The stage that it names.
        to: String,
    },
    /// The outcome names a deed that the edition lacks.
    #[error("outcome {outcome} names the deed {deed}, which the edition lacks")]
    MissingDeed {
        /// The outcome.
        outcome: String,
        /// The deed that it names.
        deed: String,
    },
    /// An adverse outcome without a deed: nobody could read or appeal it.
    #[error("the adverse outcome {outcome} has no deed")]
    AdverseWithoutDeed {
        /// The outcome.
        outcome: String,
    },
    /// The facts have not been assessed, so that nobody can say whether a ground is satisfied.
    #[error("outcome {outcome} needs an assessment first")]
    NotAssessed {
        /// The outcome.
        outcome: String,
    },
    /// A refusal for which no listed ground is satisfied.
    #[error("no ground of the edition is satisfied for outcome {outcome}")]
    NoGround {
        /// The outcome.
        outcome: String,
    },
    /// The outcome gives what a satisfied ground forbids.
    #[error("outcome {outcome} is favorable, but grounds for refusal are satisfied")]
    GroundSatisfied {
        /// The outcome.
        outcome: String,
        /// The satisfied grounds, as the edition lists them.
        grounds: Vec<String>,
    },
    /// The person must be heard before the refusal (Administrative Procedural and Process Code, art. 73).
    #[error("outcome {outcome} needs a hearing first")]
    HearingNeeded {
        /// The outcome.
        outcome: String,
    },
}

/// The stage in which a registered case of this track begins; none if there is no such path.
pub fn first_stage<'e>(edition: &'e Edition, track: Option<&str>) -> Option<&'e Stage> {
    edition.path(track)?.first()
}

/// The outcome that a result of the work leads to.
pub fn outcome_of(stage: &Stage, done: Trigger) -> Option<&Outcome> {
    stage
        .outcomes
        .iter()
        .find(|outcome| outcome.on == Some(done))
}

/// The stage of that code.
pub fn stage<'e>(edition: &'e Edition, code: &str) -> Option<&'e Stage> {
    edition.stages.iter().find(|stage| stage.code == code)
}

/// The deed of that code.
pub fn deed<'e>(edition: &'e Edition, code: &str) -> Option<&'e Deed> {
    edition.deeds.iter().find(|deed| deed.code == code)
}

/// What the outcome `outcome` of the stage `at` means for a case on `track`.
///
/// # Errors
/// Why the outcome cannot be taken: see [`Stuck`].
pub fn step<'e>(
    edition: &'e Edition,
    track: Option<&str>,
    at: &str,
    outcome: &str,
    findings: Findings<'_>,
) -> Result<Step<'e>, Stuck> {
    let path = edition.path(track).ok_or_else(|| Stuck::UnknownTrack {
        track: track.map(str::to_owned),
    })?;
    let at = path.stage(at).ok_or_else(|| Stuck::UnknownStage {
        stage: at.to_owned(),
    })?;
    let known = || at.outcomes.iter().map(|outcome| outcome.code.clone());
    let outcome = at
        .outcomes
        .iter()
        .find(|known| known.code == outcome)
        .ok_or_else(|| Stuck::UnknownOutcome {
            stage: at.code.clone(),
            outcome: outcome.to_owned(),
            known: known().collect(),
        })?;
    let next = destination(&path, at, outcome)?;
    if let Some(needs) = outcome.on
        && findings.done != Some(needs)
    {
        return Err(Stuck::WorkNotDone {
            outcome: outcome.code.clone(),
            needs,
        });
    }
    match outcome.adverse {
        Some(Adverse::Ground) => may_refuse(edition, outcome, findings)?,
        // A package, a consent or a deed in time that is lacking is no decision on the matter: no
        // ground, no hearing.
        Some(Adverse::Incompleteness | Adverse::Consent | Adverse::Lapse) => {}
        None => {
            let decides = matches!(at.work(), Work::Sign | Work::Vote);
            may_give(edition, (outcome, decides), findings)?;
        }
    }
    let Some(named) = &outcome.deed else {
        if outcome.adverse.is_some() {
            return Err(Stuck::AdverseWithoutDeed {
                outcome: outcome.code.clone(),
            });
        }
        return Ok(match next {
            Next::To(stage) => Step::To(stage),
            Next::Close => Step::Close,
        });
    };
    let found = deed(edition, &named.deed).ok_or_else(|| Stuck::MissingDeed {
        outcome: outcome.code.clone(),
        deed: named.deed.clone(),
    })?;
    Ok(Step::SignDeed {
        deed: found,
        signed_by: named.signed_by,
        then: next,
        adverse: outcome.adverse,
    })
}

fn destination<'e>(path: &Path<'e>, at: &Stage, outcome: &Outcome) -> Result<Next<'e>, Stuck> {
    path.destination(&at.code, outcome)
        .ok_or_else(|| Stuck::UnknownDestination {
            outcome: outcome.code.clone(),
            to: match &outcome.to {
                Destination::Stage(code) => code.clone(),
                Destination::Next => "next".to_owned(),
                Destination::Closed => "closed".to_owned(),
            },
        })
}

/// The satisfied grounds that the edition lists, in its order; of an outcome with grounds of its own,
/// only those.
fn satisfied(edition: &Edition, grounds: &[String], only: &[String]) -> Vec<String> {
    let listed = edition.grounds.iter().map(|ground| &ground.code);
    listed
        .filter(|code| grounds.contains(code) && (only.is_empty() || only.contains(code)))
        .cloned()
        .collect()
}

fn may_refuse(edition: &Edition, outcome: &Outcome, findings: Findings<'_>) -> Result<(), Stuck> {
    let only = &outcome.grounds;
    let outcome = outcome.code.clone();
    let Some(grounds) = findings.grounds else {
        return Err(Stuck::NotAssessed { outcome });
    };
    if satisfied(edition, grounds, only).is_empty() {
        return Err(Stuck::NoGround { outcome });
    }
    match findings.hearing {
        Hearing::NotHeld => Err(Stuck::HearingNeeded { outcome }),
        Hearing::Held | Hearing::NotRequired => Ok(()),
    }
}

/// A favorable decision, and a favorable end, must not pass over a satisfied ground. Other outcomes between stages
/// decide nothing.
fn may_give(
    edition: &Edition,
    (outcome, decides): (&Outcome, bool),
    findings: Findings<'_>,
) -> Result<(), Stuck> {
    let ends = matches!(outcome.to, Destination::Closed);
    if !(ends || decides) || edition.requirements.is_empty() {
        return Ok(());
    }
    let code = outcome.code.clone();
    let Some(grounds) = findings.grounds else {
        return Err(Stuck::NotAssessed { outcome: code });
    };
    let grounds = satisfied(edition, grounds, &[]);
    if grounds.is_empty() {
        return Ok(());
    }
    Err(Stuck::GroundSatisfied {
        outcome: code,
        grounds,
    })
}
