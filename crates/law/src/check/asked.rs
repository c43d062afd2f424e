//! Nothing is asked that the act does not list, and nothing that a register answers where the act says so.

use super::{Checked, Report};
use crate::edition::{Basis, Document, DocumentChannel, Fetch};

pub(super) fn check(checked: &Checked<'_>, report: &mut Report) {
    let edition = checked.edition;
    for fetch in &edition.fetches {
        for document in &edition.documents {
            if fetch.documents.contains(&document.code) {
                fetched(checked, fetch, document, report);
            }
        }
    }
    for document in &edition.documents {
        unlisted(checked, document, report);
    }
    fields(checked, report);
}

/// A document that the act lists and also says to be obtained from a register.
fn fetched(checked: &Checked<'_>, fetch: &Fetch, document: &Document, report: &mut Report) {
    let node = format!("document/{}", document.code);
    let asked: Vec<&DocumentChannel> = document
        .channels
        .iter()
        .filter(|it| !it.is_the_request && !it.original_shown)
        .collect();
    // A document may stand for several registers; any of those that the act names spares it.
    let answering: Vec<&String> = checked
        .edition
        .fetches
        .iter()
        .filter(|it| it.documents.contains(&document.code))
        .map(|it| &it.registry)
        .collect();
    let is_spared = |it: &&DocumentChannel| {
        it.unless_registry
            .as_ref()
            .is_some_and(|by| answering.contains(&by))
    };
    let spared = asked.iter().copied().filter(|it| is_spared(it)).count();
    let help = format!("write `unless=registry:{}` on the channel", fetch.registry);
    if spared == 0 && !asked.is_empty() {
        let message = format!(
            "`{}` is asked although {} says that `{}` answers it",
            document.code, fetch.source.cite, fetch.registry
        );
        report
            .problems
            .push(checked.problem(&node, message, Some(help)));
    } else if spared < asked.len() {
        let message = format!(
            "`{}` is asked on one channel although {} says that `{}` answers it on another",
            document.code, fetch.source.cite, fetch.registry
        );
        report
            .findings
            .push(checked.warning(&node, message, Some(help)));
    }
    if document.unconditional {
        let message = format!(
            "the act lists `{}` without any condition ({}) and forbids to demand it ({})",
            document.code, document.source.cite, fetch.source.cite
        );
        let help = "the edition asks it only where the register does not answer";
        report
            .findings
            .push(checked.warning(&node, message, Some(help.to_owned())));
    }
}

/// A document that no act lists, or that a register spares without the act saying so.
fn unlisted(checked: &Checked<'_>, document: &Document, report: &mut Report) {
    let node = format!("document/{}", document.code);
    if let Basis::Inferred { why } = &document.source.basis {
        let message = format!("`{}` is asked, and no act lists it: {why}", document.code);
        let help = Some("confirm it, or take it out".to_owned());
        report.findings.push(checked.note(&node, message, help));
    }
    for spared in document
        .channels
        .iter()
        .filter_map(|it| it.unless_registry.as_ref())
    {
        let is_said = checked
            .edition
            .fetches
            .iter()
            .any(|it| it.registry == *spared);
        if !is_said {
            let message = format!(
                "`{spared}` spares `{}`, and no `fetch` says so",
                document.code
            );
            let help = format!("add `fetch {spared} cite=…` with the paragraph that says so");
            report
                .findings
                .push(checked.note(&node, message, Some(help)));
            return;
        }
    }
}

/// Fields that the form of the act does not have, in one finding for each section.
fn fields(checked: &Checked<'_>, report: &mut Report) {
    for section in &checked.edition.form {
        let inferred =
            |source: &crate::edition::Source| matches!(source.basis, Basis::Inferred { .. });
        let added: Vec<&str> = section
            .fields
            .iter()
            .filter(|field| inferred(&field.source) || inferred(&section.source))
            .map(|field| field.code.as_str())
            .collect();
        if added.is_empty() {
            continue;
        }
        let message = format!(
            "the form asks in `{}` what the form of the act does not: {}",
            section.code,
            added.join(", ")
        );
        let help =
            Some("each says beside it which decision needs it: confirm, or take it out".to_owned());
        let node = format!("form/{}", section.code);
        report.findings.push(checked.note(&node, message, help));
    }
}
