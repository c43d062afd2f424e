//! The names that files declare, with the node that declares each.

use super::{
    Files,
    outline::{Node, Outline},
};
use crate::{
    source_file::Span,
    vocabulary::{Names, file, file_of},
};

/// A declared name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declared {
    /// As it is written where it is used: `decision`, `decision/granted`, `family.income`.
    pub(super) name: String,
    /// The file.
    pub(super) path: String,
    /// The place of the name.
    pub(super) span: Span,
    /// The text of its label, title or text in English, if it has one.
    pub(super) label: Option<String>,
    /// Its index in the outline of its file.
    pub(super) node: usize,
}

/// The nodes in which a node carries its words for people.
pub(super) const LABELS: [&str; 5] = ["label", "title", "text", "heading", "name"];

/// The node of a node's words for people.
pub(super) fn label<'o, 't>(outline: &'o Outline<'t>, node: usize) -> Option<&'o Node<'t>> {
    LABELS.iter().find_map(|name| {
        let mut found = outline
            .inside(Some(node))
            .filter(|(_, child)| child.name.text == *name);
        found.next().map(|(_, child)| child)
    })
}

/// The names of a kind as the file at `path` may use them: its own, or those of the whole law.
pub(super) fn names(files: &Files, path: &str, names: Names) -> Vec<Declared> {
    let of_the_law = match names {
        Names::Register => Some((file::REGISTERS, "registry")),
        Names::Figure => Some((file::FIGURES, "figure")),
        Names::Place => Some((file::PLACES, "place")),
        Names::Stage
        | Names::Outcome
        | Names::Deed
        | Names::Ground
        | Names::Party
        | Names::Fact
        | Names::Document
        | Names::Assessment
        | Names::Field => None,
    };
    let Some((holds, node)) = of_the_law else {
        let text = files.get(path).map(String::as_str).unwrap_or_default();
        return in_edition(&Outline::of(text), path, names);
    };
    let files = files
        .iter()
        .filter(|(path, _)| file_of(path) == Some(holds));
    files
        .flat_map(|(path, text)| {
            let outline = Outline::of(text);
            let nodes = outline
                .inside(None)
                .filter(|(_, found)| found.name.text == node);
            let found: Vec<Declared> = nodes
                .filter_map(|(index, _)| declared(&outline, path, index, ""))
                .collect();
            found
        })
        .collect()
}

fn in_edition(outline: &Outline<'_>, path: &str, names: Names) -> Vec<Declared> {
    let (name, below) = match names {
        Names::Stage => ("stage", None),
        Names::Outcome => ("stage", Some(("outcome", "/"))),
        Names::Deed => ("deed", None),
        Names::Ground => ("ground", None),
        Names::Party => ("party", None),
        Names::Fact => ("fact", None),
        Names::Document => ("document", None),
        Names::Assessment => ("assess", None),
        Names::Field => ("form", Some(("section", "."))),
        Names::Register | Names::Figure | Names::Place => return Vec::new(),
    };
    let Some((edition, _)) = outline.inside(None).next() else {
        return Vec::new();
    };
    let tops = outline
        .inside(Some(edition))
        .filter(|(_, node)| node.name.text == name);
    let mut found = Vec::new();
    for (top, node) in tops {
        match (names, below) {
            (_, None) => found.extend(declared(outline, path, top, "")),
            (Names::Field, Some((section, dot))) => {
                for (index, section) in children(outline, top, section) {
                    let lead = section.code().map_or("", |code| code.text);
                    let fields = children(outline, index, "field");
                    let lead = format!("{lead}{dot}");
                    found.extend(
                        fields.filter_map(|(field, _)| declared(outline, path, field, &lead)),
                    );
                }
            }
            (_, Some((inner, slash))) => {
                let lead = format!("{}{slash}", node.code().map_or("", |code| code.text));
                let inner = children(outline, top, inner);
                found.extend(inner.filter_map(|(index, _)| declared(outline, path, index, &lead)));
            }
        }
    }
    found
}

/// The nodes of a name inside another.
pub(super) fn children<'o, 't>(
    outline: &'o Outline<'t>,
    parent: usize,
    name: &'o str,
) -> impl Iterator<Item = (usize, &'o Node<'t>)> {
    outline
        .inside(Some(parent))
        .filter(move |(_, node)| node.name.text == name)
}

/// What a node declares with its first word.
pub(super) fn declared(
    outline: &Outline<'_>,
    path: &str,
    node: usize,
    lead: &str,
) -> Option<Declared> {
    let code = outline.get(node)?.code()?;
    let words = label(outline, node);
    Some(Declared {
        name: format!("{lead}{}", code.text),
        path: path.to_owned(),
        span: code.span,
        label: words
            .and_then(|words| words.property("en"))
            .map(str::to_owned),
        node,
    })
}

/// The names that a formula of the node `at` may use: facts, steps, assessments, figures, columns.
pub(super) fn in_formula(
    files: &Files,
    path: &str,
    outline: &Outline<'_>,
    at: usize,
) -> Vec<Declared> {
    let mut found = in_edition(outline, path, Names::Fact);
    let assess = outline.get(at).and_then(|node| node.parent);
    let edition = outline.inside(None).next().map(|(edition, _)| edition);
    for (index, _) in edition
        .into_iter()
        .flat_map(|edition| children(outline, edition, "assess"))
    {
        for step in ["let", "give"] {
            // Another assessment's steps are its own; only what it gives is known outside.
            if step == "give" || assess == Some(index) {
                let steps = children(outline, index, step);
                found.extend(steps.filter_map(|(step, _)| declared(outline, path, step, "")));
            }
        }
    }
    for (index, node) in outline.nodes.iter().enumerate() {
        if node.name.text == "column" {
            found.extend(declared(outline, path, index, ""));
        }
    }
    found.extend(names(files, path, Names::Figure));
    found
}
