//! One section of a draft: drawn, saved as it is typed, sent. What another page saved meanwhile is never overwritten
//! unseen.
//!
//! # Threats
//!
//! Two tabs on one section (each form says which answers it was drawn from; where others stand by now, both are shown and
//! the person chooses, see `meanwhile`).

use app::draft::{self, Draft, Saved};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use casework::event::{Answer as Typed, Answers};
use law::edition::{Edition, Section};
use serde_json::json;

use super::meanwhile;
use crate::door::{CAPITAL, Visit};
use crate::failure::Failure;
use crate::fields;
use crate::form::{Fields, Posted};
use crate::pages::ApplySection;
use crate::portal::apply::{draft_of, edition, find, way};
use crate::portal::{Answer, draw};

/// The field of a form that says which answers it was drawn from.
pub(crate) const SEEN: &str = "seen";

/// One section of the form.
pub(crate) async fn section(
    Path((_, id, code)): Path<(String, String, String)>,
    visit: Visit,
) -> Answer {
    let draft = draft_of(&visit, &id).await?;
    let edition = edition(&visit, &draft.service)?;
    let section = find(edition, &code)?;
    let shows_problems = visit.path.contains("check=1");
    let problems = if shows_problems {
        draft::problems(section, &draft)
    } else {
        Vec::new()
    };
    section_page(&visit, edition, section, &draft, &problems)
}

fn section_page(
    visit: &Visit,
    edition: &Edition,
    section: &Section,
    draft: &Draft,
    problems: &[casework::application::Problem],
) -> Answer {
    let language = visit.law_language();
    let address = visit.to(&format!("/drafts/{}/section/{}", draft.id, section.code));
    let step = edition
        .form
        .iter()
        .position(|it| it.code == section.code)
        .unwrap_or(0);
    let back = match step
        .checked_sub(1)
        .and_then(|before| edition.form.get(before))
    {
        Some(before) => visit.to(&format!("/drafts/{}/section/{}", draft.id, before.code)),
        None => visit.to(&format!("/services/{}/apply", draft.service)),
    };
    let place = visit.office().law.places().get(CAPITAL);
    let saved = place.map(|place| visit.words().time(place.local(draft.updated_at).time()));
    let fields = fields::fields(visit, section, &draft.answers, problems);
    draw(&ApplySection {
        shell: visit.shell(),
        way: way(visit, edition, step + 1, back),
        heading: section.title.get(language).to_owned(),
        lead: section
            .hint
            .as_ref()
            .map(|hint| hint.get(language).to_owned()),
        problems: fields::summary(visit, problems).naming(&fields),
        fields,
        seen: draft::version(section, &draft.answers),
        autosave: format!("{address}/autosave"),
        action: address,
        saved,
    })
}

/// Takes a section: goes on when it is in order; else says what is wrong beside what was typed.
pub(crate) async fn send_section(
    Path((_, id, code)): Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let visit = posted.visit;
    let draft = draft_of(&visit, &id).await?;
    let edition = edition(&visit, &draft.service)?;
    let section = find(edition, &code)?;
    let mut typed = fields::typed(section, &posted.fields);
    let changes_rows = edit_rows(&mut typed, posted.fields.get("action"));
    let saved = match save(&visit, &id, (section, &typed), &posted.fields).await? {
        Saved::Done(draft) => draft,
        Saved::Meanwhile(draft) => {
            return meanwhile::page(&visit, section, (&draft, &typed), &posted.fields);
        }
    };
    if changes_rows {
        return section_page(&visit, edition, section, &saved, &[]);
    }
    let problems = draft::problems(section, &saved);
    if !problems.is_empty() {
        return section_page(&visit, edition, section, &saved, &problems);
    }
    let at = edition
        .form
        .iter()
        .position(|it| it.code == section.code)
        .unwrap_or(0);
    let path = match edition.form.get(at + 1) {
        Some(next) => format!("/drafts/{id}/section/{}", next.code),
        None => format!("/drafts/{id}/documents"),
    };
    Ok(Redirect::to(&visit.to(&path)).into_response())
}

/// Saves what was typed, unless the form was drawn from other answers than those that stand there now. A form that does
/// not say what it was drawn from is none of our pages of today, and is saved as it always was.
async fn save(
    visit: &Visit,
    id: &str,
    (section, typed): (&Section, &Answers),
    sent: &Fields,
) -> Result<Saved, Failure> {
    let (office, account) = (visit.office(), visit.registered()?);
    Ok(match sent.find(SEEN) {
        Some(seen) => {
            draft::save_seen(office, account, id, (section, typed, seen), visit.now).await?
        }
        None => Saved::Done(draft::save(office, account, id, (section, typed), visit.now).await?),
    })
}

/// Adds a row to the list of a section, or takes one away; whether the action was one of these.
pub(crate) fn edit_rows(typed: &mut Answers, action: &str) -> bool {
    if action == "add-row" {
        for answer in typed.values_mut() {
            if let Typed::Rows(rows) = answer {
                if rows.is_empty() {
                    rows.push(std::collections::BTreeMap::new());
                }
                if rows.len() < casework::application::ROWS_MAX {
                    rows.push(std::collections::BTreeMap::new());
                }
                return true;
            }
        }
        return false;
    }
    let Some((name, index)) = action
        .strip_prefix("remove-row-")
        .and_then(|rest| rest.rsplit_once('.'))
    else {
        return false;
    };
    if let (Some(Typed::Rows(rows)), Ok(index)) = (typed.get_mut(name), index.parse::<usize>())
        && index < rows.len()
    {
        rows.remove(index);
    }
    true
}

/// Saves a section as it is typed, and says from which answers the page goes on; 409 where another page saved meanwhile.
pub(crate) async fn autosave(
    Path((_, id, code)): Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let visit = posted.visit;
    let draft = draft_of(&visit, &id).await?;
    let section = find(edition(&visit, &draft.service)?, &code)?;
    let typed = fields::typed(section, &posted.fields);
    Ok(
        match save(&visit, &id, (section, &typed), &posted.fields).await? {
            Saved::Done(draft) => {
                let seen = draft::version(section, &draft.answers);
                Json(json!({ "saved": true, "seen": seen })).into_response()
            }
            Saved::Meanwhile(_other) => {
                (StatusCode::CONFLICT, Json(json!({ "saved": false }))).into_response()
            }
        },
    )
}
