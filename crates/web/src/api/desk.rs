//! The desk of an official: a case taken, checked, its facts established, its outcome found.

use app::access::Seen as Looked;
use app::officer_command::as_seen;
use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use casework::command::{Command, FindOutcome, RecordFinding};
use casework::event::{DocumentFault, MissingDocument};
use casework::identifier::CaseNumber;
use law::edition::Origin;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::case::with_seq;
use super::case_told;
use super::desk_told::{OfficeCaseTold, happened};
use super::door::{Known, Seen, Sent};
use super::estimate::AssessedTold;
use super::files;
use super::login::seats;
use super::operation::{Api, Operation};
use super::problem::{Problem, Wrong};
use super::rule::OfficerAct;
use super::shape::{Digest, Name, Note};
use crate::desk::Seat;
use crate::portal::case::number;

/// An example of an official's case for the document.
pub(super) fn example() -> Value {
    json!({
        "case": case_told::example(), "recipient": "Ахметова Мадина Ерланқызы", "recipient_iin": "850101400019",
        "answers": { "family.size": "4" }, "documents": ["income-proof"],
        "outcomes": [{ "code": "complete", "text": "Complete", "is_adverse": false }],
        "facts": [], "waiting": null, "returned": null,
    })
}

pub(super) fn add(api: Api) -> Api {
    let list = Operation::get(
        "/v1/offices",
        "listOffices",
        "Where the caller is an official.",
    );
    let read = Operation::get(
        "/v1/offices/{org}/cases/{number}",
        "readOfficeCase",
        "A case of the official's organization.",
    );
    let file = Operation::get(
        "/v1/offices/{org}/cases/{number}/files/{what}",
        "readOfficeFile",
        "A file of a case of the organization.",
    );
    let assessment = Operation::get(
        "/v1/offices/{org}/cases/{number}/assessment",
        "readAssessment",
        "The assessment on the facts established so far, line by line.",
    );
    let of = json!({ "type": "string" });
    let assessed = json!({ "conclusion": "unknown", "grounds": [], "missing": [], "steps": [], "requirements": [] });
    let api = api
        .on(
            list.gives::<Offices>(
                200,
                json!({ "offices": [{ "organization": "astana-social", "roles": ["executor"] }] }),
            ),
            offices,
        )
        .on(read.gives::<OfficeCaseTold>(200, example()), self::read)
        .on(
            file.query(
                "of",
                "The deed or the attachment, as `files` of the case names it.",
                of,
            )
            .gives_file(),
            self::file,
        )
        .on(
            assessment.or(&[409]).gives::<AssessedTold>(200, assessed),
            self::assessment,
        );
    add_commands(api)
}

fn add_commands(api: Api) -> Api {
    let command = |path, id, about| Operation::post(path, id, about).if_match();
    let take = command(
        "/v1/offices/{org}/cases/{number}/take",
        "takeCase",
        "Takes a case.",
    );
    let check = command(
        "/v1/offices/{org}/cases/{number}/completeness",
        "checkCompleteness",
        "Says of each document whether it is in order, and with which outcome the check ends.",
    );
    let finding = command(
        "/v1/offices/{org}/cases/{number}/findings",
        "recordFinding",
        "Establishes a fact with its source.",
    );
    let outcome = command(
        "/v1/offices/{org}/cases/{number}/outcome",
        "findOutcome",
        "Finds the outcome of a stage: at once, or by a deed that goes to its signatory.",
    );
    let act = command(
        "/v1/offices/{org}/cases/{number}/acts",
        "officeAct",
        "What the Code lets an official do: preliminary decision, delivery, hearing, objections, silence, extension, correction.",
    );
    api.on(take.gives::<OfficeCaseTold>(200, example()), self::take)
        .on(
            check
                .takes::<Completeness>(json!({ "stage": "completeness", "outcome": "complete",
                    "marks": [{ "document": "income-proof", "presence": "present", "note": "" }] }))
                .gives::<OfficeCaseTold>(200, example()),
            completeness,
        )
        .on(
            finding
                .takes::<FindingSent>(
                    json!({ "fact": "family-size", "value": "4", "source": "officer", "note": "" }),
                )
                .gives::<OfficeCaseTold>(200, example()),
            self::finding,
        )
        .on(
            outcome
                .takes::<OutcomeSent>(
                    json!({ "stage": "verification", "outcome": "verified", "note": "" }),
                )
                .gives::<OfficeCaseTold>(200, example()),
            self::outcome,
        )
        .on(
            act.takes::<OfficerAct>(json!({ "act": "silence", "number": "АСТ-2026-000001/P1" }))
                .gives::<OfficeCaseTold>(200, example()),
            self::act,
        )
}

/// Where the caller is an official.
#[derive(Serialize, ToSchema)]
struct Offices {
    /// Each organization with the roles there.
    offices: Vec<super::login::Seat>,
}

async fn offices(Known(visit): Known) -> Result<Json<Offices>, Problem> {
    let offices = seats(visit.signed_in()?);
    Ok(Json(Offices { offices }))
}

/// The address of a case of an organization.
pub(super) type Address = Path<(String, String)>;

/// The case as it is now, with its `ETag`.
pub(super) async fn now(seat: &Seat, number: &CaseNumber) -> Result<Response, Problem> {
    let view = seat.case(number, &Looked::Case).await?;
    let told = OfficeCaseTold::of(seat, &view);
    Ok(with_seq(view.loaded.case.seq, told))
}

/// Carries a command out on the case as the caller has seen it; the case after it, or who was first.
pub(super) async fn command(
    (seat, number): (&Seat, &CaseNumber),
    seen: u64,
    asked: Command,
) -> Result<Response, Problem> {
    let office = seat.visit.office();
    let what = (asked, seen);
    match as_seen(office, &seat.officer, number, what, seat.visit.now).await {
        Ok(_case) => now(seat, number).await,
        Err(app::Error::Conflict) => Err(first(seat, number, seen).await?),
        Err(error) => Err(error.into()),
    }
}

/// Who was first, and with what.
pub(super) async fn first(seat: &Seat, number: &CaseNumber, seen: u64) -> Result<Problem, Problem> {
    let view = seat.case(number, &Looked::Case).await?;
    Ok(Problem::first(happened(&view, seen)))
}

async fn read(Path((org, text)): Address, Known(visit): Known) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    now(&seat, &number(&text)?).await
}

async fn file(
    Path((org, text, what)): Path<(String, String, String)>,
    Known(visit): Known,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let view = seat
        .case(&number(&text)?, &files::seen(&seat.visit, &what)?)
        .await?;
    files::file(&seat.visit, &view, &what).await
}

async fn assessment(
    Path((org, text)): Address,
    Known(visit): Known,
) -> Result<Json<AssessedTold>, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let view = seat.case(&number(&text)?, &Looked::Assessment).await?;
    if view.loaded.case.registration.is_none() {
        return Err(casework::Refusal::NotRegistered.into());
    }
    let assessed = view.assessed(seat.visit.office(), seat.visit.now)?;
    Ok(Json(AssessedTold::of(&seat.visit, view.edition, &assessed)))
}

async fn take(
    Path((org, text)): Address,
    Known(visit): Known,
    Seen(seen): Seen,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    command((&seat, &number(&text)?), seen, Command::Take).await
}

/// A check of the documents.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Completeness {
    /// The stage.
    stage: Name,
    /// The outcome.
    outcome: Name,
    /// Every document that the case's channel asks for, each once.
    marks: Vec<Mark>,
}

/// What an official says of a document.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Mark {
    /// The document of the edition.
    document: Name,
    /// Whether it is in order.
    presence: Presence,
    /// The official's words.
    note: Note,
}

/// Whether a document is in order.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Presence {
    /// It is there.
    Present,
    /// It is not asked for in this case.
    NotNeeded,
    /// It was not given.
    Missing,
    /// Its validity has ended.
    Expired,
    /// It cannot be read, or is another document.
    Unreadable,
}

impl Presence {
    fn fault(self) -> Option<DocumentFault> {
        match self {
            Self::Present | Self::NotNeeded => None,
            Self::Missing => Some(DocumentFault::Missing),
            Self::Expired => Some(DocumentFault::Expired),
            Self::Unreadable => Some(DocumentFault::Unreadable),
        }
    }
}

async fn completeness(
    Path((org, text)): Address,
    Known(visit): Known,
    Seen(seen): Seen,
    Sent(body): Sent<Completeness>,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let view = seat.case(&number, &Looked::Case).await?;
    let asked: Vec<&str> = crate::desk::asked(&view)
        .map(|it| it.code.as_str())
        .collect();
    let marked = |code: &str| body.marks.iter().filter(|it| it.document.0 == code).count();
    let is_whole = asked.iter().all(|code| marked(code) == 1) && asked.len() == body.marks.len();
    if !is_whole {
        let wrong = Wrong::key("/marks", "each-document-once", "api-each-document-once");
        return Err(Problem::wrong(vec![wrong]));
    }
    let missing = body.marks.into_iter().filter_map(|mark| {
        Some(MissingDocument {
            fault: mark.presence.fault()?,
            document: mark.document.0,
            note: mark.note.0.trim().to_owned(),
        })
    });
    let found = FindOutcome {
        stage: body.stage.0,
        outcome: body.outcome.0,
        note: String::new(),
        missing: missing.collect(),
    };
    command((&seat, &number), seen, Command::FindOutcome(found)).await
}

/// A fact as it is established.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FindingSent {
    /// The fact of the edition.
    fact: Name,
    /// Its value, in the form of a facts file.
    value: Value,
    /// `officer`, `document:` or `registry:` and a code.
    source: Name,
    /// The file of the case on which it rests.
    #[serde(default)]
    attachment: Option<Digest>,
    /// The official's words.
    note: Note,
}

async fn finding(
    Path((org, text)): Address,
    Known(visit): Known,
    Seen(seen): Seen,
    Sent(body): Sent<FindingSent>,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let number = number(&text)?;
    let origin = origin(&body.source.0).ok_or_else(|| {
        let wrong = Wrong::key("/source", "no-such-source", "refusal-no-such-fact");
        Problem::wrong(vec![wrong])
    })?;
    let found = RecordFinding {
        fact: body.fact.0,
        value: body.value,
        origin,
        attachment: body.attachment.map(|it| it.0),
        note: body.note.0.trim().to_owned(),
    };
    command((&seat, &number), seen, Command::RecordFinding(found)).await
}

fn origin(source: &str) -> Option<Origin> {
    match source.split_once(':') {
        None if source == "officer" => Some(Origin::Officer),
        Some(("document", code)) => Some(Origin::Document(code.to_owned())),
        Some(("registry", code)) => Some(Origin::Registry(code.to_owned())),
        _ => None,
    }
}

/// An outcome as it is found.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OutcomeSent {
    /// The stage for which it is meant.
    stage: Name,
    /// The outcome.
    outcome: Name,
    /// The official's words.
    note: Note,
}

async fn outcome(
    Path((org, text)): Address,
    Known(visit): Known,
    Seen(seen): Seen,
    Sent(body): Sent<OutcomeSent>,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let found = FindOutcome {
        stage: body.stage.0,
        outcome: body.outcome.0,
        note: body.note.0.trim().to_owned(),
        missing: Vec::new(),
    };
    command((&seat, &number(&text)?), seen, Command::FindOutcome(found)).await
}

async fn act(
    Path((org, text)): Address,
    Known(visit): Known,
    Seen(seen): Seen,
    Sent(body): Sent<OfficerAct>,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let asked = body.command()?;
    command((&seat, &number(&text)?), seen, Command::Rule(asked)).await
}
