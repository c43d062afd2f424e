//! The one meaning of a stage: where an outcome leads, and what must happen before it takes effect.
//!
//! Cases run by it and the check of the law walks it, so that what is proved is what runs.

use crate::edition::{Adverse, Deed, Destination, Edition, Outcome, Role, Stage};

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

/// Where a case goes when a deed is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<'e> {
    /// To this stage.
    To(&'e Stage),
    /// It is closed.
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

/// What is known of a case when an outcome is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Findings<'a> {
    /// The hearing.
    pub hearing: Hearing,
    /// The codes of the grounds for refusal that are satisfied, each by a requirement that is not met
    /// or by an officer's finding; none = not assessed yet.
    pub grounds: Option<&'a [String]>,
}

/// Why an outcome cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stuck {
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

/// The stage in which a registered case begins; none if the edition has no stages.
pub fn first_stage(edition: &Edition) -> Option<&Stage> {
    edition.stages.first()
}

/// The stage of that code.
pub fn stage<'e>(edition: &'e Edition, code: &str) -> Option<&'e Stage> {
    edition.stages.iter().find(|stage| stage.code == code)
}

/// The deed of that code.
pub fn deed<'e>(edition: &'e Edition, code: &str) -> Option<&'e Deed> {
    edition.deeds.iter().find(|deed| deed.code == code)
}

/// What the outcome `outcome` of the stage `at` means.
///
/// # Errors
/// Why the outcome cannot be taken: see [`Stuck`].
pub fn step<'e>(
    edition: &'e Edition,
    at: &str,
    outcome: &str,
    findings: Findings<'_>,
) -> Result<Step<'e>, Stuck> {
    let at = stage(edition, at).ok_or_else(|| Stuck::UnknownStage {
        stage: at.to_owned(),
    })?;
    let outcome = at
        .outcomes
        .iter()
        .find(|known| known.code == outcome)
        .ok_or_else(|| Stuck::UnknownOutcome {
            stage: at.code.clone(),
            outcome: outcome.to_owned(),
            known: at
                .outcomes
                .iter()
                .map(|outcome| outcome.code.clone())
                .collect(),
        })?;
    let next = destination(edition, outcome)?;
    match outcome.adverse {
        Some(Adverse::Ground) => may_refuse(edition, outcome, findings)?,
        // A package or a consent that is lacking is no decision on the matter: no ground, no hearing.
        Some(Adverse::Incompleteness | Adverse::Consent) => {}
        None => may_give(edition, outcome, findings)?,
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

fn destination<'e>(edition: &'e Edition, outcome: &Outcome) -> Result<Next<'e>, Stuck> {
    match &outcome.to {
        Destination::Closed => Ok(Next::Close),
        Destination::Stage(code) => match stage(edition, code) {
            Some(stage) => Ok(Next::To(stage)),
            None => Err(Stuck::UnknownDestination {
                outcome: outcome.code.clone(),
                to: code.clone(),
            }),
        },
    }
}

/// The satisfied grounds that the edition lists, in its order.
fn satisfied(edition: &Edition, grounds: &[String]) -> Vec<String> {
    let listed = edition.grounds.iter().map(|ground| &ground.code);
    listed
        .filter(|code| grounds.contains(code))
        .cloned()
        .collect()
}

fn may_refuse(edition: &Edition, outcome: &Outcome, findings: Findings<'_>) -> Result<(), Stuck> {
    let outcome = outcome.code.clone();
    let Some(grounds) = findings.grounds else {
        return Err(Stuck::NotAssessed { outcome });
    };
    if satisfied(edition, grounds).is_empty() {
        return Err(Stuck::NoGround { outcome });
    }
    match findings.hearing {
        Hearing::NotHeld => Err(Stuck::HearingNeeded { outcome }),
        Hearing::Held | Hearing::NotRequired => Ok(()),
    }
}

/// A favorable end must not pass over a satisfied ground. Outcomes between stages decide nothing.
fn may_give(edition: &Edition, outcome: &Outcome, findings: Findings<'_>) -> Result<(), Stuck> {
    let ends = matches!(outcome.to, Destination::Closed);
    if !ends || edition.requirements.is_empty() {
        return Ok(());
    }
    let code = outcome.code.clone();
    let Some(grounds) = findings.grounds else {
        return Err(Stuck::NotAssessed { outcome: code });
    };
    let grounds = satisfied(edition, grounds);
    if grounds.is_empty() {
        return Ok(());
    }
    Err(Stuck::GroundSatisfied {
        outcome: code,
        grounds,
    })
}
