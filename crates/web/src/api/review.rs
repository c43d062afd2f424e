//! Review and signing: exactly the bytes that are signed, and what follows from signing now.

use app::draft::{self as drafts, Draft};
use app::review::{self as reviews, Review};
use app::submit::{Submit, submit};
use app::view::{case::of_recipient, lists};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::canonical::sha256_hex;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Known, Sent};
use super::operation::{Api, Operation};
use super::problem::Problem;
use super::shape::{Container, DeadlineTold, Digest, FiledTold};
use crate::door::Visit;
use crate::portal::review::reviewed;

pub(super) fn add(api: Api) -> Api {
    let review = Operation::get(
        "/v1/drafts/{id}/review",
        "review",
        "Exactly the bytes to be signed, with the day of registration and the day of the answer. Nothing is kept.",
    );
    let sign = Operation::post(
        "/v1/drafts/{id}/sign",
        "signAndSubmit",
        "Files the application: the CMS container over the bytes of the review. A draft is filed once: sent again, the answer names the same case.",
    );
    api.on(
        review.or(&[409, 422]).gives::<Reviewed>(200, json!({
            "text": "…", "text_base64": "4oCm", "sha256": "0".repeat(64),
            "edition": "housing-assistance/2023-12-24-order-117", "organization": "astana-social",
            "registered": "2026-11-17", "why": [],
            "answer": { "day": "2026-11-26", "rule": "8 working days", "cite": "¶8", "derivation": [] },
            "unattached": [], "means": ["signature", "phone"],
        })),
        read,
    )
    .on(
        sign.idempotent()
            .takes::<Signed>(json!({ "sha256": "0".repeat(64), "signature": "MIIB" }))
            .gives::<FiledTold>(201, json!({ "number": "2GH4-7K2M-9QX0" })),
        self::sign,
    )
}

/// An application as it would be signed now.
#[derive(Serialize, ToSchema)]
struct Reviewed {
    /// The text, to be read.
    text: String,
    /// The bytes to be signed, in base64.
    text_base64: String,
    /// SHA-256 of the bytes; comes back with the signature.
    sha256: String,
    /// The edition of the day of registration.
    edition: String,
    /// The organization that is competent.
    organization: String,
    /// The legal day of registration.
    #[schema(format = "date")]
    registered: String,
    /// Why that day.
    why: Vec<String>,
    /// The day by which the answer must come.
    answer: DeadlineTold,
    /// The documents that are asked for and not attached.
    unattached: Vec<String>,
    /// How it can be signed or confirmed: `signature`, `phone`, `one-time-password`.
    means: Vec<String>,
}

async fn read(Path(id): Path<String>, Known(visit): Known) -> Result<Json<Reviewed>, Problem> {
    let draft = drafts::load(visit.office(), visit.registered()?, &id).await?;
    let review = of(&visit, &draft).await?;
    Ok(Json(told(&visit, review)))
}

/// The review of a draft as it is now; what is wrong in it stands at its place in the draft.
async fn of<'v>(visit: &'v Visit, draft: &Draft) -> Result<Review<'v>, Problem> {
    match reviewed(visit, draft).await {
        Err(app::Error::Problems(problems)) => Err(Problem::answers(&problems, |field| {
            let mut parts = field.splitn(3, '.');
            let (section, code) = (parts.next(), parts.next());
            let name = format!(
                "{}.{}",
                section.unwrap_or_default(),
                code.unwrap_or_default()
            );
            let rest = parts.next().map(|it| format!("/{}", it.replace('.', "/")));
            (format!("/answers/{name}{}", rest.unwrap_or_default()), None)
        })),
        other => Ok(other?),
    }
}

fn told(visit: &Visit, review: Review<'_>) -> Reviewed {
    let office = visit.office();
    let language = visit.law_language();
    let has_password = app::one_time_password::is_offered(office, review.edition);
    let means = [
        ("signature", true),
        ("phone", office.settings.has_mobile_signing),
        ("one-time-password", has_password),
    ];
    let why = review.plan.registration.derivation.iter();
    Reviewed {
        text_base64: STANDARD.encode(review.text.as_bytes()),
        sha256: sha256_hex(review.text.as_bytes()),
        text: review.text,
        edition: review.edition.id.0.clone(),
        organization: review.organization.code.clone(),
        registered: review.plan.registration.day.to_string(),
        why: why.map(|it| it.text().get(language).to_owned()).collect(),
        answer: DeadlineTold::of(visit, &review.plan.whole),
        unattached: review.unattached.iter().map(|it| it.code.clone()).collect(),
        means: means
            .into_iter()
            .filter(|(_, is_there)| *is_there)
            .map(|(name, _)| name.to_owned())
            .collect(),
    }
}

/// The review, if its bytes still are those that the caller read.
pub(super) async fn as_read<'v>(
    visit: &'v Visit,
    draft: &Draft,
    sha256: &Digest,
) -> Result<Review<'v>, Problem> {
    let review = of(visit, draft).await?;
    if sha256_hex(review.text.as_bytes()) == sha256.0 {
        Ok(review)
    } else {
        Err(Problem::conflict("text-changed", "api-text-changed"))
    }
}

/// A signed application.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Signed {
    /// SHA-256 of the bytes that were signed, from the review.
    sha256: Digest,
    /// The CMS container in base64, or as PEM.
    signature: Container,
}

async fn sign(
    Path(id): Path<String>,
    Known(visit): Known,
    Sent(sent): Sent<Signed>,
) -> Result<(StatusCode, Json<FiledTold>), Problem> {
    let account = visit.registered()?;
    let office = visit.office();
    let draft = match drafts::load(office, account, &id).await {
        Err(app::Error::NotFound) => return filed_before(&visit, &sent.sha256).await,
        other => other?,
    };
    let review = as_read(&visit, &draft, &sent.sha256).await?;
    let when = (review.text, visit.now);
    let record = reviews::show(office, account, &visit.session, &draft, when).await?;
    let input = Submit {
        draft: &id,
        record: &record,
        container: sent.signature.bytes(),
    };
    let number = submit(office, account, &visit.session, &input, visit.now).await?;
    let number = number.to_string();
    Ok((StatusCode::CREATED, Json(FiledTold { number })))
}

/// The case that these bytes became, when they are sent a second time: it is one of the person's last ones.
async fn filed_before(
    visit: &Visit,
    sha256: &Digest,
) -> Result<(StatusCode, Json<FiledTold>), Problem> {
    let account = visit.registered()?;
    for row in lists::history(visit.office(), account, None).await? {
        let view = of_recipient(visit.office(), account, &row.number, visit.now).await?;
        if view.loaded.case.filed.signed_digest == sha256.0 {
            let number = row.number.to_string();
            return Ok((StatusCode::CREATED, Json(FiledTold { number })));
        }
    }
    Err(Problem::not_found())
}
