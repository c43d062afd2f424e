//! The check that the documents are complete. What was typed is kept when the rulebook declines.

use app::access::Seen;
use std::collections::BTreeMap;

use app::officer_command::find_outcome;
use app::view::case::CaseView;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use casework::Refusal;
use casework::case::Phase;
use casework::command::FindOutcome;
use casework::event::{DocumentFault, MissingDocument};
use casework::identifier::CaseNumber;
use law::edition::{Channel, Document, Edition, Origin, Stage, Work};

use super::case::{attachment, is_at_work, page, said_of};
use super::happened::{not_at_work, refused, since};
use super::head::{Page, work};
use super::{CaseAddress, Seat};
use crate::cite::cite;
use crate::form::{Fields, Posted};
use crate::pages::office::{CheckLine, Completeness, OutcomeButton, Presence};
use crate::pages::{Problem, Problems, Row};
use crate::portal::case::number;
use crate::portal::{Answer, draw};

/// What an officer said of one document.
#[derive(Clone, Default)]
struct Mark {
    /// The mark; none where none was chosen or what came is no mark.
    presence: Option<Presence>,
    /// Something came as a mark that is none.
    is_unknown: bool,
    /// The note as typed.
    note: String,
}

/// What an officer marked.
#[derive(Default)]
pub(super) struct Marks {
    /// By the code of the document.
    documents: BTreeMap<String, Mark>,
    /// The officer confirms that every document with a file and without a mark is there and in order.
    is_rest_present: bool,
}

impl Marks {
    fn read(edition: &Edition, fields: &Fields) -> Self {
        let documents = edition.documents.iter().map(|document| {
            let code = &document.code;
            let sent = fields.get(&format!("presence-{code}"));
            let presence = Presence::all().into_iter().find(|it| it.code() == sent);
            let mark = Mark {
                presence,
                is_unknown: presence.is_none() && !sent.is_empty(),
                note: fields.get(&format!("note-{code}")).trim().to_owned(),
            };
            (code.clone(), mark)
        });
        Self {
            documents: documents.collect(),
            is_rest_present: fields.get("rest") == Presence::Present.code(),
        }
    }

    fn of(&self, document: &str) -> Mark {
        self.documents.get(document).cloned().unwrap_or_default()
    }

    /// Whether the document has no mark yet. The one mark for the rest does not speak for a document of which something
    /// was typed, nor for one that the act asks and that has no file: nobody can have seen it in order.
    fn is_open(&self, seat: &Seat, view: &CaseView<'_>, document: &Document) -> bool {
        let mark = self.of(&document.code);
        let is_typed = mark.is_unknown || !mark.note.is_empty();
        let is_among_rest = self.is_rest_present && !is_typed;
        mark.presence.is_none() && !(is_among_rest && is_settled(seat, view, document))
    }

    /// The documents that are not in order.
    fn missing(&self) -> Vec<MissingDocument> {
        let faulty = self.documents.iter().filter_map(|(document, mark)| {
            let fault = match mark.presence? {
                Presence::Missing => DocumentFault::Missing,
                Presence::Expired => DocumentFault::Expired,
                Presence::Unreadable => DocumentFault::Unreadable,
                Presence::Present | Presence::NotNeeded => return None,
            };
            Some(MissingDocument {
                document: document.clone(),
                fault,
                note: mark.note.clone(),
            })
        });
        faulty.collect()
    }
}

/// The documents that the edition asks for on the channel of the case.
pub(crate) fn asked<'e>(view: &'e CaseView<'_>) -> impl Iterator<Item = &'e Document> {
    let channel = view.loaded.case.filed.channel;
    view.edition.documents.iter().filter(move |document| {
        let here = document.channels.iter().find(|it| it.channel == channel);
        here.is_some_and(|it| !it.is_the_request)
    })
}

/// Whether the case has a file for the document, or the document is not asked of this person: a register has answered in
/// its place, or its condition fails. A condition that cannot be told asks for it, because not knowing is never a pass.
fn is_settled(seat: &Seat, view: &CaseView<'_>, document: &Document) -> bool {
    let case = &view.loaded.case;
    let code = &document.code;
    let mut files = case.filed.attachments.iter();
    if files.any(|file| &file.document == code) {
        return true;
    }
    let mut channels = document.channels.iter();
    let here = channels.find(|it| it.channel == case.filed.channel);
    let is_answered = here
        .and_then(|it| it.unless_registry.clone())
        .is_some_and(|register| {
            let register = Origin::Registry(register);
            let mut findings = case.findings.values();
            findings.any(|finding| finding.origin == register)
        });
    // Conditions are told for what the portal asks to attach; any other document stays open.
    let mut channels = document.channels.iter();
    let is_told = document.when.is_some()
        && channels
            .any(|it| it.channel == Channel::Portal && !it.is_the_request && !it.original_shown);
    is_answered
        || is_told && {
            let law = &seat.visit.office().law;
            let asked = app::documents::asked(law, view.edition, &case.filed.answers);
            !asked.iter().any(|it| &it.code == code)
        }
}

/// The form of the check, with what was marked.
pub(super) fn check(
    seat: &Seat,
    view: &CaseView<'_>,
    stage: &Stage,
    marks: &Marks,
) -> Completeness {
    let language = seat.visit.law_language();
    let case = &view.loaded.case;
    let lines = asked(view).map(|document| {
        let Mark { presence, note, .. } = marks.of(&document.code);
        let files = case.filed.attachments.iter();
        CheckLine {
            code: document.code.clone(),
            name: document.text.get(language).to_owned(),
            cite: cite(&seat.visit, &document.source.cite),
            when: document
                .when_text
                .as_ref()
                .map(|when| when.get(language).to_owned()),
            files: files
                .filter(|file| file.document == document.code)
                .map(|file| attachment(seat, view, file))
                .collect(),
            presence,
            note,
        }
    });
    let due = view.deadlines.stages.iter();
    let due = due
        .filter(|it| it.stage == stage.code)
        .find_map(|it| it.deadline.as_ref());
    Completeness {
        action: seat.to_case(&case.filed.number, "/completeness"),
        stage: stage.code.clone(),
        outcomes: buttons(seat, stage),
        lines: lines.collect(),
        is_rest_present: marks.is_rest_present,
        rule: due.map_or_else(String::new, |due| {
            format!(
                "{} ({})",
                due.text().get(language),
                cite(&seat.visit, &stage.source.cite)
            )
        }),
    }
}

/// The outcomes that the edition gives at a stage.
pub(super) fn buttons(seat: &Seat, stage: &Stage) -> Vec<OutcomeButton> {
    let language = seat.visit.law_language();
    stage
        .outcomes
        .iter()
        .map(|outcome| OutcomeButton {
            code: outcome.code.clone(),
            text: outcome.text.get(language).to_owned(),
            is_adverse: outcome.adverse.is_some(),
        })
        .collect()
}

/// Takes the check. A document without a mark, or marks that contradict the outcome, come back with all that was typed.
pub(crate) async fn completeness(Path((_, org, text)): CaseAddress, posted: Posted) -> Answer {
    let seat = Seat::at(posted.visit, &org).await?;
    let number = number(&text)?;
    let view = seat.case(&number, &Seen::Case).await?;
    let marks = Marks::read(view.edition, &posted.fields);
    let unmarked: Vec<_> = asked(&view)
        .filter(|document| marks.is_open(&seat, &view, document))
        .map(|document| unmarked(&seat, document))
        .collect();
    let form = (&marks, &posted.fields);
    if !unmarked.is_empty() {
        return again(&seat, &number, form, (Problems(unmarked), None)).await;
    }
    let found = FindOutcome {
        stage: posted.fields.get("stage").to_owned(),
        outcome: posted.fields.get("outcome").to_owned(),
        note: String::new(),
        missing: marks.missing(),
    };
    let office = seat.visit.office();
    let case = match find_outcome(office, &seat.officer, &number, found, seat.visit.now).await {
        Ok(case) => case,
        Err(app::Error::Refused(refusal)) => {
            let problems = Problems(vec![declined(&seat, &view, &marks, &refusal)]);
            return again(&seat, &number, form, (problems, Some(refusal))).await;
        }
        Err(app::Error::Conflict) => {
            let problems = Problems(vec![first(&view, seat.say("error-409-text"))]);
            return again(&seat, &number, form, (problems, None)).await;
        }
        Err(error) => return Err(error.into()),
    };
    let next = match &case.phase {
        Phase::AwaitingSignature { .. } => "/deed?done=drafted".to_owned(),
        Phase::AtStage { .. } => format!("{}?done=stage", Page::Verification.path()),
        Phase::Received | Phase::Decided { .. } | Phase::Withdrawn { .. } | Phase::Void { .. } => {
            "?done=stage".to_owned()
        }
    };
    Ok(Redirect::to(&seat.to_case(&number, &next)).into_response())
}

fn unmarked(seat: &Seat, document: &Document) -> Problem {
    let name = document.text.get(seat.visit.law_language());
    Problem {
        field: document.code.clone(),
        text: said_of(seat, "check-unmarked", "document", name),
    }
}

/// The refusal's words, at the first document that is marked as not in order, else at the first of all.
fn declined(seat: &Seat, view: &CaseView<'_>, marks: &Marks, refusal: &Refusal) -> Problem {
    let problem = first(view, seat.say(&format!("refusal-{}", refusal.code())));
    match marks.missing().into_iter().next() {
        Some(missing) => Problem {
            field: missing.document,
            ..problem
        },
        None => problem,
    }
}

/// A problem of the whole check, shown at its first document.
fn first(view: &CaseView<'_>, text: String) -> Problem {
    Problem {
        field: asked(view)
            .next()
            .map_or_else(String::new, |document| document.code.clone()),
        text,
    }
}

/// The page again as the case stands now, with everything typed; a refusal, if there is nothing to check any more. Both
/// say what happened since the page was drawn.
async fn again(
    seat: &Seat,
    number: &CaseNumber,
    (marks, form): (&Marks, &Fields),
    (problems, refusal): (Problems, Option<Refusal>),
) -> Answer {
    let view = seat.case(number, &Seen::Case).await?;
    if !is_at_work(seat, &view) || work(&view) != Some(Work::Check) {
        let refusal = refusal.unwrap_or_else(|| not_at_work(seat, &view));
        let typed = typed(seat, &view, marks);
        return refused(seat, number, form, (refusal.into(), typed)).await;
    }
    let mut page = page(seat, &view, marks, (None, problems)).await?;
    page.shell.flash = since(seat, &view, form);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&page)?).into_response())
}

/// What was marked and noted, document by document.
fn typed(seat: &Seat, view: &CaseView<'_>, marks: &Marks) -> Vec<Row> {
    let rows = asked(view).filter_map(|document| {
        let Mark { presence, note, .. } = marks.of(&document.code);
        let presence = presence.map(|it| seat.say(it.key()));
        let said: Vec<_> = presence
            .into_iter()
            .chain([note])
            .filter(|it| !it.is_empty())
            .collect();
        let name = document.text.get(seat.visit.law_language());
        (!said.is_empty()).then(|| Row::new(name, said.join(" · ")))
    });
    let rest = marks.is_rest_present;
    let rest = rest.then(|| Row::new(seat.say("check-rest"), seat.say("yes")));
    rows.chain(rest).collect()
}
