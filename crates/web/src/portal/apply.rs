//! Applying: from the first page to the last section. What is typed is kept, right or wrong.

use app::draft::{self, Draft};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use casework::event::{Answer as Typed, Answers};
use jiff::SignedDuration;
use law::edition::{Edition, Section};

use crate::door::{CAPITAL, Visit};
use crate::failure::Failure;
use crate::form::Posted;
use crate::pages::{self, ApplyStart, NotOnline, Place, PlaceOption, Problem, Problems, Way};
use crate::portal::home::query_of;
use crate::portal::{Answer, draw};

/// How long a draft is kept, in days.
const KEPT_DAYS: i64 = 30;

/// The edition under which a draft is filled in: that of today; review finds the one of the day of registration.
pub(crate) fn edition<'v>(visit: &'v Visit, service: &str) -> Result<&'v Edition, Failure> {
    let today = visit.office().today_at(CAPITAL, visit.now)?;
    let edition = visit.office().law.edition(service, today);
    edition.map_err(|_no_edition| Failure::not_found())
}

/// What a person needs before they begin.
pub(crate) async fn start(Path((_, code)): Path<(String, String)>, visit: Visit) -> Answer {
    visit.registered()?;
    let place = query_of(&visit.path, "place");
    start_page(&visit, &code, &place, Problems::default()).await
}

async fn start_page(visit: &Visit, code: &str, place: &str, problems: Problems) -> Answer {
    let edition = edition(visit, code)?;
    let language = visit.law_language();
    let needs = app::documents::asked(&visit.office().law, edition, &Answers::new());
    let today = visit.office().today_at(CAPITAL, visit.now)?;
    let law = &visit.office().law;
    let mut places: Vec<PlaceOption> = law
        .places()
        .iter()
        .filter(|it| it.kind != law::places::PlaceKind::Region)
        .map(|it| PlaceOption {
            code: it.code.clone(),
            name: it.name(today).get(language).to_owned(),
            is_chosen: it.code == place,
        })
        .collect();
    places.sort_by(|a, b| a.name.cmp(&b.name));
    let drafts = draft::list(visit.office(), visit.registered()?).await?;
    draw(&ApplyStart {
        shell: visit.shell(),
        service: edition.name.get(language).to_owned(),
        passport: visit.to(&format!("/services/{code}")),
        needs: needs
            .iter()
            .map(|document| document.text.get(language).to_owned())
            .collect(),
        minutes: visit.words().text("apply-duration").into_owned(),
        drafts: drafts
            .iter()
            .filter(|draft| draft.service == code)
            .map(|draft| draft_line(visit, draft))
            .collect(),
        places,
        problems,
        action: visit.to(&format!("/services/{code}/apply")),
    })
}

/// A draft as lists show it.
pub(crate) fn draft_line(visit: &Visit, draft: &Draft) -> pages::Draft {
    let name = edition(visit, &draft.service)
        .map(|edition| edition.name.get(visit.law_language()).to_owned())
        .unwrap_or_default();
    let until = draft.updated_at + SignedDuration::from_hours(24 * KEPT_DAYS);
    pages::Draft {
        service: name,
        saved: crate::show::moment(visit, draft.updated_at, CAPITAL),
        kept_until: visit
            .office()
            .today_at(CAPITAL, until)
            .map(|day| visit.words().day(day))
            .unwrap_or_default(),
        href: visit.to(&format!("/drafts/{}", draft.id)),
        delete: visit.to(&format!("/drafts/{}/discard", draft.id)),
    }
}

/// Makes a draft for the chosen place, with what is already known of the person.
pub(crate) async fn begin(Path((_, code)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    let account = visit.registered()?;
    let chosen = posted.fields.get("place").to_owned();
    let law = visit.office().law.clone();
    let Some(place) = law.places().get(&chosen) else {
        let text = visit.words().text("apply-place-missing").into_owned();
        let problem = Problem {
            field: "place".to_owned(),
            text,
        };
        return start_page(&visit, &code, "", Problems(vec![problem])).await;
    };
    if place.online(&code).is_none() {
        return not_online(&visit, &code, place);
    }
    let edition = edition(&visit, &code)?;
    let answers = prefilled(&visit, edition, &place.code)?;
    let id = draft::start(visit.office(), account, &code, &answers, visit.now).await?;
    let first = edition.form.first().ok_or_else(Failure::not_found)?;
    let to = visit.to(&format!("/drafts/{id}/section/{}", first.code));
    Ok(Redirect::to(&to).into_response())
}

fn not_online(visit: &Visit, code: &str, place: &law::Place) -> Answer {
    let language = visit.law_language();
    let today = place.local(visit.now).date();
    let places = visit.office().law.places();
    draw(&NotOnline {
        shell: visit.shell(),
        service: edition(visit, code)?.name.get(language).to_owned(),
        place: place.name(today).get(language).to_owned(),
        places: places
            .online(code)
            .map(|online| Place {
                name: online.name(today).get(language).to_owned(),
                href: visit.to(&format!("/services/{code}/apply?place={}", online.code)),
            })
            .collect(),
    })
}

/// What is known of the person already, by the form's own hints.
pub(crate) fn prefilled(visit: &Visit, edition: &Edition, place: &str) -> Result<Answers, Failure> {
    let person = &visit.signed_in()?.person;
    let mut answers = Answers::new();
    for section in &edition.form {
        for field in &section.fields {
            let value = match field.prefill.as_deref() {
                Some("person.name") => person.name.as_str(),
                Some("person.iin") => person.iin.as_str(),
                Some("person.place") => place,
                Some(_) | None => continue,
            };
            let name = format!("{}.{}", section.code, field.code);
            answers.insert(name, Typed::One(value.to_owned()));
        }
    }
    Ok(answers)
}

/// A draft of whoever is signed in; where it has become their case, that is shown instead.
pub(crate) async fn draft_of(visit: &Visit, id: &str) -> Result<Draft, Failure> {
    let account = visit.registered()?;
    match draft::load(visit.office(), account, id).await {
        Err(app::Error::NotFound) => match draft::filed(visit.office(), account, id).await? {
            Some(number) => Err(Failure::filed_before(&number)),
            None => Err(Failure::not_found()),
        },
        other => Ok(other?),
    }
}

/// A draft goes on at its first section that is not in order, else at the documents.
pub(crate) async fn go_on(Path((_, id)): Path<(String, String)>, visit: Visit) -> Answer {
    let draft = draft_of(&visit, &id).await?;
    let edition = edition(&visit, &draft.service)?;
    let open = edition
        .form
        .iter()
        .find(|section| !draft::problems(section, &draft).is_empty());
    let path = match open {
        Some(section) => format!("/drafts/{id}/section/{}", section.code),
        None => format!("/drafts/{id}/documents"),
    };
    Ok(Redirect::to(&visit.to(&path)).into_response())
}

/// Throws a draft away.
pub(crate) async fn discard(Path((_, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    draft::discard(visit.office(), visit.registered()?, &id).await?;
    Ok(Redirect::to(&visit.to("/account?done=draft-deleted")).into_response())
}

pub(crate) fn find<'e>(edition: &'e Edition, code: &str) -> Result<&'e Section, Failure> {
    edition
        .form
        .iter()
        .find(|section| section.code == code)
        .ok_or_else(Failure::not_found)
}

/// Where a person is: the sections, then documents, then review.
pub(crate) fn way(visit: &Visit, edition: &Edition, step: usize, back: String) -> Way {
    Way {
        service: edition.name.get(visit.law_language()).to_owned(),
        step: u32::try_from(step).unwrap_or(u32::MAX),
        steps: u32::try_from(edition.form.len() + 2).unwrap_or(u32::MAX),
        back,
    }
}
