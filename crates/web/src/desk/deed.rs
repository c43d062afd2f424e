//! A deed as it waits for its signatory, and as it was signed.

use app::access::Seen;
use app::sign_deed::draft;
use app::view::case::CaseView;
use app::view::download::{Wanted, download};
use axum::extract::Path;
use casework::actor::Officer;
use casework::case::Phase;
use casework::deed::{DeedDocument, DeedWords};
use casework::event::{DeedProposal, DeedSigned, PersonRef};
use law::Language;

use super::case::said_of;
use super::head::{Page, head};
use super::{CaseAddress, Seat};
use crate::door::Visit;
use crate::failure::{Failure, encode};
use crate::pages::office::{DeedAct, OfficeDeed, SendBack};
use crate::pages::{Download, Problems, Row};
use crate::portal::case::number;
use crate::portal::{Answer, draw};
use crate::show;

/// The page of the deed that waits, or of the last one that was signed.
pub(crate) async fn deed(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let view = seat.case(&number(&text)?, &Seen::Deed).await?;
    let mut page = page(&seat, &view, "", Problems::default()).await?;
    page.shell = seat.shell_of(&view);
    draw(&page)
}

/// The page, with the note of a return as typed.
pub(super) async fn page(
    seat: &Seat,
    view: &CaseView<'_>,
    note: &str,
    problems: Problems,
) -> Result<OfficeDeed, Failure> {
    let case = &view.loaded.case;
    if let Phase::AwaitingSignature { proposal } = &case.phase {
        let document = waiting(seat, view, proposal)?;
        let act = if seat.officer.has(proposal.signed_by) {
            DeedAct::Prepare {
                action: seat.to_case(&case.filed.number, "/deed/prepare"),
                send_back: send_back(seat, view, &proposal.number, note),
            }
        } else {
            let role = show::role(&seat.visit, proposal.signed_by);
            DeedAct::Nothing {
                why: said_of(seat, "act-waits", "role", &role),
            }
        };
        let mut page = drawn(seat, view, &document, act)?;
        page.note.clone_from(&proposal.note);
        page.problems = problems;
        return Ok(page);
    }
    let signed = case.deeds.last().ok_or_else(Failure::not_found)?;
    let wanted = Wanted::DeedData(signed.number.clone());
    let data = download(seat.visit.office(), view, &wanted).await?;
    let document: DeedDocument = serde_json::from_slice(&data.bytes)
        .map_err(|error| Failure::from(app::Error::Fault(app::Fault::Body(error))))?;
    let day = seat.visit.words().day(signed.day);
    let why = said_of(seat, "deed-signed", "day", &day);
    let waits = if is_printed(view, signed) {
        String::new()
    } else {
        format!(" · {}", seat.say("download-pdf-waits"))
    };
    let act = DeedAct::Signed {
        why: format!("{why} {}{waits}", signed.officer.name),
        downloads: downloads(seat, view, signed),
    };
    drawn(seat, view, &document, act)
}

/// The deed as it would be signed today; to others than its signatory a line stands for the name.
fn waiting(
    seat: &Seat,
    view: &CaseView<'_>,
    proposal: &DeedProposal,
) -> Result<DeedDocument, Failure> {
    let office = seat.visit.office();
    let reader = if seat.officer.has(proposal.signed_by) {
        seat.officer.clone()
    } else {
        Officer {
            person: PersonRef {
                name: "____________".to_owned(),
                ..seat.officer.person.clone()
            },
            ..seat.officer.clone()
        }
    };
    Ok(draft(office, &view.loaded, &reader, seat.visit.now)?)
}

/// The page of a document, with what may be done with it.
pub(super) fn drawn(
    seat: &Seat,
    view: &CaseView<'_>,
    document: &DeedDocument,
    act: DeedAct,
) -> Result<OfficeDeed, Failure> {
    let words = |language| document.words_in(language).map_or_else(String::new, paper);
    let deed = view
        .edition
        .deeds
        .iter()
        .find(|it| it.code == document.deed);
    let stages = view.edition.stages.iter().flat_map(|stage| &stage.outcomes);
    let outcome = stages.into_iter().find(|outcome| {
        let deed = outcome.deed.as_ref();
        deed.is_some_and(|it| it.deed == document.deed)
    });
    Ok(OfficeDeed {
        shell: seat.shell_at(view, Page::Deed.path()),
        head: head(seat, view, Page::Deed)?,
        problems: Problems::default(),
        name: deed.map_or_else(String::new, |it| {
            it.title.get(seat.visit.law_language()).to_owned()
        }),
        is_adverse: outcome.is_some_and(|it| it.adverse.is_some()),
        note: String::new(),
        text_kk: words(Language::Kk),
        text_ru: words(Language::Ru),
        data: data(seat, document),
        signed: None,
        act,
    })
}

/// The form that sends a deed back.
pub(super) fn send_back(seat: &Seat, view: &CaseView<'_>, deed: &str, note: &str) -> SendBack {
    SendBack {
        action: seat.to_case(&view.loaded.case.filed.number, "/deed/return"),
        deed: deed.to_owned(),
        note: note.to_owned(),
    }
}

/// The words of a deed as a text, in the order of the paper.
fn paper(words: &DeedWords) -> String {
    let mut parts = vec![words.organization.clone(), words.title.clone()];
    parts.extend(words.paragraphs.iter().cloned());
    let list = words.list_shown().iter().enumerate();
    let list: Vec<_> = list
        .map(|(index, text)| format!("{}. {text}", index + 1))
        .collect();
    parts.push(list.join("\n"));
    let fields = words.fields.iter();
    let fields: Vec<_> = fields
        .map(|(label, value)| format!("{label}: {value}"))
        .collect();
    parts.push(fields.join("\n"));
    parts.extend(words.appeal.iter().cloned());
    parts.push(words.footer.clone());
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn data(seat: &Seat, document: &DeedDocument) -> Vec<Row> {
    [
        ("deed-number", document.number.clone()),
        ("deed-day", show::day(&seat.visit, document.day)),
        ("deed-registration", document.registration.clone()),
        ("deed-recipient", document.recipient.name.clone()),
        ("deed-bin", document.bin.clone()),
        ("fact-edition", document.edition.clone()),
        ("deed-application", document.application.clone()),
    ]
    .into_iter()
    .map(|(key, value)| Row::new(seat.say(key), value))
    .collect()
}

/// Whether the PDF of a signed deed has been made.
fn is_printed(view: &CaseView<'_>, signed: &DeedSigned) -> bool {
    let row = view.deeds.iter().find(|row| row.number == signed.number);
    row.is_some_and(|row| row.pdf_digest.is_some())
}

/// What there is of a signed deed: its PDF once it is printed, its data, its signature, its evidence.
fn downloads(seat: &Seat, view: &CaseView<'_>, signed: &DeedSigned) -> Vec<Download> {
    let number = &view.loaded.case.filed.number;
    let is_printed = is_printed(view, signed);
    let of = encode(&signed.number);
    [
        ("deed.pdf", "download-pdf"),
        ("deed.json", "download-data"),
        ("deed.p7s", "download-signature"),
        ("deed.ocsp", "download-ocsp"),
        ("deed.card", "download-card"),
    ]
    .into_iter()
    .filter(|(what, _)| is_printed || *what != "deed.pdf")
    .map(|(what, key)| Download {
        text: seat.say(key),
        href: seat.to_case(number, &format!("/files/{what}?of={of}")),
        size: String::new(),
    })
    .collect()
}
