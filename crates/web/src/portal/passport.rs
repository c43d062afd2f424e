//! The passport of a service: its ten rows, its procedure, and what would happen if one applied now.

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{Html, IntoResponse as _};
use jiff::civil::Date;
use law::Passport as LawPassport;
use law::edition::{Edition, EditionId};
use law::passport::{AskedDocument, Doubt as LawDoubt};

use crate::cite::cite;
use crate::door::{CAPITAL, Visit};
use crate::failure::Failure;
use crate::pages::{
    Basis, BasisKind, Doubt, Drawn, EditionFacts, Group, IfNow, Item, Link, Passport, Place,
    StandardRow,
};
use crate::portal::estimate;
use crate::portal::home::query_of;
use crate::portal::{Answer, kept, rendered};
use crate::show;

/// The passport of the edition in force today, or of the edition asked for.
pub(crate) async fn passport(Path((_, code)): Path<(String, String)>, visit: Visit) -> Answer {
    let place = kept::Place::of(&visit);
    if let Some(page) = place.as_ref().and_then(kept::Place::find) {
        return Ok(Html(page).into_response());
    }
    let page = Bytes::from(rendered(&drawn(&visit, &code)?)?);
    if let Some(place) = place {
        place.keep(page.clone());
    }
    Ok(Html(page).into_response())
}

/// The passport as this visitor sees it now.
fn drawn(visit: &Visit, code: &str) -> Result<Passport, Failure> {
    let law = visit.office().law.clone();
    let today = visit.office().today_at(CAPITAL, visit.now)?;
    let asked = query_of(&visit.path, "edition");
    let current = law.edition(code, today).ok();
    let edition = if asked.is_empty() {
        current
    } else {
        law.edition_by_id(&EditionId(format!("{code}/{asked}")))
    };
    let edition = edition.ok_or_else(Failure::not_found)?;
    let is_current = current.is_some_and(|current| current.id == edition.id);
    let (now, stages) = if_now(visit, edition, is_current)?;
    let language = visit.law_language();
    let places = law
        .places()
        .online(code)
        .map(|place| Place {
            name: place.name(today).get(language).to_owned(),
            href: visit.to(&format!("/services/{code}/apply?place={}", place.code)),
        })
        .collect();
    let said = LawPassport::new(law.as_ref(), edition, day_of(edition, today));
    let is_online = is_current && law.places().online(code).next().is_some();
    Ok(Passport {
        name: said.name.get(language).to_owned(),
        summary: said.summary.get(language).to_owned(),
        edition: facts(visit, edition, &said),
        standard: rows(visit, edition, &said),
        stages,
        drawings: drawings(visit, edition, day_of(edition, today)),
        documents: documents(visit, &said),
        fetched: fetched(visit, &said),
        appeal: said
            .appeal
            .iter()
            .map(|text| text.get(language).to_owned())
            .collect(),
        doubts: said.doubts.iter().map(doubt).collect(),
        now,
        places,
        apply: is_online.then(|| visit.to(&format!("/services/{code}/apply"))),
        estimate: (is_online && estimate::is_offered(edition))
            .then(|| visit.to(&format!("/services/{code}/estimate"))),
        editions: others(visit, edition),
        shell: visit.shell(),
    })
}

/// What would happen if one applied now in the capital, and the stages with their days.
fn if_now(
    visit: &Visit,
    edition: &Edition,
    is_current: bool,
) -> Result<(Option<IfNow>, Vec<crate::pages::Stage>), Failure> {
    let law = &visit.office().law;
    let fault = |error: &dyn std::fmt::Display| {
        Failure::from(app::Error::Fault(app::Fault::Law(error.to_string())))
    };
    let place = law.places().get(CAPITAL).ok_or_else(Failure::not_found)?;
    let today = place.local(visit.now).date();
    let calendar = law.calendar().known_on(today);
    let hours = law.working_hours(today).map_err(|error| fault(&error))?;
    // A tracked service shows its first track until the form has told which one a case takes.
    let track = edition.tracks.first().map(|track| track.code.as_str());
    let path = edition.path(track).ok_or_else(Failure::not_found)?;
    let plan = law::plan::plan(law, &path, visit.now, place, &hours, calendar)
        .map_err(|error| fault(&error))?;
    let mut stages = show::planned_stages(visit, edition, &plan);
    if !is_current {
        for stage in &mut stages {
            stage.day = None;
        }
        return Ok((None, stages));
    }
    let language = visit.law_language();
    let reasons = plan
        .registration
        .derivation
        .iter()
        .map(|reason| reason.text().get(language).to_owned())
        .chain([plan.whole.text().get(language).to_owned()])
        .collect();
    let now = IfNow {
        registered: show::day(visit, plan.registration.day),
        answer_by: show::day(visit, plan.whole.day),
        reasons,
    };
    Ok((Some(now), stages))
}

/// The day whose figures the page shows: today, or the day of the edition nearest to it.
fn day_of(edition: &Edition, today: Date) -> Date {
    let last = edition
        .repealed
        .as_ref()
        .and_then(|repealed| repealed.day.yesterday().ok());
    let day = last.map_or(today, |last| last.min(today));
    day.max(edition.in_force.day)
}

fn facts(visit: &Visit, edition: &Edition, said: &LawPassport) -> EditionFacts {
    let words = visit.words();
    EditionFacts {
        act: said.act.get(visit.law_language()).to_owned(),
        in_force: words.day(said.in_force.day),
        repealed: said
            .repealed
            .as_ref()
            .map(|repealed| words.day(repealed.day)),
        basis: whole_basis(edition, said),
    }
}

/// What the whole edition rests on.
fn whole_basis(edition: &Edition, said: &LawPassport) -> Option<Basis> {
    show::basis(&edition.term.source).or_else(|| show::basis(&said.in_force.source))
}

/// The rows of the standard. What the whole edition rests on stands above them and is not said again.
fn rows(visit: &Visit, edition: &Edition, said: &LawPassport) -> Vec<StandardRow> {
    let whole = whole_basis(edition, said);
    let language = visit.law_language();
    said.rows
        .iter()
        .map(|row| StandardRow {
            heading: row.heading.get(language).to_owned(),
            paragraphs: row
                .paragraphs
                .iter()
                .map(|text| text.get(language).to_owned())
                .collect(),
            cite: cite(visit, &row.source.cite),
            basis: show::basis(&row.source).filter(|it| whole.as_ref() != Some(it)),
        })
        .collect()
}

/// One drawing for each track, in the person's language.
fn drawings(visit: &Visit, edition: &Edition, day: Date) -> Vec<Drawn> {
    let law = &visit.office().law;
    law::drawing::draw_all(law, edition, day, visit.law_language())
        .iter()
        .map(|drawing| Drawn {
            heading: drawing.heading().map(str::to_owned),
            svg: drawing.svg(),
        })
        .collect()
}

fn documents(visit: &Visit, said: &LawPassport) -> Vec<Group> {
    let language = visit.law_language();
    let item = |document: &AskedDocument| {
        let notes = document.notes();
        let notes: Vec<&str> = notes.iter().map(|note| note.get(language)).collect();
        Item {
            text: document.text.get(language).to_owned(),
            notes: notes.join("; "),
            cite: cite(visit, &document.source.cite),
        }
    };
    said.documents
        .iter()
        .map(|asked| Group {
            heading: law::words::channel(asked.channel).get(language).to_owned(),
            items: asked.documents.iter().map(item).collect(),
        })
        .collect()
}

fn fetched(visit: &Visit, said: &LawPassport) -> Vec<Item> {
    let language = visit.law_language();
    said.fetched
        .iter()
        .map(|fetched| Item {
            text: fetched.register.get(language).to_owned(),
            notes: fetched.text.get(language).to_owned(),
            cite: cite(visit, &fetched.source.cite),
        })
        .collect()
}

fn doubt(doubt: &LawDoubt) -> Doubt {
    let cite = doubt.cite.as_ref().map(|cite| format!(" ({cite})"));
    Doubt {
        kind: match doubt.carried_from {
            Some(_) => BasisKind::CarriedOver,
            None => BasisKind::Inferred,
        },
        node: format!("{}{}", doubt.node, cite.unwrap_or_default()),
        why: doubt.why.clone(),
    }
}

fn others(visit: &Visit, edition: &Edition) -> Vec<Link> {
    visit
        .office()
        .law
        .editions(&edition.service)
        .iter()
        .filter(|other| other.id != edition.id)
        .map(|other| {
            let name = other.id.0.rsplit('/').next().unwrap_or_default();
            Link {
                text: other.act.title.get(visit.law_language()).to_owned(),
                href: visit.to(&format!("/services/{}?edition={name}", other.service)),
            }
        })
        .collect()
}
