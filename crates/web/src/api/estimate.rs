//! The estimate: would this family get help? Facts in; the assessment out, line by line. Nothing of it is kept.

use axum::Json;
use axum::extract::Path;
use law::assess::{Assessed, Conclusion};
use law::edition::{At, Edition};
use law::facts::{FactProblem, FactRule, Facts};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::door::{Anyone, Sent};
use super::operation::{Api, Operation};
use super::problem::{Problem, Wrong};
use super::shape::Name;
use crate::door::Visit;
use crate::pages::office::DerivedValue;
use crate::portal::estimate::estimated;
use crate::reason::derivation::steps;
use crate::reason::label::missing;

pub(super) fn add(api: Api) -> Api {
    let estimate = Operation::post(
        "/v1/services/{code}/estimate",
        "estimate",
        "Whether a family would get help, how much and why, from the facts that it gives. Nothing of it is kept.",
    );
    api.on(
        estimate
            .open()
            .takes::<Estimate>(json!({ "place": "710000000", "facts": { "family-size": "4", "family-income": "600000" } }))
            .gives::<AssessedTold>(200, json!({
                "conclusion": "unknown", "grounds": [], "missing": ["Area of the dwelling"], "steps": [], "requirements": [],
            })),
        self::estimate,
    )
}

/// What a family says of itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Estimate {
    /// KATO code of the place.
    place: Name,
    /// The facts of the edition by their codes, each in the form of its type; what is left out stays unknown.
    facts: Map<String, Value>,
}

/// A result of the law with its derivation.
#[derive(Serialize, ToSchema)]
pub(super) struct AssessedTold {
    /// `favorable`, `refused` or `unknown`.
    conclusion: String,
    /// The grounds that are satisfied.
    grounds: Vec<String>,
    /// What is not known.
    missing: Vec<String>,
    /// The computation, line by line.
    steps: Vec<StepTold>,
    /// The requirements.
    requirements: Vec<RequirementTold>,
}

/// A line of a computation.
#[derive(Serialize, ToSchema)]
struct StepTold {
    /// What is computed.
    label: String,
    /// The formula as the lawyer wrote it.
    formula: String,
    /// The same with its values.
    line: String,
    /// What came out; empty where it is not known.
    result: String,
    /// The paragraph.
    cite: String,
}

/// A requirement.
#[derive(Serialize, ToSchema)]
struct RequirementTold {
    /// Its code.
    code: String,
    /// Its words.
    text: String,
    /// Whether it is met; none where that is not known.
    is_met: Option<bool>,
    /// The ground on which it is refused.
    ground: String,
    /// The paragraph.
    cite: String,
}

async fn estimate(
    Path(code): Path<String>,
    Anyone(visit): Anyone,
    Sent(sent): Sent<Estimate>,
) -> Result<Json<AssessedTold>, Problem> {
    let edition = estimated(&visit, &code)?;
    let law = &visit.office().law;
    let Name(place) = sent.place;
    if law.places().get(&place).is_none() {
        let wrong = Wrong::key("/place", "no-such-place", "problem-not-a-choice");
        return Err(Problem::wrong(vec![wrong]));
    }
    let facts = Facts::from_json(&Value::Object(sent.facts), edition);
    let facts = facts.map_err(|found| facts_problem(&found, "/facts"))?;
    let at = At {
        day: visit.office().today_at(&place, visit.now)?,
        place: Some(&place),
    };
    let assessed = law.assess(edition, &at, &facts);
    let assessed = assessed.ok_or_else(Problem::not_found)?;
    Ok(Json(AssessedTold::of(&visit, edition, &assessed)))
}

/// What the law's reader says of facts, each below `pointer`.
pub(super) fn facts_problem(found: &[FactProblem], pointer: &str) -> Problem {
    let wrong = found.iter().map(|it| {
        let (code, key) = match &it.rule {
            FactRule::Object => ("object", "api-invalid"),
            FactRule::Declared { .. } => ("no-such-fact", "refusal-no-such-fact"),
            FactRule::OfType { .. } => ("type", "refusal-bad-value"),
            FactRule::Exact => ("not-exact", "refusal-bad-value"),
            FactRule::Option { .. } => ("no-such-option", "problem-not-a-choice"),
            FactRule::Within { .. } => ("outside-its-bounds", "refusal-bad-value"),
            FactRule::Rows { .. } => ("too-many-rows", "refusal-bad-value"),
        };
        Wrong::key(&format!("{pointer}/{}", it.key), code, key)
    });
    Problem::wrong(wrong.collect())
}

fn result(value: DerivedValue) -> String {
    match value {
        DerivedValue::Known(text) => text,
        DerivedValue::Unknown(_) => String::new(),
    }
}

impl AssessedTold {
    pub(super) fn of(visit: &Visit, edition: &Edition, assessed: &Assessed) -> Self {
        let language = visit.law_language();
        let (conclusion, grounds) = match &assessed.conclusion {
            Conclusion::Favorable => ("favorable", Vec::new()),
            Conclusion::Refused { grounds } => (
                "refused",
                grounds.iter().map(|it| it.ground.clone()).collect(),
            ),
            Conclusion::Unknown { .. } => ("unknown", Vec::new()),
        };
        let open = assessed.missing.iter();
        let requirements = assessed.requirements.iter().zip(&edition.requirements);
        Self {
            conclusion: conclusion.to_owned(),
            grounds,
            missing: open.map(|it| missing(visit, edition, it)).collect(),
            steps: steps(visit, edition, assessed)
                .into_iter()
                .map(|it| StepTold {
                    label: it.label,
                    formula: it.formula,
                    line: it.line,
                    result: it.rounded.unwrap_or_else(|| result(it.result)),
                    cite: it.cite,
                })
                .collect(),
            requirements: requirements
                .map(|(result, it)| RequirementTold {
                    code: result.code.clone(),
                    text: it.text.get(language).to_owned(),
                    is_met: result.met,
                    ground: result.ground.clone(),
                    cite: it.source.cite.clone(),
                })
                .collect(),
        }
    }
}
