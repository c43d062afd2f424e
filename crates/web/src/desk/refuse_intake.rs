//! Refusing documents at the counter: the form, its review, the receipt. Nothing typed is lost on the way.

use app::refuse_intake::{begin, refuse_intake, review as judge};
use app::view::counter::service;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use casework::Refusal;
use casework::application::read::check_line;
use casework::deed::refused_intake::{
    Applies, Lack, Lacking, RefusedIntake, asked, asks_less_again, is_given,
};
use casework::event::PersonRef;
use casework::identifier::{Iin, NotAnIdentifier};
use casework::refusal::{IntakeRefusal, TextRefusal};
use law::edition::{Channel, Document, Edition};

use super::Seat;
use crate::cite::cite;
use crate::door::Visit;
use crate::failure::Failure;
use crate::form::{Fields, Posted};
use crate::pages::field::{Choice, Field, FieldKind, Line};
use crate::pages::office::{OfficeRefuseIntake, OfficeRefuseIntakeReview};
use crate::pages::{Problem, Problems, Row, Shell, key_of_text, of_text};
use crate::portal::{Answer, draw};

/// The organization and the service of an address, after its language.
type Address = Path<(String, String, String)>;

/// The lines of the form that are text.
const LINES: [&str; 6] = [
    "iin",
    "name",
    "address",
    "department",
    "executor",
    "telephone",
];

/// An empty form.
pub(crate) async fn page(Path((_, org, code)): Address, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let edition = in_force(&seat, &code).await?;
    let secret = begin(seat.visit.office(), &seat.officer, seat.visit.now).await?;
    let page = form(&seat, edition, &secret, &Fields::default(), Vec::new());
    draw(&page)
}

/// Shows what would be issued; or the form again, with everything typed.
pub(crate) async fn review(Path((_, org, code)): Address, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let edition = in_force(&seat, &code).await?;
    let typed = &posted.fields;
    if typed.get("action") == "change" {
        return draw(&form(&seat, edition, typed.get("form"), typed, Vec::new()));
    }
    let wanted = match read(&seat, edition, typed) {
        Ok(wanted) => wanted,
        Err(problems) => return again(&seat, edition, typed, problems),
    };
    let (office, now) = (seat.visit.office(), seat.visit.now);
    match judge(office, &seat.officer, (&code, &wanted), now).await {
        Ok(_receipt) => {}
        Err(error) => {
            let problem = declined(&seat, edition, typed, error)?;
            return again(&seat, edition, typed, vec![problem]);
        }
    }
    let path = format!("/counter/refuse/{code}");
    draw(&OfficeRefuseIntakeReview {
        shell: shell(&seat, edition),
        service: edition.name.get(seat.visit.law_language()).to_owned(),
        rows: rows(&seat, edition, &wanted),
        lacking: lacking(&seat, edition, &wanted),
        fields: kept(edition, typed),
        issue: seat.to(&format!("{path}/issue")),
        change: seat.to(&path),
    })
}

/// Issues the receipt, once for each form, and leads to it.
pub(crate) async fn issue(Path((_, org, code)): Address, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let edition = in_force(&seat, &code).await?;
    let typed = &posted.fields;
    let wanted = match read(&seat, edition, typed) {
        Ok(wanted) => wanted,
        Err(problems) => return again(&seat, edition, typed, problems),
    };
    let (office, now) = (seat.visit.office(), seat.visit.now);
    let secret = typed.get("form");
    match refuse_intake(office, &seat.officer, secret, (&code, &wanted), now).await {
        Ok(place) => {
            let path = format!("/counter/receipts/{place}?done=refused");
            Ok(Redirect::to(&seat.to(&path)).into_response())
        }
        Err(app::Error::Conflict) => {
            let secret = begin(office, &seat.officer, now).await?;
            let problem = Problem {
                field: "iin".to_owned(),
                text: seat.say("counter-old-form"),
            };
            let page = form(&seat, edition, &secret, typed, vec![problem]);
            Ok((StatusCode::CONFLICT, draw(&page)?).into_response())
        }
        Err(error) => {
            let problem = declined(&seat, edition, typed, error)?;
            again(&seat, edition, typed, vec![problem])
        }
    }
}

/// The edition of the service today, if it gives the receipt; else a page that says why there is none.
async fn in_force<'s>(seat: &'s Seat, code: &str) -> Result<&'s Edition, Failure> {
    let edition = service(seat.visit.office(), &seat.officer, code, seat.visit.now).await?;
    is_given(edition)?;
    Ok(edition)
}

fn shell(seat: &Seat, edition: &Edition) -> Shell {
    Shell {
        path: seat.counter(&format!("/refuse/{}", edition.service)),
        ..seat.shell()
    }
}

/// One line, without blanks around it and with one at most between words.
fn line(typed: &Fields, name: &str) -> String {
    let words: Vec<&str> = typed.get(name).split_whitespace().collect();
    words.join(" ")
}

fn control(document: &Document) -> String {
    format!("document-{}", document.code)
}

fn lack(word: &str) -> Option<Lack> {
    match word {
        "missing" => Some(Lack::Missing),
        "expired" => Some(Lack::Expired),
        _ => None,
    }
}

fn applies(typed: &Fields) -> Applies {
    if typed.get("applies") == "again" {
        Applies::Again
    } else {
        Applies::First
    }
}

/// What was typed; or everything that is wrong with it.
fn read(seat: &Seat, edition: &Edition, typed: &Fields) -> Result<RefusedIntake, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut wrong = |field: &str, key: &str| {
        problems.push(Problem {
            field: field.to_owned(),
            text: seat.say(key),
        });
    };
    let iin = Iin::parse(&line(typed, "iin"));
    match iin {
        Ok(_) => {}
        Err(NotAnIdentifier::Shape) => wrong("iin", "problem-not-twelve-digits"),
        Err(NotAnIdentifier::CheckDigit) => wrong("iin", "problem-check-digit"),
    }
    for name in LINES {
        let text = line(typed, name);
        if text.is_empty() && matches!(name, "name" | "address" | "department") {
            wrong(name, "refusal-line-unsaid");
        } else if let Err(refusal) = check_line(name, &text) {
            wrong(name, key_of_text(&refusal));
        }
    }
    let documents: Vec<_> = asked(edition, Applies::First).collect();
    let lacking: Vec<_> = documents
        .iter()
        .filter_map(|document| {
            let lack = lack(typed.get(&control(document)))?;
            let document = document.code.clone();
            Some(Lacking { document, lack })
        })
        .collect();
    if lacking.is_empty() {
        let first = documents.first().map(|it| control(it));
        wrong(&first.unwrap_or_default(), "refusal-nothing-lacking");
    }
    match iin {
        Ok(iin) if problems.is_empty() => Ok(RefusedIntake {
            recipient: PersonRef {
                iin,
                name: line(typed, "name"),
            },
            address: line(typed, "address"),
            applies: applies(typed),
            lacking,
            department: line(typed, "department"),
            executor: line(typed, "executor"),
            telephone: line(typed, "telephone"),
        }),
        Ok(_) | Err(_) => Err(problems),
    }
}

/// The words of a refusal at the control that it is about; any other error as it is.
fn declined(
    seat: &Seat,
    edition: &Edition,
    typed: &Fields,
    error: app::Error,
) -> Result<Problem, Failure> {
    if let app::Error::Refused(Refusal::Intake(refusal)) = &error {
        return Ok(Problem {
            field: control_of(edition, refusal),
            text: seat.say(&format!("refusal-{}", refusal.code())),
        });
    }
    if let app::Error::Refused(Refusal::Text(refusal)) = &error {
        let facts = of_text(refusal).join(", ");
        let said = seat.say(key_of_text(refusal));
        return Ok(Problem {
            field: line_of(typed, refusal).to_owned(),
            text: format!("{said} {facts}").trim_end().to_owned(),
        });
    }
    Err(error.into())
}

/// The line that holds what cannot stand in a document.
fn line_of(typed: &Fields, refusal: &TextRefusal) -> &'static str {
    let holds = |name: &&str| match refusal {
        TextRefusal::TooLong { line } | TextRefusal::Unseen { line } => line == name,
        TextRefusal::Unprintable { character } => typed.get(name).contains(*character),
    };
    LINES.into_iter().find(holds).unwrap_or("name")
}

fn control_of(edition: &Edition, refusal: &IntakeRefusal) -> String {
    match refusal {
        IntakeRefusal::NotAsked { document }
        | IntakeRefusal::NotAskedAgain { document }
        | IntakeRefusal::NamedTwice { document } => format!("document-{document}"),
        IntakeRefusal::NothingLacking => asked(edition, Applies::First)
            .next()
            .map_or_else(String::new, control),
        IntakeRefusal::Unsaid { line } => (*line).to_owned(),
        IntakeRefusal::NoReceipt { .. } => "name".to_owned(),
    }
}

/// The form again, with everything typed.
fn again(seat: &Seat, edition: &Edition, typed: &Fields, problems: Vec<Problem>) -> Answer {
    let page = form(seat, edition, typed.get("form"), typed, problems);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&page)?).into_response())
}

fn form(
    seat: &Seat,
    edition: &Edition,
    secret: &str,
    typed: &Fields,
    problems: Vec<Problem>,
) -> OfficeRefuseIntake {
    let problems = Problems(problems);
    let text = |name: &str, kind, is_hinted| text(seat, (name, kind, is_hinted), typed, &problems);
    let mut person = vec![
        text("iin", Line::Digits, false),
        text("name", Line::Name, true),
        text("address", Line::Words, false),
    ];
    if asks_less_again(edition) {
        person.push(how(seat, typed));
    }
    let documents: Vec<_> = asked(edition, Applies::First)
        .map(|document| question(seat, document, typed, &problems))
        .collect();
    let branch = vec![
        text("department", Line::Words, false),
        text("executor", Line::Name, true),
        text("telephone", Line::Phone, true),
    ];
    let all: Vec<_> = [&person, &documents, &branch]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    OfficeRefuseIntake {
        shell: shell(seat, edition),
        counter: seat.to("/counter"),
        service: edition.name.get(seat.visit.law_language()).to_owned(),
        problems: problems.naming(&all),
        action: seat.to(&format!("/counter/refuse/{}", edition.service)),
        form: secret.to_owned(),
        person,
        documents,
        branch,
    }
}

/// A line of text, kept as it was typed.
fn text(
    seat: &Seat,
    (name, line, is_hinted): (&str, Line, bool),
    typed: &Fields,
    problems: &Problems,
) -> Field {
    Field {
        id: name.to_owned(),
        name: name.to_owned(),
        label: seat.say(&format!("counter-{name}")),
        hint: is_hinted.then(|| seat.say(&format!("counter-{name}-hint"))),
        error: problems.of(name).map(str::to_owned),
        kind: FieldKind::Text {
            value: typed.get(name).to_owned(),
            line,
        },
    }
}

/// Whether the recipient applies for the first time.
fn how(seat: &Seat, typed: &Fields) -> Field {
    let is_again = applies(typed) == Applies::Again;
    let option = |value: &str, is_chosen| Choice {
        value: value.to_owned(),
        text: seat.say(&format!("counter-applies-{value}")),
        hint: None,
        is_chosen,
    };
    Field {
        id: "applies".to_owned(),
        name: "applies".to_owned(),
        label: seat.say("counter-applies"),
        hint: Some(seat.say("counter-applies-hint")),
        error: None,
        kind: FieldKind::Choice {
            options: vec![option("first", !is_again), option("again", is_again)],
        },
    }
}

/// How a document is: in order unless somebody says otherwise.
fn question(seat: &Seat, document: &Document, typed: &Fields, problems: &Problems) -> Field {
    let id = control(document);
    let language = seat.visit.law_language();
    let marked = lack(typed.get(&id));
    let option = |value: &str, is_chosen| Choice {
        value: value.to_owned(),
        text: seat.say(&format!("counter-{value}")),
        hint: None,
        is_chosen,
    };
    let mut channels = document.channels.iter();
    let here = channels.find(|it| it.channel == Channel::Counter);
    let register = here.and_then(|it| it.unless_registry.as_ref());
    let register = register.map(|_| seat.say("counter-document-register"));
    let when = document.when_text.as_ref();
    let when = when.map(|text| text.get(language).to_owned());
    let hints: Vec<_> = [
        when,
        register,
        Some(cite(&seat.visit, &document.source.cite)),
    ]
    .into_iter()
    .flatten()
    .collect();
    Field {
        error: problems.of(&id).map(str::to_owned),
        name: id.clone(),
        id,
        label: document.text.get(language).to_owned(),
        hint: Some(hints.join(" · ")),
        kind: FieldKind::Choice {
            options: vec![
                option("in-order", marked.is_none()),
                option("missing", marked == Some(Lack::Missing)),
                option("expired", marked == Some(Lack::Expired)),
            ],
        },
    }
}

/// Everything that the form holds, to be sent once more.
fn kept(edition: &Edition, typed: &Fields) -> Vec<(String, String)> {
    let names = ["form", "applies"]
        .into_iter()
        .chain(LINES)
        .map(str::to_owned);
    let documents = asked(edition, Applies::First).map(control);
    names
        .chain(documents)
        .map(|name| {
            let value = typed.get(&name).to_owned();
            (name, value)
        })
        .collect()
}

/// What a refusal says, line by line.
pub(super) fn rows(seat: &Seat, edition: &Edition, wanted: &RefusedIntake) -> Vec<Row> {
    let applies = match wanted.applies {
        Applies::First => "counter-applies-first",
        Applies::Again => "counter-applies-again",
    };
    let iin = wanted.recipient.iin.as_str();
    let mut rows = vec![
        ("counter-iin", iin.to_owned()),
        ("counter-name", wanted.recipient.name.clone()),
        ("counter-address", wanted.address.clone()),
    ];
    if asks_less_again(edition) {
        rows.push(("counter-applies", seat.say(applies)));
    }
    rows.extend([
        ("counter-department", wanted.department.clone()),
        ("counter-executor", wanted.executor.clone()),
        ("counter-telephone", wanted.telephone.clone()),
    ]);
    let row = |(key, value): (&str, String)| Row {
        label: seat.say(key),
        value: Some(value)
            .filter(|it| !it.is_empty())
            .into_iter()
            .collect(),
        change: None,
    };
    rows.into_iter().map(row).collect()
}

/// The documents that are not in order, each with what is wrong with it.
pub(super) fn lacking(seat: &Seat, edition: &Edition, wanted: &RefusedIntake) -> Vec<String> {
    let language = seat.visit.law_language();
    let said = |lacking: &Lacking| {
        let mut documents = edition.documents.iter();
        let document = documents.find(|it| it.code == lacking.document);
        let name = document.map_or(lacking.document.as_str(), |it| it.text.get(language));
        let lack = match lacking.lack {
            Lack::Missing => "counter-missing",
            Lack::Expired => "counter-expired",
        };
        format!("{name}: {}", seat.say(lack))
    };
    wanted.lacking.iter().map(said).collect()
}
