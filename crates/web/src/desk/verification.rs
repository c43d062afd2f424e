//! Verification: every fact that the decision rests on, what was declared and what was found.

use app::access::Seen;
use app::view::case::CaseView;
use axum::extract::Path;
use casework::facts::{declared, to_establish};
use law::edition::{Fact, Work};
use serde_json::Value as Json;

use super::case::is_at_work;
use super::fact_form::{Typed, chosen, form};
use super::head::{Page, head, work};
use super::origin::finding_source;
use super::{CaseAddress, Seat};
use crate::cite::cite;
use crate::door::Visit;
use crate::failure::Failure;
use crate::pages::office::{FactLine, Found, OfficeVerification};
use crate::pages::{Problem, Problems};
use crate::portal::case::number;
use crate::portal::{Answer, draw};
use crate::reason::value::json_lines;

/// What was typed about one fact, with what is wrong with it.
pub(super) struct Wrong {
    /// The code of the fact.
    pub(super) fact: String,
    /// What was typed.
    pub(super) typed: Typed,
    /// What is wrong.
    pub(super) problems: Vec<Problem>,
}

/// The page of the facts.
pub(crate) async fn verification(Path((_, org, text)): CaseAddress, visit: Visit) -> Answer {
    let seat = Seat::at(visit, &org).await?;
    let view = seat.case(&number(&text)?, &Seen::Verification).await?;
    let mut page = page(&seat, &view, None)?;
    page.shell = seat.shell_of(&view);
    draw(&page)
}

/// The page, with what was typed about one fact.
pub(super) fn page(
    seat: &Seat,
    view: &CaseView<'_>,
    wrong: Option<&Wrong>,
) -> Result<OfficeVerification, Failure> {
    let case = &view.loaded.case;
    if case.registration.is_none() {
        return Err(Failure::not_found());
    }
    let declared = declared(case, view.edition);
    let facts: Vec<_> = in_order(view)
        .into_iter()
        .map(|fact| {
            let wrong = wrong.filter(|wrong| wrong.fact == fact.code);
            line(seat, view, fact, declared.get(&fact.code), wrong)
        })
        .collect();
    let recorded = facts.iter().filter(|fact| fact.found.is_some()).count();
    let total = facts.len();
    let is_next = recorded == total || work(view) == Some(Work::Sign);
    Ok(OfficeVerification {
        shell: seat.shell_at(view, Page::Verification.path()),
        head: head(seat, view, Page::Verification)?,
        problems: wrong.map_or_else(Problems::default, |wrong| named(&facts, wrong)),
        closed: (!is_at_work(seat, view)).then(|| seat.say("verification-closed")),
        recorded,
        total,
        facts,
        next: is_next.then(|| seat.to_case(&case.filed.number, Page::Assessment.path())),
    })
}

/// The sentences for the summary: each begins with the fact that it is about.
fn named(facts: &[FactLine], wrong: &Wrong) -> Problems {
    let fact = facts.iter().find(|fact| fact.code == wrong.fact);
    let name = fact.map_or(wrong.fact.as_str(), |fact| fact.name.as_str());
    let named = |it: &Problem| Problem {
        text: format!("{name}: {}", it.text),
        ..it.clone()
    };
    Problems(wrong.problems.iter().map(named).collect())
}

/// The facts to establish: those that were declared or have documents first, then what the officer finds out.
fn in_order<'e>(view: &CaseView<'e>) -> Vec<&'e Fact> {
    let mut facts: Vec<_> = to_establish(view.edition).collect();
    let declared = declared(&view.loaded.case, view.edition);
    facts.sort_by_key(|fact| !declared.contains_key(&fact.code));
    facts
}

fn line(
    seat: &Seat,
    view: &CaseView<'_>,
    fact: &Fact,
    declared: Option<&Json>,
    wrong: Option<&Wrong>,
) -> FactLine {
    let visit = &seat.visit;
    let finding = view.loaded.case.findings.get(&fact.code);
    let source = finding.map_or_else(String::new, |it| {
        chosen(&it.origin, it.attachment.as_deref())
    });
    let known = Typed::of(finding.map(|it| &it.value).or(declared), source);
    let typed = wrong.map_or(&known, |wrong| &wrong.typed);
    let problems = wrong.map_or(&[][..], |wrong| &wrong.problems);
    let ways = (declared.is_some(), problems);
    FactLine {
        code: fact.code.clone(),
        name: fact.label.get(visit.law_language()).to_owned(),
        cite: cite(visit, &fact.source.cite),
        declared: declared
            .map_or_else(Vec::new, |json| json_lines(visit, view.edition, fact, json)),
        found: finding.map(|finding| Found {
            value: json_lines(visit, view.edition, fact, &finding.value),
            source: finding_source(seat, view, finding),
        }),
        form: is_at_work(seat, view).then(|| form(seat, view, fact, typed, ways)),
    }
}

/// The first fact, in the order of the page, that nobody has established.
pub(super) fn first_missing<'e>(view: &CaseView<'e>) -> Option<&'e Fact> {
    let found = &view.loaded.case.findings;
    in_order(view)
        .into_iter()
        .find(|fact| !found.contains_key(&fact.code))
}
