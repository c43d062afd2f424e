//! Would my family get help? Facts in; an amount or a ground out, with the paragraphs and what would change it.
//!
//! Threats: what is typed here is the income and the bills of a family. It is answered and forgotten: nothing of it is
//! stored, put into an address or written to a log, and nobody has to sign in.

mod answer;
mod questions;

use axum::extract::Path;
use law::edition::{At, Edition};
use law::facts::Facts;

use crate::door::{CAPITAL, Visit};
use crate::failure::Failure;
use crate::fields;
use crate::form::Posted;
use crate::pages::{Estimate, Link, Problems};
use crate::portal::apply::edition;
use crate::portal::section::edit_rows;
use crate::portal::{Answer, draw};
use answer::{answered, problem_of};
use questions::{Typed, questions};

/// The questions, nothing answered yet.
pub(crate) async fn page(Path((_, code)): Path<(String, String)>, visit: Visit) -> Answer {
    let edition = estimated(&visit, &code)?;
    draw(&blank(&visit, edition, &Typed::default()))
}

/// The answer to what was typed, or what is wrong with it.
pub(crate) async fn answer(Path((_, code)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    let edition = estimated(&visit, &code)?;
    let sections = questions(edition);
    let mut typed = Typed::read(&sections, &posted.fields);
    if edit_rows(&mut typed.answers, posted.fields.get("action")) {
        return draw(&blank(&visit, edition, &typed));
    }
    let facts = match typed.facts(&sections, edition) {
        Ok(facts) => facts,
        Err(found) => {
            typed.problems = found;
            return draw(&blank(&visit, edition, &typed));
        }
    };
    let read = match Facts::from_json(&facts.json, edition) {
        Ok(read) => read,
        Err(found) => {
            let mut page = blank(&visit, edition, &typed);
            let problems = found.iter().map(|it| problem_of(&visit, it));
            page.problems = Problems(problems.collect());
            page.show_problems();
            return draw(&page);
        }
    };
    let today = visit.office().today_at(CAPITAL, visit.now)?;
    let at = At {
        day: today,
        place: Some(&facts.place),
    };
    let mut page = blank(&visit, edition, &typed);
    page.answer = answered(&visit, edition, &at, &read);
    draw(&page)
}

/// The edition in force today, if its facts can be asked of anybody and the service be asked for online.
pub(crate) fn estimated<'v>(visit: &'v Visit, service: &str) -> Result<&'v Edition, Failure> {
    let edition = edition(visit, service)?;
    let is_online = visit.office().law.places().online(service).next().is_some();
    if is_online && is_offered(edition) {
        Ok(edition)
    } else {
        Err(Failure::not_found())
    }
}

/// Whether an edition computes an amount that a family could want to know before it applies.
pub(crate) fn is_offered(edition: &Edition) -> bool {
    !edition.assessments.is_empty() && !edition.requirements.is_empty()
}

fn blank(visit: &Visit, edition: &Edition, typed: &Typed) -> Estimate {
    let sections = questions(edition);
    let language = visit.law_language();
    let mut groups = Vec::new();
    for section in &sections {
        let answers = &typed.answers;
        groups.push(crate::pages::QuestionGroup {
            heading: section.title.get(language).to_owned(),
            lead: section.hint.as_ref().map(|it| it.get(language).to_owned()),
            fields: fields::fields(visit, section, answers, &typed.problems),
        });
    }
    let mut page = Estimate {
        shell: visit.shell(),
        service: Link {
            text: edition.name.get(language).to_owned(),
            href: visit.to(&format!("/services/{}", edition.service)),
        },
        act: edition.act.title.get(language).to_owned(),
        problems: fields::summary(visit, &typed.problems),
        groups,
        action: visit.to(&format!("/services/{}/estimate", edition.service)),
        answer: None,
    };
    page.name_problems();
    page
}
