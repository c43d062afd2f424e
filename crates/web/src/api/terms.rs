//! Terms: when an application sent now would be registered, and by when each stage must end. And the public check of
//! a deed.

use app::view::verify_deed::{Issued, by_digest, by_number};
use axum::Json;
use axum::extract::Path;
use casework::projection::role_name;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Anyone, asked, query};
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::shape::{DeadlineTold, is_digest};
use crate::door::CAPITAL;

pub(super) fn add(api: Api) -> Api {
    let terms = Operation::get(
        "/v1/services/{code}/terms",
        "readTerms",
        "When an application would be registered, and by when each stage and the answer must come.",
    );
    let deed = Operation::get(
        "/v1/deeds",
        "checkDeed",
        "Whether a deed was issued here, by its number or by the SHA-256 of its file. Nothing is said of whom it concerns.",
    );
    api.on(
        terms
            .open()
            .query("place", "KATO code; the capital where it is left out.", json!({ "type": "string", "pattern": "^[0-9]{9}$" }))
            .query("at", "The instant of sending; now where it is left out.", json!({ "type": "string", "format": "date-time" }))
            .or(&[422])
            .gives::<Terms>(200, json!({
                "edition": "housing-assistance/2023-12-24-order-117", "registered": "2026-11-17",
                "why": [], "answer": { "day": "2026-11-26", "rule": "8 working days", "cite": "¶8", "derivation": [] },
                "stages": [],
            })),
        self::terms,
    )
    .on(
        deed.open()
            .query("number", "The number of the deed.", json!({ "type": "string", "minLength": 1 }))
            .query("sha256", "SHA-256 of its PDF or of its data.", json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }))
            .or(&[404])
            .gives::<DeedTold>(200, json!({
                "number": "АСТ-2026-000001/1", "title": "Notice of assignment", "day": "2026-11-20",
                "organization": "Department of Employment", "data_sha256": "0".repeat(64), "replaced_by": null,
            })),
        self::deed,
    )
}

/// When an application would be answered.
#[derive(Serialize, ToSchema)]
struct Terms {
    /// The edition of the day of registration.
    edition: String,
    /// The legal day of registration.
    #[schema(format = "date")]
    registered: String,
    /// Why that day.
    why: Vec<String>,
    /// The day by which the answer must come.
    answer: DeadlineTold,
    /// The stages in order.
    stages: Vec<PlannedStage>,
}

/// A stage of a plan.
#[derive(Serialize, ToSchema)]
struct PlannedStage {
    /// Its code.
    code: String,
    /// Who acts.
    actor: String,
    /// The last day.
    #[schema(format = "date")]
    due: String,
    /// How that day is counted; none where the work is done at once.
    deadline: Option<DeadlineTold>,
}

async fn terms(Path(code): Path<String>, Anyone(visit): Anyone) -> Result<Json<Terms>, Problem> {
    let fields = query(&visit, &["place", "at"])?;
    let place = asked(&fields, "place", |it| {
        let is_code = it.len() == 9 && it.bytes().all(|it| it.is_ascii_digit());
        is_code.then(|| it.to_owned())
    })?;
    let at = asked(&fields, "at", |it| it.parse::<Timestamp>().ok())?;
    let law = &visit.office().law;
    let place = place.as_deref().unwrap_or(CAPITAL);
    let place = law.places().get(place).ok_or_else(Problem::not_found)?;
    let at = at.unwrap_or(visit.now);
    let today = place.local(at).date();
    // The calendar and the figures do not reach every day that can be written.
    let beyond = || Problem::invalid("/at".to_owned(), "beyond-the-law");
    let calendar = law.calendar().known_on(today);
    let hours = law.working_hours(today).map_err(|_no_figure| beyond())?;
    let received = law.receive(&code, at, place, &hours, calendar);
    let known = law.services().any(|it| it == code);
    if !known {
        return Err(Problem::not_found());
    }
    let (_registration, edition) = received.map_err(|_not_covered| beyond())?;
    let track = edition.tracks.first().map(|track| track.code.as_str());
    let path = edition.path(track).ok_or_else(Problem::not_found)?;
    let plan = law::plan::plan(law, &path, at, place, &hours, calendar);
    let plan = plan.map_err(|_not_covered| beyond())?;
    let language = visit.law_language();
    let why = plan.registration.derivation.iter();
    Ok(Json(Terms {
        edition: edition.id.0.clone(),
        registered: plan.registration.day.to_string(),
        why: why.map(|it| it.text().get(language).to_owned()).collect(),
        answer: DeadlineTold::of(&visit, &plan.whole),
        stages: plan
            .stages
            .iter()
            .map(|it| PlannedStage {
                code: it.stage.clone(),
                actor: role_name(it.actor).to_owned(),
                due: it.due.to_string(),
                deadline: it.deadline.as_ref().map(|it| DeadlineTold::of(&visit, it)),
            })
            .collect(),
    }))
}

/// A deed that was issued here.
#[derive(Serialize, ToSchema)]
struct DeedTold {
    /// Its number.
    number: String,
    /// Its title.
    title: String,
    /// The legal day of signing.
    #[schema(format = "date")]
    day: String,
    /// Who issued it.
    organization: String,
    /// SHA-256 of the signed data.
    data_sha256: String,
    /// The number of the deed that corrected it; none while it stands.
    replaced_by: Option<String>,
}

async fn deed(Anyone(visit): Anyone) -> Result<Json<DeedTold>, Problem> {
    let fields = query(&visit, &["number", "sha256"])?;
    let some = |it: &str| (!it.is_empty()).then(|| it.to_owned());
    let number = asked(&fields, "number", some)?;
    let digest = asked(&fields, "sha256", |it| is_digest(it).then(|| it.to_owned()))?;
    let office = visit.office();
    let issued = match (number, digest) {
        (Some(number), None) => by_number(office, &number).await?,
        (None, Some(digest)) => by_digest(office, &digest).await?,
        (Some(number), Some(digest)) => {
            // Both must be of one deed.
            let by_digest = by_digest(office, &digest).await?;
            by_digest.filter(|it| it.number == number.trim())
        }
        (None, None) => None,
    };
    let Issued {
        number,
        title,
        day,
        organization,
        data_digest,
        replaced_by,
        signed_as: _,
    } = issued.ok_or_else(Problem::not_found)?;
    let language = visit.law_language();
    Ok(Json(DeedTold {
        number,
        title: title.get(language).to_owned(),
        day: day.to_string(),
        organization: organization.get(language).to_owned(),
        data_sha256: data_digest,
        replaced_by: replaced_by.map(|(number, _day)| number),
    }))
}
