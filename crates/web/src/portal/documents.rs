//! The documents of an application: attached one by one, counted together, judged by their content.

use app::draft::{self, Draft, NewFile};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use casework::attachment::NotTaken;
use casework::event::Attachment as Given;
use fluent_bundle::FluentArgs;
use law::edition::{Document, Edition};

use crate::cite::cite;
use crate::door::{Shared, Visit};
use crate::failure::Failure;
use crate::form::Posted;
use crate::locale::Words;
use crate::multipart::{self, NotRead};
use crate::pages::{ApplyDocuments, Attachment, DocumentSlot, Problem, Problems};
use crate::portal::apply::{draft_of, edition, way};
use crate::portal::{Answer, draw};

/// The documents that are asked for, with the files given so far.
pub(crate) async fn page(Path((_, id)): Path<(String, String)>, visit: Visit) -> Answer {
    let draft = draft_of(&visit, &id).await?;
    show(&visit, &draft, Problems::default())
}

fn show(visit: &Visit, draft: &Draft, problems: Problems) -> Answer {
    let edition = edition(visit, &draft.service)?;
    let asked = app::documents::asked(&visit.office().law, edition, &draft.answers);
    let used_bytes = draft.attachments.iter().map(|file| file.size_bytes).sum();
    let limit_bytes = edition.attachments_limit_bytes;
    let words = visit.words();
    let mut args = FluentArgs::new();
    args.set("used", words.size(used_bytes));
    args.set("limit", words.size(limit_bytes));
    let address = visit.to(&format!("/drafts/{}/documents", draft.id));
    let last = edition
        .form
        .last()
        .map_or("", |section| section.code.as_str());
    let back = visit.to(&format!("/drafts/{}/section/{last}", draft.id));
    draw(&ApplyDocuments {
        shell: visit.shell(),
        way: way(visit, edition, edition.form.len() + 1, back),
        problems,
        documents: asked
            .into_iter()
            .map(|document| slot(visit, draft, document))
            .collect(),
        limit_bytes,
        used_bytes,
        used: words.text_with("documents-used-of", &args).into_owned(),
        upload: address.clone(),
        action: format!("{address}/done"),
    })
}

fn slot(visit: &Visit, draft: &Draft, document: &Document) -> DocumentSlot {
    let language = visit.law_language();
    let files = draft.attachments.iter();
    DocumentSlot {
        code: document.code.clone(),
        name: document.text.get(language).to_owned(),
        cite: cite(visit, &document.source.cite),
        condition: document
            .when_text
            .as_ref()
            .map(|text| text.get(language).to_owned()),
        from_registry: None,
        files: files
            .filter(|file| file.document == document.code)
            .map(|file| Attachment {
                name: file.name.clone(),
                size: visit.words().size(file.size_bytes),
                href: Some(visit.to(&format!("/drafts/{}/files/{}", draft.id, file.sha256))),
                remove: Some(format!("remove-{}.{}", file.document, file.sha256)),
            })
            .collect(),
    }
}

/// A file of one's own draft, as it was given.
pub(crate) async fn file(
    Path((_, id, sha256)): Path<(String, String, String)>,
    visit: Visit,
) -> Answer {
    let draft = draft_of(&visit, &id).await?;
    let file = draft::file(visit.office(), &draft, &sha256).await?;
    Ok(crate::portal::download::answer(file))
}

/// Takes a file, or takes one away.
pub(crate) async fn upload(
    State(front): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (mut parts, body) = request.into_parts();
    let visit =
        axum::RequestPartsExt::extract_with_state::<Visit, Shared>(&mut parts, &front).await?;
    let account = visit.registered()?;
    let draft = draft_of(&visit, &id).await?;
    let sent = match read(Request::from_parts(parts, body), &front).await {
        Ok(sent) => sent,
        Err(NotRead::TooMuch) => return too_large(&visit, &draft),
        Err(not_read @ (NotRead::Broken | NotRead::AnotherKind)) => return Err(not_read.into()),
    };
    if !visit.session.is_csrf(&sent.csrf) {
        return Err(Failure::forbidden());
    }
    let address = visit.to(&format!("/drafts/{id}/documents"));
    if let Some(which) = sent.action.strip_prefix("remove-") {
        // By what it is and not by its place in the list, which another tab may have changed.
        if let Some(which) = which.rsplit_once('.') {
            draft::detach(visit.office(), account, &id, which, visit.now).await?;
        }
        return Ok(Redirect::to(&address).into_response());
    }
    let edition = edition(&visit, &draft.service)?;
    for (document, name, bytes) in sent.files {
        if bytes.is_empty() && name.is_empty() {
            continue;
        }
        let file = NewFile {
            edition,
            document: &document,
            name: &name,
            bytes,
        };
        match draft::attach(visit.office(), account, &id, file, visit.now).await {
            Ok(_draft) => {}
            Err(app::Error::NotTaken(problem)) => {
                let draft = draft_of(&visit, &id).await?;
                return refused(&visit, &draft, &document, &problem);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Redirect::to(&address).into_response())
}

/// More bytes than the edition takes, and more than were read.
fn too_large(visit: &Visit, draft: &Draft) -> Answer {
    let limit_bytes = edition(visit, &draft.service)?.attachments_limit_bytes;
    let together_bytes = limit_bytes.saturating_add(1);
    let problem = NotTaken::TooLarge {
        together_bytes,
        limit_bytes,
    };
    refused(visit, draft, "", &problem)
}

/// The page again, with what is wrong with a file beside its document.
fn refused(visit: &Visit, draft: &Draft, document: &str, problem: &NotTaken) -> Answer {
    let text = said(visit.words(), problem);
    let field = if document.is_empty() {
        first_document(visit, draft)?
    } else {
        document.to_owned()
    };
    let mut page = show(visit, draft, Problems(vec![Problem { field, text }]))?;
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page)
}

/// Why a file is not taken, in words.
pub(crate) fn said(words: &Words, problem: &NotTaken) -> String {
    let mut args = FluentArgs::new();
    match problem {
        NotTaken::TooLarge {
            together_bytes,
            limit_bytes,
        } => {
            args.set("together", words.size(*together_bytes));
            args.set("limit", words.size(*limit_bytes));
        }
        NotTaken::TooMany { files_max } => args.set("files", *files_max),
        NotTaken::WrongContent | NotTaken::Ambiguous | NotTaken::Empty => {}
    }
    let key = format!("file-{}", problem.key());
    match problem {
        NotTaken::TooLarge { .. } | NotTaken::TooMany { .. } => {
            words.text_with(&key, &args).into_owned()
        }
        NotTaken::WrongContent | NotTaken::Ambiguous | NotTaken::Empty => {
            words.text(&key).into_owned()
        }
    }
}

fn first_document(visit: &Visit, draft: &Draft) -> Result<String, Failure> {
    let edition: &Edition = edition(visit, &draft.service)?;
    let asked = app::documents::asked(&visit.office().law, edition, &draft.answers);
    Ok(asked
        .first()
        .map_or_else(String::new, |document| document.code.clone()))
}

/// What a form with files sent.
#[derive(Default)]
struct Sent {
    csrf: String,
    action: String,
    files: Vec<(String, String, Vec<u8>)>,
}

async fn read(request: Request, front: &Shared) -> Result<Sent, NotRead> {
    let mut sent = Sent::default();
    let mut document = String::new();
    for part in multipart::read(request, front).await? {
        if let Some(file_name) = &part.file_name {
            let of = part.name.strip_prefix("file-");
            let of = of.map_or_else(|| document.clone(), str::to_owned);
            let file = (of, file_name.clone(), part.bytes.to_vec());
            sent.files.push(file);
            continue;
        }
        let text = part.text()?.to_owned();
        match part.name.as_str() {
            "csrf" => sent.csrf = text,
            "action" => sent.action = text,
            "document" => document = text,
            _ => {}
        }
    }
    Ok(sent)
}

/// Goes on to review. An incomplete package may be sent: what follows from it is said there.
pub(crate) async fn done(Path((_, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let visit = posted.visit;
    draft_of(&visit, &id).await?;
    Ok(Redirect::to(&visit.to(&format!("/drafts/{id}/review"))).into_response())
}

/// A file of a case among all of them: which document it is, and its name.
pub(crate) fn named(visit: &Visit, edition: &Edition, file: &Given) -> String {
    let document = edition.documents.iter().find(|it| it.code == file.document);
    document.map_or_else(
        || file.name.clone(),
        |it| format!("{}: {}", it.text.get(visit.law_language()), file.name),
    )
}

/// A file of a case as pages show it.
pub(crate) fn attachment(visit: &Visit, file: &Given, href: String) -> Attachment {
    Attachment {
        name: file.name.clone(),
        size: visit.words().size(file.size_bytes),
        href: Some(href),
        remove: None,
    }
}
