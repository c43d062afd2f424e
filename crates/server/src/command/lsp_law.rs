//! `shanyraq law lsp`: the law in an editor, over the Language Server Protocol.

mod answer;
mod desk;
mod place;

use clap::Args;
use lsp_server::{Connection, Message, Notification};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as _,
};
use lsp_types::{
    CompletionOptions, HoverProviderCapability, OneOf, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
};
use serde::de::DeserializeOwned;

use super::{Setting, Verdict};
use desk::Desk;

/// Serves an editor over standard input and output: faults on the word while one types, what may stand
/// here, what a name means in three languages and where it is declared.
///
/// Tell the editor to start `shanyraq law lsp` for the KDL files below `law/`. Files that are open count as
/// they stand in the editor, all others as they stand on disk.
#[derive(Debug, Args)]
pub struct LspLaw {}

/// Runs the command.
pub fn lsp_law(_args: &LspLaw, setting: &Setting) -> anyhow::Result<Verdict> {
    let folder = setting.law_folder()?;
    // An editor names files by their whole paths.
    let folder = folder.canonicalize().unwrap_or(folder);
    let mut desk = Desk::new(folder, setting)?;
    let (connection, threads) = Connection::stdio();
    connection.initialize(serde_json::to_value(capabilities())?)?;
    serve(&connection, &mut desk)?;
    drop(connection);
    threads.join()?;
    Ok(Verdict::Yes)
}

fn capabilities() -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::FULL),
        save: Some(true.into()),
        ..TextDocumentSyncOptions::default()
    };
    let triggers = ["=", ":", "\"", " "].map(str::to_owned);
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers.to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        ..ServerCapabilities::default()
    }
}

fn serve(connection: &Connection, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    desk.publish(connection)?;
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    return Ok(());
                }
                let response = answer::answer(desk, request);
                connection.sender.send(Message::Response(response))?;
            }
            Message::Notification(notification) => {
                let is_changed = heard(desk, notification)?;
                // While somebody types, only the last text is worth a check.
                if is_changed && connection.receiver.is_empty() {
                    desk.publish(connection)?;
                }
            }
            Message::Response(_) => {}
        }
    }
    Ok(())
}

/// Takes a notification in; whether the law may be another one now.
fn heard(desk: &mut Desk<'_>, notification: Notification) -> anyhow::Result<bool> {
    match notification.method.as_str() {
        DidOpenTextDocument::METHOD => {
            if let Some(opened) = read::<DidOpenTextDocument>(notification) {
                desk.open(&opened.text_document.uri, opened.text_document.text);
            }
        }
        DidChangeTextDocument::METHOD => {
            if let Some(changed) = read::<DidChangeTextDocument>(notification)
                && let Some(whole) = changed.content_changes.into_iter().next_back()
            {
                desk.open(&changed.text_document.uri, whole.text);
            }
        }
        DidCloseTextDocument::METHOD => {
            if let Some(closed) = read::<DidCloseTextDocument>(notification) {
                desk.close(&closed.text_document.uri);
                desk.read_again()?;
            }
        }
        DidSaveTextDocument::METHOD => desk.read_again()?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// What a notification carries; one that is not as the protocol has it is passed over.
fn read<N>(notification: Notification) -> Option<N::Params>
where
    N: lsp_types::notification::Notification,
    N::Params: DeserializeOwned,
{
    serde_json::from_value(notification.params).ok()
}
