//! Answers to an editor's questions: completion, hover, definition.

use std::fmt::Write as _;

use law::editing::{self, Hover, Suggested, Suggestion};
use lsp_server::{ErrorCode, Request, RequestId, Response};
use lsp_types::request::{Completion, GotoDefinition, HoverRequest, Request as _};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, HoverContents, Location, MarkupContent,
    MarkupKind, TextDocumentPositionParams, TextEdit,
};
use serde_json::Value as Json;

use super::desk::Desk;
use super::place::{offset, range, uri_of};

/// The answer to a request.
pub(super) fn answer(desk: &Desk<'_>, request: Request) -> Response {
    let Request { id, method, params } = request;
    // All three begin with a place in a file.
    let Ok(asked) = serde_json::from_value::<TextDocumentPositionParams>(params) else {
        let message = format!("{method} is not a question about a place");
        return Response::new_err(id, code(ErrorCode::MethodNotFound), message);
    };
    match method.as_str() {
        Completion::METHOD => said(id, complete(desk, &asked)),
        HoverRequest::METHOD => said(id, hover(desk, &asked)),
        GotoDefinition::METHOD => said(id, definition(desk, &asked)),
        _ => Response::new_err(
            id,
            code(ErrorCode::MethodNotFound),
            format!("{method} is not served"),
        ),
    }
}

#[expect(
    clippy::as_conversions,
    reason = "the protocol's codes are the enum's numbers"
)]
fn code(code: ErrorCode) -> i32 {
    code as i32
}

fn said(id: RequestId, answer: impl serde::Serialize) -> Response {
    match serde_json::to_value(answer) {
        Ok(json) => Response::new_ok(id, json),
        Err(_) => Response::new_ok(id, Json::Null),
    }
}

/// The file, its text and the byte that were asked about.
fn place<'d>(
    desk: &'d Desk<'_>,
    asked: &TextDocumentPositionParams,
) -> Option<(String, &'d str, usize)> {
    let name = desk.name(&asked.text_document.uri)?;
    let text = desk.files().get(&name)?;
    let at = offset(text, asked.position);
    Some((name, text, at))
}

fn complete(desk: &Desk<'_>, asked: &TextDocumentPositionParams) -> Vec<CompletionItem> {
    let Some((name, text, at)) = place(desk, asked) else {
        return Vec::new();
    };
    let found = editing::complete(desk.files(), &name, at);
    found.into_iter().map(|one| item(text, one)).collect()
}

fn item(text: &str, suggestion: Suggestion) -> CompletionItem {
    let kind = match suggestion.what {
        Suggested::Node => CompletionItemKind::CLASS,
        Suggested::Property => CompletionItemKind::PROPERTY,
        Suggested::Word => CompletionItemKind::ENUM_MEMBER,
        Suggested::Name => CompletionItemKind::REFERENCE,
        Suggested::Function => CompletionItemKind::FUNCTION,
    };
    let edit = TextEdit::new(range(text, suggestion.replaces), suggestion.insert);
    CompletionItem {
        label: suggestion.label,
        kind: Some(kind),
        detail: suggestion.detail,
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        ..CompletionItem::default()
    }
}

fn hover(desk: &Desk<'_>, asked: &TextDocumentPositionParams) -> Option<lsp_types::Hover> {
    let (name, text, at) = place(desk, asked)?;
    let found = editing::hover(desk.files(), &name, at)?;
    Some(lsp_types::Hover {
        range: Some(range(text, found.span)),
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::PlainText,
            value: words(&found)?,
        }),
    })
}

/// The name, its texts, the paragraph and the basis, each on its line.
fn words(hover: &Hover) -> Option<String> {
    let mut text = hover.name.clone();
    for (language, words) in &hover.texts {
        write!(text, "\n{}: {words}", language.code()).ok()?;
    }
    if let Some(cite) = &hover.cite {
        write!(text, "\n[{cite}]").ok()?;
    }
    if let Some(basis) = &hover.basis {
        write!(text, "\n{basis}").ok()?;
    }
    Some(text)
}

fn definition(desk: &Desk<'_>, asked: &TextDocumentPositionParams) -> Option<Location> {
    let (name, _, at) = place(desk, asked)?;
    let target = editing::definition(desk.files(), &name, at)?;
    let text = desk.files().get(&target.path)?;
    let uri = uri_of(&desk.folder().join(&target.path))?;
    Some(Location::new(uri, range(text, target.span)))
}
