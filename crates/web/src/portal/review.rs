//! Review and signing: the answers once more, exactly the text that is signed, and what follows from signing now.

use app::draft::{self, Draft};
use app::review::{self, Review};
use app::submit::{Submit, submit};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use casework::Refusal;
use casework::application::{decimal, grouped};
use casework::canonical::sha256_hex;
use casework::event::Answer as Typed;
use law::edition::{Edition, Type};

use crate::door::Visit;
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::{
    ApplyReview, Link, OtherWays, PartyLine, Purpose, ReviewSection, Row, SignForm,
};
use crate::portal::apply::{draft_of, edition, way};
use crate::portal::log_in::signature;
use crate::portal::{Answer, draw};
use crate::show;

/// The page on which the application is read and signed. Nothing is kept of it.
pub(crate) async fn page(Path((_, id)): Path<(String, String)>, visit: Visit) -> Answer {
    let draft = draft_of(&visit, &id).await?;
    show(&visit, &draft, false).await
}

/// The text as it would be signed now, or the section that must be mended first.
pub(crate) async fn reviewed<'v>(
    visit: &'v Visit,
    draft: &Draft,
) -> Result<Review<'v>, app::Error> {
    let account = visit.account.as_ref().ok_or(app::Error::SignedOut)?;
    let when = (visit.law_language(), visit.now);
    review::review(visit.office(), &visit.office().law, account, draft, when).await
}

async fn show(visit: &Visit, draft: &Draft, has_changed: bool) -> Answer {
    match reviewed(visit, draft).await {
        Ok(review) => ready(visit, draft, &review, has_changed),
        Err(app::Error::Problems(problems)) => {
            let first = problems
                .first()
                .map_or("", |problem| problem.field.as_str());
            let section = first.split('.').next().unwrap_or_default();
            let path = format!("/drafts/{}/section/{section}?check=1", draft.id);
            Ok(Redirect::to(&visit.to(&path)).into_response())
        }
        Err(app::Error::Refused(Refusal::NotOnline { .. })) => {
            let edition = edition(visit, &draft.service)?;
            let section = review::PLACE_FIELD.split('.').next().unwrap_or_default();
            let known = edition.form.iter().any(|it| it.code == section);
            let section = if known { section } else { "dwelling" };
            let path = format!("/drafts/{}/section/{section}", draft.id);
            Ok(Redirect::to(&visit.to(&path)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn ready(visit: &Visit, draft: &Draft, review: &Review<'_>, has_changed: bool) -> Answer {
    let language = visit.law_language();
    let words = visit.words();
    let edition = review.edition;
    let settings = &visit.office().settings;
    let address = visit.to(&format!("/drafts/{}", draft.id));
    let bytes = review.text.as_bytes();
    let mut notes: Vec<Link> = Vec::new();
    if has_changed {
        let text = words.text("review-changed").into_owned();
        notes.push(Link {
            text,
            href: format!("{address}/review"),
        });
    }
    let parties = review.unattached.iter().map(|document| PartyLine {
        name: document.text.get(language).to_owned(),
        why: words.text("review-unattached-why").into_owned(),
        tag: crate::pages::Tag {
            text: words.text("review-unattached").into_owned(),
            color: crate::pages::Color::Yellow,
        },
    });
    let reasons: Vec<&str> = Vec::new();
    let registered = review
        .plan
        .registration
        .derivation
        .iter()
        .map(|reason| reason.text().get(language).to_owned())
        .chain(reasons.into_iter().map(str::to_owned))
        .collect::<Vec<_>>()
        .join(" ");
    draw(&ApplyReview {
        shell: visit.shell(),
        way: way(
            visit,
            edition,
            edition.form.len() + 2,
            format!("{address}/documents"),
        ),
        problems: notes,
        sections: sections(visit, edition, draft, review),
        text: review.text.clone(),
        digest: sha256_hex(bytes),
        size: words.size(u64::try_from(bytes.len()).unwrap_or(u64::MAX)),
        registered,
        deadline: show::deadline(visit, &review.plan.whole),
        parties: parties.collect(),
        others: OtherWays {
            confirm: app::one_time_password::is_offered(visit.office(), edition)
                .then(|| format!("{address}/confirm")),
            qr: settings.has_mobile_signing.then(|| format!("{address}/qr")),
            payload: STANDARD.encode(bytes),
        },
        sign: SignForm {
            action: format!("{address}/sign"),
            ncalayer: settings.ncalayer.clone(),
            payload: STANDARD.encode(bytes),
            purpose: Purpose::Document,
            iin: visit.signed_in()?.person.iin.as_str().to_owned(),
            bin: String::new(),
            is_sandbox: settings.environment == app::Environment::Sandbox,
            button: words.text("review-sign").into_owned(),
        },
    })
}

fn sections(
    visit: &Visit,
    edition: &Edition,
    draft: &Draft,
    review: &Review<'_>,
) -> Vec<ReviewSection> {
    let language = visit.law_language();
    let mut sections: Vec<ReviewSection> = edition
        .form
        .iter()
        .map(|section| {
            let change = visit.to(&format!("/drafts/{}/section/{}", draft.id, section.code));
            let rows = section.fields.iter().map(|field| {
                let answer = review
                    .answers
                    .get(&format!("{}.{}", section.code, field.code));
                Row {
                    label: field.label.get(language).to_owned(),
                    value: lines(visit, &field.ty, answer),
                    change: Some(change.clone()),
                }
            });
            ReviewSection {
                heading: section.title.get(language).to_owned(),
                rows: rows.collect(),
            }
        })
        .collect();
    let change = visit.to(&format!("/drafts/{}/documents", draft.id));
    let rows = draft.attachments.iter().map(|file| {
        let document = edition
            .documents
            .iter()
            .find(|document| document.code == file.document);
        Row {
            label: document
                .map_or("", |document| document.text.get(language))
                .to_owned(),
            value: vec![format!(
                "{} ({})",
                file.name,
                visit.words().size(file.size_bytes)
            )],
            change: Some(change.clone()),
        }
    });
    sections.push(ReviewSection {
        heading: visit.words().text("documents-title").into_owned(),
        rows: rows.collect(),
    });
    sections
}

/// An answer as lines for a person.
fn lines(visit: &Visit, ty: &Type, answer: Option<&Typed>) -> Vec<String> {
    match answer {
        None => Vec::new(),
        Some(Typed::One(text)) => vec![shown(visit, ty, text)],
        Some(Typed::Rows(rows)) => {
            let Type::List { columns } = ty else {
                return Vec::new();
            };
            rows.iter()
                .map(|row| {
                    let cells = columns.iter().filter_map(|column| {
                        Some(shown(visit, &column.ty, row.get(&column.code)?))
                    });
                    cells.collect::<Vec<_>>().join(" · ")
                })
                .collect()
        }
    }
}

/// A canonical value for a person: choices by their labels, places by their names, days in words.
pub(crate) fn shown(visit: &Visit, ty: &Type, text: &str) -> String {
    let language = visit.law_language();
    match ty {
        Type::Choice { options } => options
            .iter()
            .find(|option| option.code == text)
            .map_or_else(
                || text.to_owned(),
                |option| option.label.get(language).to_owned(),
            ),
        Type::Boolean => {
            let key = if text == "true" { "yes" } else { "no" };
            visit.words().text(key).into_owned()
        }
        Type::Money { .. } => format!("{}\u{a0}₸", grouped(text, language)),
        Type::Number { unit } if unit == "m2" => format!("{}\u{a0}м²", decimal(text, language)),
        Type::Place => visit.office().law.places().get(text).map_or_else(
            || text.to_owned(),
            |place| {
                place
                    .name(place.local(visit.now).date())
                    .get(language)
                    .to_owned()
            },
        ),
        Type::Date => text
            .parse()
            .map_or_else(|_not_a_day| text.to_owned(), |day| visit.words().day(day)),
        Type::Number { unit } if !unit.is_empty() => format!("{text} {unit}"),
        Type::Count
        | Type::Number { .. }
        | Type::Share
        | Type::Line
        | Type::PersonName
        | Type::Iin
        | Type::Iban
        | Type::List { .. } => text.to_owned(),
    }
}

/// The review, if it is what the page showed whose bytes were sent; else the page that says what changed.
pub(crate) async fn as_shown<'v>(
    visit: &'v Visit,
    draft: &Draft,
    payload: &str,
) -> Result<Result<Review<'v>, Response>, Failure> {
    let shown = STANDARD.decode(payload).unwrap_or_default();
    match reviewed(visit, draft).await {
        Ok(review) if review.text.as_bytes() == shown => Ok(Ok(review)),
        Ok(_) | Err(app::Error::Problems(_)) => Ok(Err(show(visit, draft, true).await?)),
        Err(error) => Err(error.into()),
    }
}

/// Takes the signed application. What was signed must be the text as it is now; else it is read again.
pub(crate) async fn sign(Path((_, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    let account = visit.registered()?;
    let draft = match draft::load(visit.office(), account, &id).await {
        Err(app::Error::NotFound) => {
            return match draft::filed(visit.office(), account, &id).await? {
                Some(number) => Err(Failure::filed_before(&number)),
                None => Ok(Redirect::to(&visit.to("/account?done=sent-before")).into_response()),
            };
        }
        other => other?,
    };
    let container = signature(posted.fields.get("signature"))?;
    let review = match as_shown(&visit, &draft, posted.fields.get("payload")).await? {
        Ok(review) => review,
        Err(page) => return Ok(page),
    };
    let when = (review.text, visit.now);
    let record = review::show(visit.office(), account, &visit.session, &draft, when).await?;
    let input = Submit {
        draft: &id,
        record: &record,
        container: &container,
    };
    match submit(visit.office(), account, &visit.session, &input, visit.now).await {
        Ok(number) => {
            let to = visit.to(&format!("/cases/{number}?done=submitted"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(app::Error::EditionChanged) => show(&visit, &draft, true).await,
        Err(error) => Err(Failure::from(error)),
    }
}
