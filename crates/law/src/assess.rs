//! The law applied to the facts: amounts with their derivation, requirements, and what follows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    compiled::{Compiled, CompiledAssessment},
    edition::{Assessment, At, Edition, Requirement, Rounding, Source, Step},
    facts::Facts,
    figures::Figures,
    formula::{Answer, Environment, Evaluation, Formula, Leaf, Missing, Trace},
    text::Text,
};

/// Everything that follows from the facts of a case under an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// The results by code.
    pub assessments: BTreeMap<String, AssessmentResult>,
    /// The requirements in the order of the edition.
    pub requirements: Vec<RequirementResult>,
    /// What follows.
    pub conclusion: Conclusion,
    /// Everything that is missing for the parts that are unknown; not empty is compatible with a
    /// refusal, because one requirement that fails is enough.
    pub missing: BTreeSet<Missing>,
}

/// A result with its derivation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentResult {
    /// Its lines: the lets in order, then the result before rounding.
    pub lines: Vec<LineResult>,
    /// How it was rounded; none = not at all.
    pub rounding: Option<Rounding>,
    /// The result, rounded once.
    pub result: Answer,
}

/// A line of a derivation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineResult {
    /// `limit`.
    pub code: String,
    /// What a person reads.
    pub label: Text,
    /// The formula as the lawyer wrote it.
    pub formula: String,
    /// What it gives, not rounded.
    pub value: Answer,
    /// The way to it.
    pub trace: Trace,
    /// The paragraph.
    pub cite: Source,
}

/// A requirement met, not met, or not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementResult {
    /// Its code.
    pub code: String,
    /// The ground of refusal that it guards.
    pub ground: String,
    /// Whether it is met; none = unknown, and then [`Self::missing`] says what is missing.
    pub met: Option<bool>,
    /// What is missing.
    pub missing: BTreeSet<Missing>,
    /// The way to the answer.
    pub trace: Trace,
}

/// What follows from the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Conclusion {
    /// Every requirement is met and every result known.
    Favorable,
    /// At least one requirement is not met, whatever the unknown facts turn out to be.
    Refused {
        /// The grounds, in the order of the requirements.
        grounds: Vec<RefusedOn>,
    },
    /// It depends on these.
    Unknown {
        /// What is missing.
        missing: BTreeSet<Missing>,
    },
}

/// A ground of refusal that is satisfied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedOn {
    /// The ground.
    pub ground: String,
    /// The requirement that is not met.
    pub requirement: String,
    /// The facts and figures that it rests on, each a leaf of a trace, none twice.
    pub facts: Vec<Trace>,
}

/// Applies an edition to facts on the day and at the place of `at`. `compiled` must come from the
/// same edition and figures; `parents` names the place around a place.
pub fn assess(
    edition: &Edition,
    compiled: &Compiled,
    figures: &Figures,
    parents: &dyn Fn(&str) -> Option<String>,
    at: &At<'_>,
    facts: &Facts,
) -> Assessed {
    let mut environment = Environment::new(&edition.facts, facts, figures, parents, at);
    let mut assessments = BTreeMap::new();
    for (assessment, formulas) in edition.assessments.iter().zip(&compiled.assessments) {
        let result = one(assessment, formulas, &mut environment);
        assessments.insert(assessment.code.clone(), result);
    }
    let all = edition.requirements.iter().zip(&compiled.requirements);
    let requirements: Vec<_> = all
        .map(|(requirement, formula)| required(requirement, formula, &environment))
        .collect();
    let results = assessments.values().map(|result| result.result.missing());
    let conditions = requirements.iter().map(|result| result.missing.clone());
    let missing: BTreeSet<_> = results.chain(conditions).flatten().collect();
    let refused = requirements.iter().filter(|r| r.met == Some(false));
    let grounds: Vec<_> = refused.map(|r| refused_on(r, &assessments)).collect();
    let is_met = requirements.iter().all(|r| r.met == Some(true));
    let conclusion = if !grounds.is_empty() {
        Conclusion::Refused { grounds }
    } else if missing.is_empty() && is_met {
        Conclusion::Favorable
    } else {
        let missing = missing.clone();
        Conclusion::Unknown { missing }
    };
    Assessed {
        assessments,
        requirements,
        conclusion,
        missing,
    }
}

fn one(
    assessment: &Assessment,
    formulas: &CompiledAssessment,
    environment: &mut Environment<'_>,
) -> AssessmentResult {
    let mut lines = Vec::new();
    for (step, formula) in assessment.lets.iter().zip(&formulas.lets) {
        let evaluation = formula.evaluate(environment);
        environment.bind(&step.code, &evaluation);
        let qualified = format!("{}.{}", assessment.code, step.code);
        environment.bind(&qualified, &evaluation);
        lines.push(line(step, evaluation));
    }
    let given = formulas.give.evaluate(environment);
    let rounded = match &assessment.rounding {
        Some(rounding) => given.rounded(&formulas.give, rounding),
        None => given.clone(),
    };
    for step in &assessment.lets {
        environment.unbind(&step.code);
    }
    environment.bind(&assessment.code, &rounded);
    lines.push(line(&assessment.give, given));
    AssessmentResult {
        lines,
        rounding: assessment.rounding.clone(),
        result: rounded.value,
    }
}

fn line(step: &Step, evaluation: Evaluation) -> LineResult {
    LineResult {
        code: step.code.clone(),
        label: step.label.clone(),
        formula: step.formula.clone(),
        value: evaluation.value,
        trace: evaluation.trace,
        cite: step.source.clone(),
    }
}

fn required(
    requirement: &Requirement,
    formula: &Formula,
    environment: &Environment<'_>,
) -> RequirementResult {
    let evaluation = formula.evaluate(environment);
    RequirementResult {
        code: requirement.code.clone(),
        ground: requirement.ground.clone(),
        met: evaluation.value.truth(),
        missing: evaluation.value.missing(),
        trace: evaluation.trace,
    }
}

/// The ground with the facts under it, down through the assessments that the requirement uses.
fn refused_on(
    result: &RequirementResult,
    assessments: &BTreeMap<String, AssessmentResult>,
) -> RefusedOn {
    let mut facts: Vec<Trace> = Vec::new();
    let mut traces = vec![&result.trace];
    let mut followed = BTreeSet::new();
    while let Some(trace) = traces.pop() {
        for leaf in trace.leaves() {
            let Some(Leaf::Step { code }) = &leaf.leaf else {
                if !facts.contains(leaf) {
                    facts.push(leaf.clone());
                }
                continue;
            };
            let assessment = code.split_once('.').map_or(code.as_str(), |(code, _)| code);
            if followed.insert(assessment)
                && let Some(result) = assessments.get(assessment)
            {
                traces.extend(result.lines.iter().map(|line| &line.trace));
            }
        }
    }
    RefusedOn {
        ground: result.ground.clone(),
        requirement: result.code.clone(),
        facts,
    }
}
