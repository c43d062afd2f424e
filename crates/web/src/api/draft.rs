//! Drafts: an application under way. What is sent is kept, right or wrong, and what is wrong is said beside it.

use std::collections::BTreeMap;

use app::draft::{self as drafts, Draft, NewFile, Saved};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::application::ProblemCode;
use law::edition::{Edition, Section};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::door::{Key, Known, SeenSection, Sent, bytes_of};
use super::operation::{Api, Operation};
use super::problem::{Problem, Wrong};
use super::shape::{AnswerTold, AttachmentTold, Name};
use crate::door::Visit;
use crate::portal::apply::{edition, find, prefilled};
use crate::portal::download::answer;

/// What is kept of one answer, right or wrong.
const ANSWER_CHARACTERS_MAX: usize = 2_000;

pub(super) fn add(api: Api) -> Api {
    let list = Operation::get(
        "/v1/drafts",
        "listDrafts",
        "One's drafts, the last saved first.",
    );
    let create = Operation::post(
        "/v1/drafts",
        "createDraft",
        "Begins an application, with what is known of the person already.",
    );
    let read = Operation::get(
        "/v1/drafts/{id}",
        "readDraft",
        "A draft, with what is wrong in it.",
    );
    let discard = Operation::delete("/v1/drafts/{id}", "discardDraft", "Throws a draft away.");
    let section = Operation::put(
        "/v1/drafts/{id}/sections/{section}",
        "putSection",
        "Puts the answers of one section; what is left out is not answered. They are kept even if they are wrong.",
    );
    let example = json!({
        "id": "0123456789abcdef0123456789abcdef", "service": "housing-assistance",
        "updated_at": "2026-11-17T05:00:00Z", "answers": { "family.size": "4" }, "attachments": [], "problems": [],
        "versions": { "family": "0".repeat(32) },
    });
    let api = api
        .on(
            list.gives::<Drafts>(200, json!({ "drafts": [example] })),
            self::list,
        )
        .on(
            create
                .idempotent()
                .takes::<DraftSent>(
                    json!({ "service": "housing-assistance", "place": "710000000" }),
                )
                .gives::<DraftTold>(201, example.clone()),
            self::create,
        )
        .on(read.gives::<DraftTold>(200, example.clone()), self::read)
        .on(discard, self::discard)
        .on(
            section
                .if_section_matches()
                .takes::<Answers>(json!({ "answers": { "size": "4" } }))
                .gives::<DraftTold>(200, example),
            put_section,
        );
    add_files(api)
}

fn add_files(api: Api) -> Api {
    let file = json!({
        "document": "income-proof", "name": "income.pdf", "media": "application/pdf", "size_bytes": 64,
        "sha256": "0".repeat(64),
    });
    let list = Operation::get(
        "/v1/drafts/{id}/attachments",
        "listAttachments",
        "The files of a draft.",
    );
    let attach = Operation::post(
        "/v1/drafts/{id}/attachments",
        "attach",
        "Attaches a file: PDF, JPEG or PNG by its content. The same file for the same document is one attachment.",
    );
    let detach = Operation::delete(
        "/v1/drafts/{id}/attachments/{document}/{sha256}",
        "detach",
        "Takes a file away.",
    );
    let read = Operation::get(
        "/v1/drafts/{id}/files/{sha256}",
        "readAttachment",
        "A file of a draft, as it was given.",
    );
    api.on(
        list.gives::<Attachments>(200, json!({ "attachments": [file] })),
        attachments,
    )
    .on(
        attach
            .takes::<FileSent>(json!({ "document": "income-proof", "name": "income.pdf", "content_base64": "JVBERi0=" }))
            .gives::<Attachments>(201, json!({ "attachments": [file] })),
        self::attach,
    )
    .on(detach, self::detach)
    .on(read.gives_file(), self::file)
}

/// Drafts.
#[derive(Serialize, ToSchema)]
struct Drafts {
    /// The last saved first.
    drafts: Vec<DraftTold>,
}

/// A draft.
#[derive(Serialize, ToSchema)]
struct DraftTold {
    /// Its id.
    id: String,
    /// The service.
    service: String,
    /// When it was last saved.
    #[schema(format = "date-time")]
    updated_at: String,
    /// The answers by `section.field`, as they were sent.
    answers: BTreeMap<String, AnswerTold>,
    /// The files.
    attachments: Vec<AttachmentTold>,
    /// What is wrong or missing.
    problems: Vec<AnswerProblemTold>,
    /// By the code of the section, what its answers are called by: for `If-Match`.
    versions: BTreeMap<String, String>,
}

/// What is wrong with an answer.
#[derive(Serialize, ToSchema)]
struct AnswerProblemTold {
    /// `section.field`, or `section.field.row.column` with rows counted from 0.
    field: String,
    /// What is wrong, for programs.
    code: String,
    /// What is wrong, for people.
    message: String,
}

fn told(visit: &Visit, draft: &Draft) -> DraftTold {
    let sections = edition(visit, &draft.service).map(|it| it.form.as_slice());
    let sections = sections.unwrap_or_default();
    let versions = sections.iter().map(|section| {
        let version = drafts::version(section, &draft.answers);
        (section.code.clone(), version)
    });
    let problems = sections.iter();
    let problems = problems.flat_map(|section| drafts::problems(section, draft));
    DraftTold {
        id: draft.id.clone(),
        service: draft.service.clone(),
        updated_at: draft.updated_at.to_string(),
        answers: AnswerTold::of(&draft.answers),
        attachments: draft.attachments.iter().map(AttachmentTold::of).collect(),
        versions: versions.collect(),
        problems: problems
            .map(|it| AnswerProblemTold {
                code: it.code.key().to_owned(),
                message: crate::fields::words_for(visit, &it.code),
                field: it.field,
            })
            .collect(),
    }
}

async fn list(Known(visit): Known) -> Result<Json<Drafts>, Problem> {
    let all = drafts::list(visit.office(), visit.registered()?).await?;
    Ok(Json(Drafts {
        drafts: all.iter().map(|it| told(&visit, it)).collect(),
    }))
}

/// What an application is begun with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DraftSent {
    /// The service.
    service: Name,
    /// KATO code of the place of the dwelling.
    place: Name,
}

async fn create(
    Known(visit): Known,
    Key(key): Key,
    Sent(sent): Sent<DraftSent>,
) -> Result<(StatusCode, Json<DraftTold>), Problem> {
    let account = visit.registered()?;
    let office = visit.office();
    let Name(service) = sent.service;
    let Name(place) = sent.place;
    let wrong =
        |pointer, code| Problem::wrong(vec![Wrong::key(pointer, code, "problem-not-a-choice")]);
    let edition =
        edition(&visit, &service).map_err(|_none| wrong("/service", "no-such-service"))?;
    let known = office.law.places().get(&place);
    let known = known.ok_or_else(|| wrong("/place", "no-such-place"))?;
    if known.online(&service).is_none() {
        return Err(casework::Refusal::NotOnline { place }.into());
    }
    let answers = prefilled(&visit, edition, &place)?;
    let id = match key {
        None => drafts::start(office, account, &service, &answers, visit.now).await?,
        Some(key) => {
            let id = drafts::id_under(account, &key)?;
            match drafts::load(office, account, &id).await {
                Ok(draft) if draft.service == service => {
                    return Ok((StatusCode::CREATED, Json(told(&visit, &draft))));
                }
                Ok(_of_another_service) => {
                    return Err(Problem::conflict("key-reused", "api-key-reused"));
                }
                Err(app::Error::NotFound) => {
                    let what = (id, service.as_str());
                    drafts::start_as(office, account, what, &answers, visit.now).await?
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    let draft = drafts::load(office, account, &id).await?;
    Ok((StatusCode::CREATED, Json(told(&visit, &draft))))
}

async fn read(Path(id): Path<String>, Known(visit): Known) -> Result<Json<DraftTold>, Problem> {
    let draft = drafts::load(visit.office(), visit.registered()?, &id).await?;
    Ok(Json(told(&visit, &draft)))
}

async fn discard(Path(id): Path<String>, Known(visit): Known) -> Result<StatusCode, Problem> {
    drafts::discard(visit.office(), visit.registered()?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The answers of a section.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Answers {
    /// By the code of the field; rows of a list by the codes of its columns.
    answers: BTreeMap<String, AnswerTold>,
}

async fn put_section(
    Path((id, section)): Path<(String, String)>,
    Known(visit): Known,
    SeenSection(seen): SeenSection,
    Sent(sent): Sent<Answers>,
) -> Result<Json<DraftTold>, Problem> {
    let account = visit.registered()?;
    let draft = drafts::load(visit.office(), account, &id).await?;
    let edition = edition(&visit, &draft.service)?;
    let section = find(edition, &section)?;
    let typed = read_section(section, sent.answers)?;
    let (office, now) = (visit.office(), visit.now);
    let saved = match seen {
        None => drafts::save(office, account, &id, (section, &typed), now).await?,
        Some(seen) => {
            let what = (section, &typed, seen.as_str());
            match drafts::save_seen(office, account, &id, what, now).await? {
                Saved::Done(draft) => draft,
                Saved::Meanwhile(_other) => return Err(Problem::section_changed()),
            }
        }
    };
    let problems = drafts::problems(section, &saved);
    if problems.is_empty() {
        return Ok(Json(told(&visit, &saved)));
    }
    Err(Problem::answers(&problems, |field| place(edition, field)))
}

/// Where an answer stands in the body, and the paragraph that asks for it.
fn place(edition: &Edition, field: &str) -> (String, Option<String>) {
    let mut parts = field.split('.');
    let (section, code) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let rest = parts.fold(String::new(), |rest, part| format!("{rest}/{part}"));
    let section = edition.form.iter().find(|it| it.code == section);
    let asked = section.and_then(|it| it.fields.iter().find(|it| it.code == code));
    let rule = asked.map(|it| it.source.cite.clone());
    (format!("/answers/{code}{rest}"), rule)
}

/// The answers under their whole names; a field that the section lacks is a mistake.
fn read_section(
    section: &Section,
    sent: BTreeMap<String, AnswerTold>,
) -> Result<casework::event::Answers, Problem> {
    let mut wrong = Vec::new();
    let mut typed = casework::event::Answers::new();
    for (code, answer) in sent {
        let pointer = format!("/answers/{}", code.replace('~', "~0").replace('/', "~1"));
        let asked = section.fields.iter().find(|it| it.code == code);
        let Some(asked) = asked else {
            wrong.push(Wrong::key(&pointer, "no-such-field", "api-invalid"));
            continue;
        };
        let is_list = matches!(asked.ty, law::edition::Type::List { .. });
        if is_list != matches!(answer, AnswerTold::Rows(_)) {
            wrong.push(Wrong::key(&pointer, "shape", "api-invalid"));
        } else if answer.is_short(ANSWER_CHARACTERS_MAX) {
            typed.insert(format!("{}.{code}", section.code), answer.read());
        } else {
            let rule = Some(asked.source.cite.clone());
            wrong.push(Wrong::answer(pointer, &ProblemCode::TooLong, rule));
        }
    }
    if wrong.is_empty() {
        Ok(typed)
    } else {
        Err(Problem::wrong(wrong))
    }
}

/// The files of a draft.
#[derive(Serialize, ToSchema)]
struct Attachments {
    /// In the order in which they were given.
    attachments: Vec<AttachmentTold>,
}

impl Attachments {
    fn of(draft: &Draft) -> Self {
        Self {
            attachments: draft.attachments.iter().map(AttachmentTold::of).collect(),
        }
    }
}

async fn attachments(
    Path(id): Path<String>,
    Known(visit): Known,
) -> Result<Json<Attachments>, Problem> {
    let draft = drafts::load(visit.office(), visit.registered()?, &id).await?;
    Ok(Json(Attachments::of(&draft)))
}

/// A file as it is sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FileSent {
    /// The document of the edition that it answers.
    document: Name,
    /// Its name.
    name: Name,
    /// Its bytes in base64.
    content_base64: String,
}

async fn attach(
    Path(id): Path<String>,
    Known(visit): Known,
    Sent(sent): Sent<FileSent>,
) -> Result<(StatusCode, Json<Attachments>), Problem> {
    let account = visit.registered()?;
    let draft = drafts::load(visit.office(), account, &id).await?;
    let edition = edition(&visit, &draft.service)?;
    let Name(document) = sent.document;
    if !edition.documents.iter().any(|it| it.code == document) {
        let wrong = Wrong::key("/document", "no-such-document", "problem-not-a-choice");
        return Err(Problem::wrong(vec![wrong]));
    }
    let file = NewFile {
        edition,
        document: &document,
        name: &sent.name.0,
        bytes: bytes_of(&sent.content_base64, "/content_base64")?,
    };
    let draft = drafts::attach(visit.office(), account, &id, file, visit.now).await?;
    Ok((StatusCode::CREATED, Json(Attachments::of(&draft))))
}

async fn detach(
    Path((id, document, sha256)): Path<(String, String, String)>,
    Known(visit): Known,
) -> Result<StatusCode, Problem> {
    let account = visit.registered()?;
    let draft = drafts::load(visit.office(), account, &id).await?;
    let given = draft.attachments.iter();
    let mut given = given.filter(|it| it.document == document && it.sha256 == sha256);
    if given.next().is_none() {
        return Err(Problem::not_found());
    }
    let which = (document.as_str(), sha256.as_str());
    drafts::detach(visit.office(), account, &id, which, visit.now).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn file(
    Path((id, sha256)): Path<(String, String)>,
    Known(visit): Known,
) -> Result<Response, Problem> {
    let draft = drafts::load(visit.office(), visit.registered()?, &id).await?;
    Ok(answer(drafts::file(visit.office(), &draft, &sha256).await?))
}
