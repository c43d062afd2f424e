//! The work of an organization: a list led by what falls due.

use app::access::Seen;
use app::view::lists::{self, Due, Filter, Scope, WorkKey};
use axum::Json;
use axum::extract::Path;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Known, asked, place, query};
use super::operation::{Api, Operation};
use super::problem::Problem;
use crate::desk::Seat;
use crate::form::Fields;

pub(super) fn add(api: Api) -> Api {
    let list = Operation::get(
        "/v1/offices/{org}/work",
        "listWork",
        "The cases of the official's organization, by the day due.",
    );
    let text = json!({ "type": "string", "minLength": 1 });
    let one_of = |codes: &[&str]| json!({ "type": "string", "enum": codes });
    let counts = json!({ "overdue": 0, "today": 0, "this_week": 0, "open": 0 });
    api.on(
        list.query(
            "scope",
            "`open`, where nothing is said: what asks for work, also a closed case with an unanswered request to \
             correct a deed. `closed`: every closed case, also one with such a request. `all`: both, each case once.",
            one_of(&["open", "closed", "all"]),
        )
        .query(
            "due",
            "When they fall due.",
            one_of(&["overdue", "today", "week"]),
        )
        .query("stage", "At this stage.", text.clone())
        .query(
            "holder",
            "The caller's own, those that nobody has taken, or those that wait for a signature.",
            one_of(&["mine", "nobody", "sign"]),
        )
        .query(
            "q",
            "Words of a name or of a number, by their beginnings, or a whole person number.",
            text.clone(),
        )
        .query(
            "after",
            "Where the list goes on: `next` of the page before.",
            text,
        )
        .or(&[422])
        .gives::<Work>(200, json!({ "cases": [], "next": null, "counts": counts })),
        self::list,
    )
}

/// A page of work.
#[derive(Serialize, ToSchema)]
struct Work {
    /// By the day due.
    cases: Vec<WorkLine>,
    /// Where the list goes on.
    next: Option<String>,
    /// How much work there is in all.
    counts: Counts,
}

/// How much work there is.
#[derive(Serialize, ToSchema)]
struct Counts {
    /// Due before today.
    overdue: u64,
    /// Due today.
    today: u64,
    /// Due from today to Sunday.
    this_week: u64,
    /// All open.
    open: u64,
}

/// A case of a work list.
#[derive(Serialize, ToSchema)]
struct WorkLine {
    /// Its number.
    number: String,
    /// The service.
    service: String,
    /// KATO code of the place.
    place: String,
    /// The recipient's name.
    recipient: String,
    /// The chancellery's number.
    registration: Option<String>,
    /// `received`, the code of a stage, or `closed`.
    stage: String,
    /// Whose turn it is.
    turn: String,
    /// The official who has it.
    officer: Option<String>,
    /// The day by which the stage must end.
    #[schema(format = "date")]
    due: Option<String>,
    /// The day by which the answer must come.
    #[schema(format = "date")]
    answer_due: String,
    /// How it ended.
    closed_as: Option<String>,
    /// How many events it has.
    seq: u64,
    /// What else is waited for: `objections` or `hearing` while a hearing runs, `correction` while a request to correct
    /// a deed is unanswered.
    waits_for: Option<String>,
    /// The last day of that.
    #[schema(format = "date")]
    waits_until: Option<String>,
}

async fn list(Path(org): Path<String>, Known(visit): Known) -> Result<Json<Work>, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let visit = &seat.visit;
    let fields = query(visit, &["scope", "due", "stage", "holder", "q", "after"])?;
    let filter = filter(&seat, &fields)?;
    let after = place(&fields, WorkKey::parse)?;
    let seen = if filter.search.is_empty() {
        Seen::List
    } else {
        Seen::Search
    };
    let work = lists::work(
        visit.office(),
        &seat.officer,
        (&filter, &seen),
        after.as_ref(),
        visit.now,
    );
    let (page, counts) = work.await?;
    Ok(Json(Work {
        cases: page
            .rows
            .into_iter()
            .map(|row| WorkLine {
                number: row.number.to_string(),
                service: row.service,
                place: row.place,
                recipient: row.recipient_name,
                registration: row.registration_number,
                stage: row.stage,
                turn: row.turn,
                officer: row.officer_name,
                due: row.due.map(|it| it.to_string()),
                answer_due: row.answer_due.to_string(),
                closed_as: row.closed_as,
                seq: row.seq,
                waits_for: row.waits_for,
                waits_until: row.waits_until.map(|it| it.to_string()),
            })
            .collect(),
        next: page.next.map(|it| it.to_string()),
        counts: Counts {
            overdue: counts.overdue,
            today: counts.today,
            this_week: counts.this_week,
            open: counts.open,
        },
    }))
}

/// What of the list is asked for.
fn filter(seat: &Seat, fields: &Fields) -> Result<Filter, Problem> {
    let text = |it: &str| (!it.is_empty()).then(|| it.to_owned());
    let holder = asked(fields, "holder", |it| {
        ["mine", "nobody", "sign"]
            .into_iter()
            .find(|known| *known == it)
    })?;
    let search = asked(fields, "q", text)?.unwrap_or_default();
    let scope = asked(fields, "scope", |it| match it {
        "open" => Some(Scope::Open),
        "closed" => Some(Scope::Closed),
        "all" => Some(Scope::All),
        _ => None,
    })?;
    Ok(Filter {
        scope: scope.unwrap_or_default(),
        due: asked(fields, "due", |it| match it {
            "overdue" => Some(Due::Overdue),
            "today" => Some(Due::Today),
            "week" => Some(Due::ThisWeek),
            _ => None,
        })?
        .unwrap_or_default(),
        stage: asked(fields, "stage", text)?,
        turn: (holder == Some("sign")).then(|| "head".to_owned()),
        officer: (holder == Some("mine")).then(|| seat.officer.person.iin.clone()),
        is_free: holder == Some("nobody"),
        search,
    })
}
