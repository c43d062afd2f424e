//! The law as it lies on the editor's desk: files on disk, open texts in their place, faults shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use law::Problem;
use law::check::{Severity, check};
use law::editing::Files;
use lsp_server::{Connection, Message, Notification};
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use lsp_types::{Diagnostic, DiagnosticSeverity, PublishDiagnosticsParams, Uri};

use super::place::{path_of, range_of, uri_of};
use crate::command::{Setting, check_law::until};
use crate::library;

/// The law as an editor has it.
pub(super) struct Desk<'s> {
    folder: PathBuf,
    setting: &'s Setting,
    /// The files as they are taken: the open ones as they stand in the editor.
    files: Files,
    open: BTreeMap<String, String>,
    /// The files that have faults on the screen.
    shown: BTreeSet<String>,
}

impl<'s> Desk<'s> {
    pub(super) fn new(folder: PathBuf, setting: &'s Setting) -> anyhow::Result<Self> {
        let files = library::read(&folder)?;
        Ok(Self {
            folder,
            setting,
            files,
            open: BTreeMap::new(),
            shown: BTreeSet::new(),
        })
    }

    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path below the folder of the law; none of another file.
    pub(super) fn name(&self, uri: &Uri) -> Option<String> {
        let path = path_of(uri)?;
        let inside = path.strip_prefix(&self.folder).ok()?;
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    }

    pub(super) fn open(&mut self, uri: &Uri, text: String) {
        if let Some(name) = self.name(uri) {
            self.open.insert(name.clone(), text.clone());
            self.files.insert(name, text);
        }
    }

    pub(super) fn close(&mut self, uri: &Uri) {
        if let Some(name) = self.name(uri) {
            self.open.remove(&name);
        }
    }

    /// Takes the files from disk again, those that are not open.
    pub(super) fn read_again(&mut self) -> anyhow::Result<()> {
        self.files = library::read(&self.folder)?;
        let open = self.open.iter();
        self.files
            .extend(open.map(|(name, text)| (name.clone(), text.clone())));
        Ok(())
    }

    /// Shows the faults of every file, and takes away those that are mended.
    pub(super) fn publish(&mut self, connection: &Connection) -> anyhow::Result<()> {
        let mut found = self.diagnostics()?;
        for mended in std::mem::take(&mut self.shown) {
            found.entry(mended).or_default();
        }
        // A file that was just opened waits for an answer, also if it is clean.
        for open in self.open.keys() {
            found.entry(open.clone()).or_default();
        }
        for (name, diagnostics) in found {
            let Some(uri) = uri_of(&self.folder.join(&name)) else {
                continue;
            };
            if !diagnostics.is_empty() {
                self.shown.insert(name);
            }
            let params = PublishDiagnosticsParams::new(uri, diagnostics, None);
            let notification = Notification::new(PublishDiagnostics::METHOD.to_owned(), params);
            connection
                .sender
                .send(Message::Notification(notification))?;
        }
        Ok(())
    }

    fn diagnostics(&self) -> anyhow::Result<BTreeMap<String, Vec<Diagnostic>>> {
        let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        let mut add = |problem: &Problem, severity| {
            let of_file = found.entry(problem.file.clone()).or_default();
            of_file.push(diagnostic(problem, severity));
        };
        match law::load(self.files.clone()) {
            Err(problems) => {
                for problem in &problems {
                    add(problem, DiagnosticSeverity::ERROR);
                }
            }
            Ok(law) => {
                let report = check(&law, until(None, self.setting, &law)?);
                for problem in &report.problems {
                    add(problem, DiagnosticSeverity::ERROR);
                }
                for finding in &report.findings {
                    add(
                        &finding.problem,
                        match finding.severity {
                            Severity::Warning => DiagnosticSeverity::WARNING,
                            Severity::Note => DiagnosticSeverity::INFORMATION,
                        },
                    );
                }
            }
        }
        Ok(found)
    }
}

fn diagnostic(problem: &Problem, severity: DiagnosticSeverity) -> Diagnostic {
    let message = match &problem.help {
        Some(help) => format!("{}\n{help}", problem.message),
        None => problem.message.clone(),
    };
    Diagnostic {
        range: range_of(problem),
        severity: Some(severity),
        source: Some("law".to_owned()),
        message,
        ..Diagnostic::default()
    }
}
