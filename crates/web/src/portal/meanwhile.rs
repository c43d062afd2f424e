//! The page that shows what another tab saved in a section beside what was typed here. The person chooses; until then
//! nothing is changed.

use app::draft::{self, Draft};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use casework::event::{Answer as Typed, Answers};
use law::edition::{Column, Section, Type};

use super::section::SEEN;
use crate::door::Visit;
use crate::form::Fields;
use crate::pages::{Again, ApplyMeanwhile, Difference};
use crate::portal::review::shown;
use crate::portal::{Answer, draw};

/// Both, field by field, with everything typed ready to be sent again.
pub(crate) fn page(
    visit: &Visit,
    section: &Section,
    (draft, typed): (&Draft, &Answers),
    sent: &Fields,
) -> Answer {
    let language = visit.law_language();
    let address = visit.to(&format!("/drafts/{}/section/{}", draft.id, section.code));
    let differences = section.fields.iter().filter_map(|field| {
        let name = format!("{}.{}", section.code, field.code);
        let lines = |all: &Answers| lines(visit, &field.ty, all.get(&name));
        let (saved, typed) = (lines(&draft.answers), lines(typed));
        (saved != typed).then(|| Difference {
            question: field.label.get(language).to_owned(),
            saved,
            typed,
        })
    });
    let page = draw(&ApplyMeanwhile {
        shell: visit.shell(),
        section: section.title.get(language).to_owned(),
        differences: differences.collect(),
        typed: Again {
            fields: again(visit, (section, draft), sent),
            action: address.clone(),
        },
        saved: address,
    })?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// The form as it was sent, now drawn from the answers that the page shows.
fn again(
    visit: &Visit,
    (section, draft): (&Section, &Draft),
    sent: &Fields,
) -> Vec<(String, String)> {
    let typed = sent.0.iter();
    let typed = typed.filter(|(name, _)| !["csrf", SEEN].contains(&name.as_str()));
    let ours = [
        ("csrf", visit.session.csrf.clone()),
        (SEEN, draft::version(section, &draft.answers)),
    ];
    ours.map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .chain(typed.cloned())
        .collect()
}

/// An answer as it was typed, in lines; none where the question is not answered.
fn lines(visit: &Visit, ty: &Type, answer: Option<&Typed>) -> Vec<String> {
    match (ty, answer) {
        (Type::List { columns }, Some(Typed::Rows(rows))) => {
            let rows = rows.iter().filter(|row| !row.is_empty());
            let cells = |row| columns.iter().filter_map(move |it| cell(visit, it, row));
            rows.map(|row| cells(row).collect::<Vec<_>>().join(" · "))
                .collect()
        }
        (Type::Boolean, None) => vec![said(visit, ty, "")],
        (_, Some(Typed::One(text))) if !text.is_empty() => vec![said(visit, ty, text)],
        (_, Some(_) | None) => Vec::new(),
    }
}

fn cell(
    visit: &Visit,
    column: &Column,
    row: &std::collections::BTreeMap<String, String>,
) -> Option<String> {
    let text = row.get(&column.code)?;
    let label = column.label.get(visit.law_language());
    Some(format!("{label}: {}", said(visit, &column.ty, text)))
}

/// What was chosen in words, and what was typed as it was typed: it may be wrong still.
fn said(visit: &Visit, ty: &Type, text: &str) -> String {
    match ty {
        Type::Choice { .. } | Type::Boolean | Type::Place | Type::Date => shown(visit, ty, text),
        Type::Count
        | Type::Number { .. }
        | Type::Money { .. }
        | Type::Share
        | Type::Line
        | Type::PersonName
        | Type::Iin
        | Type::Iban
        | Type::List { .. } => text.to_owned(),
    }
}
