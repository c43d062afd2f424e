//! The counter of a branch of the State Corporation: its services, the receipts it issued, each of them as a page and as a
//! file. To whoever is no operator there, none of it exists.

use app::view::counter::{self as view, Issued, Offered};
use axum::extract::Path;
use law::edition::Edition;

use super::Seat;
use crate::door::Visit;
use crate::failure::Failure;
use crate::pages::office::{CounterReceipt, CounterService, OfficeCounter, OfficeReceipt};
use crate::pages::{Link, Row, Shell};
use crate::portal::download::answer;
use crate::portal::home::query_of;
use crate::portal::views::of_counter;
use crate::portal::{Answer, draw};
use crate::show;

/// What can be done at the counter, and the receipts page by page.
pub(crate) async fn counter(Path((_, org)): Path<(String, String)>, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let services = view::services(office, &seat.officer, now).await?;
    let before = query_of(&seat.visit.path, "before").parse().ok();
    let page = view::receipts(office, &seat.officer, before, now).await?;
    let list = seat.to("/counter");
    let mut receipts = Vec::new();
    for issued in &page.rows {
        // One receipt whose edition is gone from the law keeps nobody from the others: the page of it alone fails.
        receipts.push(line(&seat, office.edition(&issued.edition).ok(), issued));
    }
    draw(&OfficeCounter {
        shell: Shell {
            path: seat.visit.path.clone(),
            ..seat.shell()
        },
        services: services.iter().map(|it| offered(&seat, it)).collect(),
        receipts,
        next: page.next.map(|place| format!("{list}?before={place}")),
        first: before.is_some().then_some(list),
    })
}

fn offered(seat: &Seat, offered: &Offered<'_>) -> CounterService {
    let language = seat.visit.law_language();
    let edition = offered.edition;
    let form = || seat.to(&format!("/counter/refuse/{}", edition.service));
    CounterService {
        name: edition.name.get(language).to_owned(),
        refuse: offered.is_given.then(form),
        act: edition.act.title.get(language).to_owned(),
    }
}

fn line(seat: &Seat, edition: Option<&Edition>, issued: &Issued) -> CounterReceipt {
    let language = seat.visit.law_language();
    let service = edition.map_or(issued.edition.service(), |it| it.name.get(language));
    CounterReceipt {
        link: Link {
            text: issued.number.clone(),
            href: seat.to(&format!("/counter/receipts/{}", issued.place)),
        },
        recipient: issued.asked.recipient.name.clone(),
        service: service.to_owned(),
        at: show::moment(&seat.visit, issued.at, &seat.organization.kato),
    }
}

/// The place of a receipt in an address.
type Address = Path<(String, String, String)>;

fn place(text: &str) -> Result<u64, Failure> {
    text.parse().map_err(|_not_a_place| Failure::not_found())
}

/// A receipt that was issued, with who looked at it.
pub(crate) async fn receipt(Path((_, org, text)): Address, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let (issued, looks) = view::receipt(office, &seat.officer, place(&text)?, now).await?;
    let edition = office.edition(&issued.edition)?;
    let language = seat.visit.law_language();
    let mut rows = super::refuse_intake::rows(&seat, edition, &issued.asked);
    let own = [
        ("counter-operator", issued.operator.clone()),
        (
            "counter-issued",
            show::moment(&seat.visit, issued.at, &seat.organization.kato),
        ),
        (
            "counter-edition",
            edition.act.title.get(language).to_owned(),
        ),
    ];
    rows.extend(own.map(|(key, value)| Row::new(seat.say(key), value)));
    draw(&OfficeReceipt {
        shell: seat.shell(),
        counter: seat.to("/counter"),
        rows,
        lacking: super::refuse_intake::lacking(&seat, edition, &issued.asked),
        file: seat.to(&format!("/counter/receipts/{}/files/pdf", issued.place)),
        views: of_counter(&seat.visit, &seat.organization, &looks),
        number: issued.number,
    })
}

/// All copies of a receipt as one file; it is the same each time.
pub(crate) async fn file(Path((_, org, text)): Address, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let (issued, _looks) = view::receipt(office, &seat.officer, place(&text)?, now).await?;
    Ok(answer(view::print(office, &issued)?))
}
