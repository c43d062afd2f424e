//! Who looked at one's own data: in a case, and on receipts of refusal to accept documents.

use app::access::{self, Look, Looks, PAGE_ROWS};
use app::view::case::of_recipient;
use axum::Json;
use axum::extract::Path;
use casework::projection::role_name;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Known, place, query};
use super::operation::{Api, Operation};
use super::problem::Problem;
use crate::door::Visit;
use crate::portal::case::number;

pub(super) fn add(api: Api) -> Api {
    let of_case = Operation::get(
        "/v1/cases/{number}/views",
        "listCaseViews",
        "Which officials looked at one's own case, the newest first. Each look is recorded before it is answered.",
    );
    let of_receipts = Operation::get(
        "/v1/views",
        "listReceiptViews",
        "Which officials looked at receipts of refusal to accept documents that name the caller, the newest first.",
    );
    let listed = |operation: Operation| {
        let key = json!({ "type": "string", "minLength": 1 });
        let about = "Where the list goes on: `next` of the page before.";
        let example = json!({ "views": [{
            "at": "2026-11-17T05:00:00Z", "name": "Тұрсынова Әлия Нұрланқызы", "roles": ["operator"],
            "organization": "astana-branch", "what": "receipt", "detail": "ХҚО-ҚБТ-2026-000007",
            "text": "The receipt of refusal to accept documents ХҚО-ҚБТ-2026-000007",
        }], "next": null });
        let operation = operation.query("after", about, key).or(&[422]);
        operation.gives::<ViewsTold>(200, example)
    };
    api.on(listed(of_case), self::of_case)
        .on(listed(of_receipts), self::of_receipts)
}

/// A page of looks.
#[derive(Serialize, ToSchema)]
struct ViewsTold {
    /// The newest first.
    views: Vec<ViewTold>,
    /// Where the list goes on.
    next: Option<String>,
}

/// An official's look.
#[derive(Serialize, ToSchema)]
struct ViewTold {
    /// The first look of its hour, or day for a list.
    #[schema(format = "date-time")]
    at: String,
    /// The official's name.
    name: String,
    /// The official's roles.
    roles: Vec<String>,
    /// The code of the official's organization.
    organization: String,
    /// What was seen, for programs.
    what: String,
    /// The name of the file, the number of the deed or of the receipt; empty for all else.
    detail: String,
    /// What was seen, in words.
    text: String,
}

impl ViewsTold {
    fn of(visit: &Visit, looks: Looks) -> Json<Self> {
        let told = |look: Look| {
            let text = visit.say_with(&format!("view-{}", look.what), "detail", &look.detail);
            ViewTold {
                at: look.at.to_string(),
                name: look.name,
                roles: look
                    .roles
                    .iter()
                    .map(|role| role_name(*role).to_owned())
                    .collect(),
                organization: look.organization,
                what: look.what,
                detail: look.detail,
                text: text.trim_end().to_owned(),
            }
        };
        Json(Self {
            views: looks.rows.into_iter().map(told).collect(),
            next: looks.next,
        })
    }
}

/// Where the list goes on.
fn after(visit: &Visit) -> Result<Option<String>, Problem> {
    let fields = query(visit, &["after"])?;
    place(&fields, |text| {
        access::is_place(text).then(|| text.to_owned())
    })
}

async fn of_case(
    Path(text): Path<String>,
    Known(visit): Known,
) -> Result<Json<ViewsTold>, Problem> {
    let after = after(&visit)?;
    let (office, account) = (visit.office(), visit.registered()?);
    let view = of_recipient(office, account, &number(&text)?, visit.now).await?;
    let case = &view.loaded.case;
    let looks = access::of_case(office, account, case, after.as_deref(), PAGE_ROWS).await?;
    Ok(ViewsTold::of(&visit, looks))
}

async fn of_receipts(Known(visit): Known) -> Result<Json<ViewsTold>, Problem> {
    let after = after(&visit)?;
    let (office, account) = (visit.office(), visit.signed_in()?);
    let looks = access::of_receipts(office, account, after.as_deref()).await?;
    Ok(ViewsTold::of(&visit, looks))
}
