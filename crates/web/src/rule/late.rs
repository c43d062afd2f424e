//! A form that came too late: what was typed is shown, never lost.

use axum::http::StatusCode;
use axum::response::IntoResponse as _;

use super::{Sent, fields};
use crate::door::Visit;
use crate::pages::{Problem, Problems, RefusalPage, Row, RuleInput, Shell};
use crate::portal::{Answer, draw};

/// What the page says of a form that somebody else was quicker than; the form stands there again, filled in.
pub(crate) fn overtaken(visit: &Visit, sent: &Sent<'_>) -> Problems {
    let first = fields(sent.code).unwrap_or_default().first();
    Problems(vec![Problem {
        field: first.map_or_else(
            || "main".to_owned(),
            |(name, _)| format!("{}-{name}", sent.code),
        ),
        text: visit.say("rule-overtaken"),
    }])
}

/// The page of a refusal, with the words that were typed.
pub(crate) fn declined(shell: Shell, sent: &Sent<'_>, error: app::Error, back: String) -> Answer {
    let app::Error::Refused(refusal) = error else {
        return Err(error.into());
    };
    let mut page = RefusalPage::of(shell, &refusal, back);
    let all = fields(sent.code).unwrap_or_default().iter();
    let words = all.filter(|(_, kind)| matches!(kind, RuleInput::Line | RuleInput::Area));
    let typed = words
        .map(|(name, _)| (*name, sent.fields.get(name)))
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(name, words)| {
            let label = page.shell.t(&format!("rule-field-{name}"));
            Row::new(label, words)
        });
    page.typed = typed.collect();
    Ok((StatusCode::CONFLICT, draw(&page)?).into_response())
}
