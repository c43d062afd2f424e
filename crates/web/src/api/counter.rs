//! The counter of a branch of the State Corporation: documents that are not accepted, and the receipt of it.

use app::refuse_intake::{begin, refuse_intake};
use app::view::counter::{self, Issued, Offered};
use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use casework::deed::refused_intake::{Applies, Lack, Lacking, RefusedIntake, asked};
use casework::event::PersonRef;
use casework::identifier::{Iin, NotAnIdentifier};
use law::Language;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Known, Sent, asked as asked_for, query};
use super::operation::{Api, Operation};
use super::problem::{Problem, Wrong};
use super::shape::{Name, Note};
use crate::desk::Seat;
use crate::portal::download::answer;

pub(super) fn add(api: Api) -> Api {
    let read = Operation::get(
        "/v1/offices/{org}/counter",
        "readCounter",
        "The services of the counter's place with their documents, and a form with which one receipt is issued.",
    );
    let refuse = Operation::post(
        "/v1/offices/{org}/counter/refusals",
        "refuseIntake",
        "Refuses documents and issues the receipt; the same form sent again has the same answer.",
    );
    let list = Operation::get(
        "/v1/offices/{org}/counter/receipts",
        "listReceipts",
        "The receipts of refusal to accept documents that the counter issued, the newest first.",
    );
    let place = json!({ "type": "integer", "minimum": 1, "maximum": PLACE_MAX });
    let list = list.query(
        "before",
        "Where the list goes on: `next` of the page before.",
        place,
    );
    let file = Operation::get(
        "/v1/offices/{org}/counter/receipts/{place}/files/pdf",
        "readReceipt",
        "A receipt of refusal to accept documents in all its copies, PDF/A.",
    );
    let document =
        json!({ "document": "income-proof", "text": "Proof of income", "asked_again": true });
    let service = json!({
        "service": "housing-assistance", "text": "Assignment of housing assistance",
        "edition": "housing-assistance/2023-12-24-order-117", "is_given": true, "documents": [document],
    });
    let refused = json!({
        "form": "0123.1.1794000000.abcd", "service": "housing-assistance", "recipient_iin": "790502390136",
        "recipient_name": "Қуанышев Болат Тілеуұлы", "address": "Астана, Сарыарқа, 5", "applies": "first",
        "lacking": [{ "document": "income-proof", "lack": "missing" }],
        "department": "3", "executor": "", "telephone": "",
    });
    let receipt = json!({ "place": 7, "number": "ХҚО-ҚБТ-2026-000007" });
    api.on(
        read.gives::<CounterTold>(
            200,
            json!({ "form": "0123.1.1794000000.abcd", "services": [service] }),
        ),
        self::read,
    )
    .on(
        refuse
            .takes::<IntakeSent>(refused)
            .or(&[409])
            .gives::<ReceiptTold>(200, receipt),
        self::refuse,
    )
    .on(
        list.gives::<ReceiptsTold>(
            200,
            json!({ "receipts": [{
                "place": 7, "number": "ХҚО-ҚБТ-2026-000007", "at": "2026-11-17T05:00:00Z",
                "edition": "housing-assistance/2023-12-24-order-117", "recipient": "Қуанышев Болат Тілеуұлы",
                "operator": "Тұрсынова Әлия Нұрланқызы",
            }], "next": null }),
        ),
        self::list,
    )
    .on(file.gives_file(), self::file)
}

/// The last place that a journal can have: JSON counts exactly so far.
const PLACE_MAX: u64 = 9_007_199_254_740_991;

/// The counter as it is today.
#[derive(Serialize, ToSchema)]
struct CounterTold {
    /// The secret of a fresh form, taken for twelve hours.
    form: String,
    /// The services that are given at the place.
    services: Vec<ServiceAtCounter>,
}

/// A service at the counter.
#[derive(Serialize, ToSchema)]
struct ServiceAtCounter {
    /// Its code.
    service: String,
    /// Its name.
    text: String,
    /// The edition in force.
    edition: String,
    /// Whether that edition gives a receipt of refusal.
    is_given: bool,
    /// The documents that are asked for at the counter.
    documents: Vec<DocumentAtCounter>,
}

/// A document that is asked for at the counter.
#[derive(Serialize, ToSchema)]
struct DocumentAtCounter {
    /// Its code.
    document: String,
    /// What it is.
    text: String,
    /// Whether it is asked of somebody who applies again.
    asked_again: bool,
}

impl ServiceAtCounter {
    fn of(offered: &Offered<'_>, language: Language) -> Self {
        let edition = offered.edition;
        let documents = asked(edition, Applies::First).map(|document| DocumentAtCounter {
            document: document.code.clone(),
            text: document.text.get(language).to_owned(),
            asked_again: document.on_renewal,
        });
        Self {
            service: edition.service.clone(),
            text: edition.name.get(language).to_owned(),
            edition: edition.id.0.clone(),
            is_given: offered.is_given,
            documents: documents.collect(),
        }
    }
}

async fn read(Path(org): Path<String>, Known(visit): Known) -> Result<Json<CounterTold>, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let services = counter::services(office, &seat.officer, now).await?;
    let language = seat.visit.law_language();
    Ok(Json(CounterTold {
        services: services
            .iter()
            .map(|it| ServiceAtCounter::of(it, language))
            .collect(),
        form: begin(office, &seat.officer, now).await?,
    }))
}

/// A refusal as it is issued.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct IntakeSent {
    /// The secret of the form, as the counter gave it.
    form: Name,
    /// The service.
    service: Name,
    /// The recipient's number.
    recipient_iin: Name,
    /// The recipient's full name.
    recipient_name: Name,
    /// The recipient's address.
    address: Name,
    /// Whether they apply for the first time.
    applies: AppliesSent,
    /// The documents that are not in order, each once.
    lacking: Vec<LackingSent>,
    /// The number of the department.
    department: Name,
    /// The executor's name; empty if there is none.
    executor: Note,
    /// The executor's telephone; empty if there is none.
    telephone: Note,
}

/// How somebody applies.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum AppliesSent {
    /// For the first time.
    First,
    /// Again.
    Again,
}

/// A document that is not in order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LackingSent {
    /// Its code.
    document: Name,
    /// What is wrong with it.
    lack: LackSent,
}

/// What is wrong with a document.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum LackSent {
    /// It was not given.
    Missing,
    /// Its time is over.
    Expired,
}

/// A receipt that was issued.
#[derive(Serialize, ToSchema)]
struct ReceiptTold {
    /// Its place in the branch's journal, by which its file is found.
    place: u64,
    /// Its number.
    number: String,
}

/// A page of receipts.
#[derive(Serialize, ToSchema)]
struct ReceiptsTold {
    /// The newest first.
    receipts: Vec<ReceiptLine>,
    /// Where the list goes on.
    next: Option<u64>,
}

/// A receipt in the list.
#[derive(Serialize, ToSchema)]
struct ReceiptLine {
    /// Its place in the branch's journal, by which its file is found.
    place: u64,
    /// Its number.
    number: String,
    /// When it was issued.
    #[schema(format = "date-time")]
    at: String,
    /// The edition by which it was judged.
    edition: String,
    /// The recipient's name.
    recipient: String,
    /// The operator's name.
    operator: String,
}

async fn list(Path(org): Path<String>, Known(visit): Known) -> Result<Json<ReceiptsTold>, Problem> {
    let read = |text: &str| text.parse().ok().filter(|it| (1..=PLACE_MAX).contains(it));
    let before = asked_for(&query(&visit, &["before"])?, "before", read)?;
    let seat = Seat::at(visit, &org).await?;
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let page = counter::receipts(office, &seat.officer, before, now).await?;
    let line = |issued: Issued| ReceiptLine {
        place: issued.place,
        number: issued.number,
        at: issued.at.to_string(),
        edition: issued.edition.0,
        recipient: issued.asked.recipient.name,
        operator: issued.operator,
    };
    Ok(Json(ReceiptsTold {
        receipts: page.rows.into_iter().map(line).collect(),
        next: page.next,
    }))
}

impl IntakeSent {
    fn wanted(self) -> Result<RefusedIntake, Problem> {
        let iin = Iin::parse(&self.recipient_iin.0).map_err(|fault| {
            let (code, key) = match fault {
                NotAnIdentifier::Shape => ("not-twelve-digits", "problem-not-twelve-digits"),
                NotAnIdentifier::CheckDigit => ("check-digit", "problem-check-digit"),
            };
            Problem::wrong(vec![Wrong::key("/recipient_iin", code, key)])
        })?;
        let lacking = self.lacking.into_iter().map(|it| Lacking {
            document: it.document.0,
            lack: match it.lack {
                LackSent::Missing => Lack::Missing,
                LackSent::Expired => Lack::Expired,
            },
        });
        let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(RefusedIntake {
            recipient: PersonRef {
                iin,
                name: line(self.recipient_name.0),
            },
            address: line(self.address.0),
            applies: match self.applies {
                AppliesSent::First => Applies::First,
                AppliesSent::Again => Applies::Again,
            },
            lacking: lacking.collect(),
            department: line(self.department.0),
            executor: line(self.executor.0),
            telephone: line(self.telephone.0),
        })
    }
}

async fn refuse(
    Path(org): Path<String>,
    Known(visit): Known,
    Sent(body): Sent<IntakeSent>,
) -> Result<Json<ReceiptTold>, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let (office, now) = (seat.visit.office(), seat.visit.now);
    // To whoever is no operator, the counter does not exist.
    counter::service(office, &seat.officer, &body.service.0, now).await?;
    let (form, service) = (body.form.0.clone(), body.service.0.clone());
    let wanted = body.wanted()?;
    let place = refuse_intake(office, &seat.officer, &form, (&service, &wanted), now).await?;
    let (issued, _looks) = counter::receipt(office, &seat.officer, place, now).await?;
    Ok(Json(ReceiptTold {
        place,
        number: issued.number,
    }))
}

async fn file(
    Path((org, place)): Path<(String, String)>,
    Known(visit): Known,
) -> Result<Response, Problem> {
    let seat = Seat::at(visit, &org).await?;
    let place = place.parse().map_err(|_not_a_place| Problem::not_found())?;
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let (issued, _looks) = counter::receipt(office, &seat.officer, place, now).await?;
    Ok(answer(counter::print(office, &issued)?))
}
